# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Choose among alternatives so that everything fits: the search, in integers.

A :class:`Program` has *choices*, of each of which exactly one arm holds, and *groups* of
clauses, each of which stands or falls as a whole. :func:`search` returns the one best way
to choose, or groups that cannot hold together. What arms and groups mean is the caller's
business. The answers are defined without regard to how they are found, so any correct
solver gives the same ones:

- best is what costs least; of these, what takes the earlier arm in the first choice where
  two ways differ;
- a conflict is the one that is found when groups are added one by one in their order,
  and what is not needed is left out from the end.

python-sat decides, minimizes and explains; it is loaded when something clashes.
"""

from __future__ import annotations

__all__ = ["Choice", "Outcome", "Program", "search"]

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from attrs import define, field, frozen

from openlic.errors import MissingPackageError

#: Solvers of python-sat: for one question after another, for the cheapest answer, and for
#: what follows without any question.
_DECIDING, _MINIMIZING, _PROPAGATING = "cadical153", "g3", "m22"

#: From this many arms on, "at most one" is written with counters, not pairs.
_MANY_ARMS = 8

Clause = tuple[int, ...]


@frozen
class Choice:
    """Arms of which exactly one holds, if the arm that the choice belongs to does.

    Attributes:
        parent: the arm of another choice of the same block without which no arm holds; 0
            if one always does.
        arms: variables, the most wanted first among those that cost the same.
    """

    parent: int
    arms: tuple[int, ...]


@define
class Program:
    """Choices and what they have to meet.

    Attributes:
        blocks: for every block its choices, those of inner arms after the outer ones.
        costs: what an arm costs; arms that are not here cost nothing.
        arms: the block of every arm; arms are numbered from 1.
        groups: for every group its clauses, each a disjunction of arms (positive) and of
            arms that do not hold (negative).
    """

    blocks: list[list[Choice]] = field(factory=list)
    costs: dict[int, int] = field(factory=dict)
    arms: list[int] = field(factory=lambda: [-1])
    groups: list[Sequence[Clause]] = field(factory=list)

    def add_block(self) -> int:
        """Add a block, whose choices are looked at together, and return its number."""
        self.blocks.append([])
        return len(self.blocks) - 1

    def add_choice(self, block: int, costs: Sequence[int], parent: int = 0) -> tuple[int, ...]:
        """Add a choice and return its arms.

        Parameters:
            block: where it belongs.
            costs: what each arm costs, at least 0.
            parent: an arm of the same block without which the choice does not arise.
        """
        first = len(self.arms)
        arms = tuple(range(first, first + len(costs)))
        self.arms += [block] * len(costs)
        cheapest = min(costs)
        for arm, cost in zip(arms, costs, strict=True):
            if cost > cheapest:
                self.costs[arm] = cost - cheapest
        self.blocks[block].append(Choice(parent, arms))
        return arms

    def add_group(self, clauses: Iterable[Clause]) -> int:
        """Add a group and return its number."""
        self.groups.append(tuple(clauses))
        return len(self.groups) - 1

    def blocks_of(self, group: int) -> set[int]:
        """Return the blocks that a group speaks of."""
        return {self.arms[abs(each)] for clause in self.groups[group] for each in clause}

    def alone(self, block: int, excluded: Container[int] = ()) -> Iterator[int]:
        """Yield the arms that are best in a block if no group is looked at.

        Parameters:
            block: its number.
            excluded: arms that cannot hold.
        """
        ways: dict[int, int] = {}  # what the choices below an arm cost
        best: list[int] = []
        for choice in reversed(self.blocks[block]):
            open_arms = [arm for arm in choice.arms if arm not in excluded]
            costs = [self.costs.get(arm, 0) + ways.get(arm, 0) for arm in open_arms]
            cost = min(costs, default=0)
            best.append(open_arms[costs.index(cost)] if costs else 0)
            ways[choice.parent] = ways.get(choice.parent, 0) + cost
        held = {0}
        for choice, arm in zip(self.blocks[block], reversed(best), strict=True):
            if choice.parent in held and arm:
                held.add(arm)
                yield arm

    def holds(self, group: int, held: Sequence[int]) -> bool:
        """Say whether all clauses of a group hold.

        Parameters:
            group: its number.
            held: for every arm whether it holds.
        """
        return all(
            any((each > 0) == bool(held[abs(each)]) for each in clause)
            for clause in self.groups[group]
        )


@frozen
class Outcome:
    """What a search found.

    Attributes:
        arms: the arms that hold; of what is in conflict no account is taken.
        cost: what they cost.
        conflicts: groups that cannot hold together, no group in two of them. Without any
            one of its groups the rest of a conflict can hold.
    """

    arms: frozenset[int]
    cost: int
    conflicts: tuple[tuple[int, ...], ...] = ()


def search(program: Program, *, skip: Iterable[int] = (), smallest: bool = False) -> Outcome:
    """Return the best way to choose, and what cannot hold together.

    Parameters:
        program: choices and groups.
        skip: groups that do not matter.
        smallest: whether conflicts are to have as few groups as possible.

    Raises:
        MissingPackageError: something clashes, and python-sat is not installed.

    >>> program = Program()
    >>> a, b = (program.add_choice(program.add_block(), [0, 2]) for _ in "ab")
    >>> _ = program.add_group([(-a[0], -b[0])])
    >>> sorted(search(program).arms) == [a[0], b[1]]
    True
    """
    search = _Search(program, skip, smallest)
    if not search.clashes:
        return search.outcome()
    fixed = _forced(program, search.groups)
    if fixed is not None:
        found = _Search(program, skip, smallest, fixed).run()
        if not found.conflicts:
            return found
    # A conflict has to rest on the groups alone, not on what follows from all of them.
    return search.run()


def _forced(program: Program, groups: Iterable[int]) -> dict[int, bool] | None:
    """Return what follows for single arms without any choice, or None if that is absurd."""
    guard = len(program.arms)
    clauses = [list(clause) for group in groups for clause in program.groups[group]]
    clauses += [
        clause
        for choices in program.blocks
        for choice in choices
        for clause in _exactly_one(choice.parent, choice.arms)
    ]
    guarded = [clause if len(clause) > 1 else [-guard, *clause] for clause in clauses]
    with _python_sat("pysat.solvers").Solver(name=_PROPAGATING, bootstrap_with=guarded) as solver:
        sound, literals = solver.propagate(assumptions=[guard])
    if not sound:
        return None
    found = {abs(each): each > 0 for each in literals if abs(each) != guard}
    for choice in (choice for choices in program.blocks for choice in choices):
        # Solvers are free to keep to themselves what follows at once.
        if not found.get(choice.parent, True) or any(map(found.get, choice.arms)):
            found |= {arm: False for arm in choice.arms if not found.get(arm)}
    return found


class _Search:
    """Groups that clash are looked at; those that hold by themselves never are.

    The best answer to fewer groups that happens to meet all is the best answer to all.
    So groups are added only once they fail, and what they join is solved by itself.
    """

    def __init__(
        self,
        program: Program,
        skip: Iterable[int],
        smallest: bool,
        fixed: Mapping[int, bool] | None = None,
    ) -> None:
        self._program = program
        self._smallest = smallest
        self._fixed = fixed if fixed is not None else {}
        self._out = set(skip)
        self._active: set[int] = set()
        self._held = bytearray(len(program.arms))
        self._cluster = list(range(len(program.blocks)))  # a representative, by block
        self._members = [[block] for block in range(len(program.blocks))]
        self._groups_of: list[list[int]] = [[] for _ in program.blocks]
        self._clusters_groups: list[list[int]] = [[] for _ in program.blocks]
        self._conflicts: list[tuple[int, ...]] = []
        self.groups = [group for group in range(len(program.groups)) if group not in self._out]
        excluded = {arm for arm, holds in self._fixed.items() if not holds}
        for block in range(len(program.blocks)):
            for arm in program.alone(block, excluded):
                self._held[arm] = 1
        self.clashes = self._failing(self.groups)

    def run(self) -> Outcome:
        """Search until nothing fails."""
        for group in self.groups:
            for block in self._program.blocks_of(group):
                self._groups_of[block].append(group)
        pending = []
        for group in self.clashes:
            if self._program.blocks_of(group):
                pending.append(group)
            else:
                self._conflicts.append((group,))
                self._out.add(group)
        while pending:
            touched = self._join(pending)
            changed: set[int] = set()
            for cluster in sorted(touched):
                changed |= self._solve(cluster)
            nearby = {group for block in changed for group in self._groups_of[block]}
            pending = self._failing(sorted(nearby))
        return self.outcome()

    def outcome(self) -> Outcome:
        """Return what was found so far."""
        arms = frozenset(arm for arm, held in enumerate(self._held) if held)
        cost = sum(self._program.costs.get(arm, 0) for arm in arms)
        return Outcome(arms, cost, tuple(sorted(self._conflicts)))

    def _failing(self, groups: Iterable[int]) -> list[int]:
        return [
            group
            for group in groups
            if group not in self._active
            and group not in self._out
            and not self._program.holds(group, self._held)
        ]

    def _join(self, groups: Sequence[int]) -> set[int]:
        """Take groups in, and make one cluster of the blocks of each; return the clusters."""
        for group in groups:
            self._active.add(group)
            first, *rest = sorted({self._cluster[b] for b in self._program.blocks_of(group)})
            for other in rest:
                large, small = sorted((first, other), key=lambda c: -len(self._members[c]))
                for block in self._members[small]:
                    self._cluster[block] = large
                self._members[large] += self._members[small]
                self._clusters_groups[large] += self._clusters_groups[small]
                first = large
            self._clusters_groups[first].append(group)
        return {self._cluster[block] for g in groups for block in self._program.blocks_of(g)}

    def _solve(self, cluster: int) -> set[int]:
        """Choose anew in a cluster, and return the blocks in which that changed anything."""
        blocks = sorted(self._members[cluster])
        while True:
            groups = sorted(g for g in self._clusters_groups[cluster] if g not in self._out)
            part = _Part(self._program, blocks, groups, self._fixed)
            arms = part.best()
            if arms is not None:
                break
            conflict = part.smallest_conflict() if self._smallest else part.first_conflict()
            self._conflicts.append(conflict)
            self._out.update(conflict)
        changed = set()
        for block in blocks:
            for choice in self._program.blocks[block]:
                for arm in choice.arms:
                    if self._held[arm] != (arm in arms):
                        self._held[arm] = arm in arms
                        changed.add(block)
        return changed


def _exactly_one(parent: int, arms: Sequence[int]) -> Iterator[list[int]]:
    """Yield clauses for a choice; of many arms, only that one holds at least."""
    yield [-parent, *arms] if parent else [*arms]
    if parent:
        yield from ([-arm, parent] for arm in arms)
    if len(arms) < _MANY_ARMS:
        yield from ([-a, -b] for place, a in enumerate(arms) for b in arms[:place])


class _Part:
    """Some blocks and groups of a program, as clauses over variables from 1 on."""

    def __init__(
        self,
        program: Program,
        blocks: Sequence[int],
        groups: Sequence[int],
        fixed: Mapping[int, bool],
    ) -> None:
        self._groups = groups
        choices = [choice for block in blocks for choice in program.blocks[block]]
        loose = [arm for choice in choices for arm in choice.arms if arm not in fixed]
        self._given = {arm for choice in choices for arm in choice.arms if fixed.get(arm)}
        self._arms = [0, *loose]
        number = {arm: place for place, arm in enumerate(self._arms)}
        self._choices = [
            Choice(
                number.get(choice.parent, 0), tuple(number[a] for a in choice.arms if a in number)
            )
            for choice in choices
            if fixed.get(choice.parent, True) and not self._given.intersection(choice.arms)
        ]
        self._costs = {number[a]: program.costs[a] for a in loose if a in program.costs}
        self._clauses = [
            [
                [
                    number[each] if each > 0 else -number[-each]
                    for each in clause
                    if abs(each) in number
                ]
                for clause in program.groups[group]
                if not any(fixed.get(abs(each)) == (each > 0) for each in clause)
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

    def best(self) -> set[int] | None:
        """Return the arms that are best, or None if the groups cannot hold together."""
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
            return {self._arms[arm] for arm in _earliest(rc2, self._choices)} | self._given

    def _deciding(self) -> tuple[Any, list[int]]:
        """Return a solver, and for every group a literal that switches it on."""
        switches = [self._top + place for place in range(1, len(self._groups) + 1)]
        solver = _python_sat("pysat.solvers").Solver(name=_DECIDING, bootstrap_with=self._rules)
        for switch, clauses in zip(switches, self._clauses, strict=True):
            for clause in clauses:
                solver.add_clause([-switch, *clause])
        return solver, switches

    def first_conflict(self) -> tuple[int, ...]:
        """Return the conflict that the order of the groups singles out.

        The shortest beginning that cannot hold ends with a group that is needed; with it
        in place the same is asked of what stands before it, until nothing more is needed.
        """
        solver, switches = self._deciding()
        needed: list[int] = []
        end = len(switches)
        with solver:
            while solver.solve(assumptions=needed):
                low, high = 1, end
                while low < high:
                    middle = (low + high) // 2
                    if solver.solve(assumptions=[*needed, *switches[:middle]]):
                        low = middle + 1
                    else:
                        high = middle
                needed.append(switches[low - 1])
                end = low - 1
        return self._named(needed, switches)

    def smallest_conflict(self) -> tuple[int, ...]:
        """Return the conflict with the fewest groups; of these the first in their order.

        What has to go so that the rest can hold has something in common with every
        conflict. The smallest set that meets all such sets found so far is a conflict, or
        gives one more of them (Ignatiev et al., Smallest MUS Extraction with Minimal
        Hitting Set Dualization, CP 2015).
        """
        solver, switches = self._deciding()
        program = Program()
        arms = {each: program.add_choice(program.add_block(), [1, 0]) for each in switches}
        with solver:
            while True:
                found = search(program).arms
                tried = [each for each in switches if arms[each][0] in found]
                if not solver.solve(assumptions=tried):
                    return self._named(tried, switches)
                kept = tried
                for each in switches:
                    if each not in tried and solver.solve(assumptions=[*kept, each]):
                        kept = [*kept, each]
                gone = [each for each in switches if each not in set(kept)]
                program.add_group([tuple(arms[each][0] for each in gone)])

    def _named(self, found: Iterable[int], switches: Sequence[int]) -> tuple[int, ...]:
        wanted = set(found)
        pairs = zip(switches, self._groups, strict=True)
        return tuple(group for switch, group in pairs if switch in wanted)


def _earliest(rc2: Any, choices: Sequence[Choice]) -> set[int]:
    """Return the arms that hold in the best answer, where earlier arms are preferred.

    Under the assumptions with which RC2 ends, exactly the answers of least cost remain.
    """
    held = {each for each in rc2.oracle.get_model() or () if each > 0}
    found = {0}
    for choice in choices:
        if choice.parent not in found:
            continue
        for arm in choice.arms:
            if arm not in held:
                if not rc2.oracle.solve(assumptions=[*rc2.active_assumps(), arm]):
                    continue
                held = {each for each in rc2.oracle.get_model() if each > 0}
            rc2.oracle.add_clause([arm])
            found.add(arm)
            break
    return found - {0}


def _python_sat(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPackageError("python-sat", "choices that depend on each other") from error
