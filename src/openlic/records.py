# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Licenses and exceptions as values, with everything that is known of them."""

from __future__ import annotations

__all__ = [
    "Aliases",
    "License",
    "LicenseException",
    "Source",
    "exception",
    "license",
    "licenses",
]

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import asdict, fields_dict, frozen

from openlic._text import aligned, html_table
from openlic.catalog import Catalog, default_catalog
from openlic.errors import UnknownLicenseError
from openlic.statements import Lift, Statement, TraitValue, statements_on
from openlic.terms import (
    BASES,
    CATEGORIES,
    CONTENT_TYPES,
    COPYLEFT_SCOPES,
    EXCEPTION_KINDS,
    REVIEW_STATES,
    STATEMENT_KINDS,
    Verdict,
)
from openlic.vocabulary import check_term

if TYPE_CHECKING:
    from openlic._facts import Details


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
        traits: what happens to it over time, such as by a breach.
        unclear: terms on which the text can be read in more than one way.
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
    traits: tuple[TraitValue, ...] = ()
    unclear: tuple[str, ...] = ()
    aliases: Aliases = Aliases()
    sources: tuple[Source, ...] = ()
    note: str = ""

    @property
    def permits(self) -> tuple[Statement, ...]:
        """What it allows."""
        return self._of_kind("permit")

    @property
    def requires(self) -> tuple[Statement, ...]:
        """What it asks in return."""
        return self._of_kind("require")

    @property
    def prohibits(self) -> tuple[Statement, ...]:
        """What it does not allow."""
        return self._of_kind("prohibit")

    @property
    def disclaims(self) -> tuple[Statement, ...]:
        """What it does not promise or give."""
        return self._of_kind("disclaim")

    def _of_kind(self, kind: str) -> tuple[Statement, ...]:
        return tuple(each for each in self.statements if each.kind == kind)

    def says(self, kind: str, term: str) -> Verdict:
        """Say whether the license makes a statement of a kind on a term.

        Where its text was read, a statement that is not there is not made. Of any other
        license, and where the text is unclear, it is unknown. A statement with
        conditions counts; they stand in it.

        Parameters:
            kind: ``permit``, ``require``, ``prohibit`` or ``disclaim``.
            term: a term of :func:`openlic.vocabulary.vocabulary`.

        Raises:
            ValueError: there is no such kind or term, or they do not go together.

        >>> license("MPL-2.0").says("require", "provide-source")
        <Verdict.YES: 'yes'>
        >>> license("LicenseRef-h-research").says("permit", "modify")
        <Verdict.UNKNOWN: 'unknown'>
        """
        check_term(kind, term)
        if term in self.unclear:
            return Verdict.UNKNOWN
        if statements_on(self.statements, kind, term):
            return Verdict.YES
        return Verdict.UNKNOWN if self.review == "category" else Verdict.NO

    def trait(self, name: str) -> str | int | None:
        """Return the value of a trait, or None if nothing is known or said of it.

        >>> license("GPL-3.0-only").trait("cure_days")
        30
        """
        return next((each.value for each in self.traits if each.name == name), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain values, under ``license.schema.json``."""
        plain = asdict(self, recurse=False)
        plain |= {name: str(plain[name]) for name in ("osi", "fsf", "open_definition")}
        return {
            **plain,
            "content": list(self.content),
            "unclear": list(self.unclear),
            **_plain_parts(self),
        }

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
        rows += _statement_rows(self.statements)
        rows += _trait_rows(self.traits)
        if self.unclear:
            rows.append(("unclear", ", ".join(self.unclear)))
        rows.append(("review", REVIEW_STATES[self.review]))
        rows += [("source", str(source)) for source in self.sources]
        return rows


def _plain_parts(record: License | LicenseException) -> dict[str, Any]:
    """Return as plain values what licenses and exceptions both have."""
    aliases = asdict(record.aliases)
    return {
        "statements": [each.to_dict() for each in record.statements],
        "traits": {each.name: each.to_dict() for each in record.traits},
        "aliases": {name: list(names) for name, names in aliases.items()},
        "sources": [asdict(source) for source in record.sources],
    }


def _with_note(of: Statement | TraitValue | Lift) -> str:
    return f"{of}: {of.note}" if of.note else str(of)


def _statement_rows(statements: Iterable[Statement]) -> list[tuple[str, str]]:
    """Return rows of statements, in the order of kinds and then of the file."""
    order = list(STATEMENT_KINDS)
    ordered = sorted(statements, key=lambda each: order.index(each.kind))
    return [(f"{each.kind}s", _with_note(each)) for each in ordered]


def _trait_rows(traits: Iterable[TraitValue]) -> list[tuple[str, str]]:
    return [(each.name.replace("_", " "), _with_note(each)) for each in traits]


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
        modifies: the licenses that it may be attached to, or ``any``.
        review: how far its statements were checked, a key of
            :data:`openlic.terms.REVIEW_STATES`.
        statements: what it permits, requires and prohibits beside the license.
        lifts: the duties of the license that it takes away, and for which uses.
        only_with: the other works for which alone it does so; empty for any.
        traits: what it changes over time, such as days to cure a breach.
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
    modifies: tuple[str, ...] = ()
    review: str = "category"
    statements: tuple[Statement, ...] = ()
    lifts: tuple[Lift, ...] = ()
    only_with: str = ""
    traits: tuple[TraitValue, ...] = ()
    aliases: Aliases = Aliases()
    sources: tuple[Source, ...] = ()
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain values, under ``license.schema.json``."""
        return {
            **asdict(self, recurse=False),
            "modifies": list(self.modifies),
            "lifts": [{**each.statement.to_dict(), "for": list(each.uses)} for each in self.lifts],
            **_plain_parts(self),
        }

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
        if self.modifies:
            rows.append(("modifies", ", ".join(self.modifies)))
        if self.note:
            rows.append(("note", self.note))
        if self.only_with:
            rows.append(("only with", self.only_with))
        rows += [("lifts", _with_note(each)) for each in self.lifts]
        rows += _statement_rows(self.statements)
        rows += _trait_rows(self.traits)
        rows.append(("review", REVIEW_STATES[self.review]))
        return rows + [("source", str(source)) for source in self.sources]


def _parts(details: Details) -> dict[str, Any]:
    """Return the fields beyond the index that licenses and exceptions both have."""
    review, aliases = details["review"], details.get("aliases", {})
    return {
        "review": review,
        "statements": tuple(Statement.of(entry, review) for entry in details.get("statements", ())),
        "traits": tuple(TraitValue.of(*item) for item in details.get("traits", {}).items()),
        "aliases": Aliases(**{key: tuple(names) for key, names in aliases.items()}),
        "sources": tuple(Source(**entry) for entry in details.get("sources", ())),
        "note": details.get("note", ""),
    }


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
    facts, details = known.facts[found], known.details(found)
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
        unclear=tuple(details.get("unclear", ())),
        **_parts(details),
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
    facts, details = known.exceptions[found], known.details(found)
    lifts = details.get("lifts", ())
    return LicenseException(
        id=found,
        name=facts["name"],
        kind=facts["kind"],
        restricts=facts.get("restricts", False),
        deprecated=facts.get("deprecated", False),
        successor=facts.get("successor"),
        modifies=tuple(details.get("modifies", ())),
        lifts=tuple(
            Lift(Statement.of(entry, details["review"]), tuple(entry["for"])) for entry in lifts
        ),
        only_with=details.get("only_with", ""),
        **_parts(details),
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


#: Filters on what licenses say, with the kind of statement and the answer wanted.
_SAYS_FILTERS = {
    "permits": ("permit", Verdict.YES),
    "permits_not": ("permit", Verdict.NO),
    "requires": ("require", Verdict.YES),
    "requires_not": ("require", Verdict.NO),
    "prohibits": ("prohibit", Verdict.YES),
    "prohibits_not": ("prohibit", Verdict.NO),
    "disclaims": ("disclaim", Verdict.YES),
    "disclaims_not": ("disclaim", Verdict.NO),
}


def licenses(catalog: Catalog | None = None, **filters: Any) -> tuple[License, ...]:
    """Return the licenses for which every filter holds, in the order of their ids.

    Parameters:
        catalog: where to look; the built-in one if None.
        **filters: an attribute of :class:`License` and the value that it must
            have. ``content`` asks whether the license is written for that type.
            ``permits``, ``requires``, ``prohibits`` and ``disclaims`` ask for terms
            (one or several) on which the license says so, ``permits_not`` and the
            like for terms on which it is known that it does not.

    Returns:
        tuple[License, ...]: all licenses of the catalog if there is no filter.

    Raises:
        TypeError: no license has such an attribute.
        ValueError: the attribute never has such a value, or there is no such term.

    >>> [found.id for found in licenses(family="EUPL", osi="yes")]
    ['EUPL-1.1', 'EUPL-1.2']
    >>> free = licenses(permits="commercial-use", requires_not="provide-source", content="data")
    >>> "CDLA-Permissive-2.0" in {found.id for found in free}
    True
    """
    tests = [_test(name, wanted) for name, wanted in filters.items()]
    known = catalog if catalog is not None else default_catalog()
    records = (license(id, known) for id in known.facts)
    return tuple(record for record in records if all(test(record) for test in tests))


def _test(name: str, wanted: Any) -> Callable[[License], bool]:
    """Return the test that a filter stands for."""
    if name in _SAYS_FILTERS:
        return _says_test(name, (wanted,) if isinstance(wanted, str) else tuple(wanted))
    known = fields_dict(License)
    if name not in known:
        named = ", ".join([*known, *_SAYS_FILTERS])
        raise TypeError(f"licenses have no attribute {name!r}; there are {named}")
    allowed = _FILTERS.get(name)
    if allowed is not None and wanted not in allowed:
        raise ValueError(f"{name} is never {wanted!r}; it is one of {', '.join(map(str, allowed))}")
    if name == "content":
        return lambda record: wanted in record.content
    return lambda record: bool(getattr(record, name) == wanted)


def _says_test(name: str, terms: Sequence[str]) -> Callable[[License], bool]:
    kind, answer = _SAYS_FILTERS[name]
    for term in terms:
        check_term(kind, term)
    return lambda record: all(record.says(kind, term) == answer for term in terms)
