# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The releases in ``examples/`` give the classes that they promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from openlic.assessment import assess
from openlic.formats import load

#: For every example: the class under ``mof``, under ``mot``, and under ``osaid``.
PROMISED = {
    "dual-licensed.yml": (2, None, 0),
    "four-libraries.yml": (0, None, 0),
    "gpl-training-stack.yml": (2, None, 0),
    "granite-4.0-h-small.yml": (3, 3, 0),
    "llama-fine-tune.yml": (3, None, 0),
    "olmo-7b.yml": (1, 1, 0),
    "polyglot-ko.yml": (2, 2, 0),
    "starcoder2.yml": (0, 0, 0),
}
STARCODER = "starcoder2.yml"
WEIGHTS = "Model parameters (Final)"


@pytest.fixture
def examples(root: Path) -> Path:
    return root / "examples"


def test_every_example_has_a_promise(examples: Path) -> None:
    assert sorted(path.name for path in examples.glob("*.yml")) == sorted(PROMISED)


@pytest.mark.parametrize("name", PROMISED)
def test_an_example_reaches_its_class(examples: Path, name: str) -> None:
    mof, _, osaid = PROMISED[name]
    assert assess(examples / name).tier == mof
    assert assess(examples / name, "osaid").tier == osaid


@pytest.mark.parametrize(
    "name", [name for name, (_, mot, _) in PROMISED.items() if mot is not None]
)
def test_an_example_without_extensions_gets_the_answer_of_the_tool_too(
    examples: Path, name: str
) -> None:
    assert assess(examples / name, "mot").tier == PROMISED[name][1]


@pytest.mark.parametrize("name", PROMISED)
def test_an_example_is_written_as_it_should_be(examples: Path, name: str) -> None:
    assert load(examples / name).findings == ()


def test_the_weights_stop_starcoder2(examples: Path) -> None:
    result = assess(examples / STARCODER)
    assert result.classes[0].stopped_by == (WEIGHTS,)
    assert result.progress == {1: 0.0, 2: 0.0, 3: 5 / 6 * 100}
    weights = result.components[WEIGHTS]
    assert (weights.status, weights.open) == ("invalid", False)
    assert weights.written == "bigcode-openrail-m"
    assert weights.license == "LicenseRef-scancode-bigcode-open-rail-m-v1"


def test_the_explanation_of_starcoder2_names_the_license_and_its_restrictions(
    examples: Path,
) -> None:
    explanation = assess(examples / STARCODER).explain()
    assert "bigcode-openrail-m" in explanation
    assert "LicenseRef-scancode-bigcode-open-rail-m-v1" in explanation
    assert "use-restricted" in explanation
    assert "listed uses, fields of use or kinds of users are excluded" in explanation


def test_what_is_not_known_of_starcoder2_is_not_called_open(examples: Path) -> None:
    components = assess(examples / STARCODER).components
    assert components["Evaluation data"].status == "unknown"
    assert (components["Datasets"].status, components["Datasets"].open) == ("included", None)
    assert components["Technical report"].status == "waived"


def test_olmo_is_open_throughout_and_warned_about_its_data(examples: Path) -> None:
    result = assess(examples / "olmo-7b.yml")
    warned = [f.component for f in result.findings if f.code == "not-type-appropriate"]
    assert warned == [name for name, c in result.components.items() if c.content == "data"
                      and c.present]  # fmt: skip
    assert result.components["Technical report"].status == "waived"


def test_granite_lacks_what_class_two_adds(examples: Path) -> None:
    result = assess(examples / "granite-4.0-h-small.yml")
    assert result.progress == {1: 0.0, 2: 60.0, 3: 100.0}
    assert result.classes[1].stopped_by == (
        "Training code",
        "Inference code",
        "Evaluation code",
        "Evaluation data",
    )


@pytest.mark.parametrize(
    ("component", "chosen"),
    [
        ("Model architecture", "MIT"),
        (WEIGHTS, "CDLA-Permissive-2.0"),
        ("Training code", "MIT"),
        ("Inference code", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("Evaluation code", "BSD-3-Clause"),
        ("Evaluation data", "CC-BY-4.0 AND CDLA-Permissive-2.0"),
        ("Technical report", "CC-BY-4.0"),
    ],
)
def test_the_arms_that_fit_are_chosen_in_the_dual_licensed_example(
    examples: Path, component: str, chosen: str
) -> None:
    found = assess(examples / "dual-licensed.yml").components[component]
    assert str(found.chosen) == chosen
    assert found.type_appropriate is True


@pytest.mark.parametrize("component", ["Data card", "Evaluation results"])
def test_what_is_covered_in_the_dual_licensed_example_counts(
    examples: Path, component: str
) -> None:
    assert assess(examples / "dual-licensed.yml").components[component].status == "covered"
