# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Programs as clauses for python-sat, which decides, minimizes and explains.

The answers are defined without regard to how they are found, so that every correct
solver, on every machine, gives the same ones:

- the best way to choose is what costs least; of these, the one that takes the earlier
  arm in the first choice where two ways differ;
- a conflict is the one that is found when groups are added one by one in their order,
  and what is not needed is left out from the end; or the smallest one, of these the
  first in the order of the groups.

python-sat is loaded when it is used.
"""

from __future__ import annotations

__all__ = ["Growing", "Part", "forced"]

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from openlic.errors import MissingPackageError
from openlic.programs import Choice, Program

#: Solvers of python-sat: for one question after another, for the cheapest answer, and for
#: what follows without any question.
_DECIDING, _MINIMIZING, _PROPAGATING = "g4", "g3", "m22"

#: From this many arms on, "at most one" is written with counters, not pairs.
_MANY_ARMS = 8


def _python_sat(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPackageError("python-sat", "choices that depend on each other") from error


def _at_least_one(parent: int, arms: Sequence[int]) -> Iterator[list[int]]:
    """Yield clauses for a choice of which more arms than one may hold."""
    yield [-parent, *arms] if parent else [*arms]
    if parent:
        yield from ([-arm, parent] for arm in arms)


def _exactly_one(parent: int, arms: Sequence[int]) -> Iterator[list[int]]:
    """Yield clauses for a choice; of many arms, only that one holds at least."""
    yield from _at_least_one(parent, arms)
    if len(arms) < _MANY_ARMS:
        yield from ([-a, -b] for place, a in enumerate(arms) for b in arms[:place])


def forced(program: Program, groups: Iterable[int]) -> dict[int, bool] | None:
    """Return what follows for single arms without any choice, or None if that is absurd.

    Raises:
        MissingPackageError: python-sat is not installed.
    """
    guard = len(program.arms)
    choices = [choice for block in program.blocks for choice in block]
    clauses = [list(clause) for group in groups for clause in program.groups[group]]
    clauses += [clause for choice in choices for clause in _exactly_one(choice.parent, choice.arms)]
    guarded = [clause if len(clause) > 1 else [-guard, *clause] for clause in clauses]
    with _python_sat("pysat.solvers").Solver(name=_PROPAGATING, bootstrap_with=guarded) as solver:
        sound, literals = solver.propagate(assumptions=[guard])
    if not sound:
        return None
    found = {abs(each): each > 0 for each in literals if abs(each) != guard}
    for choice in choices:
        # Solvers are free to keep to themselves what follows at once.
        if not found.get(choice.parent, True) or any(map(found.get, choice.arms)):
            found |= {arm: False for arm in choice.arms if not found.get(arm)}
    return found


class Part:
    """Some blocks and groups of a program, as clauses over variables from 1 on.

    Parameters:
        program: the program.
        blocks: numbers of blocks.
        groups: numbers of groups, which speak of no other blocks.
        fixed: arms of which it is known whether they hold.
    """

    def __init__(
        self,
        program: Program,
        blocks: Iterable[int],
        groups: Sequence[int],
        fixed: Mapping[int, bool] | None = None,
    ) -> None:
        known = fixed if fixed is not None else {}
        choices = [choice for block in blocks for choice in program.blocks[block]]
        loose = [arm for choice in choices for arm in choice.arms if arm not in known]
        number = {arm: place for place, arm in enumerate(loose, 1)}
        self._groups = groups
        self._arms = [0, *loose]
        self._given = {arm for choice in choices for arm in choice.arms if known.get(arm)}
        self._choices = [
            Choice(
                number.get(choice.parent, 0),
                tuple([number[arm] for arm in choice.arms if arm in number]),
                choice.matters,
            )
            for choice in choices
            if known.get(choice.parent, True) and self._given.isdisjoint(choice.arms)
        ]
        self._costs = {number[arm]: program.costs[arm] for arm in loose if arm in program.costs}
        self._clauses = [
            [
                [
                    number[each] if each > 0 else -number[-each]
                    for each in clause
                    if abs(each) in number
                ]
                for clause in program.groups[group]
                if not any(known.get(abs(each)) == (each > 0) for each in clause)
            ]
            for group in groups
        ]
        self._top = len(loose)
        self._rules = [rule for choice in self._choices for rule in self._rules_of(choice)]

    def _rules_of(self, choice: Choice) -> Iterator[list[int]]:
        yield from _exactly_one(choice.parent, choice.arms)
        if len(choice.arms) >= _MANY_ARMS:
            cards = _python_sat("pysat.card")
            counted = cards.CardEnc.atmost(
                list(choice.arms), 1, top_id=self._top, encoding=cards.EncType.ladder
            )
            self._top = max(self._top, counted.nv)
            yield from counted.clauses

    # --- The best way -----------------------------------------------------------------

    def best(self) -> set[int] | None:
        """Return the arms of the best way to choose; None if the groups cannot hold together.

        Raises:
            MissingPackageError: python-sat is not installed.
        """
        if any(not clause for group in self._clauses for clause in group):
            return None
        formula = _python_sat("pysat.formula").WCNF()
        formula.extend(self._rules)
        formula.extend(clause for group in self._clauses for clause in group)
        for arm, cost in self._costs.items():
            formula.append([-arm], weight=cost)
        formula.nv = max(formula.nv, self._top)
        minimizers = _python_sat("pysat.examples.rc2")
        weighted = len(set(self._costs.values())) > 1
        minimizer = minimizers.RC2Stratified if weighted else minimizers.RC2
        with minimizer(formula, solver=_MINIMIZING) as rc2:
            if rc2.compute() is None:
                return None
            return {self._arms[arm] for arm in self._earliest(rc2)} | self._given

    def _earliest(self, rc2: Any) -> set[int]:
        """Return the arms that hold in the best answer, where earlier arms are preferred.

        Under the assumptions with which RC2 ends, exactly the answers of least cost remain.
        """
        held = {each for each in rc2.oracle.get_model() or () if each > 0}
        for choice in self._choices:
            if not choice.matters or (choice.parent and choice.parent not in held):
                continue
            for arm in choice.arms:
                if arm not in held:
                    if not rc2.oracle.solve(assumptions=[*rc2.active_assumps(), arm]):
                        continue
                    held = {each for each in rc2.oracle.get_model() if each > 0}
                rc2.oracle.add_clause([arm])
                break
        return {arm for arm in held if arm < len(self._arms)}

    # --- Conflicts --------------------------------------------------------------------

    def conflicts(self, *, smallest: bool = False) -> list[tuple[int, ...]]:
        """Return groups that cannot hold together, no group in two of the conflicts.

        Parameters:
            smallest: whether each is to have as few groups as possible.

        Raises:
            MissingPackageError: python-sat is not installed.
        """
        solver, switches = self._deciding()
        found: list[tuple[int, ...]] = []
        group_of = dict(zip(switches, self._groups, strict=True))
        with solver:
            while not solver.solve(assumptions=switches):
                first = _first_conflict(solver, switches)
                conflict = self._smallest(solver, switches, first) if smallest else first
                found.append(tuple(sorted(group_of[switch] for switch in conflict)))
                gone = set(conflict)
                switches = [switch for switch in switches if switch not in gone]
        return sorted(found)

    def _deciding(self) -> tuple[Any, list[int]]:
        """Return a solver, and for every group a literal that switches it on."""
        switches = [self._top + place for place in range(1, len(self._groups) + 1)]
        solver = _python_sat("pysat.solvers").Solver(name=_DECIDING, bootstrap_with=self._rules)
        for switch, clauses in zip(switches, self._clauses, strict=True):
            for clause in clauses:
                solver.add_clause([-switch, *clause])
        return solver, switches

    def _smallest(
        self, solver: Any, switches: Sequence[int], known: Sequence[int]
    ) -> Sequence[int]:
        """Return the conflict with the fewest groups; of these the first in their order.

        What has to go so that the rest can hold has something in common with every
        conflict. The smallest set that meets all such sets found so far is a conflict, or
        gives one more of them (Ignatiev et al., Smallest MUS Extraction with Minimal
        Hitting Set Dualization, CP 2015).
        """
        if len(known) == 1:
            return known
        program = Program()
        arms = {each: program.add_choice(program.add_block(), [1, 0])[0] for each in switches}
        clauses = dict(zip(self._switches(), self._clauses, strict=True))
        while True:
            picked = Part(program, range(len(arms)), range(len(program.groups))).best()
            assert picked is not None
            tried = [each for each in switches if arms[each] in picked]
            if not solver.solve(assumptions=tried):
                return tried
            gone = _without_which_rest_holds(solver, tried, switches, clauses)
            program.add_group([tuple(arms[each] for each in gone)])

    def _switches(self) -> range:
        return range(self._top + 1, self._top + 1 + len(self._groups))


class Growing:
    """The cheapest way to choose in a program that grows between one question and the next.

    Of a choice that does not matter more arms than one may hold; groups have to be such that
    an arm fewer never breaks them. Of those that matter, only one does.

    Parameters:
        program: the program, to which choices and groups may be added later. Choices that
            matter have to be there from the beginning.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._choices = [choice for block in program.blocks for choice in block if choice.matters]
        self._seen_choices: list[int] = []
        self._seen_groups = 0
        self._possible = True
        self._literals: dict[int, int] = {}
        self._rc2: Any = None

    def best(self, *, earliest: bool) -> frozenset[int] | None:
        """Return the arms of choices that matter in a way that costs least; None if there is none.

        Parameters:
            earliest: whether of these ways it is the one that takes earlier arms, or any.

        Raises:
            MissingPackageError: python-sat is not installed.
        """
        clauses = [*self._new_choices(), *self._new_groups()]
        self._possible = self._possible and all(clauses)
        if not self._possible:
            return None
        if self._rc2 is None:
            formula = _python_sat("pysat.formula").WCNF()
            formula.extend(clauses)
            for arm, cost in self._program.costs.items():
                formula.append([-arm], weight=cost)
            formula.nv = max(formula.nv, len(self._program.arms) - 1)
            self._rc2 = _python_sat("pysat.examples.rc2").RC2(
                formula, solver=_MINIMIZING, minz=True
            )
            self._number_arms(lambda arm: arm)
        else:
            self._number_arms(lambda _arm: int(self._rc2.pool.id()))
            literals, add = self._literals, self._rc2.oracle.add_clause
            for clause in clauses:
                add([literals[each] for each in clause])
        if self._rc2.compute() is None:
            return None
        if earliest:
            return self._earliest()
        held = {each for each in self._rc2.oracle.get_model() if each > 0}
        return frozenset(arm for choice in self._choices for arm in choice.arms if arm in held)

    def _number_arms(self, number: Callable[[int], int]) -> None:
        """Give the arms that are new a variable of the solver, which has some of its own."""
        for arm in range(len(self._literals) // 2 + 1, len(self._program.arms)):
            variable = number(arm)
            self._literals[arm], self._literals[-arm] = variable, -variable

    def _new_choices(self) -> Iterator[list[int]]:
        blocks = self._program.blocks
        self._seen_choices += [0] * (len(blocks) - len(self._seen_choices))
        for block, choices in enumerate(blocks):
            for choice in choices[self._seen_choices[block] :]:
                if choice.matters:
                    yield from _exactly_one(choice.parent, choice.arms)
                else:
                    yield from _at_least_one(choice.parent, choice.arms)
            self._seen_choices[block] = len(choices)

    def _new_groups(self) -> Iterator[list[int]]:
        groups = self._program.groups
        for group in groups[self._seen_groups :]:
            yield from map(list, group)
        self._seen_groups = len(groups)

    def _earliest(self) -> frozenset[int]:
        """Return the arms that hold in the best answer, where earlier arms are preferred."""
        oracle, fixed = self._rc2.oracle, self._rc2.active_assumps()
        held = {each for each in oracle.get_model() if each > 0}
        found = []
        for choice in self._choices:
            if choice.parent and choice.parent not in held:
                continue
            for arm in choice.arms:
                if arm not in held:
                    if not oracle.solve(assumptions=[*fixed, arm]):
                        continue
                    held = {each for each in oracle.get_model() if each > 0}
                fixed.append(arm)
                found.append(arm)
                break
        return frozenset(found)


def _first_conflict(solver: Any, switches: Sequence[int]) -> list[int]:
    """Return the conflict that the order of the groups singles out, later groups first.

    The shortest beginning that cannot hold ends with a group that is needed; with it in
    place the same is asked of what stands before it, until nothing more is needed.
    """
    place = {switch: number for number, switch in enumerate(switches, 1)}
    needed: list[int] = []
    end = len(switches)
    while solver.solve(assumptions=needed):
        low, high = 1, end
        probe = (low + high) // 2
        while low < high:
            if solver.solve(assumptions=[*needed, *switches[:probe]]):
                low = probe + 1
                probe = (low + high) // 2
            else:
                core = solver.get_core()
                high = max(place[each] for each in core if place[each] <= probe)
                probe = high - 1  # a core mostly ends where the shortest beginning does
        needed.append(switches[high - 1])
        end = high - 1
    return needed


def _without_which_rest_holds(
    solver: Any,
    kept: Sequence[int],
    switches: Sequence[int],
    clauses: Mapping[int, Sequence[Sequence[int]]],
) -> list[int]:
    """Return switches without which all others can hold, with those that are kept."""
    rest = [switch for switch in switches if switch not in set(kept)]
    gone: list[int] = []
    kept = list(kept)
    while True:
        held = set(solver.get_model())
        holding = [s for s in rest if all(not held.isdisjoint(clause) for clause in clauses[s])]
        kept += holding
        rest = [switch for switch in rest if switch not in set(holding)]
        while rest and not solver.solve(assumptions=[*kept, rest[0]]):
            gone.append(rest.pop(0))
        if not rest:
            return gone
