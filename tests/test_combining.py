# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What an expression as a whole says, against a brute force over all choices."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import openlic
from openlic.combining import CombinedTerms, combine
from openlic.expression import NONE, Expression, parse
from openlic.records import exception, license
from openlic.terms import Verdict

LICENSES = (
    "MIT", "GPL-3.0-only", "Apache-2.0", "CC-BY-NC-4.0", "FDK-AAC", "LicenseRef-x", "NONE"
)  # fmt: skip


def _expressions() -> st.SearchStrategy[Expression]:
    def joined(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(parts, min_size=2, max_size=3)
        return several.map(Expression.all_of) | several.map(Expression.any_of)

    return st.recursive(st.sampled_from(LICENSES).map(parse), joined, max_leaves=7)


def _said(id: str, kind: str, term: str) -> Verdict:
    """Return what a single license says, by the definition."""
    if id == NONE:
        return Verdict.NO
    if id == "LicenseRef-x":
        return Verdict.UNKNOWN
    return license(id).says(kind, term)


def _choices(expression: Expression) -> Iterator[tuple[str, ...]]:
    """Yield the licenses that apply under each way to choose."""
    if expression.operator is None:
        yield (str(expression),)
    elif expression.operator == "OR":
        for arm in expression.operands:
            yield from _choices(arm)
    else:
        for parts in product(*map(list, map(_choices, expression.operands))):
            yield tuple(id for part in parts for id in part)


def _term(terms: CombinedTerms, kind: str, term: str) -> tuple[Verdict, Verdict] | None:
    return next(((e.least, e.most) for e in terms.all if (e.kind, e.term) == (kind, term)), None)


@given(_expressions())
def test_the_ends_are_those_over_all_choices(expression: Expression) -> None:
    for each in combine(expression).all:
        together = min if each.kind == "permit" else max
        answers = [
            together(_said(id, each.kind, each.term) for id in chosen)
            for chosen in _choices(expression)
        ]
        assert (each.least, each.most) == (min(answers), max(answers))


@given(_expressions())
def test_every_term_that_some_license_states_is_there_once(expression: Expression) -> None:
    known = [license(id) for id in expression.licenses if id not in ("LicenseRef-x", NONE)]
    stated = {(each.kind, each.term) for record in known for each in record.statements}
    stated |= {("require", term) for record in known for term in record.unclear}
    found = [(each.kind, each.term) for each in combine(expression).all]
    assert set(found) == stated
    assert len(found) == len(stated)


@given(_expressions(), _expressions())
def test_more_licenses_at_once_ask_no_less_and_allow_no_more(
    one: Expression, other: Expression
) -> None:
    both = combine(one & other)
    for each in combine(one).all:
        least, most = _term(both, each.kind, each.term) or (Verdict.NO, Verdict.NO)
        if each.kind == "permit":
            assert least <= each.least
            assert most <= each.most
        else:
            assert least >= each.least
            assert most >= each.most


@given(_expressions(), _expressions())
def test_a_choice_narrows_nothing_down(one: Expression, other: Expression) -> None:
    either = combine(one | other)
    for each in combine(one).all:
        least, most = _term(either, each.kind, each.term) or (Verdict.NO, Verdict.NO)
        assert least <= each.least
        assert most >= each.most


def test_a_single_license_has_its_own_statements_with_the_license_named() -> None:
    record = license("MPL-2.0")
    terms = combine(parse("MPL-2.0"))
    assert {(e.kind, e.term) for e in terms.all} == {(s.kind, s.term) for s in record.statements}
    assert all(each.by == ("MPL-2.0",) for each in terms.all)
    assert terms.depends == ()
    assert terms.unknown == ()


def test_what_depends_on_the_choice_is_told_from_what_always_holds() -> None:
    terms = combine(parse("MIT OR GPL-3.0-only"))
    assert {"include-license", "include-copyright"} <= {each.term for each in terms.requires}
    depends = {(each.kind, each.term) for each in terms.depends}
    assert {("require", "provide-source"), ("require", "same-license")} <= depends
    assert "warranty" in {each.term for each in terms.disclaims}
    assert not {each.term for each in terms.prohibits}


def test_or_later_is_a_choice_among_the_versions() -> None:
    terms = combine(parse("GPL-2.0-or-later"))
    assert _term(terms, "require", "installation-info") == (Verdict.NO, Verdict.YES)
    assert _term(terms, "require", "provide-source") == (Verdict.YES, Verdict.YES)


def test_an_exception_adds_what_it_permits_and_names_what_it_lifts() -> None:
    terms = combine(parse("GPL-2.0-only WITH Classpath-exception-2.0"))
    shared = next(each for each in terms.requires if each.term == "same-license")
    lifted = {use for name, lift in shared.lifts for use in lift.uses}
    assert "link-static" in lifted
    added = {each.term for each in exception("Classpath-exception-2.0").statements}
    assert added <= {each.term for each in terms.all}


def test_what_is_not_known_is_named_and_makes_the_rest_unknown() -> None:
    terms = combine(parse("MIT AND LicenseRef-x"))
    assert terms.unknown == ("LicenseRef-x",)
    assert _term(terms, "permit", "modify") == (Verdict.UNKNOWN, Verdict.UNKNOWN)
    assert _term(terms, "require", "include-license") == (Verdict.YES, Verdict.YES)


def test_what_a_text_leaves_unclear_is_named_and_stays_unknown() -> None:
    terms = combine(parse("MIT AND FDK-AAC"))
    assert terms.unclear == (("FDK-AAC", "same-license"),)
    assert _term(terms, "require", "same-license") == (Verdict.UNKNOWN, Verdict.UNKNOWN)
    assert "same-license" not in {each.term for each in terms.requires}
    assert _term(combine(parse("MIT OR FDK-AAC")), "require", "same-license") == (
        Verdict.NO,
        Verdict.UNKNOWN,
    )
    assert {"license": "FDK-AAC", "term": "same-license"} in terms.to_dict()["unclear"]


def test_nothing_granted_permits_nothing_and_is_not_unknown() -> None:
    terms = combine(parse("MIT AND NONE"))
    assert terms.unknown == ()
    assert _term(terms, "permit", "modify") == (Verdict.NO, Verdict.NO)


@pytest.mark.parametrize("text", ["MIT", "MIT OR GPL-2.0-or-later WITH Classpath-exception-2.0"])
def test_terms_compare_hash_pickle_and_become_json(text: str) -> None:
    terms = combine(parse(text))
    assert terms == combine(parse(text))
    assert hash(terms) == hash(combine(parse(text)))
    assert pickle.loads(pickle.dumps(terms)) == terms
    assert json.loads(json.dumps(terms.to_dict())) == terms.to_dict()


def test_a_deep_expression_is_combined_without_recursion() -> None:
    text = "MIT AND (GPL-3.0-only OR (" * 2000 + "ISC" + "))" * 2000
    assert _term(combine(parse(text)), "require", "include-license") is not None


def test_a_check_has_the_terms_of_its_expression() -> None:
    assert openlic.check("MIT OR GPL-3.0-only").terms == combine(parse("MIT OR GPL-3.0-only"))
    assert openlic.check("BSD").terms is None
