# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Licenses and exceptions as values, with everything that is known of them."""

from __future__ import annotations

__all__ = [
    "Aliases",
    "License",
    "LicenseException",
    "Source",
    "Statement",
    "exception",
    "license",
    "licenses",
]

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from attrs import fields_dict, frozen

from openlic._text import aligned, html_table
from openlic.catalog import Catalog, default_catalog
from openlic.errors import UnknownLicenseError
from openlic.terms import (
    BASES,
    CATEGORIES,
    CONTENT_TYPES,
    COPYLEFT_SCOPES,
    EXCEPTION_KINDS,
    REVIEW_STATES,
    Verdict,
)


@frozen
class Source:
    """Where a fact comes from.

    Attributes:
        of: the fact, such as ``category`` or ``approvals``.
        basis: a key of :data:`openlic.terms.BASES`.
        reference: what was read or consulted.
        clause: the clause that decided, where a text was read.
    """

    of: str
    basis: str
    reference: str
    clause: str = ""

    def __str__(self) -> str:
        clause = f", {self.clause}" if self.clause else ""
        return f"{self.of}: {self.reference}{clause} ({BASES[self.basis]})"


@frozen
class Statement:
    """One thing that a license permits, requires, prohibits or disclaims.

    Attributes:
        kind: a key of :data:`openlic.terms.STATEMENT_KINDS`.
        term: an entry of the vocabulary of terms.
        clause: the clause of the license that says so.
    """

    kind: str
    term: str
    clause: str = ""


@frozen
class Aliases:
    """Other names of a license.

    Attributes:
        hugging_face: tags of the Hugging Face hub.
        hugging_face_names: values of ``license_name`` there, used with ``license: other``.
        scancode: keys of ScanCode's license database.
        spellings: what people write for this license and no other.
        titles: what it is called where a shorter spelling would be ambiguous; words
            such as "license" and "agreement" count.
        urls: addresses of the text, without scheme.
    """

    hugging_face: tuple[str, ...] = ()
    hugging_face_names: tuple[str, ...] = ()
    scancode: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


@frozen
class License:
    """A license of the catalog.

    Attributes:
        id: SPDX id, or a ``LicenseRef-`` of the catalog.
        name: full name.
        category: a key of :data:`openlic.terms.CATEGORIES`.
        content: what it is written for, keys of :data:`openlic.terms.CONTENT_TYPES`.
        copyleft_scope: how far copyleft reaches, a key of
            :data:`openlic.terms.COPYLEFT_SCOPES`; None without copyleft.
        family: the series of versions it belongs to, or None.
        version: its version in that series, or None.
        deprecated: whether the SPDX list has withdrawn the id.
        successor: the expression that replaces a withdrawn id, or None.
        osi: approved by the Open Source Initiative.
        fsf: listed as free by the Free Software Foundation; unknown where it is silent.
        open_definition: conformant to the Open Definition; unknown where not reviewed.
        blue_oak: rating by the Blue Oak Council, or None.
        review: how far its statements were checked, a key of
            :data:`openlic.terms.REVIEW_STATES`.
        statements: what it permits, requires, prohibits and disclaims.
        aliases: other names.
        sources: where the facts come from.
        note: what decided a doubtful case, or an empty string.
    """

    id: str
    name: str
    category: str
    content: tuple[str, ...] = ("code",)
    copyleft_scope: str | None = None
    family: str | None = None
    version: str | None = None
    deprecated: bool = False
    successor: str | None = None
    osi: Verdict = Verdict.NO
    fsf: Verdict = Verdict.UNKNOWN
    open_definition: Verdict = Verdict.UNKNOWN
    blue_oak: str | None = None
    review: str = "category"
    statements: tuple[Statement, ...] = ()
    aliases: Aliases = Aliases()
    sources: tuple[Source, ...] = ()
    note: str = ""

    def __repr__(self) -> str:
        return f"License({self.id!r})"

    def __rich_repr__(self) -> Iterable[Any]:
        yield self.id
        yield "name", self.name
        yield "category", self.category

    def __str__(self) -> str:
        return f"{self.id}: {self.name}\n{aligned(self._rows())}"

    def _repr_html_(self) -> str:
        return html_table(f"{self.id}: {self.name}", self._rows())

    def _rows(self) -> list[tuple[str, str]]:
        scope = f", reaching {COPYLEFT_SCOPES[self.copyleft_scope]}" if self.copyleft_scope else ""
        rows = [
            ("category", f"{self.category} ({CATEGORIES[self.category]}{scope})"),
            ("written for", ", ".join(self.content)),
            ("OSI approved", self.osi),
            ("FSF free", self.fsf),
            ("Open Definition", self.open_definition),
        ]
        if self.blue_oak:
            rows.append(("Blue Oak rating", self.blue_oak))
        if self.family and self.version:
            rows.append(("version", f"{self.version} of {self.family}"))
        elif self.family:
            rows.append(("family", self.family))
        if self.deprecated:
            rows.append(("withdrawn", f"use {self.successor}" if self.successor else "yes"))
        tags = self.aliases.hugging_face + self.aliases.scancode
        if tags:
            rows.append(("also known as", ", ".join(dict.fromkeys(tags))))
        if self.note:
            rows.append(("note", self.note))
        rows.append(("terms", REVIEW_STATES[self.review]))
        rows += [("source", str(source)) for source in self.sources]
        return rows


@frozen
class LicenseException:
    """An exception of the catalog: it changes a license through ``WITH``.

    Attributes:
        id: SPDX id.
        name: full name.
        kind: a key of :data:`openlic.terms.EXCEPTION_KINDS`.
        restricts: whether it takes away a right that the license gives.
        deprecated: whether the SPDX list has withdrawn the id.
        successor: the expression that replaces a withdrawn id, or None.
        written_for: the licenses that it is written for, as far as known.
        aliases: other names.
        sources: where the facts come from.
        note: what it does, in one sentence.
    """

    id: str
    name: str
    kind: str
    restricts: bool = False
    deprecated: bool = False
    successor: str | None = None
    written_for: tuple[str, ...] = ()
    aliases: Aliases = Aliases()
    sources: tuple[Source, ...] = ()
    note: str = ""

    def __repr__(self) -> str:
        return f"LicenseException({self.id!r})"

    def __str__(self) -> str:
        return f"{self.id}: {self.name}\n{aligned(self._rows())}"

    def _repr_html_(self) -> str:
        return html_table(f"{self.id}: {self.name}", self._rows())

    def _rows(self) -> list[tuple[str, str]]:
        rows = [("exception", f"{self.kind} ({EXCEPTION_KINDS[self.kind]})")]
        if self.restricts:
            rows.append(("restricts", "it takes away a right that the license gives"))
        if self.deprecated:
            rows.append(("withdrawn", f"use {self.successor}" if self.successor else "yes"))
        if self.written_for:
            rows.append(("written for", ", ".join(self.written_for)))
        if self.note:
            rows.append(("note", self.note))
        return rows + [("source", str(source)) for source in self.sources]


def _aliases(details: Mapping[str, Any]) -> Aliases:
    return Aliases(**{key: tuple(names) for key, names in details.get("aliases", {}).items()})


def _sources(details: Mapping[str, Any]) -> tuple[Source, ...]:
    return tuple(Source(**entry) for entry in details.get("sources", ()))


def _found(id: str, catalog: Catalog, among: Collection[str]) -> str:
    """Return an id as the catalog spells it, if it is among the ids asked for."""
    found = catalog.canonical(id) if isinstance(id, str) else None
    if found is None or found not in among:
        raise UnknownLicenseError(str(id), catalog.suggest(str(id), among))
    return found


def license(id: str, catalog: Catalog | None = None) -> License:
    """Return what is known of a license.

    Parameters:
        id: an SPDX id in any case, or a ``LicenseRef-`` of the catalog as written.
        catalog: where to look; the built-in one if None.

    Returns:
        License: the record, withdrawn ids included.

    Raises:
        UnknownLicenseError: no such id; ``suggestions`` holds the nearest ones.

    >>> license("mpl-2.0").category
    'copyleft-weak'
    """
    known = catalog if catalog is not None else default_catalog()
    found = _found(id, known, known.facts)
    facts, details = known.facts[found], known.details["licenses"].get(found, {})
    return License(
        id=found,
        name=facts["name"],
        category=facts["category"],
        content=tuple(facts.get("content", ("code",))),
        copyleft_scope=facts.get("scope"),
        family=facts.get("family"),
        version=facts.get("version"),
        deprecated=facts.get("deprecated", False),
        successor=facts.get("successor"),
        osi=Verdict(facts.get("osi", "no")),
        fsf=Verdict(facts.get("fsf", "unknown")),
        open_definition=Verdict(facts.get("open_definition", "unknown")),
        blue_oak=facts.get("blue_oak"),
        review=details.get("review", "category"),
        statements=tuple(Statement(**entry) for entry in details.get("statements", ())),
        aliases=_aliases(details),
        sources=_sources(details),
        note=details.get("note", ""),
    )


def exception(id: str, catalog: Catalog | None = None) -> LicenseException:
    """Return what is known of an exception.

    Parameters:
        id: an SPDX exception id in any case.
        catalog: where to look; the built-in one if None.

    Raises:
        UnknownLicenseError: no such id; ``suggestions`` holds the nearest ones.

    >>> exception("classpath-exception-2.0").kind
    'linking'
    """
    known = catalog if catalog is not None else default_catalog()
    found = _found(id, known, known.exceptions)
    facts, details = known.exceptions[found], known.details["exceptions"].get(found, {})
    return LicenseException(
        id=found,
        name=facts["name"],
        kind=facts["kind"],
        restricts=facts.get("restricts", False),
        deprecated=facts.get("deprecated", False),
        successor=facts.get("successor"),
        written_for=tuple(details.get("written_for", ())),
        aliases=_aliases(details),
        sources=_sources(details),
        note=details.get("note", ""),
    )


_FILTERS = {
    "category": CATEGORIES,
    "content": CONTENT_TYPES,
    "osi": tuple(Verdict),
    "fsf": tuple(Verdict),
    "open_definition": tuple(Verdict),
    "copyleft_scope": (None, *COPYLEFT_SCOPES),
    "review": tuple(REVIEW_STATES),
}


def licenses(**filters: Any) -> tuple[License, ...]:
    """Return the licenses for which every filter holds, in the order of their ids.

    Parameters:
        **filters: an attribute of :class:`License` and the value that it must
            have. ``content`` asks whether the license is written for that type.

    Returns:
        tuple[License, ...]: all licenses of the catalog if there is no filter.

    Raises:
        TypeError: no license has such an attribute.
        ValueError: the attribute never has such a value.

    >>> [found.id for found in licenses(family="EUPL", osi="yes")]
    ['EUPL-1.1', 'EUPL-1.2']
    """
    known = fields_dict(License)
    for key, wanted in filters.items():
        if key not in known:
            raise TypeError(f"licenses have no attribute {key!r}; there are {', '.join(known)}")
        allowed = _FILTERS.get(key)
        if allowed is not None and wanted not in allowed:
            raise ValueError(
                f"{key} is never {wanted!r}; it is one of {', '.join(map(str, allowed))}"
            )
    records = (license(id) for id in default_catalog().facts)
    return tuple(record for record in records if _matches(record, filters))


def _matches(record: License, filters: Mapping[str, Any]) -> bool:
    for key, wanted in filters.items():
        value = getattr(record, key)
        if not (wanted in value if key == "content" else value == wanted):
            return False
    return True
