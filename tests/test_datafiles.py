# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Knowledge files compile to what ships, and wrong ones are refused with the place."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from openlic._resources import read_resource
from openlic.catalog import Catalog, default_catalog
from openlic.compiling import compile_data
from openlic.datafiles import read_exception, read_license
from openlic.errors import DataError, OpenlicError
from openlic.expression import parse
from openlic.records import Aliases, Source, exception, license
from openlic.statements import Statement

ROOT = Path(__file__).resolve().parent.parent

SHIPPED = (
    "index.json",
    "aliases.json",
    "compatibility.json",
    "frameworks.json",
    "vocabulary.json",
)


# --- The real files -------------------------------------------------------------------


@pytest.fixture(scope="module")
def compiled(root: Path) -> Mapping[str, str]:
    return compile_data(root / "data")


def test_the_data_compile_to_the_files_that_ship(compiled: Mapping[str, str]) -> None:
    assert sorted(compiled) == sorted((*SHIPPED, "details.jsonl"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_file_that_ships_is_what_the_data_compile_to(
    compiled: Mapping[str, str], name: str
) -> None:
    assert read_resource("_data", name) == compiled[name].encode()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_compiled_file_is_json_of_one_entry_a_line(
    compiled: Mapping[str, str], name: str
) -> None:
    text = compiled[name]
    assert text.endswith("}\n")
    for line in text.splitlines():
        if line.startswith('"') and not line.endswith("{"):
            assert len(json.loads("{" + line.removesuffix(",") + "}")) == 1
    assert list(json.loads(text))


def test_there_is_one_file_for_each_license_exception_and_framework(
    root: Path, compiled: Mapping[str, str]
) -> None:
    index = json.loads(compiled["index.json"])
    assert {path.stem for path in (root / "data" / "licenses").iterdir()} == set(index["licenses"])
    assert {path.stem for path in (root / "data" / "exceptions").iterdir()} == set(
        index["exceptions"]
    )
    assert {path.stem for path in (root / "data" / "frameworks").iterdir()} == set(
        json.loads(compiled["frameworks.json"])
    )


@pytest.mark.parametrize("table", ["tags", "spellings", "urls"])
def test_every_alias_means_an_expression_of_active_ids(table: str) -> None:
    meanings = set(default_catalog().aliases[table].values())
    assert meanings
    assert [text for text in meanings if str(parse(text)) != text] == []
    assert [text for text in meanings if parse(text).deprecated] == []


def test_every_ambiguous_spelling_has_candidates_that_exist_each_once() -> None:
    ambiguous = default_catalog().aliases["ambiguous"]
    assert ambiguous
    assert [text for text, among in ambiguous.items() if len(set(among)) < len(among)] == []
    assert [] not in ambiguous.values()
    named = {candidate for among in ambiguous.values() for candidate in among}
    assert [text for text in named if str(parse(text)) != text] == []


def test_every_spelling_of_an_exception_means_one_that_exists() -> None:
    meanings = set(default_catalog().aliases["exceptions"].values())
    assert meanings == set(default_catalog().exceptions)


# --- A small folder -------------------------------------------------------------------

LICENSE = """
id = "Own-1.0"
name = "Own License 1.0"
family = "Own"
version = "1.0"
category = "copyleft-weak"
copyleft_scope = "file"
content = ["code", "data"]
review = "category"
statements = [
  { permit = "modify", source = "some list" },
  { require = "provide-source", on = "file", source = "some list" },
]
note = "A note."

[approvals]
osi = "yes"
fsf = "no"
open_definition = "unknown"
blue_oak = "Gold"

[aliases]
hugging_face = ["Own-Tag"]
hugging_face_names = ["own-name"]
scancode = ["own"]
spellings = ["The One and Own"]
titles = ["Own License Agreement"]
urls = ["own.example/1.0.html"]

[[sources]]
of = "category"
basis = "text"
reference = "text of the license"
clause = "1"

[traits]
termination = { is = "automatic", source = "some list" }
"""

PLAIN = """
id = "{id}"
name = "{name}"
category = "permissive"
content = ["code"]
review = "category"
{more}

[[sources]]
of = "category"
basis = "sources"
reference = "some list"
"""

EXCEPTION = """
id = "Own-exception"
name = "Own Exception"
kind = "linking"
restricts = true
review = "text"
modifies = ["Own-1.0"]
lifts = [
  { require = "same-license", for = ["link-static"], clause = "2" },
]
note = "A note."

[aliases]
spellings = ["Except Own"]

[[sources]]
of = "kind"
basis = "text"
reference = "text of the exception"
"""

ALIASES = """
aliases = [{ text = "Either Own", expression = "Own-1.0 OR Own-2.0", source = "own" }]
urls = [{ text = "own.example/both", expression = "Own-1.0 AND Own-2.0" }]
ambiguous = [{ text = "Own", candidates = ["Own-1.0", "Own-2.0"] }]
not_a_license = [{ text = "see the file", kind = "reference" }]
"""

FRAMEWORK = """
id = "mine"
title = "My rules"
version = "1"
summary = "One component."
sources = [{ reference = "own" }]
reading = { licenses = "expression" }
tiers = [{ tier = 1, name = "Good" }]
lists = { open = ["Own-1.0"] }
covers = [{ component = "Card", by = ["Card"] }]

[[requirements]]
id = "open-license"
asks = "an open license"
none = "no"
rules = [
  { id = "listed", verdict = "yes", when = { list = "open" }, says = "listed" },
  { id = "else", verdict = "no", when = {}, says = "not listed" },
]

[[components]]
name = "Card"
content = "document"
tier = 1
required = true
requirement = "open-license"
"""

FACTS = """
[[facts]]
id = "first"
inbound = ["Own-1.0", "Own-1.0 WITH Own-exception"]
outbound = ["Own-*"]
uses = ["combine"]
verdict = "yes"
says = "it was said"
source = "someone"
"""

FILES = {
    "catalog.toml": 'spdx_version = "0.1"\n',
    "vocabulary.toml": (ROOT / "data" / "vocabulary.toml").read_text(encoding="utf-8"),
    "aliases.toml": ALIASES,
    "compatibility.toml": FACTS,
    "licenses/Own-1.0.toml": LICENSE,
    "licenses/Own-2.0.toml": PLAIN.format(
        id="Own-2.0", name="Own License 2.0", more='family = "Own"\nversion = "2.0"'
    ),
    "exceptions/Own-exception.toml": EXCEPTION,
    "frameworks/mine.toml": FRAMEWORK,
}

ONE = "licenses/Own-1.0.toml"
TWO = "licenses/Own-2.0.toml"
ADDED = "exceptions/Own-exception.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    for name, text in FILES.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return data


def _add(folder: Path, id: str, more: str = "", name: str = "") -> None:
    text = PLAIN.format(id=id, name=name or f"{id} by name", more=more)
    (folder / "licenses" / f"{id}.toml").write_text(text, encoding="utf-8")


def _compiled(folder: Path) -> dict[str, Any]:
    files = compile_data(folder)
    return {name: json.loads(text) for name, text in files.items() if name.endswith(".json")}


def _catalog(folder: Path) -> Catalog:
    files = compile_data(folder)
    details = files["details.jsonl"].encode()

    def read_details(_id: str, facts: Mapping[str, Any]) -> Any:
        start, size = facts["at"]
        return json.loads(details[start : start + size])

    return Catalog(lambda name: json.loads(files[name]), read_details)


def test_a_small_folder_compiles(folder: Path) -> None:
    files = _compiled(folder)
    index = files["index.json"]
    places = [
        facts.pop("at") for group in ("licenses", "exceptions") for facts in index[group].values()
    ]
    assert places[0][0] == 0
    assert all(one[0] + one[1] + 1 == next[0] for one, next in pairwise(places))
    assert index == {
        "spdx_version": "0.1",
        "licenses": {
            "Own-1.0": {
                "name": "Own License 1.0",
                "category": "copyleft-weak",
                "content": ["code", "data"],
                "scope": "file",
                "family": "Own",
                "version": "1.0",
                "osi": "yes",
                "fsf": "no",
                "blue_oak": "Gold",
            },
            "Own-2.0": {
                "name": "Own License 2.0",
                "category": "permissive",
                "family": "Own",
                "version": "2.0",
            },
        },
        "exceptions": {
            "Own-exception": {"name": "Own Exception", "kind": "linking", "restricts": True}
        },
        "series": {"Own": [["1.0", "Own-1.0"], ["2.0", "Own-2.0"]]},
    }
    assert files["frameworks.json"] == {"mine": tomllib.loads(FRAMEWORK)}


def test_the_aliases_of_a_small_folder_compile(folder: Path) -> None:
    aliases = _compiled(folder)["aliases.json"]
    assert aliases["tags"] == {"own-tag": "Own-1.0"}
    assert aliases["urls"] == {
        "own.example/1.0": "Own-1.0",
        "own.example/both": "Own-1.0 AND Own-2.0",
    }
    assert set(aliases["spellings"].values()) == {"Own-1.0", "Own-2.0", "Own-1.0 OR Own-2.0"}
    assert aliases["titles"] == {"own license agreement": "Own-1.0"}
    assert list(aliases["ambiguous"].values()) == [["Own-1.0", "Own-2.0"]]
    assert list(aliases["not_a_license"].values()) == ["reference"]
    assert set(aliases["exceptions"].values()) == {"Own-exception"}


def test_a_catalog_reads_what_was_compiled(folder: Path) -> None:
    catalog = _catalog(folder)
    record = license("own-1.0", catalog)
    assert (record.id, record.copyleft_scope, record.content) == (
        "Own-1.0",
        "file",
        ("code", "data"),
    )
    assert (record.osi, record.fsf, record.open_definition) == ("yes", "no", "unknown")
    assert (record.blue_oak, record.note, record.review) == ("Gold", "A note.", "category")
    assert record.permits[0] == Statement("permit", "modify", review="category", source="some list")
    assert record.trait("termination") == "automatic"
    assert {each.term: each.source for each in record.statements} == {
        "modify": "some list",
        "provide-source": "some list",
        "use": "category",
        "reproduce": "category",
        "distribute": "category",
        "commercial-use": "category",
        "same-license": "category",
    }
    assert record.sources == (Source("category", "text", "text of the license", "1"),)
    assert record.aliases == Aliases(
        hugging_face=("Own-Tag",),
        hugging_face_names=("own-name",),
        scancode=("own",),
        spellings=("The One and Own",),
        titles=("Own License Agreement",),
        urls=("own.example/1.0.html",),
    )
    added = exception("own-exception", catalog)
    assert (added.kind, added.restricts, added.modifies) == ("linking", True, ("Own-1.0",))
    assert [str(lift) for lift in added.lifts] == ["require same-license [2], for link-static"]
    assert catalog.later_versions("Own-1.0") == ("Own-1.0", "Own-2.0")


def test_versions_are_ordered_by_number_not_by_letter(folder: Path) -> None:
    _add(folder, "Own-10.0", 'family = "Own"\nversion = "10.0"')
    _add(folder, "Own-1.3c", 'family = "Own"\nversion = "1.3c"')
    _add(folder, "Own-1.3a", 'family = "Own"\nversion = "1.3a"')
    series = _compiled(folder)["index.json"]["series"]["Own"]
    assert [version for version, _ in series] == ["1.0", "1.3a", "1.3c", "2.0", "10.0"]


def test_withdrawn_ids_and_open_ended_ones_stand_for_no_version(folder: Path) -> None:
    _add(folder, "Own-3.0", 'family = "Own"\nversion = "3.0"\ndeprecated = true')
    _add(folder, "Own-4.0-or-later", 'family = "Own"\nversion = "4.0"')
    _add(folder, "Own-4.0-only", 'family = "Own"\nversion = "4.0"')
    series = _compiled(folder)["index.json"]["series"]["Own"]
    assert [id for _, id in series] == ["Own-1.0", "Own-2.0", "Own-4.0-only"]


def test_a_family_of_one_version_is_no_series(folder: Path) -> None:
    _add(folder, "Lone-1.0", 'family = "Lone"\nversion = "1.0"')
    assert list(_compiled(folder)["index.json"]["series"]) == ["Own"]


def test_records_come_in_the_order_of_their_ids_whatever_their_case(folder: Path) -> None:
    for id in ("zlib", "Zed", "apple", "Banana"):
        _add(folder, id)
    ids = list(_compiled(folder)["index.json"]["licenses"])
    assert ids == ["apple", "Banana", "Own-1.0", "Own-2.0", "Zed", "zlib"]


def test_compiling_does_not_depend_on_the_order_of_files(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for path in sorted(folder.rglob("*.toml"), reverse=True):
        target = other / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    assert compile_data(other) == compile_data(folder)


def test_a_withdrawn_license_has_a_successor_or_not(folder: Path) -> None:
    _add(folder, "Old-1", 'deprecated = true\nsuccessor = "Own-1.0"')
    _add(folder, "Old-2", "deprecated = true")
    licenses = _compiled(folder)["index.json"]["licenses"]
    assert (licenses["Old-1"]["deprecated"], licenses["Old-1"]["successor"]) == (True, "Own-1.0")
    assert licenses["Old-2"]["deprecated"] is True
    assert "successor" not in licenses["Old-2"]


def test_a_name_gives_way_to_a_spelling_of_another_license(folder: Path) -> None:
    _add(folder, "Third", name="The One and Own")
    spellings = _compiled(folder)["aliases.json"]["spellings"]
    assert [meaning for text, meaning in spellings.items() if "one" in text] == ["Own-1.0"]


def test_the_same_spelling_with_the_same_meaning_may_stand_twice(folder: Path) -> None:
    before = compile_data(folder)["aliases.json"]
    _change(folder, "aliases.toml", "aliases = [", _ALIAS.format("the one and own", "Own-1.0"))
    assert compile_data(folder)["aliases.json"] == before


def test_what_is_not_toml_is_not_read(folder: Path) -> None:
    before = compile_data(folder)
    (folder / "licenses" / "README.md").write_text("not a license", encoding="utf-8")
    assert compile_data(folder) == before


# --- Wrong files ----------------------------------------------------------------------

_ALIAS = 'aliases = [{{ text = "{}", expression = "{}", source = "own" }}, '
_SOURCES = LICENSE[LICENSE.index("[[sources]]") : LICENSE.index("[traits]")]

#: What is changed into what in the license, the key that is wrong, and what is expected.
WRONG_LICENSES = {
    # keys
    "unknown key": ('note = "A note."', 'remark = "x"', "remark", "no such key; there are id, name"),
    "unknown approval": ('osi = "yes"', 'osd = "yes"', "approvals.osd", "there are osi, fsf"),
    "unknown alias": ("scancode =", "debian =", "aliases.debian", "there are hugging_face"),
    "unknown key of a source": ('clause = "1"', 'page = "1"', "sources[0].page", "there are of"),
    "no id": ('id = "Own-1.0"', "", "id", "missing"),
    "no name": ('name = "Own License 1.0"', "", "name", "missing"),
    "no category": ('category = "copyleft-weak"', "", "category", "missing"),
    "no content": ('content = ["code", "data"]', "", "content", "missing"),
    "no review": ('review = "category"', "", "review", "missing"),
    "no sources": (_SOURCES, "", "sources", "at least one source"),
    "no basis": ('basis = "text"', "", "sources[0].basis", "missing"),
    "no reference": ('reference = "text of the license"', "", "sources[0].reference", "missing"),
    "no subject": ('of = "category"', "", "sources[0].of", "missing"),
    # words
    "unknown category": ("copyleft-weak", "nice", "category", "'nice' is not one of public-domain"),
    "category in another case": ("copyleft-weak", "Permissive", "category", "'Permissive' is not"),
    "unknown content": ('"data"]', '"music"]', "content", "'music' is not one of code, data"),
    "unknown scope": ('scope = "file"', 'scope = "world"', "copyleft_scope", "not one of file"),
    "unknown review": ('review = "category"', 'review = "done"', "review", "not one of text"),
    "unknown approval word": ('osi = "yes"', 'osi = "maybe"', "approvals.osi", "yes, no, unknown"),
    "unknown rating": ('"Gold"', '"Iron"', "approvals.blue_oak", "'Iron' is not one of Model"),
    "unknown basis": ('basis = "text"', 'basis = "rumor"', "sources[0].basis", "text, sources"),
    # types
    "number for a name": ('"Own License 1.0"', "1", "name", "a text is expected"),
    "empty name": ('"Own License 1.0"', '""', "name", "a text is expected"),
    "number for a category": ('"copyleft-weak"', "1", "category", "1 is not one of"),
    "list for a category": ('"copyleft-weak"', '["permissive"]', "category", "is not one of"),
    "text for content": ('["code", "data"]', '"code"', "content", "a list of texts"),
    "empty content": ('["code", "data"]', "[]", "content", "a list of texts"),
    "number in content": ('["code", "data"]', "[1]", "content", "a list of texts"),
    "text for a flag": ('note = "A note."', 'deprecated = "yes"', "deprecated", "true or false"),
    "flag for an approval": ('osi = "yes"', "osi = true", "approvals.osi", "True is not one of"),
    "text for spellings": ('["The One and Own"]', '"x"', "aliases.spellings", "a list of texts"),
    "empty spelling": ('["The One and Own"]', '[""]', "aliases.spellings", "a list of texts"),
    "number for approvals": ('note = "A note."\n\n[approvals]', "approvals = 1\n[x]", "approvals", "a table is expected"),
    "number for sources": ('note = "A note."', "sources = 1", "sources", "expected"),
    "text for sources": ('note = "A note."', 'sources = "a list"', "sources", "expected"),
    "text for a source": ('note = "A note."', 'sources = ["a list"]', "sources", "a table is expected"),
    "table for sources": ("[[sources]]", "[sources]", "sources", "expected"),
    # combinations
    "content twice": ('["code", "data"]', '["code", "code"]', "content", "stands twice"),
    "spelling twice": ('["The One and Own"]', '["x", "x"]', "aliases.spellings", "stands twice"),
    "id of another file": ('id = "Own-1.0"', 'id = "Own-1"', "id", "'Own-1' does not match the name"),
    "id in another case": ('id = "Own-1.0"', 'id = "own-1.0"', "id", "does not match the name"),
    "copyleft without scope": ('copyleft_scope = "file"', "", "copyleft_scope", "a scope is needed"),
    "scope without copyleft": ("copyleft-weak", "permissive", "copyleft_scope", "only copyleft"),
    "version without family": ('family = "Own"', "", "version", "needs a family"),
    "successor of an active id": ('note = "A note."', 'successor = "Own-2.0"', "successor", "only a deprecated"),
    # syntax
    "not TOML": ('id = "Own-1.0"', "id: Own-1.0", "file", "line 2"),
    "key twice": ('note = "A note."', 'note = "a"\nnote = "b"', "file", "verwrite"),
    "text without end": ('note = "A note."', 'note = "A', "file", "line"),
}  # fmt: skip

_NUMBERED = ("number for sources", "text for sources", "text for a source")


@pytest.mark.parametrize("case", WRONG_LICENSES)
def test_a_wrong_license_is_refused_with_file_key_and_expectation(folder: Path, case: str) -> None:
    old, new, where, expectation = WRONG_LICENSES[case]
    _change(folder, ONE, old, new)
    if case in _NUMBERED:
        _change(folder, ONE, _SOURCES, "")
    error = _refusal(lambda: compile_data(folder))
    assert error.path == str(folder / ONE)
    assert error.where == where or error.where.startswith(f"{where}[")
    assert expectation in error.message
    assert _refusal(lambda: read_license(folder / ONE)).args == error.args


WRONG_EXCEPTIONS = {
    "unknown key": ('note = "A note."', 'category = "permissive"', "category", "no such key; there are id"),
    "no id": ('id = "Own-exception"', "", "id", "missing"),
    "no name": ('name = "Own Exception"', "", "name", "missing"),
    "no kind": ('kind = "linking"', "", "kind", "missing"),
    "no restricts": ("restricts = true", "", "restricts", "missing"),
    "no sources": (EXCEPTION[EXCEPTION.index("[[sources]]") :], "", "sources", "at least one source"),
    "unknown kind": ('"linking"', '"joining"', "kind", "'joining' is not one of linking, output"),
    "text for a flag": ("restricts = true", 'restricts = "no"', "restricts", "true or false"),
    "text for a list": ('["Own-1.0"]', '"Own-1.0"', "modifies", "a list of texts"),
    "entry twice": ('["Own-1.0"]', '["Own-1.0", "Own-1.0"]', "modifies", "stands twice"),
    "unknown alias": ("spellings =", "nicknames =", "aliases.nicknames", "there are hugging_face"),
    "unknown basis": ('basis = "text"', 'basis = "rumor"', "sources[0].basis", "not one of text"),
    "id of another file": ('id = "Own-exception"', 'id = "Own"', "id", "'Own' does not match"),
    "successor of an active id": ('note = "A note."', 'successor = "x"', "successor", "only a deprecated"),
    "not TOML": ("restricts = true", "restricts = True", "file", "line 5"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_EXCEPTIONS)
def test_a_wrong_exception_is_refused_with_file_key_and_expectation(
    folder: Path, case: str
) -> None:
    old, new, where, expectation = WRONG_EXCEPTIONS[case]
    _change(folder, ADDED, old, new)
    error = _refusal(lambda: compile_data(folder))
    assert (error.path, error.where) == (str(folder / ADDED), where)
    assert expectation in error.message
    assert _refusal(lambda: read_exception(folder / ADDED)).args == error.args


_AMBIGUOUS = 'ambiguous = [{{ text = "{}", candidates = ["Own-2.0", "Own-1.0"] }}, '
_NONE = 'not_a_license = [{{ text = "{}", kind = "{}" }}, '
_URL = 'urls = [{{ text = "{}", expression = "{}" }}, '

#: What is changed into what in the aliases, the text that is wrong, and what is said.
WRONG_ALIASES = {
    "alias with two meanings": ("aliases = [", _ALIAS.format("either own", "Own-2.0"), "Either Own", "means 'Own-1.0 OR Own-2.0' here, but 'either own' means 'Own-2.0'"),
    "spelling of a license": ("aliases = [", _ALIAS.format("the one AND own", "Own-2.0"), "The One and Own", "means 'Own-1.0' here"),
    "id of a license": ("aliases = [", _ALIAS.format("own-1.0", "Own-2.0"), "Own-1.0", "means 'Own-1.0' here"),
    "alias and ambiguous": ("ambiguous = [", _AMBIGUOUS.format("Either Own"), "Either Own", "means 'Own-1.0 OR Own-2.0' here"),
    "ambiguous twice": ("ambiguous = [", _AMBIGUOUS.format("own"), "Own", "'own' means ['Own-2.0', 'Own-1.0']"),
    "alias and no license": ("not_a_license = [", _NONE.format("Either Own", "other"), "Either Own", "means"),
    "no license twice": ("not_a_license = [", _NONE.format("See the file!", "other"), "see the file", "means"),
    "address twice": ("urls = [", _URL.format("https://www.own.example/both/", "Own-1.0"), "own.example/both", "means 'Own-1.0 AND Own-2.0' here"),
    "address of a license": ("urls = [", _URL.format("own.example/1.0", "Own-2.0"), "own.example/1.0.html", "means 'Own-1.0' here"),
    "unknown kind": (
        'kind = "reference"',
        'kind = "joke"',
        "not_a_license[0].kind",
        "'joke'",
    ),
    "nothing left": ("aliases = [", _ALIAS.format("!?", "Own-1.0"), "!?", "nothing is left"),
    "only filler": ("aliases = [", _ALIAS.format("the license", "Own-1.0"), "the license", "nothing is left"),
    "not TOML": ("aliases = [", "aliases = [}", "file", "line 2"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_ALIASES)
def test_a_wrong_alias_is_refused_with_file_text_and_both_meanings(folder: Path, case: str) -> None:
    old, new, where, expectation = WRONG_ALIASES[case]
    _change(folder, "aliases.toml", old, new)
    error = _refusal(lambda: compile_data(folder))
    assert (error.path, error.where) == (str(folder / "aliases.toml"), where)
    assert expectation in error.message


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ('[aliases]\nspellings = ["the one & own"]', "the one & own"),
        ('[aliases]\nhugging_face = ["own-TAG"]', "own-TAG"),
        ('[aliases]\nurls = ["https://own.example/1.0"]', "https://own.example/1.0"),
    ],
)
def test_two_licenses_do_not_share_an_alias(folder: Path, more: str, where: str) -> None:
    _add(folder, "Third", more)
    error = _refusal(lambda: compile_data(folder))
    assert error.where == where
    assert "'Third' here" in error.message
    assert "means 'Own-1.0'" in error.message


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("catalog.toml", "spdx_version", "version"),
        ("catalog.toml", '"0.1"', "0.1"),
        ("frameworks/mine.toml", 'id = "mine"', ""),
        ("frameworks/mine.toml", 'id = "mine"', 'id = "yours"'),
        ("frameworks/mine.toml", 'sources = [{ reference = "own" }]', "sources = []"),
        ("frameworks/mine.toml", 'title = "My rules"', 'titel = "My rules"'),
        ("frameworks/mine.toml", "tier = 1, name", "level = 1, name"),
        ("frameworks/mine.toml", 'content = "document"', 'content = "music"'),
        ("frameworks/mine.toml", "required = true", 'required = "yes"'),
        ("frameworks/mine.toml", 'licenses = "expression"', 'licenses = "any"'),
        ("frameworks/mine.toml", 'licenses = "expression"', "names = 1"),
        ("frameworks/mine.toml", 'lists = { open = ["Own-1.0"] }', "lists = {}"),
        ("frameworks/mine.toml", 'requirement = "open-license"', 'requirement = "free"'),
        ("frameworks/mine.toml", 'by = ["Card"]', 'by = ["Report"]'),
        ("frameworks/mine.toml", 'list = "open"', 'list = "closed"'),
        (
            "frameworks/mine.toml",
            'verdict = "no", when = {}',
            'verdict = "no", when = { osi = "no" }',
        ),
        ("frameworks/mine.toml", 'verdict = "yes"', 'verdict = "maybe"'),
        ("frameworks/mine.toml", "sources = [", "sources = 1 # ["),
        ("compatibility.toml", 'id = "first"', "id = 1"),
        ("compatibility.toml", 'source = "someone"', ""),
        ("compatibility.toml", 'says = "it was said"', 'says = ""'),
        ("compatibility.toml", 'verdict = "yes"', 'verdict = "unknown"'),
        ("compatibility.toml", 'uses = ["combine"]', 'uses = ["fly"]'),
        ("compatibility.toml", '"Own-*"', '"Other-*"'),
        ("compatibility.toml", '"Own-*"', '"Own-3.0"'),
        ("compatibility.toml", "WITH Own-exception", "WITH Their-exception"),
        ("compatibility.toml", "[[facts]]", "[[truths]]"),
        ("compatibility.toml", "[[facts]]", FACTS + "[[facts]]"),
        ("aliases.toml", "urls = [", "addresses = ["),
        ("aliases.toml", "not_a_license = [", "nothing = ["),
        ("aliases.toml", 'text = "Either Own", ', ""),
        ("aliases.toml", 'expression = "Own-1.0 OR Own-2.0"', 'meaning = "x"'),
        ("aliases.toml", 'candidates = ["Own-1.0", "Own-2.0"]', 'candidates = "Own-1.0"'),
        ("aliases.toml", 'kind = "reference"', 'sort = "reference"'),
        ("aliases.toml", 'text = "see the file"', "text = 5"),
    ],
)
def test_a_key_that_is_missing_or_wrong_elsewhere_is_named_too(
    folder: Path, name: str, old: str, new: str
) -> None:
    _change(folder, name, old, new)
    error = _refusal(lambda: compile_data(folder))
    assert error.path == str(folder / name)
    assert error.where
    assert error.message


def test_a_name_with_a_star_stands_for_the_licenses_in_use_that_begin_so(folder: Path) -> None:
    facts = json.loads(compile_data(folder)["compatibility.json"])
    assert facts["first"]["outbound"] == ["Own-1.0", "Own-2.0"]
    assert facts["first"]["inbound"] == ["Own-1.0", "Own-1.0 WITH Own-exception"]
    (folder / "compatibility.toml").unlink()
    assert json.loads(compile_data(folder)["compatibility.json"]) == {}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_utf_8_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b'id = "\xff"')
    error = _refusal(lambda: compile_data(folder))
    assert (error.path, error.where) == (str(folder / name), "file")
    assert "utf-8" in error.message


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_toml_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("[", encoding="utf-8")
    error = _refusal(lambda: compile_data(folder))
    assert (error.path, error.where) == (str(folder / name), "file")


def test_a_data_error_prints_file_key_and_expectation(folder: Path) -> None:
    _change(folder, TWO, "permissive", "nice")
    error = _refusal(lambda: compile_data(folder))
    assert str(error) == f"{folder / TWO}: category: {error.message}"
    assert isinstance(error, ValueError)
    assert isinstance(error, OpenlicError)


# --- Helpers --------------------------------------------------------------------------


def _change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _refusal(action: Callable[[], object]) -> DataError:
    with pytest.raises(DataError) as caught:
        action()
    return caught.value
