# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Packages and lock files of npm are read with their licenses and what they need."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import openlic
from fuzzing import fuzzing, mutated_bytes, mutated_json, reads_or_refuses
from openlic.errors import InputError
from openlic.formats import _npm
from openlic.formats._npm_lock import LONGEST_PLACE, MOST_ABOVE
from openlic.formats._source import Source
from openlic.model import Component, Model

PACKAGE: dict[str, Any] = {
    "name": "@scope/demo",
    "version": "1.0.0",
    "description": "A demonstration",
    "license": "(MIT OR Apache-2.0)",
    "main": "index.js",
    "dependencies": {"chalk": "^2"},
    "devDependencies": {"mocha": "*", "chalk": "*"},
    "peerDependencies": {"react": ">=16"},
    "optionalDependencies": {"fsevents": "^2"},
}

PLACES: dict[str, Any] = {
    "name": "demo",
    "version": "1.0.0",
    "lockfileVersion": 3,
    "packages": {
        "": {
            "name": "demo",
            "version": "1.0.0",
            "license": "ISC",
            "workspaces": ["packages/*"],
            "dependencies": {"a": "^1", "gone": "1", "work": "*"},
            "devDependencies": {"d": "*"},
            "optionalDependencies": {"o": "*"},
        },
        "node_modules/a": {"version": "1.2.0", "license": "MIT", "dependencies": {"b": "1"}},
        "node_modules/a/node_modules/b": {"version": "1.0.0", "license": "BSD-2-Clause"},
        "node_modules/b": {"version": "2.0.0", "license": "Apache-2.0"},
        "node_modules/d": {
            "version": "3.0.0",
            "dev": True,
            "dependencies": {"b": "2"},
            "peerDependencies": {"p": "*", "q": "*"},
            "peerDependenciesMeta": {"p": {"optional": True}},
        },
        "node_modules/alias": {"name": "@real/name", "version": "1.0.0"},
        "node_modules/work": {"resolved": "packages/work", "link": True},
        "node_modules/elsewhere": {"resolved": "../elsewhere", "link": True},
        "packages/work": {"version": "0.1.0", "license": "UNLICENSED", "dependencies": {"b": "2"}},
    },
}

NESTED: dict[str, Any] = {
    "name": "demo",
    "version": "1.0.0",
    "lockfileVersion": 1,
    "requires": True,
    "dependencies": {
        "a": {
            "version": "1.2.0",
            "requires": {"b": "1"},
            "dependencies": {"b": {"version": "1.0.0"}},
        },
        "b": {"version": "2.0.0", "dev": True},
        "d": {"version": "3.0.0", "dev": True, "requires": {"b": "2", "gone": "1"}},
    },
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a value as package.json."""

    def written(value: object, name: str = "package.json") -> Path:
        folder = tmp_path / "demo"
        folder.mkdir(exist_ok=True)
        text = value if isinstance(value, str) else json.dumps(value)
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    return written


def _load(path: Path) -> Model:
    return _npm.load(Source(path))


def _codes(model: Model) -> list[str]:
    return [finding.code for finding in model.findings]


def _uses(component: Component) -> list[tuple[str, str | None]]:
    return [(each.use, each.work or each.component) for each in component.derived_from]


# --- package.json ---------------------------------------------------------------------


def test_a_package_is_one_component_with_what_it_needs(write: Write) -> None:
    model = _load(write(PACKAGE))
    (component,) = model.components
    assert (component.name, component.version) == ("@scope/demo", "1.0.0")
    assert (component.license, component.kind) == ("(MIT OR Apache-2.0)", "package")
    assert component.part_of == "Supporting libraries and tools"
    assert _uses(component) == [
        ("link-dynamic", "chalk"),
        ("link-dynamic", "fsevents"),
        ("link-dynamic", "react"),
        ("tool", "mocha"),
        ("tool", "chalk"),
    ]
    assert [(fact.subject, fact.field, fact.value) for fact in model.license_facts] == [
        ("@scope/demo", "license", "(MIT OR Apache-2.0)")
    ]
    assert dict(model.counts) == {
        "dependencies": 1,
        "optionalDependencies": 1,
        "peerDependencies": 1,
        "devDependencies": 2,
    }
    assert model.findings == ()


@pytest.mark.parametrize(
    ("stated", "license", "licenses", "codes"),
    [
        ({"license": "MIT"}, "MIT", (), []),
        ({"license": {"type": "MIT", "url": "https://x"}}, "MIT", (), []),
        ({"license": {"name": "MIT"}}, "MIT", (), []),
        ({"license": {"url": "https://mit-license.org"}}, "https://mit-license.org", (), []),
        ({"licenses": [{"type": "MIT"}]}, "MIT", (), []),
        ({"licenses": ["MIT", {"type": "ISC"}]}, None, ("MIT", "ISC"), ["list-of-licenses"]),
        ({"license": ["MIT", "ISC"]}, None, ("MIT", "ISC"), ["list-of-licenses"]),
        ({"license": "MIT", "licenses": [{"type": "MIT"}]}, "MIT", (), []),
        ({"license": "MIT", "licenses": ["ISC"]}, None, ("MIT", "ISC"), ["list-of-licenses"]),
        ({"licenses": {"type": "ISC"}}, "ISC", (), []),
        ({"license": None}, None, (), []),
        ({}, None, (), []),
        ({"license": ""}, None, (), ["document-warning"]),
        ({"license": 7}, None, (), ["document-warning"]),
        ({"license": {}}, None, (), ["document-warning"]),
        ({"license": [["MIT"]]}, None, (), ["document-warning"]),
        ({"license": {"type": 7}}, None, (), ["document-warning"]),
    ],
)
def test_every_way_to_state_a_license_is_read(
    stated: dict[str, Any],
    license: str | None,
    licenses: tuple[str, ...],
    codes: list[str],
    write: Write,
) -> None:
    model = _load(write({"name": "demo", "version": "1.0.0", **stated}))
    (component,) = model.components
    assert (component.license, component.licenses) == (license, licenses)
    assert _codes(model) == codes


def test_unlicensed_means_that_no_license_is_granted(write: Write) -> None:
    model = _load(write({"name": "demo", "license": "UNLICENSED"}))
    assert model.components[0].license == "UNLICENSED"
    assert openlic.normalize("UNLICENSED").kind == "none"
    assert openlic.assess(model).components["Supporting libraries and tools"].open is False


@pytest.mark.parametrize("stated", ["SEE LICENSE IN LICENSE.md", "see licence in <LICENSE.md>"])
def test_a_license_file_beside_the_package_is_read(stated: str, write: Write) -> None:
    write("SPDX-License-Identifier: MIT\n", "LICENSE.md")
    model = _load(write({"name": "demo", "license": stated}))
    (component,) = model.components
    assert (component.license, component.license_path) == ("MIT", "LICENSE.md")
    assert model.license_facts[0].value == stated
    assert _codes(model) == ["license-read-as"]


def test_a_license_file_that_is_not_recognized_is_a_local_license(write: Write) -> None:
    write("You may use this on Sundays only.\n", "LICENSE")
    model = _load(write({"name": "@a/b", "license": "SEE LICENSE IN LICENSE"}))
    assert model.components[0].license == "LicenseRef-a-b-LICENSE"
    assert [each.id for each in model.local_licenses] == ["LicenseRef-a-b-LICENSE"]


@pytest.mark.parametrize("path", ["../LICENSE", "ABSENT", "LINK", "https://example.org/LICENSE"])
def test_a_license_file_outside_of_the_folder_is_not_read(
    path: str, write: Write, tmp_path: Path
) -> None:
    (tmp_path / "LICENSE").write_text("SPDX-License-Identifier: MIT\n")
    written = write({"name": "demo", "license": f"SEE LICENSE IN {path}"})
    (written.parent / "LINK").symlink_to(tmp_path / "LICENSE")
    model = _load(written)
    assert model.components[0].license == f"SEE LICENSE IN {path}"
    assert _codes(model) == ["file-not-read"]
    assert openlic.normalize(f"SEE LICENSE IN {path}").expression is None


@pytest.mark.parametrize(
    ("value", "recognized"),
    [
        (PACKAGE, True),
        (PLACES, True),
        (NESTED, True),
        ({"dependencies": {}}, True),
        ({"name": "x", "version": "1", "license": "MIT"}, True),
        ({"name": "x", "version": "1", "main": "index.js"}, True),
        ({"name": "x", "version": "1"}, False),
        ({"type": "module"}, False),
        ({"lockfileVersion": 3}, False),
        ({"lockfileVersion": 3, "packages": []}, False),
        ({"name": "x", "license": "MIT", "@context": "https://schema.org"}, False),
        ({"name": "x", "licenses": [{"name": "ODC-BY"}], "resources": []}, False),
        ({"bomFormat": "CycloneDX", "dependencies": []}, False),
        ({"release": {"name": "x"}, "framework": {}}, False),
        ([], False),
        ("release:\n", False),
    ],
)
def test_files_are_recognized_by_their_keys(value: object, recognized: bool, write: Write) -> None:
    assert _npm.recognizes(Source(write(value))) is recognized


# --- package-lock.json ----------------------------------------------------------------


def test_a_lock_file_has_a_component_for_each_place(write: Write) -> None:
    model = _load(write(PLACES))
    assert [(each.name, each.id, each.license) for each in model.components] == [
        ("demo", "", "ISC"),
        ("a", "node_modules/a", "MIT"),
        ("b@1.0.0", "node_modules/a/node_modules/b", "BSD-2-Clause"),
        ("b@2.0.0", "node_modules/b", "Apache-2.0"),
        ("d", "node_modules/d", None),
        ("@real/name", "node_modules/alias", None),
        ("work", "packages/work", "UNLICENSED"),
        ("elsewhere", "node_modules/elsewhere", None),
    ]
    assert model.format == "npm"


def test_each_package_gets_what_it_finds_first(write: Write) -> None:
    model = _load(write(PLACES))
    uses = {each.name: _uses(each) for each in model.components}
    assert uses["demo"] == [("link-dynamic", "a"), ("link-dynamic", "work"), ("tool", "d")]
    assert uses["a"] == [("link-dynamic", "b@1.0.0")]
    assert uses["d"] == [("link-dynamic", "b@2.0.0")]
    assert uses["work"] == [("link-dynamic", "b@2.0.0")]
    assert dict(model.counts) == {"packages": 8, "dependency_edges": 6}
    assert [each.message for each in model.findings] == [
        "2 packages are needed and not listed: gone, q"
    ]


def test_a_lock_file_of_version_1_is_nested(write: Write) -> None:
    model = _load(write(NESTED))
    uses = {each.name: _uses(each) for each in model.components}
    assert uses == {
        "demo": [("link-dynamic", "a"), ("tool", "d")],
        "a": [("link-dynamic", "b@1.0.0")],
        "b@2.0.0": [],
        "d": [("link-dynamic", "b@2.0.0")],
        "b@1.0.0": [],
    }
    assert _codes(model) == ["reference-to-nothing"]
    assert all(each.license is None for each in model.components)


def test_version_2_is_read_by_its_places(write: Write) -> None:
    both = {**PLACES, "lockfileVersion": 2, "dependencies": NESTED["dependencies"]}
    assert _load(write(both)).components == _load(write(PLACES)).components


def test_packages_that_need_each_other_are_related(write: Write) -> None:
    packages = {
        "node_modules/a": {"dependencies": {"b": "1"}},
        "node_modules/b": {"dependencies": {"a": "1", "b": "1"}},
    }
    model = _load(write({"lockfileVersion": 3, "packages": packages}))
    assert model.name == "demo"
    assert [_uses(each) for each in model.components] == [
        [("link-dynamic", "b")],
        [("link-dynamic", "a")],
    ]


def test_entries_that_are_no_objects_are_findings(write: Write) -> None:
    model = _load(write({"lockfileVersion": 3, "packages": {"node_modules/a": 1, "": {}}}))
    assert (len(model.components), _codes(model)) == (1, ["document-warning"])
    model = _load(write({"lockfileVersion": 1, "dependencies": {"a": []}}))
    assert (len(model.components), _codes(model)) == (1, ["document-warning"])


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ([], "$"),
        ("{", "$"),
        ('{"a": NaN}', "$"),
        ({"lockfileVersion": 3, "packages": []}, "$.packages"),
        ({"lockfileVersion": 1, "dependencies": 7}, "$.dependencies"),
        ("[" * 100_000, "$"),
    ],
)
def test_what_is_neither_is_refused(value: object, where: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        _load(write(value))
    assert [problem.where for problem in caught.value.problems] == [where]


def test_a_place_that_is_nested_too_deeply_finds_the_outermost_only(write: Write) -> None:
    deep = "/".join(["node_modules/x"] * (MOST_ABOVE + 10))
    long = "node_modules/" + "y" * LONGEST_PLACE
    packages = {
        "node_modules/b": {"version": "1"},
        deep: {"dependencies": {"b": "1"}},
        long: {"dependencies": {"b": "1"}},
        f"{long}/node_modules/b": {"version": "2"},
    }
    model = _load(write({"lockfileVersion": 3, "packages": packages}))
    assert _uses(model.components[1]) == [("link-dynamic", "b@1")]
    assert _uses(model.components[2]) == [("link-dynamic", "b@1")]


def test_a_hundred_thousand_packages_are_read(write: Write) -> None:
    packages = {
        f"node_modules/p{number}": {
            "license": "MIT",
            "dependencies": {f"p{number + 1}": "1", f"absent{number}": "1"},
        }
        for number in range(100_000)
    }
    model = _load(write({"lockfileVersion": 3, "packages": packages}))
    assert dict(model.counts) == {"packages": 100_000, "dependency_edges": 99_999}
    assert len(model.findings) == 1


# --- Damaged files --------------------------------------------------------------------


@fuzzing
@given(value=mutated_json([PACKAGE, PLACES, NESTED]))
def test_odd_values_are_read_or_refused(
    value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.json"
    reads_or_refuses(_load, path, json.dumps(value).encode())
    _npm.recognizes(Source(path))


@fuzzing
@given(content=mutated_bytes([json.dumps(each).encode() for each in (PACKAGE, PLACES, NESTED)]))
def test_damaged_files_are_read_or_refused(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    reads_or_refuses(_load, tmp_path_factory.getbasetemp() / "damaged.json", content)
