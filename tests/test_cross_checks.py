# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the catalog says agrees with other databases, but for listed disagreements.

Each database is another reading of the same texts. Where it and the catalog differ, the
text decided; ``cross_checks/*.toml`` names the clause. A listed disagreement that is no
longer one fails too, so the lists stay as short as they can be.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

import openlic
from agreement import DATABASES, FOLDER
from openlic.catalog import default_catalog
from openlic.records import License


def _listed(name: str) -> list[Mapping[str, Any]]:
    """Return the listed disagreements with a database."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    entries: list[Mapping[str, Any]] = table["disagreements"]
    return entries


def _subjects(listed: list[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return the licenses and subjects of listed disagreements."""
    return {(entry["license"], about) for entry in listed for about in entry["about"]}


def _says(record: License, kind: str, *terms: str) -> bool:
    return any(record.says(kind, term) == "yes" for term in terms)


# --- choosealicense.com ---------------------------------------------------------------

_NOTICES = ("include-license", "include-copyright", "retain-notices")


def _choosealicense_tags(record: License) -> Iterator[str]:
    """Yield the tags of choosealicense.com that follow from the statements of a license."""
    permissions = {
        "commercial-use": "commercial-use",
        "modify": "modifications",
        "distribute": "distribution",
        "use": "private-use",
        "patent-use": "patent-use",
    }
    limitations = {
        "liability": "liability",
        "warranty": "warranty",
        "trademark": "trademark-use",
        "patent": "patent-use",
    }
    yield from (
        f"permissions: {t}" for term, t in permissions.items() if _says(record, "permit", term)
    )
    yield from (
        f"limitations: {t}" for term, t in limitations.items() if _says(record, "disclaim", term)
    )
    yield from (f"conditions: {tag}" for tag in _choosealicense_conditions(record))


def _choosealicense_conditions(record: License) -> Iterator[str]:
    notices = [each for each in record.requires if each.term in _NOTICES]
    if notices:
        of_source = all(each.form == "source" for each in notices)
        yield "include-copyright--source" if of_source else "include-copyright"
    if _says(record, "require", "state-changes"):
        yield "document-changes"
    sources = [each for each in record.requires if each.term == "provide-source"]
    if sources:
        yield "disclose-source"
    if any(each.when == "serve" for each in sources):
        yield "network-use-disclose"
    scopes = {each.on for each in record.requires if each.term == "same-license"}
    if "file" in scopes:
        yield "same-license--file"
    elif "library" in scopes:
        yield "same-license--library"
    elif scopes:
        yield "same-license"


def _choosealicense() -> dict[str, set[str]]:
    """Return the tags of every license of choosealicense.com by SPDX id."""
    found = {}
    for path in (files("pychoosealicense") / "_licenses").iterdir():
        if path.name.endswith(".txt"):
            head = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
            groups = ("permissions", "conditions", "limitations")
            tags = {f"{group}: {tag}" for group in groups for tag in head[group]}
            found[_spdx_id(head["spdx-id"])] = tags
    return found


def _spdx_id(id: str) -> str:
    """Return an id of today for one that SPDX has withdrawn."""
    record = openlic.license(id)
    return record.successor or record.id


def test_permissions_conditions_and_limitations_agree_with_choosealicense() -> None:
    listed = _listed("choosealicense")
    assert len(listed) <= 12
    theirs = _choosealicense()
    assert len(theirs) == 47
    differ = {
        (id, tag)
        for id, tags in theirs.items()
        for tag in tags ^ set(_choosealicense_tags(openlic.license(id)))
    }
    assert differ == _subjects(listed)


# --- OSADL ----------------------------------------------------------------------------


def _osadl_facts(record: License) -> dict[str, str]:
    """Return the facts of an OSADL checklist that follow from the statements of a license."""
    scopes = {each.on for each in record.requires if each.term == "same-license"}
    copyleft = "Yes" if "work" in scopes else "Yes (restricted)" if scopes else "No"
    if "same-license" in record.unclear:
        copyleft = "Questionable"
    patents = _says(record, "permit", "patent-use") or _says(record, "disclaim", "patent")
    patents |= record.trait("retaliation_claim") in ("patent", "any-patent")
    patents |= record.trait("conflicting_duties") == "no-distribution"
    return {
        "copyleft": copyleft,
        "source_disclosure": "Yes" if _says(record, "require", "provide-source") else "No",
        "patent_hints": "Yes" if patents else "No",
    }


def _osadl(shared: Path) -> dict[str, dict[str, str]]:
    path = shared / "license-sources" / "osadl" / "license_obligations.json"
    licenses = json.loads(path.read_text(encoding="utf-8"))["licenses"]
    facts = ("copyleft", "source_disclosure", "patent_hints")
    return {
        id: {name: entry.get(name) or "No" for name in facts}
        for id, entry in licenses.items()
        if id in default_catalog().facts
    }


def test_copyleft_source_and_patents_agree_with_osadl(shared: Path) -> None:
    theirs = _osadl(shared)
    differ = {
        (id, name)
        for id, facts in theirs.items()
        for name, value in _osadl_facts(openlic.license(id)).items()
        if value != facts[name]
    }
    assert differ == _subjects(_listed("osadl"))
    assert len(differ) / (3 * len(theirs)) <= 0.03


# --- Databases that look at the same licenses otherwise -------------------------------


def _agreement() -> Any:
    return tomllib.loads((FOLDER / "agreement.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("database", DATABASES)
def test_differences_from_other_databases_are_those_with_a_reason(
    shared: Path, database: str
) -> None:
    compared = list(DATABASES[database](shared / "license-sources"))
    assert compared
    differ = {(c.subject, c.theirs, c.ours, c.license) for c in compared if not c.agree}
    listed = [
        (group["subject"], group["theirs"], group["ours"], id)
        for group in _agreement()["groups"]
        if group["database"] == database
        for id in group["licenses"]
    ]
    assert len(listed) == len(set(listed))
    assert differ == set(listed)


@pytest.mark.parametrize("database", DATABASES)
def test_the_figures_of_agreement_are_what_is_counted(shared: Path, database: str) -> None:
    counted: dict[str, list[int]] = {}
    for each in DATABASES[database](shared / "license-sources"):
        figures = counted.setdefault(each.subject, [0, 0])
        figures[0] += 1
        figures[1] += each.agree
    assert counted == {
        entry["subject"]: [entry["compared"], entry["agree"]]
        for entry in _agreement()["counts"]
        if entry["database"] == database
    }


def test_every_group_of_differences_has_a_reason() -> None:
    assert [group for group in _agreement()["groups"] if len(group["because"].split()) < 4] == []


@pytest.mark.parametrize("name", ["choosealicense", "osadl"])
def test_every_listed_disagreement_names_what_decides_it(name: str) -> None:
    for entry in _listed(name):
        assert entry["clause"]
        assert entry["because"]


# --- Compatibility ----------------------------------------------------------------------


def _answers(matrix: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield inbound and outbound license, OSADL's answer and openlic's, if OSADL has one."""
    for outbound, row in matrix.items():
        for inbound, theirs in row.items():
            if theirs in ("Yes", "No"):
                ours = openlic.compatible(inbound, outbound).verdict
                yield inbound, outbound, theirs.lower(), str(ours)


def test_compatibility_agrees_with_the_matrix_of_osadl(shared: Path) -> None:
    table = json.loads((shared / "compat" / "osadl-half.json").read_text(encoding="utf-8"))
    answers = list(_answers(table["matrix"]))
    listed = tomllib.loads((FOLDER / "osadl_matrix.toml").read_text(encoding="utf-8"))
    differing = {
        (inbound, outbound, theirs) for inbound, outbound, theirs, ours in answers if theirs != ours
    }
    assert differing == {
        (entry["inbound"], outbound, entry["theirs"])
        for entry in listed["differences"]
        for outbound in entry["outbound"]
    }
    assert listed["compared"] == len(answers)
    assert listed["agree"] == len(answers) - len(differing)
    assert listed["agree"] / listed["compared"] >= 0.99


def test_listed_differences_from_the_matrix_are_differences_and_have_a_reason() -> None:
    listed = tomllib.loads((FOLDER / "osadl_matrix.toml").read_text(encoding="utf-8"))
    for entry in listed["differences"]:
        assert entry["because"]
        for outbound in entry["outbound"]:
            answer = openlic.compatible(entry["inbound"], outbound)
            assert str(answer.verdict) == {"yes": "no", "no": "yes"}[entry["theirs"]]


def _fsf() -> Iterator[tuple[str, str, str]]:
    listed = tomllib.loads((FOLDER / "fsf.toml").read_text(encoding="utf-8"))
    answers = {
        "both": ("yes", "yes"),
        "version_3": ("no", "yes"),
        "version_2": ("yes", "no"),
        "neither": ("no", "no"),
    }
    for group, said in answers.items():
        for inbound in listed[group]:
            yield from zip((inbound,) * 2, ("GPL-2.0-only", "GPL-3.0-only"), said, strict=True)


@pytest.mark.parametrize(("inbound", "outbound", "said"), list(_fsf()))
def test_compatibility_agrees_with_the_list_of_the_fsf(
    inbound: str, outbound: str, said: str
) -> None:
    if inbound.startswith("AGPL-3.0") and outbound == "GPL-3.0-only":
        # The two may be combined; the whole is then under the AGPL.
        assert openlic.compatible(inbound, outbound).verdict == "no"
        assert openlic.compatible(inbound, outbound, use="link-static").verdict == "yes"
        return
    assert openlic.compatible(inbound, outbound).verdict == said
