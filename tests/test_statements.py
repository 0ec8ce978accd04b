# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Statements: what the words mean, what compiles, and what is answered."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path
from typing import Any

import pytest

import openlic
from openlic import Verdict
from openlic._statements import check_statements, complete
from openlic.catalog import default_catalog
from openlic.errors import DataError
from openlic.records import License, exception, license, licenses
from openlic.statements import Statement
from openlic.terms import CATEGORIES, STATEMENT_KINDS
from openlic.vocabulary import Condition, Term, check_term, parse_condition, vocabulary

WORDS = vocabulary()
IDS = frozenset(default_catalog().facts)
PATH = Path("Own-1.0.toml")

# --- The vocabulary -------------------------------------------------------------------


@pytest.mark.parametrize("term", WORDS.terms.values(), ids=lambda term: term.name)
def test_the_example_of_a_term_has_such_a_statement(term: Term) -> None:
    record = license(term.example)
    assert any(each.kind in term.kinds and each.term == term.name for each in record.statements)


@pytest.mark.parametrize("term", WORDS.terms.values(), ids=lambda term: term.name)
def test_a_term_has_kinds_and_a_definition(term: Term) -> None:
    assert set(term.kinds) <= set(STATEMENT_KINDS)
    assert term.kinds
    assert len(term.means.split()) > 2


def test_every_category_implies_something_or_says_that_it_does_not() -> None:
    assert set(WORDS.implied) == set(CATEGORIES)
    for said in WORDS.implied.values():
        for kind, terms in said.items():
            for term in terms:
                check_term(kind, term)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mau > 700_000_000", Condition("mau", ">", 700_000_000)),
        ("mau >= 5 by affiliates", Condition("mau", ">=", 5, by="affiliates")),
        (
            "revenue > 1_000_000 USD per year by licensee at any-time",
            Condition("revenue", ">", 1_000_000, "USD per year", "licensee", "any-time"),
        ),
        ("commercial", None),
        ("mau > many", None),
        ("mau > 5 ", None),
        ("mau > ٥", None),
        ("", None),
    ],
)
def test_conditions_on_numbers_are_read(text: str, expected: Condition | None) -> None:
    assert parse_condition(text) == expected


@pytest.mark.parametrize(
    ("kind", "term", "says"),
    [
        ("permit", "modfy", "there are modify"),
        ("permit", "xyzzy", "'xyzzy' is no term"),
        ("permit", "rename", "goes with require"),
        ("allow", "modify", "not with 'allow'"),
    ],
)
def test_a_question_on_a_wrong_term_is_refused(kind: str, term: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        license("MIT").says(kind, term)


# --- What compiles --------------------------------------------------------------------


def _record(text: str, review: str = "text", category: str = "permissive") -> dict[str, Any]:
    return {"id": "Own-1.0", "review": review, "category": category, **tomllib.loads(text)}


def _checked(text: str, **facts: str) -> dict[str, Any]:
    record = _record(text, **facts)
    check_statements(PATH, record, WORDS, IDS)
    return complete(PATH, record, None, WORDS)


GOOD = [
    '{ permit = "modify", clause = "1" }',
    '{ require = "provide-source", on = "file", when = "serve", form = "source", clause = "1" }',
    '{ require = "request-license", if = ["mau > 5 by affiliates at release"], clause = "1" }',
    '{ permit = "commercial-use", unless = ["nonprofit", "government"], clause = "1" }',
    '{ permit = "relicense", value = ["any", "MIT"], clause = "1" }',
    '{ require = "include-license", value = "link", clause = "1", note = "a note" }',
    '{ require = "contribute-back", value = "grant-back", clause = "1" }',
    '{ prohibit = "territory", value = ["EU", "KR"], clause = "1" }',
    '{ permit = "modify", source = "some list" }',
]


@pytest.mark.parametrize("line", GOOD)
def test_a_good_statement_compiles(line: str) -> None:
    assert _checked(f"statements = [{line}]")["statements"] == [tomllib.loads(f"a = {line}")["a"]]


WRONG = {
    "no kind": ('{ clause = "1" }', "statements[0]", "exactly one of permit"),
    "two kinds": ('{ permit = "use", require = "rename", clause = "1" }', "statements[0]", "exactly"),
    "unknown kind": ('{ allow = "use", clause = "1" }', "statements[0]", "exactly one of"),
    "unknown term": ('{ permit = "fly", clause = "1" }', "statements[0].permit", "'fly' is not"),
    "number for a term": ('{ permit = 1, clause = "1" }', "statements[0].permit", "1 is not one"),
    "wrong kind": ('{ permit = "rename", clause = "1" }', "statements[0].permit", "goes with require"),
    "unknown key": ('{ permit = "use", page = 1, clause = "1" }', "statements[0].page", "no such key"),
    "unknown on": ('{ permit = "use", on = "moon", clause = "1" }', "statements[0].on", "'moon'"),
    "unknown when": ('{ permit = "use", when = "noon", clause = "1" }', "statements[0].when", "'noon'"),
    "unknown form": ('{ permit = "use", form = "gas", clause = "1" }', "statements[0].form", "'gas'"),
    "unknown condition": ('{ permit = "use", if = ["rich"], clause = "1" }', "statements[0].if", "'rich'"),
    "unknown metric": ('{ permit = "use", if = ["fame > 5"], clause = "1" }', "statements[0].if", "'fame'"),
    "unknown counter": ('{ permit = "use", if = ["mau > 5 by me"], clause = "1" }', "statements[0].if", "'me'"),
    "unknown time": ('{ permit = "use", if = ["mau > 5 at noon"], clause = "1" }', "statements[0].if", "'noon'"),
    "text for conditions": ('{ permit = "use", if = "research", clause = "1" }', "statements[0].if", "a list"),
    "number in conditions": ('{ permit = "use", unless = [1], clause = "1" }', "statements[0].unless", "a text"),
    "no conditions": ('{ permit = "use", if = [], clause = "1" }', "statements[0].if", "a list of texts"),
    "value of a term without": ('{ permit = "use", value = "x", clause = "1" }', "statements[0].value", "has no value"),
    "unknown field": ('{ prohibit = "field-of-use", value = ["fun"], clause = "1" }', "statements[0].value", "'fun'"),
    "unknown license": ('{ permit = "relicense", value = ["GPL"], clause = "1" }', "statements[0].value", "'GPL'"),
    "unknown place": ('{ prohibit = "territory", value = ["Europe"], clause = "1" }', "statements[0].value", "two letters"),
    "unknown wording": ('{ require = "pass-through", value = "loose", clause = "1" }', "statements[0].value", "verbatim"),
    "no clause": ('{ permit = "use" }', "statements[0].clause", "missing"),
    "empty clause": ('{ permit = "use", clause = "" }', "statements[0].clause", "a text is expected"),
    "text": ('"use"', "statements[0]", "a table is expected"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_statement_does_not_compile(case: str) -> None:
    line, where, expected = WRONG[case]
    with pytest.raises(DataError) as caught:
        _checked(f"statements = [{line}]")
    assert (caught.value.path, caught.value.where) == (str(PATH), where)
    assert expected in caught.value.message


WRONG_TRAITS = {
    "unknown trait": ('mood = { is = "good", clause = "1" }', "traits.mood", "not one of revocability"),
    "unknown value": ('termination = { is = "never", clause = "1" }', "traits.termination.is", "'never'"),
    "text": ('termination = "automatic"', "traits.termination", "a table is expected"),
    "no value": ('termination = { clause = "1" }', "traits.termination.is", "missing"),
    "no clause": ('termination = { is = "automatic" }', "traits.termination.clause", "missing"),
    "text for days": ('cure_days = { is = "30", clause = "1" }', "traits.cure_days.is", "days"),
    "no days": ('cure_days = { is = 0, clause = "1" }', "traits.cure_days.is", "days"),
    "flag for days": ('cure_days = { is = true, clause = "1" }', "traits.cure_days.is", "days"),
    "number for a place": ('governing_law = { is = 1, clause = "1" }', "traits.governing_law.is", "text"),
    "unknown key": ('termination = { is = "automatic", clause = "1", on = "work" }', "traits.termination.on", "no such key"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_TRAITS)
def test_a_wrong_trait_does_not_compile(case: str) -> None:
    line, where, expected = WRONG_TRAITS[case]
    with pytest.raises(DataError) as caught:
        _checked(f"[traits]\n{line}")
    assert caught.value.where == where
    assert expected in caught.value.message


CONTRADICTIONS = [
    ('{ permit = "modify", clause = "1" }, { prohibit = "modify", clause = "2" }', "contradicts"),
    ('{ prohibit = "modify", clause = "1" }, { permit = "modify", clause = "2" }', "contradicts"),
    ('{ permit = "modify", clause = "1" }, { permit = "modify", clause = "2" }', "stands twice"),
    (
        (
            '{ permit = "use", if = ["research"], clause = "1" },'
            '{ prohibit = "use", if = ["research"], clause = "1" }'
        ),
        "contradicts",
    ),
]


@pytest.mark.parametrize(("lines", "expected"), CONTRADICTIONS)
def test_a_contradiction_does_not_compile(lines: str, expected: str) -> None:
    with pytest.raises(DataError, match=expected) as caught:
        _checked(f"statements = [{lines}]", category="unknown")
    assert caught.value.where == "statements"


@pytest.mark.parametrize(
    "lines",
    [
        '{ permit = "use", clause = "1" }, { prohibit = "use", if = ["competitor"], clause = "2" }',
        (
            '{ permit = "distribute", clause = "1" },'
            '{ prohibit = "distribute", on = "derivative", clause = "2" }'
        ),
        '{ require = "rename", clause = "1" }, { require = "rename", on = "font", clause = "2" }',
    ],
)
def test_statements_of_different_scope_do_not_contradict(lines: str) -> None:
    assert len(_checked(f"statements = [{lines}]", category="unknown")["statements"]) == 2


def test_a_text_that_contradicts_itself_compiles_if_it_is_said_to_be_unclear() -> None:
    lines = CONTRADICTIONS[0][0]
    text = f'unclear = ["modify"]\nstatements = [{lines}]'
    assert _checked(text, category="unknown")["unclear"] == ["modify"]


@pytest.mark.parametrize(
    ("category", "line", "expected"),
    [
        ("permissive", '{ require = "same-license", on = "work", clause = "1" }', "on the work"),
        ("permissive", '{ prohibit = "commercial-use", clause = "1" }', "'commercial-use'"),
        ("public-domain", '{ prohibit = "modify", clause = "1" }', "'modify'"),
        ("non-commercial", '{ permit = "use", clause = "1" }', "no statement prohibits"),
    ],
)
def test_statements_that_contradict_the_category_do_not_compile(
    category: str, line: str, expected: str
) -> None:
    with pytest.raises(DataError, match=expected) as caught:
        _checked(f"statements = [{line}]", category=category)
    assert caught.value.where == "category"


def test_a_copyleft_license_needs_a_statement_on_its_scope() -> None:
    record = _record('statements = [{ permit = "use", clause = "1" }]', category="copyleft-weak")
    with pytest.raises(DataError, match="same license on the file"):
        complete(PATH, {**record, "copyleft_scope": "file"}, None, WORDS)


# --- Records that are like others -----------------------------------------------------

BASE = _record(
    'statements = [{ permit = "use", clause = "1" }, { require = "rename", clause = "2" }]\n'
    'unclear = ["patent-use"]\n[traits]\ntermination = { is = "automatic", clause = "3" }'
)


def test_a_record_that_is_like_another_has_its_statements_with_the_differences() -> None:
    record = _record(
        'like = "Base"\nwithout = [{ require = "rename" }]\nwithout_traits = ["termination"]\n'
        'statements = [{ permit = "modify", clause = "1" }]'
    )
    said = complete(PATH, record, BASE, WORDS)
    assert [entry.get("permit") for entry in said["statements"]] == ["use", "modify"]
    assert said["traits"] == {}
    assert said["unclear"] == ["patent-use"]


def test_its_own_list_of_unclear_terms_replaces_that_of_the_other() -> None:
    record = _record('like = "Base"\nunclear = ["use"]')
    assert complete(PATH, record, BASE, WORDS)["unclear"] == ["use"]


def test_its_own_list_may_be_empty() -> None:
    record = _record('like = "Base"\nunclear = []')
    check_statements(PATH, record, WORDS, ["Base"])
    assert "unclear" not in complete(PATH, record, BASE, WORDS)


@pytest.mark.parametrize("value", ['""', "0", '["nope"]', "false"])
def test_a_list_of_unclear_terms_that_is_none_does_not_compile(value: str) -> None:
    with pytest.raises(DataError, match="unclear"):
        check_statements(PATH, _record(f"unclear = {value}"), WORDS, [])


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ('without = [{ require = "attribution" }]', "without[0]"),
        ('without = [{ require = "rename", on = "font" }]', "without[0]"),
        ('without_traits = ["revocability"]', "without_traits"),
        ('statements = [{ permit = "use", clause = "5" }]', "statements"),
    ],
)
def test_a_difference_that_is_none_does_not_compile(line: str, where: str) -> None:
    with pytest.raises(DataError) as caught:
        complete(PATH, _record(f'like = "Base"\n{line}'), BASE, WORDS)
    assert caught.value.where == where


def test_what_is_taken_away_may_be_narrowed_by_a_facet() -> None:
    base = _record(
        'statements = [{ permit = "use", form = "source", clause = "1" },'
        '{ permit = "use", form = "object", clause = "1" }]'
    )
    record = _record('like = "Base"\nwithout = [{ permit = "use", form = "object" }]')
    assert len(complete(PATH, record, base, WORDS)["statements"]) == 1


# --- What a category implies ----------------------------------------------------------


def test_of_a_text_that_was_not_read_only_what_the_category_implies_is_known() -> None:
    said = _checked("", review="category")["statements"]
    assert {"permit": "modify", "source": "category"} in said
    assert all(entry["source"] == "category" for entry in said)


def test_a_statement_with_a_source_comes_before_what_the_category_implies() -> None:
    line = '{ permit = "modify", if = ["research"], source = "a list" }'
    said = _checked(f"statements = [{line}]", review="category")["statements"]
    assert [entry for entry in said if entry.get("permit") == "modify"] == said[:1]


def test_a_statement_on_a_text_that_was_not_read_needs_a_source() -> None:
    with pytest.raises(DataError, match="a source is needed"):
        _checked('statements = [{ permit = "use", clause = "1" }]', review="category")


# --- Answers --------------------------------------------------------------------------


def _license(review: str, *statements: Statement, unclear: tuple[str, ...] = ()) -> License:
    return License("X", "X", "permissive", review=review, statements=statements, unclear=unclear)


@pytest.mark.parametrize(
    ("review", "stated", "unclear", "expected"),
    [
        ("text", True, False, Verdict.YES),
        ("text", False, False, Verdict.NO),
        ("family", False, False, Verdict.NO),
        ("category", True, False, Verdict.YES),
        ("category", False, False, Verdict.UNKNOWN),
        ("text", True, True, Verdict.UNKNOWN),
        ("text", False, True, Verdict.UNKNOWN),
    ],
)
def test_silence_means_no_only_where_the_text_was_read(
    review: str, stated: bool, unclear: bool, expected: Verdict
) -> None:
    statements = (Statement("permit", "modify"),) if stated else ()
    record = _license(review, *statements, unclear=("modify",) if unclear else ())
    assert record.says("permit", "modify") == expected


def test_a_statement_of_another_kind_is_no_answer() -> None:
    record = _license("text", Statement("prohibit", "modify"))
    assert record.says("permit", "modify") == Verdict.NO
    assert record.says("prohibit", "modify") == Verdict.YES


def test_filters_keep_what_is_known_and_leave_out_what_is_not() -> None:
    yes = {each.id for each in licenses(requires="provide-source")}
    no = {each.id for each in licenses(requires_not="provide-source")}
    assert "GPL-3.0-only" in yes
    assert "MIT" in no
    assert not yes & no
    assert "LicenseRef-h-research" not in yes | no


def test_filters_may_name_several_terms() -> None:
    both = licenses(permits=("modify", "patent-use"), content="code")
    assert {each.id for each in both} == {
        each.id
        for each in licenses(content="code")
        if each.says("permit", "modify") == "yes" and each.says("permit", "patent-use") == "yes"
    }


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"permits": "fly"}, ValueError),
        ({"requires": ("modify",)}, ValueError),
        ({"allows": "modify"}, TypeError),
        ({"review": "done"}, ValueError),
    ],
)
def test_wrong_filters_are_refused(filters: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        openlic.licenses(**filters)


# --- The records that ship ------------------------------------------------------------

LICENSES = {record.id: record for record in licenses()}
READ = [record for record in LICENSES.values() if record.review != "category"]
NEED_A_CLAUSE = frozenset(
    ["same-license", "provide-source", "patent-use", "patent", "serve", "field-of-use",
     "pass-through", "rename", "name-prefix", "display-branding", "use-outputs",
     "train-other-models", "comply-policy", "territory"]
)  # fmt: skip


@pytest.mark.parametrize("id", [record.id for record in READ])
def test_a_record_that_was_read_says_where_and_what_one_may_do(id: str) -> None:
    record = LICENSES[id]
    assert all(each.clause or each.source for each in record.statements)
    assert all(each.clause for each in record.traits)
    assert all(each.clause for each in record.statements if each.term in NEED_A_CLAUSE)
    assert any(source.of.endswith("statements") for source in record.sources)


@pytest.mark.parametrize("id", [record.id for record in READ])
def test_the_words_of_a_note_are_few(id: str) -> None:
    record = LICENSES[id]
    assert [s.note for s in record.statements if len(s.note.split()) > 30] == []


def test_all_approved_and_listed_licenses_were_read() -> None:
    unread = [
        record.id
        for record in LICENSES.values()
        if record.review == "category"
        and (record.osi == "yes" or record.fsf == "yes" or record.blue_oak)
    ]
    assert unread == []


def test_no_more_records_than_allowed_know_the_category_only() -> None:
    states = [record.review for record in LICENSES.values()]
    assert states.count("text") >= 700
    assert states.count("category") <= 40


def test_every_exception_that_was_read_names_its_licenses_and_what_it_changes() -> None:
    catalog = default_catalog()
    records = [exception(id) for id in catalog.exceptions]
    read = [record for record in records if record.review != "category"]
    assert len(read) >= 80
    for record in read:
        assert record.lifts or record.statements or record.traits, record.id
        assert record.modifies, record.id
        assert set(record.modifies) <= set(catalog.facts) | {"any"}


@pytest.mark.parametrize("id", ["MPL-2.0", "LicenseRef-scancode-llama-3.1-license-2024"])
def test_a_record_compares_hashes_and_pickles(id: str) -> None:
    assert license(id) == license(id)
    assert hash(license(id)) == hash(license(id))
    assert pickle.loads(pickle.dumps(license(id))) == license(id)
