# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The names and values of JSON-LD, in their several spellings."""

from __future__ import annotations

__all__ = ["TYPES", "id_of", "local_name", "many", "single", "type_of"]

import re
from typing import Any

_PROFILE = re.compile(
    r"(?:core|software|ai|dataset|build|security|simplelicensing|expandedlicensing|licensing"
    r"|extension|hardware|functionalsafety|supplychain|service|operations)_(?=[A-Za-z])",
    re.IGNORECASE,
)
_IDS = ("spdxId", "@id", "id")
#: Properties that name the class of an object.
TYPES = ("type", "@type")


def local_name(word: str) -> str:
    """Return a name without the address and the profile before it.

    >>> local_name("https://spdx.org/rdf/3.0.1/terms/Software/Package")
    'Package'
    >>> local_name("spdx:software_Package"), local_name("licenseExpression")
    ('Package', 'licenseExpression')
    """
    for mark in "/#:":
        word = word.rpartition(mark)[2]
    found = _PROFILE.match(word)
    return word[found.end() :] if found else word


def type_of(value: dict[str, Any]) -> str:
    """Return the class of an object as written; empty if it has none."""
    for key in TYPES:
        found = value.get(key)
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each, str) and each:
                return each
    return ""


def id_of(value: dict[str, Any]) -> str:
    """Return the id of an object as written; empty if it has none."""
    for key in _IDS:
        if isinstance(value.get(key), str):
            return str(value[key])
    return ""


def many(value: Any) -> list[Any]:
    """Return the values of a property that may have several."""
    found: list[Any] = []
    for each in value if isinstance(value, list) else [value]:
        inner = _inner(each)
        if inner is not None:
            found += inner
        elif each is not None:
            found.append(each)
    return found


def _inner(value: Any) -> list[Any] | None:
    """Return the list that an object of JSON-LD stands for, if it does."""
    if isinstance(value, dict):
        for key in ("@list", "@set"):
            if isinstance(value.get(key), list):
                return list(value[key])
    return None


def single(value: Any) -> Any:
    """Return the value of a property that has one, without what JSON-LD wraps it in."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict) and "@value" in value:
        value = value["@value"]
    if isinstance(value, dict) and value.keys() == {"@id"}:
        value = value["@id"]
    return value
