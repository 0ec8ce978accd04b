# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What an expression as a whole permits, requires, prohibits and disclaims.

Under ``AND`` everything that one member requires or prohibits holds, and only what all
members permit is permitted. ``OR`` is the choice of the licensee: what all arms have in
common holds, the rest depends on the choice. For every term both ends are computed, the
answer under the choice that makes it least and under the one that makes it most true.
"""

from __future__ import annotations

__all__ = ["CombinedTerm", "CombinedTerms", "combine"]

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from openlic._tokens import NONE
from openlic.catalog import Catalog
from openlic.expression import Expression
from openlic.graphs import VERDICTS, Graph, GraphBuilder
from openlic.records import License, LicenseException, exception, license
from openlic.solver import ANY, LEAF
from openlic.statements import Lift, Statement, statements_on, subjects
from openlic.terms import STATEMENT_KINDS, Verdict

_NO, _UNKNOWN, _YES = range(3)


@frozen
class CombinedTerm:
    """What an expression says with statements of one kind on one term.

    Attributes:
        kind: ``permit``, ``require``, ``prohibit`` or ``disclaim``.
        term: the term.
        least: whether it holds under the choice that makes it least true.
        most: whether it holds under the choice that makes it most true.
        statements: the statements that say so, each with the license that makes it.
        lifts: what exceptions take away from it, each with its exception.
    """

    kind: str
    term: str
    least: Verdict
    most: Verdict
    statements: tuple[tuple[str, Statement], ...]
    lifts: tuple[tuple[str, Lift], ...] = ()

    @property
    def always(self) -> bool:
        """Whether it holds whichever arm is chosen."""
        return self.least == Verdict.YES

    @property
    def depends(self) -> bool:
        """Whether it depends on the choice."""
        return self.least != self.most

    @property
    def by(self) -> tuple[str, ...]:
        """The licenses and exceptions that say so, each once."""
        return tuple(dict.fromkeys(name for name, _ in self.statements))

    def to_dict(self) -> dict[str, Any]:
        """Return the term as plain values."""
        found: dict[str, Any] = {
            "kind": self.kind,
            "term": self.term,
            "least": str(self.least),
            "most": str(self.most),
            "statements": [
                {"license": name, **statement.to_dict()} for name, statement in self.statements
            ],
        }
        if self.lifts:
            found["lifted"] = [
                {"exception": name, "for": list(lift.uses)} for name, lift in self.lifts
            ]
        return found


@frozen
class CombinedTerms:
    """What an expression as a whole says.

    Attributes:
        all: every term on which some license of the expression says something, or is
            not clear.
        unknown: licenses of which not all is known; what they are silent on is unknown.
        unclear: licenses with a term on which their text can be read in more than one way.
    """

    all: tuple[CombinedTerm, ...]
    unknown: tuple[str, ...] = ()
    unclear: tuple[tuple[str, str], ...] = ()

    def of_kind(self, kind: str) -> tuple[CombinedTerm, ...]:
        """Return what holds whichever arm is chosen, of one kind of statements."""
        return tuple(each for each in self.all if each.kind == kind and each.always)

    @property
    def permits(self) -> tuple[CombinedTerm, ...]:
        """What is permitted whichever arm is chosen."""
        return self.of_kind("permit")

    @property
    def requires(self) -> tuple[CombinedTerm, ...]:
        """What is required whichever arm is chosen."""
        return self.of_kind("require")

    @property
    def prohibits(self) -> tuple[CombinedTerm, ...]:
        """What is prohibited whichever arm is chosen."""
        return self.of_kind("prohibit")

    @property
    def disclaims(self) -> tuple[CombinedTerm, ...]:
        """What is disclaimed whichever arm is chosen."""
        return self.of_kind("disclaim")

    @property
    def depends(self) -> tuple[CombinedTerm, ...]:
        """What depends on the choice."""
        return tuple(each for each in self.all if each.depends)

    def to_dict(self) -> dict[str, Any]:
        """Return the terms as plain values."""
        return {
            "terms": [each.to_dict() for each in self.all],
            "unknown": list(self.unknown),
            "unclear": [{"license": name, "term": term} for name, term in self.unclear],
        }


class _Combination:
    """The graph of an expression with the records of its licenses and exceptions."""

    def __init__(self, expression: Expression, catalog: Catalog | None) -> None:
        builder = GraphBuilder(catalog)
        self._root = builder.expression(expression)
        self._graph: Graph = builder.build()
        self._records = dict(self._find_records())

    def _find_records(self) -> Iterator[tuple[int, License | LicenseException | None]]:
        catalog = self._graph.catalog
        for number, node in enumerate(self._graph.nodes):
            if self._graph.program.kinds[number] != LEAF:
                continue
            if node.kind == "exception":
                known = node.name in catalog.exceptions
                yield number, exception(node.name, catalog) if known else None
            else:
                known = node.name in catalog.facts
                yield number, license(node.name, catalog) if known else None

    def terms(self) -> CombinedTerms:
        records = [record for record in self._records.values() if record is not None]
        unclear = tuple(
            (record.id, term)
            for record in records
            if isinstance(record, License)
            for term in record.unclear
        )
        stated = (each for record in records for each in record.statements)
        found = subjects(stated, (term for _, term in unclear))
        order = list(STATEMENT_KINDS)
        pairs = sorted(found, key=lambda pair: (order.index(pair[0]), pair[1]))
        unknown = (
            self._graph.nodes[number].label
            for number, record in self._records.items()
            if (record is None or record.review == "category") and not self._is_none(number)
        )
        return CombinedTerms(
            tuple(self._term(kind, term) for kind, term in pairs),
            tuple(dict.fromkeys(unknown)),
            unclear,
        )

    def _is_none(self, number: int) -> bool:
        return self._graph.nodes[number].name == NONE

    def _term(self, kind: str, term: str) -> CombinedTerm:
        least = self._fold(kind, term, min)
        most = self._fold(kind, term, max)
        statements = tuple(
            (self._graph.nodes[number].name, each)
            for number, record in self._records.items()
            if record is not None
            for each in statements_on(record.statements, kind, term)
        )
        return CombinedTerm(
            kind, term, VERDICTS[least], VERDICTS[most], statements, self._lifts(kind, term)
        )

    def _lifts(self, kind: str, term: str) -> tuple[tuple[str, Lift], ...]:
        return tuple(
            (record.id, lift)
            for record in self._records.values()
            if isinstance(record, LicenseException)
            for lift in record.lifts
            if lift.statement.kind == kind and lift.statement.term == term
        )

    def _fold(self, kind: str, term: str, choose: Callable[[Sequence[int]], int]) -> int:
        """Return the answer at the root, with ``choose`` among the arms of every choice."""
        together = min if kind == "permit" else max
        program, values = self._graph.program, [_NO] * len(self._graph.nodes)
        for number, node in enumerate(self._graph.nodes):
            arms = [values[each] for each in program.inputs[number]]
            if not arms:
                values[number] = self._said(number, kind, term)
            elif node.kind == "with":
                values[number] = max(arms)
            else:
                values[number] = choose(arms) if program.kinds[number] == ANY else together(arms)
        return values[self._root]

    def _said(self, number: int, kind: str, term: str) -> int:
        record = self._records[number]
        if isinstance(record, License):
            return VERDICTS.index(record.says(kind, term))
        if isinstance(record, LicenseException):
            says = any(each.kind == kind and each.term == term for each in record.statements)
            return _YES if says else _NO
        return _NO if self._is_none(number) else _UNKNOWN


def combine(expression: Expression, catalog: Catalog | None = None) -> CombinedTerms:
    """Return what an expression as a whole permits, requires, prohibits and disclaims.

    Parameters:
        expression: the expression.
        catalog: what is known of licenses; the built-in one if None.

    >>> from openlic.expression import parse
    >>> terms = combine(parse("MIT OR GPL-3.0-only"))
    >>> [each.by for each in terms.depends if each.term == "same-license"]
    [('GPL-3.0-only',)]
    """
    return _Combination(expression, catalog).terms()
