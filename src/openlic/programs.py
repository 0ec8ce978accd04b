# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Choices and what they have to meet, in integers."""

from __future__ import annotations

__all__ = ["Choice", "Clause", "Program"]

from collections.abc import Container, Iterable, Iterator, Sequence

from attrs import define, field, frozen

#: A disjunction of arms that hold (positive) and arms that do not (negative).
Clause = tuple[int, ...]


@frozen
class Choice:
    """Arms of which exactly one holds, if the arm that the choice belongs to does.

    Attributes:
        parent: the arm of another choice of the same block without which no arm holds; 0
            if one always does.
        arms: variables, the most wanted first among those that cost the same.
        matters: whether it matters which of the ways that cost the same is taken.
    """

    parent: int
    arms: tuple[int, ...]
    matters: bool = True


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

    def add_choice(
        self, block: int, costs: Sequence[int], parent: int = 0, *, matters: bool = True
    ) -> tuple[int, ...]:
        """Add a choice and return its arms.

        Parameters:
            block: where it belongs.
            costs: what each arm costs, at least 0.
            parent: an arm of the same block without which the choice does not arise.
            matters: whether it matters which of the ways that cost the same is taken.
        """
        first = len(self.arms)
        arms = tuple(range(first, first + len(costs)))
        self.arms += [block] * len(costs)
        cheapest = min(costs)
        for arm, cost in zip(arms, costs, strict=True):
            if cost > cheapest:
                self.costs[arm] = cost - cheapest
        self.blocks[block].append(Choice(parent, arms, matters))
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
