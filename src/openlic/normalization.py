# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read the license strings that people write.

A string is looked up as it is, then as a listed spelling, an address, a member of a
family that has a grammar of its own (GNU, Creative Commons, BSD), and last as
several of these joined by "or", "and", "with" or a slash. What fits several
licenses stays ambiguous; it is never resolved to the nicest of them.
"""

from __future__ import annotations

__all__ = ["BASES_OF_READING", "Normalized", "ReadLicense", "normalize", "read_license"]

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen

from openlic.catalog import Catalog, default_catalog
from openlic.errors import ParseError
from openlic.expression import Expression, parse
from openlic.spelling import exception_key, key, title_key, url_key

#: How a string was read, from certain to not at all.
BASES_OF_READING: dict[str, str] = {
    "exact": "an SPDX expression of ids of the catalog, in any case",
    "alias": "a spelling that names exactly one license",
    "family": "family and version are certain, the variant is not; the narrowest is taken",
    "ambiguous": "may be a license, but not certainly one of the catalog; no expression",
    "not-a-license": "names no license",
}

_LONGEST = 4000

_LICENSE_LIKE = re.compile(
    r"licen[cs]|agreement|terms|public domain|copyright|copyleft|proprietary|\bgpl|gpl\b|\bbsd|\bmit\b"
    r"|apache|creative commons|\bcc\b|rail\b|\bpublic\b|open source|free software|eula|commercial",
    re.IGNORECASE,
)


@frozen
class Normalized:
    """What a string was read as.

    Attributes:
        text: the string as given.
        expression: the reading, or None where there is none.
        basis: a key of :data:`BASES_OF_READING`.
        candidates: what else it may mean, as expressions in text form.
        kind: for ``not-a-license``, what it is instead (``undisclosed``,
            ``not-included``, ``none``, ``reference``, ``placeholder``, ``dataset``,
            ``address`` or ``other``); else empty.
        deprecated: withdrawn ids that the string uses, each with what replaces it.
    """

    text: str
    expression: Expression | None
    basis: str
    candidates: tuple[str, ...] = ()
    kind: str = ""
    deprecated: tuple[tuple[str, str | None], ...] = ()

    @property
    def is_as_written(self) -> bool:
        """Whether the string is the expression, but for case."""
        return self.basis == "exact" and not self.deprecated

    def __str__(self) -> str:
        if self.basis == "not-a-license":
            return f"{self.text!r}: no license ({self.kind})"
        read = str(self.expression) if self.expression is not None else "nothing"
        text = f"{self.text!r}: read as {read} ({self.basis}: {BASES_OF_READING[self.basis]})"
        if self.candidates:
            text += f"; candidates: {', '.join(self.candidates)}"
        return text

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.text
        yield "expression", self.expression
        yield "basis", self.basis
        yield "candidates", self.candidates, ()

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain values."""
        return {
            "text": self.text,
            "expression": None if self.expression is None else str(self.expression),
            "basis": self.basis,
            "candidates": list(self.candidates),
            "kind": self.kind,
        }


def _keys(text: str) -> tuple[str, ...]:
    """Return the key of a text, and the keys with its version numbers longer and shorter."""
    spelled = key(text)
    longer = re.sub(r"(?<![\d.])(\d)(?![\d.])", r"\1.0", spelled)
    shorter = re.sub(r"(?<![\d.])(\d+)(?:\.0)+(?![\d.])", r"\1", spelled)
    return tuple(dict.fromkeys((spelled, longer, shorter)))


#: Expression, basis, candidates and kind of a reading.
_Reading = tuple[Expression | None, str, Sequence[str], str]
_OPERATOR = re.compile(r"(?<=[\s)])(?:and|or|with)(?=[\s(])", re.IGNORECASE)
_ADDRESS = re.compile(
    r"^(?:https?://|git\+|www\.|doi\.org/|arxiv\.org/)\S+$|^[\w.-]+\.\w{2,}/\S+$", re.IGNORECASE
)
_ID_IN_ADDRESS = re.compile(
    r"^(?:spdx\.org|opensource\.org|choosealicense\.com)/licenses?/([\w.+-]+)$"
)
_GNU_ADDRESS = re.compile(
    r"^(?:gnu|fsf)\.org/(?:licenses|copyleft)/(?:old-licenses/)?(lesser|[al]?gpl|fdl)(?:-(\d(?:\.\d)?))?"
)
_CC_ADDRESS = re.compile(
    r"^creativecommons\.org/(?:licenses|publicdomain)/([a-z0-9+-]+)/(\d\.\d)(?:/(\w+))?$"
)
_GNU = re.compile(
    r"^(?:gnu )?(?:"
    r"(?P<agpl>a ?gpl|affero (?:gpl|general public))"
    r"|(?P<lgpl>l ?gpl|(?:lesser|library)(?: or (?:lesser|library))? (?:gpl|general public))"
    r"|(?P<gfdl>g ?fdl|free documentation)"
    r"|(?P<gpl>gpl|general public)"
    r")(?: (?:a ?gpl|l ?gpl|g ?fdl|gpl))?"
    r"(?: (?P<version>\d(?:\.\d)?))(?: (?:a ?gpl|l ?gpl|g ?fdl|gpl)(?: (?P=version)(?:\.0)?)?)? ?"
    r"(?P<suffix>only|\+|or \+|or later|or newer|or greater|or above|or any later"
    r"|or at your option any later|and later|and above|and newer|later)?$"
)
_CC_WORDS = {
    "by": "BY", "attribution": "BY", "nc": "NC", "noncommercial": "NC",
    "sa": "SA", "sharealike": "SA", "nd": "ND", "noderivatives": "ND",
    "noderivs": "ND", "noderiv": "ND", "noderivative": "ND",
}  # fmt: skip
_CC_PLACES = {
    "unported": "", "international": "", "intl": "", "int": "", "generic": "",
    "germany": "DE", "australia": "AU", "austria": "AT", "netherlands": "NL", "us": "US",
    "usa": "US", "japan": "JP", "uk": "UK", "de": "DE", "au": "AU", "at": "AT", "nl": "NL",
    "jp": "JP", "igo": "IGO", "fr": "FR", "france": "FR",
}  # fmt: skip
_BSD = re.compile(r"^(?:bsd (?P<after>[0-4])(?: clauses?)?|(?P<before>[0-4]) clauses? bsd)$")
_LATER = re.compile(r"^(?P<base>.*\d\S*) (?:\+|or (?:any )?(?:later|newer)|and later)$")
_JOINTS = (
    (re.compile(r"\s+or\s+|\s*\|\|?\s*|(?<!\sw)\s*/\s*", re.IGNORECASE), "OR"),
    (re.compile(r"\s+and\s+|\s+&\s+|\s*&&\s*", re.IGNORECASE), "AND"),
)
_WITH = re.compile(r"\s+(?:with|w/)\s+(?:the\s+)?", re.IGNORECASE)
_LIST = re.compile(r"\s*[,;]\s*(?:and/or\s+|or\s+|and\s+)?|\s+and/or\s+", re.IGNORECASE)


def _joined(name: str, parts: Sequence[Normalized]) -> _Reading | None:
    """Join readings; a doubt about one part is a doubt about all."""
    if all(part.basis == "not-a-license" for part in parts):
        return None
    order = list(BASES_OF_READING)
    expressions = [part.expression for part in parts if part.expression is not None]
    if len(expressions) < len(parts):
        named = [part for part in parts if part.expression is not None or part.candidates]
        return (None, "ambiguous", [c for p in parts for c in _names(p)], "") if named else None
    join = Expression.any_of if name == "OR" else Expression.all_of
    basis = max((part.basis for part in parts), key=order.index)
    return join(expressions), "alias" if basis == "exact" else basis, (), ""


def _names(part: Normalized) -> tuple[str, ...]:
    return part.candidates or ((str(part.expression),) if part.expression is not None else ())


class _Reader:
    """Read strings by the spellings and ids of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def read(self, text: str) -> Normalized:
        """Return what a string is read as."""
        certain = self._reference(text) or self._exact(text)
        if certain is not None:
            return certain
        stripped = text.rsplit(" :: ", 1)[-1]  # the last part of a PyPI classifier
        stripped = " ".join(stripped.split()).strip(" \"'`“”‘’.;,")
        if not key(stripped):
            return Normalized(text, None, "not-a-license", kind="placeholder")
        if len(stripped) > _LONGEST:
            return Normalized(text, None, "not-a-license", kind="other")
        for read in (self._spelled, self._listed, self._address, self._family, self._compound):
            found = read(stripped)
            if found is not None:
                expression, basis, candidates, kind = found
                return Normalized(text, expression, basis, tuple(dict.fromkeys(candidates)), kind)
        return self._unrecognized(text, stripped)

    def _exact(self, text: str) -> Normalized | None:
        """Read an expression of catalog ids, withdrawn ones replaced."""
        try:
            written = parse(text, self._catalog)
        except ParseError:
            return None
        variants = self._variants(str(written)) if written.operator is None else ()
        basis = "family" if variants else "exact"
        updated, withdrawn = written.updated(self._catalog), written.withdrawn(self._catalog)
        return Normalized(text, updated, basis, variants, deprecated=withdrawn)

    def _read(
        self, expression: str | Expression, basis: str, candidates: Sequence[str] = ()
    ) -> _Reading:
        parsed = parse(expression, self._catalog) if isinstance(expression, str) else expression
        return parsed, basis, candidates, ""

    def _reference(self, text: str) -> Normalized | None:
        """Read a reference that the catalog holds in another case."""
        id = text.strip()
        found = self._catalog.references.get(id.lower())
        if found is None or found == id or not id.startswith("LicenseRef-"):
            return None
        return Normalized(text, parse(found, self._catalog), "alias")

    def _spelled(self, text: str) -> _Reading | None:
        """Read what is an expression once quotes are gone and operators are in capitals."""
        exact = self._exact(_OPERATOR.sub(lambda match: match.group().upper(), text))
        if exact is None:
            return None
        basis = "family" if exact.basis == "family" else "alias"
        return exact.expression, basis, exact.candidates, ""

    def _variants(self, id: str) -> tuple[str, ...]:
        """Return what a GNU id without a variant may mean."""
        pair = (f"{id}-only", f"{id}-or-later")
        return pair if all(each in self._catalog.facts for each in pair) else ()

    def _listed(self, text: str) -> _Reading | None:
        aliases = self._catalog.aliases
        tag = aliases["tags"].get(text.casefold())
        if tag is not None:
            return self._read(tag, "alias")
        title = aliases["titles"].get(title_key(text))
        if title is not None:
            return self._read(title, "alias")
        for spelled in _keys(text):
            if spelled in aliases["ambiguous"]:
                return None, "ambiguous", aliases["ambiguous"][spelled], ""
            if spelled in aliases["not_a_license"]:
                return None, "not-a-license", (), aliases["not_a_license"][spelled]
            if spelled in aliases["spellings"]:
                return self._read(aliases["spellings"][spelled], "alias")
        return None

    def _address(self, text: str) -> _Reading | None:
        if not _ADDRESS.match(text):
            return None
        aliases, address = self._catalog.aliases, url_key(text)
        if address in aliases["urls"]:
            return self._read(aliases["urls"][address], "alias")
        match = _ID_IN_ADDRESS.match(address)
        if match:
            return self._from_words(re.sub(r"(?<=\d)-(?=\d)", ".", match.group(1)))
        match = _CC_ADDRESS.match(address)
        if match:
            kind, version, port = match.groups()
            name = {"zero": "cc0", "mark": "cc pdm"}.get(kind, f"cc {kind}")
            return self._from_words(f"{name} {version} {port or ''}")
        match = _GNU_ADDRESS.match(address)
        if match:
            return self._from_words(" ".join(filter(None, match.groups())))
        if _LICENSE_LIKE.search(address):
            return None, "ambiguous", (), ""
        return None, "not-a-license", (), "address"

    def _from_words(self, words: str) -> _Reading | None:
        """Read words taken from an address, never as exact."""
        for read in (self._spelled, self._listed, self._family):
            found = read(words)
            if found is not None:
                return found
        return None, "ambiguous", (), ""

    def _family(self, text: str) -> _Reading | None:
        spelled = key(text)
        for read in (self._gnu, self._creative_commons, self._bsd, self._or_later):
            found = read(spelled)
            if found is not None:
                return found
        return None

    def _gnu(self, spelled: str) -> _Reading | None:
        match = _GNU.match(spelled)
        if match is None:
            return None
        name = next(
            group for group in ("agpl", "lgpl", "gfdl", "gpl") if match.group(group)
        ).upper()
        version = match.group("version")
        base = f"{name}-{version if '.' in version else version + '.0'}"
        if f"{base}-only" not in self._catalog.facts:
            return None, "ambiguous", (), ""
        suffix = match.group("suffix")
        if suffix is None:
            return self._read(f"{base}-only", "family", self._variants(base))
        return self._read(f"{base}-only" if suffix == "only" else f"{base}-or-later", "alias")

    def _creative_commons(self, spelled: str) -> _Reading | None:
        for apart, joined in (("non commercial", "noncommercial"), ("share alike", "sharealike")):
            spelled = spelled.replace(apart, joined)
        spelled = re.sub(r"no deriv", "noderiv", spelled)
        spelled = re.sub(r"^(?:creative commons|cc)\b ?(?:cc\b)? ?", "cc ", spelled)
        words = spelled.split()
        if len(words) < 2 or words[0] != "cc":
            return None
        parts: list[str] = []
        place, version = "", None
        for word in words[1:]:
            if word in _CC_WORDS:
                parts.append(_CC_WORDS[word])
            elif word in _CC_PLACES:
                place = place or _CC_PLACES[word]
            elif re.fullmatch(r"\d(\.\d)?", word) and version in (None, word):
                version = word
            elif word not in ("cc", "public"):
                return None
        if "BY" not in parts:
            return None
        order = [part for part in ("BY", "NC", "ND", "SA") if part in parts]
        name = "CC-" + "-".join(order)
        if version is None:
            return None, "ambiguous", self._versions_of(name), ""
        id = "-".join(filter(None, (name, version if "." in version else f"{version}.0", place)))
        if id not in self._catalog.facts:
            return None, "ambiguous", self._versions_of(name), ""
        return self._read(id, "alias")

    def _versions_of(self, family: str) -> tuple[str, ...]:
        return tuple(
            id for id, facts in self._catalog.facts.items() if facts.get("family") == family
        )

    def _bsd(self, spelled: str) -> _Reading | None:
        match = _BSD.match(spelled)
        if match is None:
            return None
        count = match.group("after") or match.group("before")
        return self._read("0BSD" if count == "0" else f"BSD-{count}-Clause", "alias")

    def _or_later(self, spelled: str) -> _Reading | None:
        match = _LATER.match(spelled)
        if match is None:
            return None
        spellings = self._catalog.aliases["spellings"]
        found = next((spellings[k] for k in _keys(match.group("base")) if k in spellings), None)
        if found is None or found not in self._catalog.facts or "LicenseRef-" in found:
            return None
        return self._read(f"{found}+", "alias")

    def _compound(self, text: str) -> _Reading | None:
        if _LIST.search(text):
            return self._list(text)
        if "(" in text or ")" in text:
            return None
        for pattern, name in _JOINTS:
            parts = pattern.split(text)
            if len(parts) > 1:
                return _joined(name, [normalize(part, self._catalog) for part in parts])
        parts = _WITH.split(text)
        return self._with(*parts) if len(parts) == 2 else None

    def _list(self, text: str) -> _Reading | None:
        """Read a list: it does not say whether all apply or one may be chosen."""
        parts = [normalize(part, self._catalog) for part in _LIST.split(text) if part]
        expressions = [part.expression for part in parts if part.expression is not None]
        named = [name for part in parts for name in _names(part)]
        if not named:
            return None
        if len(expressions) < len(parts) or len(expressions) == 1:
            return None, "ambiguous", named, ""
        both = (Expression.all_of(expressions), Expression.any_of(expressions))
        return None, "ambiguous", [str(each) for each in both], ""

    def _with(self, license: str, addition: str) -> _Reading | None:
        base = normalize(license, self._catalog)
        exceptions = self._catalog.aliases["exceptions"]
        found = exceptions.get(exception_key(addition))
        if base.expression is None or len(base.expression.tokens) != 1 or found is None:
            return (None, "ambiguous", _names(base), "") if _names(base) else None
        leaf = base.expression.leaves[0]
        if leaf.exception:
            return None, "ambiguous", _names(base), ""
        basis = "family" if base.basis == "family" else "alias"
        return self._read(f"{leaf} WITH {found}", basis)

    def _unrecognized(self, text: str, stripped: str) -> Normalized:
        if not _LICENSE_LIKE.search(stripped):
            return Normalized(text, None, "not-a-license", kind="other")
        near = self._catalog.suggest(stripped, self._catalog.facts)
        return Normalized(text, None, "ambiguous", near)


@lru_cache(maxsize=16_384)
def _cached(text: str, catalog: Catalog) -> Normalized:
    return _Reader(catalog).read(text)


def normalize(text: str, catalog: Catalog | None = None) -> Normalized:
    """Read a license string as people write it.

    Parameters:
        text: the string; case, punctuation and spaces do not matter.
        catalog: the ids and spellings that count; the built-in ones if None.

    Returns:
        Normalized: the reading with its basis; :attr:`~Normalized.expression` is
        None for ``ambiguous`` and ``not-a-license``.

    Raises:
        TypeError: ``text`` is not a string.

    >>> normalize("Apache 2.0").expression
    Expression('Apache-2.0')
    >>> found = normalize("GPLv3")
    >>> str(found.expression), found.basis, found.candidates
    ('GPL-3.0-only', 'family', ('GPL-3.0-only', 'GPL-3.0-or-later'))
    >>> normalize("BSD").candidates
    ('BSD-2-Clause', 'BSD-3-Clause', 'BSD-4-Clause')
    """
    if not isinstance(text, str):
        raise TypeError(f"a license string is a str, not {type(text).__name__}")
    known = catalog if catalog is not None else default_catalog()
    return _cached(text, known) if len(text) <= _LONGEST else _Reader(known).read(text)


#: Reasons for which a text may still be a license as people write it.
_WORTH_READING = frozenset(
    {
        "invalid-character",
        "missing-operator",
        "operator-case",
        "plus-misplaced",
        "unknown-exception",
        "unknown-license",
    }
)


@frozen(eq=False)
class ReadLicense:
    """What a license that someone typed was read as.

    Attributes:
        text: as given, or the expression in text form.
        expression: the expression, or None where it is not certain.
        reading: how the text was read, if it was not an expression already.
        error: why it is no expression, or None.
    """

    text: str
    expression: Expression | None
    reading: Normalized | None = None
    error: ParseError | None = None

    @property
    def why(self) -> str:
        """Why there is no expression, in a line."""
        assert self.reading is not None
        if self.reading.candidates:
            return f"{self.text!r} may be {', '.join(self.reading.candidates)}"
        names = " or ".join(self.error.suggestions) if self.error is not None else ""
        hint = f"; did you mean {names}?" if names else ""
        return f"{self.text!r} names no license that is known{hint}"


def read_license(text: str | Expression, catalog: Catalog | None = None) -> ReadLicense:
    """Read an expression, or a license as people write it.

    Raises:
        ParseError: it is meant to be an expression and breaks off, or is not well formed.
        TypeError: it is neither a text nor an expression.

    >>> str(read_license("Apache 2.0").expression)
    'Apache-2.0'
    """
    if isinstance(text, Expression):
        return ReadLicense(str(text), text)
    if not isinstance(text, str):
        raise TypeError(f"a license is a str or an Expression, not {type(text).__name__}")
    try:
        return ReadLicense(text, parse(text, catalog))
    except ParseError as error:
        if error.reason not in _WORTH_READING:
            raise
        reading = normalize(text, catalog)
        return ReadLicense(text, reading.expression, reading, error)
