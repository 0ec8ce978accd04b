# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Choose among alternatives so that everything fits: the search, in integers.

A :class:`~openlic.programs.Program` has *choices*, of each of which exactly one arm holds,
and *groups* of clauses, each of which stands or falls as a whole. :func:`search` returns
the one best way to choose, :func:`find_conflicts` the groups that cannot hold together.
What arms and groups mean is the caller's business.
"""

from __future__ import annotations

__all__ = ["Outcome", "find_conflicts", "nothing_clashes", "search"]

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from openlic.clauses import Part, forced
from openlic.programs import Program


@frozen
class Outcome:
    """A way to choose.

    Attributes:
        arms: the arms that hold.
        cost: what they cost.
    """

    arms: frozenset[int]
    cost: int


def search(program: Program) -> Outcome | None:
    """Return the best way to choose; None if the groups cannot hold together.

    Best is what costs least, and of this what takes earlier arms.

    Parameters:
        program: choices and groups.

    Raises:
        MissingPackageError: something clashes, and python-sat is not installed.

    >>> program = Program()
    >>> a, b = (program.add_choice(program.add_block(), [0, 2]) for _ in "ab")
    >>> _ = program.add_group([(-a[0], -b[0])])
    >>> sorted(search(program).arms) == [a[0], b[1]]
    True
    """
    groups = range(len(program.groups))
    alone = _Search(program, {})
    if not alone.failing(groups):
        return alone.outcome()
    fixed = forced(program, groups)
    return None if fixed is None else _Search(program, fixed).run()


def nothing_clashes(program: Program) -> bool:
    """Say whether all groups hold where every choice takes what is best for itself."""
    return not _Search(program, {}).failing(range(len(program.groups)))


def find_conflicts(
    program: Program, *, skip: Iterable[int] = (), smallest: bool = False
) -> tuple[tuple[int, ...], ...]:
    """Return groups that cannot hold together; none if all can.

    No group is in two of the conflicts, and what is in none can hold. Without any one of
    its groups the rest of a conflict can hold.

    Parameters:
        program: choices and groups.
        skip: groups that do not matter.
        smallest: whether conflicts are to have as few groups as possible.

    Raises:
        MissingPackageError: python-sat is not installed.
    """
    out = set(skip)
    groups = [group for group in range(len(program.groups)) if group not in out]
    return tuple(Part(program, range(len(program.blocks)), groups).conflicts(smallest=smallest))


def _outcome(program: Program, arms: Iterable[int]) -> Outcome:
    held = frozenset(arms)
    return Outcome(held, sum(program.costs.get(arm, 0) for arm in held))


class _Search:
    """Groups that clash are looked at; those that hold by themselves never are.

    The best answer to fewer groups that happens to meet all is the best answer to all.
    So groups are added only once they fail, and what they join is solved by itself.
    """

    def __init__(self, program: Program, fixed: Mapping[int, bool]) -> None:
        self._program = program
        self._fixed = fixed
        self._active: set[int] = set()
        self._held = bytearray(len(program.arms))
        self._cluster = list(range(len(program.blocks)))  # a representative, by block
        self._members = [[block] for block in range(len(program.blocks))]
        self._groups_of: list[list[int]] = [[] for _ in program.blocks]
        self._clusters_groups: list[list[int]] = [[] for _ in program.blocks]
        excluded = {arm for arm, holds in fixed.items() if not holds}
        for block in range(len(program.blocks)):
            for arm in program.alone(block, excluded):
                self._held[arm] = 1

    def run(self) -> Outcome | None:
        """Search until nothing fails."""
        groups = range(len(self._program.groups))
        for group in groups:
            for block in self._program.blocks_of(group):
                self._groups_of[block].append(group)
        pending = self.failing(groups)
        while pending:
            changed: set[int] = set()
            for cluster in sorted(self._join(pending)):
                arms = self._solve(cluster)
                if arms is None:
                    return None
                changed |= self._take(cluster, arms)
            nearby = {group for block in changed for group in self._groups_of[block]}
            pending = self.failing(sorted(nearby))
        return self.outcome()

    def outcome(self) -> Outcome:
        """Return the arms that hold so far."""
        return _outcome(self._program, (arm for arm, held in enumerate(self._held) if held))

    def failing(self, groups: Iterable[int]) -> list[int]:
        """Return the groups that fail and are not yet looked at."""
        return [
            group
            for group in groups
            if group not in self._active and not self._program.holds(group, self._held)
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

    def _solve(self, cluster: int) -> set[int] | None:
        blocks = sorted(self._members[cluster])
        groups = sorted(self._clusters_groups[cluster])
        return Part(self._program, blocks, groups, self._fixed).best()

    def _take(self, cluster: int, arms: set[int]) -> set[int]:
        """Let arms hold in a cluster, and return the blocks in which that changes anything."""
        changed = set()
        for block in self._members[cluster]:
            for choice in self._program.blocks[block]:
                for arm in choice.arms:
                    if self._held[arm] != (arm in arms):
                        self._held[arm] = arm in arms
                        changed.add(block)
        return changed
