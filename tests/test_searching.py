# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The search among choices, against an oracle that tries all ways."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openlic import clauses
from openlic.clauses import Growing
from openlic.errors import MissingPackageError, OpenlicError
from openlic.programs import Choice, Program
from openlic.searching import Outcome, find_conflicts, nothing_clashes, search

# --- The oracle: every way to choose, without a solver --------------------------------


def _ways(choices: list[Choice], held: frozenset[int] = frozenset()) -> Iterator[frozenset[int]]:
    if not choices:
        yield held
        return
    choice, *rest = choices
    if choice.parent and choice.parent not in held:
        yield from _ways(rest, held)
        return
    for arm in choice.arms:
        yield from _ways(rest, held | {arm})


def _best(program: Program, groups: Iterable[int]) -> Outcome | None:
    """Return the cheapest way in which groups hold, of these the one with earlier arms."""
    wanted = [program.groups[group] for group in groups]
    found = []
    for combination in product(*(_ways(choices) for choices in program.blocks)):
        arms = frozenset(chain.from_iterable(combination))
        if all(
            any((each > 0) == (abs(each) in arms) for each in clause)
            for group in wanted
            for clause in group
        ):
            order = [
                choice.arms.index(arm)
                for choices in program.blocks
                for choice in choices
                for arm in choice.arms
                if arm in arms
            ]
            found.append((sum(program.costs.get(arm, 0) for arm in arms), order, arms))
    if not found:
        return None
    cost, _, arms = min(found, key=lambda each: each[:2])
    return Outcome(arms, cost)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    program = Program()
    for _ in range(draw(st.integers(1, 4))):
        block = program.add_block()
        for _ in range(draw(st.integers(0, 2))):
            costs = draw(st.lists(st.integers(0, 3), min_size=1, max_size=4))
            arms = program.add_choice(block, costs)
            if draw(st.booleans()):
                below = draw(st.lists(st.integers(0, 2), min_size=1, max_size=2))
                program.add_choice(block, below, draw(st.sampled_from(arms)))
    last = len(program.arms) - 1
    if last:
        arm = st.integers(1, last)
        literal = st.one_of(arm.map(lambda each: -each), arm)
        clause = st.lists(literal, min_size=0, max_size=3).map(tuple)
        for group in draw(st.lists(st.lists(clause, max_size=3), max_size=8)):
            program.add_group(group)
    return program


@given(programs())
@settings(max_examples=400)
def test_the_best_way_is_found_or_none(program: Program) -> None:
    expected = _best(program, range(len(program.groups)))
    assert search(program) == expected
    if nothing_clashes(program):
        assert expected == search(program)


@given(programs(), st.integers(0, 8), st.booleans())
@settings(max_examples=300)
def test_the_best_way_stays_right_while_a_program_grows(
    program: Program, cut: int, asked_before: bool
) -> None:
    groups = list(program.groups)
    program.groups.clear()
    growing = Growing(program)
    for part in (groups[:cut], groups[cut:]):
        for group in part:
            program.add_group(group)
        expected = _best(program, range(len(program.groups)))
        if asked_before:
            found = growing.best(earliest=False)
            assert (found is None) == (expected is None)
            if found is not None and expected is not None:
                assert sum(program.costs.get(arm, 0) for arm in found) == expected.cost
        first = growing.best(earliest=True)
        assert first == (None if expected is None else expected.arms)


def test_licenses_are_added_below_an_arm_between_two_questions() -> None:
    program = Program()
    kept, changed = program.add_choice(program.add_block(), [0, 3])
    program.add_group([(-kept,)])
    growing = Growing(program)
    assert growing.best(earliest=True) == frozenset({changed})
    arms = program.add_choice(program.arms[changed], [0, 0], changed, matters=False)
    program.add_group([(-arms[0],)])
    assert growing.best(earliest=True) == frozenset({changed})
    program.add_group([(-arms[1],)])
    assert growing.best(earliest=True) is None
    assert growing.best(earliest=False) is None


@given(programs(), st.booleans())
@settings(max_examples=250)
def test_conflicts_are_irreducible_and_independent_and_all_there_are(
    program: Program, smallest: bool
) -> None:
    found = find_conflicts(program, smallest=smallest)
    used = [group for conflict in found for group in conflict]
    assert len(used) == len(set(used))
    for conflict in found:
        assert _best(program, conflict) is None
        for left_out in conflict:
            assert _best(program, [each for each in conflict if each != left_out])
    assert _best(program, [g for g in range(len(program.groups)) if g not in used])
    assert bool(found) == (_best(program, range(len(program.groups))) is None)


@given(programs())
def test_the_smallest_conflict_is_the_smallest_and_the_first_of_these(program: Program) -> None:
    every = range(len(program.groups))
    subsets = (c for size in range(1, len(every) + 1) for c in combinations(every, size))
    expected = next((c for c in subsets if _best(program, c) is None), None)
    found = find_conflicts(program, smallest=True)
    assert (expected in found) if expected is not None else found == ()


@given(programs())
def test_a_conflict_ends_where_the_shortest_beginning_that_cannot_hold_ends(
    program: Program,
) -> None:
    size = len(program.groups)
    ends = (end for end in range(1, size + 1) if _best(program, range(end)) is None)
    end = next(ends, None)
    found = find_conflicts(program)
    assert (end is None) == (found == ())
    if end is not None:
        assert any(max(conflict) == end - 1 for conflict in found)


@given(programs(), st.data())
def test_groups_that_are_skipped_do_not_matter(program: Program, data: st.DataObject) -> None:
    groups = range(len(program.groups))
    skipped = data.draw(st.sets(st.sampled_from(groups))) if groups else set()
    found = find_conflicts(program, skip=skipped)
    assert not skipped & {group for conflict in found for group in conflict}
    rest = [group for group in groups if group not in skipped]
    assert bool(found) == (_best(program, rest) is None)


def test_many_arms_exclude_each_other() -> None:
    program = Program()
    arms = program.add_choice(program.add_block(), [0] * 40)
    other = program.add_choice(program.add_block(), [0, 5])
    program.add_group([(-other[0],)])
    program.add_group([(-arms[place],) for place in range(30)])
    found = search(program)
    assert found is not None
    assert found.arms == {arms[30], other[1]}
    assert found.cost == 5


def test_an_empty_clause_is_a_conflict_by_itself() -> None:
    program = Program()
    program.add_block()
    program.add_group([()])
    assert search(program) is None
    assert find_conflicts(program) == ((0,),)


def test_what_does_not_clash_needs_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clauses, "import_module", _missing)
    program = Program()
    a, b = (program.add_choice(program.add_block(), [0, 1]) for _ in "ab")
    program.add_group([(-a[1], -b[1])])
    found = search(program)
    assert found is not None
    assert found.arms == {a[0], b[0]}


def _missing(name: str) -> object:
    raise ImportError(f"No module named {name!r}")


def test_without_the_solver_an_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clauses, "import_module", _missing)
    program = Program()
    a, b = (program.add_choice(program.add_block(), [0, 1]) for _ in "ab")
    program.add_group([(-a[0], -b[0])])
    with pytest.raises(MissingPackageError, match=r"pip install python-sat") as caught:
        search(program)
    assert caught.value.package == "python-sat"
    assert isinstance(caught.value, builtins.ImportError)
    assert isinstance(caught.value, OpenlicError)


def test_choices_that_do_not_matter_still_cost_what_they_cost() -> None:
    program = Program()
    block = program.add_block()
    a = program.add_choice(block, [2, 1, 1], matters=False)
    program.add_group([(-a[1], -a[2])])
    found = search(program)
    assert found is not None
    assert found.cost == 0
    assert found.arms < set(a[1:])
