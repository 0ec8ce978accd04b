# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What ``assess`` makes of a release under ``mof`` and ``osaid``."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlic.assessment import Assessment, assess
from openlic.checking import check
from openlic.errors import InputError, UnknownComponentError, UnknownFrameworkError
from openlic.findings import FINDINGS
from openlic.formats import load
from openlic.model import Component, GlobalLicense, Model, Origin
from openlic.policies import Policy, read_policy
from openlic.results import STATUSES
from openlic.terms import Verdict

NO, UNKNOWN, YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES

# --- Releases -------------------------------------------------------------------------

#: What each class of the framework adds to the easier one.
CLASS_3 = (
    "Model architecture",
    "Model parameters (Final)",
    "Model card",
    "Data card",
    "Technical report",
    "Evaluation results",
)
CLASS_2 = ("Training code", "Inference code", "Evaluation code", "Evaluation data")
CLASS_1 = (
    "Data preprocessing code",
    "Model parameters (Intermediate)",
    "Datasets",
    "Research paper",
)
OPTIONAL = ("Supporting libraries and tools", "Model metadata", "Sample model outputs")
REQUIRED = CLASS_3 + CLASS_2 + CLASS_1
NAMES = REQUIRED + OPTIONAL
WEIGHTS, CARD, REPORT, PAPER = CLASS_3[1], "Model card", "Technical report", "Research paper"

#: What the definition asks for, and of what it asks for one.
OSAID_CODE = (
    "Model architecture",
    "Data preprocessing code",
    "Training code",
    "Inference code",
    "Supporting libraries and tools",
)
OSAID_DATA = ("Datasets", "Research paper", "Technical report", "Data card")

CONTENT = {
    "code": (
        "Model architecture",
        "Data preprocessing code",
        "Training code",
        "Inference code",
        "Evaluation code",
        "Supporting libraries and tools",
    ),
    "data": (
        "Model parameters (Final)",
        "Model parameters (Intermediate)",
        "Datasets",
        "Evaluation data",
        "Model metadata",
    ),
    "document": (
        "Sample model outputs",
        "Model card",
        "Data card",
        "Technical report",
        "Research paper",
        "Evaluation results",
    ),
}
LICENSE = {"code": "MIT", "data": "CDLA-Permissive-2.0", "document": "CC-BY-4.0"}
FITTING = {name: LICENSE[content] for content, names in CONTENT.items() for name in names}


def release(
    names: Sequence[str] = REQUIRED,
    changes: Mapping[str, Component | str | None] | None = None,
    **facts: object,
) -> Model:
    """Return a release of these components under fitting licenses, but for the changes."""
    components = {name: Component(name, FITTING[name]) for name in names}
    for name, change in (changes or {}).items():
        components[name] = change if isinstance(change, Component) else Component(name, change)
    facts.setdefault("configuration_file", True)
    return Model("Small", tuple(components.values()), **facts)  # type: ignore[arg-type]


def without(*names: str) -> tuple[str, ...]:
    return tuple(name for name in REQUIRED if name not in names)


def codes(result: Assessment) -> list[str]:
    return [finding.code for finding in result.findings]


def rank(tier: int) -> int:
    """Return how good a class is: 0 for none, 3 for class I."""
    return 4 - tier if tier else 0


def one(license: str | None, name: str = WEIGHTS, framework: str = "mof") -> Assessment:
    return assess(Model("Small", (Component(name, license),)), framework)


# --- Classes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "tier", "label", "progress"),
    [
        ((), 0, "Unclassified", {1: 0.0, 2: 0.0, 3: 0.0}),
        (CLASS_3[:3], 0, "Unclassified", {1: 0.0, 2: 0.0, 3: 50.0}),
        (CLASS_2 + CLASS_1, 0, "Unclassified", {1: 0.0, 2: 0.0, 3: 1 / 6 * 100}),
        (CLASS_3, 3, "Class III - Open Model", {1: 0.0, 2: 60.0, 3: 100.0}),
        (CLASS_3 + CLASS_2[:3], 3, "Class III - Open Model", {1: 0.0, 2: 90.0, 3: 100.0}),
        (CLASS_3 + CLASS_1, 3, "Class III - Open Model", {1: 0.0, 2: 60.0, 3: 100.0}),
        (
            CLASS_3 + CLASS_2,
            2,
            "Class II - Open Tooling Model",
            {1: 10 / 14 * 100, 2: 100.0, 3: 100.0},
        ),
        (REQUIRED, 1, "Class I - Open Science Model", {1: 100.0, 2: 100.0, 3: 100.0}),
        (NAMES, 1, "Class I - Open Science Model", {1: 100.0, 2: 100.0, 3: 100.0}),
    ],
)
def test_a_class_is_reached_by_what_it_and_the_easier_ones_ask_for(
    names: Sequence[str], tier: int, label: str, progress: dict[int, float]
) -> None:
    result = assess(release(names))
    assert (result.tier, result.label, result.progress) == (tier, label, progress)
    assert [c.tier for c in result.classes if c.verdict == YES] == [3, 2, 1][: rank(tier)]


_TIER_WITHOUT = [
    *((name, 0) for name in CLASS_3 if name != REPORT),
    (REPORT, 1),
    *((name, 3) for name in CLASS_2),
    *((name, 2) for name in CLASS_1),
]


@pytest.mark.parametrize(("name", "tier"), _TIER_WITHOUT)
def test_without_a_component_the_release_stays_below_its_class(name: str, tier: int) -> None:
    assert assess(release(without(name))).tier == tier


@pytest.mark.parametrize(
    ("name", "tier"), [(n, t) for n, t in _TIER_WITHOUT if n not in ("Datasets", REPORT)]
)
@pytest.mark.parametrize("license", ["CC-BY-NC-4.0", "unlicensed", "NONE", "Undisclosed"])
def test_without_an_open_license_a_component_does_not_count(
    name: str, tier: int, license: str
) -> None:
    result = assess(release(changes={name: license}))
    (missed, *_) = [each for each in result.classes if each.verdict != YES]
    assert result.tier == tier
    assert missed.stopped_by == (name,)


def test_what_stops_a_class_stops_the_better_ones() -> None:
    result = assess(release(without("Model card", "Training code")))
    assert [each.stopped_by for each in result.classes] == [
        ("Model card",),
        ("Model card", "Training code"),
        ("Model card", "Training code"),
    ]
    assert {each.verdict for each in result.classes} == {NO}


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize(
    ("license", "status"),
    [
        ("Apache-2.0", "optional"),
        ("CC-BY-NC-4.0", "invalid"),
        ("unlicensed", "unlicensed"),
        ("LicenseRef-ours", "unknown"),
        ("Component not included", "absent"),
    ],
)
def test_an_optional_component_never_changes_the_class(
    name: str, license: str, status: str
) -> None:
    result = assess(release(changes={name: license}))
    assert (result.tier, result.components[name].status) == (1, status)


def test_every_component_of_the_framework_has_an_answer() -> None:
    for model in (release(()), release(NAMES)):
        result = assess(model)
        assert set(result.components) == set(NAMES)
        assert all(
            answer.name == name and answer.reasons for name, answer in result.components.items()
        )
        assert {answer.status for answer in result.components.values()} <= set(STATUSES)


# --- The Open Source AI Definition ----------------------------------------------------


@pytest.mark.parametrize("data", OSAID_DATA)
def test_the_definition_asks_for_code_parameters_and_one_part_on_the_data(data: str) -> None:
    result = assess(release((*OSAID_CODE, WEIGHTS, data)), "osaid")
    assert (result.tier, result.label, result.progress) == (1, "Open Source AI", {1: 100.0})


@pytest.mark.parametrize("lacking", [*OSAID_CODE, WEIGHTS])
def test_the_definition_asks_for_each_of_code_and_parameters(lacking: str) -> None:
    names = [name for name in (*OSAID_CODE, WEIGHTS) if name != lacking]
    result = assess(release((*names, "Data card")), "osaid")
    assert (result.tier, result.label) == (0, "Unclassified")
    assert result.classes[0].stopped_by == (lacking,)
    assert result.progress == {1: 6 / 7 * 100}


@pytest.mark.parametrize(
    ("license", "verdict"),
    [(None, NO), ("CC-BY-NC-4.0", NO), ("unlicensed", NO), ("LicenseRef-ours", UNKNOWN)],
)
def test_data_information_needs_a_part_under_conforming_terms(
    license: str | None, verdict: Verdict
) -> None:
    changes = dict.fromkeys(OSAID_DATA, license) if license else {}
    result = assess(release((*OSAID_CODE, WEIGHTS), changes), "osaid")
    assert result.classes[0].verdict == verdict
    assert result.classes[0].stopped_by == ("Data information",)


def test_a_model_card_that_covers_the_data_card_gives_the_data_information() -> None:
    card = Component(CARD, "CC-BY-4.0", covers=("Data card",))
    result = assess(release((*OSAID_CODE, WEIGHTS), {CARD: card}), "osaid")
    assert result.tier == 1
    assert "covers-not-allowed" not in codes(result)


@pytest.mark.parametrize(
    ("license", "code", "parameters"),
    [
        ("MIT", YES, YES),
        ("GPL-3.0-or-later", YES, YES),
        ("CC-BY-4.0", NO, YES),
        ("CC0-1.0", NO, YES),
        ("CDLA-Permissive-2.0", NO, YES),
        ("OpenMDW-1.0", NO, YES),
        ("CC-BY-NC-4.0", NO, NO),
        ("bigcode-openrail-m", NO, NO),
        ("WTFPL", NO, UNKNOWN),
        ("any-OSI", UNKNOWN, UNKNOWN),
        ("LicenseRef-ours", UNKNOWN, UNKNOWN),
        ("unlicensed", NO, NO),
        ("NONE", NO, NO),
        ("NOASSERTION", UNKNOWN, UNKNOWN),
    ],
)
def test_the_definition_wants_approval_for_code_and_conforming_terms_for_the_rest(
    license: str, code: Verdict, parameters: Verdict
) -> None:
    assert one(license, "Training code", "osaid").components["Training code"].verdict == code
    assert one(license, WEIGHTS, "osaid").components[WEIGHTS].verdict == parameters


@pytest.mark.parametrize("license", ["CC-BY-4.0", "CC-BY-NC-4.0 OR CC-BY-4.0", "OpenMDW-1.0"])
def test_what_conforms_to_the_definition_is_open_and_chosen(license: str) -> None:
    found = one(license, WEIGHTS, "osaid").components[WEIGHTS]
    assert found.status == "included"
    assert found.open is True
    assert str(found.chosen) == license.rpartition(" ")[2]


# --- Three values ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("license", "status", "verdict", "open"),
    [
        ("CDLA-Permissive-2.0", "included", YES, True),
        ("Apache 2.0", "included", YES, True),
        ("CC-BY-NC-4.0", "invalid", NO, False),
        ("LicenseRef-proprietary", "invalid", NO, False),
        ("unlicensed", "unlicensed", NO, False),
        ("Unlicensed", "unlicensed", NO, False),
        (None, "unlicensed", NO, False),
        ("LicenseRef-ours", "unknown", UNKNOWN, None),
        ("NOASSERTION", "unknown", UNKNOWN, None),
        ("any-OSI", "unknown", UNKNOWN, None),
        ("BSD", "unknown", UNKNOWN, None),
        ("Undisclosed", "unknown", UNKNOWN, None),
        ("in our own words", "unknown", UNKNOWN, None),
        ("Component not included", "missing", NO, None),
        ("", "missing", NO, None),
    ],
)
def test_a_license_gives_a_component_its_status(
    license: str | None, status: str, verdict: Verdict, open: bool | None
) -> None:
    found = one(license).components[WEIGHTS]
    assert (found.status, found.verdict, found.open) == (status, verdict, open)
    assert found.present == (status != "missing")


def test_none_grants_nothing_and_the_reason_says_so() -> None:
    found = one("NONE").components[WEIGHTS]
    assert (found.verdict, found.open) == (NO, False)
    assert [str(reason.rule) for reason in found.reasons] == ["nothing-granted"]


@pytest.mark.parametrize(
    ("license", "subject", "rule"),
    [
        ("LicenseRef-ours", "LicenseRef-ours", "not-in-catalog"),
        ("MIT AND LicenseRef-ours", "LicenseRef-ours", "not-in-catalog"),
        ("NOASSERTION", "NOASSERTION", "nothing-known"),
        ("any-OSI", "any-OSI", "terms-unknown"),
        ("BSD", "BSD", "not-read"),
        ("GPL-2.0-only WITH AdditionRef-ours", "AdditionRef-ours", "exception-unknown"),
    ],
)
def test_an_unknown_names_the_fact_that_is_missing(license: str, subject: str, rule: str) -> None:
    result = assess(release(changes={WEIGHTS: license}))
    (reason,) = result.components[WEIGHTS].reasons
    assert (reason.subject, reason.verdict, reason.rule) == (subject, UNKNOWN, rule)
    assert f"{subject}: {reason.says}" in result.explain()


def test_an_unknown_license_makes_its_class_and_the_better_ones_unknown() -> None:
    result = assess(release(changes={"Training code": "LicenseRef-ours"}))
    assert [each.verdict for each in result.classes] == [YES, UNKNOWN, UNKNOWN]
    assert result.tier == 3
    assert result.classes[1].stopped_by == ("Training code",)


def test_what_is_certainly_missing_decides_over_what_is_unknown() -> None:
    names = without("Model card")
    result = assess(release(names, {WEIGHTS: "LicenseRef-ours"}))
    assert {each.verdict for each in result.classes} == {NO}


# --- Expressions ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("license", "name", "chosen", "fits"),
    [
        ("Apache-2.0 OR CDLA-Permissive-2.0", WEIGHTS, "CDLA-Permissive-2.0", True),
        ("Apache-2.0 OR CDLA-Permissive-2.0", "Training code", "Apache-2.0", True),
        ("CDLA-Permissive-2.0 OR CC-BY-4.0", WEIGHTS, "CDLA-Permissive-2.0", True),
        ("CC-BY-4.0 OR CDLA-Permissive-2.0", WEIGHTS, "CC-BY-4.0", True),
        ("MIT OR Apache-2.0", CARD, "Apache-2.0", True),
        ("GPL-3.0-only OR MIT", WEIGHTS, "GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", WEIGHTS, "MIT", False),
        ("CC-BY-NC-4.0 OR MIT OR GPL-3.0-only", WEIGHTS, "MIT", False),
        ("CC-BY-NC-4.0 OR CC-BY-4.0", WEIGHTS, "CC-BY-4.0", True),
        ("LicenseRef-ours OR CC-BY-4.0", WEIGHTS, "CC-BY-4.0", True),
        ("LicenseRef-ours OR MIT", WEIGHTS, "MIT", None),
        ("MIT AND CC-BY-4.0", WEIGHTS, "MIT AND CC-BY-4.0", False),
        (
            "(MIT OR CC-BY-4.0) AND (CC-BY-NC-4.0 OR CDLA-Permissive-2.0)",
            WEIGHTS,
            "CC-BY-4.0 AND CDLA-Permissive-2.0",
            True,
        ),
        ("GPL-1.0-or-later", "Training code", "GPL-2.0-only", True),
        (
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "Training code",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            True,
        ),
    ],
)
def test_a_choice_takes_the_arm_that_fits_the_content_else_the_first_open_one(
    license: str, name: str, chosen: str, fits: bool | None
) -> None:
    found = one(license, name).components[name]
    assert str(found.chosen) == chosen
    assert (found.open, found.type_appropriate) == (True, fits)
    assert found.license == license


@pytest.mark.parametrize(
    ("license", "verdict"),
    [
        ("MIT AND CC-BY-4.0", YES),
        ("MIT AND LicenseRef-ours", UNKNOWN),
        ("MIT AND CC-BY-NC-4.0", NO),
        ("LicenseRef-ours AND CC-BY-NC-4.0", NO),
        ("MIT OR CC-BY-NC-4.0", YES),
        ("LicenseRef-ours OR CC-BY-NC-4.0", UNKNOWN),
        ("CC-BY-NC-4.0 OR CC-BY-ND-4.0", NO),
        ("(MIT AND LicenseRef-ours) OR CC-BY-NC-4.0", UNKNOWN),
        ("GPL-1.0-only", NO),
        ("GPL-1.0-or-later", YES),
        ("GPL-2.0-or-later", YES),
        ("GPL-2.0+", YES),
        ("GPL-2.0-only WITH Classpath-exception-2.0", YES),
        ("GPL-2.0-or-later WITH Classpath-exception-2.0", YES),
        ("GPL-2.0-with-classpath-exception", YES),
        ("GPL-2.0-only WITH AdditionRef-ours", UNKNOWN),
        ("GPL-2.0-only WITH freertos-exception-2.0", UNKNOWN),
        ("CC-BY-NC-4.0 WITH AdditionRef-ours", NO),
        ("LicenseRef-ours WITH Classpath-exception-2.0", UNKNOWN),
        ("Nunit", YES),
        ("BSD-2-Clause-FreeBSD", YES),
    ],
)
def test_an_expression_is_decided_on_its_tree(license: str, verdict: Verdict) -> None:
    found = one(license).components[WEIGHTS]
    assert found.verdict == verdict
    assert (found.chosen is not None) == (verdict == YES)


def test_an_exception_that_restricts_is_named() -> None:
    (reason,) = one("GPL-2.0-only WITH freertos-exception-2.0").components[WEIGHTS].reasons
    assert (reason.subject, reason.rule) == ("freertos-exception-2.0", "exception-restricts")


@pytest.mark.parametrize(
    ("licenses", "verdict", "license"),
    [
        (("MIT", "CC-BY-4.0"), YES, "MIT AND CC-BY-4.0"),
        (("MIT", "CC-BY-NC-4.0"), NO, "MIT AND CC-BY-NC-4.0"),
        (("MIT", "LicenseRef-ours"), UNKNOWN, "MIT AND LicenseRef-ours"),
        (("MIT OR CC-BY-NC-4.0", "BSD-3"), YES, "(MIT OR CC-BY-NC-4.0) AND BSD-3-Clause"),
        (("MIT", "BSD"), UNKNOWN, "MIT AND BSD"),
        (("CC-BY-NC-4.0", "BSD"), NO, "CC-BY-NC-4.0 AND BSD"),
        (("MIT", "unlicensed"), NO, "MIT AND unlicensed"),
        (("MIT",), YES, "MIT"),
    ],
)
def test_several_licenses_of_a_component_all_apply(
    licenses: tuple[str, ...], verdict: Verdict, license: str
) -> None:
    result = assess(Model("Small", (Component(WEIGHTS, licenses=licenses),)))
    found = result.components[WEIGHTS]
    assert (found.verdict, found.license) == (verdict, license)


_STRINGS = [
    "MIT",
    "Apache 2.0",
    "CC-BY-NC-4.0",
    "Apache-2.0 OR CDLA-Permissive-2.0",
    "LicenseRef-ours OR MIT",
    "MIT AND LicenseRef-ours",
    "GPL-1.0-or-later",
    "GPL-2.0-only WITH AdditionRef-ours",
    "GPL-2.0-with-classpath-exception",
    "BSD-2-Clause-FreeBSD",
    "LicenseRef-ours",
    "BSD",
    "NONE",
    "NOASSERTION",
]


@pytest.mark.parametrize("framework", ["mof", "osaid"])
@pytest.mark.parametrize("name", ["Datasets", WEIGHTS, "Training code", CARD])
@pytest.mark.parametrize("license", _STRINGS)
def test_check_and_assess_give_the_same_answer(license: str, name: str, framework: str) -> None:
    found = one(license, name, framework).components[name]
    answer = check(license, component=name, framework=framework)
    assert (answer.verdict, answer.open) == (found.verdict, found.open)
    assert answer.chosen == found.chosen
    assert answer.type_appropriate == found.type_appropriate


@pytest.mark.parametrize("clauses", [1_000, 20_000])
def test_an_expression_of_many_clauses_gets_an_answer(clauses: int) -> None:
    choices = [f"(LicenseRef-A{number} OR MIT)" for number in range(clauses)]
    assert str(one(" AND ".join(choices)).components[WEIGHTS].chosen) == "MIT"
    result = one(" AND ".join([*choices, "CC-BY-NC-4.0"]))
    assert [reason.subject for reason in result.components[WEIGHTS].reasons] == ["CC-BY-NC-4.0"]


# --- Datasets -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "license",
    ["CC-BY-NC-4.0", "LicenseRef-ours", "unlicensed", None, "NONE", "NOASSERTION", "Undisclosed"],
)
def test_datasets_count_under_any_license_and_without_one(license: str | None) -> None:
    result = assess(release(changes={"Datasets": license}))
    assert (result.tier, result.components["Datasets"].status) == (1, "included")
    assert result.components["Datasets"].open is not True
    assert "unlicensed-component" not in codes(result)


@pytest.mark.parametrize("license", ["Component not included", ""])
def test_datasets_have_to_be_there(license: str) -> None:
    result = assess(release(changes={"Datasets": license}))
    assert (result.tier, result.components["Datasets"].status) == (2, "missing")


# --- What stands for what -------------------------------------------------------------


@pytest.mark.parametrize(
    ("license", "tier", "status"),
    [
        ("CC-BY-4.0", 1, "waived"),
        ("CC-BY-NC-4.0", 0, "missing"),
        ("unlicensed", 0, "missing"),
        ("LicenseRef-ours", 0, "missing"),
    ],
)
def test_a_paper_stands_for_the_report_only_if_it_is_open(
    license: str, tier: int, status: str
) -> None:
    result = assess(release(without(REPORT), {PAPER: license}))
    assert (result.tier, result.components[REPORT].status) == (tier, status)


def test_an_open_paper_makes_up_for_a_closed_report() -> None:
    result = assess(release(changes={REPORT: "CC-BY-NC-4.0"}))
    assert (result.tier, result.progress[1]) == (1, 100.0)
    assert result.components[REPORT].status == "invalid"


def test_an_open_report_does_not_stand_for_a_paper_unless_told() -> None:
    assert assess(release(without(PAPER))).tier == 2


@pytest.mark.parametrize(
    ("covered", "by"),
    [
        (PAPER, REPORT),
        ("Evaluation results", REPORT),
        ("Evaluation results", PAPER),
        ("Evaluation results", CARD),
        ("Data card", CARD),
    ],
)
def test_a_component_covers_another_where_the_framework_allows_it(covered: str, by: str) -> None:
    coverer = Component(by, FITTING[by], covers=(covered,))
    result = assess(release(without(covered), {by: coverer}))
    assert (result.tier, result.components[covered].status) == (1, "covered")
    assert result.progress == {1: 100.0, 2: 100.0, 3: 100.0}
    assert result.findings == ()


@pytest.mark.parametrize(
    ("covered", "by"),
    [
        ("Model card", "Data card"),
        (WEIGHTS, CARD),
        ("Data card", REPORT),
        ("Datasets", PAPER),
        ("Evaluation results", "Evaluation data"),
        ("No such component", CARD),
    ],
)
def test_a_component_covers_nothing_else(covered: str, by: str) -> None:
    coverer = Component(by, FITTING[by], covers=(covered,), line=7)
    result = assess(release(without(covered), {by: coverer}))
    (found,) = [each for each in result.findings if each.code == "covers-not-allowed"]
    assert (found.component, found.line) == (by, 7)
    assert repr(covered) in found.message
    assert "covered" not in {each.status for each in result.components.values()}


@pytest.mark.parametrize(
    ("license", "verdict"), [("CC-BY-NC-4.0", NO), ("unlicensed", NO), ("LicenseRef-x", UNKNOWN)]
)
def test_what_is_not_open_covers_nothing(license: str, verdict: Verdict) -> None:
    card = Component(CARD, license, covers=("Data card",))
    result = assess(release(without("Data card"), {CARD: card}))
    assert result.components["Data card"].status == "missing"
    assert result.classes[0].verdict == verdict
    assert result.classes[0].stopped_by == (CARD, "Data card or Model card")


def test_covers_of_a_component_that_is_there_changes_nothing() -> None:
    card = Component(CARD, "CC-BY-NC-4.0", covers=("Data card",))
    result = assess(release(changes={CARD: card}))
    assert result.components["Data card"].status == "included"


# --- Doubtful components --------------------------------------------------------------


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ((Component("Model weights", "MIT"),), "unknown-component"),
        ((Component("model card", "MIT"),), "component-name-case"),
        ((Component("Model Card", "MIT"),), "component-name-case"),
        ((Component(CARD, "MIT"), Component(CARD, "MIT")), "duplicate-component"),
        ((Component(CARD, "MIT"), Component(CARD, "GPL-3.0-only")), "duplicate-component"),
        ((Component(CARD, ""),), "empty-license"),
    ],
)
def test_a_doubtful_component_does_not_count(components: tuple[Component, ...], code: str) -> None:
    names = without(CARD)
    others = release(names).components
    result = assess(Model("Small", (*others, *components), configuration_file=True))
    assert set(codes(result)) == {code}
    assert (result.tier, result.components[CARD].status) == (0, "missing")
    assert [finding.component for finding in result.findings] == [c.name for c in components]


def test_a_component_counts_beside_one_in_another_case() -> None:
    model = Model("Small", (Component(CARD, "CC-BY-4.0"), Component("model card", "MIT")))
    assert assess(model).components[CARD].license == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("written", "nearest"), [("Model weights", None), ("Modle card", CARD), ("Trainig code", None)]
)
def test_an_unknown_name_gets_a_repair(written: str, nearest: str | None) -> None:
    (found,) = [f for f in one("MIT", written).findings if f.code == "unknown-component"]
    assert repr(written) in found.message
    assert found.repair
    assert nearest is None or repr(nearest) in found.repair


# --- Licenses of the release ----------------------------------------------------------


def scoped(**licenses: str | None) -> tuple[GlobalLicense, ...]:
    return tuple(GlobalLicense(scope, license) for scope, license in licenses.items())


@pytest.mark.parametrize(
    ("own", "licenses", "license", "origin"),
    [
        (None, scoped(distribution="MIT"), "MIT", "release (distribution)"),
        (None, scoped(data="MIT"), "MIT", "release (data)"),
        (None, scoped(distribution="MIT", data="CC0-1.0"), "CC0-1.0", "release (data)"),
        (None, scoped(data="CC0-1.0", distribution="MIT"), "CC0-1.0", "release (data)"),
        (None, scoped(code="MIT", document="MIT"), "unlicensed", "none"),
        (None, scoped(data=None, distribution="MIT"), "MIT", "release (distribution)"),
        (None, scoped(documentation="MIT"), "unlicensed", "none"),
        (None, scoped(data="unlicensed", distribution="MIT"), "unlicensed", "release (data)"),
        (None, (), "unlicensed", "none"),
        ("CC-BY-4.0", scoped(data="MIT", distribution="MIT"), "CC-BY-4.0", "component"),
        ("unlicensed", scoped(data="MIT", distribution="MIT"), "unlicensed", "component"),
    ],
)
def test_a_component_inherits_by_content_type_then_from_the_distribution(
    own: str | None, licenses: tuple[GlobalLicense, ...], license: str, origin: str
) -> None:
    result = assess(Model("Small", (Component(WEIGHTS, own),), licenses))
    found = result.components[WEIGHTS]
    assert (found.license, found.written, found.origin) == (license, license, origin)


def test_a_closed_license_of_the_content_type_hides_an_open_distribution() -> None:
    licenses = scoped(data="CC-BY-NC-4.0", distribution="MIT")
    result = assess(Model("Small", (Component(WEIGHTS), Component(CARD)), licenses))
    assert [result.components[name].status for name in (WEIGHTS, CARD)] == ["invalid", "included"]


def test_licenses_of_the_release_do_not_make_components() -> None:
    result = assess(Model("Small", (), scoped(distribution="MIT", data="MIT")))
    assert not any(answer.present for answer in result.components.values())


# --- Findings -------------------------------------------------------------------------

_CONFIGURATION = {"release": {"name": "S"}, "components": {"Model Parameters": {"license": "MIT"}}}


def document(components: str = "", head: str = "") -> str:
    """Return a release without anything to remark, but for what is given, as YAML.

    The first line of ``head`` is line 5, the first of ``components`` line 6.
    """
    head = head or "producer: nobody"
    listed = components or "- {name: Model card, license: CC-BY-4.0}"
    indented = "\n".join("    " + line for line in listed.splitlines())
    return (
        "openlic: 1\nrelease:\n  name: Small\n  configuration_file: true\n"
        f"  {head}\n  components:\n{indented}\n"
    )


#: For every code: a document, the framework, and the component and line of the finding.
def bom(*licenses: dict[str, Any], **rest: Any) -> str:
    """Return a bill of materials of one library."""
    library = {"type": "library", "name": "lib", "bom-ref": "lib", "licenses": list(licenses)}
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [library]}
    return json.dumps({**whole, **rest})


def policy(**exception: str) -> Policy:
    """Return a policy with one exception."""
    entry = {"component": "x", "because": "ticket 12", **exception}
    return read_policy({"policy": 1, "name": "Acme", "exceptions": [entry]})


#: Findings on folders, which tests of folders are for.
OF_FOLDERS = {"file-not-read", "link-not-followed"}

CASES: dict[str, tuple[str, str | Policy, str | None, int | None]] = {
    "unknown-component": (document("- name: Weights"), "mof", "Weights", 7),
    "component-name-case": (document("- name: model card"), "mof", "model card", 7),
    "duplicate-component": (
        document("- name: Data card\n- name: Data card"),
        "mof",
        "Data card",
        7,
    ),
    "component-read-as": (json.dumps(_CONFIGURATION), "mof", WEIGHTS, 1),
    "no-components": (document("[]"), "mof", None, 7),
    "unknown-release-key": (document(head="tasks: many"), "mof", None, 5),
    "unknown-component-key": (
        document("- name: Model card\n  license: CC-BY-4.0\n  size: 3"),
        "mof",
        CARD,
        9,
    ),
    "unknown-license-scope": (
        document(head="license: {weights: {name: MIT}}"),
        "mof",
        None,
        5,
    ),
    "license-is-text": (document(head="license: MIT"), "mof", None, 5),
    "empty-license": (document("- {name: Model card, license: ''}"), "mof", CARD, 7),
    "null-license": (document("- name: Model card\n  license: null"), "mof", CARD, 8),
    "license-read-as": (document("- {name: Model card, license: Apache 2.0}"), "mof", CARD, 7),
    "ambiguous-license": (document("- {name: Model card, license: BSD}"), "mof", CARD, 7),
    "not-a-license": (document("- {name: Model card, license: Undisclosed}"), "mof", CARD, 7),
    "deprecated-license": (document("- {name: Model card, license: GFDL-1.3}"), "mof", CARD, 7),
    "unknown-reference": (
        document("- {name: Model card, license: LicenseRef-ours}"),
        "mof",
        CARD,
        7,
    ),
    "not-type-appropriate": (document("- {name: Model card, license: MIT}"), "mof", CARD, 7),
    "unlicensed-component": (document("- name: Model card"), "mof", CARD, 7),
    "covers-not-allowed": (
        document("- {name: Model card, license: CC-BY-4.0, covers: Datasets}"),
        "mof",
        CARD,
        7,
    ),
    "claimed-class-not-reached": (document(head="claimed_class: 3"), "mof", None, None),
    "claimed-class-exceeded": (
        document(
            "\n".join(f"- {{name: {n}, license: {FITTING[n]}}}" for n in CLASS_3 + CLASS_2),
            "claimed_class: 3",
        ),
        "mof",
        None,
        None,
    ),
    "licenses-disagree": (
        """Metadata-Version: 2.1
Name: demo
Version: 1
License: MIT
Classifier: License :: OSI Approved :: Apache Software License
""",
        "mof",
        "demo",
        None,
    ),
    "concluded-differs": (
        bom(
            {"license": {"id": "MIT", "acknowledgement": "declared"}},
            {"license": {"id": "ISC", "acknowledgement": "concluded"}},
        ),
        "mof",
        "lib",
        None,
    ),
    "local-license": (
        bom({"license": {"name": "ours", "text": {"content": "Do what we say."}}}),
        "mof",
        None,
        None,
    ),
    "list-of-licenses": (
        json.dumps(
            {"name": "demo", "version": "1", "licenses": [{"type": "MIT"}, {"type": "ISC"}]}
        ),
        "mof",
        "demo",
        None,
    ),
    "document-warning": (bom({"license": {"id": "Apache 2.0"}}), "mof", None, None),
    "reference-to-nothing": (
        bom(dependencies=[{"ref": "lib", "dependsOn": ["nothing"]}]),
        "mof",
        None,
        None,
    ),
    "part-read-as": ("---\nlicense: mit\n---\n# Demo\n", "mof", None, None),
    "exception-expired": (document(), policy(until="2020-01-31"), None, None),
    "exception-unused": (document(), policy(), None, None),
    "no-configuration-file": (document().replace("true", "false"), "mof", None, None),
    "data-information": (document(), "osaid", None, None),
}


def test_every_code_has_a_case() -> None:
    assert CASES.keys() | OF_FOLDERS == FINDINGS.keys()


@pytest.mark.parametrize("code", CASES)
def test_a_case_gives_its_finding(code: str, tmp_path: Path) -> None:
    text, framework, component, line = CASES[code]
    file = tmp_path / "release.yml"
    file.write_text(text, encoding="utf-8")
    found = [each for each in assess(file, framework).findings if each.code == code]
    assert found
    assert (found[0].component, found[0].line) == (component, line)
    assert found[0].level == FINDINGS[code].level
    assert found[0].message
    assert f"[{code}]" in str(found[0])


@pytest.mark.parametrize("code", [code for code in CASES if FINDINGS[code].level != "note"])
def test_a_warning_comes_with_a_repair(code: str, tmp_path: Path) -> None:
    text, framework, *_ = CASES[code]
    file = tmp_path / "release.yml"
    file.write_text(text, encoding="utf-8")
    assert all(each.repair for each in assess(file, framework).findings if each.code == code)


def test_a_release_without_a_doubt_has_no_findings() -> None:
    assert assess(release(NAMES)).findings == ()


@pytest.mark.parametrize(
    ("names", "claimed", "expected"),
    [
        ((), 3, ["claimed-class-not-reached"]),
        (CLASS_3, 1, ["claimed-class-not-reached"]),
        (CLASS_3, 2, ["claimed-class-not-reached"]),
        (CLASS_3, 3, []),
        (REQUIRED, 1, []),
        (REQUIRED, 2, ["claimed-class-exceeded"]),
        (REQUIRED, 3, ["claimed-class-exceeded"]),
        (CLASS_3, None, []),
    ],
)
def test_a_claimed_class_is_compared_with_the_one_reached(
    names: Sequence[str], claimed: int | None, expected: list[str]
) -> None:
    assert codes(assess(release(names, claimed_class=claimed))) == expected


@pytest.mark.parametrize(("framework", "asks"), [("mof", True), ("osaid", False), ("mot", False)])
def test_the_configuration_file_is_noted_and_changes_no_class(framework: str, asks: bool) -> None:
    lacking = assess(release(configuration_file=False), framework)
    assert ("no-configuration-file" in codes(lacking)) == asks
    assert lacking.classes == assess(release(), framework).classes


@pytest.mark.parametrize(
    ("name", "license", "warned"),
    [
        (WEIGHTS, "MIT", True),
        (WEIGHTS, "CC-BY-4.0", False),
        (WEIGHTS, "CC-BY-NC-4.0", False),
        ("Training code", "CC-BY-4.0", True),
        ("Training code", "MPL-2.0", False),
        (CARD, "MIT", True),
        (CARD, "Apache-2.0", False),
        ("Datasets", "MIT", True),
        ("Datasets", "unlicensed", False),
        ("Model metadata", "MIT", True),
    ],
)
def test_an_open_license_for_other_content_is_warned_about(
    name: str, license: str, warned: bool
) -> None:
    result = assess(release(changes={name: license}))
    found = [each.component for each in result.findings if each.code == "not-type-appropriate"]
    assert found == [name] * warned
    assert result.components[name].type_appropriate is not (warned or None)


def test_a_warning_does_not_change_the_class() -> None:
    result = assess(release(changes=dict.fromkeys(REQUIRED, "GPL-3.0-only")))
    assert result.tier == 1
    assert codes(result).count("not-type-appropriate") == 9


def test_readings_list_every_string_that_was_no_expression() -> None:
    model = Model(
        "Small",
        (
            Component(WEIGHTS, "Apache 2.0"),
            Component(CARD, "mit"),
            Component("Data card", licenses=("BSD", "CC-BY-4.0", "GPLv3+")),
            Component("Training code"),
            Component("Evaluation data", "Undisclosed"),
        ),
        (GlobalLicense("code", "BSD-3"),),
    )
    readings = assess(model).readings
    assert [(each.component, each.read.text, each.read.basis) for each in readings] == [
        ("Training code", "BSD-3", "alias"),
        (WEIGHTS, "Apache 2.0", "alias"),
        ("Evaluation data", "Undisclosed", "not-a-license"),
        ("Data card", "BSD", "ambiguous"),
        ("Data card", "GPLv3+", "alias"),
    ]
    assert assess(Model("Small", (Component(WEIGHTS, "Apache 2.0"),)), "mot").readings == ()


# --- Values ---------------------------------------------------------------------------

_VARIED = {
    WEIGHTS: "Apache-2.0 OR CDLA-Permissive-2.0",
    CARD: "Apache 2.0",
    "Training code": "LicenseRef-ours",
    "Evaluation data": "CC-BY-NC-4.0",
    "Datasets": "unlicensed",
    "Evaluation code": "GPL-2.0-or-later WITH Classpath-exception-2.0",
    "Model metadata": "BSD",
}
MODELS = {
    "empty": Model("Empty"),
    "complete": release(NAMES),
    "varied": release(without(REPORT), _VARIED),
    "covered": release(
        without("Data card", PAPER),
        {
            CARD: Component(CARD, "CC-BY-4.0", covers=("Data card",)),
            REPORT: Component(REPORT, "CC-BY-4.0", covers=(PAPER,)),
            WEIGHTS: Component(
                WEIGHTS,
                "MIT",
                derived_from=(Origin("train-on", component="Datasets"), Origin("merge", work="X")),
            ),
        },
    ),
    "inherited": Model("I", tuple(map(Component, NAMES)), scoped(distribution="MIT", data="BSD")),
}
FRAMEWORKS = ("mof", "mot", "osaid")
every_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
every_framework = pytest.mark.parametrize("framework", FRAMEWORKS)


@every_framework
@every_model
def test_assessments_compare_hash_and_pickle_by_value(model: Model, framework: str) -> None:
    first, second = assess(model, framework), assess(model, framework)
    copied = pickle.loads(pickle.dumps(first))
    assert first == second == copied
    assert hash(first) == hash(second) == hash(copied)
    assert copied.to_dict() == first.to_dict()
    assert copied.explain() == first.explain()


@every_framework
@every_model
def test_no_two_nodes_of_a_graph_have_the_same_key(model: Model, framework: str) -> None:
    keys = [node.key for node in assess(model, framework).solved().graph.nodes]
    assert len(keys) == len(set(keys))


def test_different_assessments_are_not_equal() -> None:
    results = [assess(model, framework) for model in MODELS.values() for framework in FRAMEWORKS]
    assert len(set(results)) == len(results)


@every_framework
@every_model
def test_an_assessment_as_plain_values_is_json(model: Model, framework: str) -> None:
    result = assess(model, framework)
    plain = result.to_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain["framework"]["id"] == framework
    assert plain["tier"] == result.tier
    assert list(plain["components"]) == list(result.components)
    assert [each["verdict"] for each in plain["classes"]] == [
        str(c.verdict) for c in result.classes
    ]
    for answer in plain["components"].values():
        assert {"license", "status", "open", "type_appropriate", "reasons"} <= answer.keys()


def test_an_assessment_is_frozen() -> None:
    with pytest.raises(AttributeError):
        assess(MODELS["empty"]).tier = 1  # type: ignore[misc]


def test_a_file_and_the_model_in_it_get_the_same_answer(tmp_path: Path) -> None:
    file = tmp_path / "release.yml"
    file.write_text(document(), encoding="utf-8")
    from_text, from_path = assess(str(file)), assess(file)
    assert from_text == from_path
    assert from_path.to_dict()["model"]["path"] == str(file)


def test_bad_arguments_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFrameworkError) as framework:
        assess(Model("m"), "moff")
    assert framework.value.name == "moff"
    assert framework.value.suggestions == FRAMEWORKS
    with pytest.raises(InputError) as missing:
        assess(tmp_path / "none.yml")
    assert missing.value.path == str(tmp_path / "none.yml")


# --- Derivations and explanations -----------------------------------------------------


def derivations(result: Assessment) -> Iterator[tuple[str, Verdict, str | int]]:
    for name, answer in result.components.items():
        yield name, answer.verdict, name
    for each in result.classes:
        yield each.name, each.verdict, each.tier


@every_framework
@every_model
def test_a_derivation_concludes_what_the_answer_says(model: Model, framework: str) -> None:
    result = assess(model, framework)
    for label, verdict, key in derivations(result):
        conclusion = result.derivation(key).conclusion
        assert (conclusion.label, conclusion.verdict) == (label, verdict)


@every_framework
@every_model
def test_steps_rest_on_earlier_steps_of_the_same_verdict(model: Model, framework: str) -> None:
    result = assess(model, framework)
    for _, verdict, key in derivations(result):
        for number, step in enumerate(result.derivation(key).steps):
            assert all(premise < number for premise in step.premises)
            assert step.verdict == verdict


@every_framework
@every_model
def test_a_step_without_premises_says_why(model: Model, framework: str) -> None:
    result = assess(model, framework)
    for _, _, key in derivations(result):
        for step in result.derivation(key).steps:
            assert step.premises or step.because


@every_framework
@every_model
def test_a_derivation_holds_nothing_that_its_conclusion_does_not_rest_on(
    model: Model, framework: str
) -> None:
    result = assess(model, framework)
    for _, _, key in derivations(result):
        steps = result.derivation(key).steps
        used = {premise for step in steps for premise in step.premises}
        assert used == set(range(len(steps) - 1))


@pytest.mark.parametrize(("names", "tier"), [((), 3), (CLASS_3, 3), (REQUIRED, 1)])
def test_the_derivation_is_that_of_the_class_reached_or_the_easiest(
    names: Sequence[str], tier: int
) -> None:
    result = assess(release(names))
    assert result.derivation() == result.derivation(tier)


@pytest.mark.parametrize("tier", [0, 4, -1])
def test_there_is_no_derivation_of_a_class_that_does_not_exist(tier: int) -> None:
    with pytest.raises(ValueError, match=f"mof has no class {tier}"):
        assess(MODELS["empty"]).derivation(tier)


def test_there_is_no_derivation_of_a_component_that_does_not_exist() -> None:
    with pytest.raises(UnknownComponentError) as caught:
        assess(MODELS["empty"]).derivation("Modle card")
    assert caught.value.name == "Modle card"
    assert CARD in caught.value.suggestions


def test_a_derivation_as_plain_values_is_json() -> None:
    derivation = assess(MODELS["varied"]).derivation(1)
    plain = derivation.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["steps"][-1]["label"] == derivation.conclusion.label


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("empty", ["no class", "Model card: it is not in the release"]),
        ("complete", ["Class I - Open Science Model: yes", "meets its requirement"]),
        (
            "varied",
            [
                "Class II - Open Tooling Model: no",
                "CC-BY-NC-4.0: its terms are not open",
                "LicenseRef-ours: the catalog does not hold this license",
                "'Apache 2.0': read as Apache-2.0 (alias",
            ],
        ),
    ],
)
def test_the_explanation_says_what_stops_a_class_and_how_strings_were_read(
    model: str, words: list[str]
) -> None:
    explanation = assess(MODELS[model]).explain()
    assert [word for word in words if word not in explanation] == []


def test_the_explanation_names_what_one_of_several_lacks() -> None:
    explanation = assess(release(without(REPORT, PAPER))).explain()
    assert "Technical report or Research paper" in explanation


@every_framework
def test_control_characters_do_not_reach_the_terminal(framework: str) -> None:
    evil = "\x1b[31m\u202e"
    model = Model(f"S{evil}", (Component(WEIGHTS, f"x{evil}"), Component(f"y{evil}")), version=evil)
    result = assess(model, framework)
    for text in (str(result), result.explain(), repr(result), result._repr_html_()):
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_an_assessment_prints_short_and_in_full() -> None:
    result = assess(MODELS["varied"])
    assert repr(result) == ("Assessment('Small', 'mof', tier=3, 'Class III - Open Model')")
    assert "stopped by Training code, Evaluation data" in str(result)
    assert ("tier", 3) in list(result.__rich_repr__())


def test_html_is_escaped() -> None:
    html = assess(Model("<script>", (Component(WEIGHTS, "<b>"),)))._repr_html_()
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


# --- Laws -----------------------------------------------------------------------------

#: What the frameworks make of a license: mof, osaid for code, osaid for the rest.
JUDGED: dict[str, tuple[Verdict, Verdict, Verdict]] = {
    "MIT": (YES, YES, YES),
    "CC-BY-4.0": (YES, NO, YES),
    "CC-BY-NC-4.0": (NO, NO, NO),
    "LicenseRef-ours": (UNKNOWN, UNKNOWN, UNKNOWN),
    "BSD": (UNKNOWN, UNKNOWN, UNKNOWN),
    "unlicensed": (NO, NO, NO),
    "CC-BY-NC-4.0 OR MIT": (YES, YES, YES),
    "MIT AND LicenseRef-ours": (UNKNOWN, UNKNOWN, UNKNOWN),
    "LicenseRef-ours AND CC-BY-NC-4.0": (NO, NO, NO),
}
CLOSED = [license for license, (mof, *_) in JUDGED.items() if mof != YES]
ABSENT = "absent"

_HARD = st.sampled_from([*JUDGED, None, ABSENT])
_EASY = st.sampled_from(["MIT"] * 12 + [None, "CC-BY-4.0", "LicenseRef-ours", ABSENT])
_SCOPES = st.dictionaries(
    st.sampled_from(["distribution", "code", "data", "document", "other"]),
    st.sampled_from(list(JUDGED)),
    max_size=3,
)


def _model(licenses: Mapping[str, str | None], scopes: Mapping[str, str]) -> Model:
    components = [Component(name, text) for name, text in licenses.items() if text != ABSENT]
    return Model("m", tuple(components), scoped(**scopes))


releases = st.tuples(
    st.one_of(
        st.fixed_dictionaries(dict.fromkeys(NAMES, _EASY)),
        st.fixed_dictionaries(dict.fromkeys(NAMES, _HARD)),
    ),
    _SCOPES,
)
Drawn = tuple[dict[str, str | None], dict[str, str]]


def resolved(name: str, drawn: Drawn) -> str | None:
    """Return the license of a component, ``unlicensed``, or None if it is absent."""
    licenses, scopes = drawn
    own = licenses[name]
    if own == ABSENT:
        return None
    content = next(content for content, names in CONTENT.items() if name in names)
    return own or scopes.get(content) or scopes.get("distribution") or "unlicensed"


def met(name: str, drawn: Drawn, column: int) -> Verdict:
    license = resolved(name, drawn)
    return NO if license is None else JUDGED[license][column]


def expected_mof(drawn: Drawn) -> list[Verdict]:
    """Return what classes III, II and I come to, by the component table."""
    found = {name: met(name, drawn, 0) for name in NAMES}
    found["Datasets"] = NO if resolved("Datasets", drawn) is None else YES
    found[REPORT] = max(found[REPORT], found[PAPER])
    three = min(found[name] for name in CLASS_3)
    two = min(three, *(found[name] for name in CLASS_2))
    return [three, two, min(two, *(found[name] for name in CLASS_1))]


def expected_osaid(drawn: Drawn) -> list[Verdict]:
    code = min(met(name, drawn, 1) for name in OSAID_CODE)
    data = max(met(name, drawn, 2) for name in OSAID_DATA)
    return [min(code, met(WEIGHTS, drawn, 2), data)]


@given(releases)
def test_classes_follow_from_the_component_table(drawn: Drawn) -> None:
    model = _model(*drawn)
    result = assess(model)
    assert [each.verdict for each in result.classes] == expected_mof(drawn)
    assert rank(result.tier) == expected_mof(drawn).count(YES)
    definition = assess(model, "osaid")
    assert [each.verdict for each in definition.classes] == expected_osaid(drawn)


@given(releases)
def test_progress_is_complete_exactly_where_a_class_is_reached(drawn: Drawn) -> None:
    for framework in ("mof", "osaid"):
        for each in assess(_model(*drawn), framework).classes:
            assert 0.0 <= each.progress <= 100.0
            assert (each.progress == 100.0) == (each.verdict == YES) == (not each.stopped_by)


@given(releases, st.sampled_from(NAMES), st.sampled_from(CLOSED), st.sampled_from(FRAMEWORKS))
def test_relicensing_from_closed_to_open_never_lowers_a_class(
    drawn: Drawn, name: str, closed: str, framework: str
) -> None:
    licenses, scopes = drawn
    before = assess(_model({**licenses, name: closed}, scopes), framework)
    after = assess(_model({**licenses, name: "MIT"}, scopes), framework)
    assert rank(before.tier) <= rank(after.tier)
    for old, new in zip(before.classes, after.classes, strict=True):
        assert old.verdict <= new.verdict


@given(releases, st.sampled_from(NAMES), st.sampled_from(["mof", "osaid"]))
def test_removing_a_component_never_raises_a_class(drawn: Drawn, name: str, framework: str) -> None:
    licenses, scopes = drawn
    before = assess(_model(licenses, scopes), framework)
    after = assess(_model({**licenses, name: ABSENT}, scopes), framework)
    assert rank(after.tier) <= rank(before.tier)
    for old, new in zip(before.classes, after.classes, strict=True):
        assert new.verdict <= old.verdict


@given(
    st.lists(
        st.builds(
            Component,
            st.sampled_from([*NAMES, "model card", "Other"]),
            st.sampled_from([*JUDGED, None]),
            covers=st.sampled_from([(), ("Data card",), (PAPER, "Evaluation results")]),
        ),
        max_size=20,
    ).flatmap(lambda components: st.tuples(st.just(components), st.permutations(components))),
    st.sampled_from(["mof", "osaid"]),
)
def test_the_order_of_components_does_not_matter(
    lists: tuple[list[Component], list[Component]], framework: str
) -> None:
    first, second = (assess(Model("m", tuple(each)), framework) for each in lists)
    assert first.classes == second.classes
    assert first.components == second.components
    assert sorted(map(str, first.findings)) == sorted(map(str, second.findings))


# --- What if ------------------------------------------------------------------------------


def test_another_license_on_a_component_shows_in_the_assessment(root: Path) -> None:
    model = load(root / "examples" / "starcoder2.yml")
    freed = model.with_license("Model parameters (Final)", "Apache-2.0")
    assert (assess(model).tier, assess(freed).tier) == (0, 3)
    assert assess(freed).components["Model parameters (Final)"].license == "Apache-2.0"
    assert model.component("Model parameters (Final)").license == "bigcode-openrail-m"
    assert freed != model
    assert freed.with_license("Model parameters (Final)", "bigcode-openrail-m") == model


def test_several_licenses_give_way_to_the_one(root: Path) -> None:
    model = load(root / "examples" / "dual-licensed.yml")
    freed = model.with_license("Evaluation data", "CC0-1.0").component("Evaluation data")
    assert (freed.license, freed.licenses) == ("CC0-1.0", ())
    assert model.with_license("Evaluation data", None).component("Evaluation data").license is None


def test_a_component_that_there_is_not_has_no_license_to_change() -> None:
    model = Model("m", (Component("Datasets", "MIT"),))
    with pytest.raises(UnknownComponentError) as caught:
        model.with_license("Dataset", "MIT")
    assert caught.value.suggestions == ("Datasets",)
    with pytest.raises(UnknownComponentError):
        Model("m").component("Datasets")
