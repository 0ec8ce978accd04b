# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Projects and lock files of Python are read with their licenses and what they need."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given

from fuzzing import fuzzing, mutated_bytes, reads_or_refuses
from openlic.errors import InputError
from openlic.formats import _pylock, _pyproject, _uv_lock
from openlic.formats._source import Source
from openlic.model import Component, Model

MIT_TEXT = "SPDX-License-Identifier: MIT\n\nPermission is hereby granted ...\n"
OWN_TEXT = "You may use this on Sundays only.\n" * 10

PROJECT = """\
[build-system]
requires = ["hatchling>=1.26"]

[project]
name = "Demo.Project"
version = "1.0"
description = "A demonstration"
license = "MIT AND CC0-1.0"
license-files = ["LICENSES/*", "NOTICE"]
classifiers = ["Typing :: Typed", "License :: OSI Approved :: MIT License"]
dependencies = ["attrs>=23.2", "PyYAML ; python_version > '3'", "x; extra == 'y'"]

[project.optional-dependencies]
docs = ["sphinx"]

[dependency-groups]
dev = ["pytest", {include-group = "docs"}]
"""

POETRY = """\
[tool.poetry]
name = "demo"
version = "2.0"
license = "Apache-2.0"
classifiers = ["License :: OSI Approved :: MIT License"]

[tool.poetry.dependencies]
python = "^3.11"
requests = "^2"
extra = {version = "1", optional = true}

[tool.poetry.dev-dependencies]
mypy = "*"

[tool.poetry.group.test.dependencies]
pytest = "*"
"""

UV = """\
version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "demo"
version = "0.1"
source = { virtual = "." }
dependencies = [
    { name = "numpy", version = "2.0", source = { registry = "https://pypi.org/simple" } },
    { name = "numpy", version = "1.26" },
    { name = "absent" },
]

[package.optional-dependencies]
docs = [{ name = "iniconfig" }]

[package.dev-dependencies]
dev = [{ name = "iniconfig" }]

[[package]]
name = "numpy"
version = "1.26"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "numpy"
version = "2.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "iniconfig"
source = { editable = "../iniconfig" }
license = "MIT"
"""

PYLOCK = """\
lock-version = "1.0"
created-by = "uv"

[[packages]]
name = "jinja2"
version = "3.1.6"
dependencies = [{ name = "MarkupSafe" }]

[[packages]]
name = "markupsafe"
license = "BSD-3-Clause"
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a project with files beside it."""

    def written(text: str, **files: str) -> Path:
        for name, content in files.items():
            path = tmp_path / "demo" / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        (tmp_path / "demo").mkdir(exist_ok=True)
        (tmp_path / "demo" / "pyproject.toml").write_text(text, encoding="utf-8")
        return tmp_path / "demo" / "pyproject.toml"

    return written


def _load(path: Path) -> Model:
    return _pyproject.load(Source(path))


def _codes(model: Model) -> list[str]:
    return [finding.code for finding in model.findings]


def _uses(component: Component) -> list[tuple[str, str | None]]:
    return [(each.use, each.work or each.component) for each in component.derived_from]


# --- Projects -------------------------------------------------------------------------


def test_a_project_is_one_component_with_what_it_needs(write: Write) -> None:
    model = _load(write(PROJECT))
    (component,) = model.components
    assert (component.name, component.version, component.license) == (
        "Demo.Project",
        "1.0",
        "MIT AND CC0-1.0",
    )
    assert (component.kind, component.part_of) == ("project", "Supporting libraries and tools")
    assert component.description == "A demonstration"
    assert _uses(component) == [
        ("link-dynamic", "attrs"),
        ("link-dynamic", "pyyaml"),
        ("tool", "hatchling"),
        ("tool", "pytest"),
    ]
    assert [(fact.field, fact.value) for fact in model.license_facts] == [
        ("project.classifiers", "License :: OSI Approved :: MIT License"),
        ("project.license-files", "LICENSES/*"),
        ("project.license-files", "NOTICE"),
        ("project.license", "MIT AND CC0-1.0"),
    ]
    assert dict(model.counts) == {"dependencies": 2, "tools": 2}
    assert model.findings == ()


def test_a_project_of_poetry_is_read(write: Write) -> None:
    model = _load(write(POETRY))
    (component,) = model.components
    assert (component.name, component.version) == ("demo", "2.0")
    assert component.licenses[0] == "Apache-2.0"
    assert len(component.licenses) == 2
    assert _uses(component) == [
        ("link-dynamic", "requests"),
        ("tool", "mypy"),
        ("tool", "pytest"),
    ]
    assert _codes(model) == ["licenses-disagree"]
    assert "tool.poetry.license is 'Apache-2.0'" in model.findings[0].message


@pytest.mark.parametrize(
    ("text", "recognized"),
    [
        (PROJECT, (True, False, False)),
        (POETRY, (True, False, False)),
        ("[build-system]\nrequires = []\n", (True, False, False)),
        ("# comment\n[ project ]\nname = 'x'\n", (True, False, False)),
        (UV, (False, True, False)),
        (PYLOCK, (False, False, True)),
        ("[project.urls] # where\r\nx = 1\r\n", (True, False, False)),
        ("The vendor of\n[project] must be asked.\n", (False,) * 3),
        ("[[package]]\nname = 'x'\nsource = 'registry+https://x'\nversion = '1'\n", (False,) * 3),
        ("release:\n  name: x\n", (False,) * 3),
        ("{}", (False,) * 3),
        ("", (False,) * 3),
    ],
)
def test_files_are_recognized_by_their_tables(
    text: str, recognized: tuple[bool, ...], write: Write
) -> None:
    source = Source(write(text))
    found = (
        _pyproject.recognizes(source),
        _uv_lock.recognizes(source),
        _pylock.recognizes(source),
    )
    assert found == recognized


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "[tool.black]\n",
        "project = 1\n",
        "[project]\nname = 'a'\nname = 'b'\n",
        "a = " + "[" * 5000,
    ],
)
def test_what_is_no_project_is_refused(text: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        _load(write(text))
    assert all(problem.repair for problem in caught.value.problems)


def test_a_project_without_a_table_of_its_own_is_named_after_its_folder(write: Write) -> None:
    path = write('[build-system]\nrequires = ["setuptools"]\n', LICENSE=MIT_TEXT)
    (component,) = _load(path).components
    assert (component.name, component.license) == ("demo", "MIT")
    assert _uses(component) == [("tool", "setuptools")]


@pytest.mark.parametrize(
    ("license", "holds", "codes"),
    [
        ('{text = "MIT License"}', "MIT License", []),
        ('{file = "LICENSE"}', "MIT", ["license-read-as"]),
        ('{text = "ISC", file = "LICENSE"}', "ISC", ["document-warning"]),
        ("{}", None, ["document-warning"]),
        ("7", None, ["document-warning"]),
        ('{file = "../LICENSE"}', None, ["file-not-read"]),
        ('{file = "/etc/passwd"}', None, ["file-not-read"]),
        ('{file = "ABSENT"}', None, ["file-not-read"]),
        ('{file = "."}', None, ["file-not-read"]),
        ('{file = "OWN"}', "LicenseRef-demo-OWN", ["local-license"]),
    ],
)
def test_a_license_may_be_a_table(
    license: str, holds: str | None, codes: list[str], write: Write, tmp_path: Path
) -> None:
    (tmp_path / "LICENSE").write_text(MIT_TEXT)
    text = f'[project]\nname = "demo"\nlicense = {license}\nlicense-files = []\n'
    long_text = MIT_TEXT + "Permission is granted.\n" * 10
    files = {"OWN": OWN_TEXT} | ({"LICENSE": long_text} if "LICENSE" in license else {})
    model = _load(write(text, **files))
    assert model.components[0].license == holds
    assert _codes(model) == codes


def test_a_license_file_that_leads_out_of_the_folder_is_not_read(
    write: Write, tmp_path: Path
) -> None:
    (tmp_path / "LICENSE").write_text(MIT_TEXT)
    path = write('[project]\nname = "demo"\nlicense = {file = "COPY"}\n')
    (path.parent / "COPY").symlink_to(tmp_path / "LICENSE")
    model = _load(path)
    assert (model.components[0].license, _codes(model)) == (None, ["file-not-read"])
    assert model.components[0].license_path == "COPY"


@pytest.mark.parametrize(
    ("patterns", "holds"),
    [
        ('["LICENSES/*"]', ("ISC", "MIT")),
        ('["LICENSES/LICENSE.m*"]', ("MIT",)),
        ('["*/LICENSE.isc"]', ("ISC",)),
        ('{paths = ["LICENSES/LICENSE.mit"]}', ("MIT",)),
        ('{globs = ["LICENSES/LICENSE.i*"]}', ("ISC",)),
        ('["../LICENSE"]', ()),
        ('["", "LICENSES", 7]', ()),
        ('["a\\u0000b/LICENSE"]', ()),
        ("7", ("0BSD",)),
    ],
)
def test_license_files_are_read_where_nothing_else_is_said(
    patterns: str, holds: tuple[str, ...], write: Write, tmp_path: Path
) -> None:
    (tmp_path / "LICENSE").write_text(MIT_TEXT)
    path = write(
        f'[project]\nname = "demo"\nlicense-files = {patterns}\n',
        LICENSE="SPDX-License-Identifier: 0BSD",
        LICENSES__NOTICE="x",
        **{
            "LICENSES__LICENSE.mit": MIT_TEXT,
            "LICENSES__LICENSE.isc": "SPDX-License-Identifier: ISC",
        },
    )
    (component,) = _load(path).components
    found = (component.license,) if component.license else component.licenses
    assert found == holds


def test_a_folder_that_cannot_be_listed_has_no_license_files(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError("gone")

    path = write('[project]\nname = "demo"\n', LICENSE=MIT_TEXT)
    monkeypatch.setattr("os.scandir", fail)
    assert _load(path).components[0].license is None


def test_values_of_other_types_are_passed_over(write: Write) -> None:
    text = """
[project]
name = 1
version = 2
dependencies = "attrs"
classifiers = [1, "License :: OSI Approved :: MIT License"]
[tool]
poetry = 3
[build-system]
requires = {}
[dependency-groups]
a = 1
"""
    (component,) = _load(write(text)).components
    assert (component.name, component.version) == ("demo", "")
    assert component.license == "License :: OSI Approved :: MIT License"
    assert component.derived_from == ()


# --- Lock files -----------------------------------------------------------------------


def test_a_lock_file_of_uv_has_packages_and_edges(write: Write) -> None:
    model = _uv_lock.load(Source(write(UV)))
    assert [(each.name, each.license) for each in model.components] == [
        ("demo", None),
        ("numpy@1.26", None),
        ("numpy@2.0", None),
        ("iniconfig", "MIT"),
    ]
    assert _uses(model.components[0]) == [
        ("link-dynamic", "numpy@2.0"),
        ("link-dynamic", "numpy@1.26"),
        ("tool", "iniconfig"),
    ]
    assert (model.name, model.format) == ("demo", "uv-lock")
    assert dict(model.counts) == {"packages": 4, "dependency_edges": 3}
    assert _codes(model) == ["reference-to-nothing"]
    assert "absent" in model.findings[0].message
    assert [(fact.subject, fact.value) for fact in model.license_facts] == [("iniconfig", "MIT")]


def test_a_pylock_has_packages_and_edges(write: Write) -> None:
    model = _pylock.load(Source(write(PYLOCK)))
    assert [(each.name, each.version, each.license) for each in model.components] == [
        ("jinja2", "3.1.6", None),
        ("markupsafe", "", "BSD-3-Clause"),
    ]
    assert _uses(model.components[0]) == [("link-dynamic", "markupsafe")]
    assert (model.name, model.format) == ("demo", "pylock")
    assert model.findings == ()


@pytest.mark.parametrize("module", [_uv_lock, _pylock])
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("x = 1\n", "$.KEY"),
        ("KEY = {}\n", "$.KEY"),
        ("KEY = [1]\n", "$.KEY[0]"),
        ("[[KEY]]\nname = 'a'\n[[KEY]]\n", "$.KEY[1]"),
        ("[[KEY]]\nname = ' '\n", "$.KEY[0]"),
    ],
)
def test_what_is_no_lock_file_is_refused(
    module: ModuleType, text: str, where: str, write: Write
) -> None:
    key = "package" if module is _uv_lock else "packages"
    with pytest.raises(InputError) as caught:
        module.load(Source(write(text.replace("KEY", key))))
    assert caught.value.problems[0].where == where.replace("KEY", key)


def test_odd_values_in_a_lock_file_are_passed_over(write: Write) -> None:
    text = """
[[package]]
name = "a"
version = 1
license = 2
source = 3
dependencies = [4, {name = 5}, {name = "a", version = 6}]
dev-dependencies = 7
[[package]]
name = "a"
"""
    model = _uv_lock.load(Source(write(text)))
    assert [(each.name, each.id) for each in model.components] == [("a [a]", "a"), ("a [a#2]", "a")]
    assert model.findings == ()


def test_many_missing_packages_are_one_finding(write: Write) -> None:
    needed = ", ".join(f'{{ name = "p{number}" }}' for number in range(1000))
    model = _uv_lock.load(Source(write(f'[[package]]\nname = "a"\ndependencies = [{needed}]\n')))
    assert [each.message for each in model.findings] == [
        "1,000 packages are needed and not listed: p0, p1, p2, p3, p4 …"
    ]


# --- Damaged files --------------------------------------------------------------------


@fuzzing
@given(content=mutated_bytes([PROJECT.encode(), POETRY.encode(), UV.encode(), PYLOCK.encode()]))
def test_damaged_files_are_read_or_refused(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged-project"
    folder.mkdir(exist_ok=True)
    path = folder / "x.toml"
    readers: tuple[ModuleType, ...] = (_pyproject, _uv_lock, _pylock)
    for reader in readers:
        reads_or_refuses(partial(_read, reader), path, content)
        reader.recognizes(Source(path))


def _read(reader: ModuleType, path: Path) -> Model:
    model = reader.load(Source(path))
    assert isinstance(model, Model)
    return model
