# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""``graph`` shows what was decided on, as networkx and in three languages."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import openlic
from openlic import ParseError, assess, check, parse
from openlic._text import printable
from openlic.expression import Expression
from openlic.frameworks import framework
from openlic.model import Component, GlobalLicense, Model, Origin
from openlic.networks import to_dot, to_json, to_mermaid
from openlic.terms import USES

#: What decides; terms decide nothing and have tests of their own.
graph = partial(openlic.graph, terms=False)

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]

ORDER = ("no", "unknown", "yes")
HOSTILE = [
    'quote " and \\" both',
    "back\\slash \\n \\",
    "line\nfeed\r\n",
    "\x1b[31m\x07\x9b\u202e\x7f",
    "<script>alert(1)</script>",
    '"]; evil [label="x',
    '"]:::yes\n  evil["x',
    "#35; &quot; %% ; | {} () []",
    "\ud800",
    "木兰",
]
labels = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=())))

RELEASE = Model(
    "Demo",
    (
        Component("Model architecture", "MIT OR GPL-2.0-or-later WITH Classpath-exception-2.0"),
        Component(
            "Model parameters (Final)",
            "bigcode-openrail-m",
            derived_from=(
                Origin("train-on", component="Datasets"),
                Origin("fine-tune", work="Base", license="Apache-2.0"),
                Origin("distill", component="A component that is not there"),
            ),
        ),
        Component("Datasets", licenses=("CC-BY-4.0", "BSD")),
        Component("Model card"),
        Component("Research paper", "CC-BY-4.0", covers=("Evaluation results",)),
        Component("Data card", "unlicensed"),
    ),
    (GlobalLicense("document", "CC-BY-4.0"),),
)


def _relations(network: Network) -> list[tuple[str, str, str]]:
    """Return every edge as source, relation and target."""
    return [(source, data["relation"], target) for source, target, data in network.edges(data=True)]


def _edges(network: Network, relation: str) -> set[tuple[str, str]]:
    found = _relations(network)
    return {(source, target) for source, name, target in found if name == relation}


def _kinds(network: Network) -> dict[str, str]:
    return {key: data["kind"] for key, data in network.nodes(data=True)}


def _verdicts(network: Network) -> dict[str, str]:
    return {key: data["verdict"] for key, data in network.nodes(data=True) if "verdict" in data}


def _root(network: Network) -> str:
    """Return the one node that no other needs."""
    (root,) = [key for key in network if not network.in_degree(key)]
    return root


# --- Expressions ----------------------------------------------------------------------

EXPRESSION = "GPL-2.0-or-later WITH Classpath-exception-2.0 OR MIT AND LicenseRef-x"


def test_the_graph_of_an_expression_has_its_licenses_and_operators() -> None:
    network = graph(EXPRESSION)
    assert {
        (data["kind"], data["label"], data["verdict"]) for _, data in network.nodes(data=True)
    } == {
        ("any-of", "OR", "yes"),
        ("all-of", "AND", "unknown"),
        ("with", "GPL-2.0-or-later WITH Classpath-exception-2.0", "yes"),
        ("license", "GPL-2.0-or-later", "yes"),
        ("license", "GPL-2.0-only", "yes"),
        ("license", "GPL-3.0-only", "yes"),
        ("exception", "Classpath-exception-2.0", "yes"),
        ("license", "MIT", "yes"),
        ("license", "LicenseRef-x", "unknown"),
    }


def test_the_graph_of_an_expression_has_its_relations() -> None:
    network = graph(EXPRESSION)
    names = {key: data["label"] for key, data in network.nodes(data=True)}
    with_exception = "GPL-2.0-or-later WITH Classpath-exception-2.0"
    assert {(names[s], relation, names[t]) for s, relation, t in _relations(network)} == {
        ("OR", "any-of", with_exception),
        ("OR", "any-of", "AND"),
        ("AND", "all-of", "MIT"),
        ("AND", "all-of", "LicenseRef-x"),
        (with_exception, "all-of", "GPL-2.0-or-later"),
        (with_exception, "modified-by", "Classpath-exception-2.0"),
        ("GPL-2.0-or-later", "any-of", "GPL-2.0-only"),
        ("GPL-2.0-or-later", "any-of", "GPL-3.0-only"),
    }


def test_what_was_judged_by_itself_has_a_rule_and_a_reason() -> None:
    network = graph("MIT OR (SSPL-1.0 AND LicenseRef-x)")
    judged = {key: data["rule"] for key, data in network.nodes(data=True) if "rule" in data}
    assert judged == {
        "license:MIT": "osi-approved",
        "license:SSPL-1.0": "restricted",
        "license:LicenseRef-x": "not-in-catalog",
    }
    assert network.nodes["license:MIT"]["reason"] == "approved by the OSI"
    assert {"rule", "reason"}.isdisjoint(network.nodes[_root(network)])


def test_a_license_that_stands_twice_is_one_node() -> None:
    network = graph("MIT OR (MIT AND ISC)")
    assert len(network) == 4
    assert len(list(network.predecessors("license:MIT"))) == 2


def test_a_license_that_is_named_twice_by_one_operator_has_two_edges() -> None:
    network = graph("MIT OR MIT")
    assert network.number_of_edges(_root(network), "license:MIT") == 2


@pytest.mark.parametrize("text", ["MIT", "LicenseRef-x", "NONE", "NOASSERTION"])
def test_a_single_license_is_a_single_node(text: str) -> None:
    network = graph(text)
    assert list(network) == [f"license:{text}"]
    assert network.number_of_edges() == 0


@pytest.mark.parametrize("text", ["Apache 2.0", "", "MIT OR", "(MIT"])
def test_a_text_that_is_no_expression_has_no_graph(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        graph(text)
    assert caught.value.source == text


@pytest.mark.parametrize(
    "value", [None, 3, b"MIT", ["MIT"], {"MIT": 1}, object(), Origin("modify")]
)
def test_what_has_no_graph_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match=f"there is no graph of {type(value).__name__}"):
        graph(value)  # type: ignore[arg-type]


def test_graph_is_what_the_package_offers() -> None:
    assert openlic.graph is graph.func


_leaves = st.sampled_from(
    ["MIT", "GPL-2.0-or-later", "Apache-2.0+", "SSPL-1.0", "CC-BY-4.0", "LicenseRef-x", "NONE"]
).map(parse)
_expressions = st.recursive(
    _leaves,
    lambda inner: st.builds(
        lambda join, parts: join(parts),
        st.sampled_from([Expression.any_of, Expression.all_of]),
        st.lists(inner, min_size=2, max_size=4),
    ),
    max_leaves=10,
)


@given(_expressions)
def test_the_graph_of_an_expression_is_a_multigraph_without_cycles(expression: Expression) -> None:
    network = graph(expression)
    assert type(network) is nx.MultiDiGraph
    assert nx.is_directed_acyclic_graph(network)
    assert nx.utils.graphs_equal(network, graph(str(expression)))


@given(_expressions)
def test_every_verdict_follows_from_those_below(expression: Expression) -> None:
    network = graph(expression)
    ranks = {key: ORDER.index(verdict) for key, verdict in _verdicts(network).items()}
    below = {key: [ranks[target] for _, target in network.out_edges(key)] for key in network}
    conjunction = {key for key, kind in _kinds(network).items() if kind in {"all-of", "with"}}
    decided = {
        key: min(found) if key in conjunction else max(found)
        for key, found in below.items()
        if found
    }
    assert decided == {key: ranks[key] for key in decided}


@given(_expressions)
def test_the_root_of_an_expression_has_the_verdict_of_a_check(expression: Expression) -> None:
    network = graph(expression)
    assert network.nodes[_root(network)]["verdict"] == check(expression).verdict


# --- Checks ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("MIT OR SSPL-1.0", {}),
        ("GPLv3", {}),
        ("BSD", {}),
        ("MIT; GPL", {}),
        ("CC-BY-NC-4.0", {"component": "Datasets"}),
        ("CC-BY-NC-4.0", {"component": "Model card"}),
        ("MIT", {"framework": "mot"}),
        ("mit", {"framework": "mot"}),
        ("no such license", {"framework": "mot"}),
        ("MIT OR Apache-2.0", {"framework": "mot"}),
        ("CC-BY-4.0", {"framework": "osaid", "component": "Inference code"}),
    ],
)
def test_the_graph_of_a_check_has_its_verdict(text: str, asked: dict[str, Any]) -> None:
    result = check(text, **asked)
    network = graph(result)
    assert network.nodes[_root(network)]["verdict"] == result.verdict


def test_the_graph_of_a_check_under_a_framework_of_ones_own_is_judged_by_it() -> None:
    own = attrs.evolve(framework("mot"), id="own")
    result = check("MIT", framework=own)
    assert _verdicts(graph(result)) == {"license:MIT": result.verdict}


# --- Releases -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mof", "osaid"])
def test_the_graph_of_an_assessment_has_its_verdicts(name: str) -> None:
    result = assess(RELEASE, name)
    verdicts = _verdicts(graph(result))
    components = {f"component:{name}": str(c.verdict) for name, c in result.components.items()}
    classes = {f"class:{each.tier}": str(each.verdict) for each in result.classes}
    assert {key: verdicts[key] for key in components} == components
    assert {key: verdicts[key] for key in classes} == classes


@pytest.mark.parametrize("name", ["mof", "mot", "osaid"])
def test_the_verdicts_of_a_graph_are_three_words(name: str) -> None:
    release = attrs.evolve(RELEASE, components=(RELEASE.components[0], RELEASE.components[3]))
    network = graph(assess(release, name))
    assert set(_verdicts(network).values()) <= set(ORDER)
    assert all({"kind", "label"} <= set(data) for _, data in network.nodes(data=True))
    assert all("relation" in data for _, _, data in network.edges(data=True))


def test_the_graph_of_a_model_is_that_of_its_assessment_by_the_mof() -> None:
    assert nx.utils.graphs_equal(graph(RELEASE), graph(assess(RELEASE)))
    assert not nx.utils.graphs_equal(graph(RELEASE), graph(assess(RELEASE, "osaid")))


def test_the_model_has_every_component_and_reaches_classes() -> None:
    network = graph(RELEASE)
    names = framework("mof").names
    assert network.nodes["model:Demo"]["kind"] == "model"
    assert _edges(network, "has-component") == {("model:Demo", f"component:{n}") for n in names}
    assert _edges(network, "reaches") == {("model:Demo", f"class:{tier}") for tier in (1, 2, 3)}


def test_classes_require_components_and_the_easier_class() -> None:
    network = graph(RELEASE)
    required = _edges(network, "requires")
    assert {("class:1", "class:2"), ("class:2", "class:3")} <= required
    assert ("class:3", "component:Model card") in required
    assert ("class:3", "requirement:Technical report") in required
    assert ("class:3", "component:Datasets") not in required


def test_what_stands_for_a_component_is_an_alternative() -> None:
    anyone = _edges(graph(RELEASE), "any-of")
    assert ("requirement:Technical report", "component:Technical report") in anyone
    assert ("requirement:Technical report", "component:Research paper") in anyone
    assert ("requirement:Evaluation results", "component:Research paper") in anyone


def test_components_are_licensed_under_their_licenses() -> None:
    licensed = _edges(graph(RELEASE), "licensed-under")
    assert ("component:Model card", "license:CC-BY-4.0") in licensed
    assert (
        "component:Model parameters (Final)",
        "license:LicenseRef-scancode-bigcode-open-rail-m-v1",
    ) in licensed
    assert not [pair for pair in licensed if pair[0] == "component:Data card"]
    assert not [pair for pair in licensed if pair[0] == "component:Training code"]


def test_a_string_that_was_not_read_is_an_unknown_text() -> None:
    network = graph(RELEASE)
    (text,) = [data for _, data in network.nodes(data=True) if data["kind"] == "text"]
    assert (text["label"], text["verdict"], text["rule"]) == ("BSD", "unknown", "not-read")


def test_provenance_says_how_what_was_used() -> None:
    edges = graph(RELEASE).edges(data=True)
    parameters = "component:Model parameters (Final)"
    found = [(s, t, d["use"]) for s, t, d in edges if d["relation"] == "derived-from"]
    assert sorted(found) == [
        (parameters, "component:Datasets", "train-on"),
        (parameters, "work:A component that is not there", "distill"),
        (parameters, "work:Base (Apache-2.0)", "fine-tune"),
    ]


def test_what_a_work_from_elsewhere_was_made_from_is_drawn() -> None:
    below = Origin("train-on", work="Corpus", license="CC-BY-4.0")
    base = Origin("fine-tune", work="Base", license="MIT", derived_from=(below,))
    network = graph(Model("X", (Component("Model card", "MIT", derived_from=(base,)),)))
    assert _edges(network, "derived-from") == {
        ("component:Model card", "work:Base (MIT)"),
        ("work:Base (MIT)", "work:Corpus (CC-BY-4.0)"),
    }


def test_only_provenance_has_a_use() -> None:
    used = [data for _, _, data in graph(RELEASE).edges(data=True) if "use" in data]
    assert {data["relation"] for data in used} == {"derived-from"}


def test_a_work_from_elsewhere_is_not_judged() -> None:
    data = graph(RELEASE).nodes["work:Base (Apache-2.0)"]
    assert data == {"kind": "work", "label": "Base (Apache-2.0)"}


@pytest.mark.parametrize("use", USES)
def test_provenance_decides_nothing(use: str) -> None:
    card = Component("Model card", "MIT", derived_from=(Origin(use, work="Y", license="NONE"),))
    plain = graph(Model("X", (Component("Model card", "MIT"),)))
    derived = graph(Model("X", (card,)))
    assert _verdicts(derived) == _verdicts(plain)
    assert len(derived) == len(plain) + 1


def test_provenance_may_run_in_a_circle_and_nothing_else_does() -> None:
    there = Component("Datasets", "MIT", derived_from=(Origin("generate", component="Model card"),))
    back = Component(
        "Model card",
        "MIT",
        derived_from=(
            Origin("document", component="Datasets"),
            Origin("modify", component="Model card"),
        ),
    )
    network = graph(Model("X", (there, back)))
    assert not nx.is_directed_acyclic_graph(network)
    deciding = [(s, t) for s, relation, t in _relations(network) if relation != "derived-from"]
    assert nx.is_directed_acyclic_graph(nx.DiGraph(deciding))


def test_two_works_are_two_nodes() -> None:
    origins = (Origin("modify", work="A", license="MIT"), Origin("modify", work="A (MIT)"))
    network = graph(Model("X", (Component("Model card", "MIT", derived_from=origins),)))
    assert list(_kinds(network).values()).count("work") == 2


@pytest.mark.parametrize("name", ["MIT", "Model card", "work", "OR"])
def test_the_name_of_a_release_meets_no_other_node(name: str) -> None:
    result = assess(Model(name, (Component("Model card", "MIT"),)))
    assert len(graph(result)) == len(result.solved().graph.nodes)
    assert graph(result).nodes[f"model:{name}"]["kind"] == "model"


def test_the_graph_of_a_component_is_that_of_a_release_with_it_alone() -> None:
    component = Component("Model card", "CC-BY-4.0 OR CC-BY-NC-4.0")
    network = graph(component)
    assert nx.utils.graphs_equal(network, graph(Model("Model card", (component,))))
    assert network.nodes["component:Model card"]["verdict"] == "yes"
    assert ("component:Model card", _only(network, "any-of")) in _edges(network, "licensed-under")


def _only(network: Network, kind: str) -> str:
    """Return the one node of a kind."""
    (key,) = [key for key, found in _kinds(network).items() if found == kind]
    return key


# --- Languages ------------------------------------------------------------------------


def _network(label: str) -> Network:
    """Return a network with a label on a node and on an edge."""
    network: Network = nx.MultiDiGraph()
    network.add_node("a", kind="text", label=label, verdict="unknown")
    network.add_node("b", kind="work", label=label)
    network.add_edge("a", "b", relation="derived-from", use=label)
    return network


def test_the_dot_of_an_expression() -> None:
    assert to_dot(graph("MIT OR LicenseRef-x")).split("\n") == [
        "digraph openlic {",
        "  rankdir=LR;",
        '  node [style="filled,rounded", shape=box];',
        '  n0 [label="MIT\\nyes", shape=box, fillcolor="#d7f0d7"];',
        '  n1 [label="LicenseRef-x\\nunknown", shape=box, fillcolor="#f4ecc8"];',
        '  n2 [label="OR\\nyes", shape=diamond, fillcolor="#d7f0d7"];',
        '  n2 -> n0 [label="any-of"];',
        '  n2 -> n1 [label="any-of"];',
        "}",
    ]


def test_the_mermaid_of_an_expression() -> None:
    assert to_mermaid(graph("MIT OR LicenseRef-x")).split("\n") == [
        "flowchart LR",
        '  n0["MIT"]:::yes',
        '  n1["LicenseRef-x"]:::unknown',
        '  n2["OR"]:::yes',
        "  n2 -->|any-of| n0",
        "  n2 -->|any-of| n1",
        "  classDef yes fill:#d7f0d7",
        "  classDef no fill:#f6d5d5",
        "  classDef unknown fill:#f4ecc8",
        "  classDef none fill:#eeeeee",
    ]


def test_provenance_is_drawn_with_its_use() -> None:
    network = graph(RELEASE)
    assert to_dot(network).count('[label="derived-from train-on"];') == 1
    assert to_mermaid(network).count("-->|derived-from train-on|") == 1


@pytest.mark.parametrize("draw", [to_dot, to_mermaid])
def test_every_node_and_edge_is_drawn(draw: Any) -> None:
    network = graph(RELEASE)
    lines = draw(network).split("\n")
    assert len([line for line in lines if re.match(r"  n\d+ ?\[", line)]) == len(network)
    assert len([line for line in lines if re.match(r"  n\d+ -+>", line)]) == network.size()


_DOT_TEXT = r'"((?:[^"\\\n]|\\.)*)"'


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)


@given(labels)
def test_no_label_leaves_its_quotes_in_dot(label: str) -> None:
    first, second, edge = to_dot(_network(label)).split("\n")[3:-1]
    named = re.fullmatch(rf'  n0 \[label={_DOT_TEXT}, shape=box, fillcolor="#f4ecc8"\];', first)
    plain = re.fullmatch(rf'  n1 \[label={_DOT_TEXT}, shape=box, fillcolor="#eeeeee"\];', second)
    used = re.fullmatch(rf"  n0 -> n1 \[label={_DOT_TEXT}\];", edge)
    assert named
    assert plain
    assert used
    assert _unquoted(named[1]) == printable(f"{label}\nunknown".strip())
    assert _unquoted(used[1]) == printable(" ".join(filter(None, ("derived-from", label))))


def _plain(text: str) -> str:
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)


@given(labels)
def test_no_label_leaves_its_quotes_in_mermaid(label: str) -> None:
    first, second, edge = to_mermaid(_network(label)).split("\n")[1:4]
    named = re.fullmatch(r'  n0\["([^"]*)"\]:::unknown', first)
    used = re.fullmatch(r"  n0 -->\|([^|]*)\| n1", edge)
    assert named
    assert used
    assert second == f'  n1["{named[1]}"]:::none'
    assert _plain(named[1]) == printable(label)
    assert _plain(used[1]) == printable(" ".join(filter(None, ("derived-from", label))))
    assert not set("<>(){}[]`&%\\/'") & set(named[1])


@given(labels)
def test_no_label_brings_control_characters_into_a_drawing(label: str) -> None:
    network = _network(label)
    for drawn in (to_dot(network), to_mermaid(network), to_json(network)):
        assert all(char == "\n" or char.isprintable() for char in drawn)


@given(labels)
def test_json_keeps_every_label(label: str) -> None:
    network = _network(label)
    again = nx.node_link_graph(json.loads(to_json(network)), edges="edges")
    assert nx.utils.graphs_equal(again, network)


@pytest.mark.parametrize("name", ["mof", "osaid"])
def test_json_is_read_back_by_networkx(name: str) -> None:
    network = graph(assess(RELEASE, name))
    again = nx.node_link_graph(json.loads(to_json(network)), edges="edges")
    assert type(again) is nx.MultiDiGraph
    assert nx.utils.graphs_equal(again, network)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("draw", [to_dot, to_mermaid, to_json])
def test_a_hostile_release_is_drawn(text: str, draw: Any) -> None:
    component = Component(
        "Model card", f"{text} license", derived_from=(Origin("modify", work=text, license=text),)
    )
    drawn, plain = (
        draw(graph(Model(name, (attrs.evolve(component, license=license),))))
        for name, license in ((text, f"{text} license"), ("x", "x license"))
    )
    assert all(char == "\n" or char.isprintable() for char in drawn)
    assert drawn.count("\n") == plain.count("\n")


def test_networkx_can_walk_from_a_class_to_the_licenses_it_rests_on() -> None:
    network = graph(RELEASE)
    below = nx.descendants(network, "class:3")
    assert "license:CC-BY-4.0" in below
    assert "license:MIT" in below
    assert "model:Demo" not in below


def test_works_that_read_alike_stay_apart_and_the_same_work_is_one() -> None:
    origins = (
        Origin("train-on", work="Base (MIT)"),
        Origin("fine-tune", work="Base", license="MIT"),
        Origin("distill", work="Base", license="MIT"),
    )
    network = graph(Model("Demo", (Component("Datasets", "MIT", derived_from=origins),)))
    assert _edges(network, "derived-from") == {
        ("component:Datasets", "work:Base (MIT)"),
        ("component:Datasets", "work:Base (MIT) #2"),
    }


# --- Terms ----------------------------------------------------------------------------


def _term_edges(network: Network, source: str) -> list[dict[str, Any]]:
    return [
        {**data, "term": target.removeprefix("term:")}
        for _, target, data in network.out_edges(source, data=True)
        if target.startswith("term:")
    ]


@pytest.mark.parametrize("id", ["MIT", "AGPL-3.0-only", "CC-BY-NC-4.0", "ODbL-1.0"])
def test_every_statement_of_a_license_is_an_edge_with_its_facets(id: str) -> None:
    edges = _term_edges(openlic.graph(id), f"license:{id}")
    said = [
        {
            "relation": f"{each.kind}s",
            "term": each.term,
            **each.facets,
            **({"clause": each.clause} if each.clause else {}),
            **({"note": each.note} if each.note else {}),
            "review": each.review,
        }
        for each in openlic.license(id).statements
    ]
    by_text = partial(sorted, key=lambda edge: sorted(edge.items()))
    assert by_text(edges) == by_text(said)


def test_what_an_exception_permits_and_lifts_are_edges() -> None:
    network = openlic.graph("GPL-2.0-only WITH Classpath-exception-2.0")
    edges = _term_edges(network, "exception:Classpath-exception-2.0")
    lifted = {each["term"]: each for each in edges if each["relation"] == "lifts"}
    assert lifted["same-license"]["uses"] == "link-static, link-dynamic"
    assert lifted["same-license"]["on"] == "work"
    assert {each["term"] for each in edges if each["relation"] == "permits"} == {"combine"}


def test_a_term_is_one_node_that_decides_nothing() -> None:
    network = openlic.graph("MIT AND Apache-2.0")
    assert network.nodes["term:modify"] == {"kind": "term", "label": "modify"}
    assert network.in_degree("term:modify") == 2
    assert not nx.descendants(network, "term:modify")


def test_the_graph_of_a_model_has_the_terms_of_its_licenses() -> None:
    network = openlic.graph(assess(Model("X", (Component("Model card", "CC-BY-4.0"),))))
    assert "attribution" in {each["term"] for each in _term_edges(network, "license:CC-BY-4.0")}
    assert "term:attribution" not in graph(assess(Model("X", (Component("Model card", "MIT"),))))


def test_terms_may_be_left_out() -> None:
    assert not [key for key in openlic.graph("MIT", terms=False) if key.startswith("term:")]
