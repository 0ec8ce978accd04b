# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""``framework="mot"`` answers what the Model Openness Tool answers, flaws included."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlic.assessment import Assessment, assess
from openlic.errors import InputError, OpenlicError
from openlic.formats import load
from openlic.model import Component, GlobalLicense, Model

# --- The recorded answers of the tool -------------------------------------------------

_RECORDED = Path(__file__).resolve().parents[2] / "shared" / "data" / "mot" / "expected.json"
EXPECTED: dict[str, dict[str, Any]] = (
    json.loads(_RECORDED.read_text(encoding="utf-8")) if _RECORDED.is_file() else {}
)
ANSWERED = sorted(name for name, row in EXPECTED.items() if "error" not in row)
FAILED = sorted(name for name, row in EXPECTED.items() if "error" in row)
COMPARED = ("license", "status", "open", "type_appropriate", "present", "required")

_absent = pytest.param("", id="no-recorded-files")


@pytest.mark.parametrize("name", ANSWERED or [_absent])
def test_a_recorded_file_gets_the_answer_of_the_tool(shared: Path, name: str) -> None:
    expected = EXPECTED[name]
    answer = assess(shared / "mot" / name, "mot").to_dict()
    assert answer["tier"] == expected["class"]
    assert answer["label"] == expected["label"]
    assert answer["progress"] == expected["progress"]
    assert _rows(answer["components"]) == _rows(expected["components"])


@pytest.mark.parametrize("name", ANSWERED or [_absent])
def test_a_recorded_file_gets_the_warnings_of_the_tool(shared: Path, name: str) -> None:
    result = assess(shared / "mot" / name, "mot")
    warned = [f.component for f in result.findings if f.code == "not-type-appropriate"]
    rows = EXPECTED[name]["components"].items()
    assert warned == [name for name, row in rows if row["open"] and not row["type_appropriate"]]


@pytest.mark.parametrize("name", FAILED or [_absent])
def test_a_file_on_which_the_tool_fails_is_refused(shared: Path, name: str) -> None:
    path = shared / "mot" / name
    model = load(path)
    with pytest.raises(InputError) as caught:
        assess(model, "mot").to_dict()
    assert caught.value.path == str(path)
    assert all(problem.repair for problem in caught.value.problems)
    assert caught.value.problems


def _rows(components: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        name: {key: component[key] for key in COMPARED} for name, component in components.items()
    }


# --- Releases made here ---------------------------------------------------------------

#: The tool's table: name, content type, class from which it counts, whether it is required.
TABLE: tuple[tuple[str, str, int, bool], ...] = (
    ("Model architecture", "code", 3, True),
    ("Data preprocessing code", "code", 1, True),
    ("Training code", "code", 2, True),
    ("Inference code", "code", 2, True),
    ("Evaluation code", "code", 2, True),
    ("Supporting libraries and tools", "code", 2, False),
    ("Model parameters (Final)", "data", 3, True),
    ("Model parameters (Intermediate)", "data", 1, True),
    ("Datasets", "data", 1, True),
    ("Evaluation data", "data", 2, True),
    ("Model metadata", "data", 1, False),
    ("Sample model outputs", "document", 3, False),
    ("Model card", "document", 3, True),
    ("Data card", "document", 3, True),
    ("Technical report", "document", 3, True),
    ("Research paper", "document", 1, True),
    ("Evaluation results", "document", 3, True),
)
NAMES = tuple(name for name, *_ in TABLE)
REQUIRED = tuple(name for name, _, _, required in TABLE if required)
WEIGHTS = "Model parameters (Final)"
REPORT, PAPER = "Technical report", "Research paper"

Entry = tuple[str, Any]


def complete(*, without: Sequence[str] = (), **licenses: str) -> list[Entry]:
    """Return everything that class I asks for, under MIT but for what is said."""
    changes = {key.replace("_", " "): license for key, license in licenses.items()}
    return [(name, changes.get(name, "MIT")) for name in REQUIRED if name not in without]


def write(path: Path, entries: Sequence[Entry], **release: Any) -> Path:
    """Write a release in the tool's format; JSON is YAML. An Ellipsis leaves the key out."""
    components = [
        {"name": name} if license is ... else {"name": name, "license": license}
        for name, license in entries
    ]
    file = path / "release.yml"
    document = {"release": {"name": "Small", "components": components, **release}}
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def distribution(license: str) -> dict[str, dict[str, str]]:
    return {"distribution": {"name": license}}


def judged(path: Path, entries: Sequence[Entry], **release: Any) -> Assessment:
    return assess(write(path, entries, **release), "mot")


# --- The report and the paper ---------------------------------------------------------


def test_everything_open_is_class_one(tmp_path: Path) -> None:
    result = judged(tmp_path, complete())
    assert (result.tier, result.label) == (1, "Class I - Open Science Model")
    assert result.progress == {1: 100.0, 2: 100.0, 3: 100.0}


def test_an_open_paper_makes_up_for_an_invalid_report(tmp_path: Path) -> None:
    result = judged(tmp_path, complete(Technical_report="CC-BY-NC-4.0"))
    assert (result.tier, result.progress[1]) == (1, 100.0)
    assert result.components[REPORT].status == "invalid"


def test_an_open_paper_waives_a_report_that_is_not_listed(tmp_path: Path) -> None:
    result = judged(tmp_path, complete(without=[REPORT]))
    assert (result.tier, result.progress[1]) == (1, 100.0)
    assert result.components[REPORT].status == "waived"


@pytest.mark.parametrize(("license", "status"), [("mit", "invalid"), ("unlicensed", "unlicensed")])
def test_a_listed_paper_waives_the_report_whatever_its_license(
    tmp_path: Path, license: str, status: str
) -> None:
    result = judged(tmp_path, complete(without=[REPORT], Research_paper=license))
    assert result.tier == 0
    assert result.progress == {1: 0.0, 2: 0.0, 3: 5 / 6 * 100}
    assert result.components[REPORT].status == "waived"
    assert result.components[PAPER].status == status


def test_without_report_and_paper_both_are_missing(tmp_path: Path) -> None:
    result = judged(tmp_path, complete(without=[REPORT, PAPER]))
    assert [result.components[name].status for name in (REPORT, PAPER)] == ["missing", "missing"]
    assert result.tier == 0


@pytest.mark.parametrize("framework", ["mot", "mof"])
def test_a_waived_report_is_not_counted_in_class_one(tmp_path: Path, framework: str) -> None:
    file = write(tmp_path, complete(without=[REPORT, "Datasets"]))
    result = assess(file, framework)
    assert result.tier == 2
    assert result.progress == {1: 12 / 13 * 100, 2: 100.0, 3: 100.0}


def test_an_open_report_does_not_make_up_for_an_invalid_paper(tmp_path: Path) -> None:
    result = judged(tmp_path, complete(Research_paper="CC-BY-NC-4.0"))
    assert result.tier == 2
    assert result.progress == {1: 13 / 14 * 100, 2: 100.0, 3: 100.0}


# --- Classes --------------------------------------------------------------------------


@pytest.mark.parametrize("license", ["unlicensed", "CC-BY-NC-4.0", ""])
def test_datasets_that_are_not_open_cap_a_release_at_class_two(
    tmp_path: Path, license: str
) -> None:
    result = judged(tmp_path, complete(Datasets=license))
    assert result.tier == 2
    assert result.classes[2].stopped_by == ("Datasets",)


@pytest.mark.parametrize("name", [n for n, _, tier, need in TABLE if tier == 3 and need])
def test_one_thing_lacking_in_class_three_zeroes_the_others(tmp_path: Path, name: str) -> None:
    without = [name] if name != REPORT else [REPORT, PAPER]
    result = judged(tmp_path, complete(without=without))
    assert result.progress == {1: 0.0, 2: 0.0, 3: 5 / 6 * 100}


@pytest.mark.parametrize("name", [name for name, _, _, required in TABLE if not required])
@pytest.mark.parametrize(
    ("license", "status"), [("MIT", "optional"), ("mit", "invalid"), ("unlicensed", "unlicensed")]
)
def test_an_optional_component_never_changes_the_class(
    tmp_path: Path, name: str, license: str, status: str
) -> None:
    result = judged(tmp_path, [*complete(), (name, license)])
    assert result.tier == 1
    assert result.components[name].status == status


def test_covers_means_nothing_to_the_tool() -> None:
    card = Component("Model card", "MIT", covers=("Data card",))
    others = [Component(n, "MIT") for n in REQUIRED if n not in ("Model card", "Data card")]
    result = assess(Model("m", (card, *others)), "mot")
    assert result.components["Data card"].status == "missing"
    assert "covers-not-allowed" in [finding.code for finding in result.findings]


# --- Names ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Training dataset", "datasets", "model card", "Datasets "])
def test_a_name_that_the_tool_does_not_know_counts_as_datasets(tmp_path: Path, name: str) -> None:
    result = judged(tmp_path, [*complete(without=["Datasets"]), (name, "MIT")])
    assert result.tier == 1
    assert result.components["Datasets"].status == "included"


@pytest.mark.parametrize(
    ("entries", "status", "tier"),
    [
        ([("Datasets", "MIT"), ("Training dataset", "unlicensed")], "unlicensed", 2),
        ([("Training dataset", "unlicensed"), ("Datasets", "MIT")], "included", 1),
        ([("Datasets", "mit"), ("Weights", "MIT")], "included", 1),
        ([("Weights", "MIT"), ("Tokens", "mit")], "invalid", 2),
    ],
)
def test_of_datasets_and_unknown_names_the_last_entry_wins(
    tmp_path: Path, entries: list[Entry], status: str, tier: int
) -> None:
    result = judged(tmp_path, [*complete(without=["Datasets"]), *entries])
    assert (result.components["Datasets"].status, result.tier) == (status, tier)


def test_a_name_in_another_case_does_not_count_for_itself(tmp_path: Path) -> None:
    result = judged(tmp_path, [("model card", "MIT")])
    assert result.components["Model card"].status == "missing"
    assert result.components["Datasets"].license == "MIT"


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("MIT", "mit", "invalid"),
        ("mit", "MIT", "included"),
        ("MIT", "unlicensed", "unlicensed"),
    ],
)
def test_of_a_repeated_component_the_last_entry_wins(
    tmp_path: Path, first: str, last: str, status: str
) -> None:
    result = judged(tmp_path, [("Model card", first), ("Model card", last)])
    assert result.components["Model card"].status == status


# --- Licenses -------------------------------------------------------------------------


def test_openmdw_is_open_and_fits_every_content_type(tmp_path: Path) -> None:
    entries = [(name, "OpenMDW-1.0") for name in NAMES]
    result = judged(tmp_path, entries)
    assert result.tier == 1
    assert {(c.open, c.type_appropriate) for c in result.components.values()} == {(True, True)}


@pytest.mark.parametrize(
    "license", ["OpenMDW-1.1", "LicenseRef-OpenMDW-1.1", "LicenseRef-openmdw-1.1", "openmdw-1.0"]
)
def test_the_later_openmdw_is_unknown_to_the_tool(tmp_path: Path, license: str) -> None:
    result = judged(tmp_path, [(name, license) for name in NAMES])
    assert {c.status for c in result.components.values()} == {"invalid"}


@pytest.mark.parametrize(
    "license",
    [
        "mit",
        " MIT",
        "MIT ",
        "apache-2.0",
        "Apache 2.0",
        "Unlicensed",
        "NONE",
        "NOASSERTION",
        "(MIT)",
        "MIT OR Apache-2.0",
        "MIT AND MIT",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "GPL-2.0-only+",
        "Undisclosed",
        "Component not included",
        "LicenseRef-ours",
        "bigcode-openrail-m",
        "SSPL-1.0",
        "JSON",
        "CC-BY-ND-4.0",
    ],
)
def test_whatever_is_not_an_id_of_the_lists_is_invalid_as_written(
    tmp_path: Path, license: str
) -> None:
    found = judged(tmp_path, [(WEIGHTS, license)]).components[WEIGHTS]
    assert (found.status, found.license, found.open) == ("invalid", license, False)
    assert found.type_appropriate is False


@pytest.mark.parametrize(
    ("name", "license", "status", "fits"),
    [
        (WEIGHTS, "CDLA-Permissive-2.0", "included", True),
        (WEIGHTS, "CC0-1.0", "included", False),
        (WEIGHTS, "CC-BY-4.0", "included", False),
        (WEIGHTS, "CDLA-Sharing-1.0", "included", False),
        (WEIGHTS, "ODC-PDDL-1.0", "included", False),
        (WEIGHTS, "PDDL-1.0", "invalid", True),
        (WEIGHTS, "C-UDA-1.0", "invalid", True),
        (WEIGHTS, "Apache-2.0", "included", False),
        ("Model card", "CC0-1.0", "included", True),
        ("Model card", "CC-PDDC", "invalid", True),
        ("Model card", "FreeBSD-DOC", "invalid", True),
        ("Model card", "GFDL-1.3", "included", False),
        ("Model card", "Apache-2.0", "included", True),
        ("Model card", "MIT", "included", False),
        ("Training code", "MulanPSL-1.0", "invalid", True),
        ("Training code", "BSD-3-Clause", "included", False),
        ("Training code", "GPL-3.0", "included", False),
        ("Training code", "MIT", "included", True),
        ("Training code", "CC-BY-4.0", "included", False),
    ],
)
def test_open_and_type_appropriate_are_two_lists(
    tmp_path: Path, name: str, license: str, status: str, fits: bool
) -> None:
    found = judged(tmp_path, [(name, license)]).components[name]
    assert (found.status, found.type_appropriate) == (status, fits)


@pytest.mark.parametrize("license", ["unlicensed", ""])
def test_what_is_unlicensed_or_empty_does_not_inherit(tmp_path: Path, license: str) -> None:
    result = judged(tmp_path, [("Model card", license)], license=distribution("MIT"))
    found = result.components["Model card"]
    assert (found.status, found.license, found.open) == ("unlicensed", "unlicensed", False)


@pytest.mark.parametrize("license", [..., None], ids=["no-key", "null"])
def test_no_license_or_null_inherits(tmp_path: Path, license: object) -> None:
    result = judged(tmp_path, [("Model card", license)], license=distribution("Apache-2.0"))
    found = result.components["Model card"]
    assert (found.status, found.license) == ("included", "Apache-2.0")


def test_nothing_to_inherit_is_unlicensed(tmp_path: Path) -> None:
    assert judged(tmp_path, [("Model card", ...)]).components["Model card"].status == "unlicensed"


@pytest.mark.parametrize(
    ("scopes", "license"),
    [
        ({"document": "mit", "distribution": "MIT"}, "mit"),
        ({"document": "unlicensed", "distribution": "MIT"}, "unlicensed"),
        ({"document": "MIT", "distribution": "mit"}, "MIT"),
        ({"document": None, "distribution": "MIT"}, "MIT"),
        ({"code": "mit", "data": "mit", "distribution": "MIT"}, "MIT"),
        ({"documentation": "MIT"}, "unlicensed"),
        ({"documentation": "MIT", "distribution": "Apache-2.0"}, "Apache-2.0"),
    ],
)
def test_the_license_of_the_content_type_hides_that_of_the_distribution(
    tmp_path: Path, scopes: dict[str, str | None], license: str
) -> None:
    licenses = {scope: {"name": name} for scope, name in scopes.items()}
    found = judged(tmp_path, [("Model card", ...)], license=licenses).components["Model card"]
    assert found.license == license


def test_a_release_license_that_is_a_text_has_no_effect(tmp_path: Path) -> None:
    result = judged(tmp_path, [("Model card", ...)], license="MIT")
    assert result.components["Model card"].status == "unlicensed"
    assert "license-is-text" in [finding.code for finding in result.findings]


# --- What the tool fails on -----------------------------------------------------------


@pytest.mark.parametrize("license", [["MIT"], ["MIT", "Apache-2.0"], 2, 2.0, True, {"name": "MIT"}])
def test_a_license_that_is_no_text_is_refused(tmp_path: Path, license: object) -> None:
    file = write(tmp_path, [("Datasets", "MIT"), ("Model card", license)])
    with pytest.raises(InputError) as caught:
        assess(file, "mot")
    (problem,) = caught.value.problems
    assert caught.value.path == str(file)
    assert problem.line == 1
    assert problem.repair


def test_every_component_with_several_licenses_is_named() -> None:
    several = [Component(name, licenses=("MIT", "CC-BY-4.0")) for name in ("Model card", "Other")]
    with pytest.raises(InputError) as caught:
        assess(Model("Small", tuple(several)), "mot")
    assert caught.value.path == "Small"
    assert ["'Model card'" in p.message for p in caught.value.problems] == [True, False]
    assert "'Other'" in caught.value.problems[1].message


def test_a_release_key_that_the_tool_does_not_know_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, complete(), foo="bar", tasks=["x"])
    with pytest.raises(OpenlicError) as caught:
        assess(file, "mot")
    assert isinstance(caught.value, InputError)
    assert [problem.where for problem in caught.value.problems] == [
        "$.release.foo",
        "$.release.tasks",
    ]
    assert assess(file, "mof").tier == 1


# --- The tool's algorithm, written down once more -------------------------------------

OPEN = {"MIT", "Apache-2.0", "CC-BY-4.0", "OpenMDW-1.0"}
_TEXTS = st.sampled_from(["MIT", "CC-BY-4.0", "mit", "PDDL-1.0", "unlicensed", "", None])
_ENTRIES = st.lists(st.tuples(st.sampled_from([*NAMES, "Other"]), _TEXTS), max_size=6)
_SCOPES = st.dictionaries(
    st.sampled_from(["distribution", "code", "data", "document", "documentation"]),
    st.sampled_from(["MIT", "mit", "unlicensed"]),
    max_size=3,
)


class Tool:
    """The tool's evaluator: buckets per class, then progress, then the class."""

    def __init__(
        self, entries: Sequence[tuple[str, str | None]], scopes: Mapping[str, str]
    ) -> None:
        self.components = {(n if n in NAMES else "Datasets"): text for n, text in entries}
        self.scopes = scopes
        self.status = {name: self._status(name, need) for name, _, _, need in TABLE}
        included = {name for name, status in self.status.items() if status == "included"}
        self.included = {k: {n for n in self._required(k) if n in included} for k in (3, 2, 1)}
        if REPORT not in self.included[3] and PAPER in self.components:
            if self.status[REPORT] == "missing":
                self.status[REPORT] = "waived"
            for k in (3, 2):
                self.included[k] |= {PAPER} & included

    def license(self, name: str) -> str:
        own = self.components[name]
        if own is not None:
            return own or "unlicensed"
        content = next(kind for known, kind, *_ in TABLE if known == name)
        return self.scopes.get(content) or self.scopes.get("distribution") or "unlicensed"

    def _status(self, name: str, required: bool) -> str:
        if name not in self.components:
            return "missing" if required else "absent"
        license = self.license(name)
        if license in OPEN:
            return "included" if required else "optional"
        return "unlicensed" if license == "unlicensed" else "invalid"

    def _required(self, k: int) -> list[str]:
        return [name for name, _, tier, required in TABLE if required and tier >= k]

    def progress(self, k: int) -> float:
        total = 0
        for i in range(3, k - 1, -1):
            total = len(self._required(i))
            if len(self.included[i]) < total:
                break
        if i > k:
            return 0.0
        if k == 1 and self._paper_only():
            total -= 1
        return min(100.0, len(self.included[i]) / total * 100)

    def _paper_only(self) -> bool:
        return REPORT not in self.included[3] and PAPER in self.included[1]

    @property
    def tier(self) -> int:
        return next((k for k in (1, 2, 3) if self.progress(k) == 100.0), 0)


def _model(entries: Sequence[tuple[str, str | None]], scopes: Mapping[str, str]) -> Model:
    return Model(
        "m",
        tuple(Component(name, license) for name, license in entries),
        tuple(GlobalLicense(scope, license) for scope, license in scopes.items()),
    )


_LEFT_OUT = st.one_of(
    st.lists(st.sampled_from(NAMES), max_size=5, unique=True),
    st.lists(st.sampled_from([REPORT, *(n for n, _, tier, _ in TABLE if tier == 1)]), unique=True),
)


@given(_LEFT_OUT, _ENTRIES, _SCOPES)
def test_the_answer_is_that_of_the_algorithm(
    left_out: list[str], changes: list[tuple[str, str | None]], scopes: dict[str, str]
) -> None:
    base: list[tuple[str, str | None]] = [(n, "MIT") for n in NAMES if n not in left_out]
    entries = [*base, *changes]
    tool, result = Tool(entries, scopes), assess(_model(entries, scopes), "mot")
    assert {name: c.status for name, c in result.components.items()} == tool.status
    assert result.progress == {k: tool.progress(k) for k in (1, 2, 3)}
    assert result.tier == tool.tier
