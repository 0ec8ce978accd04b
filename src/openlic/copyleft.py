# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""How far copyleft gets in a situation, and the ways out of it."""

from __future__ import annotations

__all__ = ["Copyleft", "find_copyleft", "stops_at_links"]

from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from openlic.applied import Applied
from openlic.catalog import Catalog
from openlic.statements import Statement
from openlic.terms import Verdict

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES

#: What copyleft gets to when an open question makes the result derive from the work.
_DERIVED: frozenset[str | None] = frozenset({None, "work", "file", "derivative", "data", "weights"})


@frozen(eq=False)
class Copyleft:
    """What copyleft asks of the license of the result.

    Attributes:
        reaches: whether it gets to what the outbound license covers.
        says: the statements that carry it there.
        ways: ids of licenses that the result may have, with what lets it.
        any_way: what lets the result have any license; else empty.
        closed_way: what lets object form go under terms of one's own; else empty.
    """

    reaches: Verdict = _NO
    says: str = ""
    ways: Mapping[str, str] = field(factory=dict)
    any_way: str = ""
    closed_way: str = ""


def find_copyleft(applied: Applied, catalog: Catalog) -> Copyleft:
    """Return what the copyleft of a license asks in its situation."""
    reaches, says = _reach(applied)
    freely = [each for each in _relicensing(applied) if each.value == ("any",)]
    return Copyleft(
        reaches,
        says,
        _ways(applied, catalog),
        next((applied.cite(each) for each in freely if each.form is None), ""),
        next((applied.cite(each) for each in freely if _is_object_form(applied, each)), ""),
    )


def _is_object_form(applied: Applied, each: Statement) -> bool:
    return each.form in (None, "object") and applied.situation.provide == "binary"


def _reach(applied: Applied) -> tuple[Verdict, str]:
    reached, doubtful = [], []
    # A program that is linked with a work is a changed version of it for copyleft.
    modified = True if _is_linked(applied) or applied.derived else None
    for each in (*applied.on("require", "same-license"), *applied.on("prohibit", "relicense")):
        if _gets_there(applied, each):
            held = applied.situation.holds(each, modified=modified)
            if held == _YES:
                reached.append(applied.cite(each))
            elif held == _UNKNOWN:
                doubtful.append(applied.cite(each))
    if reached:
        return _YES, "; ".join(reached)
    if doubtful:
        return _UNKNOWN, doubtful[0]
    if _may_get_there(applied):
        return _UNKNOWN, f"whether {applied.name} requires same-license is not known"
    return _NO, ""


def _is_linked(applied: Applied) -> bool:
    return applied.situation.use.links


def stops_at_links(statements: Iterable[Statement]) -> bool:
    """Say whether a license lets works that link to its work have other terms."""
    return any(
        each.kind == "permit" and each.term == "combine" and each.on == "combined-work"
        for each in statements
    )


def _gets_there(applied: Applied, each: Statement) -> bool:
    """Say whether a statement gets to what the outbound license covers."""
    situation = applied.situation
    if _is_linked(applied) and stops_at_links(applied.statements):
        return False
    reach = situation.use.reach | _DERIVED if applied.derived else situation.use.reach
    if each.on not in reach or (each.one_of and _has_option_beside(applied, each)):
        return False
    if each.when == "serve":
        return situation.served
    if each.when in ("distribute", "sublicense"):
        return situation.handed_over
    return each.when is None or each.when in situation.use.events


def _has_option_beside(applied: Applied, each: Statement) -> bool:
    return any(
        other.one_of == each.one_of and other.term != each.term for other in applied.statements
    )


def _may_get_there(applied: Applied) -> bool:
    """Say whether copyleft of unknown extent could get to the result."""
    unknown = "same-license" in applied.record.unclear or applied.is_unread("same-license")
    strong = applied.record.category != "permissive" and "work" in applied.situation.use.reach
    return unknown and (applied.covers_work or strong)


def _ways(applied: Applied, catalog: Catalog) -> dict[str, str]:
    id = applied.record.id
    found = {same: f"{id} and {same} are one license" for same in catalog.same_license(id)}
    if _lets_take_later(applied):
        says = f"{applied.name} lets one take a later version"
        found |= dict.fromkeys(_or_later(id, catalog), says)
    for each in _relicensing(applied):
        for value in each.value if each.value != ("any",) else ():
            named = _or_later(value, catalog) if value.endswith("-or-later") else {value}
            found |= dict.fromkeys(named, applied.cite(each))
    return found


def _lets_take_later(applied: Applied) -> bool:
    if applied.name.endswith(("-or-later", "+")):
        return True
    later = applied.record.trait("later_versions")
    if later == "adaptations":
        return applied.situation.use.modifies or applied.derived
    return later in ("always", "unless-excluded")


def _or_later(id: str, catalog: Catalog) -> set[str]:
    """Return the ids of a license and of its later versions, "or later" ones included."""
    found = {id}
    for each in catalog.later_versions(id):
        open_ended = each.removesuffix("-only") + "-or-later"
        found |= {each, open_ended} if open_ended in catalog.facts else {each}
    return found


def _relicensing(applied: Applied) -> Iterator[Statement]:
    """Yield the permissions for other licenses that cover the result."""
    situation = applied.situation
    for each in applied.on("permit", "relicense"):
        if each.on == "derivative":
            covers = situation.use.modifies or applied.derived or _is_linked(applied)
        else:
            covers = situation.is_about_work(each) or each.on in situation.use.result
        if covers and situation.holds(each) == _YES:
            yield each
