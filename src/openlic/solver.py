# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Label a graph of conjunctions and disjunctions with three values.

The solver knows integers only: what the leaves mean is the caller's business.
A :class:`Program` lists its gates so that every input comes before the gate that
uses it. One pass in that order labels all gates, so the time is linear in the
number of edges, nothing recurses, and no normal form is ever built.
"""

from __future__ import annotations

__all__ = ["ALL", "ANY", "LEAF", "NO", "UNKNOWN", "YES", "Labels", "Program", "solve"]

from collections.abc import Callable, Sequence

#: Gate kinds: a leaf takes its value from the caller, ALL is the minimum and ANY
#: the maximum of its inputs. ALL of nothing is YES, ANY of nothing is NO.
LEAF, ALL, ANY = 0, 1, 2

#: Values, in their order.
NO, UNKNOWN, YES = 0, 1, 2


class Program:
    """Gates in an order where inputs come first; empty at first.

    Attributes:
        kinds: LEAF, ALL or ANY, per gate.
        inputs: the gates that each gate reads; empty for leaves.
    """

    __slots__ = ("inputs", "kinds")

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.inputs: list[Sequence[int]] = []

    def add(self, kind: int, inputs: Sequence[int] = ()) -> int:
        """Append a gate and return its number.

        Raises:
            ValueError: an input does not come before the gate.
        """
        number = len(self.kinds)
        for source in inputs:
            if not 0 <= source < number:
                raise ValueError(f"gate {number} reads gate {source}, which does not come before")
        self.kinds.append(kind)
        self.inputs.append(inputs)
        return number


class Labels:
    """The value of every gate of a program.

    Attributes:
        program: what was labelled.
        values: NO, UNKNOWN or YES, per gate.
    """

    __slots__ = ("program", "values")

    def __init__(self, program: Program, values: Sequence[int]) -> None:
        self.program = program
        self.values = values

    def support(self, gate: int) -> Sequence[int]:
        """Return the inputs that decide the value of ``gate``, in their order.

        A conjunction is held up by all of its inputs, or brought down by those
        of the lowest value; a disjunction is carried by its first best input, or
        fails with all of them. Leaves need no support.
        """
        inputs, value = self.program.inputs[gate], self.values[gate]
        kind = self.program.kinds[gate]
        if kind == ANY and value == YES:
            return (next(i for i in inputs if self.values[i] == YES),)
        if (kind == ALL and value == YES) or (kind == ANY and value == NO):
            return inputs
        return tuple(i for i in inputs if self.values[i] == value)

    def elected(self, gate: int) -> int:
        """Return the input that a disjunction elects: the first of the best value.

        Raises:
            ValueError: the gate has no inputs.
        """
        return max(self.program.inputs[gate], key=self.values.__getitem__)


def solve(program: Program, leaf: Callable[[int], int]) -> Labels:
    """Label every gate of ``program``.

    Parameters:
        program: the gates.
        leaf: gives the value of a leaf, asked once for each.

    Returns:
        Labels: the values, for which :meth:`Labels.support` gives the reasons.

    >>> program = Program()
    >>> a, b = program.add(LEAF), program.add(LEAF)
    >>> either = program.add(ANY, (a, b))
    >>> labels = solve(program, {a: NO, b: UNKNOWN}.__getitem__)
    >>> labels.values[either] == UNKNOWN, labels.support(either) == (b,)
    (True, True)
    """
    values: list[int] = []
    for gate, (kind, inputs) in enumerate(zip(program.kinds, program.inputs, strict=True)):
        if kind == LEAF:
            values.append(leaf(gate))
        elif kind == ALL:
            values.append(min((values[i] for i in inputs), default=YES))
        else:
            values.append(max((values[i] for i in inputs), default=NO))
    return Labels(program, values)
