# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Try changes of a release: find licenses for what is changed, or what clashes all the same."""

from __future__ import annotations

__all__ = ["Step", "Trial", "with_changes"]

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from openlic._tokens import Leaf
from openlic.candidates import all_candidates, first_candidates
from openlic.compatibility import compatible
from openlic.constraints import Constraints
from openlic.demands import Demand
from openlic.expression import parse
from openlic.model import Component, Model, Origin
from openlic.parties import Party
from openlic.provenance import identity_of
from openlic.questions import Question
from openlic.searching import find_conflicts, search
from openlic.terms import Verdict
from openlic.uses import read_use

_YES = Verdict.YES

#: Most licenses that are tried for one component or work.
_MOST_TRIED = 150

#: Most licenses that are named as ones that would do.
_MOST_PROPOSED = 12


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


def with_changes(model: Model, steps: Sequence[Step], licenses: Mapping[Step, str]) -> Model:
    """Return a release with changes.

    Parameters:
        model: the release.
        steps: the changes.
        licenses: the license for every change that needs one.
    """
    own = {step.name: step for step in steps if not step.is_elsewhere}
    elsewhere = {
        identity_of(step.party.work.origin): step
        for step in steps
        if step.party is not None and step.party.work.origin is not None
    }

    def origin(each: Origin) -> Origin:
        step = elsewhere.get(identity_of(each)) if each.work is not None else None
        if step is None:
            return evolve(each, derived_from=tuple(map(origin, each.derived_from)))
        return evolve(each, work=step.new_name, license=licenses[step], derived_from=())

    def component(each: Component) -> Component:
        step = own.get(each.name)
        made_from = tuple(map(origin, each.derived_from)) if elsewhere else each.derived_from
        if step is None:
            return evolve(each, derived_from=made_from)
        if step.kind == "replace":
            made_from = ()
        return evolve(each, license=licenses[step], licenses=(), derived_from=made_from)

    kept = (each for each in model.components if not _is_dropped(own.get(each.name)))
    new = (Component(step.name, licenses[step]) for step in steps if step.party is None)
    return evolve(model, components=(*map(component, kept), *new))


def _is_dropped(step: Step | None) -> bool:
    return step is not None and step.kind == "drop"


class Trial:
    """A release with changes, each under any of some licenses, solved.

    Parameters:
        asked: what is asked of the release.
        constraints: the demands on it as it is.
        steps: the changes.
        thorough: whether all licenses of the catalog are tried, not only those that are
            likely to do.

    Attributes:
        candidates: the licenses that were tried, by change.
        clashes: demands that cannot be met together; empty if there are licenses for all.
    """

    def __init__(
        self, asked: Question, constraints: Constraints, steps: Sequence[Step], *, thorough: bool
    ) -> None:
        self._model = asked.model
        self._before = constraints
        self._steps = steps
        self._changed = {step.party.number for step in steps if step.party is not None}
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
        self.candidates = {
            step: self._candidates(step, thorough) for step in steps if step.kind != "drop"
        }
        texts = {step: " OR ".join(ids) for step, ids in self.candidates.items()}
        changed = with_changes(asked.model, steps, texts)
        open_names = frozenset(step.new_name for step in self.candidates)
        self._after = Constraints(evolve(asked, model=changed), by_order=open_names)
        self._posed = self._after.pose(_YES)
        found = search(self._posed.program)
        self._arms = frozenset[int]() if found is None else found.arms
        conflicts = () if found is not None else find_conflicts(self._posed.program)
        self.clashes = [
            [self._after.demands[group] for group in conflict] for conflict in conflicts
        ]

    # --- Candidates -------------------------------------------------------------------

    def _candidates(self, step: Step, thorough: bool) -> tuple[str, ...]:
        contents, catalog = self._contents_of(step), self._before.catalog
        near = list(self._near(step))
        at_hand = [
            id
            for party in self._around(step)
            for id in party.expression.licenses
            if id in catalog.facts and not catalog.facts[id].get("deprecated")
        ]
        ids = first_candidates(contents, at_hand)
        if thorough:
            ids = tuple(dict.fromkeys([*ids, *all_candidates(contents, catalog)]))
        open_ids = [id for id in ids if self._is_accepted(step, id)]
        fitting = [id for id in open_ids if all(self._fits(id, *each) for each in near)]
        return tuple((fitting or open_ids)[:_MOST_TRIED])

    def _contents_of(self, step: Step) -> tuple[str, ...]:
        """Return what a component or work may be, the likeliest first."""
        if step.party is not None and step.party.content:
            return (step.party.content,)
        if step.name in self._contents and not step.is_elsewhere:
            return (self._contents[step.name],)
        found: list[str] = []
        if step.party is not None:
            for id in step.party.expression.licenses:
                found += self._before.catalog.contents(id)
        return tuple(dict.fromkeys([*found, "code", "data", "document"]))

    def _is_accepted(self, step: Step, id: str) -> bool:
        """Say whether a license makes sense for the uses, and meets what the class asks for."""
        contents = self._before.catalog.contents(id)
        for demand in self._before.demands_on(step.party):
            if demand.source is step.party:
                fitting = read_use(demand.use, ()).contents
                if contents and set(fitting).isdisjoint(contents):
                    return False
        requirement = self._requirements.get(step.name)
        if requirement is None or step.is_elsewhere:
            return True
        return self._before.judge(Leaf(id), requirement).verdict == _YES

    def _near(self, step: Step) -> Iterator[tuple[Demand, Party]]:
        """Yield the demands on a party, each with the other side, if that stays as it is."""
        for demand, other in self._beside(step.party):
            if other.number not in self._changed:
                yield demand, other

    def _around(self, step: Step) -> Iterator[Party]:
        """Yield what stays as it is around what is changed together, the nearest first."""
        seen, pending = set[int](), [step.party]
        for party in pending:
            for _, other in self._beside(party):
                if other.number not in seen:
                    seen.add(other.number)
                    if other.number in self._changed:
                        pending.append(other)
                    else:
                        yield other

    def _beside(self, party: Party | None) -> Iterator[tuple[Demand, Party]]:
        for demand in self._before.demands_on(party):
            for other in (demand.source, demand.result):
                if other is not None and other is not party:
                    yield demand, other

    def _fits(self, id: str, demand: Demand, other: Party) -> bool:
        """Say whether a license may go together with one of another party."""
        pairs, leaf = self._before.pairs(demand), Leaf(id)
        for each in other.expression.leaves:
            into, out = (each, leaf) if other is demand.source else (leaf, each)
            if pairs.decide(pairs.inbound(into), pairs.outbound(out))[0] == _YES:
                return True
        return False

    # --- What came out ----------------------------------------------------------------

    def elected(self) -> dict[Step, str]:
        """Return the license for every change that needs one."""
        parties = {party.name: party for party in self._after.parties}
        return {
            step: str(self._posed.elected(parties[step.new_name], self._arms))
            for step in self.candidates
        }

    def model(self) -> Model:
        """Return the release with the changes."""
        return with_changes(self._model, self._steps, self.elected())

    def proposals(self, step: Step, chosen: str) -> tuple[str, ...]:
        """Return licenses that would do for a change, with all else as it was found."""
        party = next(each for each in self._after.parties if each.name == step.new_name)
        demands = list(self._after.demands_on(party))
        found = [chosen]
        for id in self.candidates[step]:
            if len(found) == _MOST_PROPOSED:
                break
            if id != chosen and all(self._holds(demand, party, id) for demand in demands):
                found.append(id)
        return tuple(found)

    def _holds(self, demand: Demand, party: Party, id: str) -> bool:
        assert demand.source is not None
        assert demand.result is not None
        asked, license = self._after.asked, parse(id, self._after.catalog)
        into, out = (
            license if each is party else self._posed.elected(each, self._arms)
            for each in (demand.source, demand.result)
        )
        answer = compatible(
            into, out, use=demand.use, provide=demand.provide, purpose=asked.case.purpose,
            reading=asked.reading, catalog=asked.catalog,
        )  # fmt: skip
        return answer.verdict == _YES
