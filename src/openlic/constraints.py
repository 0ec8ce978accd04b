# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The demands on a release as a program of choices, and what they say of licenses."""

from __future__ import annotations

__all__ = ["NOT_GRANTED", "Constraints", "Pairing", "Posed"]

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cached_property, partial

from attrs import field, frozen

from openlic._tokens import Leaf, Operator
from openlic.catalog import default_catalog
from openlic.deciding import Pairs, pairs_for
from openlic.demands import WHOLE, Demand, Option, find_demands
from openlic.expression import Expression
from openlic.frameworks import Judgement, framework
from openlic.graphs import GraphBuilder
from openlic.judging import solve_graph
from openlic.model import Origin
from openlic.parties import Choices, Party, add_choices, read_parties
from openlic.programs import Clause, Program
from openlic.provenance import Work, trace
from openlic.questions import Question
from openlic.releases import NOT_PRESENT
from openlic.rules import Ground
from openlic.sides import Inbound
from openlic.terms import Verdict

_YES = Verdict.YES


def _costs_nothing(_leaf: Leaf) -> int:
    return 0


def _place(places: Mapping[Leaf, int], leaf: Leaf) -> int:
    """Return what a license costs for its place in an order."""
    return places[leaf] * NOT_GRANTED


#: What a license counts that is not known to allow its use, in obligations.
NOT_GRANTED = 1000


@frozen(eq=False)
class Posed:
    """The demands as a program.

    Attributes:
        program: choices, and a group for every demand.
        choices: for every party its licenses, each with the arm on which it depends.
        changed: for every party the arms for each way to change it.
        added: the arms with which components that are not there are added, by name.
        carriers: by the identity of a demand whose result is under several licenses at
            once, an arm for each of these that may take the work in.
    """

    program: Program
    choices: tuple[Choices, ...]
    changed: tuple[tuple[int, ...], ...] = ()
    added: Mapping[str, int] = field(factory=dict)
    carriers: dict[int, tuple[int, ...]] = field(factory=dict)

    def elected(self, party: Party, arms: frozenset[int]) -> Expression:
        """Return the licenses of a party that apply with some arms."""
        choices = self.choices[party.number]
        held = dict.fromkeys(leaf for leaf, arm in choices if not arm or arm in arms)
        return Expression.all_of([Expression((leaf,)) for leaf in held])


@frozen
class Pairing:
    """What a demand says of licenses that it might get.

    Attributes:
        inbound: the license of what is used, or of what is to meet a requirement.
        outbound: the license of what it is used for; empty for a requirement.
        verdict: whether that is allowed.
        grounds: what decided.
    """

    inbound: str
    outbound: str
    verdict: Verdict
    grounds: tuple[Ground, ...]

    def __str__(self) -> str:
        return f"{self.inbound} -> {self.outbound}" if self.outbound else self.inbound


class Constraints:
    """The demands on a release.

    Parameters:
        asked: what is asked of it.
        by_order: names of components and works of which the license that is written first
            is to be elected where it can be, whatever it asks.

    Raises:
        InputError: the provenance of the release is not sound, or a use makes no sense
            for the work that it is made of.

    Attributes:
        asked: what is asked of the release.
        catalog: what is known of licenses.
        parties: components, works from elsewhere, and the whole, if that is to be offered
            under one license.
        demands: what licenses have to meet together.
    """

    def __init__(self, asked: Question, by_order: Container[str] = ()) -> None:
        self.asked = asked
        self._by_order = by_order
        self.catalog = asked.catalog if asked.catalog is not None else default_catalog()
        self._framework = asked.framework or framework("mof")
        found = trace(asked.model)
        works = list(found.works)
        if asked.outbound is not None:
            whole = Origin("combine", work=WHOLE, license=str(asked.outbound))
            works.append(Work(WHOLE, None, whole, (WHOLE,)))
        self.parties = read_parties(works, asked.model, self._framework, self.catalog)
        self.demands = find_demands(found.links, self.parties, asked, self.catalog)
        self._numbers: dict[Leaf, int] = {}
        # By license taken in: those that it was compared with, and those it does not go with.
        self._rows: dict[tuple[Pairs, Verdict], dict[int, tuple[set[int], set[int]]]] = {}
        self._judgements: dict[tuple[Leaf, str], Judgement] = {}
        self._costs: dict[tuple[Leaf, frozenset[Pairs]], int] = {}

    # --- The program ------------------------------------------------------------------

    def pose(self, least: Verdict) -> Posed:
        """Return the demands as a program in which licenses cost what they ask.

        Parameters:
            least: the verdict that is good enough: yes, or unknown to see what is
                certainly not allowed.
        """
        program = Program()
        found = [
            add_choices(program, party.expression, cost)
            for party, cost in zip(self.parties, self._costs_of_parties(), strict=True)
        ]
        choices, changed = zip(*found, strict=True) if found else ((), ())
        return self._with_demands(Posed(program, choices, changed), least)

    def pose_changes(
        self, least: Verdict, changes: Sequence[Sequence[int]], additions: Mapping[str, int]
    ) -> Posed:
        """Return the demands as a program in which only changes cost something.

        What is changed is taken to go together with everything.

        Parameters:
            least: the verdict that is good enough.
            changes: for every party, what each way to change it costs.
            additions: what it costs to add a component that is not there, by name.
        """
        program = Program()
        found = [
            add_choices(program, party.expression, _costs_nothing, costs, matters=False)
            for party, costs in zip(self.parties, changes, strict=True)
        ]
        choices, changed = zip(*found, strict=True) if found else ((), ())
        added = {
            name: program.add_choice(program.add_block(), [0, cost])[1]
            for name, cost in additions.items()
        }
        for party, arms in zip(self.parties, changed, strict=True):
            if arms and party.work.is_own and not party.present:
                added[party.name] = arms[0]
        return self._with_demands(Posed(program, choices, changed, added), least)

    def _with_demands(self, posed: Posed, least: Verdict) -> Posed:
        for demand in self.demands:
            if demand.source is None:
                posed.program.add_group(self._class_clauses(demand, posed, least))
            else:
                posed.program.add_group(self._use_clauses(demand, posed, least))
        return posed

    def _use_clauses(self, demand: Demand, posed: Posed, least: Verdict) -> Iterator[Clause]:
        assert demand.source is not None
        assert demand.result is not None
        inbound = posed.choices[demand.source.number]
        if _binds_several(demand.result):
            yield from self._carriers(demand, posed)
            yield from self.carried(demand, posed, inbound, least)
        else:
            yield from self.apart(demand, inbound, posed.choices[demand.result.number], least)

    def apart(
        self, demand: Demand, inbound: Choices, outbound: Choices, least: Verdict
    ) -> Iterator[Clause]:
        """Yield clauses that keep licenses apart that do not go together.

        Parameters:
            demand: a use of a work.
            inbound: licenses of the work, each with the arm on which it depends.
            outbound: licenses of what it is used for.
            least: the verdict that is good enough.
        """
        for arm, against in self.clashing(demand, inbound, outbound, least):
            for other in against:
                yield tuple([-each for each in (arm, other) if each])

    def clashing(
        self, demand: Demand, inbound: Choices, outbound: Choices, least: Verdict
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield the arm of every license of a work, with the arms that it does not go with.

        Parameters:
            demand: a use of the work.
            inbound: licenses of the work, each with the arm on which it depends.
            outbound: licenses of what it is used for.
            least: the verdict that is good enough.
        """
        pairs, numbers = self.pairs(demand), self._numbers
        rows = self._rows.setdefault((pairs, least), {})
        outs = [numbers.setdefault(leaf, len(numbers)) for leaf, _ in outbound]
        wanted = set(outs)
        for leaf, arm in inbound:
            into = numbers.setdefault(leaf, len(numbers))
            compared, bad = rows.setdefault(into, (set(), set()))
            new = wanted - compared
            if new:
                compared |= new
                bad.update(
                    out
                    for out, (other, _) in zip(outs, outbound, strict=True)
                    if out in new and _decide(pairs, leaf, other)[0] < least
                )
            if wanted.isdisjoint(bad):
                yield arm, []
            else:
                pairs_of_arms = zip(outs, outbound, strict=True)
                yield arm, [other_arm for out, (_, other_arm) in pairs_of_arms if out in bad]

    def _carriers(self, demand: Demand, posed: Posed) -> Iterator[Clause]:
        """Let one license of a result that is under several at once take a work in."""
        assert demand.result is not None
        number = demand.result.number
        outbound, changed = posed.choices[number], posed.changed[number]
        ways = [0] * (len(outbound) + bool(changed))
        carriers = posed.program.add_choice(posed.program.add_block(), ways, matters=False)
        posed.carriers[id(demand)] = carriers
        if changed:
            yield (-carriers[-1], *changed)
        for (_, arm), carrier in zip(outbound, carriers, strict=False):
            if arm:
                yield -carrier, arm

    def carried(
        self, demand: Demand, posed: Posed, inbound: Choices, least: Verdict
    ) -> Iterator[Clause]:
        """Yield clauses for a use whose result is under several licenses at once.

        One of them takes the work in. If copyleft of the work is at play there, the others
        have to be such that this one could take them in as well, as in
        :func:`openlic.compatible`.

        Parameters:
            demand: the use.
            posed: the program, where the arms are of what takes the work in.
            inbound: licenses of the work, each with the arm on which it depends.
            least: the verdict that is good enough.
        """
        assert demand.result is not None
        pairs, outbound = self.pairs(demand), posed.choices[demand.result.number]
        for (leaf, _), carrier in zip(outbound, posed.carriers[id(demand)], strict=False):
            bad = [
                (other_arm,)
                for other, other_arm in outbound
                if other != leaf and _decide(pairs, other, leaf)[0] < least
            ]
            for into, into_arm in inbound:
                held = [-into_arm] if into_arm else []
                verdict, _, side = _decide(pairs, into, leaf)
                if verdict < least:
                    yield (-carrier, *held)
                elif side.copyleft.reaches != Verdict.NO:
                    yield from (
                        (-carrier, *held, *(-each for each in other if each)) for other in bad
                    )

    def _class_clauses(self, demand: Demand, posed: Posed, least: Verdict) -> Iterator[Clause]:
        """Yield what lets one of the options of a requirement hold."""
        ways = [
            way for option in demand.options if (way := self._way(option, posed, least)) is not None
        ]
        if not all(ways):
            return
        if len(ways) < 2:
            yield from ways[0] if ways else [()]
            return
        taken = posed.program.add_choice(posed.program.add_block(), [0] * len(ways), matters=False)
        for arm, way in zip(taken, ways, strict=True):
            yield from ((-arm, *clause) for clause in way)

    def _way(self, option: Option, posed: Posed, least: Verdict) -> list[Clause] | None:
        """Return the clauses under which a component meets a requirement; None for never."""
        if option.decided is not None and option.decided.verdict >= least:
            return []
        if not option.parties:
            added = posed.added.get(option.name)
            return [(added,)] if added else None
        if option.decided is not None and option.decided.rule == NOT_PRESENT:
            return None
        if option.decided is not None and self._framework.exact_ids:
            ways = [posed.changed[party.number] for party in option.parties]
            return ways if all(ways) else None
        bad = [
            arm
            for party in option.parties
            for leaf, arm in posed.choices[party.number]
            if self.judge(leaf, option.requirement).verdict < least
        ]
        return [(-arm,) for arm in bad] if all(bad) else None

    # --- What licenses cost -----------------------------------------------------------

    def _costs_of_parties(self) -> Iterator[Callable[[Leaf], int]]:
        """Yield for every party what a license costs: obligations, after what is preferred.

        A component asks what copies that are passed on ask, a work from elsewhere what its
        uses ask.
        """
        uses: dict[int, set[Pairs]] = {}
        for demand in self.demands:
            if demand.source is not None and not demand.source.work.is_own:
                uses.setdefault(demand.source.number, set()).add(self.pairs(demand))
        passed_on = {self._pairs("aggregate", self.asked.case.provide)}
        heavy = 0
        if self.asked.prefer:
            heavy = 1 + sum(
                self._burden(leaf, frozenset(uses.get(party.number, passed_on)))
                for party in self.parties
                for leaf in party.expression.leaves
            )
        for party in self.parties:
            if party.name in self._by_order:
                places = {leaf: n for n, leaf in enumerate(party.expression.leaves)}
                yield partial(_place, places)
            else:
                own = passed_on if party.work.is_own else set[Pairs]()
                yield partial(self._cost, frozenset(uses.get(party.number, own)), heavy)

    def _cost(self, uses: frozenset[Pairs], heavy: int, leaf: Leaf) -> int:
        """Return what a license costs in some uses, a place in the preferences being heavy."""
        return (heavy * self._rank(leaf) if heavy else 0) + self._burden(leaf, uses)

    def _burden(self, leaf: Leaf, uses: frozenset[Pairs]) -> int:
        """Return how much a license asks in some uses."""
        key = leaf, uses
        if key not in self._costs:
            sides = [pairs.inbound(leaf) for pairs in uses]
            self._costs[key] = sum(
                len(side.obligations) if side.verdict == _YES else NOT_GRANTED for side in sides
            )
        return self._costs[key]

    def _rank(self, leaf: Leaf) -> int:
        """Return the place of a license among those preferred, the end if it is not."""
        category = self.catalog.facts.get(leaf.license, {}).get("category")
        for place, wanted in enumerate(self.asked.prefer):
            if wanted in (str(leaf), leaf.license, category):
                return place
        return len(self.asked.prefer)

    # --- What demands say -------------------------------------------------------------

    def demands_on(self, party: Party | None) -> tuple[Demand, ...]:
        """Return the demands that have a party on one of their sides."""
        return () if party is None else self._touching.get(party.number, ())

    @cached_property
    def _touching(self) -> dict[int, tuple[Demand, ...]]:
        found: dict[int, list[Demand]] = {}
        for demand in self.demands:
            for party in (demand.source, demand.result):
                if party is not None:
                    found.setdefault(party.number, []).append(demand)
        return {number: tuple(demands) for number, demands in found.items()}

    def pairs(self, demand: Demand) -> Pairs:
        """Return what decides pairs of licenses for a demand."""
        return self._pairs(demand.use, demand.provide)

    def _pairs(self, use: str, provide: str) -> Pairs:
        asked = self.asked
        return pairs_for(use, provide, asked.case.purpose, asked.reading, self.catalog)

    def judge(self, leaf: Leaf, requirement: str) -> Judgement:
        """Return whether a license meets a requirement of the framework."""
        key = leaf, requirement
        if key not in self._judgements:
            named = {each.id: each.named for each in self._framework.requirements.values()}
            builder = GraphBuilder(self.catalog, named)
            root = builder.expression(Expression((leaf,)), requirement)
            solved = solve_graph(builder.build(), self._framework)
            says = "; ".join(dict.fromkeys(each.says for each in solved.reasons(root)))
            rule = solved.reasons(root)[0].rule
            self._judgements[key] = Judgement(solved.verdict(root), rule, says)
        return self._judgements[key]

    def failing(self, demand: Demand) -> Iterator[Pairing]:
        """Yield what a demand refuses, or is not known to allow, of the licenses at hand."""
        if demand.source is None:
            for option in demand.options:
                yield from self._failing_options(option)
            return
        assert demand.result is not None
        pairs = self.pairs(demand)
        for into in dict.fromkeys(demand.source.expression.leaves):
            for out in dict.fromkeys(demand.result.expression.leaves):
                verdict, grounds, side = _decide(pairs, into, out)
                if verdict != _YES:
                    against = tuple(each for each in grounds if each.verdict != _YES)
                    yield Pairing(side.label, str(out), verdict, against)

    def _failing_options(self, option: Option) -> Iterator[Pairing]:
        if not option.parties or option.decided is not None:
            if option.decided is not None and option.decided.verdict != _YES:
                label = " AND ".join(str(each.expression) for each in option.parties)
                yield _judged(label or option.name, option.decided)
            return
        leaves = (leaf for party in option.parties for leaf in party.expression.leaves)
        for leaf in dict.fromkeys(leaves):
            judgement = self.judge(leaf, option.requirement)
            if judgement.verdict != _YES:
                yield _judged(str(leaf), judgement)


def _binds_several(party: Party) -> bool:
    tokens = party.expression.tokens
    return any(isinstance(each, Operator) and each.name == "AND" for each in tokens)


def _decide(pairs: Pairs, into: Leaf, out: Leaf) -> tuple[Verdict, tuple[Ground, ...], Inbound]:
    return pairs.decide(pairs.inbound(into), pairs.outbound(out))


def _judged(label: str, judgement: Judgement) -> Pairing:
    ground = Ground(judgement.rule, judgement.verdict, judgement.says)
    return Pairing(label, "", judgement.verdict, (ground,))
