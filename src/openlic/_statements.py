# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Check what knowledge files say a license permits, requires, prohibits and disclaims.

A record may say ``like = "MIT"``: it then has the statements and traits of that
record, without those that ``without`` and ``without_traits`` name, and with its own.
A record of which only the category is known has what the category implies.
"""

from __future__ import annotations

__all__ = ["KINDS", "check_statements", "complete", "kind_of", "statements_of"]

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openlic._checks import Check, Record, check_table, is_text, one_of, or_empty, some_of
from openlic.errors import DataError
from openlic.terms import STATEMENT_KINDS, USES
from openlic.vocabulary import Term, Vocabulary, parse_condition

KINDS = tuple(STATEMENT_KINDS)
_SCOPE = ("on", "when", "form", "if", "unless", "one_of", "value")


def _place(value: Any) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"[A-Z]{2}", value)
    return None if good else "a code of two letters is expected, such as EU or KR"


def _all(check: Check) -> Check:
    def check_all(value: Any) -> str | None:
        if not isinstance(value, list) or not value:
            return "a list of texts is expected"
        return next((wrong for each in value if (wrong := check(each))), None)

    return check_all


class _Checker:
    """Check the statements and traits of one record."""

    def __init__(self, path: Path, record: Record, words: Vocabulary, ids: Collection[str]) -> None:
        self._path = path
        self._record = record
        self._words = words
        self._was_read = record["review"] in ("text", "family")
        self._facets: dict[str, Check] = {
            **{name: one_of(facet) for name, facet in words.facets.items()},
            "if": _all(self._condition),
            "unless": _all(self._condition),
            "one_of": is_text,
        }
        self._values: dict[str, Check] = {
            "text": is_text,
            "licenses": _all(one_of({"any": "", **dict.fromkeys(ids, "")})),
            "fields": some_of(words.fields),
            "places": _all(_place),
            "copy-or-link": one_of(("copy", "link")),
            "contribution": one_of(("send", "publish", "grant-back")),
            "wording": one_of(("verbatim", "equivalent")),
        }

    def check(self) -> None:
        for number, entry in enumerate(self._record.get("statements", [])):
            self._statement(f"statements[{number}]", entry, {})
        for number, entry in enumerate(self._record.get("lifts", [])):
            self._statement(f"lifts[{number}]", entry, {"for": some_of(USES)})
        for number, entry in enumerate(self._record.get("without", [])):
            self._matcher(f"without[{number}]", entry)
        # Empty where what is unclear in the record that this one is like is clear here.
        unclear = or_empty(some_of(self._words.terms))
        self._need("unclear", unclear, self._record.get("unclear"))
        self._traits()

    def _fail(self, where: str, message: str) -> DataError:
        return DataError(str(self._path), where, message)

    def _need(self, where: str, check: Check, value: Any) -> None:
        wrong = None if value is None else check(value)
        if wrong:
            raise self._fail(where, wrong)

    def _term(self, where: str, entry: Any) -> tuple[str, Term]:
        if not isinstance(entry, dict):
            raise self._fail(where, "a table is expected")
        kinds = [name for name in KINDS if name in entry]
        if len(kinds) != 1:
            raise self._fail(where, f"exactly one of {', '.join(KINDS)} is expected")
        kind = kinds[0]
        self._need(f"{where}.{kind}", one_of(self._words.terms), entry[kind])
        term = self._words.terms[entry[kind]]
        if kind not in term.kinds:
            message = f"{term.name!r} goes with {', '.join(term.kinds)} only"
            raise self._fail(f"{where}.{kind}", message)
        return kind, term

    def _matcher(self, where: str, entry: Any) -> None:
        kind, term = self._term(where, entry)
        checks = {kind: is_text, **self._facets, "value": self._value(term), "clause": is_text}
        check_table(self._path, where, entry, checks, ())

    def _statement(self, where: str, entry: Any, more: Mapping[str, Check]) -> None:
        kind, term = self._term(where, entry)
        checks = {kind: is_text, **self._facets, **more, "value": self._value(term)}
        checks |= dict.fromkeys(("clause", "source", "note"), is_text)
        check_table(self._path, where, entry, checks, more)
        self._evidence(where, entry)

    def _value(self, term: Term) -> Check:
        return self._values.get(term.value, lambda _: f"{term.name!r} has no value")

    def _condition(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return "a text is expected"
        counted = parse_condition(value)
        if counted is None:
            return one_of(self._words.conditions)(value)
        known = (
            (counted.metric, self._words.metrics),
            (counted.by, {"": "", **self._words.counted_by}),
            (counted.at, {"": "", **self._words.measured_at}),
        )
        return next((wrong for word, words in known if (wrong := one_of(words)(word))), None)

    def _evidence(self, where: str, entry: Mapping[str, Any]) -> None:
        if self._was_read and not ("clause" in entry or "source" in entry):
            raise self._fail(f"{where}.clause", "this key is missing")
        if not self._was_read and "source" not in entry:
            raise self._fail(f"{where}.source", "of a text that was not read a source is needed")

    def _traits(self) -> None:
        for name, entry in self._record.get("traits", {}).items():
            where = f"traits.{name}"
            self._need(where, one_of(self._words.traits), name)
            checks = {
                "is": self._trait(name),
                "clause": is_text,
                "source": is_text,
                "note": is_text,
            }
            check_table(self._path, where, entry, checks, ("is",))
            self._evidence(where, entry)

    def _trait(self, name: str) -> Check:
        values = self._words.traits[name].values
        if "number" in values:
            return lambda value: (
                None if type(value) is int and value > 0 else "a number of days is expected"
            )
        return is_text if "text" in values else one_of(values)


def check_statements(path: Path, record: Record, words: Vocabulary, ids: Collection[str]) -> None:
    """Check the statements and traits that stand in a record itself.

    Parameters:
        path: the file, for messages.
        record: its content, checked otherwise.
        words: the vocabulary.
        ids: the license ids that exist.

    Raises:
        DataError: a word is unknown, a value or a clause is wrong or missing.
    """
    _Checker(path, record, words, ids).check()


def kind_of(entry: Mapping[str, Any]) -> str:
    """Return the kind of a statement as it stands in a file."""
    return next(name for name in KINDS if name in entry)


def statements_of(
    statements: Sequence[Mapping[str, Any]], kind: str, term: str
) -> Iterator[Mapping[str, Any]]:
    """Yield the statements of a kind on a term."""
    return (entry for entry in statements if entry.get(kind) == term)


def complete(
    path: Path, record: Record, base: Mapping[str, Any] | None, words: Vocabulary
) -> Record:
    """Return what a record says, with what it inherits and what its category implies.

    Parameters:
        path: the file, for messages.
        record: the checked record.
        base: what the record says that it is like, if any.
        words: the vocabulary.

    Returns:
        dict: ``review``, ``statements``, ``traits`` and ``unclear``.

    Raises:
        DataError: what ``without`` names is not there, a statement stands twice, two
            statements contradict each other, or the category contradicts them.
    """
    statements = _inherited(path, record, base or {}) + record.get("statements", [])
    traits = _traits(path, record, base or {})
    unclear = record.get("unclear", (base or {}).get("unclear", []))
    for message in _contradictions(statements, unclear):
        raise DataError(str(path), "statements", message)
    if record["review"] == "category":
        statements += _implied(record, statements, words)
    elif "category" in record:
        for message in _against_category(record, statements, unclear):
            raise DataError(str(path), "category", message)
    says = {"review": record["review"], "statements": statements, "traits": traits}
    return {**says, "unclear": unclear} if unclear else says


def _inherited(path: Path, record: Record, base: Mapping[str, Any]) -> list[Record]:
    statements = list(base.get("statements", []))
    for number, matcher in enumerate(record.get("without", [])):
        left = [entry for entry in statements if not matcher.items() <= entry.items()]
        if len(left) == len(statements):
            message = f"{record.get('like')} has no such statement"
            raise DataError(str(path), f"without[{number}]", message)
        statements = left
    return statements


def _traits(path: Path, record: Record, base: Mapping[str, Any]) -> Record:
    traits = dict(base.get("traits", {}))
    for name in record.get("without_traits", []):
        if name not in traits:
            raise DataError(str(path), "without_traits", f"{record.get('like')} has no {name!r}")
        del traits[name]
    traits |= record.get("traits", {})
    return traits


def _scope(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a statement is about, beside its kind and term."""
    values = (entry.get(name) for name in _SCOPE)
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _contradictions(
    statements: Sequence[Mapping[str, Any]], unclear: Collection[str]
) -> Iterator[str]:
    """Say which statements stand twice or contradict; what is unclear may do so."""
    seen: set[tuple[Any, ...]] = set()
    for entry in statements:
        kind = kind_of(entry)
        term, scope = entry[kind], _scope(entry)
        if (kind, term, scope) in seen:
            yield f"{kind} {term!r} stands twice"
        seen.add((kind, term, scope))
        if term in unclear or kind not in ("permit", "prohibit"):
            continue
        other = "prohibit" if kind == "permit" else "permit"
        if (other, term, scope) in seen:
            yield f"{kind} {term!r} contradicts {other} {term!r}"


def _implied(
    record: Record, statements: Sequence[Mapping[str, Any]], words: Vocabulary
) -> list[Record]:
    """Return what the category implies, where the record itself is silent on the term."""
    named = {entry[kind_of(entry)] for entry in statements}
    scope = {"on": record["copyleft_scope"]} if "copyleft_scope" in record else {}
    return [
        {kind: term, **(scope if term == "same-license" else {}), "source": "category"}
        for kind, terms in words.implied.get(record.get("category", ""), {}).items()
        for term in terms
        if term not in named
    ]


def _against_category(
    record: Record, statements: Sequence[Mapping[str, Any]], unclear: Collection[str]
) -> Iterator[str]:
    category = record["category"]
    scopes = {entry.get("on") for entry in statements_of(statements, "require", "same-license")}
    prohibitions = [entry for entry in statements if "prohibit" in entry]
    outright = {entry["prohibit"] for entry in prohibitions if not entry.keys() & {"on", "if"}}
    scope = record.get("copyleft_scope")
    if scope and scope not in scopes and "same-license" not in unclear:
        yield f"no statement requires the same license on the {scope}"
    if category in ("permissive", "public-domain"):
        yield from (f"a statement requires the same license on the {each}" for each in scopes)
        against = outright & {"commercial-use", "modify", "distribute", "field-of-use"}
        yield from (f"a statement prohibits {term!r}" for term in sorted(against))
    commercial = any(entry["prohibit"] == "commercial-use" for entry in prohibitions)
    if category == "non-commercial" and not commercial:
        yield "no statement prohibits 'commercial-use'"
