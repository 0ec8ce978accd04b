# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The frameworks that ship, and a framework of one's own."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest

from openlic.assessment import assess
from openlic.catalog import Catalog, default_catalog
from openlic.checking import check
from openlic.errors import UnknownComponentError, UnknownFrameworkError
from openlic.frameworks import (
    Alternative,
    Framework,
    FrameworkComponent,
    Requirement,
    Rule,
    Substitute,
    Tier,
    framework,
    framework_ids,
)
from openlic.model import Component, Model
from openlic.terms import CATEGORIES, Verdict

NO, UNKNOWN, YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES
IDS = ("mof", "mot", "osaid")
every_framework = pytest.mark.parametrize("id", IDS)
RULES = [
    (id, requirement.id, rule)
    for id in IDS
    for requirement in framework(id).requirements.values()
    for rule in requirement.rules
]

# --- The data -------------------------------------------------------------------------


def test_three_frameworks_ship() -> None:
    assert sorted(framework_ids()) == sorted(IDS)


@pytest.mark.parametrize(
    ("id", "title", "exact_ids", "first_component", "configuration_file"),
    [
        ("mof", "Model Openness Framework", False, None, True),
        ("mot", "Model Openness Tool", True, "Datasets", False),
        ("osaid", "Open Source AI Definition", False, None, False),
    ],
)
def test_a_framework_says_how_it_reads(
    id: str, title: str, exact_ids: bool, first_component: str | None, configuration_file: bool
) -> None:
    found = framework(id)
    assert (found.id, found.title, found.exact_ids) == (id, title, exact_ids)
    assert found.first_component == first_component
    assert found.configuration_file == configuration_file
    assert bool(found.beyond_licenses) == (id == "osaid")


@every_framework
def test_a_framework_names_its_version_and_sources(id: str) -> None:
    found = framework(id)
    assert found.version
    assert found.summary
    assert found.sources
    assert all(found.sources)


@every_framework
def test_all_frameworks_have_the_same_seventeen_components(id: str) -> None:
    names = framework(id).names
    assert len(names) == len(set(names)) == 17
    assert set(names) == set(framework("mot").names)


@every_framework
def test_a_component_has_one_content_type_in_all_frameworks(id: str) -> None:
    contents = {component.name: component.content for component in framework("mot").components}
    assert {c.name: c.content for c in framework(id).components} == contents
    assert sorted(contents.values()).count("code") == 6
    assert sorted(contents.values()).count("data") == 5
    assert sorted(contents.values()).count("document") == 6


@pytest.mark.parametrize("id", ["mof", "mot"])
@pytest.mark.parametrize(("tier", "required", "optional"), [(3, 6, 1), (2, 4, 1), (1, 4, 1)])
def test_classes_require_six_four_and_four(
    id: str, tier: int, required: int, optional: int
) -> None:
    needed = [c.required for c in framework(id).components if c.tier == tier]
    assert (needed.count(True), needed.count(False)) == (required, optional)


def test_the_definition_requires_six_and_one_of_four() -> None:
    found = framework("osaid")
    assert sum(component.required for component in found.components) == 6
    (alternative,) = found.alternatives
    assert (alternative.tier, len(alternative.any)) == (1, 4)


@every_framework
def test_classes_go_from_the_easiest_to_the_hardest(id: str) -> None:
    tiers = [tier.tier for tier in framework(id).tiers]
    assert tiers == ([1] if id == "osaid" else [3, 2, 1])
    assert {component.tier for component in framework(id).components} <= set(tiers)


@every_framework
def test_every_name_that_a_framework_uses_is_defined(id: str) -> None:
    found = framework(id)
    names = set(found.names)
    assert {component.requirement for component in found.components} <= found.requirements.keys()
    assert {name for each in found.substitutes for name in (each.component, each.by)} <= names
    assert {name for each in found.alternatives for name in each.any} <= names
    assert names.issuperset(found.covers)
    assert all(names.issuperset(by) for by in found.covers.values())
    assert {each.applies for each in found.substitutes} <= {"when-met", "when-listed"}


@every_framework
def test_rules_end_in_one_that_always_decides(id: str) -> None:
    for requirement in framework(id).requirements.values():
        assert requirement.asks
        assert [rule.when == () for rule in requirement.rules].index(True) == (
            len(requirement.rules) - 1
        )


@every_framework
def test_rule_ids_are_unique_in_a_requirement(id: str) -> None:
    for requirement in framework(id).requirements.values():
        ids = [rule.id for rule in requirement.rules]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("id", "requirement", "rule"), RULES)
def test_conditions_of_rules_use_facts_and_lists_that_exist(
    id: str, requirement: str, rule: Rule
) -> None:
    values: dict[str, set[str]] = {
        "osi": set(Verdict),
        "fsf": set(Verdict),
        "open_definition": set(Verdict),
        "category": set(CATEGORIES),
        "list": set(framework(id).lists),
    }
    for fact, wanted in rule.when:
        assert set(wanted) <= values[fact]


@pytest.mark.parametrize("id", ["mof", "osaid"])
def test_lists_hold_ids_of_the_catalog(id: str) -> None:
    listed = frozenset[str]().union(*framework(id).lists.values())
    assert listed
    assert listed - default_catalog().facts.keys() == set()


def test_the_lists_of_the_tool_are_those_of_its_code() -> None:
    found = framework("mot")
    assert {name: len(ids) for name, ids in found.lists.items()} == {
        "osi": 144,
        "fsf": 127,
        "open": 32,
    }
    assert len(frozenset[str]().union(*found.lists.values())) == 226
    assert found.fits is not None
    assert len(frozenset[str]().union(*found.fits.values())) == 29
    assert "ODC-PDDL-1.0" in found.lists["open"]
    assert "PDDL-1.0" not in frozenset[str]().union(*found.lists.values())


# --- Judging single licenses ----------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "requirement", "license", "verdict", "rule"),
    [
        ("mof", "open-license", "MIT", YES, "osi-approved"),
        ("mof", "open-license", "WTFPL", YES, "fsf-free"),
        ("mof", "open-license", "ODC-By-1.0", YES, "open-definition"),
        ("mof", "open-license", "CDLA-Permissive-2.0", YES, "framework-list"),
        ("mof", "open-license", "OpenMDW-1.0", YES, "framework-list"),
        ("mof", "open-license", "CC-BY-NC-4.0", NO, "restricted"),
        ("mof", "open-license", "CC-BY-ND-4.0", NO, "restricted"),
        ("mof", "open-license", "SSPL-1.0", NO, "restricted"),
        ("mof", "open-license", "LicenseRef-llama-3", NO, "restricted"),
        ("mof", "open-license", "GPL-1.0-only", NO, "not-listed"),
        ("mof", "open-license", "any-OSI", UNKNOWN, "terms-unknown"),
        ("mof", "open-license", "LicenseRef-ours", UNKNOWN, "not-in-catalog"),
        ("mof", "open-license", "mit", UNKNOWN, "not-in-catalog"),
        ("mof", "open-license", "NONE", NO, "nothing-granted"),
        ("mof", "open-license", "NOASSERTION", UNKNOWN, "nothing-known"),
        ("mof", "any-license", "CC-BY-NC-4.0", YES, "anything-goes"),
        ("mof", "any-license", "LicenseRef-ours", YES, "anything-goes"),
        ("mof", "any-license", "NONE", YES, "anything-goes"),
        ("mof", "any-license", "NOASSERTION", YES, "anything-goes"),
        ("mof", "open-license", "Nunit", YES, "fsf-free"),
        ("mof", "open-license", "zlib-acknowledgement", YES, "fsf-free"),
        ("mot", "open-license", "MIT", YES, "osi-approved"),
        ("mot", "open-license", "CC-BY-4.0", YES, "fsf-free"),
        ("mot", "open-license", "CC-BY-3.0", YES, "tool-list"),
        ("mot", "open-license", "mit", NO, "not-listed"),
        ("mot", "open-license", "NONE", NO, "not-listed"),
        ("mot", "open-license", "NOASSERTION", NO, "not-listed"),
        ("mot", "open-license", "LicenseRef-ours", NO, "not-listed"),
        ("mot", "open-license", "", NO, "not-listed"),
        ("osaid", "open-license", "MIT", YES, "osi-approved"),
        ("osaid", "open-license", "WTFPL", NO, "not-approved"),
        ("osaid", "open-license", "any-OSI", UNKNOWN, "terms-unknown"),
        ("osaid", "open-terms", "MIT", YES, "osi-approved"),
        ("osaid", "open-terms", "CC-BY-4.0", YES, "open-definition"),
        ("osaid", "open-terms", "CDLA-Permissive-2.0", YES, "framework-list"),
        ("osaid", "open-terms", "CC-BY-NC-4.0", NO, "restricted"),
        ("osaid", "open-terms", "WTFPL", UNKNOWN, "not-reviewed"),
        ("osaid", "open-terms", "NONE", NO, "nothing-granted"),
    ],
)
def test_the_first_rule_that_applies_decides(
    id: str, requirement: str, license: str, verdict: Verdict, rule: str
) -> None:
    found = framework(id).judge(license, requirement)
    assert (found.verdict, found.rule) == (verdict, rule)
    assert found.says


def test_a_restricting_category_is_named_in_the_reason() -> None:
    says = framework("mof").judge("CC-BY-NC-4.0", "open-license").says
    assert "non-commercial" in says
    assert CATEGORIES["non-commercial"] in says


@every_framework
def test_no_reason_keeps_a_place_to_fill_in(id: str) -> None:
    found = framework(id)
    for requirement in found.requirements:
        for license in default_catalog().facts:
            assert "{" not in found.judge(license, requirement).says


def test_licenses_are_judged_by_the_catalog_given() -> None:
    tables = {"index.json": {"licenses": {"Ours": {"osi": "yes", "content": ["data"]}}}}
    catalog = Catalog(tables.__getitem__)
    mof = framework("mof")
    assert mof.judge("Ours", "open-license", catalog).verdict == YES
    assert mof.judge("MIT", "open-license", catalog).verdict == UNKNOWN
    assert mof.fits_content("Ours", "data", catalog) == YES


def test_a_requirement_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        framework("mof").judge("MIT", "no-such-requirement")


@pytest.mark.parametrize(
    ("id", "license", "code", "data", "document"),
    [
        ("mof", "MIT", YES, NO, NO),
        ("mof", "Apache-2.0", YES, NO, YES),
        ("mof", "CC0-1.0", NO, YES, YES),
        ("mof", "CC-BY-4.0", NO, YES, YES),
        ("mof", "CDLA-Permissive-2.0", NO, YES, NO),
        ("mof", "OpenMDW-1.0", YES, YES, YES),
        ("mof", "LicenseRef-ours", UNKNOWN, UNKNOWN, UNKNOWN),
        ("mof", "NOASSERTION", UNKNOWN, UNKNOWN, UNKNOWN),
        ("mof", "NONE", NO, NO, NO),
        ("mot", "MIT", YES, NO, NO),
        ("mot", "Apache-2.0", YES, NO, YES),
        ("mot", "CC0-1.0", NO, NO, YES),
        ("mot", "CC-BY-4.0", NO, NO, YES),
        ("mot", "BSD-3-Clause", NO, NO, NO),
        ("mot", "OpenMDW-1.0", YES, YES, YES),
        ("mot", "LicenseRef-ours", NO, NO, NO),
        ("osaid", "CDLA-Permissive-2.0", NO, YES, NO),
    ],
)
def test_a_license_is_written_for_some_content(
    id: str, license: str, code: Verdict, data: Verdict, document: Verdict
) -> None:
    fits = framework(id).fits_content
    assert [fits(license, c) for c in ("code", "data", "document")] == [code, data, document]


# --- Looking things up ----------------------------------------------------------------


@pytest.mark.parametrize("id", ["moff", "MOF", "", "mof ", None, 3])
def test_an_unknown_framework_is_refused_with_those_that_exist(id: Any) -> None:
    with pytest.raises(UnknownFrameworkError) as caught:
        framework(id)
    assert caught.value.name == str(id)
    assert set(caught.value.suggestions) == set(IDS)
    assert isinstance(caught.value, KeyError)
    assert "did you mean" in str(caught.value)


@every_framework
def test_a_framework_is_made_once_and_returned_as_it_is(id: str) -> None:
    assert framework(id) is framework(id)
    assert framework(framework(id)) is framework(id)


@every_framework
def test_every_component_is_found_by_its_name(id: str) -> None:
    found = framework(id)
    assert tuple(found.component(name).name for name in found.names) == found.names


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Modle card", "Model card"),
        ("model card", "Model card"),
        ("Data set", "Datasets"),
        ("Model parameters", "Model parameters (Final)"),
        ("zzz", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_an_unknown_component_is_refused_with_the_nearest(name: str, nearest: str | None) -> None:
    with pytest.raises(UnknownComponentError) as caught:
        framework("mof").component(name)
    assert caught.value.name == name
    assert caught.value.suggestions[:1] == ((nearest,) if nearest else ())
    assert isinstance(caught.value, KeyError)
    assert len(str(caught.value)) < 200


@every_framework
def test_frameworks_compare_hash_and_pickle_by_value(id: str) -> None:
    found = framework(id)
    copied = pickle.loads(pickle.dumps(found))
    assert copied == found
    assert hash(copied) == hash(found)
    assert attrs.evolve(found, version="0") != found
    assert repr(found) == f"Framework({id!r}, version {found.version!r})"


@every_framework
def test_only_a_requirement_that_all_licenses_meet_is_trivial(id: str) -> None:
    trivial = [r.id for r in framework(id).requirements.values() if r.is_trivial]
    assert trivial == (["any-license"] if id == "mof" else [])


# --- A framework of one's own ---------------------------------------------------------

_ALWAYS_NO = Rule("else", NO, "not allowed here")
OURS = Framework(
    id="house",
    title="House rules",
    version="3",
    summary="Permissive code, documented data.",
    exact_ids=False,
    first_component=None,
    tiers=(Tier(2, "Usable"), Tier(1, "Good")),
    components=(
        FrameworkComponent("Source", "code", 2, True, "permissive"),
        FrameworkComponent("Tokens", "data", 2, True, "open-license"),
        FrameworkComponent("Manual", "document", 1, True, "open-license"),
        FrameworkComponent("Notes", "document", 1, False, "open-license"),
        FrameworkComponent("Slides", "document", 1, False, "open-license"),
    ),
    requirements={
        "open-license": Requirement(
            "open-license",
            "a license of our list",
            NO,
            (Rule("listed", YES, "on our list", (("list", ("ours",)),)), _ALWAYS_NO),
        ),
        "permissive": Requirement(
            "permissive",
            "a permissive license",
            NO,
            (
                Rule("listed", YES, "on our list", (("list", ("ours",)),)),
                Rule(
                    "permissive",
                    YES,
                    "permissive: {category}",
                    (("category", ("permissive", "public-domain")), ("osi", ("yes",))),
                ),
                _ALWAYS_NO,
            ),
        ),
    },
    substitutes=(Substitute("Manual", "Notes", "when-met"),),
    alternatives=(Alternative(1, "Something to read", ("Notes", "Slides")),),
    covers={"Manual": ("Slides",)},
    lists={"ours": frozenset({"CC-BY-4.0", "CDLA-Permissive-2.0"})},
)


def ours(**licenses: str) -> Model:
    return Model("Small", tuple(Component(name, text) for name, text in licenses.items()))


@pytest.mark.parametrize(
    ("licenses", "tier", "stopped_by"),
    [
        ({}, 0, ("Source", "Tokens")),
        ({"Source": "MIT"}, 0, ("Tokens",)),
        ({"Source": "MIT", "Tokens": "MIT"}, 0, ("Tokens",)),
        ({"Source": "GPL-3.0-only", "Tokens": "CC-BY-4.0"}, 0, ("Source",)),
        ({"Source": "GPL-3.0-only OR MIT", "Tokens": "CC-BY-4.0"}, 2, ()),
        ({"Source": "MIT", "Tokens": "CC-BY-4.0", "Manual": "CC-BY-4.0"}, 2, ()),
        ({"Source": "MIT", "Tokens": "CC-BY-4.0", "Notes": "CC-BY-4.0"}, 1, ()),
        ({"Source": "MIT", "Tokens": "CC-BY-4.0", "Slides": "CC-BY-4.0"}, 2, ()),
    ],
)
def test_a_framework_of_ones_own_assesses(
    licenses: dict[str, str], tier: int, stopped_by: tuple[str, ...]
) -> None:
    result = assess(ours(**licenses), OURS)
    assert (result.tier, result.classes[0].stopped_by) == (tier, stopped_by)
    assert result.label == {0: "Unclassified", 1: "Good", 2: "Usable"}[tier]
    assert set(result.components) == set(OURS.names)


def test_a_framework_of_ones_own_lets_components_cover_others() -> None:
    slides = Component("Slides", "CC-BY-4.0", covers=("Manual",))
    model = Model("Small", (*ours(Source="MIT", Tokens="CC-BY-4.0").components, slides))
    result = assess(model, OURS)
    assert (result.tier, result.components["Manual"].status) == (1, "covered")
    assert result.derivation(1).conclusion.label == "Good"


def test_a_component_may_be_required_and_an_alternative_too() -> None:
    both = attrs.evolve(OURS, alternatives=(Alternative(1, "Something", ("Manual", "Notes")),))
    slides = Component("Slides", "CC-BY-4.0", covers=("Manual",))
    model = Model("Small", (*ours(Source="MIT", Tokens="CC-BY-4.0").components, slides))
    result = assess(model, both)
    keys = [node.key for node in result.solved().graph.nodes]
    assert len(keys) == len(set(keys))
    assert result.tier == 1


@pytest.mark.parametrize(
    ("license", "component", "verdict", "rule"),
    [
        ("MIT", "Source", YES, "permissive"),
        ("MIT", "Tokens", NO, "else"),
        ("MIT", None, NO, "else"),
        ("CC-BY-4.0", "Source", YES, "listed"),
        ("GPL-3.0-only", "Source", NO, "else"),
        ("JSON", "Source", NO, "else"),
        ("LicenseRef-ours", "Source", UNKNOWN, "not-in-catalog"),
    ],
)
def test_a_framework_of_ones_own_checks(
    license: str, component: str | None, verdict: Verdict, rule: str
) -> None:
    found = check(license, component=component, framework=OURS)
    assert (found.verdict, found.reasons[0].rule, found.framework) == (verdict, rule, "house")


def test_a_reason_of_a_framework_of_ones_own_is_filled_in() -> None:
    assert check("MIT", component="Source", framework=OURS).reasons[0].says == (
        "permissive: permissive"
    )


def test_without_a_rule_that_applies_nothing_is_known() -> None:
    rules = (Rule("listed", YES, "on our list", (("list", ("ours",)),)),)
    requirement = Requirement("open-license", "a license of our list", NO, rules)
    half = attrs.evolve(OURS, requirements={**OURS.requirements, "open-license": requirement})
    found = half.judge("MIT", "open-license")
    assert (found.verdict, found.rule) == (UNKNOWN, "no-rule")


def test_a_framework_may_compare_letter_by_letter() -> None:
    exact = attrs.evolve(OURS, exact_ids=True, fits={"data": frozenset({"CC-BY-4.0"})})
    assert check("CC-BY-4.0", content="data", framework=exact).type_appropriate is True
    assert check("cc-by-4.0", framework=exact).verdict == NO
    assert assess(ours(Tokens="cc-by-4.0"), exact).components["Tokens"].status == "invalid"
    assert exact.fits_content("CC-BY-4.0", "document") == NO
