# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Plan the cheapest changes with which a release reaches a class."""

from __future__ import annotations

__all__ = ["Change", "Plan", "plan"]

from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from typing import Any

from attrs import field, frozen

from openlic.catalog import Catalog
from openlic.choosing import Conflict, find_answer, find_conflict
from openlic.clauses import Growing
from openlic.constraints import Constraints
from openlic.costs import Costs, read_costs
from openlic.demands import WHOLE
from openlic.expression import Expression
from openlic.frameworks import Framework
from openlic.model import Component, Model
from openlic.parties import Party
from openlic.proposing import Proposer, Step
from openlic.questions import Question, read_question
from openlic.searching import find_conflicts, nothing_clashes
from openlic.terms import Verdict
from openlic.trials import Trial
from openlic.widening import Widening

_YES = Verdict.YES

#: What becomes of a work if nothing is made from it any more.
_GONE = "gone"


@frozen
class Change:
    """One change of a release.

    Attributes:
        kind: a key of :data:`openlic.costs.CHANGES`.
        name: the component, or the work from elsewhere, that is concerned.
        own: whether it is a component of the release.
        path: names on a way to it, from a component of the release.
        before: its license so far; empty if it has none or is not there.
        after: its license then; empty if it is dropped.
        cost: what the change costs.
        proposals: licenses that would do in place of ``after``, that one first, with the
            rest of the plan as it is.
    """

    kind: str
    name: str
    own: bool
    path: tuple[str, ...]
    before: str
    after: str
    cost: int
    proposals: tuple[str, ...] = ()

    def __str__(self) -> str:
        others = ", ".join(self.proposals[1:])
        also = f" (or {others})" if others else ""
        before = f" (now {self.before})" if self.before else ""
        return {
            "license": f"license {self.name!r}{before} under {self.after}{also}",
            "relicense": f"relicense {self.name!r}{before} under {self.after}{also}",
            "add": f"add {self.name!r} under {self.after}{also}",
            "drop": f"leave out {self.name!r}",
            "replace": f"replace {' <- '.join(self.path)}{before} by one under {self.after}{also}",
        }[self.kind]

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain values."""
        return {
            "kind": self.kind,
            "name": self.name,
            "own": self.own,
            "path": list(self.path),
            "before": self.before,
            "after": self.after,
            "cost": self.cost,
            "proposals": list(self.proposals),
        }


@frozen(repr=False)
class Plan:
    """The cheapest changes with which a release reaches a class.

    Attributes:
        question: what was asked.
        changes: what to change, in the order of the file; nothing if the class is reached
            as it is, or cannot be reached.
        model: the release with the changes; as it was if the class cannot be reached.
        conflict: what keeps the class from being reached with any change that is not out
            of the question; None if it can be reached.
    """

    question: Question
    changes: tuple[Change, ...]
    model: Model = field(eq=False)
    conflict: Conflict | None = None

    @property
    def reached(self) -> bool:
        """Whether the release reaches the class with the changes."""
        return self.conflict is None

    @property
    def cost(self) -> int:
        """What the changes cost together."""
        return sum(change.cost for change in self.changes)

    @property
    def target(self) -> int | None:
        """The class."""
        return self.question.target

    def explain(self) -> str:
        """Return the changes, and why each is needed, as text."""
        from openlic import decisions

        answer = find_answer(self.question) if self.changes else None
        return decisions.explain_plan(self, answer if isinstance(answer, Conflict) else None)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as plain values, under ``plan.schema.json``."""
        return {
            "question": self.question.to_dict(),
            "reached": self.reached,
            "cost": self.cost,
            "changes": [change.to_dict() for change in self.changes],
            "conflict": None if self.conflict is None else self.conflict.to_dict(),
        }

    def __str__(self) -> str:
        from openlic import decisions

        return decisions.plan_text(self)

    def __repr__(self) -> str:
        name, goal = self.question.model.name, self.question.goal
        if self.conflict is not None:
            return f"Plan({name!r}, {goal!r}, cannot be reached)"
        count = len(self.changes)
        changes = f"{count} change{'s' if count != 1 else ''}"
        return f"Plan({name!r}, {goal!r}, {changes}, cost={self.cost})"

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.question.model.name
        yield "goal", self.question.goal
        yield "changes", [str(change) for change in self.changes]
        yield "cost", self.cost

    def _repr_html_(self) -> str:
        from openlic import decisions

        return decisions.plan_html(self)


def plan(
    model: Model | str | PathLike[str],
    target: int | None = 1,
    costs: Costs | Mapping[str, Any] | str | PathLike[str] | None = None,
    framework: str | Framework | None = None,
    *,
    outbound: str | Expression | None = None,
    use_case: str = "commercial",
    reading: str = "default",
    minimal: bool = False,
    catalog: Catalog | None = None,
) -> Plan:
    """Return the cheapest changes with which a release reaches a class.

    Changes are those of :data:`openlic.costs.CHANGES`. Components are the producer's own,
    to license as the works behind them allow, unless the file names another ``owner``; what
    someone else made is never relicensed, only replaced. Of the cheapest plans, the one is
    taken that leaves alone what comes first in the file.

    Parameters:
        model: a release, or the path of its file.
        target: the class, 1 is the best; None to make licenses go together only.
        costs: what changes cost: a TOML file or a mapping, see
            :func:`openlic.costs.read_costs`; the defaults if None.
        framework: whose class is asked for; ``mof`` if None.
        outbound: as for :func:`openlic.solve`.
        use_case: as there.
        reading: as there.
        minimal: whether a conflict is to have as few members as possible.
        catalog: what is known of licenses; the built-in one if None.

    Returns:
        Plan: the changes, the release with the changes, or the conflict that forbids it.

    Raises:
        InputError: a file cannot be read, or the provenance of the release is not sound.
        MissingPackageError: choices depend on each other, and python-sat is not installed.
        ParseError: ``outbound`` cannot be read.
        UnknownFrameworkError: there is no such framework.
        ValueError: another word is not known, or the framework has no such class.

    >>> print(plan("examples/olmo-7b.yml", target=1))
    OLMo-7B: Class I - Open Science Model: reached without any change
    >>> plan("examples/starcoder2.yml", target=3)
    Plan('StarCoder2-15B', 'Class III - Open Model', 2 changes, cost=6)
    """
    asked = read_question(model, framework, target, outbound, use_case, (), reading, catalog)
    return _Planner(asked, read_costs(costs), minimal=minimal).plan()


class _Planner:
    """Finds the cheapest changes, and then licenses for what is changed."""

    def __init__(self, asked: Question, costs: Costs, *, minimal: bool) -> None:
        self._asked = asked
        self._minimal = minimal
        self._constraints = Constraints(asked)
        ways = _Ways(asked, self._constraints, costs)
        self._ways = list(ways.of_parties())
        self._additions = dict(ways.of_missing())
        self._posed = self._constraints.pose_changes(
            _YES, [list(each.values()) for each in self._ways], self._additions
        )
        self._steps = dict(self._all_steps())
        self._proposer = Proposer(asked, self._constraints)
        self._widening = Widening(self._constraints, self._posed, self._proposer)
        self._rules: set[int] = set()  # groups that are about no demand
        self._let_go()

    def _all_steps(self) -> Iterator[tuple[int, Step]]:
        """Yield every change with its arm."""
        posed, parties = self._posed, self._constraints.parties
        for party, ways, arms in zip(parties, self._ways, posed.changed, strict=True):
            for (kind, cost), arm in zip(ways.items(), arms, strict=True):
                if kind != _GONE:
                    yield arm, Step(kind, party.name, party, cost)
        for name, cost in self._additions.items():
            yield posed.added[name], Step("add", name, None, cost)

    def _let_go(self) -> None:
        """Let works be gone where all that was made from them is dropped or replaced."""
        users: dict[int, set[int]] = {}
        for demand in self._constraints.demands:
            if demand.source is not None and demand.result is not None:
                users.setdefault(demand.source.number, set()).add(demand.result.number)
        for number, ways in enumerate(self._ways):
            if _GONE in ways:
                gone = self._arms(number, {_GONE})[0]
                clauses = [
                    (-gone, *self._arms(user, {_GONE, "drop", "replace"}))
                    for user in sorted(users[number])
                ]
                self._rules.add(self._posed.program.add_group(clauses))

    def _arms(self, number: int, kinds: set[str]) -> list[int]:
        pairs = zip(self._ways[number], self._posed.changed[number], strict=True)
        return [arm for kind, arm in pairs if kind in kinds]

    def plan(self) -> Plan:
        """Return the cheapest plan."""
        if nothing_clashes(self._posed.program):
            return Plan(self._asked, (), self._asked.model)
        growing = Growing(self._posed.program)
        while True:
            steps = self._changes_of(growing.best(earliest=False))
            if steps is not None and self._widen(steps):
                continue
            steps = self._changes_of(growing.best(earliest=True))
            if steps is None:
                return Plan(self._asked, (), self._asked.model, self._forbids())
            if not steps:
                return Plan(self._asked, (), self._asked.model)
            if self._widen(steps):
                continue
            trial = self._trial(list(steps))
            if trial is not None:
                return Plan(self._asked, tuple(_changes(trial, list(steps))), trial.model())
            self._rule_out(set(steps.values()))

    def _changes_of(self, held: frozenset[int] | None) -> dict[Step, int] | None:
        """Return the changes, each with its arm, among arms that hold; None if none can."""
        if held is None:
            return None
        return {self._steps[arm]: arm for arm in sorted(self._steps.keys() & held)}

    def _widen(self, steps: Mapping[Step, int]) -> bool:
        """Let licenses be found for changes; say whether that is new for any of them."""
        new = [self._widening.add(step, arm) for step, arm in steps.items()]
        return any(new)

    def _trial(self, steps: Sequence[Step]) -> Trial | None:
        """Return the changes with licenses, likely ones if these do; None if none do."""
        numbers = {step.party.number for step in steps if step.party is not None}
        open_steps = [step for step in steps if step.kind != "drop"]
        likely = {step: self._proposer.likely(step, numbers) for step in open_steps}
        for candidates in (likely, {step: self._proposer.all(step) for step in open_steps}):
            if all(candidates.values()):
                trial = Trial(self._asked, steps, candidates)
                if trial.works:
                    return trial
        return None

    def _rule_out(self, arms: set[int]) -> None:
        """Let no plan be made of just these changes, as an addition has no license that fits."""
        clause = tuple(-arm if arm in arms else arm for arm in sorted(self._steps))
        self._rules.add(self._posed.program.add_group([clause]))

    def _forbids(self) -> Conflict:
        """Return what forbids the class whatever is changed."""
        groups: set[int] = set()
        for conflict in find_conflicts(self._posed.program, smallest=self._minimal):
            groups |= {self._widening.demands.get(group, group) for group in conflict}
        return find_conflict(self._constraints, minimal=self._minimal, among=groups - self._rules)


class _Ways:
    """The changes that are open to a release, with their costs."""

    def __init__(self, asked: Question, constraints: Constraints, costs: Costs) -> None:
        self._producer = asked.model.producer
        self._constraints = constraints
        self._costs = costs
        self._asked_for = {
            name
            for demand in constraints.demands
            for option in demand.options
            for name in option.names
        }
        self._used = {
            demand.source.number
            for demand in constraints.demands
            if demand.kind == "use" and demand.source is not None
        }

    def of_parties(self) -> Iterator[dict[str, int]]:
        """Yield for every party what each way to change it costs."""
        for party in self._constraints.parties:
            own = party.work.is_own
            ways = {kind: self._costs.of(kind, party.name, own=own) for kind in self._kinds(party)}
            found = {kind: cost for kind, cost in ways.items() if cost is not None}
            yield found if own or party.name == WHOLE else found | {_GONE: 0}

    def of_missing(self) -> Iterator[tuple[str, int]]:
        """Yield the components that are asked for and not there, and what it costs to add them."""
        own = {party.name for party in self._constraints.parties if party.work.is_own}
        for name in self._options():
            cost = self._costs.of("add", name)
            if name not in own and cost is not None:
                yield name, cost

    def _options(self) -> Iterator[str]:
        demands = self._constraints.demands
        names = (option.name for d in demands for option in d.options if not option.parties)
        return iter(dict.fromkeys(names))

    def _kinds(self, party: Party) -> Iterator[str]:
        if party.name == WHOLE and not party.work.is_own:
            return
        if party.work.component is None or self._is_someone_elses(party.work.component):
            yield "replace"
        elif not party.present:
            yield "add"
        else:
            yield "license" if self._is_unlicensed(party) else "relicense"
        optional = self._asked_for and party.name not in self._asked_for
        if optional and party.present and party.number not in self._used:
            yield "drop"

    def _is_someone_elses(self, component: Component) -> bool:
        return component.owner.casefold() not in ("", self._producer.casefold())

    def _is_unlicensed(self, party: Party) -> bool:
        known = self._constraints.catalog.facts
        return not any(id in known or "LicenseRef-" in id for id in party.expression.licenses)


def _changes(trial: Trial, steps: Sequence[Step]) -> Iterator[Change]:
    elected = trial.elected()
    for step in steps:
        party, after = step.party, elected.get(step, "")
        licensed = party is not None and step.kind not in ("license", "add")
        yield Change(
            kind=step.kind,
            name=step.name,
            own=not step.is_elsewhere,
            path=(step.name,) if party is None else party.work.path,
            before=str(party.expression) if party is not None and licensed else "",
            after=after,
            cost=step.cost,
            proposals=trial.proposals(step, after) if after else (),
        )
