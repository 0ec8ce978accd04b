# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The words that stand in a policy, checked; problems are collected, not raised."""

from __future__ import annotations

__all__ = ["MOST_PROBLEMS", "PolicyWords"]

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from itertools import islice
from typing import Any, TypeVar

from openlic._tokens import NOASSERTION, NONE
from openlic.catalog import Catalog
from openlic.normalization import Normalized, normalize
from openlic.problems import Problem
from openlic.terms import STATEMENT_KINDS
from openlic.vocabulary import vocabulary

#: From this many problems on, no more are looked for.
MOST_PROBLEMS = 100

#: Keys for what is no license, where one may look for a list of it.
_NO_LICENSE = {NONE: "unlicensed", NOASSERTION: "unknown"}

_T = TypeVar("_T")


class PolicyWords:
    """Check the values of a policy.

    Parameters:
        catalog: the licenses that there are.

    Attributes:
        problems: what is wrong so far.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.problems: list[Problem] = []
        self._catalog = catalog

    def problem(self, message: str, repair: str, where: str) -> None:
        """Note what is wrong at a place."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(message, repair, where=where))

    def table(self, value: Any, where: str, keys: Collection[str]) -> Mapping[str, Any]:
        """Return a table; keys that it may not have are problems."""
        if not isinstance(value, Mapping):
            self.problem(f"a table is expected, not {_shown(value)}", "write a table", where)
            return {}
        for key in islice((key for key in value if key not in keys), MOST_PROBLEMS):
            self.problem(f"there is no key {_shown(key)} here", _hint(key, keys), where)
        return value

    def tables(self, value: Any, where: str) -> list[tuple[str, Any]]:
        """Return the entries of a list of tables, with their places."""
        if isinstance(value, (list, tuple)):
            return [(f"{where}[{number}]", entry) for number, entry in enumerate(value)]
        name = where.rpartition(".")[2]
        self.problem(f"a list of tables is expected for {name}", f"write [[{name}]]", where)
        return []

    def text(self, value: Any, where: str) -> str:
        """Return a text that is not empty."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.problem(f"a text is expected, not {_shown(value)}", "write a text in quotes", where)
        return ""

    def flag(self, value: Any, where: str) -> bool:
        """Return true or false."""
        if not isinstance(value, bool):
            self.problem(
                f"true or false is expected, not {_shown(value)}", "write true or false", where
            )
        return value is True

    def word(self, value: Any, where: str, known: Collection[str]) -> str:
        """Return one of the words that are known."""
        if isinstance(value, str) and value in known:
            return value
        message = f"{_shown(value)} is not one of {', '.join(known)}"
        self.problem(message, _hint(value, known), where)
        return ""

    def texts(self, value: Any, where: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return self._each(value, where, self.text)

    def words(self, value: Any, where: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of words that are known."""
        return self._each(value, where, lambda entry, place: self.word(entry, place, known))

    def licenses(self, value: Any, where: str) -> tuple[str, ...]:
        """Return a list of license ids, as the catalog spells them."""
        return self._each(value, where, self._license)

    def statements(self, value: Any, where: str) -> tuple[tuple[str, str], ...]:
        """Return a list of statements, each as its kind and term."""
        return self._each(value, where, self._statement)

    def day(self, value: Any, where: str) -> date | None:
        """Return a date, written as such or as a text."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.problem(f"{_shown(value)} is no date", "write it as in 2027-01-31", where)
            return None

    def _each(
        self, value: Any, where: str, read: Callable[[Any, str], _T | None]
    ) -> tuple[_T, ...]:
        if not isinstance(value, (list, tuple)):
            self.problem(f"a list is expected, not {_shown(value)}", 'write ["…"]', where)
            return ()
        found: dict[_T, None] = {}
        for number, entry in enumerate(value):
            if len(self.problems) >= MOST_PROBLEMS:
                break
            item = read(entry, f"{where}[{number}]")
            if item:
                found[item] = None
        return tuple(found)

    def _license(self, value: Any, where: str) -> str | None:
        text = self.text(value, where)
        if text in _NO_LICENSE:
            repair = f"set `{_NO_LICENSE[text]}` for it"
            self.problem(f"{text} is no license", repair, where)
            return None
        read = normalize(text, self._catalog) if text else None
        if read is None:
            return None
        leaf = read.expression.tokens[-1] if read.expression is not None else None
        certain = read.basis == "exact" or text.startswith("LicenseRef-")
        if read.expression is None or not certain:
            self.problem(f"no license has the id {_shown(text)}", self._nearest(text, read), where)
        elif len(read.expression.tokens) > 1 or str(leaf) != read.expression.licenses[0]:
            message = f"{_shown(text)} is more than the id of one license"
            self.problem(message, "write ids; verdicts of expressions follow from them", where)
        else:
            return str(leaf)
        return None

    def _nearest(self, text: str, read: Normalized) -> str:
        named = (str(read.expression),) if read.expression is not None else ()
        near = read.candidates or named or self._catalog.suggest(text, self._catalog.facts)
        return f"did you mean {' or '.join(near)}?" if near else "write an SPDX id"

    def _statement(self, value: Any, where: str) -> tuple[str, str] | None:
        kind, _, term = self.text(value, where).partition(" ")
        term = term.strip()
        if not kind:
            return None
        if kind not in STATEMENT_KINDS or not term:
            message = f"{_shown(value)} is no statement"
            kinds = ", ".join(STATEMENT_KINDS)
            self.problem(message, f"write one of {kinds} and a term", where)
            return None
        found = vocabulary().terms.get(term)
        if found is None:
            self.problem(f"there is no term {_shown(term)}", _hint(term, vocabulary().terms), where)
            return None
        if kind not in found.kinds:
            message = f"{term!r} goes with {', '.join(found.kinds)}, not with {kind!r}"
            self.problem(message, "use another kind or term", where)
            return None
        return kind, term


def _shown(value: Any) -> str:
    """Return a value for a message, cut where it is long."""
    text = repr(value[:60]) if isinstance(value, str) else type(value).__name__
    return f"{text}…" if isinstance(value, str) and len(value) > 60 else text


def _hint(word: Any, known: Collection[str]) -> str:
    near = get_close_matches(str(word)[:60], known, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
