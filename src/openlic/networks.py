# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Graphs for people: as networkx, DOT, Mermaid and JSON."""

from __future__ import annotations

__all__ = ["graph", "to_dot", "to_json", "to_mermaid"]

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from openlic._text import printable
from openlic.assessment import Assessment, assess
from openlic.catalog import Catalog, default_catalog
from openlic.checking import Check
from openlic.choosing import Conflict, Solution
from openlic.expression import Expression, parse
from openlic.frameworks import framework
from openlic.graphs import Graph, GraphBuilder
from openlic.judging import Solved, solve_graph
from openlic.model import Component, Model
from openlic.proofs import proof_network
from openlic.records import exception, license
from openlic.statements import Statement

if TYPE_CHECKING:
    import networkx as nx

    #: A directed multigraph whose nodes are texts.
    Network = nx.MultiDiGraph[str]


def graph(
    obj: Assessment | Check | Conflict | Solution | Model | Component | Expression | str,
    *,
    terms: bool = True,
    catalog: Catalog | None = None,
) -> Network:
    """Return the graph behind an object, with the verdicts on its nodes.

    Parameters:
        obj: an expression (or its text), a check, a component, a model or an
            assessment. What was not judged yet is judged under ``mof``. Of a conflict or
            a solution, the part of the graph that proves it.
        terms: whether licenses have edges to the terms of their statements.
        catalog: what is known of licenses, for what was not judged yet; the built-in
            one if None.

    Returns:
        networkx.MultiDiGraph: nodes have ``kind``, ``label``, ``verdict`` and, for
        what was judged by itself, ``rule`` and ``reason``; edges have ``relation``
        and, for provenance, ``use``. From a license to a term the relation is
        ``permits``, ``requires``, ``prohibits`` or ``disclaims`` (from an exception
        ``lifts`` too), with the facets of the statement, its clause and review state.

    Raises:
        TypeError: there is no graph of such an object.
        ParseError: a text is no expression.

    >>> network = graph("MIT OR LicenseRef-ours")
    >>> network.nodes["license:MIT"]["verdict"]
    'yes'
    >>> network.edges["license:MIT", "term:include-license", 0]["relation"]
    'requires'
    """
    if isinstance(obj, (Conflict, Solution)):
        network = proof_network(obj)
        if terms:
            _add_terms_of_proof(network, obj.question.catalog or default_catalog())
        return network
    return _network(_solved(obj, catalog), terms=terms)


def _solved(obj: object, catalog: Catalog | None) -> Solved:
    if isinstance(obj, (Assessment, Check)):
        return obj.solved()
    if isinstance(obj, Component):
        obj = Model(obj.name, (obj,))
    if isinstance(obj, Model):
        return assess(obj, catalog=catalog).solved()
    if isinstance(obj, str):
        obj = parse(obj, catalog)
    if not isinstance(obj, Expression):
        raise TypeError(f"there is no graph of {type(obj).__name__}")
    builder = GraphBuilder(catalog)
    builder.expression(obj, "open-license")
    return solve_graph(builder.build(), framework("mof"))


def _network(solved: Solved, *, terms: bool) -> Network:
    import networkx as nx

    network: Network = nx.MultiDiGraph()
    for number, node in enumerate(solved.graph.nodes):
        data: dict[str, Any] = {"kind": node.kind, "label": node.label}
        if node.kind != "work":
            data["verdict"] = str(solved.verdict(number))
        judgement = solved.judgements.get(number)
        if judgement is not None:
            data |= {"rule": judgement.rule, "reason": judgement.says}
        network.add_node(node.key, **data)
    for edge in solved.graph.edges():
        source, target = solved.graph.nodes[edge.source].key, solved.graph.nodes[edge.target].key
        use = {"use": edge.use} if edge.use else {}
        network.add_edge(source, target, relation=edge.relation, **use)
    if terms:
        _add_terms(network, solved.graph)
    return network


def _add_terms(network: Network, graph: Graph) -> None:
    """Add a node for every term that a license or exception of the graph speaks of."""
    catalog = graph.catalog
    for node in graph.nodes:
        if node.kind == "license" and node.name in catalog.facts:
            _add_statements(network, node.key, license(node.name, catalog).statements)
        elif node.kind == "exception" and node.name in catalog.exceptions:
            record = exception(node.name, catalog)
            _add_statements(network, node.key, record.statements)
            for lift in record.lifts:
                uses = {"uses": ", ".join(lift.uses)}
                _add_statement(network, node.key, lift.statement, "lifts", uses)


def _add_terms_of_proof(network: Network, catalog: Catalog) -> None:
    """Add a node for every term that a license of a proof speaks of."""
    for key in list(network):
        data = network.nodes[key]
        id = str(data["label"]).partition(" WITH ")[0].removesuffix("+")
        if data["kind"] == "license" and id in catalog.facts:
            _add_statements(network, key, license(id, catalog).statements)


def _add_statements(network: Network, source: str, statements: Sequence[Statement]) -> None:
    for each in statements:
        _add_statement(network, source, each, f"{each.kind}s", {})


def _add_statement(
    network: Network, source: str, each: Statement, relation: str, more: dict[str, str]
) -> None:
    target = f"term:{each.term}"
    network.add_node(target, kind="term", label=each.term)
    said = {"clause": each.clause, "note": each.note, "review": each.review}
    said = {name: text for name, text in said.items() if text}
    network.add_edge(source, target, relation=relation, **each.facets, **said, **more)


_COLORS = {"yes": "#d7f0d7", "no": "#f6d5d5", "unknown": "#f4ecc8", "": "#eeeeee"}
_SHAPES = {
    "any-of": "diamond",
    "all-of": "diamond",
    "license": "box",
    "model": "doubleoctagon",
    "conflict": "octagon",
    "term": "note",
}


def to_dot(network: Network) -> str:
    """Return a graph in the language of Graphviz."""
    numbers = {key: f"n{number}" for number, key in enumerate(network)}
    lines = ["digraph openlic {", "  rankdir=LR;", '  node [style="filled,rounded", shape=box];']
    for key, data in network.nodes(data=True):
        color = _COLORS[data.get("verdict", "")]
        shape = _SHAPES.get(data["kind"], "box")
        label = _quoted(f"{data['label']}\n{data.get('verdict', '')}".strip())
        lines.append(f'  {numbers[key]} [label={label}, shape={shape}, fillcolor="{color}"];')
    for source, target, data in network.edges(data=True):
        label = _quoted(" ".join(filter(None, (data["relation"], data.get("use")))))
        lines.append(f"  {numbers[source]} -> {numbers[target]} [label={label}];")
    return "\n".join([*lines, "}"])


def _quoted(text: str) -> str:
    safe = printable(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{safe}"'


def to_mermaid(network: Network) -> str:
    """Return a graph in the language of Mermaid."""
    numbers = {key: f"n{number}" for number, key in enumerate(network)}
    lines = ["flowchart LR"]
    for key, data in network.nodes(data=True):
        verdict = data.get("verdict", "")
        name = verdict or "none"
        lines.append(f'  {numbers[key]}["{_entities(data["label"])}"]:::{name}')
    for source, target, data in network.edges(data=True):
        label = _entities(" ".join(filter(None, (data["relation"], data.get("use")))))
        lines.append(f"  {numbers[source]} -->|{label}| {numbers[target]}")
    for verdict, color in _COLORS.items():
        lines.append(f"  classDef {verdict or 'none'} fill:{color}")
    return "\n".join(lines)


def _entities(text: str) -> str:
    """Return text with everything that Mermaid could take as syntax as an entity."""
    return "".join(c if c.isalnum() or c in " .-+_,:" else f"#{ord(c)};" for c in printable(text))


def to_json(network: Network) -> str:
    """Return a graph as node-link JSON, which networkx reads back."""
    import networkx as nx

    return json.dumps(nx.node_link_data(network, edges="edges"), indent=2)
