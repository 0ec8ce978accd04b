# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Patterns of foreign files mean what their tools mean, and are matched in bounded time."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlic.formats._globs import PathGlob, read_ignore_rules

reuse_toml = pytest.importorskip("reuse.global_licensing", reason="the package reuse is missing")


@pytest.mark.parametrize(
    ("pattern", "fits", "others"),
    [
        ("a.py", ["a.py"], ["b.py", "d/a.py", "a.pyc", "a"]),
        ("*.py", ["a.py", ".py"], ["d/a.py"]),
        ("**", ["a", "a/b/c"], []),
        ("src/**", ["src/a", "src/a/b"], ["src", "a"]),
        ("**/a", ["a", "x/a", "x/y/a"], ["b"]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a/c"]),
        ("a*b*c", ["abc", "axbxc"], ["ab", "a/bc"]),
        (r"\*.py", ["*.py"], ["a.py"]),
        ("", [""], ["a"]),
    ],
)
def test_patterns_of_reuse_toml(pattern: str, fits: list[str], others: list[str]) -> None:
    assert all(PathGlob(pattern).matches(path) for path in fits)
    assert not any(PathGlob(pattern).matches(path) for path in others)


@given(pattern=st.text("ab*/\\.", max_size=8), path=st.text("ab*/.", min_size=1, max_size=10))
def test_patterns_mean_what_the_reuse_tool_takes_them_for(pattern: str, path: str) -> None:
    item = reuse_toml.AnnotationsItem.from_dict({"path": [pattern]})
    assert PathGlob(pattern).matches(path) == item.matches(path)


def test_patterns_that_could_be_tried_without_end_are_matched() -> None:
    assert not PathGlob("a**" * 200 + "b").matches("a" * 3000)
    assert PathGlob("a**" * 200 + "b").matches("a" * 3000 + "b")


def ignored(text: str, path: str, *, is_folder: bool = False, base: str = "") -> bool:
    last = [r for r in read_ignore_rules(text, base) if r.fits(path, is_folder=is_folder)][-1:]
    return any(rule.ignores for rule in last)


@pytest.mark.parametrize(
    ("text", "fits", "others"),
    [
        ("*.log", ["a.log", "d/a.log"], ["a.txt"]),
        ("/a", ["a"], ["d/a"]),
        ("d/a", ["d/a"], ["x/d/a"]),
        ("d/*", ["d/a"], ["d/a/b", "d"]),
        ("**/a", ["a", "x/y/a"], ["b"]),
        ("**/d/a", ["d/a", "x/d/a"], ["d/b"]),
        ("d/**", ["d/a", "d/a/b"], ["d"]),
        ("d/**/a", ["d/a", "d/x/y/a"], ["d/b"]),
        ("**", ["a", "d/a"], []),
        ("*\n!b", ["a"], ["b"]),
        ("# a\n\n   \na  ", ["a"], ["# a"]),
        ("\\#a\n\\!b\nc\\ ", ["#a", "!b", "c "], ["c"]),
        ("a[0-9]\nb[^x]\nc\\*\nd\\[", ["a1", "by", "c*", "d["], ["ab", "bx", "cx"]),
        ("build/", [], ["build"]),
    ],
)
def test_lines_of_gitignore(text: str, fits: list[str], others: list[str]) -> None:
    assert [path for path in fits if not ignored(text, path)] == []
    assert [path for path in others if ignored(text, path)] == []


def test_lines_for_folders_and_of_folders() -> None:
    assert ignored("build/", "x/build", is_folder=True)
    assert ignored("a", "d/x/a", base="d/")
    assert ignored("/a", "d/a", base="d/")
    assert not ignored("/a", "a", base="d/")


def test_ignoring_agrees_with_git(tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    subprocess.run([git, "init", "-q", str(tmp_path)], check=True)
    lines = [
        "*.log", "/top", "d/a", "d/*", "**/a", "d/**", "d/**/b", "a[0-9]", "!a1", "x?", "**/d/a",
        "d/", "\\!b", "*/b", "a/**/", "b/**/d",
    ]  # fmt: skip
    paths = [
        "a", "b", "a1", "!b", "xa", "top", "d/a", "d/b", "d/x/b", "e/d/a", "e/top", "e/a1",
        "b.log", "d/d/d", "b/x/d", "b/d",
    ]  # fmt: skip
    for text in map("\n".join, pairwise(["", *lines])):
        (tmp_path / ".gitignore").write_text(text + "\n")
        for path in paths:
            folders = [str(each.as_posix()) for each in reversed(Path(path).parents)][1:]
            ours = any(ignored(text, each, is_folder=True) for each in folders)
            command = [git, "-C", str(tmp_path), "check-ignore", "-q", "--no-index", path]
            theirs = subprocess.run(command, check=False).returncode == 0
            assert (ours or ignored(text, path)) == theirs, (text, path)
