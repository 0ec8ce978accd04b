# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Licenses that a changed component or work might get, by what is asked of it."""

from __future__ import annotations

__all__ = ["Proposer", "Step"]

from collections.abc import Container, Iterable, Iterator
from itertools import islice

from attrs import frozen

from openlic._tokens import Leaf
from openlic.candidates import all_candidates, first_candidates
from openlic.constraints import Constraints
from openlic.demands import Demand
from openlic.parties import Party
from openlic.questions import Question
from openlic.terms import Verdict
from openlic.uses import read_use

_YES = Verdict.YES

#: Most licenses that are tried for one component or work.
_MOST_TRIED = 150


@frozen(eq=False)
class Step:
    """A change whose license is still open.

    Attributes:
        kind: a key of :data:`openlic.costs.CHANGES`.
        name: of the component or work.
        party: what is changed; None for a component that is added.
        cost: what the change costs.
    """

    kind: str
    name: str
    party: Party | None
    cost: int

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is about a work from elsewhere."""
        return self.party is not None and not self.party.work.is_own

    @property
    def new_name(self) -> str:
        """The name that the release has afterwards for it."""
        return f"a replacement for {self.name}" if self.is_elsewhere else self.name


class Proposer:
    """Proposes licenses for what is changed in a release.

    Parameters:
        asked: what is asked of the release.
        constraints: the demands on it as it is.
    """

    def __init__(self, asked: Question, constraints: Constraints) -> None:
        self._constraints = constraints
        self._all: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._contents = {
            known.name: known.content
            for known in (asked.framework.components if asked.framework else ())
        }
        self._requirements = {
            name: option.requirement
            for demand in constraints.demands
            for option in demand.options
            for name in option.names
        }

    def all(self, step: Step) -> tuple[str, ...]:
        """Return all licenses that are tried for a change, whatever else is changed."""
        ids = self._first(step, (other for _, other in self._beside(step.party)))
        contents = self._contents_of(step)
        if contents not in self._all:
            self._all[contents] = all_candidates(contents, self._constraints.catalog)
        return self._accepted(step, dict.fromkeys([*ids, *self._all[contents]]))

    def likely(self, step: Step, changed: Container[int]) -> tuple[str, ...]:
        """Return licenses that are likely to do for a change.

        Parameters:
            step: the change.
            changed: numbers of all parties that are changed.
        """
        ids = self._accepted(step, self._first(step, self._around(step, changed)))
        near = [(d, p) for d, p in self._beside(step.party) if p.number not in changed]
        fitting = tuple(id for id in ids if all(self._fits(id, *each) for each in near))
        return fitting or ids

    def _first(self, step: Step, neighbors: Iterable[Party]) -> tuple[str, ...]:
        facts = self._constraints.catalog.facts
        at_hand = [
            id
            for party in neighbors
            for id in party.expression.licenses
            if id in facts and not facts[id].get("deprecated")
        ]
        return first_candidates(self._contents_of(step), at_hand)

    def _accepted(self, step: Step, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(islice((id for id in ids if self._is_accepted(step, id)), _MOST_TRIED))

    def _contents_of(self, step: Step) -> tuple[str, ...]:
        """Return what a component or work may be, the likeliest first."""
        if step.party is not None and step.party.content:
            return (step.party.content,)
        if step.name in self._contents and not step.is_elsewhere:
            return (self._contents[step.name],)
        found: list[str] = []
        if step.party is not None:
            for id in step.party.expression.licenses:
                found += self._constraints.catalog.contents(id)
        return tuple(dict.fromkeys([*found, "code", "data", "document"]))

    def _is_accepted(self, step: Step, id: str) -> bool:
        """Say whether a license makes sense for the uses, and meets what the class asks for."""
        contents = self._constraints.catalog.contents(id)
        for demand in self._constraints.demands_on(step.party):
            if demand.source is step.party:
                fitting = read_use(demand.use, ()).contents
                if contents and set(fitting).isdisjoint(contents):
                    return False
        requirement = self._requirements.get(step.name)
        if requirement is None or step.is_elsewhere:
            return True
        return self._constraints.judge(Leaf(id), requirement).verdict == _YES

    def _around(self, step: Step, changed: Container[int]) -> Iterator[Party]:
        """Yield what stays as it is around what is changed together, the nearest first."""
        seen, pending = set[int](), [step.party]
        for party in pending:
            for _, other in self._beside(party):
                if other.number not in seen:
                    seen.add(other.number)
                    if other.number in changed:
                        pending.append(other)
                    else:
                        yield other

    def _beside(self, party: Party | None) -> Iterator[tuple[Demand, Party]]:
        for demand in self._constraints.demands_on(party):
            for other in (demand.source, demand.result):
                if other is not None and other is not party:
                    yield demand, other

    def _fits(self, id: str, demand: Demand, other: Party) -> bool:
        """Say whether a license may go together with one of another party."""
        pairs, leaf = self._constraints.pairs(demand), Leaf(id)
        for each in other.expression.leaves:
            into, out = (each, leaf) if other is demand.source else (leaf, each)
            if pairs.decide(pairs.inbound(into), pairs.outbound(out))[0] == _YES:
                return True
        return False
