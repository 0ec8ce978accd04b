# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click.testing
import jsonschema
import networkx as nx
import pytest
from attrs import fields
from click.testing import CliRunner, Result

from openlic import (
    __version__,
    assess,
    check,
    compatible,
    diff,
    license,
    licenses,
    normalize,
    obligations,
    outbound,
)
from openlic.assessment import Assessment
from openlic.cli import main
from openlic.frameworks import framework
from openlic.records import License, LicenseException, exception

COMMANDS = (
    "assess", "check", "compatible", "diff", "graph", "license", "licenses", "normalize",
    "obligations", "outbound",
)  # fmt: skip
SCHEMAS = Path(sys.modules["openlic"].__file__ or "").parent / "schemas"

#: Escapes of YAML for what can move a cursor, color a line or turn the writing round.
EVIL = r"\e[31m\a\x9b31m\r\x7f\x08\u202e\u2066\u200f\u061c\u2028"
BIDI = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
FORBIDDEN = {*range(0x20), *range(0x7F, 0xA0), *BIDI} - {ord("\n")}

EVIL_RELEASE = f"""\
openlic: 1
release:
  name: "Evil{EVIL}"
  version: "1{EVIL}"
  producer: "{EVIL}"
  "key{EVIL}": x
  license:
    "scope{EVIL}": {{name: MIT}}
  components:
    - name: Model card
      license: "{EVIL} license"
    - name: Data card
      license: "Licen{EVIL}ce OR [31m"
    - name: "Model{EVIL}"
      license: "{EVIL}"
      "key{EVIL}": x
    - name: Model architecture
      license: MIT
      covers: ["{EVIL}"]
      derived_from:
        - {{work: "{EVIL}", license: "{EVIL}", use: modify}}
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _forbidden(text: str) -> set[str]:
    return {hex(ord(char)) for char in text if ord(char) in FORBIDDEN}


@pytest.fixture
def release(tmp_path: Path) -> Callable[..., Path]:
    """Write a release that reaches a class, or none with 0."""

    def written(tier: int, name: str = "", license: str = "Apache-2.0") -> Path:
        wanted = [
            known.name
            for known in framework("mof").components
            if known.required and tier and known.tier >= tier
        ]
        components = "".join(f"    - name: {each}\n" for each in wanted or ["Model card"])
        path = tmp_path / (name or f"class-{tier}.yml")
        path.write_text(
            f"release:\n  name: Class {tier}\n  license: {{distribution: {{name: {license}}}}}\n"
            f"  components:\n{components}",
            encoding="utf-8",
        )
        return path

    return written


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.yml"
    path.write_text("release:\n  name: []\n  components: x\n", encoding="utf-8")
    return path


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    path = tmp_path / "evil\x1b[31m\u202e.yml"
    path.write_text(EVIL_RELEASE, encoding="utf-8")
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the streams of a run look like a terminal."""
    monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda _self: True)


# --- Help -----------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, option: str) -> None:
    result = run(command, option)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {command}")
    assert result.stderr == ""


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_names_every_command_and_the_exit_codes(option: str) -> None:
    result = run(option)
    assert result.exit_code == 0
    assert set(re.findall(r"^  (\w+) {2,}\S", result.stdout, re.MULTILINE)) >= set(COMMANDS)
    assert "Exit codes: 0" in result.stdout


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("assess", {"--framework", "--format", "--explain", "--require-tier"}),
        ("check", {"--content", "--component", "--framework", "--format", "--explain"}),
        ("license", {"--format"}),
        ("normalize", {"--format"}),
        ("graph", {"--framework", "--format"}),
        ("compatible", {"--use", "--provide", "--purpose", "--reading", "--explain", "--format"}),
        ("outbound", {"--use", "--provide", "--purpose", "--reading", "--explain", "--format"}),
        ("obligations", {"--provide", "--purpose", "--reading", "--format"}),
    ],
)
def test_the_help_of_a_command_names_its_options(command: str, options: set[str]) -> None:
    assert set(re.findall(r"^  (--[\w-]+)", run(command, "-h").stdout, re.MULTILINE)) >= options


def test_the_version_is_printed_with_that_of_the_license_list() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout == f"openlic {__version__} (SPDX license list 3.29.0)\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nothing",),
        ("assess",),
        ("check",),
        ("check", "MIT", "ISC"),
        ("license",),
        ("normalize",),
        ("graph",),
        ("graph", "a.yml", "b.yml"),
        ("assess", "--colour", "a.yml"),
        ("assess", "--framework", "mof2", "a.yml"),
        ("assess", "--format", "xml", "a.yml"),
        ("assess", "--require-tier", "0", "a.yml"),
        ("assess", "--require-tier", "4", "a.yml"),
        ("assess", "--require-tier", "one", "a.yml"),
        ("check", "--format", "markdown", "MIT"),
        ("graph", "--format", "svg", "a.yml"),
        ("compatible", "MIT"),
        ("compatible", "MIT", "MIT", "--use", "fly"),
        ("compatible", "MIT", "MIT", "--reading", "bold"),
        ("outbound",),
        ("outbound", "MIT", "--provide", "post"),
        ("obligations",),
    ],
)
def test_a_wrong_call_is_bad_input(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: " in result.stderr


# --- assess ---------------------------------------------------------------------------


@pytest.mark.parametrize("tier", [0, 1, 2, 3])
def test_assess_prints_the_report(release: Callable[..., Path], tier: int) -> None:
    path = release(tier)
    result = run("assess", path)
    assert result.exit_code == 0
    assert result.stdout == f"{assess(path)}\n"
    assert result.stderr == ""


def test_assess_explains(release: Callable[..., Path]) -> None:
    path = release(3)
    result = run("assess", "--explain", path)
    assert result.exit_code == 0
    assert result.stdout == f"{assess(path).explain()}\n"


@pytest.mark.parametrize("name", ["mof", "mot", "osaid"])
def test_assess_judges_by_the_framework_asked_for(release: Callable[..., Path], name: str) -> None:
    path = release(2)
    assert run("assess", "--framework", name, path).stdout == f"{assess(path, name)}\n"


@pytest.mark.parametrize(
    ("reached", "required", "code"),
    [
        (1, 1, 0), (1, 2, 0), (1, 3, 0),
        (2, 1, 1), (2, 2, 0), (2, 3, 0),
        (3, 1, 1), (3, 2, 1), (3, 3, 0),
        (0, 1, 1), (0, 2, 1), (0, 3, 1),
    ],
)  # fmt: skip
def test_a_required_class_decides_the_exit_code(
    release: Callable[..., Path], reached: int, required: int, code: int
) -> None:
    result = run("assess", "--require-tier", str(required), release(reached))
    assert result.exit_code == code
    assert result.stdout


@pytest.mark.parametrize(("tiers", "code"), [((1, 2), 0), ((2, 3), 1), ((0, 1), 1), ((1, 1), 0)])
def test_every_release_must_reach_a_required_class(
    release: Callable[..., Path], tiers: tuple[int, ...], code: int
) -> None:
    paths = [release(tier) for tier in tiers]
    assert run("assess", "--require-tier", "2", *paths).exit_code == code


def test_without_a_required_class_no_class_is_no_failure(release: Callable[..., Path]) -> None:
    assert run("assess", release(0)).exit_code == 0


def test_a_file_that_cannot_be_read_is_bad_input(bad: Path) -> None:
    result = run("assess", bad)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"openlic: {bad}: 2 problems\n  line 2: ")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["missing.yml", "."])
def test_a_path_without_a_file_is_bad_input(tmp_path: Path, name: str) -> None:
    result = run("assess", tmp_path / name)
    assert result.exit_code == 2
    assert str(tmp_path / name) in result.stderr


def test_a_release_that_the_tool_refuses_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "list.yml"
    path.write_text(
        "release:\n  name: X\n  components: [{name: Datasets, license: [MIT, ISC]}]\n",
        encoding="utf-8",
    )
    result = run("assess", "--framework", "mot", path)
    assert result.exit_code == 2
    assert "the tool fails" in result.stderr


def test_several_files_give_one_report_and_a_summary(release: Callable[..., Path]) -> None:
    paths = [release(tier) for tier in (1, 3, 0)]
    result = run("assess", *paths)
    reports = "".join(f"{assess(path)}\n\n" for path in paths)
    assert result.exit_code == 0
    assert result.stdout == reports + "3 files: 1 class 1, 1 class 3, 1 no class\n"


def test_one_file_needs_no_summary(release: Callable[..., Path]) -> None:
    assert "1 file" not in run("assess", release(1)).stdout


@pytest.mark.parametrize("required", ["1", "3"])
def test_one_bad_file_among_several_does_not_hide_the_others(
    release: Callable[..., Path], bad: Path, required: str
) -> None:
    path = release(3)
    result = run("assess", "--require-tier", required, bad, path)
    assert result.exit_code == 2
    assert result.stdout == f"{assess(path)}\n2 files: 1 class 3, 1 not read\n"
    assert result.stderr.count("openlic: ") == 1
    assert str(bad) in result.stderr


def test_several_bad_files_are_all_named(bad: Path, tmp_path: Path) -> None:
    result = run("assess", bad, tmp_path / "missing.yml")
    assert result.exit_code == 2
    assert result.stdout == "2 files: 2 not read\n"
    assert result.stderr.count("openlic: ") == 2


def _valid(value: Any, schema: str) -> Any:
    path = SCHEMAS / f"{schema}.schema.json"
    jsonschema.validate(value, json.loads(path.read_text(encoding="utf-8")))
    return value


@pytest.mark.parametrize("name", ["mof", "mot", "osaid"])
@pytest.mark.parametrize("tier", [0, 1, 3])
def test_the_json_of_one_file_is_its_assessment(
    release: Callable[..., Path], tier: int, name: str
) -> None:
    path = release(tier)
    result = run("assess", "--format", "json", "--framework", name, path)
    value = _valid(json.loads(result.stdout), "assessment")
    assert result.exit_code == 0
    assert value == assess(path, name).to_dict()


def test_the_json_of_several_files_lists_them(release: Callable[..., Path], bad: Path) -> None:
    good = release(2)
    result = run("assess", "--format", "json", good, bad)
    value = json.loads(result.stdout)
    assert result.exit_code == 2
    assert set(value) == {"assessments", "errors", "summary"}
    assert value["assessments"] == [assess(good).to_dict()]
    assert [error["path"] for error in value["errors"]] == [str(bad)]
    assert "2 problems" in value["errors"][0]["message"]
    assert value["summary"] == "2 files: 1 class 2, 1 not read"


def test_the_json_of_a_bad_file_is_json(bad: Path) -> None:
    result = run("assess", "--format", "json", bad)
    value = json.loads(result.stdout)
    assert result.exit_code == 2
    assert value["assessments"] == []
    assert len(value["errors"]) == 1


def _tables(markdown: str) -> list[list[str]]:
    """Return the tables of a Markdown text, as rows of source."""
    blocks = [block.split("\n") for block in markdown.strip().split("\n\n")]
    return [block for block in blocks if block[0].startswith("|")]


def test_markdown_has_a_table_of_classes_and_one_of_components(
    release: Callable[..., Path],
) -> None:
    path = release(3)
    result = run("assess", "--format", "markdown", path)
    classes, components = _tables(result.stdout)
    assert result.exit_code == 0
    assert result.stdout.startswith("# Class 3: Class III")
    assert [len(table) for table in (classes, components)] == [2 + 3, 2 + 17]
    assert classes[1] == "| --- | --- | --- | --- |"
    assert components[0] == "| component | status | license | open | fits its content |"
    assert {row.count("|") for row in components} == {6}


def test_markdown_of_several_files_ends_with_the_summary(release: Callable[..., Path]) -> None:
    result = run("assess", "--format", "markdown", release(1), release(0))
    assert len(_tables(result.stdout)) == 4
    assert result.stdout.endswith("\n2 files: 1 class 1, 1 no class\n")


# --- The progress bar -----------------------------------------------------------------


def _many(release: Callable[..., Path], count: int) -> list[Path]:
    return [release(1, f"{number}.yml") for number in range(count)]


@pytest.mark.usefixtures("terminal")
def test_many_files_on_a_terminal_show_a_progress_bar(release: Callable[..., Path]) -> None:
    result = run("assess", *_many(release, 12))
    assert result.exit_code == 0
    assert "assessing" in result.stderr
    assert "100%" in result.stderr
    assert "assessing" not in result.stdout
    assert result.stdout.endswith("12 files: 12 class 1\n")


@pytest.mark.usefixtures("terminal")
def test_few_files_show_no_progress_bar(release: Callable[..., Path]) -> None:
    result = run("assess", *_many(release, 3))
    assert result.stderr == ""


def test_many_files_without_a_terminal_show_no_progress_bar(release: Callable[..., Path]) -> None:
    result = run("assess", *_many(release, 12))
    assert result.stderr == ""
    assert result.stdout.endswith("12 files: 12 class 1\n")


# --- check ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (("MIT",), {}),
        (("MIT OR SSPL-1.0",), {}),
        (("GPLv3",), {}),
        (("BSD",), {}),
        (("MIT", "--content", "data"), {"content": "data"}),
        (("MIT", "--component", "Model card"), {"component": "Model card"}),
        (("mit", "--framework", "mot"), {"framework": "mot"}),
        (("MIT", "--framework", "osaid"), {"framework": "osaid"}),
    ],
)
def test_check_prints_the_answer(arguments: tuple[str, ...], asked: dict[str, Any]) -> None:
    expected = check(arguments[0], **asked)
    text, explained, plain = (
        run("check", *arguments, *more) for more in ((), ("--explain",), ("--format", "json"))
    )
    assert [each.exit_code for each in (text, explained, plain)] == [0, 0, 0]
    assert text.stdout == f"{expected}\n"
    assert explained.stdout == f"{expected.explain()}\n"
    assert _valid(json.loads(plain.stdout), "check") == expected.to_dict()


@pytest.mark.parametrize(
    ("expression", "code"),
    [("MIT", 0), ("MIT OR LicenseRef-x", 0), ("SSPL-1.0", 1), ("LicenseRef-x", 1), ("BSD", 1)],
)
@pytest.mark.parametrize("style", ["text", "json"])
def test_a_required_yes_decides_the_exit_code(expression: str, code: int, style: str) -> None:
    result = run("check", expression, "--require-yes", "--format", style)
    assert result.exit_code == code
    assert result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("",), "the expression is empty"),
        (("MIT OR",), "a license id is missing here"),
        (("MITT",), "did you mean MIT"),
        (("MIT AND (ISC",), "this parenthesis has no partner"),
        (("MIT", "--content", "song"), "'song' is no content type"),
        (("MIT", "--component", "Model cart"), "did you mean 'Model card'"),
        (("MIT", "--component", "Model card", "--content", "code"), "is document, not code"),
    ],
)
def test_check_refuses_what_it_cannot_answer(arguments: tuple[str, ...], message: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("openlic: ")
    assert message in result.stderr


def test_check_points_at_the_place() -> None:
    assert run("check", "(MITT)").stderr.split("\n")[1:3] == [
        "  (MITT)",
        "   ^^^^",
    ]


# --- license --------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["MIT", "mit", "Apache 2.0", "GPL-2.0", "LicenseRef-llama-3"])
def test_license_prints_the_record(id: str) -> None:
    known = license(str(normalize(id).expression) if " " in id else id)
    result = run("license", id)
    assert result.exit_code == 0
    assert result.stdout == f"{known}\n"


@pytest.mark.parametrize("id", ["LLVM-exception", "classpath-exception-2.0"])
def test_license_prints_an_exception(id: str) -> None:
    assert run("license", id).stdout == f"{exception(id)}\n"


@pytest.mark.parametrize(("id", "kind"), [("MIT", License), ("LLVM-exception", LicenseException)])
def test_the_json_of_a_license_has_every_field(id: str, kind: type) -> None:
    result = run("license", "--format", "json", id)
    value = json.loads(result.stdout)
    assert result.exit_code == 0
    assert value["id"] == id
    assert set(value) == {field.name for field in fields(kind)}


@pytest.mark.parametrize(
    "id",
    ["nope", "", "MIT OR ISC", "BSD", "Undisclosed", "NONE", "MIT WITH Classpath-exception-2.0"],
)
def test_what_is_no_single_license_has_no_record(id: str) -> None:
    result = run("license", id)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"openlic: unknown license id: {id!r}")


def test_a_misspelled_license_comes_with_the_nearest() -> None:
    assert "did you mean 'Apache-2.0'" in run("license", "Apache-2.00").stderr


@pytest.mark.parametrize("id", ["MPL-2.0", "LLVM-exception"])
def test_license_prints_markdown_of_licenses(id: str) -> None:
    result = run("license", "--format", "markdown", id)
    assert result.exit_code == 0
    wanted = f"# {id}: " if id == "MPL-2.0" else f"{id}: "
    assert result.stdout.startswith(wanted)


# --- diff and licenses ----------------------------------------------------------------


def test_diff_prints_the_comparison() -> None:
    assert run("diff", "mit", "Apache 2").stdout == f"{diff('MIT', 'Apache-2.0')}\n"
    everything = diff("MIT", "Apache-2.0").to_text(everything=True)
    assert run("diff", "--all", "MIT", "Apache-2.0").stdout == f"{everything}\n"


def test_the_json_of_a_diff_is_the_comparison() -> None:
    result = run("diff", "--format", "json", "MIT", "ISC")
    assert json.loads(result.stdout) == diff("MIT", "ISC").to_dict()


@pytest.mark.parametrize(
    "pair", [("MIT", "nope"), ("MIT OR ISC", "MIT"), ("GPL-2.0-only WITH LLVM-exception", "MIT")]
)
def test_diff_takes_single_licenses_only(pair: tuple[str, str]) -> None:
    result = run("diff", *pair)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "unknown license id" in result.stderr


def test_licenses_lists_those_for_which_every_filter_holds() -> None:
    filters: dict[str, Any] = {
        "permits": "commercial-use",
        "requires_not": "provide-source",
        "content": "data",
        "osi": "yes",
        "disclaims": "warranty",
    }
    options = [part for name, value in filters.items() for part in (_option(name), value)]
    result = run("licenses", *options)
    found = [record.id for record in licenses(**filters)]
    assert found
    assert [line.split()[0] for line in result.stdout.splitlines()] == found
    assert result.stderr == f"{len(found)} licenses\n"
    assert json.loads(run("licenses", "--format", "json", *options).stdout) == found


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def test_terms_may_be_given_several_times() -> None:
    result = run(
        "licenses", "--format", "json", "--requires", "rename", "--requires", "attribution"
    )
    found = json.loads(result.stdout)
    assert found == [record.id for record in licenses(requires=("rename", "attribution"))]
    assert len(found) < len(licenses(requires="rename"))


def test_a_term_that_there_is_not_is_refused_with_the_nearest() -> None:
    result = run("licenses", "--permits", "modfy")
    assert result.exit_code == 2
    assert "modify" in result.stderr


# --- normalize ------------------------------------------------------------------------

STRINGS = ["MIT", "GPLv3", "BSD", "Undisclosed", "", "MIT, ISC", "木兰宽松许可证"]


@pytest.mark.parametrize("string", STRINGS)
def test_normalize_prints_the_reading(string: str) -> None:
    result = run("normalize", string)
    assert result.exit_code == 0
    assert result.stdout == f"{normalize(string)}\n"


@pytest.mark.parametrize("string", STRINGS)
def test_the_json_of_a_reading_is_the_reading(string: str) -> None:
    result = run("normalize", "--format", "json", string)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == normalize(string).to_dict()


# --- graph ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        ((), "digraph openlic {\n"),
        (("--format", "dot"), "digraph openlic {\n"),
        (("--format", "mermaid"), "flowchart LR\n"),
        (("--format", "json"), "{\n"),
    ],
)
def test_graph_prints_the_language_asked_for(
    release: Callable[..., Path], arguments: tuple[str, ...], start: str
) -> None:
    result = run("graph", *arguments, release(3))
    assert result.exit_code == 0
    assert result.stdout.startswith(start)
    assert "Class III" in result.stdout


@pytest.mark.parametrize(("name", "component"), [("mof", "Model card"), ("osaid", "Datasets")])
def test_the_json_of_a_graph_can_be_read_back(
    release: Callable[..., Path], name: str, component: str
) -> None:
    result = run("graph", "--format", "json", "--framework", name, release(1))
    network = nx.node_link_graph(json.loads(result.stdout), edges="edges")
    assert network.nodes[f"component:{component}"]["label"] == component


def test_graph_refuses_a_bad_file(bad: Path) -> None:
    result = run("graph", bad)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert str(bad) in result.stderr


# --- compatible, outbound, obligations --------------------------------------------------


def test_compatible_prints_the_answer_or_how_it_follows() -> None:
    answer = compatible("MPL-2.0", "MIT", use="link-static")
    arguments = ("compatible", "MPL-2.0", "MIT", "--use", "link-static")
    assert run(*arguments).stdout == f"{answer}\n"
    assert run(*arguments, "--explain").stdout == f"{answer.explain()}\n"
    assert _valid(json.loads(run(*arguments, "--format", "json").stdout), "compatibility") == (
        answer.to_dict()
    )


@pytest.mark.parametrize(
    ("outbound", "required", "code"),
    [("GPL-3.0-only", True, 0), ("MIT", True, 1), ("LicenseRef-x", True, 1), ("MIT", False, 0)],
)
def test_compatible_sets_the_exit_code_if_a_yes_is_required(
    outbound: str, required: bool, code: int
) -> None:
    options = ("--require-yes",) if required else ()
    assert run("compatible", "GPL-3.0-only", outbound, *options).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compatible", "MIT OR", "MIT"), "missing here"),
        (("compatible", "ODbL-1.0", "MIT", "--use", "link"), "makes no sense"),
        (("compatible", "MIT", "MIT", "--catalog", "absent"), "no such folder"),
        (("outbound", "MIT OR"), "missing here"),
        (("outbound", "MIT", "--among", "MITT"), "did you mean"),
        (("obligations", "absent.yml"), "absent.yml"),
    ],
)
def test_what_cannot_be_asked_is_bad_input(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_outbound_prints_offers() -> None:
    arguments = ("outbound", "MIT", "link-dynamic:LGPL-2.1-only")
    offers = outbound(["MIT", ("LGPL-2.1-only", "link-dynamic")])
    assert run(*arguments).stdout == f"{offers}\n"
    value = json.loads(run(*arguments, "--format", "json").stdout)
    assert _valid(value, "outbound") == offers.to_dict()
    explained = run(*arguments, "--among", "MIT", "--explain").stdout
    assert "  MIT (" in explained
    assert "LGPL-2.1-only: LGPL-2.1-only permits reproduce, distribute" in explained
    everything = run(*arguments, "--all").stdout
    assert "in all)" not in everything
    assert "Apache-2.0" in everything


def test_outbound_exits_with_one_if_there_is_no_offer() -> None:
    result = run("outbound", "GPL-2.0-only", "Apache-2.0")
    assert result.exit_code == 1
    assert "stopped by" in result.stdout
    assert "stopped by" in run("outbound", "CC-BY-NC-4.0", "--explain").stdout


def test_obligations_prints_the_checklist(release: Callable[..., Path]) -> None:
    path = release(3)
    checklist = obligations(path)
    assert run("obligations", path).stdout == f"{checklist}\n"
    assert run("obligations", path, "--format", "markdown").stdout == (
        checklist.to_markdown() + "\n"
    )
    value = json.loads(run("obligations", path, "--format", "json").stdout)
    assert _valid(value, "obligations") == checklist.to_dict()


def test_control_characters_of_a_license_text_are_not_printed() -> None:
    evil = "\x1b[31mred\x9b31m license"
    for arguments in (("compatible", evil, "MIT"), ("outbound", evil)):
        assert _forbidden(run(*arguments).output) == set()
        assert _forbidden(run(*arguments, "--explain").output) == set()


# --- Nothing from a file or an argument steers the terminal ----------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess",),
        ("assess", "--explain"),
        ("assess", "--format", "markdown"),
        ("assess", "--format", "json"),
        ("assess", "--framework", "osaid"),
        ("assess", "--framework", "osaid", "--explain"),
        ("graph",),
        ("graph", "--format", "mermaid"),
        ("graph", "--format", "json"),
        ("obligations",),
        ("obligations", "--format", "json"),
        ("obligations", "--format", "markdown"),
    ],
)
def test_control_characters_of_a_file_are_not_printed(
    evil: Path, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, evil)
    assert result.exit_code == 0
    assert _forbidden(result.output) == set()
    assert "31m" in result.output


def test_the_hostile_release_holds_what_is_looked_for(evil: Path) -> None:
    model = assess(evil).model
    assert {hex(ord(char)) for char in "\x1b\x07\x9b\r\x7f\x08\u202e"} <= _forbidden(model.name)
    assert _forbidden(model.components[0].license or "")
    assert _forbidden(model.path)


@pytest.mark.parametrize(
    "content",
    [
        f'openlic: 1\nrelease:\n  name: X\n  "a{EVIL}": 1\n  "a{EVIL}": 1\n',
        f'openlic: 1\nrelease:\n  name: X\n  license: {{"a{EVIL}": 1}}\n  components: []\n',
        f'release:\n  name: X\n  components: [{{name: Datasets, derived_from: [{{use: "{EVIL}"}}]}}]\n',
        "release:\n  name: X\x1b[31m\n",
        "release:\n  name: !\u202e X\n",
        "not yaml: [\u202e",
    ],
)
@pytest.mark.parametrize("command", ["assess", "graph"])
def test_control_characters_of_an_unreadable_file_are_not_printed(
    tmp_path: Path, command: str, content: str
) -> None:
    path = tmp_path / "\x1b]0;evil\x07.yml"
    path.write_text(content, encoding="utf-8")
    result = run(command, path)
    assert result.exit_code == 2
    assert result.stderr
    assert _forbidden(result.output) == set()


@pytest.mark.parametrize("text", ["\x1b[31mred", "\u202eTIM", "\x9b31m", "a\rb", "\x7f", "MIT\x08"])
@pytest.mark.parametrize(
    "before",
    [
        ("check",),
        ("check", "MIT", "--content"),
        ("check", "MIT", "--component"),
        ("check", "--framework", "mot"),
        ("check", "--framework", "mot", "--explain"),
        ("license",),
        ("normalize",),
        ("normalize", "--format", "json"),
        ("assess",),
        ("graph",),
        ("assess", "x.yml", "--framework"),
        ("check", "MIT"),
        (),
    ],
)
def test_control_characters_of_an_argument_are_not_printed(
    before: tuple[str, ...], text: str
) -> None:
    result = run(*before, text)
    assert result.output
    assert _forbidden(result.output) == set()


def test_a_lone_surrogate_of_an_argument_is_printed_as_an_escape() -> None:
    result = run("normalize", "\udcff license")
    assert result.exit_code == 0
    assert "\\udcff" in result.stdout


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_line_feeds_of_a_file_do_not_add_lines(tmp_path: Path, style: str) -> None:
    plain, broken = tmp_path / "plain.yml", tmp_path / "broken.yml"
    content = (
        'release:\n  name: "A@B"\n  version: "1@2"\n  components:\n'
        '    - {name: Model card, license: "Some@license"}\n    - {name: "No@where", license: MIT}\n'
    )
    plain.write_text(content.replace("@", " "), encoding="utf-8")
    broken.write_text(content.replace("@", r"\n"), encoding="utf-8")
    lines = [run("assess", "--format", style, path).stdout.count("\n") for path in (plain, broken)]
    assert lines[0] == lines[1]


# --- The program itself ---------------------------------------------------------------

PROGRAM = [sys.executable, "-c", "from openlic.cli import main; main(prog_name='openlic')"]


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, check=False, env=environment or None
    )


def test_the_program_answers() -> None:
    done = _process("check", "MIT")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == f"{check('MIT')}\n"


def test_the_program_fails_without_a_traceback(tmp_path: Path) -> None:
    done = _process("assess", str(tmp_path / "missing.yml"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"openlic: {tmp_path / 'missing.yml'}: the file cannot be read: "
        "No such file or directory; check the path\n"
    )


def test_the_program_prints_what_the_terminal_cannot_show_as_escapes() -> None:
    done = _process("normalize", "木兰宽松许可证", PYTHONIOENCODING="latin-1", LC_ALL="C.UTF-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u6728\\u5170" in done.stdout


def test_an_assessment_of_the_command_line_is_that_of_the_library(
    release: Callable[..., Path],
) -> None:
    path = release(2)
    done = _process("assess", "--format", "json", str(path))
    result: Assessment = assess(path)
    assert json.loads(done.stdout) == result.to_dict()


# --- solve, plan, and graphs of proofs ------------------------------------------------


def test_solve_elects_and_exits_with_0(root: Path) -> None:
    result = run("solve", root / "examples" / "four-libraries.yml")
    assert result.exit_code == 0
    assert "Inference code <- libserve   GPL-2.0-or-later" in result.output
    explained = run("solve", root / "examples" / "four-libraries.yml", "--explain")
    assert "<- link-static of libquant" in explained.output


def test_solve_gives_conflicts_and_exits_with_1(root: Path) -> None:
    path = root / "examples" / "llama-fine-tune.yml"
    result = run("solve", path, "--target", "3", "--minimal")
    assert result.exit_code == 1
    assert "2 independent conflicts" in result.output
    value = json.loads(run("solve", path, "--target", "3", "--format", "json").output)
    assert [conflict["verdict"] for conflict in value["conflicts"]] == ["no", "unknown"]
    markdown = run("solve", path, "--target", "3", "--format", "markdown")
    assert markdown.output.startswith("# Assistant-8B")
    assert "restrictions-travel: " in run("solve", path, "--target", "3", "--explain").output


def test_solve_takes_what_is_asked(root: Path) -> None:
    path = root / "examples" / "dual-licensed.yml"
    preferred = run("solve", path, "--prefer", "Apache-2.0", "--format", "json")
    elected = {each["name"]: each["license"] for each in json.loads(preferred.output)["elected"]}
    assert elected["Model architecture"] == "Apache-2.0"
    assert run("solve", path, "--framework", "mof").exit_code == 0
    assert run("solve", path, "--outbound", "MIT").exit_code == 1
    assert run("solve", path, "--use-case", "internal", "--format", "markdown").exit_code == 0


def test_plan_gives_changes_and_exits_with_0(root: Path, tmp_path: Path) -> None:
    path = root / "examples" / "llama-fine-tune.yml"
    result = run("plan", path, "--target", "3", "--explain")
    assert result.exit_code == 0
    assert "replace Model parameters (Final) <- Llama-3.1-8B" in result.output
    assert "what stands in the way now" in result.output
    assert "- [ ] replace" in run("plan", path, "--target", "3", "--format", "markdown").output
    costs = tmp_path / "costs.toml"
    costs.write_text('replace = "never"\n', encoding="utf-8")
    forbidden = run("plan", path, "--target", "3", "--costs", costs, "--format", "json")
    assert forbidden.exit_code == 1
    value = json.loads(forbidden.output)
    assert (value["reached"], value["changes"]) == (False, [])
    assert value["conflict"]["conflicts"]
    assert "this" in run("plan", path, "--costs", costs, "--format", "markdown").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("solve", "--target", "9"), "mof has no class 9"),
        (("solve", "--prefer", "nothing"), "neither a license nor a category"),
        (("solve", "--outbound", "MIT OR"), "a license id is missing here"),
        (("plan", "--target", "0"), "mof has no class 0"),
        (("plan", "--costs", "no-such.toml"), "No such file"),
        (("solve", "--use-case", "fun"), "is not one of"),
    ],
)
def test_wrong_words_for_solve_and_plan_exit_with_2(
    root: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run(*arguments, root / "examples" / "olmo-7b.yml")
    assert result.exit_code == 2
    assert message in result.output
    assert run(arguments[0], "no-such.yml").exit_code == 2


def test_graph_draws_the_proof(root: Path) -> None:
    path = root / "examples" / "llama-fine-tune.yml"
    drawn = run("graph", path, "--proof", "--target", "3")
    assert drawn.exit_code == 0
    assert 'label="clashes-with fine-tune"' in drawn.output
    assert "Model card" not in drawn.output
    solved = run("graph", root / "examples" / "four-libraries.yml", "--proof", "--target", "3")
    assert "conflict 1" in solved.output
    mermaid = run("graph", root / "examples" / "olmo-7b.yml", "--proof", "--format", "mermaid")
    assert "-->|has-component|" in mermaid.output
