# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""License expressions: the SPDX grammar, its errors, and expressions as values."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

import openlic
from openlic.errors import PARSE_REASONS, OpenlicError, ParseError
from openlic.expression import MAX_LENGTH, Expression, Leaf, Operator, parse

# --- The grammar ----------------------------------------------------------------------

#: What is accepted, and how it is printed (SPDX 2.3 annex D; 3.0.1, license expressions).
ACCEPTED = (
    # single licenses
    ("MIT", "MIT"),
    ("CDDL-1.0+", "CDDL-1.0+"),
    ("GPL-2.0-or-later", "GPL-2.0-or-later"),
    ("0BSD", "0BSD"),
    ("NONE", "NONE"),
    ("NOASSERTION", "NOASSERTION"),
    # withdrawn ids
    ("GPL-2.0", "GPL-2.0"),
    ("GPL-2.0+", "GPL-2.0+"),
    ("AGPL-3.0+", "AGPL-3.0+"),
    ("eCos-2.0", "eCos-2.0"),
    ("GPL-2.0-with-classpath-exception", "GPL-2.0-with-classpath-exception"),
    # references
    ("LicenseRef-23", "LicenseRef-23"),
    ("LicenseRef-MIT-Style-1", "LicenseRef-MIT-Style-1"),
    ("LicenseRef-a.b-C.", "LicenseRef-a.b-C."),
    (
        "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2",
        "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2",
    ),
    # exceptions and additions
    (
        "GPL-2.0-or-later WITH Bison-exception-2.2",
        "GPL-2.0-or-later WITH Bison-exception-2.2",
    ),
    ("Apache-2.0+ WITH LLVM-exception", "Apache-2.0+ WITH LLVM-exception"),
    ("GPL-2.0+ WITH Classpath-exception-2.0", "GPL-2.0+ WITH Classpath-exception-2.0"),
    ("MIT WITH AdditionRef-ours", "MIT WITH AdditionRef-ours"),
    (
        "MIT WITH DocumentRef-a:AdditionRef-b",
        "MIT WITH DocumentRef-a:AdditionRef-b",
    ),
    ("LicenseRef-a WITH LLVM-exception", "LicenseRef-a WITH LLVM-exception"),
    (
        "DocumentRef-a:LicenseRef-b WITH AdditionRef-c",
        "DocumentRef-a:LicenseRef-b WITH AdditionRef-c",
    ),
    # the case of ids
    ("mit", "MIT"),
    ("aPaChE-2.0", "Apache-2.0"),
    ("gpl-2.0-OR-LATER", "GPL-2.0-or-later"),
    ("cddl-1.0+", "CDDL-1.0+"),
    ("gpl-2.0+", "GPL-2.0+"),
    ("mit WITH LLVM-EXCEPTION", "MIT WITH LLVM-exception"),
    # the case of operators
    ("MIT and ISC", "MIT AND ISC"),
    ("MIT or ISC", "MIT OR ISC"),
    ("Apache-2.0 with LLVM-exception", "Apache-2.0 WITH LLVM-exception"),
    ("MIT and ISC OR 0BSD", "(MIT AND ISC) OR 0BSD"),
    # precedence: + over WITH over AND over OR
    ("LGPL-2.1-only OR BSD-3-Clause AND MIT", "LGPL-2.1-only OR (BSD-3-Clause AND MIT)"),
    ("MIT AND ISC OR 0BSD AND Zlib", "(MIT AND ISC) OR (0BSD AND Zlib)"),
    (
        "MIT AND GPL-2.0+ WITH Classpath-exception-2.0 OR ISC",
        "(MIT AND GPL-2.0+ WITH Classpath-exception-2.0) OR ISC",
    ),
    # parentheses
    ("(MIT)", "MIT"),
    ("(((MIT)))", "MIT"),
    ("(MIT AND (LGPL-2.1-or-later OR BSD-3-Clause))", "MIT AND (LGPL-2.1-or-later OR BSD-3-Clause)"),
    ("((MIT OR ISC) AND ((0BSD)))", "(MIT OR ISC) AND 0BSD"),
    ("(GPL-2.0-only WITH Classpath-exception-2.0)", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("(MIT)AND(ISC)", "MIT AND ISC"),
    ("MIT OR(ISC)", "MIT OR ISC"),
    # like operators are one
    ("MIT AND (ISC AND 0BSD)", "MIT AND ISC AND 0BSD"),
    ("(MIT OR ISC) OR (0BSD OR Zlib)", "MIT OR ISC OR 0BSD OR Zlib"),
    ("MIT OR MIT", "MIT OR MIT"),
    # white space
    ("  MIT\t", "MIT"),
    ("MIT\n  OR\r\n  ISC", "MIT OR ISC"),
    ("( MIT )", "MIT"),
    # what grants or says nothing, among others
    ("NONE AND MIT", "NONE AND MIT"),
    ("MIT OR NOASSERTION", "MIT OR NOASSERTION"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "printed"), ACCEPTED)
def test_an_expression_of_the_grammar_is_read(text: str, printed: str) -> None:
    assert str(parse(text)) == printed


#: What is refused: the reason, the offset and the text of the offending part.
REFUSED = (
    ("", "empty", 0, ""),
    (" \n\t", "empty", 0, " \n\t"),
    # characters
    ("MIT_X", "invalid-character", 3, "_"),
    ("MIT OR Apache/2", "invalid-character", 13, "/"),
    ("MIT, ISC", "invalid-character", 3, ","),
    ("MIT & ISC", "invalid-character", 4, "&"),
    ("caf\N{LATIN SMALL LETTER E WITH ACUTE}", "invalid-character", 3, "\N{LATIN SMALL LETTER E WITH ACUTE}"),
    ("M\N{CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I}T", "invalid-character", 1, "\N{CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I}"),
    ("MIT\0", "invalid-character", 3, "\0"),
    ("LicenseRef-a_b", "invalid-character", 12, "_"),
    ("MIT WITH LLVM_exception", "invalid-character", 13, "_"),
    # references
    ("LicenseRef-", "invalid-reference", 0, "LicenseRef-"),
    ("LicenseRef", "invalid-reference", 0, "LicenseRef"),
    ("licenseref-a", "invalid-reference", 0, "licenseref-a"),
    ("LICENSEREF-a", "invalid-reference", 0, "LICENSEREF-a"),
    ("LicenseRef-a:", "invalid-reference", 0, "LicenseRef-a:"),
    ("LicenseRef-a:b", "invalid-reference", 0, "LicenseRef-a:b"),
    ("DocumentRef-a", "invalid-reference", 0, "DocumentRef-a"),
    ("DocumentRef-a:", "invalid-reference", 0, "DocumentRef-a:"),
    ("DocumentRef-a:MIT", "invalid-reference", 0, "DocumentRef-a:MIT"),
    ("DocumentRef-:LicenseRef-a", "invalid-reference", 0, "DocumentRef-:LicenseRef-a"),
    ("documentref-a:LicenseRef-b", "invalid-reference", 0, "documentref-a:LicenseRef-b"),
    ("DocumentRef-a:DocumentRef-b:LicenseRef-c", "invalid-reference", 0, "DocumentRef-a:DocumentRef-b:LicenseRef-c"),
    ("MIT WITH AdditionRef-", "invalid-reference", 9, "AdditionRef-"),
    ("MIT WITH additionref-a", "invalid-reference", 9, "additionref-a"),
    # ids
    ("Nope", "unknown-license", 0, "Nope"),
    ("MIT OR Nope", "unknown-license", 7, "Nope"),
    ("Nope+", "unknown-license", 0, "Nope"),
    ("none", "unknown-license", 0, "none"),
    ("noassertion", "unknown-license", 0, "noassertion"),
    ("a:LicenseRef-b", "unknown-license", 0, "a:LicenseRef-b"),
    ("Classpath-exception-2.0+", "unknown-license", 0, "Classpath-exception-2.0"),
    ("MIT WITH Nope", "unknown-exception", 9, "Nope"),
    ("MIT WITH LLVM-exception+", "unknown-exception", 9, "LLVM-exception+"),
    ("MIT WITH NONE", "unknown-exception", 9, "NONE"),
    ("LLVM-exception", "exception-as-license", 0, "LLVM-exception"),
    ("MIT OR llvm-EXCEPTION", "exception-as-license", 7, "llvm-EXCEPTION"),
    ("AdditionRef-a", "exception-as-license", 0, "AdditionRef-a"),
    ("DocumentRef-a:AdditionRef-b", "exception-as-license", 0, "DocumentRef-a:AdditionRef-b"),
    ("Apache-2.0 WITH MIT", "license-as-exception", 16, "MIT"),
    ("MIT WITH LicenseRef-a", "license-as-exception", 9, "LicenseRef-a"),
    # WITH
    ("(MIT) WITH LLVM-exception", "with-after-group", 6, "WITH"),
    ("(MIT OR ISC) with LLVM-exception", "with-after-group", 13, "with"),
    ("MIT WITH LLVM-exception WITH LLVM-exception", "with-after-group", 24, "WITH"),
    ("NONE WITH LLVM-exception", "with-after-group", 5, "WITH"),
    ("NOASSERTION WITH LLVM-exception", "with-after-group", 12, "WITH"),
    # the plus
    ("+", "plus-misplaced", 0, "+"),
    ("MIT +", "plus-misplaced", 4, "+"),
    ("MIT++", "plus-misplaced", 0, "MIT++"),
    ("GPL-2.0++", "plus-misplaced", 0, "GPL-2.0++"),
    ("NONE+", "plus-misplaced", 0, "NONE+"),
    ("LicenseRef-a+", "plus-misplaced", 0, "LicenseRef-a+"),
    ("DocumentRef-a:LicenseRef-b+", "plus-misplaced", 0, "DocumentRef-a:LicenseRef-b+"),
    ("MIT WITH AdditionRef-a+", "plus-misplaced", 9, "AdditionRef-a+"),
    # operators
    ("MIT And ISC", "operator-case", 4, "And"),
    ("MIT oR ISC", "operator-case", 4, "oR"),
    ("MIT With LLVM-exception", "operator-case", 4, "With"),
    ("AND", "missing-operand", 0, "AND"),
    ("OR MIT", "missing-operand", 0, "OR"),
    ("MIT AND", "missing-operand", 7, ""),
    ("MIT AND  ", "missing-operand", 7, ""),
    ("MIT AND OR ISC", "missing-operand", 8, "OR"),
    ("MIT OR WITH LLVM-exception", "missing-operand", 7, "WITH"),
    ("MIT WITH", "missing-operand", 8, ""),
    ("MIT WITH OR ISC", "missing-operand", 9, "OR"),
    ("MIT WITH (LLVM-exception)", "missing-operand", 9, "("),
    ("()", "missing-operand", 1, ")"),
    ("(MIT OR )", "missing-operand", 8, ")"),
    ("(", "missing-operand", 1, ""),
    ("MIT ISC", "missing-operator", 4, "ISC"),
    ("(MIT) ISC", "missing-operator", 6, "ISC"),
    ("MIT (ISC)", "missing-operator", 4, "("),
    ("(MIT)(ISC)", "missing-operator", 5, "("),
    ("MIT WITH LLVM-exception ISC", "missing-operator", 24, "ISC"),
    # parentheses
    ("(MIT", "unbalanced-parenthesis", 0, "("),
    ("(MIT OR (ISC)", "unbalanced-parenthesis", 0, "("),
    ("((MIT)", "unbalanced-parenthesis", 0, "("),
    ("MIT)", "unbalanced-parenthesis", 3, ")"),
    (")", "unbalanced-parenthesis", 0, ")"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "reason", "start", "found"), REFUSED)
def test_anything_else_is_refused_with_reason_and_place(
    text: str, reason: str, start: int, found: str
) -> None:
    error = _refusal(text)
    assert (error.reason, error.span, error.found) == (reason, (start, start + len(found)), found)
    assert error.source == text
    assert str(error).startswith(PARSE_REASONS[reason])


def test_too_long_a_text_is_refused_where_the_limit_is() -> None:
    error = _refusal("(" * (MAX_LENGTH + 1))
    assert (error.reason, error.span) == ("too-long", (MAX_LENGTH, MAX_LENGTH + 1))
    assert len(str(error)) < 1000


def test_every_reason_is_reached_and_there_are_no_others() -> None:
    assert {reason for _, reason, _, _ in REFUSED} | {"too-long"} == set(PARSE_REASONS)


@pytest.mark.parametrize("value", [None, 5, b"MIT", ["MIT"], parse("MIT")])
def test_only_texts_are_parsed(value: Any) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        parse(value)


# --- What an error says ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Apache2.0", "Apache-2.0"),
        ("APACHE2.0", "Apache-2.0"),
        ("BSD-3-Clauses", "BSD-3-Clause"),
        ("GPL-3.0-onl", "GPL-3.0-only"),
        ("MPL2.0+", "MPL-2.0"),
        ("GPL-2.0-only WITH Classpath-exception-2", "Classpath-exception-2.0"),
        ("Apache-2.0 WITH LLVM-exceptions", "LLVM-exception"),
        ("MIT Or ISC", "OR"),
    ],
)
def test_the_nearest_id_comes_first(text: str, nearest: str) -> None:
    error = _refusal(text)
    assert error.suggestions[0] == nearest
    assert len(error.suggestions) <= 3
    assert f"did you mean {nearest}" in str(error).splitlines()[-1]


@pytest.mark.parametrize("text", ["zzzzzzzzzz", "MIT WITH qqqqqqqq", "x" * 100_000])
def test_nothing_is_suggested_when_nothing_is_near(text: str) -> None:
    error = _refusal(text)
    assert error.suggestions == ()
    assert "did you mean" not in str(error)


def test_only_licenses_are_suggested_for_licenses_and_exceptions_for_exceptions() -> None:
    assert "LLVM-exception" not in _refusal("LLVM-exceptions").suggestions
    assert all("exception" in id for id in _refusal("MIT WITH Bison-exception").suggestions)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "MIT OR Nope-9",
            "no license has this id: 'Nope-9'\n  MIT OR Nope-9\n         ^^^^^^",
        ),
        (
            "MIT ISC",
            "AND, OR or WITH is missing before this: 'ISC'\n  MIT ISC\n      ^^^",
        ),
        (
            "MIT AND",
            "a license id is missing here\n  MIT AND\n         ^",
        ),
        (
            "MIT OR\n(ISC",
            "this parenthesis has no partner: '('\n  MIT OR (ISC\n         ^",
        ),
        ("", "the expression is empty"),
        ("   ", "the expression is empty"),
        (
            "MIT \x1b[31m",
            "this character cannot be part of an expression: '\\x1b'\n  MIT  [31m\n      ^",
        ),
    ],
)  # fmt: skip
def test_the_message_shows_the_place_with_a_caret(text: str, message: str) -> None:
    assert str(_refusal(text)) == message


def test_a_long_source_is_shown_around_the_place() -> None:
    text = "MIT OR " * 100 + "Nope" + " OR ISC" * 100
    _, excerpt, carets = str(_refusal(text)).splitlines()
    assert len(excerpt) < 80
    assert excerpt.startswith("  …")
    assert excerpt.endswith("…")
    assert excerpt[carets.index("^") : carets.rindex("^") + 1] == "Nope"


@pytest.mark.parametrize("place", [0, 1, 35, 36, 37, 71, 72, 73, 200, 1000])
def test_the_carets_stand_under_the_place_wherever_it_is(place: int) -> None:
    text = " " * place + "Nope" + " " * (1000 - place)
    _, excerpt, carets = str(_refusal(text)).splitlines()
    assert excerpt[carets.index("^") : carets.rindex("^") + 1] == "Nope"


@pytest.mark.parametrize("text", ["MIT OR Nope", "", "MIT Or ISC"])
def test_a_parse_error_survives_pickle_and_copy(text: str) -> None:
    error = _refusal(text)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is ParseError
        assert vars(again) == vars(error)
        assert str(again) == str(error)


def test_a_parse_error_is_a_value_error_and_an_openlic_error() -> None:
    error = _refusal("Nope")
    assert isinstance(error, ValueError)
    assert isinstance(error, OpenlicError)
    assert type(error) is openlic.ParseError


# --- Expressions as values ------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("MIT", "mit", True),
        ("MIT", " (MIT) ", True),
        ("MIT AND ISC", "mit and isc", True),
        ("MIT OR (ISC OR 0BSD)", "(MIT OR ISC) OR 0BSD", True),
        ("MIT AND ISC OR 0BSD", "(MIT AND ISC) OR 0BSD", True),
        ("MIT OR ISC", "ISC OR MIT", False),
        ("MIT OR ISC", "MIT AND ISC", False),
        ("MIT OR MIT", "MIT", False),
        ("MIT", "MIT+", False),
        ("GPL-2.0", "GPL-2.0-only", False),
        ("GPL-2.0+", "GPL-2.0-or-later", False),
        ("Apache-2.0", "Apache-2.0 WITH LLVM-exception", False),
        ("NONE", "NOASSERTION", False),
        ("LicenseRef-a", "LicenseRef-A", False),
        ("LicenseRef-a", "DocumentRef-a:LicenseRef-a", False),
        ("MIT AND (ISC OR 0BSD)", "(MIT AND ISC) OR 0BSD", False),
    ],
)
def test_expressions_compare_by_structure(left: str, right: str, same: bool) -> None:
    assert (parse(left) == parse(right)) is same
    assert (len({parse(left), parse(right)}) == 1) is same


@pytest.mark.parametrize("other", ["MIT", None, Leaf("MIT"), (Leaf("MIT"),)])
def test_an_expression_equals_nothing_else(other: object) -> None:
    assert parse("MIT") != other


@pytest.mark.parametrize("name", ["tokens", "source", "spans", "note"])
def test_expressions_do_not_change(name: str) -> None:
    expression = parse("MIT OR ISC")
    with pytest.raises((FrozenInstanceError, AttributeError)):
        setattr(expression, name, ())
    assert expression == parse("MIT OR ISC")


def test_leaves_and_operators_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Leaf("MIT").license = "ISC"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Operator("AND", 2).arity = 3  # type: ignore[misc]


@pytest.mark.parametrize("text", ["MIT", "MIT AND (ISC OR 0BSD)", "GPL-2.0+ WITH LLVM-exception"])
def test_expressions_survive_copy_and_pickle(text: str) -> None:
    expression = parse(text)
    copies = (
        copy.copy(expression),
        copy.deepcopy(expression),
        pickle.loads(pickle.dumps(expression)),
    )
    for again in copies:
        assert again == expression
        assert hash(again) == hash(expression)
        assert (again.source, again.spans) == (expression.source, expression.spans)


def test_the_tokens_are_in_postfix_order() -> None:
    assert parse("MIT AND (ISC OR GPL-2.0+ WITH LLVM-exception OR NONE)").tokens == (
        Leaf("MIT"),
        Leaf("ISC"),
        Leaf("GPL-2.0+", exception="LLVM-exception"),
        Leaf("NONE"),
        Operator("OR", 3),
        Operator("AND", 2),
    )


def test_source_and_spans_are_those_of_the_text() -> None:
    text = " mit or (GPL-2.0-only\tWITH llvm-exception) "
    expression = parse(text)
    assert expression.source == text
    assert [text[start:end] for start, end in expression.spans] == [
        "mit",
        "GPL-2.0-only\tWITH llvm-exception",
    ]


def test_equal_expressions_keep_their_own_source() -> None:
    assert [parse(text).source for text in ("mit", "MIT", " MIT")] == ["mit", "MIT", " MIT"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (parse("mit or isc"), "Expression('MIT OR ISC')"),
        (Leaf("MIT"), "Leaf(license='MIT')"),
        (Leaf("MIT", plus=True), "Leaf(license='MIT', plus=True)"),
        (Operator("OR", 2), "Operator(name='OR', arity=2)"),
    ],
)
def test_values_show_themselves_shortly(value: object, shown: str) -> None:
    assert repr(value) == shown


def test_the_repr_of_a_long_expression_is_cut() -> None:
    shown = repr(parse(" OR ".join(["MIT"] * 1000)))
    assert len(shown) < 230
    assert shown.endswith("…')")


def test_the_rich_repr_is_the_text() -> None:
    assert list(parse("mit or isc").__rich_repr__()) == ["MIT OR ISC"]


# --- Taking apart ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "operator", "operands"),
    [
        ("MIT", None, []),
        ("GPL-2.0-only WITH LLVM-exception", None, []),
        ("MIT OR ISC", "OR", ["MIT", "ISC"]),
        ("MIT AND ISC AND MIT", "AND", ["MIT", "ISC", "MIT"]),
        ("MIT AND ISC OR 0BSD", "OR", ["MIT AND ISC", "0BSD"]),
        (
            "(MIT OR ISC) AND (0BSD OR (Zlib AND X11)) AND NONE",
            "AND",
            ["MIT OR ISC", "0BSD OR (Zlib AND X11)", "NONE"],
        ),
    ],
)
def test_operands_are_the_parts_of_the_outermost_operator(
    text: str, operator: str | None, operands: list[str]
) -> None:
    expression = parse(text)
    assert expression.operator == operator
    assert [str(part) for part in expression.operands] == operands
    assert list(expression.operands) == [parse(part) for part in operands]


def test_operands_of_a_joined_expression_have_no_place() -> None:
    joined = parse("MIT OR ISC") & parse("0BSD")
    assert [(part.source, part.spans) for part in joined.operands[:1]] == [("", ())]


def test_leaves_repeat_and_licenses_and_exceptions_do_not() -> None:
    expression = parse(
        "MIT AND (GPL-2.0-only WITH LLVM-exception OR mit AND Apache-2.0+ WITH LLVM-exception)"
    )
    assert expression.leaves == (
        Leaf("MIT"),
        Leaf("GPL-2.0-only", exception="LLVM-exception"),
        Leaf("MIT"),
        Leaf("Apache-2.0", plus=True, exception="LLVM-exception"),
    )
    assert expression.licenses == ("MIT", "GPL-2.0-only", "Apache-2.0")
    assert expression.exceptions == ("LLVM-exception",)


# --- Joining --------------------------------------------------------------------------


def test_joining_keeps_order_and_repetitions_and_merges_like_operators() -> None:
    mit, choice, both = parse("MIT"), parse("ISC OR 0BSD"), parse("Zlib AND X11")
    assert str(mit & choice) == "MIT AND (ISC OR 0BSD)"
    assert str(mit | choice) == "MIT OR ISC OR 0BSD"
    assert str(choice | mit | mit) == "ISC OR 0BSD OR MIT OR MIT"
    assert str(Expression.all_of((both, mit, choice))) == "Zlib AND X11 AND MIT AND (ISC OR 0BSD)"
    assert str(Expression.any_of([both, mit, choice])) == "(Zlib AND X11) OR MIT OR ISC OR 0BSD"


def test_joining_one_expression_gives_it_back() -> None:
    for text in ("MIT", "MIT AND ISC", "MIT OR ISC"):
        assert Expression.all_of([parse(text)]) == parse(text)
        assert Expression.any_of([parse(text)]) == parse(text)


def test_joining_changes_none_of_the_parts() -> None:
    left, right = parse("MIT OR ISC"), parse("0BSD")
    _ = (left & right, left | right)
    assert (str(left), str(right)) == ("MIT OR ISC", "0BSD")


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="AND needs at least one"):
        Expression.all_of(())
    with pytest.raises(ValueError, match="OR needs at least one"):
        Expression.any_of([])


@pytest.mark.parametrize("other", ["MIT", None, 1])
def test_only_expressions_are_joined_by_operators(other: Any) -> None:
    with pytest.raises(TypeError):
        _ = parse("MIT") & other
    with pytest.raises(TypeError):
        _ = parse("MIT") | other


# --- Withdrawn ids --------------------------------------------------------------------

#: What is written, the withdrawn ids in it with their successors, and what it becomes.
WITHDRAWN = (
    ("MIT", (), "MIT"),
    ("GPL-2.0", (("GPL-2.0", "GPL-2.0-only"),), "GPL-2.0-only"),
    ("GPL-2.0+", (("GPL-2.0+", "GPL-2.0-or-later"),), "GPL-2.0-or-later"),
    ("AGPL-3.0", (("AGPL-3.0", "AGPL-3.0-only"),), "AGPL-3.0-only"),
    ("AGPL-3.0+", (("AGPL-3.0", "AGPL-3.0-only"),), "AGPL-3.0-or-later"),
    ("GFDL-1.2+", (("GFDL-1.2", "GFDL-1.2-only"),), "GFDL-1.2-or-later"),
    ("StandardML-NJ", (("StandardML-NJ", "SMLNJ"),), "SMLNJ"),
    ("Net-SNMP", (("Net-SNMP", None),), "Net-SNMP"),
    (
        "GPL-2.0-with-classpath-exception",
        (("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),),
        "GPL-2.0-only WITH Classpath-exception-2.0",
    ),
    (
        "GPL-2.0 WITH Classpath-exception-2.0",
        (("GPL-2.0", "GPL-2.0-only"),),
        "GPL-2.0-only WITH Classpath-exception-2.0",
    ),
    (
        "GPL-2.0+ WITH Bison-exception-2.2",
        (("GPL-2.0+", "GPL-2.0-or-later"),),
        "GPL-2.0-or-later WITH Bison-exception-2.2",
    ),
    (
        "eCos-2.0 WITH LLVM-exception",
        (("eCos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0"),),
        "eCos-2.0 WITH LLVM-exception",
    ),
    (
        "eCos-2.0+",
        (("eCos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0"),),
        "eCos-2.0+",
    ),
    ("bzip2-1.0.5+", (("bzip2-1.0.5", "bzip2-1.0.6"),), "bzip2-1.0.6+"),
    (
        "(GPL-3.0 OR MIT) AND GPL-3.0",
        (("GPL-3.0", "GPL-3.0-only"),),
        "(GPL-3.0-only OR MIT) AND GPL-3.0-only",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("text", "withdrawn", "updated"), WITHDRAWN)
def test_withdrawn_ids_are_kept_named_and_replaced_on_request(
    text: str, withdrawn: tuple[tuple[str, str | None], ...], updated: str
) -> None:
    expression = parse(text)
    assert str(expression) == text
    assert expression.deprecated == withdrawn
    assert expression.updated() == parse(updated)


def test_a_withdrawn_exception_is_named_too() -> None:
    expression = parse("LGPL-2.1-only WITH Nokia-Qt-exception-1.1")
    assert expression.deprecated == (("Nokia-Qt-exception-1.1", "Qt-LGPL-exception-1.1"),)


# --- Depth and width ------------------------------------------------------------------

_MANY = 10_000


def _alternating(levels: int) -> str:
    """Return AND within OR within AND…, printed as the library prints it."""
    openings = "".join(f"ISC {'OR' if level % 2 else 'AND'} (" for level in range(levels - 1))
    return f"{openings}MIT {'OR' if levels % 2 == 0 else 'AND'} 0BSD{')' * (levels - 1)}"


def _alternating_on_the_left(levels: int) -> str:
    closings = "".join(f") {'OR' if level % 2 else 'AND'} ISC" for level in range(levels - 1))
    return f"{'(' * (levels - 1)}MIT OR 0BSD{closings}"


#: Extreme texts, and how each is printed.
EXTREME = {
    "nested-parentheses": ("(" * _MANY + "MIT" + ")" * _MANY, "MIT"),
    "nested-group": ("(" * _MANY + "MIT OR ISC" + ")" * _MANY, "MIT OR ISC"),
    "operands-of-and": (" AND ".join(["MIT"] * _MANY), " AND ".join(["MIT"] * _MANY)),
    "operands-of-or": (" OR ".join(["MIT", "ISC"] * (_MANY // 2)), " OR ".join(["MIT", "ISC"] * (_MANY // 2))),
    "right-nested-or": ("MIT OR (" * _MANY + "MIT" + ")" * _MANY, " OR ".join(["MIT"] * (_MANY + 1))),
    "operands-by-precedence": (
        " OR ".join(["MIT AND ISC"] * (_MANY // 2)),
        " OR ".join(["(MIT AND ISC)"] * (_MANY // 2)),
    ),
    "alternating-to-the-right": (_alternating(_MANY), _alternating(_MANY)),
    "alternating-to-the-left": (_alternating_on_the_left(_MANY), _alternating_on_the_left(_MANY)),
}  # fmt: skip


@pytest.fixture(scope="module", params=EXTREME, ids=str)
def extreme(request: pytest.FixtureRequest) -> tuple[Expression, str]:
    text, printed = EXTREME[request.param]
    return parse(text), printed


def test_an_extreme_expression_is_read_and_printed(extreme: tuple[Expression, str]) -> None:
    expression, printed = extreme
    assert str(expression) == printed
    assert len(repr(expression)) < 230


def test_an_extreme_expression_is_equal_to_itself_read_again(
    extreme: tuple[Expression, str],
) -> None:
    expression, printed = extreme
    again = parse(printed)
    assert again == expression
    assert hash(again) == hash(expression)
    assert again != again & parse("Zlib")


def test_an_extreme_expression_is_pickled_and_copied(extreme: tuple[Expression, str]) -> None:
    expression, _ = extreme
    assert pickle.loads(pickle.dumps(expression)) == expression
    assert copy.deepcopy(expression) == expression


def test_an_extreme_expression_is_taken_apart(extreme: tuple[Expression, str]) -> None:
    expression, printed = extreme
    assert len(expression.leaves) == printed.count(" ") // 2 + 1
    assert set(expression.licenses) <= {"MIT", "ISC", "0BSD"}
    assert sum(len(part.leaves) for part in expression.operands) == (
        len(expression.leaves) if expression.operator else 0
    )


def test_an_extreme_expression_is_updated_and_joined(extreme: tuple[Expression, str]) -> None:
    expression, printed = extreme
    assert expression.updated() == expression
    assert str(expression & expression).count("MIT") == 2 * printed.count("MIT")


@pytest.mark.parametrize(
    ("text", "reason", "span"),
    [
        ("(" * _MANY + "MIT", "unbalanced-parenthesis", (_MANY - 1, _MANY)),
        ("MIT" + ")" * _MANY, "unbalanced-parenthesis", (3, 4)),
        ("(" * _MANY, "missing-operand", (_MANY, _MANY)),
        ("MIT OR " * _MANY, "missing-operand", (7 * _MANY - 1, 7 * _MANY - 1)),
        ("MIT OR " * _MANY + "Nope", "unknown-license", (7 * _MANY, 7 * _MANY + 4)),
        ("MIT " * _MANY, "missing-operator", (4, 7)),
    ],
    ids=["unclosed", "unopened", "only-opened", "no-end", "unknown-at-the-end", "no-operator"],
)
def test_an_extreme_mistake_has_its_place(text: str, reason: str, span: tuple[int, int]) -> None:
    error = _refusal(text)
    assert (error.reason, error.span) == (reason, span)
    assert len(str(error)) < 500


# --- Traps of license-expression, on which the grammar is built -----------------------


@pytest.mark.parametrize(
    "reference",
    ["LicenseRef-MIT-Bootstrap", "LicenseRef-Apache", "LicenseRef-scancode-public-domain"],
)
def test_trap_users_references_are_not_rewritten(reference: str) -> None:
    assert str(parse(reference)) == reference
    assert str(parse(f"{reference} OR MIT")) == f"{reference} OR MIT"


def test_trap_a_license_after_with_is_refused() -> None:
    error = _refusal("GPL-2.0-or-later WITH MIT")
    assert (error.reason, error.found) == ("license-as-exception", "MIT")


@pytest.mark.parametrize(
    "id", ["GPL-2.0-with-classpath-exception", "eCos-2.0", "MPL-2.0-no-copyleft-exception"]
)
def test_trap_a_whole_license_with_exception_is_a_license(id: str) -> None:
    assert parse(id).licenses == (id,)
    assert parse(f"MIT OR {id}").licenses == ("MIT", id)
    error = _refusal(f"GPL-2.0-only WITH {id}")
    assert (error.reason, error.found) == ("license-as-exception", id)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("(MIT", (0, 1)),
        ("MIT AND", (7, 7)),
        ("MIT Nope", (4, 8)),
        ("MIT OR", (6, 6)),
        ("Nope", (0, 4)),
    ],
)
def test_trap_every_error_is_of_one_kind_and_has_a_place(text: str, span: tuple[int, int]) -> None:
    error = _refusal(text)
    assert type(error) is ParseError
    assert error.span == span


def test_trap_an_empty_text_is_an_error() -> None:
    assert _refusal("").reason == "empty"


def test_trap_a_withdrawn_id_is_not_rewritten_in_silence() -> None:
    assert parse("GPL-3.0").licenses == ("GPL-3.0",)
    assert str(parse("GPL-3.0 OR MIT")) == "GPL-3.0 OR MIT"
    assert parse("GPL-3.0") != parse("GPL-3.0-only")


@pytest.mark.parametrize(
    "text",
    [
        "NONE",
        "NOASSERTION",
        "DocumentRef-a:LicenseRef-b",
        "OpenMDW-1.0",
        "LicenseRef-llama-3",
        "LicenseRef-scancode-bigcode-open-rail-m-v1",
    ],
)
def test_trap_what_it_does_not_know_is_read(text: str) -> None:
    assert str(parse(f"({text} AND MIT) OR ISC")) == f"({text} AND MIT) OR ISC"


@pytest.mark.parametrize("levels", [400, 900, 5000])
def test_trap_alternating_levels_do_not_exhaust_the_stack(levels: int) -> None:
    text = _alternating(levels)
    expression = parse(text)
    assert str(expression) == text
    assert expression == parse(f"({text})")
    assert len(expression.licenses) == 3
    assert expression.updated() == expression


# --- Helpers --------------------------------------------------------------------------


def _refusal(text: str) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(text)
    return caught.value
