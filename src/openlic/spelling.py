# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The forms under which spellings of licenses are compared."""

from __future__ import annotations

__all__ = ["exception_key", "key", "title_key", "url_key"]

import re
import unicodedata

_FILLER = frozenset(
    [
        "the",
        "license",
        "licenses",
        "licence",
        "licences",
        "licensed",
        "agreement",
        "version",
        "ver",
        "v",
        "spdx",
    ]
)
_GLUED_V = re.compile(r"(?<=[a-z])v(?=\d)")
_AT_LEAST = re.compile(r"(?:>=|≥)\s*v?(\d[\d.]*)")
_PIECE = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[+/]")


def key(text: str) -> str:
    """Return the form under which spellings are compared.

    Case, punctuation and the words "license" and "version" do not count; a plus and a
    slash do.

    >>> key("The Apache License, Version 2.0") == key("apache-2.0")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    folded = _AT_LEAST.sub(r" \1 + ", _GLUED_V.sub(" ", folded))
    return " ".join(piece for piece in _PIECE.findall(folded) if piece not in _FILLER)


def title_key(text: str) -> str:
    """Return the form under which titles are compared: as :func:`key`, all words counted."""
    return " ".join(_PIECE.findall(unicodedata.normalize("NFKC", text).casefold()))


def exception_key(text: str) -> str:
    """Return the form under which names of exceptions are compared.

    >>> exception_key("Classpath Exception") == exception_key("classpath")
    True
    """
    return re.sub(r" exceptions?$", "", key(text))


def url_key(address: str) -> str:
    """Return the form under which addresses of license texts are compared."""
    address = re.sub(r"^[a-z+]+://", "", address.strip().lower()).split("#")[0].split("?")[0]
    address = re.sub(r"^www\d?\.", "", address).rstrip("/.")
    address = re.sub(r"/(legalcode|deed)(\.[a-z-]+)?$", "", address)
    return re.sub(r"\.(txt|html?|php|md)$", "", address).rstrip("/")
