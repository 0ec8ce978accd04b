# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The graph that verdicts are decided on.

Nodes are models, components, expressions, licenses and requirements; edges are the
relations between them. Every node is a gate of the solver's program, added after
the nodes it depends on, so the numbering is an order in which the graph can be
solved in one pass. Edges that carry no verdict (provenance) are kept beside it.
"""

from __future__ import annotations

__all__ = ["VERDICTS", "Edge", "Graph", "GraphBuilder", "Node"]

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import frozen

from openlic._tokens import Leaf
from openlic._values import short_repr
from openlic.catalog import Catalog, default_catalog
from openlic.expression import Expression
from openlic.frameworks import Judgement
from openlic.solver import ALL, ANY, LEAF, Program
from openlic.terms import Verdict

#: Verdicts by the values of the solver.
VERDICTS = (Verdict.NO, Verdict.UNKNOWN, Verdict.YES)

#: Gates without inputs that have a value by themselves; a leaf takes it from outside.
_DECIDED = {Verdict.NO: ANY, Verdict.UNKNOWN: LEAF, Verdict.YES: ALL}


@frozen(repr=False, eq=False)
class Node:
    """A node of the graph.

    Attributes:
        kind: ``model``, ``component``, ``all-of``, ``any-of``, ``with``,
            ``license``, ``exception``, ``text``, ``work``, ``requirement``, ``class`` or
            ``waiver``.
        key: name that no other node of the graph has.
        label: what people read.
        requirement: the requirement under which a license is judged; else empty.
        name: the id of a license or exception, the name of a component.
    """

    kind: str
    key: str
    label: str
    requirement: str = ""
    name: str = ""

    __repr__ = short_repr


@frozen(repr=False, eq=False)
class Edge:
    """A relation from one node to another.

    Attributes:
        source: number of the node it leaves.
        target: number of the node it reaches.
        relation: such as ``licensed-under``, ``any-of`` or ``derived-from``.
        use: for ``derived-from``, how the target was used; else empty.
    """

    source: int
    target: int
    relation: str
    use: str = ""

    __repr__ = short_repr


#: What a node of a kind is to the nodes it depends on.
_RELATIONS = {
    "all-of": "all-of",
    "any-of": "any-of",
    "class": "requires",
    "component": "licensed-under",
    "license": "any-of",
    "model": "reaches",
    "requirement": "any-of",
    "with": "all-of",
}

#: What a node is to those that depend on it, whatever they are.
_RELATIONS_TO = {"exception": "modified-by", "waiver": "waived-by"}


class Graph:
    """Nodes, relations, and the program that decides them; node ``i`` is gate ``i``.

    Attributes:
        nodes: the nodes.
        program: what each node depends on.
        related: relations that decide nothing, such as provenance, each as the arguments
            of :class:`Edge`.
        decided: what decides nodes that depend on no other, by their numbers, where
            that was known when the graph was built.
        catalog: where the facts on licenses come from.
    """

    __slots__ = ("catalog", "decided", "nodes", "program", "related")

    def __init__(
        self,
        nodes: Sequence[Node],
        program: Program,
        related: Sequence[tuple[int, int, str, str]],
        decided: Mapping[int, Judgement],
        catalog: Catalog,
    ) -> None:
        self.nodes = nodes
        self.program = program
        self.related = related
        self.decided = decided
        self.catalog = catalog

    def numbers(self) -> dict[str, int]:
        """Return the number of every node by its key."""
        return {node.key: number for number, node in enumerate(self.nodes)}

    def edges(self) -> Iterator[Edge]:
        """Yield all relations."""
        for number, inputs in enumerate(self.program.inputs):
            for target in inputs:
                relation = _RELATIONS_TO.get(self.nodes[target].kind)
                yield Edge(number, target, relation or _RELATIONS[self.nodes[number].kind])
        for related in self.related:
            yield Edge(*related)


class GraphBuilder:
    """Collect nodes so that each comes after those it depends on.

    Parameters:
        catalog: gives the versions behind "or later".
        named: for a requirement, ids with "or later" that are judged as such.
    """

    def __init__(
        self,
        catalog: Catalog | None = None,
        named: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        self._catalog = catalog if catalog is not None else default_catalog()
        self._named_ids = named
        self._nodes: list[Node] = []
        self._related: list[tuple[int, int, str, str]] = []
        self._program = Program()
        self._decided: dict[int, Judgement] = {}
        self._shared: dict[tuple[Any, ...], int] = {}
        self._works: Counter[str] = Counter()

    def add(self, node: Node, gate: int = LEAF, inputs: Sequence[int] = ()) -> int:
        """Add a node that depends on others and return its number."""
        number = self._program.add(gate, tuple(inputs))
        self._nodes.append(node)
        return number

    def decide(self, node: Node, judgement: Judgement) -> int:
        """Add a node that is decided already, and return its number."""
        number = self.add(node, _DECIDED[judgement.verdict])
        self._decided[number] = judgement
        return number

    def relate(self, source: int, target: int, relation: str, use: str = "") -> None:
        """Add an edge that decides nothing."""
        self._related.append((source, target, relation, use))

    def text(self, text: str, requirement: str) -> int:
        """Add a license string that was not read; nothing is known of it."""
        key = f"text:{text}" + _suffix(requirement)
        return self._once(
            ("text", text, requirement),
            lambda: self.add(Node("text", key, text, requirement, text)),
        )

    def exact(self, id: str, requirement: str) -> int:
        """Add a license under exactly the id given, whatever it is."""
        key = f"license:{id}" + _suffix(requirement)
        return self._once(
            ("license", id, requirement),
            lambda: self.add(Node("license", key, id, requirement, id)),
        )

    def work(self, name: str, license: str | None) -> int:
        """Add a work from elsewhere."""
        label = f"{name} ({license})" if license else name
        return self._once(("work", name, license), lambda: self._new_work(name, label))

    def _new_work(self, name: str, label: str) -> int:
        self._works[label] += 1
        same = self._works[label]
        key = f"work:{label}" + (f" #{same}" if same > 1 else "")
        return self.add(Node("work", key, label, "", name))

    def expression(self, expression: Expression, requirement: str = "") -> int:
        """Add an expression, once for each requirement, and return the node of its root."""
        if expression.operator is None:
            return self._leaf(expression.leaves[0], requirement)
        identity = ("expression", expression, requirement)
        return self._once(identity, lambda: self._joined(expression, requirement))

    def _joined(self, expression: Expression, requirement: str) -> int:
        stack: list[int] = []
        for token in expression.tokens:
            if isinstance(token, Leaf):
                stack.append(self._leaf(token, requirement))
                continue
            arms = stack[len(stack) - token.arity :]
            del stack[len(stack) - token.arity :]
            kind, gate = ("all-of", ALL) if token.name == "AND" else ("any-of", ANY)
            key = f"{kind}:{len(self._nodes)}"
            node = Node(kind, key, token.name, requirement)
            stack.append(self.add(node, gate, arms))
        return stack[0]

    def build(self) -> Graph:
        """Return the graph collected so far."""
        return Graph(self._nodes, self._program, self._related, self._decided, self._catalog)

    def _once(self, identity: tuple[Any, ...], make: Callable[[], int]) -> int:
        number = self._shared.get(identity)
        if number is None:
            number = self._shared[identity] = make()
        return number

    def _leaf(self, leaf: Leaf, requirement: str) -> int:
        identity = ("leaf", leaf, requirement)
        return self._once(identity, lambda: self._named(leaf, requirement))

    def _named(self, leaf: Leaf, requirement: str) -> int:
        license = self._license(leaf.license, leaf.plus, requirement)
        if leaf.exception is None:
            return license
        name = leaf.exception
        exception = self._once(
            ("exception", name),
            lambda: self.add(Node("exception", f"exception:{name}", name, "", name)),
        )
        node = Node("with", f"with:{leaf}" + _suffix(requirement), str(leaf), requirement)
        return self.add(node, ALL, (license, exception))

    def _license(self, id: str, plus: bool, requirement: str) -> int:
        label = f"{id}+" if plus else id
        return self._once(
            ("license", label, requirement), lambda: self._versions(id, label, requirement)
        )

    def _versions(self, id: str, label: str, requirement: str) -> int:
        node = Node("license", f"license:{label}" + _suffix(requirement), label, requirement, label)
        later = self._later(id, label)
        if later == (label,) or label in self._named_ids.get(requirement, ()):
            return self.add(node)
        versions = [self._license(each, False, requirement) for each in later]
        return self.add(node, ANY, versions)

    def _later(self, id: str, label: str) -> tuple[str, ...]:
        if id not in self._catalog.facts:
            return (label,)
        if not label.endswith(("+", "-or-later")):
            return (id,)
        return self._catalog.later_versions(id)


def _suffix(requirement: str) -> str:
    return f" [{requirement}]" if requirement and requirement != "open-license" else ""
