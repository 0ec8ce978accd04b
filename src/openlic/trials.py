# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Try changes of a release: find licenses for what is changed."""

from __future__ import annotations

__all__ = ["Trial", "with_changes"]

from collections.abc import Mapping, Sequence

from attrs import evolve

from openlic.compatibility import compatible
from openlic.constraints import Constraints
from openlic.demands import Demand
from openlic.expression import parse
from openlic.model import Component, Model, Origin
from openlic.parties import Party
from openlic.proposing import Step
from openlic.provenance import identity_of
from openlic.questions import Question
from openlic.searching import search
from openlic.terms import Verdict

_YES = Verdict.YES

#: Most licenses that are named as ones that would do.
_MOST_PROPOSED = 12


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
        steps: the changes.
        candidates: licenses to try for every change that needs one, the best first.

    Attributes:
        candidates: as given.
        works: whether there are licenses for all changes that go together.
    """

    def __init__(
        self, asked: Question, steps: Sequence[Step], candidates: Mapping[Step, tuple[str, ...]]
    ) -> None:
        self._model = asked.model
        self._steps = steps
        self.candidates = candidates
        texts = {step: " OR ".join(ids) for step, ids in self.candidates.items()}
        changed = with_changes(asked.model, steps, texts)
        open_names = frozenset(step.new_name for step in self.candidates)
        self._after = Constraints(evolve(asked, model=changed), by_order=open_names)
        self._posed = self._after.pose(_YES)
        found = search(self._posed.program)
        self.works = found is not None
        self._arms = frozenset[int]() if found is None else found.arms

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
