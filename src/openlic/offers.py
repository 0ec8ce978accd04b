# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Under which licenses a result may be released, given all that goes into it."""

from __future__ import annotations

__all__ = ["Offer", "Offers", "outbound"]

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import field, frozen

from openlic.applied import Duty
from openlic.catalog import Catalog, default_catalog
from openlic.compatibility import Compatibility, compatible
from openlic.expression import Expression
from openlic.normalization import read_license
from openlic.records import license
from openlic.sides import OWN_TERMS
from openlic.terms import CATEGORIES, CONTENT_TYPES, Verdict
from openlic.uses import check_content

#: A license of a work, alone or with the use that is made of it.
Inbound = str | Expression | tuple[str | Expression, str]


@frozen(repr=False)
class Offer:
    """A license under which a result may be released.

    Attributes:
        license: its id.
        category: a key of :data:`openlic.terms.CATEGORIES`.
        answers: for each work that goes in, why it may.
    """

    license: str
    category: str
    answers: tuple[Compatibility, ...]

    @property
    def obligations(self) -> tuple[Duty, ...]:
        """What the works that go in ask of the one who releases."""
        return tuple(dict.fromkeys(duty for each in self.answers for duty in each.obligations))

    @property
    def restrictions(self) -> tuple[Duty, ...]:
        """What the works that go in forbid."""
        return tuple(dict.fromkeys(duty for each in self.answers for duty in each.restrictions))

    def to_dict(self) -> dict[str, Any]:
        """Return the offer as plain values."""
        return {
            "license": self.license,
            "category": self.category,
            "obligations": [duty.to_dict() for duty in self.obligations],
            "restrictions": [duty.to_dict() for duty in self.restrictions],
        }

    def __str__(self) -> str:
        return self.license

    def __repr__(self) -> str:
        return f"Offer({self.license!r}, {self.category!r})"


@frozen(repr=False)
class Offers(Sequence[Offer]):
    """The licenses under which a result may be released, most permissive first.

    A sequence of :class:`Offer`.

    Attributes:
        inbound: the works that go in, as a license and a use each.
        provide: how the result is provided.
        purpose: of the one who acts.
        reading: how open questions were read.
        offers: what may be offered.
        unknown: ids of licenses of which it is not known whether they may be offered.
        stopped_by: if nothing may be offered, what of the works that go in is against it.
    """

    inbound: tuple[tuple[str, str], ...]
    provide: str
    purpose: str
    reading: str
    offers: tuple[Offer, ...]
    unknown: tuple[str, ...] = ()
    stopped_by: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.offers)

    def __getitem__(self, place: Any) -> Any:
        return self.offers[place]

    def to_dict(self) -> dict[str, Any]:
        """Return the offers as plain values, under ``outbound.schema.json``."""
        return {
            "inbound": [{"license": name, "use": use} for name, use in self.inbound],
            "provide": self.provide,
            "purpose": self.purpose,
            "reading": self.reading,
            "offers": [offer.to_dict() for offer in self.offers],
            "unknown": list(self.unknown),
            "stopped_by": list(self.stopped_by),
        }

    def __str__(self) -> str:
        from openlic import answers

        return answers.offers_text(self)

    def __repr__(self) -> str:
        first = ", ".join(offer.license for offer in self.offers[:3])
        more = ", …" if len(self.offers) > 3 else ""
        return f"Offers([{first}{more}], {len(self.offers)} in all)"

    def __rich_repr__(self) -> Iterator[Any]:
        yield [offer.license for offer in self.offers]

    def _repr_html_(self) -> str:
        from openlic import answers

        return answers.offers_html(self)


def outbound(
    inbound: Iterable[Inbound],
    *,
    use: str = "combine",
    provide: str = "binary",
    purpose: str = "commercial",
    reading: str = "default",
    content: str | None = None,
    among: Iterable[str] | None = None,
    catalog: Catalog | None = None,
) -> Offers:
    """Return the licenses under which a result may be released, most permissive first.

    Licenses come in the order of their categories, in a category those that the OSI, the
    FSF or the Open Definition accept first, then those that ask for less.

    Parameters:
        inbound: licenses of the works that go in, each an expression, or a pair of an
            expression and a use.
        use: the use of works for which none is given.
        provide: as in :func:`openlic.compatible`.
        purpose: as there.
        reading: as there.
        content: what the result is, a key of :data:`openlic.terms.CONTENT_TYPES`; licenses
            written for something else are left out. What the inbound licenses are
            written for if None.
        among: ids to choose from; if None, all licenses of the catalog in use whose text
            was read, and closed terms of one's own (``LicenseRef-proprietary``).
        catalog: what is known of licenses; the built-in one if None.

    Raises:
        ParseError: an expression cannot be read.
        UseError: there is no such use, or not for such a work.
        ValueError: nothing goes in, or another word is not known.

    >>> found = outbound(["MIT", "Apache-2.0", ("LGPL-2.1-or-later", "link-dynamic")])
    >>> "Apache-2.0" in [str(offer) for offer in found], "GPL-2.0-only" in map(str, found)
    (True, False)
    """
    known = catalog if catalog is not None else default_catalog()
    works = [each if isinstance(each, tuple) else (each, use) for each in inbound]
    if not works:
        raise ValueError("nothing goes in: at least one license is needed")
    words: dict[str, Any] = {
        "provide": provide,
        "purpose": purpose,
        "reading": reading,
        "catalog": catalog,
    }
    first = [compatible(each, "MIT", use=how, **words) for each, how in works]
    names = tuple((answer.inbound, answer.use) for answer in first)
    wanted = _candidates(works, content, among, known)
    found, unknown = [], []
    for id in wanted:
        answers = _answers(works, id, words)
        verdict = min(answer.verdict for answer in answers)
        if verdict == Verdict.YES:
            found.append(Offer(id, known.facts[id]["category"], answers))
        elif verdict == Verdict.UNKNOWN:
            unknown.append(id)
    found.sort(key=lambda offer: _order(offer, known))
    against = _against(works, wanted, words) if not found else ()
    return Offers(names, provide, purpose, reading, tuple(found), tuple(unknown), tuple(against))


def _answers(
    works: Sequence[tuple[str | Expression, str]], id: str, words: dict[str, Any]
) -> tuple[Compatibility, ...]:
    """Return the answers for a license, up to the first that is against it."""
    answers = []
    for each, how in works:
        answers.append(compatible(each, id, use=how, **words))
        if answers[-1].verdict == Verdict.NO:
            break
    return tuple(answers)


def _candidates(
    works: Sequence[tuple[str | Expression, str]],
    content: str | None,
    among: Iterable[str] | None,
    catalog: Catalog,
) -> list[str]:
    if among is not None:
        return [license(id, catalog).id for id in among]
    if content is not None:
        check_content(content)
    wanted = {content} if content is not None else _contents(works, catalog)
    return [
        id
        for id, facts in catalog.facts.items()
        if not facts.get("deprecated")
        and wanted & set(catalog.contents(id))
        and (id == OWN_TERMS or catalog.details(id)["review"] != "category")
    ]


def _contents(works: Sequence[tuple[str | Expression, str]], catalog: Catalog) -> set[str]:
    """Return what the inbound licenses are written for; anything if nothing is known."""
    expressions = [read_license(each, catalog).expression for each, _ in works]
    ids = [id for each in expressions if each is not None for id in each.licenses]
    return {content for id in ids for content in catalog.contents(id)} or set(CONTENT_TYPES)


def _order(offer: Offer, catalog: Catalog) -> tuple[int, bool, int, str]:
    record = license(offer.license, catalog)
    accepted = Verdict.YES in (record.osi, record.fsf, record.open_definition)
    burden = len(record.requires) + len(record.prohibits)
    return list(CATEGORIES).index(offer.category), not accepted, burden, offer.license


def _against(
    works: Sequence[tuple[str | Expression, str]], wanted: Sequence[str], words: dict[str, Any]
) -> list[str]:
    """Return the works that alone keep the result from every license."""
    found = []
    for each, how in works:
        verdicts = (compatible(each, id, use=how, **words).verdict for id in wanted)
        if all(verdict != Verdict.YES for verdict in verdicts):
            found.append(f"{each} ({how})")
    return found
