# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a license grants a use for a purpose."""

from __future__ import annotations

__all__ = ["grant_grounds", "grant_of"]

from collections.abc import Iterator

from openlic.applied import Applied
from openlic.limits import caps_of
from openlic.rules import Ground
from openlic.statements import Statement
from openlic.terms import Verdict

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES

#: What a license can forbid of a use as such.
_FORBIDS = {
    "train-on": ("train", "train-other-models"),
    "distill": ("train", "train-other-models", "use-outputs"),
    "generate": ("use-outputs",),
}


def grant_grounds(applied: Applied) -> Iterator[Ground]:
    """Yield what a license says on the use itself, whatever the outbound license is."""
    yield from _rights(applied)
    if applied.situation.purpose == "commercial":
        yield from _purpose(applied)
    yield from _forbidden(applied)


def _rights(applied: Applied) -> Iterator[Ground]:
    needs = applied.situation.needs
    found = [grant_of(applied, right) for right in needs]
    missing = [(verdict, says) for verdict, says in found if verdict != _YES]
    for verdict, says in missing:
        yield Ground("right-not-granted", verdict, says)
    if not missing:
        yield Ground("right-not-granted", _YES, f"{applied.name} permits {', '.join(needs)}")


def grant_of(applied: Applied, right: str) -> tuple[Verdict, str]:
    """Say whether a license grants a right in its situation, and what decides.

    Parameters:
        applied: the license.
        right: a term of the vocabulary with statements that permit it.
    """
    against = _against(applied, right)
    if against is not None:
        return _NO, applied.cite(against)
    if right == "serve":
        return _YES, ""  # no right of its own unless a license takes it away
    best, says = _best_permission(applied, right)
    if right in applied.record.unclear:
        if right in applied.situation.use.unrefused:
            return _YES, ""
        return _UNKNOWN, f"the text of {applied.name} is not clear on {right}"
    if best == _NO and applied.is_unread(right):
        return _UNKNOWN, f"the text of {applied.name} was not read: {right} is not known"
    return best, says


def _best_permission(applied: Applied, right: str) -> tuple[Verdict, str]:
    """Return how far a right is permitted; who may copy may use."""
    situation = applied.situation
    best, says = _NO, f"{applied.name} does not permit {right}"
    for name in ("use", "reproduce") if right == "use" else (right,):
        for each in applied.on("permit", name):
            if situation.is_about_work(each) or each.on in situation.use.result:
                held = situation.holds(each)
                if held > best or (held == best == _NO):
                    best, says = held, f"{applied.cite(each)}, which is not known to be met"
    return best, says


def _against(applied: Applied, right: str) -> Statement | None:
    situation = applied.situation
    for each in applied.on("prohibit", right):
        changed = each.on == "derivative" and situation.use.modifies
        if (situation.is_about_work(each) or changed) and situation.holds(each) == _YES:
            return each
    return None


def _purpose(applied: Applied) -> Iterator[Ground]:
    for each in applied.on("prohibit", "commercial-use"):
        held = applied.situation.holds(each)
        if not applied.situation.is_about_work(each) or held == _NO:
            continue
        if held == _YES or not caps_of(each):
            verdict = _NO if held == _YES else _UNKNOWN
            yield Ground("purpose", verdict, applied.cite(each))
            return
    verdict, says = grant_of(applied, "commercial-use")
    if verdict != _YES:
        yield Ground("purpose", verdict, says)


def _forbidden(applied: Applied) -> Iterator[Ground]:
    for each in _against_use(applied):
        held = applied.situation.holds(each)
        if held != _NO:
            verdict = _NO if held == _YES else _UNKNOWN
            yield Ground("use-forbidden", verdict, applied.cite(each))
    for term in _FORBIDS.get(applied.situation.use.name, ()):
        if term in applied.record.unclear or applied.is_unread(term):
            says = f"whether {applied.name} prohibits {term} is not known"
            yield Ground("use-forbidden", _UNKNOWN, says)


def _against_use(applied: Applied) -> Iterator[Statement]:
    """Yield what a license forbids of the use as such."""
    situation = applied.situation
    about_output = situation.use.name in ("distill", "generate")
    for term in _FORBIDS.get(situation.use.name, ()):
        for each in applied.on("prohibit", term):
            if situation.is_about_work(each) or (about_output and each.on == "output"):
                yield each
    if situation.served and (situation.use.shipped or situation.use.name == "serve"):
        for each in applied.on("prohibit", "field-of-use"):
            if "hosting" in each.value and situation.is_about_work(each):
                yield each
