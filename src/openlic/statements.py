# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What a license says: statements, traits, and what an exception lifts."""

from __future__ import annotations

__all__ = ["Lift", "Statement", "TraitValue", "statements_on", "subjects"]

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from openlic._statements import kind_of
from openlic.vocabulary import vocabulary


@frozen
class Statement:
    """One thing that a license permits, requires, prohibits or disclaims.

    Attributes:
        kind: a key of :data:`openlic.terms.STATEMENT_KINDS`.
        term: a term of :func:`openlic.vocabulary.vocabulary`.
        on: what it is about, or None for the work as the term says.
        when: what brings it into play, or None for any exercise of the license.
        form: the form of copies in which it holds, or None for any.
        if_: conditions that all have to hold.
        unless: conditions each of which lifts it.
        one_of: the clause whose options it is one of, or an empty string; one of the
            statements with the same clause is enough.
        value: more, as the term says: a phrase, an address, codes, ids.
        clause: the clause of the license that says so.
        note: what the words above leave out.
        review: how far it was checked, a key of :data:`openlic.terms.REVIEW_STATES`.
        source: where it comes from, if not from the text of the license.
    """

    kind: str
    term: str
    on: str | None = None
    when: str | None = None
    form: str | None = None
    if_: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    one_of: str = ""
    value: tuple[str, ...] = ()
    clause: str = ""
    note: str = ""
    review: str = "text"
    source: str = ""

    @classmethod
    def of(cls, entry: Mapping[str, Any], review: str) -> Statement:
        """Return the statement of an entry as it stands in a file."""
        kind = kind_of(entry)
        value = entry.get("value", ())
        return cls(
            kind=kind,
            term=entry[kind],
            on=entry.get("on"),
            when=entry.get("when"),
            form=entry.get("form"),
            if_=tuple(entry.get("if", ())),
            unless=tuple(entry.get("unless", ())),
            one_of=entry.get("one_of", ""),
            value=(value,) if isinstance(value, str) else tuple(value),
            clause=entry.get("clause", ""),
            note=entry.get("note", ""),
            review=review,
            source=entry.get("source", ""),
        )

    @property
    def facets(self) -> dict[str, str]:
        """What narrows the statement, by name, in words; without what is not stated."""
        facets = {
            "on": self.on,
            "when": self.when,
            "form": self.form,
            "if": " and ".join(self.if_),
            "unless": " or ".join(self.unless),
            "one of": self.one_of,
            "value": ", ".join(self.value),
        }
        return {name: words for name, words in facets.items() if words}

    def __str__(self) -> str:
        facets = "; ".join(f"{name} {words}" for name, words in self.facets.items())
        where = f" [{self.clause or self.source}]" if self.clause or self.source else ""
        return self.term + (f" ({facets})" if facets else "") + where

    def to_dict(self) -> dict[str, Any]:
        """Return the statement as plain values, without what is empty."""
        lists = {"if": self.if_, "unless": self.unless, "value": self.value}
        texts = {
            "kind": self.kind, "term": self.term, "on": self.on, "when": self.when,
            "form": self.form, "one_of": self.one_of, "clause": self.clause,
            "note": self.note, "review": self.review, "source": self.source,
        }  # fmt: skip
        found = {name: value for name, value in texts.items() if value}
        return found | {name: list(values) for name, values in lists.items() if values}


@frozen
class TraitValue:
    """A fact of the life of a license, such as what a breach does.

    Attributes:
        name: a trait of :func:`openlic.vocabulary.vocabulary`.
        value: its value; a number of days, a word or a text.
        clause: the clause of the license that says so.
        note: what the value leaves out.
    """

    name: str
    value: str | int
    clause: str = ""
    note: str = ""

    @classmethod
    def of(cls, name: str, entry: Mapping[str, Any]) -> TraitValue:
        """Return the trait of an entry as it stands in a file."""
        return cls(name, entry["is"], entry.get("clause", ""), entry.get("note", ""))

    def __str__(self) -> str:
        return f"{self.value}" + (f" [{self.clause}]" if self.clause else "")

    def to_dict(self) -> dict[str, Any]:
        """Return the trait as plain values, without what is empty."""
        found = {"value": self.value, "clause": self.clause, "note": self.note}
        return {name: value for name, value in found.items() if value}


@frozen
class Lift:
    """A duty of the license that an exception takes away for some uses.

    Attributes:
        statement: what is lifted.
        uses: for which uses, keys of :data:`openlic.terms.USES`.
    """

    statement: Statement
    uses: tuple[str, ...]

    @property
    def note(self) -> str:
        """The note of what is lifted."""
        return self.statement.note

    def __str__(self) -> str:
        return f"{self.statement.kind} {self.statement}, for {', '.join(self.uses)}"


def statements_on(statements: Iterable[Statement], kind: str, term: str) -> tuple[Statement, ...]:
    """Return the statements of one kind on one term."""
    return tuple(each for each in statements if each.kind == kind and each.term == term)


def subjects(statements: Iterable[Statement], unclear: Iterable[str] = ()) -> set[tuple[str, str]]:
    """Return kind and term of all that texts say, or may say where they are not clear.

    Parameters:
        statements: what the texts say.
        unclear: terms on which they can be read in more than one way.
    """
    terms = vocabulary().terms
    said = {(each.kind, each.term) for each in statements}
    return said | {(kind, term) for term in unclear for kind in terms[term].kinds}
