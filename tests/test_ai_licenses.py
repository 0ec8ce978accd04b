# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The terms of AI-model licenses in their details, and errors of other sources avoided."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import openlic
from openlic.catalog import default_catalog
from openlic.records import License, license
from openlic.statements import Statement
from openlic.vocabulary import Condition, parse_condition


def _find(record: License, kind: str, term: str, **facets: str) -> list[Statement]:
    return [
        each
        for each in record.statements
        if each.kind == kind
        and each.term == term
        and all(each.facets.get(name) == value for name, value in facets.items())
    ]


def _caps(id: str, kind: str, term: str) -> list[Condition]:
    conditions = [
        parse_condition(text) for each in _find(license(id), kind, term) for text in each.if_
    ]
    return [each for each in conditions if each is not None]


# --- Caps -----------------------------------------------------------------------------

SC = "LicenseRef-scancode-"
USER_CAPS = {
    f"{SC}llama-2-license-2023": Condition("mau", ">", 700_000_000, by="affiliates", at="release"),
    "LicenseRef-llama-3": Condition("mau", ">", 700_000_000, by="affiliates", at="release"),
    f"{SC}llama-3.1-license-2024": Condition(
        "mau", ">", 700_000_000, by="affiliates", at="release"
    ),
    f"{SC}llama-4-cla-2025": Condition("mau", ">", 700_000_000, by="affiliates", at="release"),
    "LicenseRef-databricks-open-model": Condition(
        "mau", ">", 700_000_000, by="affiliates", at="release"
    ),
    f"{SC}qwen-2024": Condition("mau", ">", 100_000_000, by="product"),
    f"{SC}hyperclova-x-seed-2025": Condition("mau", ">", 10_000_000, by="affiliates", at="release"),
    f"{SC}tencent-hunyuan-3d-2.0-cla": Condition(
        "mau", ">", 1_000_000, by="licensee", at="release"
    ),
}


@pytest.mark.parametrize("id", USER_CAPS)
def test_a_user_cap_says_what_counts_when_and_that_another_license_is_needed(id: str) -> None:
    assert _caps(id, "require", "request-license") == [USER_CAPS[id]]


def test_the_user_cap_of_kimi_is_a_display_duty_not_a_license() -> None:
    record = license(f"{SC}moonshot-ai-modified-mit-2025")
    assert _caps(record.id, "require", "display-branding") == [
        Condition("mau", ">", 100_000_000, by="product"),
        Condition("revenue", ">", 20_000_000, "USD per month", "product"),
    ]
    assert record.says("require", "request-license") == "no"


@pytest.mark.parametrize(
    ("id", "relation", "limit"),
    [
        (f"{SC}stability-ai-community-2024", ">", 1_000_000),
        (f"{SC}ltxv-owl-2025-05-05", ">=", 10_000_000),
    ],
)
def test_a_revenue_cap_asks_for_another_license(id: str, relation: str, limit: int) -> None:
    (cap,) = _caps(id, "require", "request-license")
    assert (cap.metric, cap.relation, cap.limit, cap.unit) == (
        "revenue",
        relation,
        limit,
        "USD per year",
    )


def test_a_cap_holds_commercial_use_back_and_does_not_ban_it() -> None:
    record = license(f"{SC}llama-3.1-license-2024")
    (granted,) = _find(record, "permit", "commercial-use")
    assert granted.unless == ("mau > 700_000_000 by affiliates at release",)
    assert record.says("prohibit", "commercial-use") == "no"


# --- Policies and restrictions --------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "part"),
    [
        (f"{SC}llama-3.1-license-2024", "llama3_1/use-policy"),
        (f"{SC}llama-3.2-license-2024", "llama3_2/use-policy"),
        (f"{SC}gemma-tou-2025-03-24", "prohibited_use_policy"),
        (f"{SC}falcon-2-11b-1.0", "falconllm"),
    ],
)
def test_a_policy_by_address_can_change(id: str, part: str) -> None:
    record = license(id)
    addresses = [text for each in _find(record, "require", "comply-policy") for text in each.value]
    assert any(part in address.lower() for address in addresses)
    assert record.trait("policy_updates") == "dynamic"


RAIL = {
    f"{SC}bigscience-rail-1.0",
    f"{SC}bigscience-open-rail-m",
    f"{SC}stable-diffusion-2022-08-22",
    f"{SC}bigscience-open-rail-m2",
    f"{SC}deepseek-la-1.0",
}


@pytest.mark.parametrize("id", sorted(RAIL))
def test_rail_licenses_list_their_restrictions_and_pass_them_on_verbatim(id: str) -> None:
    record = license(id)
    codes = {code for each in _find(record, "prohibit", "field-of-use") for code in each.value}
    assert {"illegal", "minors", "disinformation", "discrimination", "privacy-pii"} <= codes
    assert _find(record, "require", "pass-through", value="verbatim")
    assert _find(record, "require", "pass-through", on="distilled-model")
    assert record.trait("remote_restriction") == "reserved"


def test_bigcode_passes_restrictions_on_in_equivalent_words_and_keeps_the_model_card() -> None:
    record = license(f"{SC}bigcode-open-rail-m-v1")
    wordings = {each.value for each in _find(record, "require", "pass-through")}
    assert wordings == {("equivalent",)}
    assert record.says("require", "keep-documentation") == "yes"


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        (f"{SC}bigscience-open-rail-m", "yes"),
        (f"{SC}stable-diffusion-2022-08-22", "yes"),
        (f"{SC}bigscience-rail-1.0", "yes"),
        (f"{SC}bigscience-open-rail-m2", "no"),
        (f"{SC}bigcode-open-rail-m-v1", "no"),
    ],
)
def test_who_has_to_use_the_latest_version(id: str, expected: str) -> None:
    assert license(id).says("require", "use-latest-version") == expected


# --- Names, outputs, places -----------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "prefix", "phrase"),
    [
        ("LicenseRef-llama-3", "Llama 3", "Built with Meta Llama 3"),
        (f"{SC}llama-3.1-license-2024", "Llama", "Built with Llama"),
        (f"{SC}llama-3.3-license-2024", "Llama", "Built with Llama"),
        (f"{SC}hyperclova-x-seed-2025", "HyperCLOVA X", "Powered by HyperCLOVA X"),
        (f"{SC}upstage-solar-2026-01-16", "Solar", "Built with Solar"),
    ],
)
def test_names_and_phrases_that_a_product_must_carry(id: str, prefix: str, phrase: str) -> None:
    record = license(id)
    assert {each.value for each in _find(record, "require", "name-prefix")} == {(prefix,)}
    assert {each.value for each in _find(record, "require", "display-branding")} == {(phrase,)}


def test_llama_2_asks_for_no_phrase_and_no_name() -> None:
    record = license(f"{SC}llama-2-license-2023")
    assert record.says("require", "display-branding") == "no"
    assert record.says("require", "name-prefix") == "no"
    assert record.says("require", "include-notice-file") == "yes"


MAY_NOT_TRAIN = {
    f"{SC}llama-2-license-2023": "yes",
    "LicenseRef-llama-3": "yes",
    f"{SC}llama-3.1-license-2024": "no",
    f"{SC}llama-4-cla-2025": "no",
    f"{SC}tongyi-qianwen-2023": "yes",
    f"{SC}qwen-2024": "no",
    "LicenseRef-databricks-open-model": "yes",
    f"{SC}exaone-ai-model-1.1-nc": "yes",
    "OpenMDW-1.0": "no",
}


@pytest.mark.parametrize("id", MAY_NOT_TRAIN)
def test_whether_outputs_may_train_other_models(id: str) -> None:
    record = license(id)
    assert record.says("prohibit", "train-other-models") == MAY_NOT_TRAIN[id]
    if MAY_NOT_TRAIN[id] == "yes":
        assert _find(record, "prohibit", "train-other-models", on="output")


def test_a_naming_duty_for_models_trained_on_outputs_came_with_llama_3_1() -> None:
    assert not _find(license("LicenseRef-llama-3"), "require", "name-prefix", on="distilled-model")
    assert _find(
        license(f"{SC}llama-3.1-license-2024"), "require", "name-prefix", on="distilled-model"
    )


@pytest.mark.parametrize(
    ("id", "places"),
    [
        (f"{SC}tencent-hunyuan-3d-2.0-cla", {"EU", "GB", "KR"}),
        (f"{SC}llama-3.2-license-2024", {"EU"}),
        (f"{SC}llama-4-cla-2025", {"EU"}),
        (f"{SC}llama-3.1-license-2024", set()),
    ],
)
def test_territory_limits(id: str, places: set[str]) -> None:
    found = _find(license(id), "prohibit", "territory")
    assert {place for each in found for place in each.value} == places


@pytest.mark.parametrize(
    ("id", "trait", "value"),
    [
        (f"{SC}llama-license-2023", "revocability", "at-will"),
        (f"{SC}deepseek-la-1.0", "revocability", "irrevocable"),
        (f"{SC}nvidia-open-model-2025-04-28", "retaliation_claim", "patent-or-copyright"),
        ("OpenMDW-1.0", "retaliation_claim", "patent"),
        ("LicenseRef-openmdw-1.1", "retaliation_claim", "patent-or-copyright"),
    ],
)
def test_what_happens_over_time(id: str, trait: str, value: str) -> None:
    assert license(id).trait(trait) == value


def test_registration_is_a_duty_where_a_form_comes_first() -> None:
    assert license("LicenseRef-chatglm3-6b").says("require", "register") == "yes"
    assert license(f"{SC}stability-ai-community-2024").says("require", "register") == "yes"


@pytest.mark.parametrize(
    "id",
    [
        f"{SC}llama-license-2023",
        "LicenseRef-apple-amlr",
        f"{SC}flux-1-nc",
        f"{SC}exaone-ai-model-1.1-nc",
    ],
)
def test_research_and_non_commercial_licenses_bar_commercial_use(id: str) -> None:
    record = license(id)
    assert record.says("prohibit", "commercial-use") == "yes"
    assert record.category == "non-commercial"


# --- Errors of other sources ----------------------------------------------------------


def test_the_use_policy_of_llama_4_is_not_taken_for_its_license() -> None:
    assert f"{SC}llama-4-license-2025" not in default_catalog().facts
    assert str(openlic.normalize("llama4").expression) == f"{SC}llama-4-cla-2025"


def test_what_scancode_calls_a_bigscience_license_is_creativeml_open_rail_plus_plus() -> None:
    assert "CreativeML" in license(f"{SC}bigscience-open-rail-m2").name
    assert str(openlic.normalize("openrail++").expression) == f"{SC}bigscience-open-rail-m2"


def test_llama_3_has_no_scancode_key() -> None:
    assert license("LicenseRef-llama-3").aliases.scancode == ()


SHARE_ALIKE = {
    "LGPL-2.1-only": "yes",
    "LGPL-3.0-only": "yes",
    "MPL-2.0": "yes",
    "EPL-1.0": "yes",
    "CC-BY-ND-4.0": "no",
    "CC-BY-SA-4.0": "yes",
}


@pytest.mark.parametrize("id", SHARE_ALIKE)
def test_share_alike_is_not_read_as_a_collection_of_tags_has_it(id: str) -> None:
    assert license(id).says("require", "same-license") == SHARE_ALIKE[id]


READINGS: Mapping[str, str | None] = {
    "agpl-3.0": "AGPL-3.0-only",
    "gpl": None,
    "cc": None,
    "ms-pl": "MS-PL",
}


@pytest.mark.parametrize("tag", READINGS)
def test_tags_are_not_read_as_their_nearest_neighbor(tag: str) -> None:
    found = openlic.normalize(tag).expression
    assert (None if found is None else str(found)) == READINGS[tag]


@pytest.mark.parametrize("level", ["lr", "mr", "hr"])
def test_the_report_of_impact_licenses_is_no_copyleft(level: str) -> None:
    record = license(f"LicenseRef-ai2-impact-{level}")
    assert record.copyleft_scope is None
    assert record.says("require", "same-license") != "yes"


def test_both_fair_ai_licenses_are_copyleft_and_one_restricts_use() -> None:
    plain, restricted = license(f"{SC}fair-ai-public-1.0"), license(f"{SC}fair-ai-public-1.0-sd")
    assert plain.says("require", "same-license") == "yes"
    assert restricted.says("require", "same-license") == "yes"
    assert plain.says("prohibit", "field-of-use") == "no"
    assert restricted.says("prohibit", "field-of-use") == "yes"


def test_a_license_that_contradicts_itself_on_outputs_is_unknown_there() -> None:
    record = license(f"{SC}xai-cla-2025")
    assert record.says("permit", "use-outputs") == "unknown"


@pytest.mark.parametrize(
    "id", ["LicenseRef-h-research", "LicenseRef-jamba-open-model", "LicenseRef-openrail-family"]
)
def test_a_license_whose_text_was_not_to_be_had_is_unknown_and_says_so(id: str) -> None:
    record = license(id)
    assert record.review == "category"
    assert record.says("permit", "modify") == "unknown"
    assert record.says("permit", "commercial-use") == "unknown"
