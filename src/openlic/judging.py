# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Solve a graph under a framework and read the answers off it."""

from __future__ import annotations

__all__ = ["Reason", "Solved", "solve_graph"]

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from openlic._tokens import Leaf
from openlic._values import short_repr
from openlic.catalog import Catalog
from openlic.expression import Expression
from openlic.frameworks import Framework, Judgement
from openlic.graphs import VERDICTS, Graph, Node
from openlic.solver import ALL, ANY, LEAF, YES, Labels, solve
from openlic.terms import Verdict

if TYPE_CHECKING:
    from openlic.derivations import Derivation


@frozen(repr=False)
class Reason:
    """One fact that a verdict rests on.

    Attributes:
        subject: the license, exception or text.
        verdict: what the fact says.
        rule: id of the rule that decided.
        says: the fact in words.
    """

    subject: str
    verdict: Verdict
    rule: str
    says: str

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.subject}: {self.verdict}, {self.says}"

    def to_dict(self) -> dict[str, str]:
        """Return the fact as plain values."""
        return {
            "subject": self.subject,
            "verdict": str(self.verdict),
            "rule": self.rule,
            "says": self.says,
        }


class Solved:
    """A graph with the answer for every node.

    Parameters:
        graph: the graph.
        framework: the rules it was judged by.
        labels: the solution for the requirements.
        judgements: what decided each node that depends on no other, by node number.
    """

    def __init__(
        self, graph: Graph, framework: Framework, labels: Labels, judgements: dict[int, Judgement]
    ) -> None:
        self.graph = graph
        self.framework = framework
        self.labels = labels
        self.judgements = judgements
        self._suitable: dict[str, Labels] = {}
        self._fitting: dict[str, Labels] = {}

    def verdict(self, node: int) -> Verdict:
        """Return the answer for a node."""
        return VERDICTS[self.labels.values[node]]

    def suitable(self, content: str) -> Labels:
        """Solve once more for licenses that are open and written for a content type."""
        if content not in self._suitable:
            fits = self.fitting(content).values
            values = self.labels.values
            self._suitable[content] = solve(
                self.graph.program, lambda number: min(values[number], fits[number])
            )
        return self._suitable[content]

    def fitting(self, content: str) -> Labels:
        """Solve for licenses that are written for a content type, open or not."""
        if content not in self._fitting:
            self._fitting[content] = solve(
                self.graph.program,
                lambda number: self._fit(self.graph.nodes[number], content),
            )
        return self._fitting[content]

    def _fit(self, node: Node, content: str) -> int:
        if node.kind == "license":
            fits = self.framework.fits_content(node.name, content, self.graph.catalog)
            return _VALUES[fits]
        return YES if node.kind == "exception" else _VALUES[Verdict.UNKNOWN]

    def is_open(self, root: int) -> bool | None:
        """Return whether a license is open; None if that is not known."""
        return _flag(self.verdict(root))

    def is_type_appropriate(self, root: int, content: str) -> bool | None:
        """Return whether a license is written for a content type; None if not known.

        Of an open license, open arms count only.
        """
        labels = self.suitable(content) if self.is_open(root) else self.fitting(content)
        return _flag(VERDICTS[labels.values[root]])

    def chosen(self, root: int, content: str | None) -> Expression | None:
        """Return the licenses that apply when every choice takes its best arm.

        An arm that is open and written for the content is best; without one, or without
        a content, an open arm. Withdrawn ids are replaced. None if the license is not open.
        """
        if not self.is_open(root):
            return None
        labels = self.labels
        if content is not None and self.suitable(content).values[root] == YES:
            labels = self.suitable(content)
        return self.elected(root, labels).updated(self.graph.catalog)

    def reasons(self, node: int) -> tuple[Reason, ...]:
        """Return the facts that the answer for a node rests on, each once."""
        return tuple(dict.fromkeys(self._reasons(node)))

    def _reasons(self, root: int) -> Iterator[Reason]:
        seen, pending = {root}, [root]
        while pending:
            number = pending.pop()
            judgement = self.judgements.get(number)
            if judgement is not None:
                label = self.graph.nodes[number].label
                yield Reason(label, judgement.verdict, judgement.rule, judgement.says)
            for premise in reversed(self.labels.support(number)):
                if premise not in seen:
                    seen.add(premise)
                    pending.append(premise)

    def derivation(self, node: int) -> Derivation:
        """Return why the answer for a node is what it is."""
        from openlic.derivations import derive

        because = {number: judgement.says for number, judgement in self.judgements.items()}
        return derive(self.graph, self.labels, node, because)

    def elected(self, root: int, labels: Labels) -> Expression:
        """Return the licenses that apply when every choice takes its best arm.

        Parameters:
            root: the node of an expression.
            labels: the solution that says what is best.
        """
        leaves: dict[Leaf, None] = {}
        pending = [root]
        while pending:
            number = pending.pop()
            node = self.graph.nodes[number]
            kind, inputs = labels.program.kinds[number], labels.program.inputs[number]
            if node.kind == "with":
                license = self._elected_license(inputs[0], labels)
                leaves[Leaf(license, False, self.graph.nodes[inputs[1]].name)] = None
            elif kind == ANY:
                pending.append(labels.elected(number))
            elif kind == ALL:
                pending.extend(reversed(inputs))
            else:
                leaves[Leaf(node.name)] = None
        return Expression.all_of([Expression((leaf,)) for leaf in leaves])

    def _elected_license(self, number: int, labels: Labels) -> str:
        while labels.program.kinds[number] == ANY:
            number = labels.elected(number)
        return self.graph.nodes[number].name


_VALUES = {verdict: value for value, verdict in enumerate(VERDICTS)}


_ADDS = Judgement(Verdict.YES, "exception-adds", "the exception only adds permissions")
_RESTRICTS = Judgement(
    Verdict.UNKNOWN, "exception-restricts", "the exception takes away a right of the license"
)
_UNKNOWN_ADDITION = Judgement(
    Verdict.UNKNOWN, "exception-unknown", "what the addition changes is not known"
)


def _judge(node: Node, framework: Framework, catalog: Catalog) -> Judgement:
    if node.kind == "license":
        return framework.judge(node.name, node.requirement, catalog)
    if node.kind == "text":
        verdict = framework.requirements[node.requirement].unknown
        return Judgement(verdict, "not-read", "the text was not read as a license")
    if node.kind == "exception":
        facts = catalog.exceptions.get(node.name)
        if facts is None:
            return _UNKNOWN_ADDITION
        return _RESTRICTS if facts.get("restricts") else _ADDS
    raise AssertionError(node.kind)


def solve_graph(graph: Graph, framework: Framework) -> Solved:
    """Judge every license of a graph by a framework and solve the rest from that."""
    judgements = {
        number: _judge(node, framework, graph.catalog)
        for number, node in enumerate(graph.nodes)
        if graph.program.kinds[number] == LEAF and node.kind in ("license", "exception", "text")
    }
    judgements |= graph.decided
    values = {number: _VALUES[each.verdict] for number, each in judgements.items()}
    labels = solve(graph.program, lambda number: values.get(number, YES))
    return Solved(graph, framework, labels, judgements)


def _flag(verdict: Verdict) -> bool | None:
    return {Verdict.YES: True, Verdict.NO: False}.get(verdict)
