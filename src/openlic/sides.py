# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What each license of a pair brings to the question, in a situation.

The inbound side says whether the use is granted, how far copyleft gets and how to get out
of it, what it asks beyond notices, and what recipients may not do. The outbound side says
what it takes in and what it holds recipients to. Both are made once for a license and a
situation; a pair is decided by comparing sets.
"""

from __future__ import annotations

__all__ = ["OWN_TERMS", "Inbound", "Outbound", "inbound_side", "outbound_side"]

from attrs import evolve, field, frozen

from openlic._tokens import NOASSERTION, NONE, Leaf
from openlic.applied import Applied, Duty, apply_license
from openlic.catalog import Catalog
from openlic.copyleft import Copyleft, find_copyleft, stops_at_links
from openlic.grants import grant_grounds
from openlic.limits import (
    NOTICES,
    Limit,
    Limits,
    asks_beyond_notices,
    caps_of,
    find_limits,
    kept_back,
)
from openlic.records import License, exception, license
from openlic.rules import Ground
from openlic.situations import Situation
from openlic.statements import statements_on
from openlic.terms import Verdict
from openlic.uses import OWN_WORK

#: The reference for closed terms of one's own.
OWN_TERMS = "LicenseRef-proprietary"

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES


@frozen(eq=False)
class Inbound:
    """The side of the work that is used.

    Attributes:
        label: the license as the expression names it.
        base: id of the license.
        exception: id of the exception, or None.
        verdict: whether the license grants the use.
        grounds: why.
        copyleft: what copyleft asks of the license of the result.
        asks: what it asks beyond notices, terms and traits.
        limits: what recipients may not do.
        source: what asks for source of what the outbound license covers; else empty.
        obligations: what the one who acts has to do.
        restrictions: what may not be done.
        later: the same for later versions that may be taken instead.
    """

    label: str
    base: str
    exception: str | None
    verdict: Verdict
    grounds: tuple[Ground, ...]
    copyleft: Copyleft = field(factory=Copyleft)
    asks: frozenset[str] = frozenset()
    limits: Limits = field(factory=Limits)
    source: str = ""
    obligations: tuple[Duty, ...] = ()
    restrictions: tuple[Duty, ...] = ()
    later: tuple[Inbound, ...] = ()


def inbound_side(leaf: Leaf, situation: Situation, catalog: Catalog) -> Inbound:
    """Return what the license of the work that is used brings to a question."""
    if leaf.license not in catalog.facts or leaf.license == OWN_TERMS:
        return _side_of_nothing(leaf)
    versions = [leaf.license]
    if leaf.plus or leaf.license.endswith("-or-later"):
        versions += catalog.later_versions(leaf.license)
    first, *later = (
        _side_of(apply_license(leaf, id, situation, catalog), catalog)
        for id in dict.fromkeys(versions)
    )
    return evolve(first, later=tuple(later)) if later else first


def _side_of_nothing(leaf: Leaf) -> Inbound:
    verdict, says = _UNKNOWN, f"nothing is known of {leaf}"
    if leaf.license in (NONE, OWN_TERMS):
        verdict, says = _NO, f"{leaf} grants nothing"
    elif leaf.license == NOASSERTION:
        says = "no license is stated"
    ground = Ground("unknown-license", verdict, says)
    return Inbound(str(leaf), leaf.license, leaf.exception, verdict, (ground,))


def _side_of(applied: Applied, catalog: Catalog) -> Inbound:
    grounds = (*applied.grounds, *grant_grounds(applied))
    return Inbound(
        label=applied.label,
        base=applied.record.id,
        exception=applied.exception,
        verdict=min(ground.verdict for ground in grounds),
        grounds=grounds,
        copyleft=find_copyleft(applied, catalog),
        asks=asks_beyond_notices(applied),
        limits=find_limits(applied),
        source=_source(applied),
        obligations=applied.duties("require"),
        restrictions=applied.duties("prohibit"),
    )


def _source(applied: Applied) -> str:
    """Return what asks for source of what the outbound license covers."""
    if applied.covers_work:
        for each in applied.on("require", "provide-source"):
            held = applied.situation.holds(each)
            if held == _YES and applied.situation.binds(each) and not each.one_of:
                return applied.cite(each)
    return ""


@frozen(eq=False)
class Outbound:
    """The side of what the result is offered under.

    Attributes:
        label: the license as the expression names it.
        base: id of the license.
        exception: id of the exception, or None.
        record: what is known of the license; None for closed and unknown terms.
        closed: whether it stands for closed terms of one's own, or for no license.
        refuses: what forbids further restrictions on what it covers; else empty.
        may_refuse: whether it is not known if it does.
        bears: what it takes in all the same, terms and traits.
    """

    label: str
    base: str
    exception: str | None
    record: License | None = None
    closed: bool = False
    refuses: str = ""
    may_refuse: bool = False
    bears: frozenset[str] = frozenset()
    _held: dict[Limit, Verdict] = field(factory=dict, repr=False)

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.closed or self.record is not None

    def holds(self, limit: Limit) -> Verdict:
        """Say whether it keeps recipients from what a limit names."""
        found = self._held.get(limit)
        if found is None:
            found = self._held[limit] = _holds(self, *limit)
        return found


def _holds(side: Outbound, kind: str, value: str) -> Verdict:
    record = side.record
    if side.closed or record is None:
        return _YES if side.closed else _UNKNOWN
    if kind == "right":
        return kept_back(record, value)
    if kind == "cap":
        capped = any(value in caps_of(each) for each in record.statements)
        return _YES if capped else kept_back(record, "commercial-use")
    if kind == "pass-through":
        passes = record.says("require", "pass-through")
        # Whether the words are the same is not in the statements.
        return min(passes, _YES if value == "equivalent" else _UNKNOWN)
    stated = statements_on(record.prohibits, "prohibit", kind)
    if any(not value or value in each.value for each in stated):
        return _YES
    return _UNKNOWN if record.review == "category" or kind in record.unclear else _NO


def outbound_side(leaf: Leaf, situation: Situation, catalog: Catalog) -> Outbound:
    """Return what the license that the result is offered under brings to a question."""
    label, base, added = str(leaf), leaf.license, leaf.exception
    if base in (NONE, OWN_TERMS):
        return Outbound(label, base, added, closed=True)
    if base not in catalog.facts or (added and added not in catalog.exceptions):
        return Outbound(label, base, added)
    record = license(base, catalog)
    if _is_freed(leaf, situation, catalog) or not _gets_to_work(record, situation):
        return Outbound(label, base, added, record)
    stated = [
        each
        for each in statements_on(record.prohibits, "prohibit", "further-restrict")
        if each.when != "distribute" or situation.handed_over
    ]
    copyleft = record.says("require", "same-license")
    refuses = record.says("prohibit", "further-restrict")
    return Outbound(
        label,
        base,
        added,
        record,
        refuses=f"{base} prohibits {stated[0]}" if stated and copyleft == _YES else "",
        may_refuse=min(copyleft, refuses) == _UNKNOWN,
        bears=_bears(record),
    )


def _is_freed(leaf: Leaf, situation: Situation, catalog: Catalog) -> bool:
    """Say whether an exception of the outbound license frees what is linked with it."""
    if leaf.exception is None or situation.use.whole:
        return False
    return any(
        lift.statement.term == "same-license" and situation.use.name in lift.uses
        for lift in exception(leaf.exception, catalog).lifts
    )


def _gets_to_work(record: License, situation: Situation) -> bool:
    """Say whether what an outbound license asks gets to the inbound work."""
    if situation.use.whole:
        return True
    if not situation.use.links:
        return False
    copyleft = statements_on(record.requires, "require", "same-license")
    reaches = any(each.on in ("work", "combined-work") for each in copyleft)
    unread = record.review == "category" and not copyleft
    return (reaches or unread) and not stops_at_links(record.permits)


#: What the duties of an outbound license have to be about to be the same as others'.
_OF_ITS_OWN = OWN_WORK | {"derivative"}

#: Retaliation over which claims is no more than retaliation over which others.
_COVERED = {
    "patent": ("patent",),
    "any-patent": ("patent", "any-patent"),
    "copyright": ("copyright",),
    "patent-or-copyright": ("patent", "copyright", "patent-or-copyright"),
    "any-ip": ("patent", "any-patent", "copyright", "patent-or-copyright", "any-ip"),
}


def _bears(record: License) -> frozenset[str]:
    own = {
        each.term
        for each in record.statements
        if each.kind in ("require", "prohibit") and each.on in _OF_ITS_OWN
    }
    claims: set[str] = set()
    if record.trait("governing_law") or record.category == "sharealike":
        own.add("governing-law")
    if record.category == "sharealike":
        claims.update(_COVERED["any-ip"])  # the rights in the work stay as they are
    if record.trait("retaliation"):
        claims.update(_COVERED[str(record.trait("retaliation_claim") or "patent")])
    if statements_on(record.disclaims, "disclaim", "patent"):
        claims.update(_COVERED["any-patent"])  # terms on patents are outside of it
    return frozenset({*own, *NOTICES, *(f"retaliation over {claim}" for claim in claims)})
