# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Compare two licenses term by term."""

from __future__ import annotations

__all__ = ["Difference", "DifferenceRow", "diff"]

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from openlic._text import html_table, one_line, table
from openlic.catalog import Catalog
from openlic.records import License, license
from openlic.statements import Statement, statements_on, subjects
from openlic.terms import STATEMENT_KINDS, Verdict
from openlic.vocabulary import vocabulary


@frozen
class DifferenceRow:
    """One thing on which two licenses are compared.

    Attributes:
        what: a fact such as ``category``, a kind with a term such as ``require
            rename``, or a trait.
        left: what the first license says.
        right: what the second license says.
        same: whether they say the same, clause numbers aside; None if it is not known.
    """

    what: str
    left: str
    right: str
    same: bool | None

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values."""
        return {"what": self.what, "left": self.left, "right": self.right, "same": self.same}


@frozen(repr=False)
class Difference:
    """How two licenses differ.

    Attributes:
        left: the first license.
        right: the second license.
        rows: everything that one of them says or that is known of them.
    """

    left: License
    right: License
    rows: tuple[DifferenceRow, ...]

    @property
    def changed(self) -> tuple[DifferenceRow, ...]:
        """The rows on which they differ, or may differ."""
        return tuple(row for row in self.rows if not row.same)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain values."""
        return {
            "left": self.left.id,
            "right": self.right.id,
            "rows": [row.to_dict() for row in self.rows],
        }

    def to_text(self, *, everything: bool = False) -> str:
        """Return the comparison as text; what is the same only if asked for."""
        rows = self.rows if everything else self.changed
        if not rows:
            return f"{self.left.id} and {self.right.id} say the same"
        cells = [(row.what, row.left, row.right) for row in rows]
        if everything:
            marks = {True: " ", False: "*", None: "?"}
            cells = [(f"{marks[row.same]} {row.what}", row.left, row.right) for row in rows]
        lines = [table([("", self.left.id, self.right.id), *cells], indent="")]
        same = sum(row.same is True for row in self.rows)
        if not everything and same:
            lines.append(f"\nthe same: {same} more")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"Difference({self.left.id!r}, {self.right.id!r}, changed={len(self.changed)})"

    def _repr_html_(self) -> str:
        cells = [(one_line(row.what), row.left, row.right) for row in self.changed]
        title = f"{self.left.id} and {self.right.id}"
        return html_table(title, cells, ("", self.left.id, self.right.id))


def diff(left: str, right: str, catalog: Catalog | None = None) -> Difference:
    """Compare two licenses term by term.

    Parameters:
        left: id of a license.
        right: id of another.
        catalog: where to look; the built-in one if None.

    Returns:
        Difference: facts, statements and traits side by side.

    Raises:
        UnknownLicenseError: there is no such id.

    >>> [row.what for row in diff("MIT", "MIT-0").changed if row.what.startswith("require")]
    ['require include-license', 'require include-copyright']
    """
    one, other = license(left, catalog), license(right, catalog)
    rows = (*_fact_rows(one, other), *_statement_rows(one, other), *_trait_rows(one, other))
    return Difference(one, other, rows)


_FACTS = ("category", "copyleft_scope", "content", "osi", "fsf", "open_definition", "review")


def _fact_rows(left: License, right: License) -> Iterator[DifferenceRow]:
    for name in _FACTS:
        ours, theirs = (_fact(getattr(record, name)) for record in (left, right))
        if (ours, theirs) != ("-", "-"):
            yield DifferenceRow(name.replace("_", " "), ours, theirs, ours == theirs)


def _fact(value: Any) -> str:
    if value is None:
        return "-"
    return ", ".join(sorted(value)) if isinstance(value, tuple) else str(value)


def _statement_rows(left: License, right: License) -> Iterator[DifferenceRow]:
    found = subjects((*left.statements, *right.statements), (*left.unclear, *right.unclear))
    for kind in STATEMENT_KINDS:
        for term in vocabulary().terms:
            if (kind, term) not in found:
                continue
            ours, theirs = (statements_on(each.statements, kind, term) for each in (left, right))
            answers = [record.says(kind, term) for record in (left, right)]
            same = None if Verdict.UNKNOWN in answers else _facets(ours) == _facets(theirs)
            left_said, right_said = _said(answers[0], ours), _said(answers[1], theirs)
            yield DifferenceRow(f"{kind} {term}", left_said, right_said, same)


def _facets(statements: Iterable[Statement]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(each.facets.items()) for each in statements)


def _said(answer: Verdict, statements: Iterable[Statement]) -> str:
    lines = []
    for each in statements:
        facets = "".join(f", {name} {words}" for name, words in each.facets.items())
        lines.append(f"{answer}{facets}" + (f" [{each.clause}]" if each.clause else ""))
    return "; ".join(lines) or str(answer)


def _trait_rows(left: License, right: License) -> Iterator[DifferenceRow]:
    for name in vocabulary().traits:
        ours, theirs = (_trait(record, name) for record in (left, right))
        if ours in _NOTHING and theirs in _NOTHING:
            continue
        same = None if "unknown" in (ours, theirs) else ours == theirs
        yield DifferenceRow(name.replace("_", " "), ours, theirs, same)


_NOTHING = ("-", "unknown")


def _trait(record: License, name: str) -> str:
    value = record.trait(name)
    if value is not None:
        return str(value)
    return "unknown" if record.review == "category" else "-"
