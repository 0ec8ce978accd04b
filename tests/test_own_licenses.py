# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""One's own license files work wherever an id does, and wrong ones are refused."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner

import openlic
from openlic import Catalog, Verdict
from openlic.catalog import default_catalog
from openlic.cli import main
from openlic.errors import DataError, UnknownLicenseError
from openlic.model import Component, Model
from openlic.records import exception

OWN = """
id = "LicenseRef-ours"
name = "Our Terms"
family = "Ours"
version = "1.0"
category = "non-commercial"
content = ["code", "data"]
review = "text"
statements = [
  { permit = "use", clause = "1" },
  { prohibit = "commercial-use", clause = "2" },
]

[aliases]
spellings = ["The terms of ours"]
hugging_face = ["ours-tag"]
urls = ["ours.example/terms"]

[[sources]]
of = "category, statements"
basis = "text"
reference = "text of the license"
"""

LIKE = """
id = "LicenseRef-ours-mit"
name = "Our MIT"
category = "permissive"
content = ["code"]
review = "family"
like = "MIT"
without = [{ require = "include-copyright" }]
statements = [{ require = "rename", on = "derivative", clause = "2" }]

[[sources]]
of = "category"
basis = "text"
reference = "text of the license"
"""

EXCEPTION = """
id = "Ours-exception"
name = "Our Exception"
kind = "linking"
restricts = false
review = "text"
modifies = ["GPL-2.0-only"]
lifts = [{ require = "same-license", on = "work", for = ["link-static"], clause = "1" }]

[[sources]]
of = "statements"
basis = "text"
reference = "text of the exception"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "LicenseRef-ours.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "LicenseRef-ours-mit.toml").write_text(LIKE, encoding="utf-8")
    (tmp_path / "Ours-exception.toml").write_text(EXCEPTION, encoding="utf-8")
    return tmp_path


@pytest.fixture
def own(folder: Path) -> Catalog:
    return Catalog.load(folder)


def test_an_own_license_is_found_by_id_and_by_what_people_write(own: Catalog) -> None:
    assert openlic.license("LicenseRef-ours", own).says("prohibit", "commercial-use") == "yes"
    for text in ("LicenseRef-ours", "the terms of OURS", "ours-tag", "https://ours.example/terms"):
        assert str(openlic.normalize(text, own).expression) == "LicenseRef-ours"


def test_the_built_in_catalog_knows_nothing_of_it(own: Catalog) -> None:
    assert "LicenseRef-ours" in own.facts
    assert "LicenseRef-ours" not in default_catalog().facts
    assert openlic.normalize("The terms of ours").expression is None
    with pytest.raises(UnknownLicenseError):
        openlic.license("LicenseRef-ours")


def test_what_the_built_in_catalog_knows_stays(own: Catalog) -> None:
    assert openlic.license("MPL-2.0", own) == openlic.license("MPL-2.0")
    assert own.later_versions("GPL-2.0-only") == ("GPL-2.0-only", "GPL-3.0-only")
    assert own.spdx_version == default_catalog().spdx_version
    assert len(openlic.licenses(own)) == len(openlic.licenses()) + 2


def test_a_check_decides_by_the_own_record(own: Catalog) -> None:
    assert openlic.check("MIT AND LicenseRef-ours").verdict == "unknown"
    result = openlic.check("MIT AND LicenseRef-ours", catalog=own)
    assert result.verdict == "no"
    assert result.derivation.conclusion.verdict == "no"
    assert result.terms is not None
    assert [each.term for each in result.terms.prohibits] == ["commercial-use"]


def test_an_assessment_decides_by_the_own_record(own: Catalog) -> None:
    model = Model("X", (Component("Model card", "The terms of ours"),))
    result = openlic.assess(model, catalog=own)
    card = result.components["Model card"]
    assert (card.license, card.status) == ("LicenseRef-ours", "invalid")
    assert result.derivation("Model card").conclusion.verdict == "no"
    assert not [each for each in result.findings if each.code == "unknown-reference"]


def test_the_graph_has_the_terms_of_the_own_record(own: Catalog) -> None:
    network = openlic.graph("LicenseRef-ours", catalog=own)
    edge = network.edges["license:LicenseRef-ours", "term:commercial-use", 0]
    assert (edge["relation"], edge["clause"]) == ("prohibits", "2")


def test_a_record_may_be_like_one_that_ships(own: Catalog) -> None:
    record = openlic.license("LicenseRef-ours-mit", own)
    assert record.says("permit", "modify") == "yes"
    assert record.says("require", "include-license") == "yes"
    assert record.says("require", "include-copyright") == "no"
    assert record.says("require", "rename") == "yes"


def test_an_own_exception_may_be_used_in_an_expression(own: Catalog) -> None:
    expression = openlic.parse("GPL-2.0-only WITH ours-exception", own)
    assert str(expression) == "GPL-2.0-only WITH Ours-exception"
    assert exception("Ours-exception", own).lifts[0].uses == ("link-static",)
    assert openlic.check(expression, catalog=own).verdict == "yes"


def test_an_own_record_replaces_one_that_ships(tmp_path: Path) -> None:
    text = OWN.replace('id = "LicenseRef-ours"', 'id = "MIT"').replace('family = "Ours"\n', "")
    (tmp_path / "MIT.toml").write_text(text.replace('version = "1.0"\n', ""), encoding="utf-8")
    own = Catalog.load(tmp_path)
    assert openlic.license("MIT", own).category == "non-commercial"
    assert openlic.check("MIT", catalog=own).verdict == "no"
    assert openlic.license("MIT").category == "permissive"


def test_versions_of_an_own_family_are_a_series(folder: Path) -> None:
    later = OWN.replace("LicenseRef-ours", "LicenseRef-ours-2").replace('"1.0"', '"2.0"')
    later = later[: later.index("[aliases]")] + later[later.index("[[sources]]") :]
    (folder / "LicenseRef-ours-2.toml").write_text(later, encoding="utf-8")
    own = Catalog.load(folder)
    assert own.later_versions("LicenseRef-ours") == ("LicenseRef-ours", "LicenseRef-ours-2")


def test_folders_of_licenses_and_exceptions_and_spellings_are_read(tmp_path: Path) -> None:
    (tmp_path / "licenses").mkdir()
    (tmp_path / "exceptions").mkdir()
    (tmp_path / "licenses" / "LicenseRef-ours.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "exceptions" / "Ours-exception.toml").write_text(EXCEPTION, encoding="utf-8")
    alias = 'aliases = [{ text = "house rules", expression = "LicenseRef-ours", source = "own" }]'
    (tmp_path / "aliases.toml").write_text(alias, encoding="utf-8")
    own = Catalog.load(tmp_path)
    assert str(openlic.normalize("House Rules", own).expression) == "LicenseRef-ours"
    assert "Ours-exception" in own.exceptions


def test_catalogs_build_on_each_other(folder: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    text = OWN.replace("LicenseRef-ours", "LicenseRef-theirs")
    text = text[: text.index("[aliases]")] + text[text.index("[[sources]]") :]
    (more / "LicenseRef-theirs.toml").write_text(text, encoding="utf-8")
    both = Catalog.load(more, Catalog.load(folder))
    assert {"LicenseRef-ours", "LicenseRef-theirs", "MIT"} <= both.facts.keys()


def test_results_with_an_own_catalog_pickle(own: Catalog) -> None:
    result = openlic.check("LicenseRef-ours", catalog=own)
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert again.derivation.conclusion.verdict == Verdict.NO


@pytest.mark.parametrize(
    ("change", "where", "expected"),
    [
        (('permit = "use"', 'permit = "fly"'), "statements[0].permit", "'fly' is not one of use"),
        (('permit = "use"', 'allow = "use"'), "statements[0]", "exactly one of permit, require"),
        (('"2" }', '"2", on = "moon" }'), "statements[1].on", "'moon' is not one of work"),
        (('clause = "2" }', 'note = "x" }'), "statements[1].clause", "this key is missing"),
        (('"non-commercial"', '"sharealike"'), "copyleft_scope", "a scope is needed"),
        (('"non-commercial"', '"permissive"'), "category", "prohibits 'commercial-use'"),
        (('review = "text"', 'review = "text"\nlike = "Nobody"'), "like", "there is no 'Nobody'"),
        (('id = "LicenseRef-ours"', 'id = "LicenseRef-our"'), "id", "does not match the name"),
    ],
)
def test_a_wrong_own_file_is_refused_with_place_and_expectation(
    folder: Path, change: tuple[str, str], where: str, expected: str
) -> None:
    path = folder / "LicenseRef-ours.toml"
    assert change[0] in OWN
    path.write_text(OWN.replace(*change), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Catalog.load(folder)
    assert (caught.value.path, caught.value.where) == (str(path), where)
    assert expected in caught.value.message


def test_one_id_in_two_files_is_refused(folder: Path) -> None:
    (folder / "licenses").mkdir()
    (folder / "licenses" / "LicenseRef-ours.toml").write_text(OWN, encoding="utf-8")
    with pytest.raises(DataError, match="stands in"):
        Catalog.load(folder)


@pytest.mark.parametrize(
    ("name", "message"),
    [("empty", "no license or exception file"), ("missing", "no such"), ("file", "no such folder")],
)
def test_a_folder_without_records_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        Catalog.load(tmp_path / name)


COMMANDS = [
    ("check", "LicenseRef-ours"),
    ("license", "LicenseRef-ours"),
    ("normalize", "The terms of ours"),
    ("diff", "MIT", "LicenseRef-ours"),
    ("licenses", "--prohibits", "commercial-use"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_commands_take_a_folder(folder: Path, command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*command, "--catalog", str(folder)])
    assert result.exit_code == 0
    assert "LicenseRef-ours" in result.output


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_commands_refuse_a_wrong_folder(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*command, "--catalog", str(tmp_path)])
    assert result.exit_code == 2
    assert "no license or exception file" in result.output
