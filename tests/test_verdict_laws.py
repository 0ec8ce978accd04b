# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of verdicts on expressions, and a brute force that they are compared with.

The brute force writes out every choice that an expression leaves: an arm of each
``OR``, a version of each "or later". It takes nothing from the library but the
answers on single ids, the later versions of an id, and whether an exception is
known to take something away.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import openlic
from openlic import Verdict
from openlic.catalog import default_catalog
from openlic.checking import Check
from openlic.expression import Expression, parse
from openlic.frameworks import framework
from openlic.terms import CONTENT_TYPES
from strategies import (
    TELLING_EXCEPTIONS,
    TELLING_IDS,
    Joined,
    Named,
    Tree,
    names,
    telling_leaves,
    trees,
    written,
)

FRAMEWORKS = ("mof", "osaid")

#: Components whose requirement is not met by just any license, by framework.
DEMANDING = {
    name: tuple(
        component.name
        for component in framework(name).components
        if not framework(name).requirements[component.requirement].is_trivial
    )
    for name in FRAMEWORKS
}

_RANK = {"no": 0, "unknown": 1, "yes": 2}
_WORDS = ("no", "unknown", "yes")

frameworks = st.sampled_from(FRAMEWORKS)
some_trees = trees(telling_leaves(), max_leaves=5)

#: A license without choices: an id, and what follows WITH or nothing.
Single = tuple[str, str]
#: What binds at once after every choice is made.
Choice = frozenset[Single]


# --- The brute force ------------------------------------------------------------------


def _singles(name: Named) -> list[Single]:
    """Return the licenses among which a name lets the licensee choose."""
    catalog = default_catalog()
    open_ended = name.plus or name.id.endswith(("+", "-or-later"))
    versions = catalog.later_versions(name.id) if open_ended else (name.id,)
    return [(version, name.exception) for version in versions]


def _choices(tree: Tree) -> list[Choice]:
    """Return everything that the licensee can end up with."""
    if isinstance(tree, Named):
        return [frozenset([single]) for single in _singles(tree)]
    arms = [_choices(part) for part in tree.parts]
    if tree.operator == "OR":
        return [choice for arm in arms for choice in arm]
    return [frozenset().union(*combination) for combination in product(*arms)]


def _rank_of_exception(exception: str) -> int:
    facts = default_catalog().exceptions.get(exception)
    if not exception or (facts is not None and not facts.get("restricts")):
        return 2
    return 1


def _rank(single: Single, rules: str, requirement: str) -> int:
    license, exception = single
    judged = framework(rules).judge(license, requirement).verdict
    return min(_RANK[judged], _rank_of_exception(exception))


def _by_brute_force(tree: Tree, rules: str, requirement: str = "open-license") -> str:
    ranks = [min(_rank(each, rules, requirement) for each in choice) for choice in _choices(tree)]
    return _WORDS[max(ranks)]


def _fit(single: Single, rules: str, content: str) -> int:
    return _RANK[framework(rules).fits_content(single[0], content)]


def _check(tree: Tree, rules: str, component: str | None = None) -> Check:
    return openlic.check(parse(written(tree)), framework=rules, component=component)


def _verdict(tree: Tree, rules: str) -> int:
    return _RANK[_check(tree, rules).verdict]


# --- The verdict ----------------------------------------------------------------------


@given(some_trees, frameworks)
def test_the_verdict_equals_brute_force_over_all_choices(tree: Tree, rules: str) -> None:
    assert _check(tree, rules).verdict == _by_brute_force(tree, rules)


@given(some_trees, st.data())
def test_the_verdict_for_a_component_equals_brute_force(tree: Tree, data: st.DataObject) -> None:
    rules = data.draw(frameworks)
    component = data.draw(st.sampled_from(DEMANDING[rules]))
    requirement = framework(rules).component(component).requirement
    checked = _check(tree, rules, component)
    expected = _by_brute_force(tree, rules, requirement)
    assert (checked.verdict, checked.open) == (expected, _flag(expected))


@given(some_trees)
def test_where_any_license_will_do_it_does_and_openness_is_still_told(tree: Tree) -> None:
    checked = _check(tree, "mof", "Datasets")
    assert checked.verdict == "yes"
    assert checked.open == _flag(_by_brute_force(tree, "mof"))


@given(some_trees, frameworks)
def test_the_content_types_equal_brute_force(tree: Tree, rules: str) -> None:
    open_choices = [
        choice
        for choice in _choices(tree)
        if all(_rank(each, rules, "open-license") == 2 for each in choice)
    ]
    expected = [
        content
        for content in CONTENT_TYPES
        if any(all(_fit(each, rules, content) == 2 for each in choice) for choice in open_choices)
    ]
    assert list(_check(tree, rules).written_for) == expected


@pytest.mark.parametrize("rules", FRAMEWORKS)
@pytest.mark.parametrize("exception", ["", *TELLING_EXCEPTIONS])
@pytest.mark.parametrize("id", TELLING_IDS)
def test_a_single_license_equals_brute_force(id: str, exception: str, rules: str) -> None:
    name = Named(id, exception=exception)
    assert _check(name, rules).verdict == _by_brute_force(name, rules)


@pytest.mark.parametrize("rules", FRAMEWORKS)
@pytest.mark.parametrize("text", ["MIT", "Apache-2.0", "MPL-2.0", "GPL-3.0-only", "CC-BY-NC-4.0"])
def test_a_plus_on_the_latest_version_changes_nothing(text: str, rules: str) -> None:
    plain, later = openlic.check(text, framework=rules), openlic.check(f"{text}+", framework=rules)
    assert later.verdict == plain.verdict
    assert later.written_for == plain.written_for


# --- More arms ------------------------------------------------------------------------


@given(some_trees, some_trees, frameworks)
def test_another_arm_of_a_choice_never_worsens_the_verdict(
    tree: Tree, arm: Tree, rules: str
) -> None:
    before = _check(tree, rules)
    for parts in ((tree, arm), (arm, tree)):
        after = _check(Joined("OR", parts), rules)
        assert _RANK[after.verdict] >= _RANK[before.verdict]
        assert set(after.written_for) >= set(before.written_for)


@given(some_trees, some_trees, frameworks)
def test_another_part_that_binds_never_improves_the_verdict(
    tree: Tree, part: Tree, rules: str
) -> None:
    before = _check(tree, rules)
    for parts in ((tree, part), (part, tree)):
        after = _check(Joined("AND", parts), rules)
        assert _RANK[after.verdict] <= _RANK[before.verdict]
        assert set(after.written_for) <= set(before.written_for)


@given(some_trees, some_trees, frameworks)
def test_the_verdict_is_the_better_arm_and_the_worse_part(
    left: Tree, right: Tree, rules: str
) -> None:
    ranks = (_verdict(left, rules), _verdict(right, rules))
    assert _verdict(Joined("OR", (left, right)), rules) == max(ranks)
    assert _verdict(Joined("AND", (left, right)), rules) == min(ranks)


# --- What does not matter -------------------------------------------------------------


@given(some_trees, frameworks, st.data())
def test_the_order_of_operands_does_not_matter(tree: Tree, rules: str, data: st.DataObject) -> None:
    one, other = _check(tree, rules), _check(_shuffled(tree, data), rules)
    assert other.verdict == one.verdict
    assert other.open == one.open
    assert other.written_for == one.written_for


@given(some_trees, frameworks)
def test_repetition_does_not_matter(tree: Tree, rules: str) -> None:
    once = _check(tree, rules)
    for operator in ("AND", "OR"):
        twice = _check(Joined(operator, (tree, tree)), rules)
        assert (twice.verdict, twice.written_for) == (once.verdict, once.written_for)
        assert twice.chosen == once.chosen


@given(some_trees, frameworks)
def test_the_same_question_has_the_same_answer(tree: Tree, rules: str) -> None:
    assert _check(tree, rules) == _check(tree, rules)


# --- The licenses chosen --------------------------------------------------------------


@given(some_trees, frameworks)
def test_the_licenses_chosen_are_a_choice_that_the_expression_leaves(
    tree: Tree, rules: str
) -> None:
    chosen = _check(tree, rules).chosen
    if chosen is not None:
        assert _as_choice(chosen) in [_renamed(choice) for choice in _choices(tree)]


@given(some_trees, frameworks)
def test_licenses_are_chosen_if_and_only_if_the_expression_is_open(tree: Tree, rules: str) -> None:
    checked = _check(tree, rules)
    assert (checked.chosen is not None) is (checked.open is True)
    assert checked.open == _flag(_by_brute_force(tree, rules))


@given(some_trees, frameworks)
def test_every_license_chosen_is_open_by_itself(tree: Tree, rules: str) -> None:
    chosen = _check(tree, rules).chosen
    for leaf in chosen.leaves if chosen is not None else ():
        assert framework(rules).judge(leaf.license, "open-license").verdict == "yes"
        assert _rank_of_exception(leaf.exception or "") == 2
        assert openlic.check(Expression((leaf,)), framework=rules).verdict == "yes"


@given(some_trees, frameworks, st.sampled_from(tuple(CONTENT_TYPES)))
def test_the_licenses_chosen_fit_the_content_when_some_choice_does(
    tree: Tree, rules: str, content: str
) -> None:
    checked = openlic.check(parse(written(tree)), framework=rules, content=content)
    if checked.chosen is not None:
        fits = [_fit(each, rules, content) for each in _as_choice(checked.chosen)]
        assert (min(fits) == 2) is (content in checked.written_for)


@given(some_trees, frameworks, st.sampled_from(tuple(CONTENT_TYPES)))
def test_whether_the_content_fits_equals_brute_force(tree: Tree, rules: str, content: str) -> None:
    def rank(single: Single) -> int:
        openness = _rank(single, rules, "open-license") if checked.open else 2
        return min(openness, _fit(single, rules, content))

    checked = openlic.check(parse(written(tree)), framework=rules, content=content)
    best = max(min(map(rank, choice)) for choice in _choices(tree))
    assert checked.type_appropriate is _flag(_WORDS[best])


# --- What is not known ----------------------------------------------------------------


@pytest.mark.parametrize("rules", FRAMEWORKS)
@pytest.mark.parametrize(
    "text",
    [
        "NOASSERTION",
        "LicenseRef-ours",
        "DocumentRef-a:LicenseRef-MIT",
        "LicenseRef-MIT",
        "MIT WITH AdditionRef-ours",
        "LicenseRef-ours WITH LLVM-exception",
        "LicenseRef-openrail-family",
        "LicenseRef-ours OR NOASSERTION",
        "LicenseRef-ours OR NONE",
        "MIT AND LicenseRef-ours",
        "(MIT OR ISC) AND (LicenseRef-ours OR BUSL-1.1)",
    ],
)
def test_what_is_not_known_is_unknown(text: str, rules: str) -> None:
    checked = openlic.check(text, framework=rules)
    assert checked.verdict == "unknown"
    assert (checked.open, checked.chosen, checked.written_for) == (None, None, ())
    assert {reason.verdict for reason in checked.reasons} == {Verdict.UNKNOWN}


@pytest.mark.parametrize("rules", FRAMEWORKS)
def test_where_no_license_is_given_nothing_is_open(rules: str) -> None:
    assert openlic.check("NONE", framework=rules).verdict == "no"
    assert openlic.check("NONE AND LicenseRef-ours", framework=rules).verdict == "no"


@given(some_trees, frameworks)
def test_a_yes_does_not_rest_on_what_is_not_known(tree: Tree, rules: str) -> None:
    if _check(tree, rules).verdict == "yes":
        assert _check(_pessimistic(tree, rules), rules).verdict == "yes"


@given(some_trees, frameworks)
def test_an_unknown_can_turn_out_either_way(tree: Tree, rules: str) -> None:
    if _check(tree, rules).verdict == "unknown":
        assert _check(_settled(tree, rules, "NONE"), rules).verdict == "no"
        assert _check(_settled(tree, rules, "MIT"), rules).verdict == "yes"


# --- The reasons ----------------------------------------------------------------------


@given(some_trees, frameworks)
def test_a_verdict_has_reasons_and_they_say_the_same(tree: Tree, rules: str) -> None:
    checked = _check(tree, rules)
    assert {reason.verdict for reason in checked.reasons} == {checked.verdict}
    versions = {single for name in names(tree) for single, _ in _singles(name)}
    written_so = {part for name in names(tree) for part in name.text.split(" WITH ")}
    assert {reason.subject for reason in checked.reasons} <= versions | written_so


@given(some_trees, frameworks)
def test_a_derivation_ends_in_the_verdict_and_rests_on_earlier_steps(
    tree: Tree, rules: str
) -> None:
    checked = _check(tree, rules)
    derivation = checked.derivation
    assert derivation.conclusion.verdict == checked.verdict
    for number, step in enumerate(derivation.steps):
        assert all(premise < number for premise in step.premises)
        assert step.premises or step.because


# --- Helpers --------------------------------------------------------------------------


def _flag(word: str) -> bool | None:
    return {"yes": True, "no": False}.get(word)


def _as_choice(chosen: Expression) -> Choice:
    assert chosen.operator != "OR"
    assert not any(leaf.plus for leaf in chosen.leaves)
    return frozenset((leaf.license, leaf.exception or "") for leaf in chosen.leaves)


def _renamed(choice: Choice) -> Choice:
    """Return the choice under the names that replaced withdrawn ones."""
    texts = [Named(license, exception=exception).text for license, exception in choice]
    return frozenset(single for text in texts for single in _as_choice(parse(text).updated()))


def _shuffled(tree: Tree, data: st.DataObject) -> Tree:
    if isinstance(tree, Named):
        return tree
    parts = tuple(_shuffled(part, data) for part in tree.parts)
    return Joined(tree.operator, tuple(data.draw(st.permutations(parts))))


def _settled(tree: Tree, rules: str, answer: str) -> Tree:
    """Replace every license about which nothing is known."""
    if isinstance(tree, Named):
        return Named(answer) if _by_brute_force(tree, rules) == "unknown" else tree
    return Joined(tree.operator, tuple(_settled(part, rules, answer) for part in tree.parts))


def _pessimistic(tree: Tree, rules: str) -> Tree:
    return _settled(tree, rules, "NONE")
