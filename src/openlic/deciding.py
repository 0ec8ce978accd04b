# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Decide a pair of licenses by comparing what each side brings."""

from __future__ import annotations

__all__ = ["Pairs", "pairs_for"]

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from openlic._tokens import Leaf, Operator
from openlic.catalog import Catalog
from openlic.errors import ParseError
from openlic.expression import parse
from openlic.limits import Limit
from openlic.pairs import facts_for, pair_facts
from openlic.rules import Ground
from openlic.sides import Inbound, Outbound, inbound_side, outbound_side
from openlic.situations import Situation
from openlic.terms import Verdict

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES

_KEPT = 4096  # sides that are kept for a situation
_LONGEST_NAME = 200  # of a text that is looked at as a single license, in characters


def _keep(memory: dict[Any, Any], key: Any, value: Any) -> None:
    """Put something into a memory that does not grow without end."""
    if len(memory) >= _KEPT:
        memory.clear()
    memory[key] = value


class Pairs:
    """Decides pairs of licenses in one situation, each side made once.

    Parameters:
        situation: the circumstances.
        reading: its name for how open questions are read.
        catalog: what is known of licenses.

    Attributes:
        words: the situation as words: use, provision, purpose and reading.
    """

    def __init__(self, situation: Situation, reading: str, catalog: Catalog) -> None:
        self.situation = situation
        self.words = (situation.use.name, situation.provide, situation.purpose, reading)
        self.catalog = catalog
        self._facts = facts_for(situation.use.name, pair_facts())
        self._inbound: dict[Leaf, Inbound] = {}
        self._outbound: dict[Leaf, Outbound] = {}
        self._named: dict[str, tuple[Leaf, str] | None] = {}

    def inbound(self, leaf: Leaf) -> Inbound:
        """Return the side of a license of the work that is used."""
        found = self._inbound.get(leaf)
        if found is None:
            found = inbound_side(leaf, self.situation, self.catalog)
            _keep(self._inbound, leaf, found)
        return found

    def outbound(self, leaf: Leaf) -> Outbound:
        """Return the side of a license that the result is offered under."""
        found = self._outbound.get(leaf)
        if found is None:
            found = outbound_side(leaf, self.situation, self.catalog)
            _keep(self._outbound, leaf, found)
        return found

    def named(self, text: str) -> tuple[Leaf, str] | None:
        """Return a text that names one license, fit for the use, as leaf and in words.

        None if it is something else; what that is, is then to be found out.
        """
        if text not in self._named:
            _keep(self._named, text, self._read(text))
        return self._named[text]

    def _read(self, text: str) -> tuple[Leaf, str] | None:
        if len(text) > _LONGEST_NAME:
            return None
        try:
            leaf = parse(text, self.catalog).updated(self.catalog).tokens[-1]
        except ParseError:
            return None
        if isinstance(leaf, Operator):
            return None
        fits = set(self.catalog.contents(leaf.license)) & set(self.situation.use.contents)
        return (leaf, str(leaf)) if fits else None

    def decide(
        self, inbound: Inbound, outbound: Outbound
    ) -> tuple[Verdict, tuple[Ground, ...], Inbound]:
        """Return the verdict on a pair, what decided, and the inbound version elected."""
        verdict, grounds = self._decide(inbound, outbound)
        if verdict == _YES or not inbound.later:
            return verdict, grounds, inbound
        best = (verdict, grounds, inbound)
        for later in inbound.later:
            verdict, grounds = self._decide(later, outbound)
            if verdict > best[0]:
                best = (verdict, grounds, later)
        return best

    def _decide(self, inbound: Inbound, outbound: Outbound) -> tuple[Verdict, tuple[Ground, ...]]:
        verdict = inbound.verdict
        if verdict == _NO or not self.situation.published:
            return verdict, inbound.grounds
        found: list[Ground] = []
        if inbound.base == outbound.base and inbound.exception == outbound.exception:
            found.append(_same_ground(inbound.label))
        else:
            self._compare(inbound, outbound, found)
            self._add_fact(inbound, outbound, found)
        for ground in found:
            verdict = min(verdict, ground.verdict)
        return verdict, (*inbound.grounds, *found)

    def _add_fact(self, inbound: Inbound, outbound: Outbound, found: list[Ground]) -> None:
        """Put a stated fact in place of what the rules say otherwise."""
        fact = self._facts.get((inbound.label, outbound.label))
        if fact is not None and any(ground.verdict != fact.verdict for ground in found):
            found[:] = [Ground("stated-fact", fact.verdict, fact.says, fact.source)]

    def _compare(self, inbound: Inbound, outbound: Outbound, found: list[Ground]) -> None:
        if not outbound.known:
            found.append(_unknown_ground(outbound.label))
            return
        if inbound.copyleft.reaches != _NO:
            found.append(_copyleft_ground(inbound, outbound))
            if found[-1].verdict == _YES and _way(inbound, outbound):
                return
        elif (outbound.refuses or outbound.may_refuse) and (way := _way(inbound, outbound)):
            found.append(_named_ground(way, outbound.label))
            return
        elif outbound.closed and inbound.source and not inbound.copyleft.any_way:
            says = f"{inbound.source}, which closed terms do not give"
            found.append(Ground("closed-terms", _NO, says))
        if outbound.refuses or outbound.may_refuse:
            found.append(_refusal_ground(inbound, outbound))
        if inbound.limits.known or inbound.limits.unsure:
            found.extend(_limit_grounds(inbound, outbound))
        if not found:
            found.append(_open_ground(inbound.label, self.situation.use.outbound))


@lru_cache(maxsize=64)
def pairs_for(use: str, provide: str, purpose: str, reading: str, catalog: Catalog) -> Pairs:
    """Return what decides pairs in a situation, given in words.

    Raises:
        UseError: there is no such use.
        ValueError: one of the other words is not known.
    """
    return Pairs(Situation.of(use, provide, purpose, reading), reading, catalog)


@lru_cache(maxsize=1024)
def _same_ground(label: str) -> Ground:
    return Ground("same-license", _YES, f"{label} goes out again under {label}")


@lru_cache(maxsize=1024)
def _unknown_ground(label: str) -> Ground:
    return Ground("unknown-license", _UNKNOWN, f"nothing is known of {label}")


@lru_cache(maxsize=1024)
def _open_ground(label: str, covers: str) -> Ground:
    says = f"nothing in {label} binds the license of {covers.split(';', maxsplit=1)[0]}"
    return Ground("copyleft-reach", _YES, says)


def _copyleft_ground(inbound: Inbound, outbound: Outbound) -> Ground:
    copyleft = inbound.copyleft
    if outbound.closed:
        return _closed_ground(inbound, outbound)
    way = _way(inbound, outbound) or copyleft.any_way
    if way:
        return _named_ground(way, outbound.label)
    if copyleft.reaches == _UNKNOWN:
        return Ground("copyleft-reach", _UNKNOWN, copyleft.says)
    says = f"{copyleft.says}; {outbound.label} is not it, nor one that it names"
    return Ground("copyleft-reach", _NO, says)


def _way(inbound: Inbound, outbound: Outbound) -> str:
    """Return what lets a result be under the outbound license by name; else an empty text."""
    if outbound.exception not in (None, inbound.exception):
        return ""
    return inbound.copyleft.ways.get(outbound.base, "")


def _named_ground(way: str, outbound: str) -> Ground:
    return Ground("named-license", _YES, f"{way}, which lets the result be under {outbound}")


def _closed_ground(inbound: Inbound, outbound: Outbound) -> Ground:
    copyleft = inbound.copyleft
    way = copyleft.any_way or copyleft.closed_way
    if way:
        says = f"{way}, which lets the result go under terms of one's own"
        return Ground("closed-terms", _YES, says)
    verdict = _NO if copyleft.reaches == _YES else _UNKNOWN
    says = f"{copyleft.says}; {outbound.label} is neither it nor one that it names"
    return Ground("closed-terms", verdict, says)


def _refusal_ground(inbound: Inbound, outbound: Outbound) -> Ground:
    beyond = inbound.asks - outbound.bears
    if not beyond:
        return _borne_ground(inbound.label, outbound.label)
    also = f"{inbound.label} also has {', '.join(sorted(beyond))}"
    if outbound.refuses:
        return Ground("no-further-restrictions", _NO, f"{outbound.refuses}; {also}")
    says = f"whether {outbound.label} forbids further restrictions is not known; {also}"
    return Ground("no-further-restrictions", _UNKNOWN, says)


def _borne_ground(inbound: str, outbound: str) -> Ground:
    says = f"{inbound} asks for nothing that {outbound} does not bear"
    return Ground("no-further-restrictions", _YES, says)


def _limit_grounds(inbound: Inbound, outbound: Outbound) -> Iterator[Ground]:
    failed: dict[str, list[Limit]] = {}
    unsure = [limit for limit in inbound.limits.unsure if outbound.holds(limit) != _YES]
    for limit, says in inbound.limits.known.items():
        held = outbound.holds(limit)
        if held == _NO:
            failed.setdefault(says, []).append(limit)
        elif held == _UNKNOWN:
            unsure.append(limit)
    for says, limits in failed.items():
        text = f"{says}; {outbound.label} does not hold recipients to it ({_named(limits)})"
        yield Ground("restrictions-travel", _NO, text)
    if failed:
        return
    if unsure:
        says = f"whether {outbound.label} holds recipients to what {inbound.label} forbids is"
        says += f" not known ({_named(sorted(unsure))})"
        yield Ground("restrictions-travel", _UNKNOWN, says)
    else:
        says = f"{outbound.label} holds recipients to what {inbound.label} forbids"
        yield Ground("restrictions-travel", _YES, says)


def _named(limits: Sequence[Limit]) -> str:
    """Return the first few of some limits in words."""
    words = [kind if kind == "pass-through" else value or kind for kind, value in limits]
    return ", ".join([*words[:3], "…"] if len(words) > 3 else words)
