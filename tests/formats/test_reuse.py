# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""REUSE folders: licenses of files by the specification, and nothing from outside the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import openlic
from fuzzing import fuzzing, mutated_bytes, reads_or_refuses
from openlic.errors import InputError, MissingPackageError
from openlic.formats import _reuse, _reuse_tree
from openlic.formats._source import Source
from openlic.model import Component, Model

project = pytest.importorskip("reuse.project", reason="the package reuse is missing")

#: Tags in pieces, so that they are not taken for the licenses of this file.
LICENSE = "SPDX-License-" + "Identifier: "
NOTICE = "SPDX-FileCopyright" + "Text: "
HIDE, SHOW = "REUSE-Ignore" + "Start", "REUSE-Ignore" + "End"

TOML = """version = 1

[[annotations]]
path = "data/**"
precedence = "closest"
SPDX-FileCopyrightText = "2026 Data"
SPDX-License-Identifier = "CC-BY-4.0"

[[annotations]]
path = "always/*"
precedence = "override"
SPDX-FileCopyrightText = "2026 Over"
SPDX-License-Identifier = "CC0-1.0"

[[annotations]]
path = "both/*"
precedence = "aggregate"
SPDX-FileCopyrightText = "2026 Both"
SPDX-License-Identifier = "ISC"
"""

DEP5 = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: data/*
Copyright: 2026 Data
License: CC-BY-4.0
"""


def tagged(license: str, holder: str = "2026 Us") -> str:
    return f"# {NOTICE}{holder}\n# {LICENSE}{license}\n"


def fill(folder: Path, **files: str) -> Path:
    """Write files whose paths have ``__`` for slashes and ``_dot_`` for dots."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def load(folder: Path, limit: int | None = None) -> Model:
    return _reuse.load(Source(folder, limit))


def licenses(model: Model) -> dict[str, str | tuple[str, ...] | None]:
    return {each.name: each.license or each.licenses or None for each in model.components}


def facts(model: Model) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in model.license_facts:
        found.setdefault(fact.subject, []).append(fact.value)
    return found


def messages(model: Model, code: str) -> list[str]:
    return [finding.message for finding in model.findings if finding.code == code]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return fill(
        tmp_path / "tree",
        REUSE_dot_toml=TOML,
        LICENSES__MIT_dot_txt="MIT License",
        LICENSES__ISC_dot_txt="ISC License",
        **{"LICENSES__CC-BY-4_dot_0_dot_txt": "CC BY", "LICENSES__CC0-1_dot_0_dot_txt": "CC0"},
        src__main_dot_py=tagged("MIT"),
        src__util_dot_py=tagged("MIT"),
        README_dot_md=f"<!-- {LICENSE}MIT -->\n<!-- {NOTICE}2026 Us -->\n",
        data__a_dot_csv="1,2\n",
        data__b_dot_csv=tagged("MIT"),
        data__c_dot_csv=f"# {LICENSE}MIT\n",
        data__d_dot_csv=f"# {NOTICE}2026 Dee\n",
        always__x_dot_py=tagged("MIT"),
        both__x_dot_py=tagged("MIT"),
        both__picture_dot_png="PNG",
        both__picture_dot_png_dot_license=tagged("CC0-1.0"),
    )


def test_files_are_put_together_by_license_and_kind(tree: Path) -> None:
    model = load(tree)
    assert (model.name, model.format, model.complete) == ("tree", "reuse", False)
    assert licenses(model) == {
        "code under MIT": "MIT",
        "document under MIT": "MIT",
        "data under CC-BY-4.0": "CC-BY-4.0",
        "data under MIT": "MIT",
        "code under CC0-1.0": "CC0-1.0",
        "code under ISC AND MIT": ("ISC", "MIT"),
        "document under CC0-1.0 AND ISC": ("CC0-1.0", "ISC"),
    }
    assert not model.findings
    code = model.component("code under MIT")
    assert (code.kind, code.content, code.part_of) == ("files", "code", "")
    assert (code.description, code.component_path) == ("2 files", "src/main.py, src/util.py")
    assert code.copyright == f"{NOTICE}2026 Us"
    assert model.component("data under MIT").description == "2 files"


def test_every_license_is_a_fact_with_its_place(tree: Path) -> None:
    model = load(tree)
    places = {(fact.subject, fact.field, fact.value) for fact in model.license_facts}
    assert ("src/main.py", "SPDX-License-" + "Identifier", "MIT") in places
    assert ("data/a.csv", "reuse-toml", "CC-BY-4.0") in places
    assert ("both/picture.png", "dot-license", "CC0-1.0") in places
    assert dict(model.counts) == {
        "files": 10,
        "files_without_license": 0,
        "files_without_copyright": 0,
        "licenses_used": 4,
        "license_files": 4,
        "licenses_used_with_file": 4,
        "ignored": 0,
    }


def by_the_tool(folder: Path) -> dict[str, list[str]]:
    tool = project.Project.from_directory(folder)
    return {
        path.relative_to(folder).as_posix(): sorted(
            {str(each) for info in tool.reuse_info_of(path) for each in info.spdx_expressions}
        )
        for path in tool.all_files()
    }


def test_files_have_the_licenses_that_the_reuse_tool_finds(tree: Path) -> None:
    fill(
        tree,
        sub__REUSE_dot_toml=TOML.replace("CC-BY-4.0", "GPL-3.0-or-later"),
        sub__data__a_dot_csv="1",
        sub__data__b_dot_csv=tagged("MIT"),
        sub__always__a_dot_c="int x;",
        data__REUSE_dot_toml=TOML.replace("data/**", "**").replace("CC-BY-4.0", "Zlib"),
        plain_dot_c="int x;",
        empty_dot_c="",
        LICENSE="a license",
        COPYING_dot_md="a license",
        bom_dot_spdx="SPDX",
        windows_dot_c=tagged("MIT").replace("\n", "\r\n"),
        bad_dot_c=tagged("MIT OR") + tagged("MIT and ISC"),
        hidden_dot_c=f"{tagged('MIT')}{HIDE}\n{tagged('ISC')}{SHOW}\n{tagged('Zlib')}{HIDE}\n{tagged('X')}",
        subprojects__lib__x_dot_c=tagged("MIT"),
    )
    (tree / "wide.txt").write_bytes(tagged("ISC").encode("utf-16"))
    (tree / "bytes.bin").write_bytes(bytes(range(256)) + tagged("ISC").encode())
    (tree / "link.c").symlink_to("src/main.py")
    expected = by_the_tool(tree)
    found = facts(load(tree))
    assert {path: found.get(path, []) for path in expected} == expected
    assert found.keys() <= expected.keys()


@given(
    precedences=st.lists(
        st.sampled_from(["closest", "override", "aggregate"]), min_size=2, max_size=2
    ),
    paths=st.lists(st.sampled_from(["**", "*.c", "d/*", "d/**", "a.c"]), min_size=2, max_size=2),
    header=st.sampled_from(["", tagged("MIT"), f"# {LICENSE}MIT\n", f"# {NOTICE}2026 Us\n"]),
    holders=st.lists(st.sampled_from(["", "2026 Them"]), min_size=2, max_size=2),
    given_licenses=st.lists(st.sampled_from(["", "ISC", "MIT OR ISC"]), min_size=2, max_size=2),
)
def test_precedence_is_that_of_the_reuse_tool(
    tmp_path_factory: pytest.TempPathFactory,
    precedences: list[str],
    paths: list[str],
    header: str,
    holders: list[str],
    given_licenses: list[str],
) -> None:
    folder = tmp_path_factory.mktemp("tree")
    for below, precedence, path, holder, license in zip(
        ["REUSE_dot_toml", "d__REUSE_dot_toml"],
        precedences,
        paths,
        holders,
        given_licenses,
        strict=True,
    ):
        lines = [
            "version = 1",
            "[[annotations]]",
            f'path = "{path}"',
            f'precedence = "{precedence}"',
        ]
        lines += [f'SPDX-FileCopyrightText = "{holder}"'] if holder else []
        lines += [f'SPDX-License-Identifier = "{license}"'] if license else []
        fill(folder, **{below: "\n".join(lines)})
    fill(folder, a_dot_c=header or "x", d__a_dot_c=header or "x")
    expected = by_the_tool(folder)
    found = facts(load(folder))
    assert {path: found.get(path, []) for path in expected} == expected


def test_dep5_is_read(tmp_path: Path) -> None:
    folder = fill(
        tmp_path, _dot_reuse__dep5=DEP5, data__a_dot_csv="1", data__b_dot_csv=tagged("MIT")
    )
    assert _reuse.recognizes(Source(folder))
    model = load(folder)
    assert licenses(model) == {
        "data under CC-BY-4.0": "CC-BY-4.0",
        "data under CC-BY-4.0 AND MIT": ("CC-BY-4.0", "MIT"),
    }
    assert ("data/a.csv", "dep5") in {(each.subject, each.field) for each in model.license_facts}


def test_files_without_a_license_are_one_component_of_unknown_license(tmp_path: Path) -> None:
    folder = fill(tmp_path, a_dot_py="x = 1\n", b_dot_csv="1", c_dot_py=f"# {NOTICE}2026 Us\n")
    model = load(fill(folder, LICENSES__MIT_dot_txt="x", d_dot_py=f"# {LICENSE}MIT"))
    missing = model.component("files without license information")
    assert (missing.license, missing.licenses, missing.part_of) == (None, (), "")
    assert missing.description == "3 files"
    found = messages(model, "document-warning")
    assert "files without license information: a.py, b.csv, c.py" in found
    assert "files without a copyright notice: a.py, b.csv, d.py" in found


def test_long_lists_are_cut_short(tmp_path: Path) -> None:
    files = {f"f{number:03}_dot_c": f"# {NOTICE}2026 {number}\n" for number in range(50)}
    model = load(fill(tmp_path, **files))
    (component,) = model.components
    assert component.copyright.count("\n") == 19
    assert component.component_path.endswith("f019.c and 30 more")
    assert "f009.c and 40 more" in messages(model, "document-warning")[0]


def test_texts_in_licenses_are_compared_with_what_is_used(tmp_path: Path) -> None:
    folder = fill(
        tmp_path,
        a_dot_py=tagged("GPL-2.0+ AND Zlib AND LicenseRef-Ours"),
        LICENSES__GPL_dot_txt="x",
        LICENSES__MIT="x",
        LICENSES__MIT_dot_txt="x",
        LICENSES__ISC_dot_txt="x",
        LICENSES__ISC_dot_txt_dot_license="x",
        **{
            "LICENSES__GPL-2_dot_0_dot_txt": "x",
            "LICENSES__own__LicenseRef-Ours_dot_txt": "All your base are belong to us.",
        },
    )
    model = load(folder)
    assert messages(model, "document-warning") == [
        "LICENSES has no text of Zlib",
        "LICENSES has texts that no file names: GPL, ISC, MIT",
        "these files are not named after a license: LICENSES/GPL.txt",
        "these are second texts of a license: LICENSES/MIT.txt",
    ]
    (local,) = model.local_licenses
    assert (local.id, local.text) == ("LicenseRef-Ours", "All your base are belong to us.")
    assert messages(model, "local-license") == [
        "LicenseRef-Ours is defined in LICENSES/own/LicenseRef-Ours.txt"
    ]


def test_a_local_license_may_look_like_a_known_one(tmp_path: Path) -> None:
    name = "LICENSES__LicenseRef-Ours_dot_txt"
    model = load(fill(tmp_path, a_dot_py=tagged("LicenseRef-Ours"), **{name: f"{LICENSE}MIT"}))
    assert messages(model, "local-license")[0].endswith("its text looks like MIT")
    assert licenses(model) == {"code under LicenseRef-Ours": "LicenseRef-Ours"}


def test_what_is_no_expression_is_kept_and_noted(tmp_path: Path) -> None:
    long = " OR ".join(["MIT"] * 60)
    model = load(fill(tmp_path, a_dot_py=tagged("MIT OR"), b_dot_py=tagged(long)))
    assert "licenses that are no expressions: 'MIT OR' in a.py" in messages(
        model, "document-warning"
    )
    assert facts(model)["a.py"] == ["MIT OR"]
    assert len(model.components[1].name) == 200


def test_an_expression_nested_too_deeply_is_unknown(tmp_path: Path) -> None:
    nested = "(MIT OR (ISC AND " * 2000 + "MIT" + "))" * 2000
    model = load(
        fill(tmp_path, REUSE_dot_toml=TOML.replace("CC-BY-4.0", nested), data__a_dot_c="x")
    )
    assert licenses(model) == {"code under NOASSERTION": "NOASSERTION"}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"REUSE_dot_toml": "version = "}, "this is not TOML"),
        ({"REUSE_dot_toml": 'version = "one"'}, "is no REUSE.toml"),
        ({"REUSE_dot_toml": "version = 1\nannotations = 3"}, "is no REUSE.toml"),
        ({"REUSE_dot_toml": "version = 1\nannotations = [3]"}, "is no REUSE.toml"),
        ({"REUSE_dot_toml": "version = 1\n[[annotations]]\npath = 3"}, "is no REUSE.toml"),
        ({"REUSE_dot_toml": TOML.replace('"closest"', '"often"')}, "is no REUSE.toml"),
        ({"REUSE_dot_toml": TOML, "_dot_reuse__dep5": DEP5}, "there are both REUSE.toml and"),
        ({"_dot_reuse__dep5": "Files: *"}, "dep5 cannot be read"),
        ({"_dot_reuse__dep5": DEP5.replace("data/*", "a*a*a*a*b")}, "more than 3 stars"),
    ],
)
def test_annotations_that_cannot_be_read_are_refused(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    fill(tmp_path, a_dot_py="x", **files)
    with pytest.raises(InputError, match=message):
        load(tmp_path)


def test_only_folders_are_read(tmp_path: Path) -> None:
    file = fill(tmp_path, a_dot_py="x") / "a.py"
    assert not _reuse.recognizes(Source(file))
    assert not _reuse.recognizes(Source(tmp_path))
    for path in (file, tmp_path / "nothing"):
        with pytest.raises(InputError, match="this is no folder"):
            load(path)


def test_a_folder_licenses_is_enough(tmp_path: Path) -> None:
    assert _reuse.recognizes(Source(fill(tmp_path, LICENSES__MIT_dot_txt="x")))


# Links, other repositories, ignored files


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    return fill(
        tmp_path / "outside",
        secret_dot_py=tagged("Zlib"),
        REUSE_dot_toml=TOML.replace("data/**", "**").replace("CC-BY-4.0", "Zlib"),
        dep5=DEP5.replace("data/*", "*").replace("CC-BY-4.0", "Zlib"),
        ignore="*.py\n",
    )


def test_links_lead_nowhere(tmp_path: Path, outside: Path) -> None:
    folder = fill(tmp_path / "tree", a_dot_py=tagged("MIT"))
    (folder / "secret.py").symlink_to(outside / "secret.py")
    (folder / "folder").symlink_to(outside)
    (folder / "LICENSES").symlink_to(outside)
    (folder / "REUSE.toml").symlink_to(outside / "REUSE.toml")
    (folder / ".gitignore").symlink_to(outside / "ignore")
    (folder / ".git").mkdir()
    assert not _reuse.recognizes(Source(folder))
    model = load(folder)
    assert licenses(model) == {"code under MIT": "MIT"}
    assert dict(model.counts)["license_files"] == 0


@pytest.mark.parametrize("link", [".reuse", ".reuse/dep5"])
def test_dep5_is_not_read_through_a_link(tmp_path: Path, outside: Path, link: str) -> None:
    folder = fill(tmp_path / "tree", a_dot_py="x")
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(outside if link == ".reuse" else outside / "dep5")
    assert licenses(load(folder)) == {"files without license information": None}


def test_a_file_beside_a_file_is_not_read_through_a_link_outside(
    tmp_path: Path, outside: Path
) -> None:
    folder = fill(tmp_path / "tree", REUSE_dot_toml=TOML, data__a_dot_c=tagged("MIT"), b_dot_c="x")
    (folder / "data" / "a.c.license").symlink_to(outside / "secret.py")
    (folder / "b.c.license").symlink_to("data/a.c")
    model = load(folder)
    assert facts(model) == {"b.c": ["MIT"]}
    (problem,) = messages(model, "file-not-read")
    assert problem.startswith("data/a.c could not be read: the file .license beside it is a link")


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    folder = fill(tmp_path, a_dot_py=tagged("MIT"), b_dot_py="x")
    os.mkfifo(folder / "pipe.py")
    os.mkfifo(folder / "b.py.license")
    model = load(folder)
    assert facts(model) == {"a.py": ["MIT"]}
    assert "b.py could not be read" in messages(model, "file-not-read")[0]


def test_no_program_is_started(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "-q", str(tree)], check=True)

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "fork", refuse)
    assert len(load(tree).components) == 7


def test_what_git_ignores_is_left_out_of_a_repository(tmp_path: Path) -> None:
    folder = fill(
        tmp_path,
        _dot_gitignore="build/\n*.log\n",
        build__x_dot_py=tagged("Zlib"),
        a_dot_log="x",
        b_dot_tmp="x",
        sub___dot_gitignore="local\n!keep.log\n",
        sub__local="x",
        sub__keep_dot_log=tagged("MIT"),
    )
    assert dict(load(folder).counts)["ignored"] == 0
    fill(folder, _dot_git__info__exclude="*.tmp\n")
    model = load(folder)
    assert facts(model) == {"sub/keep.log": ["MIT"]}
    assert dict(model.counts)["ignored"] == 4


def test_repositories_below_are_left_out_and_named(tmp_path: Path) -> None:
    folder = fill(tmp_path, a_dot_py=tagged("MIT"), lib__x_dot_py="x", lib___dot_git="gitdir: x")
    model = load(folder)
    assert facts(model) == {"a.py": ["MIT"]}
    assert "repositories of their own, left out: lib" in messages(model, "document-warning")


# Limits and damage


def test_large_texts_are_not_read(tmp_path: Path) -> None:
    folder = fill(tmp_path, a_dot_py=tagged("MIT") + "x" * 1000, REUSE_dot_toml=TOML)
    fill(folder, always__big_dot_py="x" * 1000)
    (folder / "weights.bin").write_bytes(bytes(1000))
    model = load(folder, 500)
    assert facts(model) == {"always/big.py": ["CC0-1.0"]}
    assert messages(model, "file-not-read") == [
        "a.py could not be read: it is larger than the limit of 500 bytes"
    ]


def test_lines_without_end_are_read_in_bounded_time(tmp_path: Path) -> None:
    folder = fill(
        tmp_path,
        a_dot_py=f"{LICENSE}MIT" + " " * 1_000_000 + "OR ISC\n" + "SPDX-" * 200_000,
        b_dot_py=(HIDE + "\n" + SHOW + "\n") * 4000 + tagged("MIT"),
        c_dot_py=f"{NOTICE}a\n" * 20_000,
    )
    model = load(folder)
    assert facts(model) == {"a.py": ["MIT  …"], "b.py": ["MIT"]}
    (problem,) = messages(model, "file-not-read")
    assert problem == "c.py could not be read: it has more than 10,000 lines with tags"


def test_tags_in_long_lines_are_found_and_never_cut_to_another_license(tmp_path: Path) -> None:
    folder = fill(
        tmp_path,
        a_dot_js="x" * 65_530 + f" {LICENSE}Zlib\n",
        b_dot_js=f"{LICENSE}MIT" + " AND MIT" * 100 + " AND Zlib",
    )
    found = facts(load(folder))
    assert found["a.js"] == ["Zlib"]
    assert found["b.js"][0].endswith("…")
    assert openlic.normalize(found["b.js"][0]).expression is None


def test_a_folder_with_too_many_files_is_read_in_part(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_reuse_tree, "MAX_FILES", 4)
    assert "the rest was left out" in messages(load(tree), "file-not-read")[-1]


def test_what_cannot_be_opened_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scan(path: str) -> Any:
        if str(path).endswith(("src", "LICENSES")):
            raise PermissionError(13, "Permission denied")
        return real(path)

    def fail(*_: Any) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "scandir", scan)
    assert "folders that cannot be read: src/, LICENSES/" in messages(load(tree), "file-not-read")
    monkeypatch.undo()
    fill(tree, **{"LICENSES__LicenseRef-X_dot_txt": "x"}, _dot_gitignore="src\n", _dot_git__x="x")
    monkeypatch.setattr(_reuse, "read_start", fail)
    monkeypatch.setattr(_reuse_tree, "read_start", fail)
    model = load(tree)
    assert "Input/output error" in messages(model, "file-not-read")[0]
    assert "code under MIT" in licenses(model)


@pytest.mark.parametrize(
    ("module", "package"), [("reuse.exceptions", "reuse"), ("reuse.extract", "charset-normalizer")]
)
def test_what_is_missing_is_said(
    tree: Path, monkeypatch: pytest.MonkeyPatch, module: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPackageError) as caught:
        load(tree)
    assert caught.value.package == package


def test_the_project_itself_is_read(root: Path) -> None:
    model = load(root)
    assert {"code under Apache-2.0", "data under CC0-1.0 AND CC-BY-4.0"} <= licenses(model).keys()
    assert not any(
        isinstance(each, Component) and each.license is None and not each.licenses
        for each in model.components
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    return fill(folder, data__a_dot_csv="1", both__x_dot_py=tagged("MIT OR ISC"))


@fuzzing
@given(content=mutated_bytes([TOML.encode(), TOML.replace("data/**", "**/*.c").encode()]))
def test_damaged_annotations_are_read_or_refused(place: Path, content: bytes) -> None:
    reads_or_refuses(lambda path: load(path.parent), place / "REUSE.toml", content)
    (place / "REUSE.toml").unlink()


@fuzzing
@given(content=mutated_bytes([DEP5.encode()]))
def test_damaged_dep5_is_read_or_refused(place: Path, content: bytes) -> None:
    (place / ".reuse").mkdir(exist_ok=True)
    reads_or_refuses(lambda path: load(path.parent.parent), place / ".reuse" / "dep5", content)
    (place / ".reuse" / "dep5").unlink()


@fuzzing
@given(content=mutated_bytes([(tagged("MIT") + f"/* Copyright (C) 2020-{HIDE} */").encode()]))
def test_damaged_files_are_read(place: Path, content: bytes) -> None:
    reads_or_refuses(lambda path: load(path.parent), place / "main.c", content)
