# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""How far copyleft gets in a situation, and the ways out of it."""

from __future__ import annotations

__all__ = ["Copyleft", "find_copyleft", "stops_at_links"]

from collections.abc import Iterable, Iterator

from attrs import frozen

from openlic.applied import Applied
from openlic.catalog import Catalog
from openlic.statements import Statement
from openlic.terms import Verdict

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES

#: What copyleft gets to when an open question makes the result derive from the work.
_DERIVED: frozenset[str | None] = frozenset(
    {None, "work", "file", "derivative", "data", "weights"}
)


@frozen(eq=False)
class Copyleft:
    """What copyleft asks of the license of the result.

    Attributes:
        reaches: whether it gets to what the outbound license covers.
        says: the statements that carry it there.
        ways: ids of licenses that the result may have; None for any.
        closed_way: whether object form may go under terms of one's own.
    """

    reaches: Verdict = _NO
    says: str = ""
    ways: frozenset[str] | None = frozenset()
    closed_way: bool = False


def find_copyleft(applied: Applied, catalog: Catalog) -> Copyleft:
    """Return what the copyleft of a license asks in its situation."""
    reaches, says = _reach(applied)
    return Copyleft(reaches, says, _ways(applied, catalog), _has_closed_way(applied))


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
    return applied.situation.use.name in ("link-static", "link-dynamic")


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


def _ways(applied: Applied, catalog: Catalog) -> frozenset[str] | None:
    found = set(catalog.same_license(applied.record.id))
    if _lets_take_later(applied):
        found |= _or_later(applied.record.id, catalog)
    for each in _relicensing(applied):
        if each.value == ("any",) and each.form is None:
            return None
        for id in each.value if each.value != ("any",) else ():
            found |= _or_later(id, catalog) if id.endswith("-or-later") else {id}
    return frozenset(found)


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


def _has_closed_way(applied: Applied) -> bool:
    of_object_form = applied.situation.provide == "binary"
    return of_object_form and any(
        each.value == ("any",) and each.form == "object" for each in _relicensing(applied)
    )
