# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""A license as it stands in a situation: its statements, less what an exception lifts."""

from __future__ import annotations

__all__ = ["Applied", "Duty", "apply_license"]

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from openlic._tokens import Leaf
from openlic.catalog import Catalog
from openlic.records import License, LicenseException, exception, license
from openlic.rules import Ground
from openlic.situations import Situation
from openlic.statements import Statement
from openlic.terms import Verdict


@frozen
class Duty:
    """What a license asks or forbids in a situation.

    Attributes:
        license: the license or exception that says so.
        statement: what it says, with the clause.
    """

    license: str
    statement: Statement

    @property
    def term(self) -> str:
        """The term of the vocabulary that it is about."""
        return self.statement.term

    @property
    def clause(self) -> str:
        """The clause of the license that says so."""
        return self.statement.clause

    def __str__(self) -> str:
        return f"{self.license}: {self.statement}"

    def to_dict(self) -> dict[str, Any]:
        """Return the duty as plain values."""
        return {"license": self.license, **self.statement.to_dict()}


@frozen(eq=False)
class Applied:
    """A license in a situation.

    Attributes:
        name: the license as it is cited, with ``+`` if a later version may be taken.
        label: the same with its exception.
        exception: id of the exception, or None.
        record: what is known of the license.
        statements: what it says here: what the exception lifts is gone, what it adds is
            there.
        situation: the circumstances.
        derived: whether the situation reads an open question so that the result derives
            from the work.
        grounds: what the exception did, or why it may do nothing.
    """

    name: str
    label: str
    exception: str | None
    record: License
    statements: tuple[Statement, ...]
    situation: Situation
    derived: bool
    grounds: tuple[Ground, ...] = ()

    def on(self, kind: str, term: str) -> Iterator[Statement]:
        """Yield the statements of one kind on one term."""
        return (each for each in self.statements if each.kind == kind and each.term == term)

    def cite(self, each: Statement) -> str:
        """Return a statement with the license that makes it."""
        return f"{self.name} {each.kind}s {each}"

    def is_unread(self, term: str) -> bool:
        """Say whether silence on a term means nothing, as the text was not read."""
        if self.record.review != "category":
            return False
        return not any(each.term == term for each in self.statements)

    @property
    def covers_work(self) -> bool:
        """Whether what the outbound license covers holds the inbound work."""
        return self.situation.use.whole or self.derived

    def concerns_result(self, each: Statement) -> bool:
        """Say whether a statement is about what the outbound license covers."""
        if self.situation.is_about_work(each) or each.on == "derivative":
            return self.covers_work
        return each.on in self.situation.use.result - {"product"}

    def duties(self, kind: str) -> tuple[Duty, ...]:
        """Return the statements of one kind that play a part, as duties."""
        return tuple(
            Duty(self.label, each)
            for each in self.statements
            if each.kind == kind
            and self.situation.holds(each) != Verdict.NO
            and (self.situation.binds(each) or self._binds_derived(each))
        )

    def _binds_derived(self, each: Statement) -> bool:
        about = self.situation.is_about_work(each) or each.on == "derivative"
        return self.derived and about and self.situation.happens(each, to_result=True)


def apply_license(leaf: Leaf, id: str, situation: Situation, catalog: Catalog) -> Applied:
    """Return a license, or a later version of it, in a situation.

    Parameters:
        leaf: the license as an expression names it.
        id: its id, or that of a later version.
        situation: the circumstances.
        catalog: what is known of licenses; it has the id.
    """
    record = license(id, catalog)
    name = f"{id}+" if leaf.plus and id == leaf.license else id
    label = f"{name} WITH {leaf.exception}" if leaf.exception else name
    statements, grounds = _with_exception(record, leaf.exception, situation, catalog)
    derived = _is_derived(record, statements, situation)
    return Applied(
        name, label, leaf.exception, record, statements, situation, derived, grounds
    )  # fmt: skip


def _with_exception(
    record: License, name: str | None, situation: Situation, catalog: Catalog
) -> tuple[tuple[Statement, ...], tuple[Ground, ...]]:
    """Return what a license says with an exception, and what the exception did."""
    if name is None:
        return record.statements, ()
    if name not in catalog.exceptions:
        says = f"nothing is known of {name}"
        return record.statements, (Ground("unknown-license", Verdict.UNKNOWN, says),)
    added = exception(name, catalog)
    lifts = [
        lift.statement
        for lift in added.lifts
        if situation.use.name in lift.uses and _is_of_form(lift.statement, situation)
    ]
    kept = tuple(
        each for each in record.statements if not any(_lifts(lift, each) for lift in lifts)
    )
    grounds = [*_doubts(record, added)]
    lifted = len(record.statements) - len(kept)
    if lifted:
        says = f"{name} lifts {lifted} duties of {record.id} for this use [{lifts[0].clause}]"
        grounds.append(Ground("exception-lifts", Verdict.YES, says))
    return (*kept, *added.statements), tuple(grounds)


def _doubts(record: License, added: LicenseException) -> Iterator[Ground]:
    if added.modifies and record.id not in added.modifies:
        says = f"{added.id} is not written for {record.id}"
        yield Ground("unknown-license", Verdict.UNKNOWN, says)
    if added.review == "category":
        says = f"the text of {added.id} was not read"
        yield Ground("unknown-license", Verdict.UNKNOWN, says)


def _is_of_form(each: Statement, situation: Situation) -> bool:
    return each.form is None or (each.form == "source") == (situation.provide == "source")


def _lifts(lift: Statement, each: Statement) -> bool:
    same = lift.kind == each.kind and lift.term == each.term
    return same and lift.on in (None, each.on)


def _is_derived(record: License, statements: tuple[Statement, ...], situation: Situation) -> bool:
    """Say whether an open question, answered with yes, makes the result derive from the work."""
    asked = {question for content, question in situation.use.derives if content in record.content}
    if "outputs-carry-terms" in asked and _frees_outputs(statements):
        return False
    return bool(asked & situation.questions)


def _frees_outputs(statements: tuple[Statement, ...]) -> bool:
    permits = [each for each in statements if each.kind == "permit"]
    return any(each.term == "use-outputs" or each.on in ("output", "results") for each in permits)
