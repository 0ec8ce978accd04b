# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What a license asks beyond notices, and what it keeps from recipients."""

from __future__ import annotations

__all__ = [
    "NOTICES",
    "Limit",
    "Limits",
    "asks_beyond_notices",
    "caps_of",
    "find_limits",
    "kept_back",
]

from collections.abc import Iterator

from attrs import field, frozen

from openlic.applied import Applied
from openlic.records import License
from openlic.statements import Statement, statements_on
from openlic.terms import Verdict
from openlic.uses import OWN_WORK
from openlic.vocabulary import parse_condition

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES

#: What recipients may not do, as a kind (``right``, ``cap``, ``pass-through`` or a term)
#: and a value.
Limit = tuple[str, str]

#: Terms that a license without further restrictions bears, of notices, names, honesty
#: and what the law asks anyway.
NOTICES = frozenset(
    {
        "include-license", "include-copyright", "retain-notices", "include-notice-file",
        "include-disclaimer", "display-notices", "state-changes", "rename", "misrepresent",
        "endorse", "comply-law", "same-license", "further-restrict", "relicense",
    }
)  # fmt: skip

#: Rights that an open license gives recipients; what is not granted cannot be passed on.
_PASSED_ON = ("modify", "distribute", "commercial-use")

#: What a license may forbid recipients, beyond those rights.
_TRAVELING = (
    "field-of-use", "compete", "territory", "train", "train-other-models", "use-outputs",
    "serve", "charge-fee", "reverse-engineer",
)  # fmt: skip

#: Of these, what users of a service could do.
_OF_USERS = ("field-of-use", "compete", "train-other-models", "use-outputs")


@frozen(eq=False)
class Limits:
    """What the outbound license has to hold recipients to.

    Attributes:
        known: the limits, each with what says so.
        unsure: limits of which it is not known whether there are.
    """

    known: dict[Limit, str] = field(factory=dict)
    unsure: frozenset[Limit] = frozenset()


def find_limits(applied: Applied) -> Limits:
    """Return what a license keeps from recipients of what the outbound license covers."""
    known: dict[Limit, str] = {}
    passed = list(_passed_through(applied))
    if applied.covers_work:
        known.update(_rights_kept_back(applied))
        known.update(_caps(applied))
    for each in passed:
        known["pass-through", each.value[0] if each.value else "equivalent"] = applied.cite(each)
    for each in _traveling(applied):
        for value in each.value or ("",):
            known.setdefault((each.term, value), applied.cite(each))
    return Limits(known, frozenset(set(_unsure(applied)) - known.keys()))


def _rights_kept_back(applied: Applied) -> Iterator[tuple[Limit, str]]:
    for right in _PASSED_ON:
        against = _forbidding(applied.statements, right)
        if against:
            yield ("right", right), applied.cite(against[0])
        elif not any(applied.on("permit", right)) and not _is_unknown(applied, right):
            yield ("right", right), f"{applied.name} does not permit {right}"


def _is_unknown(applied: Applied, right: str) -> bool:
    return right in applied.record.unclear or applied.is_unread(right)


def _unsure(applied: Applied) -> Iterator[Limit]:
    """Yield limits of which it is not known whether there are."""
    use = applied.situation.use
    for right in _PASSED_ON if applied.covers_work else ():
        borne = right in applied.record.unclear and right in use.unrefused
        if _is_unknown(applied, right) and not borne:
            yield "right", right
    bound = applied.covers_work or use.name == "serve" or bool(use.onward | use.reach - {"product"})
    if applied.record.review == "category" and bound:
        yield from ((term, "") for term in ("pass-through", *_TRAVELING))


def _caps(applied: Applied) -> Iterator[tuple[Limit, str]]:
    for each in applied.statements:
        for cap in caps_of(each):
            yield ("cap", cap), applied.cite(each)


def caps_of(each: Statement) -> tuple[str, ...]:
    """Return the limits on numbers from which on commercial use is not free."""
    if each.term != "commercial-use":
        return ()
    words = each.unless if each.kind == "permit" else each.if_
    return tuple(word for word in words if parse_condition(word) is not None)


def _passed_through(applied: Applied) -> Iterator[Statement]:
    """Yield what asks to bind recipients, or users of a service, to restrictions."""
    if not any(each.kind == "prohibit" and each.term in _TRAVELING for each in applied.statements):
        return  # nothing but credit is to be passed on
    for each in applied.on("require", "pass-through"):
        concerned = applied.concerns_result(each) or each.when == "serve"
        if concerned and applied.situation.binds(each):
            yield each


def _traveling(applied: Applied) -> Iterator[Statement]:
    """Yield what recipients, or users of a service, may not do."""
    sold_alone = applied.situation.use.name == "modify"
    for each in applied.statements:
        if each.kind != "prohibit" or applied.situation.condition(each.if_) == _NO:
            continue
        travels = each.term in _TRAVELING or (each.term == "sell-standalone" and sold_alone)
        if travels and (applied.concerns_result(each) or _concerns_service(applied, each)):
            yield each


def _concerns_service(applied: Applied, each: Statement) -> bool:
    """Say whether a statement is about what users of a service do with the work."""
    about_work = applied.situation.is_about_work(each)
    return applied.situation.use.name == "serve" and about_work and each.term in _OF_USERS


def asks_beyond_notices(applied: Applied) -> frozenset[str]:
    """Return what a license asks or forbids beyond notices: terms and traits."""
    found = {each.term for each in applied.statements if _is_asked(applied, each)}
    return frozenset(found | _traits(applied.record))


def _is_asked(applied: Applied, each: Statement) -> bool:
    if each.kind not in ("require", "prohibit") or each.term in NOTICES:
        return False
    if each.term == "indemnify" and each.when == "commercialize":
        return False  # only for warranties that one gives oneself
    return not _has_notice_beside(applied, each) and applied.situation.condition(each.if_) != _NO


def _has_notice_beside(applied: Applied, each: Statement) -> bool:
    """Say whether a statement is one of several options, one of which is a notice."""
    return bool(each.one_of) and any(
        other.one_of == each.one_of and other.term in NOTICES for other in applied.statements
    )


def _traits(record: License) -> set[str]:
    found = set()
    if record.trait("governing_law"):
        found.add("governing-law")
    if record.trait("retaliation"):
        found.add(f"retaliation over {record.trait('retaliation_claim') or 'patent'}")
    return found


def kept_back(record: License, right: str) -> Verdict:
    """Say whether a license keeps a right back from recipients."""
    if _forbidding(record.statements, right):
        return _YES
    return {_YES: _NO, _NO: _YES, _UNKNOWN: _UNKNOWN}[record.says("permit", right)]


def _forbidding(statements: tuple[Statement, ...], right: str) -> list[Statement]:
    """Return what forbids a right; changes that may not be passed on are of no use."""
    stated = statements_on(statements, "prohibit", right)
    found = [each for each in stated if each.on in OWN_WORK and not caps_of(each)]
    if right == "modify":
        sharing = statements_on(statements, "prohibit", "distribute")
        found += [each for each in sharing if each.on == "derivative"]
    return found
