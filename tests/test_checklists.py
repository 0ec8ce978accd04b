# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What a release has to do for the licenses in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import openlic
from openlic import obligations
from openlic.checklists import TASKS, Checklist
from openlic.errors import InputError, UseError
from openlic.model import Component, Model, Origin
from openlic.vocabulary import vocabulary

LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"


def _made_from(
    license: str | None, use: str = "fine-tune", provide: str | None = None
) -> Checklist:
    origin = Origin(use, work="base", license=license, provide=provide)
    weights = Component("Model parameters (Final)", LLAMA, derived_from=(origin,))
    return obligations(Model("tuned", (weights,)))


def test_every_duty_of_the_vocabulary_has_a_place_in_the_checklist() -> None:
    required = {term.name for term in vocabulary().terms.values() if "require" in term.kinds}
    listed = [term for _, terms in TASKS.values() for term in terms]
    assert set(listed) == required
    assert len(listed) == len(set(listed))


def test_a_release_is_asked_component_by_component(root: Path) -> None:
    checklist = obligations(root / "examples" / "starcoder2.yml")
    policies = checklist.of_kind("use-policy")
    assert [(task.component, task.clause) for task in policies] == [
        ("Model parameters (Final)", "5.1"),
        ("Model metadata", "5.1"),
    ]
    assert {of for of, _ in checklist.doubts} == {"Datasets", "Evaluation data"}
    kinds = [task.kind for task in checklist]
    assert kinds == sorted(kinds, key=list(TASKS).index)


def test_works_that_components_were_made_from_are_asked_too() -> None:
    checklist = _made_from(LLAMA)
    named = [task for task in checklist.of_kind("naming") if task.work]
    assert {task.statement.term for task in named} == {"name-prefix", "display-branding"}
    assert {(task.work, task.use, task.component) for task in named} == {
        ("base", "fine-tune", "Model parameters (Final)")
    }


def test_a_distilled_model_takes_the_name() -> None:
    tasks = _made_from(LLAMA, "distill").of_kind("naming")
    assert [task.statement.on for task in tasks if task.work] == ["distilled-model"]


def test_works_inside_of_works_that_are_passed_on_are_asked_too() -> None:
    inside = Origin("fine-tune", work="inner", license=LLAMA)
    for use, found in (("fine-tune", {"outer", "inner"}), ("distill", {"outer"})):
        outer = Origin(use, work="outer", license="Apache-2.0", derived_from=(inside,))
        weights = Component("Model parameters (Final)", LLAMA, derived_from=(outer,))
        tasks = obligations(Model("m", (weights,)))
        assert {task.work for task in tasks if task.work} <= found
        assert ("inner" in {task.work for task in tasks}) == (use == "fine-tune")


def test_what_is_not_known_or_not_allowed_is_a_doubt() -> None:
    assert _made_from(None).doubts == (
        ("Model parameters (Final), fine-tune of base", "it has no license"),
    )
    assert "may be" in _made_from("BSD").doubts[0][1]
    assert (
        "prohibits train-other-models"
        in (_made_from("LicenseRef-scancode-llama-2-license-2023", "distill").doubts[0][1])
    )


def test_how_the_result_is_provided_decides_on_source() -> None:
    code = Component("Inference code", "GPL-3.0-only")
    tasks = obligations(Model("m", (code,)))
    assert [task.clause for task in tasks.of_kind("source")] == ["6", "6"]
    assert obligations(Model("m", (code,)), provide="source").of_kind("source") == ()
    served = _made_from("AGPL-3.0-only", provide="service").of_kind("source")
    assert [task.clause for task in served if task.work] == ["13"]


def test_of_a_choice_the_arm_with_the_fewest_duties_is_asked() -> None:
    code = Component("Inference code", "Apache-2.0 OR 0BSD")
    assert len(obligations(Model("m", (code,)))) == 0


def test_components_of_the_release_as_origins_are_asked_once() -> None:
    origin = Origin("train-on", component="Datasets")
    weights = Component("Model parameters (Final)", "MIT", derived_from=(origin,))
    data = Component("Datasets", "CC-BY-4.0")
    tasks = obligations(Model("m", (weights, data)))
    assert {(task.component, task.work) for task in tasks} == {
        ("Model parameters (Final)", ""),
        ("Datasets", ""),
    }


def test_a_component_without_a_readable_license_is_a_doubt() -> None:
    doubts = obligations(Model("m", (Component("Datasets", "undisclosed"),))).doubts
    assert doubts[0][0] == "Datasets"


def test_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        obligations(tmp_path / "absent.yml")
    with pytest.raises(ValueError, match="provision"):
        obligations(Model("m", (Component("Datasets", "MIT"),)), provide="post")
    with pytest.raises(UseError):
        _made_from("ODbL-1.0", "link-static")


def test_a_checklist_is_a_value_and_shows_itself(root: Path) -> None:
    path = root / "examples" / "granite-4.0-h-small.yml"
    checklist = obligations(path)
    assert checklist == obligations(openlic.load(path))
    assert len(checklist) == len(list(checklist)) == len(checklist.tasks)
    assert checklist[0] in checklist
    assert repr(checklist) == f"Checklist('Granite-4.0-H-Small', {len(checklist)} tasks)"
    assert next(checklist.__rich_repr__()) == "Granite-4.0-H-Small"
    assert json.loads(json.dumps(checklist.to_dict()))["model"] == "Granite-4.0-H-Small"
    assert "copies of licenses" in str(checklist)
    assert "(fine-tune of Granite-4.0-H-Small-Base)" in str(checklist)
    assert checklist.to_markdown().count("- [ ] ") == len(checklist)
    assert checklist._repr_html_().count("<tr>") == len(checklist) + len(checklist.doubts) + 1


def test_a_checklist_escapes_what_a_file_says() -> None:
    name = "<b>x</b>\x1b[31m | y"
    code = Component(
        "Inference code", "MIT", derived_from=(Origin("modify", work=name, license="MIT"),)
    )
    checklist = obligations(Model(name, (code, Component("Datasets", "no license <i>"))))
    assert "<b>" not in checklist._repr_html_() + checklist.to_markdown()
    assert "\x1b" not in str(checklist) + checklist.to_markdown()
    assert "not known" in str(checklist)
    assert "Not known" in checklist.to_markdown()
