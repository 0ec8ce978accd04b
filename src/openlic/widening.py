# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Put licenses for what is changed into a program, where they turn out to matter.

What is changed is first taken to go together with everything, so the cheapest changes that
a program finds are too good to be true, or true. Where one is found whose licenses are not
in the program yet, they are put in, and the program is asked again. The cheapest changes
are those that are found with all their licenses in it.
"""

from __future__ import annotations

__all__ = ["Widening"]

from collections.abc import Iterator

from openlic._tokens import Leaf
from openlic.constraints import Constraints, Posed
from openlic.demands import Demand
from openlic.parties import Choices, Party
from openlic.programs import Clause
from openlic.proposing import Proposer, Step
from openlic.terms import Verdict

_YES = Verdict.YES


class Widening:
    """Licenses of changes in a program.

    Parameters:
        constraints: the demands on a release.
        posed: the same as a program with changes, to which licenses are added.
        proposer: says which licenses a change might get.

    Attributes:
        demands: for every group that was added, the number of the demand that it is about.
    """

    def __init__(self, constraints: Constraints, posed: Posed, proposer: Proposer) -> None:
        self._constraints = constraints
        self._posed = posed
        self._proposer = proposer
        self._place = {id(demand): n for n, demand in enumerate(constraints.demands)}
        self._licenses: dict[int, Choices] = {}
        self._taken_in: dict[int, bool] = {}
        self.demands: dict[int, int] = {}

    def add(self, step: Step, arm: int) -> bool:
        """Put the licenses of a change into the program; say whether they were not there yet.

        Parameters:
            step: the change.
            arm: the arm that stands for it.
        """
        party = step.party
        if party is None or step.kind == "drop" or party.number in self._licenses:
            return False
        leaves = [Leaf(id) for id in self._proposer.all(step)]
        program = self._posed.program
        block, costs = program.arms[arm], [0] * len(leaves)
        arms = program.add_choice(block, costs, arm, matters=False) if leaves else ()
        self._licenses[party.number] = tuple(zip(leaves, arms, strict=True))
        # What takes the place of a work was not made from what the work was made from.
        self._taken_in[party.number] = step.kind != "replace"
        for demand in self._constraints.demands_on(party):
            clauses = [(-arm,)] if not leaves else list(self._clauses(demand, party))
            self.demands[program.add_group(clauses)] = self._place[id(demand)]
        return True

    def _clauses(self, demand: Demand, party: Party) -> Iterator[Clause]:
        """Yield what the licenses of a party that is changed have to meet."""
        licenses, constraints = self._licenses[party.number], self._constraints
        if demand.source is None or demand.result is None:
            return
        if demand.result is party:
            if self._taken_in[party.number]:
                number = demand.source.number
                inbound = (*self._posed.choices[number], *self._licenses.get(number, ()))
                yield from self._apart(demand, inbound, licenses)
            return
        number = demand.result.number
        if self._taken_in.get(number, False):
            yield from self._apart(demand, licenses, self._licenses[number])
        if id(demand) in self._posed.carriers:
            yield from constraints.carried(demand, self._posed, licenses, _YES)
        else:
            yield from self._apart(demand, licenses, self._posed.choices[number])

    def _apart(self, demand: Demand, inbound: Choices, outbound: Choices) -> Iterator[Clause]:
        """Yield what keeps licenses apart; of those that clash alike, all at once."""
        rows: dict[tuple[int, ...], list[int]] = {}
        for arm, against in self._constraints.clashing(demand, inbound, outbound, _YES):
            if against:
                rows.setdefault(tuple(against), []).append(arm)
        columns: dict[tuple[int, ...], list[int]] = {}
        rows_of: dict[int, list[int]] = {}
        for number, others in enumerate(rows):
            for other in others:
                rows_of.setdefault(other, []).append(number)
        for other, numbers in rows_of.items():
            columns.setdefault(tuple(numbers), []).append(other)
        together = []
        for arms in rows.values():
            arm, clauses = self._any_of(arms)
            together.append(arm)
            yield from clauses
        for in_rows, alike in columns.items():
            same, clauses = self._any_of(alike)
            yield from clauses
            for number in in_rows:
                yield tuple(-each for each in (together[number], same) if each)

    def _any_of(self, arms: list[int]) -> tuple[int, list[Clause]]:
        """Return an arm that holds if one of some holds, and the clauses for it.

        An arm of 0 always holds.
        """
        if len(arms) == 1 or 0 in arms:
            return (arms[0] if len(arms) == 1 else 0), []
        program = self._posed.program
        any_of_them, _ = program.add_choice(program.add_block(), [0, 0], matters=False)
        return any_of_them, [(any_of_them, -arm) for arm in arms]
