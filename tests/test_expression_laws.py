# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of license expressions: reading, printing, joining, copying."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from openlic.errors import PARSE_REASONS, ParseError
from openlic.expression import Expression, parse
from strategies import Joined, Named, Tree, expressions, merged, names, trees, written

# --- Reading and printing -------------------------------------------------------------


@given(expressions())
def test_what_is_printed_reads_as_the_same_value(expression: Expression) -> None:
    assert parse(str(expression)) == expression


@given(expressions())
def test_printing_what_was_read_changes_nothing(expression: Expression) -> None:
    assert str(parse(str(expression))) == str(expression)


@given(trees())
def test_an_expression_is_its_tree_with_like_operators_merged(tree: Tree) -> None:
    assert _tree_of(parse(written(tree))) == merged(tree)


@given(trees())
def test_a_merged_tree_is_printed_as_it_is_written(tree: Tree) -> None:
    plain = merged(tree)
    assert str(parse(written(plain))) == written(plain)


@given(trees(), trees())
def test_expressions_are_equal_when_their_merged_trees_are(left: Tree, right: Tree) -> None:
    same = merged(left) == merged(right)
    assert (parse(written(left)) == parse(written(right))) is same


@given(trees())
def test_equal_expressions_have_one_hash(tree: Tree) -> None:
    assert hash(parse(written(tree))) == hash(parse(written(merged(tree))))


@given(trees())
def test_leaves_licenses_and_exceptions_come_in_reading_order(tree: Tree) -> None:
    expression, named = parse(written(tree)), names(tree)
    assert [str(leaf) for leaf in expression.leaves] == [name.text for name in named]
    assert expression.licenses == tuple(dict.fromkeys(name.id for name in named))
    exceptions = dict.fromkeys(name.exception for name in named if name.exception)
    assert expression.exceptions == tuple(exceptions)


@given(trees())
def test_spans_point_at_the_leaves_in_the_source(tree: Tree) -> None:
    text = written(tree)
    expression = parse(text)
    assert expression.source == text
    found = [text[start:end] for start, end in expression.spans]
    assert found == [name.text for name in names(tree)]


@given(trees())
def test_operands_keep_their_place_in_the_source(tree: Tree) -> None:
    for operand in parse(written(tree)).operands:
        found = [operand.source[start:end] for start, end in operand.spans]
        assert found == [str(leaf) for leaf in operand.leaves]


# --- What does not matter -------------------------------------------------------------


@given(trees(), st.data())
def test_white_space_and_redundant_parentheses_change_nothing(
    tree: Tree, data: st.DataObject
) -> None:
    assert parse(_loosely_written(tree, data)) == parse(written(tree))


@given(trees(), st.data())
def test_the_case_of_ids_and_operators_changes_nothing(tree: Tree, data: st.DataObject) -> None:
    assert parse(_in_another_case(tree, data)) == parse(written(tree))


@given(trees())
def test_ids_in_small_letters_change_nothing(tree: Tree) -> None:
    assert parse(_recased(tree, str.lower)) == parse(written(tree))


# --- Joining and taking apart ---------------------------------------------------------


@given(expressions())
def test_joined_operands_rebuild_the_expression(expression: Expression) -> None:
    join = {"AND": Expression.all_of, "OR": Expression.any_of}
    if expression.operator is None:
        assert expression.operands == ()
        assert len(expression.leaves) == 1
    else:
        assert len(expression.operands) >= 2
        assert join[expression.operator](expression.operands) == expression


@given(expressions())
def test_no_operand_has_the_operator_of_its_parent(expression: Expression) -> None:
    pending = [expression]
    while pending:
        current = pending.pop()
        assert all(
            part.operator != current.operator or not part.operator for part in current.operands
        )
        pending.extend(current.operands)


@given(trees(), trees())
def test_joining_values_is_joining_texts(left: Tree, right: Tree) -> None:
    a, b = parse(written(left)), parse(written(right))
    assert a & b == parse(written(Joined("AND", (left, right))))
    assert a | b == parse(written(Joined("OR", (left, right))))


@given(expressions(), expressions(), expressions())
def test_joining_is_associative(a: Expression, b: Expression, c: Expression) -> None:
    assert (a & b) & c == a & (b & c) == Expression.all_of([a, b, c])
    assert (a | b) | c == a | (b | c) == Expression.any_of([a, b, c])


@given(expressions())
def test_joining_one_expression_gives_it_back(expression: Expression) -> None:
    assert Expression.all_of([expression]) == expression
    assert Expression.any_of([expression]) == expression


# --- Copies ---------------------------------------------------------------------------


@given(expressions(), st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_a_pickled_expression_comes_back_whole(expression: Expression, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(expression, protocol))
    assert again == expression
    assert hash(again) == hash(expression)
    assert (again.source, again.spans) == (expression.source, expression.spans)


@given(expressions())
def test_copies_are_equal(expression: Expression) -> None:
    assert copy.copy(expression) == expression
    assert copy.deepcopy(expression) == expression


# --- Withdrawn ids --------------------------------------------------------------------


@given(expressions())
def test_updating_twice_is_updating_once(expression: Expression) -> None:
    assert expression.updated().updated() == expression.updated()


@given(expressions())
def test_updating_keeps_the_shape(expression: Expression) -> None:
    updated = expression.updated()
    assert len(updated.leaves) == len(expression.leaves)
    assert updated.operator == expression.operator
    assert parse(str(updated)) == updated


@given(expressions())
def test_updating_leaves_what_is_not_withdrawn(expression: Expression) -> None:
    withdrawn = {id for id, _ in expression.deprecated}
    for before, after in zip(expression.leaves, expression.updated().leaves, strict=True):
        assert before == after or before.license in withdrawn


# --- Any text at all ------------------------------------------------------------------

_PIECES = st.sampled_from(
    (
        "MIT",
        "GPL-2.0+",
        "LicenseRef-a",
        "AdditionRef-b",
        "NONE",
        "and",
        "OR",
        "With",
        "WITH",
        "(",
        ")",
        "+",
        ":",
        " ",
        "é",
        "\t",
    )
)


@given(
    st.text()
    | st.lists(_PIECES, max_size=12).map("".join)
    | st.lists(_PIECES, max_size=12).map(" ".join)
)
def test_any_text_is_an_expression_or_an_error_that_says_where(text: str) -> None:
    error = _refusal(text)
    if error is None:
        assert parse(str(parse(text))) == parse(text)
        return
    start, end = error.span
    assert 0 <= start <= end <= len(text)
    assert (error.source, error.found) == (text, text[start:end])
    assert str(error).startswith(PARSE_REASONS[error.reason])


# --- Helpers --------------------------------------------------------------------------


def _refusal(text: str) -> ParseError | None:
    try:
        parse(text)
    except ParseError as error:
        return error
    return None


def _tree_of(expression: Expression) -> Tree:
    if expression.operator is None:
        leaf = expression.leaves[0]
        return Named(leaf.license, leaf.plus, leaf.exception or "")
    return Joined(expression.operator, tuple(map(_tree_of, expression.operands)))


def _loosely_written(tree: Tree, data: st.DataObject) -> str:
    space = data.draw(st.sampled_from((" ", "  ", "\t", "\n", " \r\n ")))
    if isinstance(tree, Named):
        text = tree.text.replace(" ", space)
    else:
        parts = [_loosely_written(part, data) for part in tree.parts]
        text = f"({f'{space}{tree.operator}{space}'.join(f'({part})' for part in parts)})"
    extra = data.draw(st.integers(0, 2))
    padding = data.draw(st.sampled_from(("", space)))
    return f"{'(' * extra}{padding}{text}{padding}{')' * extra}"


_CASES = (str.lower, str.upper, str.swapcase, str.title)


def _cased(name: Named, change: Callable[[str], str], operator: str) -> str:
    fixed = ("NONE", "NOASSERTION")
    id = name.id if "Ref-" in name.id or name.id in fixed else change(name.id)
    addition = name.exception if "Ref-" in name.exception else change(name.exception)
    plus = "+" if name.plus else ""
    return f"{id}{plus} {operator} {addition}" if addition else f"{id}{plus}"


def _recased(tree: Tree, change: Callable[[str], str]) -> str:
    if isinstance(tree, Named):
        return _cased(tree, change, "WITH")
    return f" {tree.operator} ".join(f"({_recased(part, change)})" for part in tree.parts)


def _in_another_case(tree: Tree, data: st.DataObject) -> str:
    small = data.draw(st.booleans())
    if isinstance(tree, Named):
        return _cased(tree, data.draw(st.sampled_from(_CASES)), "with" if small else "WITH")
    operator = tree.operator.lower() if small else tree.operator
    return f" {operator} ".join(f"({_in_another_case(part, data)})" for part in tree.parts)
