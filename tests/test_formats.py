# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""``load`` reads what can be read, keeps it as written, and says all that is wrong."""

from __future__ import annotations

import json
import os
import pickle
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import openlic
from openlic.errors import InputError, OpenlicError
from openlic.findings import Finding
from openlic.formats import load
from openlic.formats._document import MAX_BYTES, MAX_DEPTH
from openlic.model import Component, GlobalLicense, Model, Origin
from openlic.problems import Problem
from openlic.provenance import check_provenance
from openlic.terms import PROVISIONS, USES

Read = Callable[..., Model]
Refuse = Callable[..., tuple[Problem, ...]]

MINIMAL = "release:\n  name: X\n  components: []\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Load a text, or the JSON of a value, from a file."""

    def loaded(content: object, name: str = "release.yml") -> Model:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content, indent=1)
            path.write_text(text, encoding="utf-8", newline="")
        return load(path)

    return loaded


@pytest.fixture
def refuse(read: Read, tmp_path: Path) -> Refuse:
    """Return what is wrong with a text that cannot be read."""

    def refused(content: object, name: str = "release.yml") -> tuple[Problem, ...]:
        with pytest.raises(InputError) as caught:
            read(content, name)
        assert caught.value.path == str(tmp_path / name)
        return caught.value.problems

    return refused


def _release(body: str) -> str:
    """Return a release with a body, which starts on line 3."""
    return f"release:\n  name: X\n{body}"


def _found(model: Model) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in model.findings]


def _only(model: Model, code: str) -> Finding:
    found = [finding for finding in model.findings if finding.code == code]
    assert len(found) == 1
    return found[0]


# --- Documents that cannot be read ----------------------------------------------------

BOMB = (
    "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghi"))
    + MINIMAL
)

#: Name, content, line, where, and what the message holds.
UNREADABLE: dict[str, tuple[str | bytes, int | None, str, str]] = {
    "an empty file": ("", None, "$", "the file is empty"),
    "only blanks": (" \n\n \t\n", None, "$", "the file is empty"),
    "only a byte order mark": ("\ufeff", None, "$", "the file is empty"),
    "only comments": ("# one\n# two\n", None, "$", "the file holds no value"),
    "an open list": ("release: [a\n", 2, "$", "this is not YAML"),
    "an open quote": ("release:\n  name: 'X\n", 3, "$", "this is not YAML"),
    "two colons": ("release:\n  name: a: b\n", 2, "$", "this is not YAML"),
    "wrong indentation": ("release:\n  name: X\n   type: y\n", 3, "$", "this is not YAML"),
    "a reserved start": ("release:\n  name: @x\n", 2, "$", "this is not YAML"),
    "a tab for indentation": ("release:\n\tname: X\n", 2, "$", "this is not YAML"),
    "a tab further down": ("release:\n  name: X\n\ttype: y\n", 3, "$", "this is not YAML"),
    "a tag of Python": (
        "release:\n  name: !!python/object/apply:os.system ['true']\n", 2, "$",
        "the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not allowed",
    ),
    "a local tag": ("release:\n  name: !foo X\n", 2, "$", "the tag '!foo' is not allowed"),
    "a tag of YAML": ("release: !!set {}\n", 1, "$", "the tag 'tag:yaml.org,2002:set'"),
    "a tag on the root": ("# c\n!foo\nrelease: {}\n", 2, "$", "the tag '!foo'"),
    "a second document": (MINIMAL + "---\n" + MINIMAL, 4, "$", "a second document starts here"),
    "a key twice": ("release:\n  name: X\n  name: Y\n", 3, "$", "the key 'name' stands twice"),
    "a root key twice": (MINIMAL + "release: {}\n", 4, "$", "the key 'release' stands twice"),
    "a merge key": ("b: &b {name: X}\nrelease:\n  <<: *b\n", 3, "$", "merge keys"),
    "an unknown alias": ("release:\n  name: *nope\n", 2, "$", "the alias *nope names nothing"),
    "an alias of itself": ("release: &r\n  name: X\n  a: *r\n", 3, "$", "the alias *r"),
    "a bomb of aliases": (BOMB, 6, "$", "too large with its aliases"),
    "a key that is a list": ("release:\n  ? [a]\n  : x\n", 2, "$", "a list is not allowed"),
    "a key that is a mapping": ("release:\n  ? {a: b}\n  : x\n", 2, "$", "a mapping is not"),
    "a key that is null": ("release:\n  ~: x\n", 2, "$", "nothing (null) is not allowed as a key"),
    "deep nesting in lines": (
        "".join("  " * depth + "a:\n" for depth in range(100)), MAX_DEPTH + 1, "$", "levels of nest",
    ),
    "deep nesting in brackets": (
        f"release:\n  {'[' * 100_000}{']' * 100_000}\n", 2, "$", "levels of nesting",
    ),
    "a null character": ("release:\n  name: X\0\n", 2, "$", "the character U+0000"),
    "a bell": ("release:\n  name: X\x07\n", 2, "$", "the character U+0007"),
    "a terminal escape": ("release:\n\n  name: \x1b[31m\n", 3, "$", "the character U+001B"),
    "a delete character": ("release:\n  name: X\x7f\n", 2, "$", "the character U+007F"),
    "a C1 control character": ("release:\n  name: X\x9b\n", 2, "$", "the character U+009B"),
    "Latin-1": (b"release:\n  name: caf\xe9\n", 2, "$", "byte 20 is not UTF-8"),
    "UTF-16": (MINIMAL.encode("utf-16"), 1, "$", "byte 0 is not UTF-8"),
    "an overlong form": (b"release:\n\n  name: \xc0\xaf\n", 3, "$", "byte 18 is not UTF-8"),
    "an encoded surrogate": (b"release:\n  name: \xed\xa0\x80\n", 2, "$", "byte 17 is not UTF-8"),
    "compressed data": (b"\x1f\x8b\x08\x00", 1, "$", "byte 1 is not UTF-8"),
    "a list": ("\n- release\n", 2, "$", "is a mapping, this is a list"),
    "a text": ("hello\n", 1, "$", "is a mapping, this is a text"),
    "a number": ("3\n", 1, "$", "is a mapping, this is a number"),
    "a truth value": ("true\n", 1, "$", "is a mapping, this is true or false"),
    "null": ("null\n", 1, "$", "is a mapping, this is nothing (null)"),
    "no release": ("\nframework: {}\n", 2, "$", "there is no release"),
    "a release that is null": ("a: b\nrelease:\n", 2, "$.release", "this is nothing (null)"),
    "a release that is a list": ("a: b\nrelease: []\n", 2, "$.release", "this is a list"),
    "a release that is a text": ("a: b\nrelease: x\n", 2, "$.release", "this is a text"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_document_is_refused_at_its_place(refuse: Refuse, name: str) -> None:
    content, line, where, message = UNREADABLE[name]
    (problem,) = refuse(content)
    assert (problem.line, problem.where) == (line, where)
    assert message in problem.message
    assert problem.repair


@pytest.mark.parametrize("name", ["a tab for indentation", "a tab further down"])
def test_a_tab_is_to_be_replaced_by_spaces(refuse: Refuse, name: str) -> None:
    (problem,) = refuse(UNREADABLE[name][0])
    assert "spaces, not tabs" in problem.repair


@pytest.mark.parametrize("depth", [1, 20, 58])
def test_nesting_that_is_not_deep_is_read(read: Read, depth: int) -> None:
    assert read(f"framework: {'[' * depth}{']' * depth}\n{MINIMAL}").name == "X"


def test_aliases_that_are_not_many_are_read(read: Read) -> None:
    pairs = list(pairwise("abcd"))
    lists = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairs)
    assert read(f"a: &a [x, x]\n{lists}{MINIMAL}").name == "X"


def test_a_tag_of_python_runs_nothing(refuse: Refuse, tmp_path: Path) -> None:
    target = tmp_path / "made"
    refuse(f"release: !!python/object/apply:os.mkdir ['{target}']\n")
    assert not target.exists()


#: Name, content, line, where, and what the message holds.
UNREADABLE_JSON: dict[str, tuple[str, int | None, str, str]] = {
    "a trailing comma": ('{"release":\n {"name": "X",}}', 2, "$", "this is not JSON"),
    "an open object": ('{"release":\n {"name": "X"', 2, "$", "this is not JSON"),
    "text after it": ('{"release": {}}\nmore', 2, "$", "this is not JSON"),
    "a raw tab in a text": ('{"release": {"name": "a\tb"}}', 1, "$", "this is not JSON"),
    "YAML": (MINIMAL, 1, "$", "this is not JSON"),
    "an empty file": ("", None, "$", "the file is empty"),
    "a key twice": ('{"release":\n{"name": "X",\n"name": "Y"}}', 3, "$", "the key 'name' stands"),
    "nesting": (f'{{"release": {"[" * 70}{"]" * 70}}}', 1, "$", "levels of nesting"),
    "a list": ('[{"release": {}}]', 1, "$", "is a mapping, this is a list"),
    "a release that is a list": ('{"a": 1,\n"release": []}', 2, "$.release", "this is a list"),
}


@pytest.mark.parametrize("name", UNREADABLE_JSON)
def test_unreadable_json_is_refused_at_its_place(refuse: Refuse, name: str) -> None:
    content, line, where, message = UNREADABLE_JSON[name]
    (problem,) = refuse(content, "MOF.json")
    assert (problem.line, problem.where) == (line, where)
    assert message in problem.message
    assert problem.repair


def test_very_deep_json_is_refused(refuse: Refuse) -> None:
    (problem,) = refuse(f'{{"release": {"[" * 100_000}{"]" * 100_000}}}', "MOF.json")
    assert "nest" in problem.message
    assert problem.repair


def test_a_very_long_json_number_is_kept_as_written(read: Read) -> None:
    content = '{"release": {"name": "X", "version": ' + "1" * 5000 + ', "components": []}}'
    assert read(content, "MOF.json").version == "1" * 5000


@pytest.mark.parametrize(
    "content",
    [
        '{"release"\n: {"name": "X", "components": []}}',
        '{"release":{"name":"X","components":[]}}',
        '{\n\t"release": {\n\t\t"name": "X",\t"components": []\n\t}\n}',
        '{"release": {"name": "X", "components": [], "' + "k" * 2000 + '": 1}}',
        '\ufeff{"release": {"name": "X", "components": []}}',
        '{"release": {"name": "\\u0058", "components": []}}\r\n',
        "{release: {name: X, components: []}}",
    ],
)
@pytest.mark.parametrize("name", ["release.yml", "release.txt"])
def test_json_in_any_layout_is_read(read: Read, content: str, name: str) -> None:
    assert read(content, name).name == "X"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"a #b: c"', "a #b: c"),
        ('"\\ud83d\\ude00"', "😀"),
        ('"😀"', "😀"),
        ('"a\\/b\\\\ud83d"', "a/b\\ud83d"),
        ('"yes"', "yes"),
        ('"1.0"', "1.0"),
        ('"null"', "null"),
        ('"a\\tb\\nc"', "a\tb\nc"),
        ('"\\u001b[31m"', "\x1b[31m"),
        ('"\u2028"', "\u2028"),
    ],
)
def test_json_texts_are_kept(read: Read, written: str, name: str) -> None:
    content = '{"release": {"name": ' + written + ', "components": []}}'
    assert read(content, "MOF.json").name == name


# --- Files that cannot be read --------------------------------------------------------


def _problem(path: str | Path) -> Problem:
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.path == str(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.where) == (None, "$")
    assert problem.repair
    return problem


def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "directory" in _problem(tmp_path).message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    problem = _problem(tmp_path / "missing.yml")
    assert problem.message == "the file cannot be read: No such file or directory"
    assert problem.repair == "check the path"


@pytest.mark.parametrize("name", ["a\0b.yml", "x" * 5000, "file.yml/below.yml"])
def test_an_impossible_path_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.yml").write_text(MINIMAL, encoding="utf-8")
    assert "the file cannot be read" in _problem(str(tmp_path / name)).message


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop.yml").symlink_to(tmp_path / "loop.yml")
    assert "the file cannot be read" in _problem(tmp_path / "loop.yml").message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.yml"
    path.write_text(MINIMAL, encoding="utf-8")
    path.chmod(0)
    assert "Permission denied" in _problem(path).message


@pytest.mark.parametrize("megabytes", [9, 50])
def test_a_large_file_is_refused_without_a_look_at_it(tmp_path: Path, megabytes: int) -> None:
    path = tmp_path / "large.yml"
    with path.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    problem = _problem(path)
    assert f"{megabytes * 1024 * 1024:,}" in problem.message
    assert f"{MAX_BYTES:,}" in problem.message


def test_a_file_of_the_largest_size_is_read(read: Read) -> None:
    padding = MAX_BYTES - len(MINIMAL) - 1
    assert read(MINIMAL + "#" + " " * padding).name == "X"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless device")
def test_an_endless_device_is_refused() -> None:
    assert "larger than the limit" in _problem("/dev/zero").message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(MINIMAL,), daemon=True)
    writer.start()
    assert load(path).name == "X"
    writer.join()


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_may_be_a_text_or_a_path(tmp_path: Path, kind: Callable[[Path], str | Path]) -> None:
    path = tmp_path / "release.yml"
    path.write_text(MINIMAL, encoding="utf-8")
    assert load(kind(path)).path == str(path)


# --- Problems of several values -------------------------------------------------------

WRONG_RELEASE = """\
release:
  name: X
  producer: [a]
  type: {}
  architecture: true
  treatment: 2
  origin: 1.5
  contact: []
  repository: 1
  huggingface: false
  version: [1]
  date: {}
  license: 3
  components: x
"""


def _places(problems: tuple[Problem, ...]) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.where.removeprefix("$.release.")) for problem in problems]


def test_every_value_of_a_wrong_type_is_named_in_the_order_of_the_file(refuse: Refuse) -> None:
    keys = "producer type architecture treatment origin contact repository huggingface"
    expected = list(enumerate([*keys.split(), "version", "date", "license", "components"], 3))
    problems = refuse(WRONG_RELEASE)
    assert _places(problems) == expected
    assert all(problem.repair for problem in problems)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("producer", "producer is a list, a text is expected"),
        ("type", "type is a mapping, a text is expected"),
        ("architecture", "architecture is true or false, a text is expected"),
        ("treatment", "treatment is a number, a text is expected"),
        ("version", "version is a list, a text is expected"),
        ("license", "license is a number, a mapping is expected"),
        ("components", "components is a text, a list is expected"),
    ],
)
def test_a_wrong_type_is_named_with_what_is_expected(
    refuse: Refuse, key: str, message: str
) -> None:
    found = {problem.where: problem.message for problem in refuse(WRONG_RELEASE)}
    assert found[f"$.release.{key}"] == message


@pytest.mark.parametrize("value", ["3", "[a]", "{}", "true"])
def test_a_name_of_the_wrong_type_is_one_problem(refuse: Refuse, value: str) -> None:
    (problem,) = refuse(f"release:\n  name: {value}\n  components: []\n")
    assert (problem.line, problem.where) == (2, "$.release.name")
    assert "a text is expected" in problem.message


@pytest.mark.parametrize("value", ["", "''", "null", "~"])
def test_a_release_needs_a_name(refuse: Refuse, value: str) -> None:
    (problem,) = refuse(f"release:\n  name: {value}\n  components: []\n")
    assert (problem.line, problem.where) == (2, "$.release.name")
    assert problem.message == "the release has no name"
    assert problem.repair == "add `name`"


def test_what_is_missing_is_named_at_the_release(refuse: Refuse) -> None:
    problems = refuse("a: b\nrelease:\n  producer: x\n")
    assert [(p.line, p.where, p.message) for p in problems] == [
        (3, "$.release.name", "the release has no name"),
        (3, "$.release.components", "the release has no components"),
    ]


WRONG_COMPONENTS = """\
release:
  name: X
  components:
    - x
    - 3
    - null
    - []
    - {}
    - name: Model card
      license: 3
      description: []
      license_path: 1
      component_path: {}
      copyright: 2
      swhid: 3
      covers: 4
      licenses: 5
      derived_from: 6
    - name: Data card
      license: {}
    - license: [1, MIT]
      name: ''
"""


def test_every_problem_of_a_component_is_named(refuse: Refuse) -> None:
    problems = refuse(WRONG_COMPONENTS)
    values = "license description license_path component_path copyright swhid covers licenses"
    assert _places(problems) == [
        (4, "components[0]"),
        (5, "components[1]"),
        (6, "components[2]"),
        (7, "components[3]"),
        (8, "components[4].name"),
        *((10 + n, f"components[5].{key}") for n, key in enumerate(values.split())),
        (18, "components[5].derived_from"),
        (20, "components[6].license"),
        (21, problems[-2].where.removeprefix("$.release.")),
        (22, "components[7].name"),
    ]
    assert problems[-2].where.startswith("$.release.components[7].license")
    assert all(problem.repair for problem in problems)


def test_entries_of_a_list_of_texts_are_named_one_by_one(refuse: Refuse) -> None:
    body = "  components:\n    - name: Model card\n      covers: [Data card,\n        3,\n        null]\n"
    problems = refuse(_release(body))
    assert [(p.line, p.where) for p in problems] == [
        (6, "$.release.components[0].covers[1]"),
        (7, "$.release.components[0].covers[2]"),
    ]


def test_problems_of_all_parts_come_together_in_the_order_of_the_file(refuse: Refuse) -> None:
    content = """\
openlic: 1
release:
  components:
    - name: Model card
      license: MIT
      licenses: [MIT]
    - name: 3
  license:
    code: {name: 3, path: []}
    data: MIT
  date: []
  claimed_class: 4
  configuration_file: 'yes'
  name: null
"""
    assert _places(refuse(content)) == [
        (6, "components[0].licenses"),
        (7, "components[1].name"),
        (9, "license.code.name"),
        (9, "license.code.path"),
        (10, "license.data"),
        (11, "date"),
        (12, "claimed_class"),
        (13, "configuration_file"),
        (14, "name"),
    ]


# --- The error ------------------------------------------------------------------------


@pytest.fixture
def error(tmp_path: Path) -> InputError:
    path = tmp_path / "release.yml"
    path.write_text("release:\n  version: []\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    return caught.value


def test_an_input_error_is_a_value_error_and_an_error_of_openlic(error: InputError) -> None:
    assert isinstance(error, ValueError)
    assert isinstance(error, OpenlicError)
    assert openlic.InputError is InputError


def test_an_input_error_says_all_its_problems(error: InputError) -> None:
    lines = str(error).split("\n")
    assert lines[0] == f"{error.path}: 3 problems"
    assert lines[1:] == [f"  {problem}" for problem in error.problems]


def test_an_input_error_with_one_problem_says_it_in_a_line(refuse: Refuse, tmp_path: Path) -> None:
    problems = refuse("release: []\n")
    assert str(InputError("f.yml", problems)) == (
        "f.yml: line 1: a release is a mapping, this is a list (at $.release); "
        "give it a name and components"
    )


def test_a_problem_without_a_place_says_no_place() -> None:
    assert str(Problem("the file is empty", "describe a release in it")) == (
        "the file is empty; describe a release in it"
    )


def test_an_input_error_survives_pickling(error: InputError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (again.path, again.problems, str(again)) == (error.path, error.problems, str(error))


# --- Doubtful releases are kept as written --------------------------------------------

DOUBTFUL = """\
release:
  name: X
  colour: red
  license:
    distribution: {name: MIT}
    documentation: {name: CC-BY-4.0}
  components:
    - name: Model Card
      license: ''
    - name: Datasets
      license: null
    - name: Datasets
    - name: Data cards
    - name: zzzzzzzz
      colour: red
    - name: Model architecture
      license: ' mit '
"""


def test_doubtful_values_are_kept_as_written(read: Read) -> None:
    model = read(DOUBTFUL)
    assert [(each.name, each.license) for each in model.components] == [
        ("Model Card", ""),
        ("Datasets", None),
        ("Datasets", None),
        ("Data cards", None),
        ("zzzzzzzz", None),
        ("Model architecture", " mit "),
    ]
    assert model.unknown_keys == ("colour",)
    assert model.licenses == (
        GlobalLicense("distribution", "MIT"),
        GlobalLicense("documentation", "CC-BY-4.0"),
    )


def test_each_doubt_is_a_finding_with_its_line(read: Read) -> None:
    assert sorted(_found(read(DOUBTFUL)), key=lambda found: (found[1] or 0, found[0])) == [
        ("unknown-release-key", 3),
        ("unknown-license-scope", 6),
        ("component-name-case", 8),
        ("empty-license", 8),
        ("duplicate-component", 10),
        ("null-license", 11),
        ("duplicate-component", 12),
        ("unknown-component", 13),
        ("unknown-component", 14),
        ("unknown-component-key", 15),
    ]


@pytest.mark.parametrize(
    ("code", "component", "in_message", "in_repair"),
    [
        ("unknown-release-key", None, "'colour'", "remove it"),
        ("unknown-license-scope", None, "'documentation'", "distribution, code, data, document"),
        ("component-name-case", "Model Card", "'Model card'", "write 'Model card'"),
        ("empty-license", "Model Card", "'Model Card'", "unlicensed"),
        ("null-license", "Datasets", "'Datasets'", "leave the key out"),
        ("unknown-component-key", "zzzzzzzz", "'colour'", "remove it"),
    ],
)
def test_a_finding_says_what_it_is_about(
    read: Read, code: str, component: str | None, in_message: str, in_repair: str
) -> None:
    finding = _only(read(DOUBTFUL), code)
    assert finding.component == component
    assert in_message in finding.message
    assert in_repair in finding.repair


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("Data cards", "Data card"),
        ("Evaluation result", "Evaluation results"),
        ("model paramaters (final)", "Model parameters (Final)"),
        ("Tecnical report", "Technical report"),
        ("Reserch Papper", "Research paper"),
    ],
)
def test_an_unknown_component_comes_with_the_nearest_name(
    read: Read, written: str, nearest: str
) -> None:
    finding = _only(read(_release(f"  components:\n    - name: {written}\n")), "unknown-component")
    assert finding.repair == f"the nearest name is {nearest!r}"
    assert finding.component == written


def test_a_name_like_no_other_has_no_nearest_name(read: Read) -> None:
    finding = _only(read(_release("  components:\n    - name: 氷\n")), "unknown-component")
    assert "nearest" not in finding.repair


def test_a_very_long_name_is_an_unknown_component(read: Read) -> None:
    name = "Model card " * 50_000
    model = read(_release(f"  components:\n    - name: {name}\n"))
    assert model.components[0].name == name.strip()
    assert _found(model) == [("unknown-component", 4)]


@pytest.mark.parametrize("components", ["[]", "", "null"])
def test_a_release_without_components_is_read(read: Read, components: str) -> None:
    model = read(_release(f"  components: {components}\n"))
    assert model.components == ()
    assert _found(model) == [("no-components", 3)]


def test_a_license_that_is_a_text_has_no_effect(read: Read) -> None:
    model = read(_release("  components: [{name: Model card}]\n  license: MIT\n"))
    finding = _only(model, "license-is-text")
    assert model.licenses == ()
    assert finding.line == 4
    assert "'MIT'" in finding.message
    assert finding.repair == "write `license: {distribution: {name: MIT}}`"


@pytest.mark.parametrize("key", ["claimed_class", "configuration_file"])
def test_keys_of_the_own_format_are_unknown_in_that_of_the_tool(read: Read, key: str) -> None:
    model = read(_release(f"  components: []\n  {key}: 1\n"))
    assert model.unknown_keys == (key,)
    assert model.format == "mot"
    assert _only(model, "unknown-release-key").line == 4


def test_the_clean_release_has_no_findings(read: Read) -> None:
    model = read(_release("  components: [{name: Model card, license: MIT}]\n"))
    assert model.findings == ()


# --- The whole of a release -----------------------------------------------------------

COMPLETE = """\
framework: {name: Model Openness Framework, version: '1.0', date: '2024-12-15'}
release:
  name: X
  version: 7B
  date: 2024-12-15
  type: language
  architecture: transformer
  treatment: pre-trained
  origin: Y
  producer: P
  contact: c@example.org
  repository: https://example.org/r
  huggingface: https://example.org/h
  license:
    distribution: {name: MIT, path: LICENSE}
    code: {name: null, path: null}
    data:
    document: {name: '', path: ''}
  components:
    - name: Model card
      description: D
      license: CC-BY-4.0
      license_path: L
      component_path: C
    - name: Datasets
      license: [MIT, ISC]
"""


def test_every_key_of_the_tool_is_read(read: Read) -> None:
    assert read(COMPLETE) == Model(
        name="X",
        version="7B",
        date="2024-12-15",
        type="language",
        architecture="transformer",
        treatment="pre-trained",
        origin="Y",
        producer="P",
        contact="c@example.org",
        repository="https://example.org/r",
        huggingface="https://example.org/h",
        licenses=(
            GlobalLicense("distribution", "MIT", "LICENSE"),
            GlobalLicense("code", None),
            GlobalLicense("document", None),
        ),
        components=(
            Component("Model card", "CC-BY-4.0", (), "D", "L", "C"),
            Component("Datasets", None, ("MIT", "ISC")),
        ),
        format="mot",
    )


def test_components_know_their_lines(read: Read) -> None:
    assert [component.line for component in read(COMPLETE).components] == [20, 25]


@pytest.mark.parametrize(
    ("scope", "license"), [("distribution", "MIT"), ("code", None), ("x", None)]
)
def test_a_license_of_the_release_is_found_by_scope(
    read: Read, scope: str, license: str | None
) -> None:
    assert read(COMPLETE).global_license(scope) == license


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_matter(read: Read, ending: str) -> None:
    model = read(COMPLETE.replace("\n", ending).encode())
    assert model == read(COMPLETE)
    assert [component.line for component in model.components] == [20, 25]


def test_a_byte_order_mark_does_not_matter(read: Read) -> None:
    assert read("\ufeff" + COMPLETE) == read(COMPLETE)


def test_yaml_and_json_of_one_release_are_the_same(read: Read) -> None:
    model = {
        "release": {
            "name": "X",
            "version": "7B",
            "components": [{"name": "Datasets", "license": ["A"]}],
        }
    }
    yaml = _release("  version: 7B\n  components:\n    - {name: Datasets, license: [A]}\n")
    assert read(model, "release.json") == read(yaml)


def test_aliases_stand_for_their_values(read: Read) -> None:
    content = _release(
        "  producer: &p Acme\n  contact: *p\n  components:\n"
        "    - &c {name: Model card, license: &l MIT}\n    - {name: Data card, license: *l}\n"
    )
    model = read(content)
    assert (model.producer, model.contact) == ("Acme", "Acme")
    assert [each.license for each in model.components] == ["MIT", "MIT"]


# --- Scalars --------------------------------------------------------------------------


YAML_1_1 = [
    "2024-12-15", "yes", "no", "on", "off", "y", "N", "12:30:45", "1.2.3", "0x10", "0o7", "1_000",
    ".inf", ".nan", "<<", "=", "v1", "1e9999",
]  # fmt: skip


@pytest.mark.parametrize("written", YAML_1_1)
@pytest.mark.parametrize("key", ["version", "date", "producer"])
def test_plain_scalars_that_yaml_1_2_has_no_type_for_are_texts(
    read: Read, key: str, written: str
) -> None:
    assert getattr(read(_release(f"  {key}: {written}\n  components: []\n")), key) == written


@pytest.mark.parametrize(
    "written", ["7", "2", "1", "0", "1.0", "1.5", "1.10", "2.50", "0.0", "007", "1e3", "-1", "+1"]
)
@pytest.mark.parametrize("key", ["version", "date"])
def test_a_number_as_version_or_date_is_kept_as_written(read: Read, key: str, written: str) -> None:
    assert getattr(read(_release(f"  {key}: {written}\n  components: []\n")), key) == written


@pytest.mark.parametrize("written", ["true", "False", "TRUE"])
@pytest.mark.parametrize("key", ["version", "date"])
def test_a_truth_value_is_no_version(refuse: Refuse, key: str, written: str) -> None:
    (problem,) = refuse(_release(f"  {key}: {written}\n  components: []\n"))
    assert problem.message == f"{key} is true or false, a text is expected"


@pytest.mark.parametrize("written", ["null", "Null", "NULL", "~", ""])
@pytest.mark.parametrize("key", ["version", "date", "producer", "type"])
def test_null_is_as_good_as_absent(read: Read, key: str, written: str) -> None:
    assert read(_release(f"  {key}: {written}\n  components: []\n")) == read(MINIMAL)


@pytest.mark.parametrize("written", ["'7'", '"true"', "'null'", '"~"', "|-\n    1.0"])
def test_a_quoted_scalar_is_a_text(read: Read, written: str) -> None:
    producer = read(_release(f"  producer: {written}\n  components: []\n")).producer
    assert producer == written.strip("'\"|-\n ")


@pytest.mark.parametrize(("written", "key"), [("1", "1"), ("1.5", "1.5"), ("yes", "yes")])
def test_a_plain_key_is_a_text(read: Read, written: str, key: str) -> None:
    assert read(_release(f"  components: []\n  {written}: x\n")).unknown_keys == (key,)


# --- openlic's own format -------------------------------------------------------------

OWN = """\
openlic: 1
release:
  name: X
  claimed_class: 2
  configuration_file: true
  components:
    - name: Model card
      licenses: [CC-BY-4.0, MIT]
      covers: [Data card, Evaluation results]
      copyright: 2026 Someone
      swhid: swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2
    - name: Datasets
      licenses: MIT
      covers: Data card
      derived_from:
        - {component: Model card, use: generate}
        - {work: Y, use: fine-tune, license: Apache-2.0, provide: service}
"""


def test_every_key_of_the_own_format_is_read(read: Read) -> None:
    assert read(OWN) == Model(
        name="X",
        claimed_class=2,
        configuration_file=True,
        components=(
            Component(
                "Model card",
                licenses=("CC-BY-4.0", "MIT"),
                covers=("Data card", "Evaluation results"),
                copyright="2026 Someone",
                swhid="swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2",
            ),
            Component(
                "Datasets",
                licenses=("MIT",),
                covers=("Data card",),
                derived_from=(
                    Origin("generate", component="Model card"),
                    Origin("fine-tune", work="Y", license="Apache-2.0", provide="service"),
                ),
            ),
        ),
        format="openlic",
    )


def test_the_own_format_has_no_unknown_keys(read: Read) -> None:
    assert read(OWN).findings == ()


@pytest.mark.parametrize("use", USES)
def test_every_use_is_read(read: Read, use: str) -> None:
    body = f"  components: [{{name: Datasets, derived_from: [{{work: Y, use: {use}}}]}}]\n"
    assert read(_release(body)).components[0].derived_from == (Origin(use, work="Y"),)


@pytest.mark.parametrize("provide", PROVISIONS)
def test_every_provision_is_read(read: Read, provide: str) -> None:
    origin = f"{{work: Y, use: modify, provide: {provide}}}"
    body = f"  components: [{{name: Datasets, derived_from: [{origin}]}}]\n"
    assert read(_release(body)).components[0].derived_from[0].provide == provide


def test_a_work_from_elsewhere_says_what_it_was_made_from(read: Read) -> None:
    inner = "{work: C, use: train-on, license: CC-BY-4.0}"
    middle = f"{{work: B, use: fine-tune, derived_from: [{inner}]}}"
    body = (
        "  components: [{name: Datasets, derived_from: "
        f"[{{work: A, use: merge-weights, derived_from: [{middle}]}}]}}]\n"
    )
    origins = read(_release(body)).components[0].derived_from
    assert origins == (
        Origin(
            "merge-weights",
            work="A",
            derived_from=(
                Origin(
                    "fine-tune",
                    work="B",
                    derived_from=(Origin("train-on", work="C", license="CC-BY-4.0"),),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("components", "message", "repair"),
    [
        (
            [
                {"name": "Datasets", "derived_from": [{"component": "Modelcard", "use": "tool"}]},
                {"name": "Model card"},
            ],
            "'Datasets' was made from 'Modelcard', and there is no such component",
            "the nearest is 'Model card', or name it as a `work`",
        ),
        (
            [{"name": "Datasets", "derived_from": [{"component": "Weights", "use": "tool"}]}],
            "'Datasets' was made from 'Weights', and there is no such component",
            "list it, or name it as a `work`",
        ),
        (
            [{"name": "Datasets", "derived_from": [{"component": "Datasets", "use": "tool"}]}],
            "made from itself: 'Datasets' <- 'Datasets'",
            "take one of these uses out",
        ),
        (
            [
                {"name": "Model card", "derived_from": [{"component": "Datasets", "use": "tool"}]},
                {"name": "Datasets", "derived_from": [{"component": "Data card", "use": "tool"}]},
                {"name": "Data card", "derived_from": [{"component": "Datasets", "use": "tool"}]},
            ],
            "made from itself: 'Datasets' <- 'Data card' <- 'Datasets'",
            "take one of these uses out",
        ),
    ],
)
def test_provenance_leads_to_components_and_not_back(
    refuse: Refuse, components: list[object], message: str, repair: str
) -> None:
    problems = refuse({"release": {"name": "X", "components": components}})
    assert [(problem.message, problem.repair) for problem in problems] == [(message, repair)]
    assert problems[0].line is not None


def test_one_thing_made_from_another_in_two_ways_is_no_cycle(read: Read) -> None:
    body = (
        "  components: [{name: Datasets}, {name: Data card, derived_from: "
        "[{component: Datasets, use: document}]}, {name: Model card, derived_from: "
        "[{component: Datasets, use: document}, {component: Data card, use: document}]}]\n"
    )
    assert len(read(_release(body)).components) == 3


def test_a_long_way_is_no_cycle_and_takes_no_time() -> None:
    chain = [
        Component(f"c{number}", derived_from=(Origin("modify", component=f"c{number + 1}"),))
        for number in range(20_000)
    ]
    assert check_provenance([*chain, Component("c20000")]) == ()
    back = Component("c20000", derived_from=(Origin("modify", component="c0"),))
    assert len(check_provenance([*chain, back])) == 1


@pytest.mark.parametrize(
    ("origin", "key", "message", "repair"),
    [
        ("x", "", "an entry of derived_from is a text, a mapping is expected", ""),
        ("{work: Y}", ".use", "how it was used is missing", "fine-tune"),
        ("{work: Y, use: borrow}", ".use", "use is 'borrow'", "use one of combine"),
        ("{work: Y, use: 3}", ".use", "use is a number, a text is expected", ""),
        ("{use: modify}", ".component", "name either a component", "keep one"),
        (
            "{use: modify, work: Y, component: Data card}",
            ".component",
            "name either a comp",
            "keep one",
        ),
        ("{use: modify, work: ''}", ".component", "name either a component", "keep one"),
        ("{use: modify, work: 3}", ".work", "work is a number, a text is expected", "quotes"),
        (
            "{use: modify, work: Y, derived_from: [{component: Datasets, use: modify}]}",
            ".derived_from[0].component",
            "a work from elsewhere is not made from a component",
            "name it as a `work`",
        ),
        (
            "{use: modify, component: Data card, derived_from: [{work: Y, use: modify}]}",
            ".derived_from",
            "what 'Data card' was made from stands with the component",
            "move it there",
        ),
        ("{use: modify, work: Y, provide: mail}", ".provide", "provide is 'mail'", "source, bin"),
        ("{use: modify, work: Y, license: []}", ".license", "license is a list, a text", ""),
    ],
)
def test_a_wrong_origin_is_refused(
    refuse: Refuse, origin: str, key: str, message: str, repair: str
) -> None:
    body = f"  components:\n    - name: Datasets\n      derived_from:\n        - {origin}\n"
    problems = refuse(_release(body + "    - name: Data card\n"))
    assert problems[0].line == 6
    assert problems[0].where == f"$.release.components[0].derived_from[0]{key}"
    assert message in problems[0].message
    assert repair in problems[0].repair


def test_one_wrong_value_of_an_origin_is_one_problem(refuse: Refuse) -> None:
    origin = "{use: modify, work: 3}"
    body = f"  components: [{{name: Datasets, derived_from: [{origin}]}}]\n"
    assert len(refuse(_release(body))) == 1


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2", "this version of the format is not known"),
        ("0", "this version of the format is not known"),
        ("'1'", "openlic is a text, a number is expected"),
        ("true", "openlic is true or false, a number is expected"),
        ("[]", "openlic is a list, a number is expected"),
    ],
)
def test_another_version_of_the_format_is_refused(
    refuse: Refuse, written: str, message: str
) -> None:
    (problem,) = refuse(f"# c\nopenlic: {written}\n{MINIMAL}")
    assert (problem.line, problem.where, problem.message) == (2, "$.openlic", message)
    assert problem.repair


@pytest.mark.parametrize("claimed", [1, 2, 3])
def test_a_claimed_class_is_read(read: Read, claimed: int) -> None:
    content = f"openlic: 1\n{MINIMAL}  claimed_class: {claimed}\n"
    assert read(content).claimed_class == claimed


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("0", "class 0 does not exist"),
        ("4", "class 4 does not exist"),
        ("-1", "class -1 does not exist"),
        ("'2'", "claimed_class is a text, a number is expected"),
        ("true", "claimed_class is true or false, a number is expected"),
    ],
)
def test_a_class_that_does_not_exist_cannot_be_claimed(
    refuse: Refuse, written: str, message: str
) -> None:
    (problem,) = refuse(f"openlic: 1\n{MINIMAL}  claimed_class: {written}\n")
    assert (problem.line, problem.where) == (5, "$.release.claimed_class")
    assert problem.repair
    assert problem.message == message


def test_a_fraction_is_no_class_and_the_message_says_why(refuse: Refuse) -> None:
    (problem,) = refuse(f"openlic: 1\n{MINIMAL}  claimed_class: 2.5\n")
    assert problem.where == "$.release.claimed_class"
    assert problem.message != "claimed_class is a number, a number is expected"


@pytest.mark.parametrize("written", ["yes", "'true'", "1", "[]"])
def test_the_configuration_file_is_there_or_not(refuse: Refuse, written: str) -> None:
    (problem,) = refuse(f"openlic: 1\n{MINIMAL}  configuration_file: {written}\n")
    assert problem.where == "$.release.configuration_file"
    assert "true or false is expected" in problem.message


# --- The framework's configuration file -----------------------------------------------


def _configuration(components: object, **release: object) -> dict[str, Any]:
    return {"framework": {}, "release": {"name": "X", **release}, "components": components}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Data Preprocessing Code", "Data preprocessing code"),
        ("Model Architecture", "Model architecture"),
        ("Supporting Libraries and Tools", "Supporting libraries and tools"),
        ("MODEL  CARD", "Model card"),
        ("Model card", "Model card"),
        ("Foo Bar", "Foo Bar"),
    ],
)
def test_names_of_the_configuration_file_are_title_cased(
    read: Read, written: str, name: str
) -> None:
    model = read(_configuration({written: {"license": "MIT"}}), "MOF.json")
    assert [component.name for component in model.components] == [name]
    assert "component-read-as" not in dict(_found(model))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Model Parameters", "Model parameters (Final)"),
        ("Final Model Parameters", "Model parameters (Final)"),
        ("Intermediate Model Parameters", "Model parameters (Intermediate)"),
        ("Training, Validation and Testing Code", "Training code"),
        ("Training, Validation, and Testing Code", "Training code"),
    ],
)
def test_a_name_that_is_read_as_another_is_reported(read: Read, written: str, name: str) -> None:
    model = read(_configuration({written: {"license": "MIT"}}), "MOF.json")
    finding = _only(model, "component-read-as")
    assert model.components[0].name == name
    assert finding.message == f"{written!r} was read as {name!r}"
    assert finding.component == name


@pytest.mark.parametrize(
    ("entry", "license", "licenses"),
    [
        ({"license": "MIT"}, "MIT", ()),
        ({"license_name": "MIT"}, "MIT", ()),
        ({"license": "MIT", "license_name": "ISC"}, "MIT", ()),
        ({"license": None, "license_name": "ISC"}, "ISC", ()),
        ({"license": "Apache-2.0, MIT"}, None, ("Apache-2.0", "MIT")),
        ({"license_name": "MIT;ISC , Zlib"}, None, ("MIT", "ISC", "Zlib")),
        ({"license": ["MIT", "ISC"]}, None, ("MIT", "ISC")),
        ({"license": ["MIT"]}, "MIT", ()),
        ({"license": "MIT OR ISC"}, "MIT OR ISC", ()),
        ({"license": "Apache License, Version 2.0"}, "Apache License, Version 2.0", ()),
        ({"license": "Public-Domain"}, "Public-Domain", ()),
        ({"license": ""}, "", ()),
        ({}, "unlicensed", ()),
        ({"license": None}, "unlicensed", ()),
    ],
)
def test_licenses_of_the_configuration_file(
    read: Read, entry: dict[str, object], license: str | None, licenses: tuple[str, ...]
) -> None:
    (component,) = read(_configuration({"Model Card": entry}), "MOF.json").components
    assert (component.license, component.licenses) == (license, licenses)


def test_every_key_of_the_configuration_file_is_read(read: Read) -> None:
    release: dict[str, Any] = {
        "version": "7B", "date": "2026-01-01", "type": "language", "architecture": "decoder",
        "treatment": "chat", "origin": "Y", "producer": "P", "contact": "C",
    }  # fmt: skip
    card = {"description": "D", "location": "L", "license": "MIT", "license_path": "P"}
    content = _configuration({"Model Card": card}, mof_class=3, **release)
    expected = Model(
        name="X",
        components=(Component("Model card", "MIT", (), "D", "P", "L"),),
        claimed_class=3,
        configuration_file=True,
        format="mof-json",
        **release,
    )
    model = read(content, "MOF.json")
    assert model == expected
    assert model.findings == ()


def test_the_configuration_file_does_not_list_itself(read: Read) -> None:
    names = ["Model Openness Framework Configuration File", "Model Openness Configuration File"]
    model = read(_configuration({name: {"license": "MIT"} for name in names}), "MOF.json")
    assert model.components == ()
    assert _only(model, "no-components").component is None


def test_the_configuration_file_may_be_yaml(read: Read) -> None:
    content = "release: {name: X, mof_class: 1}\ncomponents:\n  Model Card: {license: MIT}\n"
    model = read(content)
    assert (model.format, model.claimed_class) == ("mof-json", 1)
    assert model.components == (Component("Model card", "MIT"),)


@pytest.mark.parametrize(
    ("claimed", "message"),
    [
        (0, "class 0 does not exist"),
        (4, "class 4 does not exist"),
        (True, "mof_class is true or false, a number is expected"),
        ("3", "mof_class is a text, a number is expected"),
        ([3], "mof_class is a list, a number is expected"),
    ],
)
def test_a_wrong_class_in_the_configuration_file_is_refused(
    refuse: Refuse, claimed: object, message: str
) -> None:
    (problem,) = refuse(_configuration({}, mof_class=claimed), "MOF.json")
    assert (problem.line, problem.where) == (5, "$.release.mof_class")
    assert problem.message == message
    assert problem.repair


def test_no_class_need_be_claimed(read: Read) -> None:
    assert read(_configuration({}), "MOF.json").claimed_class is None
    assert read(_configuration({}, mof_class=None), "MOF.json").claimed_class is None


def test_every_problem_of_a_configuration_file_is_named(refuse: Refuse) -> None:
    content = """\
{"release": {
  "name": 3,
  "producer": []},
 "components": {
  "Model Card": [],
  "Data Card": null,
  "Datasets": "x",
  "Technical Report": {
   "license": 3,
   "location": 4}}}
"""
    problems = refuse(content, "MOF.json")
    assert [(problem.line, problem.where) for problem in problems] == [
        (2, "$.release.name"),
        (3, "$.release.producer"),
        (5, "$.components['Model Card']"),
        (6, "$.components['Data Card']"),
        (7, "$.components.Datasets"),
        (9, "$.components['Technical Report'].license"),
        (10, "$.components['Technical Report'].location"),
    ]
    assert all(problem.repair for problem in problems)


def test_unknown_keys_of_a_configuration_file_are_findings(read: Read) -> None:
    content = _configuration({"Foo": {"colour": "red"}}, colour="red")
    model = read(content, "MOF.json")
    assert model.unknown_keys == ("colour",)
    assert sorted(code for code, _ in _found(model)) == [
        "unknown-component",
        "unknown-component-key",
        "unknown-release-key",
    ]


def test_components_that_become_one_are_duplicates(read: Read) -> None:
    entry = {"license": "MIT"}
    model = read(_configuration({"Model Card": entry, "MODEL CARD": entry}), "MOF.json")
    assert [code for code, _ in _found(model)] == ["duplicate-component"] * 2


# --- Laws -----------------------------------------------------------------------------

_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
_KEYS = (
    "release components name license licenses covers derived_from version use work mof_class date"
)
_keys = st.sampled_from([*_KEYS.split(), "openlic", "distribution", "framework", ""])
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=12,
)
_documents = st.builds(
    lambda release, rest: {"release": release, **rest},
    st.dictionaries(_keys, _values, max_size=5) | _values,
    st.dictionaries(_keys, _values, max_size=3),
)
_shared_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def _problems(path: Path) -> tuple[Problem, ...]:
    try:
        assert load(path).name
    except InputError as error:
        return error.problems
    return ()


def _is_read_or_refused(path: Path) -> bool:
    """Whether a file is either read, or refused in order with a repair for each problem."""
    problems = _problems(path)
    lines = [problem.line or 0 for problem in problems]
    return lines == sorted(lines) and all(p.message and p.repair for p in problems)


@_shared_file
@given(_documents)
def test_every_json_value_is_read_or_refused(tmp_path: Path, document: object) -> None:
    path = tmp_path / "release.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert _is_read_or_refused(path)


@_shared_file
@given(st.binary(max_size=60), st.integers(0, len(COMPLETE)), st.integers(0, 30))
def test_every_damaged_file_is_read_or_refused(
    tmp_path: Path, damage: bytes, start: int, length: int
) -> None:
    path = tmp_path / "release.yml"
    content = COMPLETE.encode()
    path.write_bytes(content[:start] + damage + content[start + length :])
    assert _is_read_or_refused(path)


# --- Files of the repository ----------------------------------------------------------

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.y*ml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_read_without_doubt(path: Path) -> None:
    model = load(path)
    assert model.format == "openlic"
    assert model.components
    assert model.findings == ()


def test_there_are_examples() -> None:
    assert {"starcoder2", "olmo-7b", "granite-4.0-h-small"} <= {path.stem for path in EXAMPLES}


def test_recorded_releases_are_read(shared: Path) -> None:
    paths = sorted((shared / "mot" / "models").glob("*.yml"))
    assert len(paths) > 80
    assert {load(path).format for path in paths} == {"mot"}
