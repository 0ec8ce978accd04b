# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The closed vocabulary of statements: terms, facets and traits.

The words and their definitions are in ``data/vocabulary.toml``; a knowledge file may
use no others.
"""

from __future__ import annotations

__all__ = [
    "Condition",
    "Term",
    "Trait",
    "Vocabulary",
    "check_term",
    "parse_condition",
    "vocabulary",
]

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen

from openlic._resources import read_resource


@frozen
class Term:
    """A word for something that a license permits, requires, prohibits or disclaims.

    Attributes:
        name: the word.
        kinds: the kinds of statements in which it may stand.
        means: its definition.
        example: id of a license with such a statement.
        value: the type of ``value`` in such a statement; empty if it has none.
        choosealicense: its tags on choosealicense.com, or an empty string.
        ccrel: its counterpart in ccREL, or an empty string.
        odrl: its counterpart in ODRL, or an empty string.
        osadl: its counterpart in the checklists of OSADL, or an empty string.
    """

    name: str
    kinds: tuple[str, ...]
    means: str
    example: str
    value: str = ""
    choosealicense: str = ""
    ccrel: str = ""
    odrl: str = ""
    osadl: str = ""


@frozen
class Trait:
    """A fact of the life of a license.

    Attributes:
        name: the word.
        means: its definition.
        values: the values it may have, with their definitions.
    """

    name: str
    means: str
    values: Mapping[str, str]


@frozen
class Vocabulary:
    """All words of statements.

    Attributes:
        terms: terms by name.
        facets: the words of ``on``, ``when`` and ``form``, with their definitions.
        conditions: the words of ``if`` and ``unless``, with their definitions.
        metrics: what conditions may count, with definitions.
        counted_by: by whom, with definitions.
        measured_at: when, with definitions.
        fields: codes of fields of use, with definitions.
        traits: traits by name.
        implied: for each category, the terms that it implies by kind of statement.
    """

    terms: Mapping[str, Term]
    facets: Mapping[str, Mapping[str, str]]
    conditions: Mapping[str, str]
    metrics: Mapping[str, str]
    counted_by: Mapping[str, str]
    measured_at: Mapping[str, str]
    fields: Mapping[str, str]
    traits: Mapping[str, Trait]
    implied: Mapping[str, Mapping[str, list[str]]]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Vocabulary:
        """Return the vocabulary that the file of words describes."""
        terms = (Term(**{**entry, "kinds": tuple(entry["kinds"])}) for entry in table["terms"])
        return cls(
            terms={term.name: term for term in terms},
            facets={name: table[name] for name in ("on", "when", "form")},
            conditions=table["condition"],
            metrics=table["metric"],
            counted_by=table["by"],
            measured_at=table["at"],
            fields=table["field"],
            traits={name: Trait(name, **entry) for name, entry in table["traits"].items()},
            implied=table["implied"],
        )


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with openlic.

    >>> vocabulary().terms["rename"].kinds
    ('require',)
    """
    return Vocabulary.of(json.loads(read_resource("_data", "vocabulary.json")))


def check_term(kind: str, term: str) -> None:
    """Raise ValueError unless there is such a term in statements of that kind.

    >>> check_term("permit", "rename")
    Traceback (most recent call last):
    ValueError: 'rename' goes with require, not with 'permit'
    """
    known = vocabulary().terms
    if term not in known:
        from difflib import get_close_matches

        near = get_close_matches(str(term)[:100], known, 3) or list(known)
        raise ValueError(f"{term!r} is no term; there are {', '.join(near)}")
    if kind not in known[term].kinds:
        raise ValueError(f"{term!r} goes with {', '.join(known[term].kinds)}, not with {kind!r}")


@frozen
class Condition:
    """A condition on a number, such as that of monthly active users.

    Attributes:
        metric: what is counted.
        relation: ``>``, ``>=``, ``<`` or ``<=``.
        limit: the number it is compared with.
        unit: a currency and a period for revenue, such as ``USD per year``; else empty.
        by: by whom it is counted; empty if the license does not say.
        at: when it is measured; empty if the license does not say.
    """

    metric: str
    relation: str
    limit: int
    unit: str = ""
    by: str = ""
    at: str = ""


_CONDITION = re.compile(
    r"(?P<metric>\w+) (?P<relation>[<>]=?) (?P<limit>\d[\d_]*)"
    r"(?: (?P<unit>[A-Z]{3} per (?:year|month)))?"
    r"(?: by (?P<by>[\w-]+))?(?: at (?P<at>[\w-]+))?",
    re.ASCII,
)


def parse_condition(text: str) -> Condition | None:
    """Return the condition on a number that a text states, or None if it is a word.

    >>> parse_condition("mau > 700_000_000 by affiliates at release").limit
    700000000
    """
    match = _CONDITION.fullmatch(text)
    if match is None:
        return None
    metric, relation, limit, unit, by, at = match.groups(default="")
    return Condition(metric, relation, int(limit), unit, by, at)
