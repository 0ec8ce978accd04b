# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Fill in concluded licenses in the text of an SPDX 2 document in JSON, and nothing else."""

from __future__ import annotations

__all__ = ["fill_in"]

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define

from openlic.expression import NOASSERTION
from openlic.formats._source import Source

_WORD = re.compile(r'"(?:\\.|[^"\\])*+"|[{}\[\],:]|[^\s{}\[\],:"]++')
_REFERENCE = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
_SECTIONS = frozenset({"packages", "files", "snippets"})
_KEY = "licenseConcluded"


@define
class _Place:
    """Where an element stands in the text.

    Attributes:
        start: after its opening brace.
        id: its SPDX id.
        concluded: what stands in it as concluded license, quotes included, with its offsets.
        first: where its first key stands; None if it is empty.
    """

    start: int
    id: str = ""
    concluded: tuple[str, int, int] | None = None
    first: int | None = None


def fill_in(source: Source, concluded: Mapping[str, str]) -> str:
    """Return the text of a document with concluded licenses where it has none.

    A license reference that the document does not define is not filled in.

    Parameters:
        source: the document.
        concluded: expressions by SPDX id.

    Raises:
        InputError: it is not JSON, or no object.
    """
    record = source.json
    if not isinstance(record, dict):
        message = f"an SPDX document is an object, not {type(record).__name__}"
        raise source.refuse(message, "give an SPDX 2 document in JSON")
    text = source.text
    defined = _defined(record)
    parts, end = [], 0
    for place in _places(text):
        license = concluded.get(place.id)
        if not license or not defined.issuperset(_REFERENCE.findall(license)):
            continue
        written = json.dumps(license)
        if place.concluded is None:
            stop = place.first if place.first is not None else place.start
            space = text[place.start : stop]
            parts += [text[end : place.start], space, f'"{_KEY}": {written},']
            end = place.start
        elif json.loads(place.concluded[0]) in (None, "", NOASSERTION):
            parts += [text[end : place.concluded[1]], written]
            end = place.concluded[2]
    return "".join([*parts, text[end:]])


def _defined(record: dict[str, Any]) -> set[str]:
    entries = record.get("hasExtractedLicensingInfos")
    ids = [
        each.get("licenseId")
        for each in (entries if isinstance(entries, list) else ())
        if isinstance(each, dict)
    ]
    return {each for each in ids if isinstance(each, str)}


def _places(text: str) -> Iterator[_Place]:
    """Yield the elements of the document, in the order of the text, which is JSON."""
    keys: list[str | None] = []  # of every open object the key that was read last; None in lists
    is_key: list[bool] = []
    place: _Place | None = None
    for match in _WORD.finditer(text):
        word = match.group()
        if word in "{[":
            keys.append("" if word == "{" else None)
            is_key.append(word == "{")
            if word == "{" and len(keys) == 3 and keys[0] in _SECTIONS and keys[1] is None:
                place = _Place(match.end())
        elif word in "}]":
            keys.pop()
            is_key.pop()
            if place is not None and len(keys) == 2:
                yield place
                place = None
        elif word == ",":
            is_key[-1] = keys[-1] is not None
        elif word == ":":
            is_key[-1] = False
        elif is_key and is_key[-1]:
            keys[-1] = json.loads(word)
            if place is not None and len(keys) == 3 and place.first is None:
                place.first = match.start()
        elif place is not None and len(keys) == 3:
            if keys[-1] == "SPDXID" and word[0] == '"':
                place.id = json.loads(word)
            elif keys[-1] == _KEY:
                place.concluded = (word, match.start(), match.end())
