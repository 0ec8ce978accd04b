# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of the solver, which knows gates and three values and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlic.solver import ALL, ANY, LEAF, NO, UNKNOWN, YES, Labels, Program, solve

VALUES = (NO, UNKNOWN, YES)

#: Kind and inputs of each gate; a program as plain values.
Gates: TypeAlias = Sequence[tuple[int, tuple[int, ...]]]

_LONG = 100_000


# --- Programs at random ---------------------------------------------------------------


def _gates(drawn: list[tuple[int, list[int]]]) -> list[tuple[int, tuple[int, ...]]]:
    """Make every gate read gates before it; the first is a leaf."""
    gates: list[tuple[int, tuple[int, ...]]] = []
    for number, (kind, inputs) in enumerate(drawn):
        reads = kind != LEAF and number > 0
        sources = tuple(source % number for source in inputs) if reads else ()
        gates.append((kind if reads else LEAF, sources))
    return gates


_GATE = st.tuples(st.sampled_from((LEAF, ALL, ANY)), st.lists(st.integers(0, 99), max_size=3))
programs = st.lists(_GATE, min_size=1, max_size=12).map(_gates)
leaf_values = st.lists(st.sampled_from(VALUES), min_size=12, max_size=12)


def _program(gates: Gates) -> Program:
    program = Program()
    for number, (kind, inputs) in enumerate(gates):
        assert program.add(kind, inputs) == number
    return program


def _solve(gates: Gates, leaves: Sequence[int]) -> Labels:
    return solve(_program(gates), leaves.__getitem__)


def _evaluate(gates: Gates, leaves: Sequence[int], number: int) -> int:
    """Return the value of a gate from the definition, without any sharing."""
    kind, inputs = gates[number]
    if kind == LEAF:
        return leaves[number]
    values = [_evaluate(gates, leaves, source) for source in inputs]
    decisive, otherwise = (NO, YES) if kind == ALL else (YES, NO)
    if decisive in values:
        return decisive
    return UNKNOWN if UNKNOWN in values else otherwise


def _closure(labels: Labels, root: int) -> set[int]:
    """Return the gates that the value of one rests on, by the answers of ``support``."""
    found, pending = {root}, [root]
    while pending:
        new = set(labels.support(pending.pop())) - found
        found |= new
        pending.extend(new)
    return found


def _with(leaves: Sequence[int], changed: Mapping[int, int]) -> list[int]:
    return [changed.get(number, value) for number, value in enumerate(leaves)]


# --- Values ---------------------------------------------------------------------------


def test_the_values_are_ordered_no_unknown_yes() -> None:
    assert NO < UNKNOWN < YES


@given(programs, leaf_values)
def test_the_solution_equals_an_evaluation_of_each_gate(gates: Gates, leaves: list[int]) -> None:
    expected = [_evaluate(gates, leaves, number) for number in range(len(gates))]
    assert list(_solve(gates, leaves).values) == expected


_ROWS = [row for width in range(4) for row in product(VALUES, repeat=width)]


@pytest.mark.parametrize("row", _ROWS)
def test_all_is_the_minimum_and_any_the_maximum(row: tuple[int, ...]) -> None:
    inputs = tuple(range(len(row)))
    gates = [(LEAF, ())] * len(row) + [(ALL, inputs), (ANY, inputs)]
    *_, every, some = _solve(gates, row).values
    assert every == min(row, default=YES)
    assert some == max(row, default=NO)


def test_all_of_nothing_is_yes_and_any_of_nothing_is_no() -> None:
    labels = _solve([(ALL, ()), (ANY, ())], ())
    assert list(labels.values) == [YES, NO]
    assert [tuple(labels.support(gate)) for gate in (0, 1)] == [(), ()]


@given(programs, leaf_values, st.data())
def test_raising_a_leaf_lowers_nothing(
    gates: Gates, leaves: list[int], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(gates) - 1))
    raised = _with(leaves, {number: YES})
    before, after = _solve(gates, leaves).values, _solve(gates, raised).values
    assert all(new >= old for old, new in zip(before, after, strict=True))


@given(programs, leaf_values)
def test_the_same_program_has_one_solution(gates: Gates, leaves: list[int]) -> None:
    program = _program(gates)
    first, second = (solve(program, leaves.__getitem__) for _ in range(2))
    assert first.values == second.values
    assert first.program is second.program is program


@given(programs, leaf_values)
def test_each_leaf_is_asked_once_and_no_other_gate(gates: Gates, leaves: list[int]) -> None:
    asked: list[int] = []

    def leaf(number: int) -> int:
        asked.append(number)
        return leaves[number]

    solve(_program(gates), leaf)
    assert asked == [number for number, (kind, _) in enumerate(gates) if kind == LEAF]


def test_an_empty_program_has_no_values() -> None:
    assert list(solve(Program(), lambda number: number).values) == []


# --- Support --------------------------------------------------------------------------


@given(programs, leaf_values, st.data())
def test_what_lies_outside_the_support_cannot_change_a_yes_or_a_no(
    gates: Gates, leaves: list[int], data: st.DataObject
) -> None:
    labels, root = _solve(gates, leaves), len(gates) - 1
    if labels.values[root] == UNKNOWN:
        return
    closure = _closure(labels, root)
    outside = [n for n, (kind, _) in enumerate(gates) if kind == LEAF and n not in closure]
    drawn = data.draw(st.lists(st.sampled_from(VALUES), min_size=12, max_size=12))
    for flipped in ([NO] * 12, [YES] * 12, drawn):
        changed = _with(leaves, {number: flipped[number] for number in outside})
        assert _solve(gates, changed).values[root] == labels.values[root]


@given(programs, leaf_values)
def test_an_unknown_rests_on_unknown_leaves_and_settles_with_them(
    gates: Gates, leaves: list[int]
) -> None:
    labels = _solve(gates, leaves)
    for root in (n for n, value in enumerate(labels.values) if value == UNKNOWN):
        closure = _closure(labels, root)
        missing = [number for number in closure if gates[number][0] == LEAF]
        assert missing
        assert {labels.values[number] for number in closure} == {UNKNOWN}
        for settled in (NO, YES):
            changed = _with(leaves, dict.fromkeys(missing, settled))
            assert _solve(gates, changed).values[root] == settled


@given(programs, leaf_values)
def test_support_has_the_value_that_it_supports_in_the_order_of_the_inputs(
    gates: Gates, leaves: list[int]
) -> None:
    labels = _solve(gates, leaves)
    for number, (_, inputs) in enumerate(gates):
        support, remaining = labels.support(number), iter(inputs)
        assert all(source in remaining for source in support)
        assert {labels.values[source] for source in support} <= {labels.values[number]}
        assert bool(support) is bool(inputs)


@pytest.mark.parametrize(
    ("kind", "row", "support"),
    [
        (ALL, (YES, YES), (0, 1)),
        (ALL, (YES, NO, UNKNOWN, NO), (1, 3)),
        (ALL, (YES, UNKNOWN, UNKNOWN), (1, 2)),
        (ANY, (NO, YES, YES), (1,)),
        (ANY, (NO, UNKNOWN, NO, UNKNOWN), (1, 3)),
        (ANY, (NO, NO), (0, 1)),
        (LEAF, (), ()),
    ],
)
def test_the_support_of_a_gate(kind: int, row: tuple[int, ...], support: tuple[int, ...]) -> None:
    inputs = tuple(range(len(row)))
    labels = _solve([(LEAF, ())] * len(row) + [(kind, inputs)], (*row, YES))
    assert tuple(labels.support(len(row))) == support


# --- Election -------------------------------------------------------------------------


@given(programs, leaf_values)
def test_a_choice_elects_the_first_of_its_best_inputs(gates: Gates, leaves: list[int]) -> None:
    labels = _solve(gates, leaves)
    for number, (kind, inputs) in enumerate(gates):
        if kind != ANY or not inputs:
            continue
        elected = labels.elected(number)
        assert labels.values[elected] == labels.values[number]
        earlier = inputs[: inputs.index(elected)]
        assert all(labels.values[source] < labels.values[elected] for source in earlier)


@pytest.mark.parametrize("kind", [LEAF, ANY])
def test_a_gate_without_inputs_elects_nothing(kind: int) -> None:
    with pytest.raises(ValueError):
        _solve([(kind, ())], [YES]).elected(0)


# --- Building -------------------------------------------------------------------------


@pytest.mark.parametrize("source", [1, 2, 99, -1])
@pytest.mark.parametrize("kind", [ALL, ANY])
def test_a_gate_reads_only_gates_before_it(kind: int, source: int) -> None:
    program = Program()
    first = program.add(LEAF)
    with pytest.raises(ValueError, match=f"gate 1 reads gate {source}"):
        program.add(kind, (first, source))
    assert (program.kinds, program.inputs) == ([LEAF], [()])


def test_the_first_gate_cannot_read_itself() -> None:
    with pytest.raises(ValueError, match="gate 0 reads gate 0"):
        Program().add(ALL, (0,))


# --- Depth and width ------------------------------------------------------------------


@pytest.mark.parametrize("kind", [ALL, ANY])
@pytest.mark.parametrize("value", VALUES)
def test_a_long_chain_is_solved_without_recursion(kind: int, value: int) -> None:
    program = Program()
    last = program.add(LEAF)
    for _ in range(_LONG):
        last = program.add(kind, (last,))
    labels = solve(program, lambda _: value)
    assert labels.values[last] == value
    assert len(_closure(labels, last)) == _LONG + 1


def test_a_long_chain_of_doubled_inputs_is_solved_in_one_pass() -> None:
    program = Program()
    last = program.add(LEAF)
    for number in range(_LONG):
        last = program.add(ANY if number % 2 else ALL, (last, last))
    assert solve(program, lambda _: UNKNOWN).values == [UNKNOWN] * (_LONG + 1)


def test_a_wide_gate_is_solved() -> None:
    program = Program()
    leaves = [program.add(LEAF) for _ in range(_LONG)]
    every, some = program.add(ALL, leaves), program.add(ANY, leaves)
    labels = solve(program, lambda number: NO if number == _LONG - 1 else YES)
    assert (labels.values[every], labels.values[some]) == (NO, YES)
    assert tuple(labels.support(every)) == (_LONG - 1,)
    assert tuple(labels.support(some)) == (0,)
