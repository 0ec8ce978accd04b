# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Two licenses side by side."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlic import UnknownLicenseError, diff, license, licenses
from openlic.comparing import Difference
from openlic.terms import STATEMENT_KINDS, Verdict

IDS = [record.id for record in licenses()]
pairs = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS))


def _rows(found: Difference) -> dict[str, tuple[str, str, bool | None]]:
    return {row.what: (row.left, row.right, row.same) for row in found.rows}


@given(pairs)
def test_the_other_way_round_the_sides_are_swapped(pair: tuple[str, str]) -> None:
    one, other = _rows(diff(*pair)), _rows(diff(pair[1], pair[0]))
    assert one == {what: (right, left, same) for what, (left, right, same) in other.items()}


@given(pairs)
def test_every_statement_trait_and_unclear_term_has_a_row(pair: tuple[str, str]) -> None:
    rows = set(_rows(diff(*pair)))
    for record in map(license, pair):
        assert {f"{each.kind} {each.term}" for each in record.statements} <= rows
        assert {trait.name.replace("_", " ") for trait in record.traits} <= rows
        assert set(record.unclear) <= {what.split()[-1] for what in rows}


@given(pairs)
def test_a_row_shows_what_each_license_says(pair: tuple[str, str]) -> None:
    left, right = map(license, pair)
    for row in diff(*pair).rows:
        kind, _, term = row.what.partition(" ")
        if kind not in STATEMENT_KINDS:
            continue
        says = [left.says(kind, term), right.says(kind, term)]
        assert row.left.startswith(str(says[0]))
        assert row.right.startswith(str(says[1]))
        assert (row.same is None) == (Verdict.UNKNOWN in says)
        assert row.same is not True or says[0] == says[1]


@pytest.mark.parametrize("id", IDS)
def test_a_license_is_known_to_differ_from_itself_in_nothing(id: str) -> None:
    assert [row.what for row in diff(id, id).rows if row.same is False] == []


def test_what_is_the_same_but_for_clause_numbers_is_the_same() -> None:
    rows = _rows(diff("MIT", "BSD-2-Clause"))
    assert rows["require include-copyright"] == (
        "yes, when distribute [condition]",
        "yes, when distribute [1, 2]",
        True,
    )
    assert rows["require include-disclaimer"] == ("no", "yes, when distribute [1, 2]", False)


def test_the_order_of_what_licenses_are_written_for_makes_none() -> None:
    left, right = license("CC-BY-4.0").content, license("CC-BY-SA-4.0").content
    assert left != right
    assert set(left) == set(right)
    assert _rows(diff("CC-BY-4.0", "CC-BY-SA-4.0"))["content"] == (
        "data, document",
        "data, document",
        True,
    )


def test_facets_make_a_difference() -> None:
    rows = _rows(diff("MPL-2.0", "GPL-2.0-only"))
    left, right, same = rows["require same-license"]
    assert left.startswith("yes, on file")
    assert right.startswith("yes, on work")
    assert same is False


def test_traits_are_compared() -> None:
    assert _rows(diff("MIT", "Apache-2.0"))["retaliation"] == ("-", "patent-license", False)


def test_what_is_not_known_of_one_may_differ() -> None:
    found = diff("MIT", "LicenseRef-h-research")
    rows = _rows(found)
    assert rows["permit modify"] == ("yes [grant]", "unknown", None)
    assert rows["sublicensing"] == ("granted", "unknown", None)
    assert "permit modify" in {row.what for row in found.changed}


def test_a_term_that_is_unclear_in_one_is_shown_though_neither_states_it() -> None:
    assert license("FDK-AAC").unclear == ("same-license",)
    assert _rows(diff("FDK-AAC", "MIT"))["require same-license"] == ("unknown", "no", None)


def test_licenses_that_say_the_same_are_said_to() -> None:
    assert str(diff("MIT", "MIT")) == "MIT and MIT say the same"


def test_the_text_leaves_out_what_is_the_same_unless_asked() -> None:
    found = diff("MIT", "MIT-0")
    assert "permit modify" not in str(found)
    assert "require include-license" in str(found)
    everything = found.to_text(everything=True).splitlines()
    assert any(line.startswith("* require include-license") for line in everything)
    assert any(line.startswith("  permit modify") for line in everything)
    unknown = diff("MIT", "LicenseRef-h-research").to_text(everything=True)
    assert "? permit modify" in unknown


def test_the_html_is_escaped_and_names_both() -> None:
    html = diff("MIT", "Apache-2.0")._repr_html_()
    assert "<script" not in html
    assert "MIT and Apache-2.0" in html
    assert "patent-license" in html


def test_a_difference_compares_pickles_and_becomes_json() -> None:
    found = diff("MIT", "Apache-2.0")
    assert found == diff("MIT", "Apache-2.0") != diff("MIT", "MIT-0")
    assert pickle.loads(pickle.dumps(found)) == found
    plain = json.loads(json.dumps(found.to_dict()))
    assert (plain["left"], plain["right"]) == ("MIT", "Apache-2.0")
    assert [row["what"] for row in plain["rows"]] == [row.what for row in found.rows]
    assert repr(found) == f"Difference('MIT', 'Apache-2.0', changed={len(found.changed)})"


@pytest.mark.parametrize("pair", [("MIT", "nope"), ("nope", "MIT"), ("MIT", "LLVM-exception")])
def test_an_unknown_license_is_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(UnknownLicenseError):
        diff(*pair)
