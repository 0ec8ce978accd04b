# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Joint choice: what is elected, what conflicts, and the laws of both."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import openlic
from openlic import clauses
from openlic.choosing import Conflict, Solution, solve
from openlic.errors import InputError, MissingPackageError, UnknownComponentError
from openlic.model import Component, GlobalLicense, Model, Origin
from openlic.provenance import trace
from openlic.questions import USE_CASES
from releases import IDS, all_elections, all_ways, expressions, models, verdict_on_uses, written

WEIGHTS = "Model parameters (Final)"


def _program(license: str, *libraries: tuple[str, str], use: str = "link-static") -> Model:
    origins = tuple(Origin(use, work=name, license=text) for name, text in libraries)
    return Model("demo", (Component("Inference code", license, derived_from=origins),))


def _solved(model: Model | Path, **asked: object) -> Solution:
    answer = solve(model, **asked)  # type: ignore[arg-type]
    assert isinstance(answer, Solution), str(answer)
    return answer


def _conflict(model: Model | Path, **asked: object) -> Conflict:
    answer = solve(model, **asked)  # type: ignore[arg-type]
    assert isinstance(answer, Conflict), str(answer)
    return answer


def _without(model: Model, path: tuple[str, ...]) -> Model:
    """Return a release without the use at the end of a path."""

    def kept(origins: tuple[Origin, ...], rest: tuple[str, ...]) -> tuple[Origin, ...]:
        found = []
        for each in origins:
            if (each.component or each.work) != rest[0]:
                found.append(each)
            elif len(rest) > 1:
                found.append(evolve(each, derived_from=kept(each.derived_from, rest[1:])))
        return tuple(found)

    components = tuple(
        evolve(each, derived_from=kept(each.derived_from, path[1:]))
        if each.name == path[0]
        else each
        for each in model.components
    )
    return evolve(model, components=components)


def _texts(solution: Solution) -> list[str]:
    """Return what a solution elects for every component and work, in their order."""
    return [str(each.license) for each in solution.elected]


# --- What is elected ------------------------------------------------------------------


def test_arms_are_elected_on_both_sides_of_a_use() -> None:
    model = _program("MIT OR GPL-3.0-only", ("libfoo", "GPL-2.0-only OR Apache-2.0"))
    solution = _solved(model)
    assert str(solution["libfoo"]) == "Apache-2.0"
    assert str(solution["Inference code"]) == "MIT"


def test_only_one_of_the_ways_in_the_example_works(root: Path) -> None:
    model = openlic.load(root / "examples" / "four-libraries.yml")
    working = [each for each in all_ways(model) if verdict_on_uses(each) == "yes"]
    assert len(working) == 1
    assert len(list(all_ways(model))) == 32
    assert _solved(model).chosen_model() == working[0]


def test_of_several_ways_the_one_that_asks_least_is_taken() -> None:
    assert str(_solved(_program("Apache-2.0 OR 0BSD"))["Inference code"]) == "0BSD"
    assert str(_solved(_program("ISC OR MIT"))["Inference code"]) == "ISC"
    assert str(_solved(_program("MIT OR ISC"))["Inference code"]) == "MIT"


def test_a_license_that_grants_nothing_is_not_taken_for_one_that_asks_nothing() -> None:
    for other in ("LicenseRef-proprietary", "LicenseRef-unheard-of"):
        assert (
            str(_solved(_program(f"{other} OR GPL-3.0-only"))["Inference code"]) == "GPL-3.0-only"
        )


@pytest.mark.parametrize(
    ("prefer", "taken"),
    [
        ((), "MIT"),
        ("GPL-3.0-only", "GPL-3.0-only"),
        (("copyleft-weak", "permissive"), "MPL-2.0"),
        (("GPL-3.0-only", "MPL-2.0"), "GPL-3.0-only"),
        ("gpl-3.0", "GPL-3.0-only"),
    ],
)
def test_what_is_preferred_counts_before_obligations(prefer: str, taken: str) -> None:
    model = _program("MIT OR MPL-2.0 OR GPL-3.0-only")
    assert str(_solved(model, prefer=prefer)["Inference code"]) == taken


def test_the_class_keeps_out_what_does_not_meet_its_requirement() -> None:
    components = (
        Component("Model architecture", "MIT"),
        Component(WEIGHTS, "llama3.1 OR Apache-2.0"),
        Component("Model card", "CC-BY-NC-4.0 OR CC-BY-4.0", covers=("Data card",)),
        Component("Research paper", "CC-BY-4.0", covers=("Evaluation results",)),
    )
    solution = _solved(Model("demo", components), target=3)
    assert str(solution[WEIGHTS]) == "Apache-2.0"
    assert str(solution["Model card"]) == "CC-BY-4.0"
    assert solution.question.framework is not None
    assert (solution.target, solution.question.framework.id) == (3, "mof")


def test_without_a_target_the_best_class_that_can_be_reached_is_asked_for(root: Path) -> None:
    assert _solved(root / "examples" / "dual-licensed.yml", framework="mof").target == 2
    assert _solved(root / "examples" / "olmo-7b.yml", framework="mof").target == 1
    assert _conflict(root / "examples" / "starcoder2.yml", framework="mof").target == 3
    assert _solved(root / "examples" / "olmo-7b.yml").target is None


def test_other_frameworks_are_asked_as_well(root: Path) -> None:
    assert _solved(root / "examples" / "olmo-7b.yml", framework="mot", target=1).target == 1
    missing = _conflict(root / "examples" / "olmo-7b.yml", framework="osaid", target=1)
    assert "Supporting libraries and tools" in {m.component for c in missing.all for m in c.members}
    weights = _conflict(root / "examples" / "starcoder2.yml", framework="mot", target=3)
    assert [m.component for c in weights.all for m in c.members if m.kind == "requirement"] == [
        WEIGHTS
    ]


def test_everything_goes_into_a_whole_under_one_license() -> None:
    model = Model(
        "demo",
        (
            Component("Inference code", "GPL-2.0-only OR MPL-2.0"),
            Component("Datasets", "CC-BY-NC-4.0 OR CC0-1.0"),
        ),
    )
    solution = _solved(model, outbound="Apache-2.0 OR GPL-3.0-or-later")
    assert {name: str(license) for name, license in solution.licenses.items()} == {
        "Inference code": "MPL-2.0",
        "Datasets": "CC0-1.0",
    }
    conflict = _conflict(model, outbound="BSD-3-Clause")
    assert [member.kind for member in conflict.members] == ["outbound"]
    assert conflict.members[0].component == "Inference code"
    assert conflict.members[0].outbound == "BSD-3-Clause"


@pytest.mark.parametrize(
    ("use_case", "verdict"),
    [("commercial", "no"), ("research", "yes"), ("non-commercial", "yes")],
)
def test_the_use_case_says_who_does_what(use_case: str, verdict: str) -> None:
    model = _program("CC-BY-NC-4.0", ("data", "CC-BY-NC-4.0"), use="train-on")
    assert solve(model, use_case=use_case).verdict == verdict


def test_every_use_case_is_one_that_compatibility_knows() -> None:
    for case in USE_CASES.values():
        answer = openlic.compatible("MIT", "MIT", provide=case.provide, purpose=case.purpose)
        assert answer.verdict == "yes"


def test_a_provision_in_the_file_counts_before_the_use_case() -> None:
    origin = Origin("combine", work="lib", license="GPL-3.0-only", provide="internal")
    model = Model("demo", (Component("Inference code", "MIT", derived_from=(origin,)),))
    assert solve(model).verdict == "yes"
    assert solve(_program("MIT", ("lib", "GPL-3.0-only")), use_case="internal").verdict == "yes"
    assert solve(_program("MIT", ("lib", "GPL-3.0-only"))).verdict == "no"


def test_a_work_that_is_named_twice_is_elected_once() -> None:
    origin = Origin("link-static", work="lib", license="GPL-2.0-only OR EPL-1.0")
    components = (
        Component("Inference code", "GPL-2.0-only", derived_from=(origin,)),
        Component("Training code", "EPL-1.0", derived_from=(origin,)),
    )
    conflict = _conflict(Model("demo", components))
    assert [member.path[0] for member in conflict.members] == ["Inference code", "Training code"]
    assert len(_solved(Model("demo", components[:1])).elected) == 2


def test_the_license_of_the_release_is_that_of_components_without_one() -> None:
    model = Model(
        "demo",
        (Component("Inference code", derived_from=(Origin("combine", work="a", license="GPL-2.0-only"),)),),
        (GlobalLicense("code", "MIT OR GPL-2.0-only"),),
    )  # fmt: skip
    solution = _solved(model)
    assert str(solution["Inference code"]) == "GPL-2.0-only"
    assert solution.chosen_model().component("Inference code").license == "GPL-2.0-only"


def test_obligations_are_those_of_what_is_elected() -> None:
    model = _program("MIT OR GPL-3.0-only", ("libfoo", "GPL-2.0-only OR Apache-2.0"))
    asked = {task.license for task in _solved(model).obligations()}
    assert asked == {"MIT", "Apache-2.0"}


def test_an_expression_of_many_ways_takes_no_longer() -> None:
    wide = " AND ".join(f"(GPL-2.0-only OR {id})" for id in ("MIT", "ISC", "Zlib", "X11") * 15)
    solution = _solved(_program("Apache-2.0", ("wide", wide)))
    assert set(map(str, solution["wide"].leaves)) == {"MIT", "ISC", "Zlib", "X11"}


# --- Conflicts ------------------------------------------------------------------------


def test_a_conflict_names_component_license_clause_and_path(root: Path) -> None:
    conflict = _conflict(root / "examples" / "llama-fine-tune.yml", target=3)
    use, requirement = conflict.members
    assert (conflict.verdict, use.kind, requirement.kind) == ("no", "use", "requirement")
    assert use.path == (WEIGHTS, "Llama-3.1-8B")
    assert use.license == "LicenseRef-scancode-llama-3.1-license-2024"
    assert use.clause == "1.a; 1.b.iv"
    assert use.use == "fine-tune"
    assert requirement.component == WEIGHTS
    assert requirement.asks == "Class III - Open Model"
    assert [other.verdict for other in conflict.others] == ["unknown"]
    assert conflict.others[0].members[0].work == "a hosted GPT-like model"


def test_the_path_goes_through_works_from_elsewhere() -> None:
    deep = Origin("combine", work="base", license="GPL-3.0-only")
    middle = Origin("link-static", work="middle", license="MIT", derived_from=(deep,))
    model = Model("demo", (Component("Inference code", "MIT", derived_from=(middle,)),))
    conflict = _conflict(model)
    assert conflict.members[0].path == ("Inference code", "middle", "base")
    assert "by way of Inference code <- middle <- base" in str(conflict)


@pytest.mark.parametrize("minimal", [False, True])
def test_every_member_of_a_conflict_is_needed(minimal: bool) -> None:
    model = _program(
        "GPL-2.0-only OR GPL-3.0-only",
        ("harmless", "MIT"),
        ("one", "Apache-2.0"),
        ("two", "EPL-1.0 OR GPL-2.0-only"),
        ("three", "GPL-2.0-only OR EPL-1.0"),
    )
    conflict = _conflict(model, minimal=minimal)
    assert [member.work for member in conflict.members] == ["one", "two"]
    for member in conflict.members:
        rest = [each.path for each in conflict.members if each != member]
        others = [link.path for link in trace(model).links if link.path not in rest]
        reduced = model
        for path in others:
            reduced = _without(reduced, path)
        assert isinstance(solve(reduced), Solution)


def test_the_smallest_conflict_is_given_when_asked() -> None:
    model = _program(
        "GPL-2.0-only OR MIT OR GPL-3.0-only",
        ("a", "Apache-2.0"),
        ("b", "GPL-3.0-only"),
        ("c", "GPL-2.0-only"),
        ("d", "CC-BY-NC-4.0"),
        use="combine",
    )
    smallest = _conflict(model, minimal=True).all
    assert sorted(len(each.members) for each in smallest) == [1, 2]


def test_conflicts_that_have_nothing_to_do_with_each_other_are_all_given() -> None:
    bad = Origin("combine", work="lib", license="GPL-3.0-only")
    names = ("Inference code", "Training code", "Evaluation code")
    model = Model("demo", tuple(Component(name, "MIT", derived_from=(bad,)) for name in names))
    conflict = _conflict(model)
    assert [each.members[0].component for each in conflict.all] == list(names)
    assert len(conflict.others) == 2


def test_what_is_not_known_is_never_a_solution_and_not_a_certain_conflict() -> None:
    unsure = _conflict(_program("MIT", ("lib", "LicenseRef-unheard-of")))
    assert unsure.verdict == "unknown"
    assert unsure.members[0].verdict == "unknown"
    assert "it is not known whether this can be" in str(unsure)
    both = _conflict(_program("MIT", ("lib", "LicenseRef-unheard-of"), ("gpl", "GPL-3.0-only")))
    assert [each.verdict for each in both.all] == ["no", "unknown"]


def test_unlicensed_works_grant_nothing_and_unstated_ones_are_not_known() -> None:
    assert _conflict(_program("MIT", ("lib", "unlicensed"))).verdict == "no"
    origin = Origin("link-static", work="lib")
    model = Model("demo", (Component("Inference code", "MIT", derived_from=(origin,)),))
    assert _conflict(model).verdict == "unknown"
    ambiguous = _conflict(_program("MIT", ("lib", "some license")))
    assert "some license" in str(ambiguous)


def test_a_missing_component_is_a_conflict_by_itself(root: Path) -> None:
    conflict = _conflict(root / "examples" / "polyglot-ko.yml", target=1)
    member = conflict.members[0]
    assert (member.component, member.license, conflict.others) == (
        "Model parameters (Intermediate)", "", (),
    )  # fmt: skip
    assert "it is not in the release" in str(conflict)


# --- Laws -----------------------------------------------------------------------------


@given(models())
@settings(max_examples=150)
def test_a_solution_exists_where_one_way_works_and_passes_a_judge_without_a_solver(
    model: Model,
) -> None:
    answer = solve(model)
    works = any(verdict_on_uses(way) == "yes" for way in all_ways(model))
    assert isinstance(answer, Solution) == works
    if isinstance(answer, Solution):
        assert verdict_on_uses(answer.chosen_model()) == "yes"
        assert tuple(_texts(answer)) in all_elections(model)
        assert answer.derivation.conclusion.verdict == "yes"
        assert all(step.verdict == "yes" for step in answer.derivation.steps)
    else:
        certain = not any(verdict_on_uses(way) != "no" for way in all_ways(model))
        assert (answer.verdict == "no") == certain


@given(models())
@settings(max_examples=100)
def test_conflicts_are_irreducible(model: Model) -> None:
    answer = solve(model)
    assume(isinstance(answer, Conflict))
    assert isinstance(answer, Conflict)
    links = [link.path for link in trace(model).links]
    assume(len(links) == len(set(links)))
    for conflict in answer.all:
        paths = [member.path for member in conflict.members]
        for left_out in (None, *paths):
            reduced = model
            # What hangs below a use goes with it, so the longest ways are cut first.
            for path in sorted(links, key=len, reverse=True):
                below = any(each[: len(path)] == path for each in paths if each != left_out)
                if (path not in paths or path == left_out) and not below:
                    reduced = _without(reduced, path)
            kept = {link.path for link in trace(reduced).links}
            if kept == set(paths) - {left_out}:
                assert isinstance(solve(reduced), Solution) == (left_out is not None)


@given(models(), st.data())
@settings(max_examples=100)
def test_one_more_arm_never_takes_a_solution_away(model: Model, data: st.DataObject) -> None:
    assume(isinstance(solve(model), Solution))
    number = data.draw(st.integers(0, len(model.components) - 1))
    component = model.components[number]
    more = f"({component.license}) OR {data.draw(st.sampled_from(IDS))}"
    assert isinstance(solve(model.with_license(component.name, more)), Solution)


@given(models(), st.data())
@settings(max_examples=100)
def test_one_use_less_never_takes_a_solution_away(model: Model, data: st.DataObject) -> None:
    links = trace(model).links
    assume(links)
    assume(isinstance(solve(model), Solution))
    path = data.draw(st.sampled_from(links)).path
    assert isinstance(solve(_without(model, path)), Solution)


@given(st.lists(expressions(), min_size=1, max_size=3))
def test_the_fewest_obligations_are_taken_of_all_ways(texts: list[str]) -> None:
    components = tuple(
        Component(name, text)
        for name, text in zip(
            ("Inference code", "Training code", "Model card"), texts, strict=False
        )
    )
    model = Model("drawn", components)

    def burden(way: Model) -> int:
        count = 0
        for component in way.components:
            for id in str(component.license).split(" AND "):
                answer = openlic.compatible(id, id, use="aggregate")
                count += len(answer.obligations) if answer.verdict == "yes" else 1000
        return count

    assert _texts(_solved(model)) == written(min(all_ways(model), key=burden))


_HASHED = """
import openlic, json
for name in ("dual-licensed", "four-libraries", "llama-fine-tune", "gpl-training-stack"):
    print(json.dumps(openlic.solve(f"examples/{name}.yml", "mof").to_dict()))
    print(json.dumps(openlic.plan(f"examples/{name}.yml", 1).to_dict()))
"""


def test_answers_do_not_depend_on_the_hash_seed(root: Path) -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", _HASHED], check=True, capture_output=True, text=True, cwd=root,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "12345")
    }  # fmt: skip
    assert len(printed) == 1


# --- Values ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["four-libraries", "llama-fine-tune", "dual-licensed"])
@pytest.mark.parametrize("target", [None, 3])
def test_answers_are_values_and_valid(root: Path, name: str, target: int | None) -> None:
    path = root / "examples" / f"{name}.yml"
    answer, again = solve(path, target=target), solve(path, target=target)
    assert answer == again
    assert hash(answer) == hash(again)
    assert pickle.loads(pickle.dumps(answer)) == answer
    schema = json.loads((root / "src/openlic/schemas/solution.schema.json").read_text())
    jsonschema.validate(json.loads(json.dumps(answer.to_dict())), schema)
    assert len(repr(answer)) < 150
    assert "<table>" in answer._repr_html_()
    assert ("goal", answer.question.goal) in list(answer.__rich_repr__())
    assert answer.model.name in str(answer)
    assert answer.explain().startswith(str(answer).splitlines()[0])


def test_text_of_a_file_is_escaped() -> None:
    model = Model("<b>\x1b[31m", (Component("<i>|x", "MIT", derived_from=(
        Origin("combine", work="<script>", license="GPL-3.0-only"),)),))  # fmt: skip
    answer = _conflict(model)
    assert "<script>" not in answer._repr_html_()
    assert "\x1b" not in str(answer)
    assert "\x1b" not in answer.explain()


def test_what_is_elected_is_found_by_name() -> None:
    solution = _solved(_program("MIT", ("libfoo", "ISC")))
    assert str(solution["libfoo"]) == "ISC"
    with pytest.raises(UnknownComponentError, match="libfoo"):
        solution["libfo"]


def test_the_derivation_of_a_conflict_ends_with_what_was_asked(root: Path) -> None:
    conflict = _conflict(root / "examples" / "llama-fine-tune.yml", target=3)
    derivation = conflict.derivation
    assert derivation.conclusion.verdict == "no"
    assert "Class III" in derivation.conclusion.label
    assert [step.kind for _, step in derivation.outline()][:3] == ["question", "use", "pair"]


# --- Graphs ---------------------------------------------------------------------------


def test_the_graph_of_a_conflict_is_what_proves_it(root: Path) -> None:
    conflict = _conflict(root / "examples" / "llama-fine-tune.yml", target=3)
    network = openlic.graph(conflict, terms=False)
    kinds = {data["kind"] for _, data in network.nodes(data=True)}
    assert kinds == {"model", "conflict", "use", "requirement", "class", "component", "license"}
    clashes = [
        (source, target, data["reason"])
        for source, target, data in network.edges(data=True)
        if data["relation"] == "clashes-with"
    ]
    llama = "license:LicenseRef-scancode-llama-3.1-license-2024"
    assert (llama, "license:Apache-2.0") in {clash[:2] for clash in clashes}
    assert any("[1.b.iv]" in reason for _, _, reason in clashes)
    assert "part:Model card" not in network
    assert network.has_edge(f"part:{WEIGHTS}", "part:Llama-3.1-8B")


def test_the_graph_of_a_solution_has_what_is_elected(root: Path) -> None:
    network = openlic.graph(_solved(root / "examples" / "four-libraries.yml"))
    assert network.has_edge("part:Inference code", "license:GPL-2.0-only")
    assert "license:Apache-2.0" not in network
    assert network.has_edge("license:GPL-2.0-only", "term:same-license")


# --- Bad input ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"target": 4}, "mof has no class 4; there are 1, 2, 3"),
        ({"framework": "mof", "target": 0}, "has no class 0"),
        ({"use_case": "fun"}, "there is no use case 'fun'"),
        ({"prefer": "permisive"}, "did you mean permissive"),
        ({"prefer": "MIT OR ISC"}, "neither a license nor a category"),
        ({"outbound": "some license"}, "some license"),
        ({"outbound": "MIT OR"}, "a license id is missing here"),
        ({"reading": "bold"}, "there is no reading 'bold'"),
        ({"framework": "moof"}, "moof"),
    ],
)
def test_wrong_words_are_errors_that_say_what_there_is(
    asked: dict[str, object], message: str
) -> None:
    with pytest.raises((ValueError, KeyError), match=message):
        solve(_program("MIT"), **asked)  # type: ignore[arg-type]


def test_a_use_that_makes_no_sense_names_the_way_to_it() -> None:
    model = _program("MIT", ("photos", "CC-BY-4.0"), ("lib", "ODbL-1.0"))
    with pytest.raises(InputError, match="Inference code <- lib: 'link-static' makes no sense"):
        solve(model)


@pytest.mark.parametrize(
    ("components", "message"),
    [
        ((Component("A", "MIT", derived_from=(Origin("tool", component="B"),)),), "'B'"),
        (
            (
                Component("A", "MIT", derived_from=(Origin("tool", component="B"),)),
                Component("B", "MIT", derived_from=(Origin("tool", component="A"),)),
            ),
            "made from itself: 'A' <- 'B' <- 'A'",
        ),
    ],
)
def test_provenance_that_leads_nowhere_or_round_is_an_error(
    components: tuple[Component, ...], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        solve(Model("demo", components))


def test_a_release_without_anything_is_solved() -> None:
    assert solve(Model("empty")).verdict == "yes"
    assert _conflict(Model("empty"), target=3).verdict == "no"


def test_without_the_engine_only_what_clashes_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(clauses, "import_module", missing)
    assert solve(_program("MIT OR Apache-2.0", ("lib", "ISC OR GPL-2.0-only"))).verdict == "yes"
    with pytest.raises(MissingPackageError, match="pip install python-sat"):
        solve(_program("MIT", ("lib", "GPL-2.0-only")))


def test_of_many_conflicts_the_first_are_shown_and_the_rest_counted() -> None:
    parts = [
        Component(
            f"app {number}", "MIT", derived_from=(Origin("combine", work="x", license="NONE"),)
        )
        for number in range(25)
    ]
    conflict = solve(Model("many", tuple(parts)))
    assert isinstance(conflict, Conflict)
    assert len(conflict.all) == 25
    for text in (str(conflict), conflict.explain(), conflict._repr_html_()):
        assert "app 19" in text
        assert "app 20" not in text
        assert "and 5 more" in text
    assert len(conflict.to_dict()["conflicts"]) == 25
