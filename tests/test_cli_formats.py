# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The command line on bills of materials and other formats: convert, compatible, formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from openlic.cli import main
from openlic.formats import FORMATS, load


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def bom(path: Path, *components: dict[str, Any], uses: dict[str, list[str]] | None = None) -> Path:
    """Write a bill of materials."""
    value = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": list(components),
        "dependencies": [{"ref": ref, "dependsOn": on} for ref, on in (uses or {}).items()],
    }
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def library(name: str, license: str) -> dict[str, Any]:
    return {
        "type": "library",
        "name": name,
        "bom-ref": name,
        "licenses": [{"license": {"id": license}}],
    }


# --- convert --------------------------------------------------------------------------


def test_a_bill_of_materials_becomes_a_description_and_another_bill(tmp_path: Path) -> None:
    source = bom(tmp_path / "a.json", library("x", "MIT"), library("y", "Zlib"), uses={"x": ["y"]})
    for name, id in {
        "a.openlic.yml": "openlic",
        "a.spdx.json": "spdx",
        "a.cdx.json": "cyclonedx",
        "a.yml": "mot",
    }.items():
        target = tmp_path / name
        result = run("convert", source, target)
        assert result.exit_code == 0, result.output
        assert result.stderr == f"{source} (cyclonedx) -> {target} ({id})\n"
        found = load(target)
        assert found.format == id
        if id != "mot":
            assert {each.license for each in found.components} >= {"MIT", "Zlib"}
            assert [origin.use for each in found.components for origin in each.derived_from] == [
                "link-dynamic"
            ]


def test_only_the_license_of_a_card_changes(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    text = "---\r\n# ours\r\nlicense: mit  # so far\r\ntags: [a]\r\n---\r\n# Model\r\n"
    card.write_bytes(text.encode())
    release = tmp_path / "release.yml"
    release.write_text(
        "release:\n  name: x\n  components:\n"
        "    - {name: Model parameters (Final), license: Apache-2.0}\n",
        encoding="utf-8",
    )
    result = run("convert", release, card)
    assert result.exit_code == 0, result.output
    assert card.read_bytes().decode() == text.replace("mit", "apache-2.0")


def test_a_hyphen_prints_what_would_be_written(tmp_path: Path) -> None:
    source = bom(tmp_path / "a.json", library("x", "MIT"))
    result = run("convert", source, "-", "--to", "openlic")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("openlic: 1\nrelease:\n")
    assert run("convert", source, "-").exit_code == 2


def test_a_bill_can_be_filled_in_or_written_anew(tmp_path: Path) -> None:
    source = bom(tmp_path / "a.json", {"type": "library", "name": "x", "licenses": [
        {"license": {"name": "Apache 2.0"}}
    ]})  # fmt: skip
    filled, fresh = tmp_path / "filled.cdx.json", tmp_path / "fresh.cdx.json"
    assert run("convert", source, filled).exit_code == 0
    assert run("convert", source, fresh, "--fresh").exit_code == 0
    for path in (filled, fresh):
        assert "Apache-2.0" in path.read_text(encoding="utf-8")
    assert json.loads(filled.read_text(encoding="utf-8"))["dependencies"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.json", "a.yml"], "cannot be read"),
        (["a.json", "a.txt"], "unknown format: 'a.txt'"),
        (["a.json", "a.yml", "--max-size", "10"], "limit of 10 bytes"),
        (["a.json", "nowhere/a.yml"], "cannot be written"),
        (["a.json", "a.yml", "--from", "uv-lock"], "a.json"),
    ],
)
def test_what_cannot_be_converted_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    bom(Path("a.json"), library("x", "MIT"))
    result = run("convert", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path("a.yml").exists()


# --- compatible -----------------------------------------------------------------------


def test_all_that_is_used_in_a_file_has_to_go_together(tmp_path: Path) -> None:
    parts = library("app", "MIT"), library("lib", "GPL-3.0-only")
    apart = bom(tmp_path / "apart.json", *parts)
    linked = bom(tmp_path / "linked.json", *parts, uses={"app": ["lib"]})
    assert run("compatible", apart, "--require-yes").exit_code == 0
    result = run("compatible", linked, "--require-yes")
    assert result.exit_code == 1
    assert "app (MIT) <- link-dynamic of lib (GPL-3.0-only)" in result.stdout
    assert run("compatible", linked).exit_code == 0


def test_all_of_a_file_has_to_go_into_a_whole(tmp_path: Path) -> None:
    path = bom(tmp_path / "a.json", library("app", "MIT"), library("lib", "GPL-3.0-only"))
    assert run("compatible", path, "GPL-3.0-only", "--require-yes").exit_code == 0
    result = run("compatible", path, "MIT", "--require-yes", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["question"]["outbound"] == "MIT"


def test_a_situation_that_no_release_is_in_is_an_error(tmp_path: Path) -> None:
    path = bom(tmp_path / "a.json", library("app", "MIT"))
    result = run("compatible", path, "--provide", "service", "--purpose", "research")
    assert result.exit_code == 2
    assert "service" in result.stderr


def test_an_id_is_a_license_even_where_a_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("MIT").write_text("text", encoding="utf-8")
    assert run("compatible", "MIT", "ISC", "--require-yes").exit_code == 0
    assert run("compatible", "MIT").exit_code == 2
    assert run("compatible", "M" * 5000, "MIT").exit_code in (0, 2)


# --- assess, formats ------------------------------------------------------------------


def test_a_folder_is_assessed(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: apache-2.0\n---\n# M\n", encoding="utf-8")
    (tmp_path / "config.json").write_text('{"model_type": "llama"}', encoding="utf-8")
    result = run("assess", tmp_path)
    assert result.exit_code == 0, result.output
    assert "not-stated" in result.stdout


def test_the_size_of_what_is_assessed_has_a_limit(tmp_path: Path) -> None:
    path = bom(tmp_path / "a.json", library("app", "MIT"))
    result = run("assess", path, "--max-size", 10)
    assert result.exit_code == 2
    assert "limit of 10 bytes" in result.stderr
    assert run("assess", path, "--max-size", 10_000).exit_code == 0


def test_formats_are_listed() -> None:
    result = run("formats")
    assert all(id in result.stdout for id in FORMATS)
    listed = json.loads(run("formats", "--format", "json").stdout)
    assert [each["id"] for each in listed] == list(FORMATS)
