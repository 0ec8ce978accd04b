# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Compare what the catalog says with databases that look at the same licenses otherwise.

Each comparison is a subject, such as "network clause", with the answer of the database
and the answer that follows from the statements of the catalog.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import yaml
from attrs import frozen

from openlic.catalog import default_catalog
from openlic.records import License, license
from openlic.terms import Verdict

FOLDER = Path(__file__).parent / "cross_checks"


@frozen
class Compared:
    """How a database and the catalog answer one question on one license."""

    database: str
    subject: str
    license: str
    theirs: str
    ours: str

    @property
    def agree(self) -> bool:
        return self.theirs == self.ours


def _says(record: License, kind: str, *terms: str) -> str:
    """Say whether a license states one of some terms, in three values."""
    return str(max(record.says(kind, term) for term in terms))


def _scope(record: License) -> str:
    """Return how far copyleft reaches: ``none``, ``limited`` or ``work``."""
    scopes = {each.on for each in record.requires if each.term == "same-license"}
    if "same-license" in record.unclear or record.review == "category":
        return "unknown"
    if not scopes:
        return "none"
    return "limited" if scopes & {"file", "module", "library", "font"} else "work"


def _network(record: License) -> str:
    if record.review == "category":
        return str(Verdict.UNKNOWN)
    duties = ("provide-source", "same-license", "include-license", "pass-through")
    found = any(each.when == "serve" and each.term in duties for each in record.requires)
    return str(Verdict.YES if found else Verdict.NO)


def _patents(record: License) -> str:
    claims = record.trait("retaliation_claim")
    if claims is not None:
        return str(Verdict.YES)
    granted, refused = record.says("permit", "patent-use"), record.says("disclaim", "patent")
    return str(max(granted, refused))


_Answer = Callable[[License], str]

#: Properties of the Double Open policy configuration and what they are called here.
_PROPERTIES: dict[str, _Answer] = {
    "network-clause": _network,
    "advertising-clause": lambda record: _says(record, "require", "advertising-ack"),
    "non-commercial": lambda record: _says(record, "prohibit", "commercial-use"),
    "patent-clause": _patents,
    "antitivo-clause": lambda record: _says(record, "require", "installation-info"),
    "distribute-source-code": lambda record: _says(record, "require", "provide-source"),
}


def _known(id: str) -> License | None:
    """Return the license of an SPDX id that is in use."""
    facts = default_catalog().facts.get(id)
    return license(id) if facts is not None and not facts.get("deprecated") else None


def double_open(sources: Path) -> Iterator[Compared]:
    """Compare the properties of the Double Open policy configuration (CC0-1.0)."""
    path = sources / "doubleopen" / "license-classifications.yml"
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    for entry in table["categorizations"]:
        record = _known(entry["id"])
        if record is None or "property:unchecked" in entry["categories"]:
            continue
        for name, answer in _PROPERTIES.items():
            theirs = "yes" if f"property:{name}" in entry["categories"] else "no"
            yield Compared("Double Open", name, record.id, theirs, answer(record))


_CCREL = {
    ("permits", "Reproduction"): ("permit", "reproduce"),
    ("permits", "Distribution"): ("permit", "distribute"),
    ("permits", "DerivativeWorks"): ("permit", "modify"),
    ("requires", "Notice"): ("require", "include-license"),
    ("requires", "Attribution"): ("require", "attribution"),
    ("requires", "ShareAlike"): ("require", "same-license"),
    ("prohibits", "CommercialUse"): ("prohibit", "commercial-use"),
}


def ccrel(_sources: Path | None) -> Iterator[Compared]:
    """Compare the rights that Creative Commons published for its licenses (MIT)."""
    table = json.loads((FOLDER / "ccrel.json").read_text(encoding="utf-8"))
    for id, said in table.items():
        record = license(id)
        for (group, word), (kind, term) in _CCREL.items():
            theirs = "yes" if word in said[group] else "no"
            yield Compared("ccREL", word, id, theirs, _says(record, kind, term))


def _columns(sources: Path) -> Iterator[tuple[License, Mapping[str, str]]]:
    with (sources.parent / "license_crosstab.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            record = _known(row["spdx"])
            if record is not None:
                yield record, row


def blue_oak(sources: Path) -> Iterator[Compared]:
    """Compare the families of the Blue Oak Council's copyleft list (CC0-1.0)."""
    families = {"weak": "limited", "strong": "work", "network": "network", "maximal": "network"}
    for record, row in _columns(sources):
        if row["blueoak_copyleft"]:
            theirs = families[row["blueoak_copyleft"]]
            ours = "network" if _network(record) == "yes" else _scope(record)
            yield Compared("Blue Oak copyleft", "family", record.id, theirs, ours)


def scancode(sources: Path) -> Iterator[Compared]:
    """Compare the categories of ScanCode LicenseDB (CC-BY-4.0)."""
    scopes = {
        "Permissive": "none",
        "Public Domain": "none",
        "Copyleft Limited": "limited",
        "Copyleft": "work",
    }
    for record, row in _columns(sources):
        if row["scancode"] in scopes:
            yield Compared(
                "ScanCode", "copyleft", record.id, scopes[row["scancode"]], _scope(record)
            )


DATABASES: dict[str, Callable[[Path], Iterator[Compared]]] = {
    "Double Open": double_open,
    "ccREL": ccrel,
    "Blue Oak copyleft": blue_oak,
    "ScanCode": scancode,
}
