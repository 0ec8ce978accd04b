# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The README shows what really happens."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from click.testing import CliRunner

from openlic.cli import main


@pytest.fixture(autouse=True)
def _at_the_root(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


def test_the_session_of_the_readme_runs(root: Path) -> None:
    failed, tried = doctest.testfile(str(root / "README.md"), module_relative=False)
    assert tried > 10
    assert not failed


def test_the_demo_prints_what_the_readme_says(root: Path) -> None:
    block = (root / "README.md").read_text(encoding="utf-8").split("starcoder2.yml\n", 1)[1]
    promised = block.split("```", 1)[0]
    result = CliRunner().invoke(main, ["assess", "examples/starcoder2.yml"])
    assert result.output.startswith(promised)
    assert "make demo" in (root / "README.md").read_text(encoding="utf-8")
