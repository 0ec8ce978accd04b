# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""``normalize`` reads what people write, says how sure it is, and never guesses."""

from __future__ import annotations

import csv
import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import openlic
from openlic import normalize, parse
from openlic.catalog import default_catalog
from openlic.normalization import BASES_OF_READING, Normalized
from openlic.spelling import key, url_key

READ = {"exact", "alias", "family"}
UNREAD = {"ambiguous", "not-a-license"}


def _recorded() -> list[tuple[str, str, str]]:
    table = Path(__file__).with_name("spellings.csv").read_text(encoding="utf-8")
    return [
        (row["text"], row["expression"], row["basis"]) for row in csv.DictReader(table.split("\n"))
    ]


RECORDED = _recorded()


def _expression(read: Normalized) -> str:
    return "" if read.expression is None else str(read.expression)


# --- Recorded readings ----------------------------------------------------------------


@pytest.mark.parametrize(("text", "expression", "basis"), RECORDED)
def test_a_recorded_spelling_is_read_as_recorded(text: str, expression: str, basis: str) -> None:
    read = normalize(text)
    assert (_expression(read), read.basis) == (expression, basis)
    assert read.text == text


def test_the_recorded_spellings_show_every_basis() -> None:
    assert {basis for _, _, basis in RECORDED} == set(BASES_OF_READING)
    assert len(RECORDED) >= 200


def test_normalize_is_what_the_package_offers() -> None:
    assert openlic.normalize is normalize


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("BSD", ("BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause")),
        ("MPL", ("MPL-1.0", "MPL-1.1", "MPL-2.0")),
        ("GPLv3", ("GPL-3.0-only", "GPL-3.0-or-later")),
        ("GPL-2.0", ("GPL-2.0-only", "GPL-2.0-or-later")),
        ("MIT; BSD-3", ("MIT AND BSD-3-Clause", "MIT OR BSD-3-Clause")),
        ("MIT and/or ISC", ("MIT AND ISC", "MIT OR ISC")),
        ("MIT with restrictions", ("MIT",)),
        ("GPLv2+ with exceptions", ("GPL-2.0-or-later",)),
        ("DeepSeek License", ("LicenseRef-scancode-deepseek-la-1.0", "MIT")),
        ("木兰宽松许可证", ("MulanPSL-1.0", "MulanPSL-2.0")),
        ("https://www.gnu.org/licenses/agpl-3.0.html", ("AGPL-3.0-only", "AGPL-3.0-or-later")),
        ("Apache 2.0", ()),
        ("MIT", ()),
        ("Undisclosed", ()),
    ],
)
def test_candidates_are_what_else_a_string_may_mean(text: str, candidates: tuple[str, ...]) -> None:
    assert normalize(text).candidates == candidates


@pytest.mark.parametrize("text", ["BSD or GPL or BSD", "MIT & MIT & some terms", "GPL; GPL"])
def test_candidates_are_named_once(text: str) -> None:
    read = normalize(text)
    assert read.basis == "ambiguous"
    assert read.candidates
    assert len(set(read.candidates)) == len(read.candidates)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Undisclosed", "undisclosed"),
        ("unknown", "undisclosed"),
        ("Component not included", "not-included"),
        ("Component not include.", "not-included"),
        ("unlicensed", "none"),
        ("no license", "none"),
        ("LICENSE.txt", "reference"),
        ("see LICENSE", "reference"),
        ("Pending evaluation", "placeholder"),
        ("", "placeholder"),
        ("  \n ", "placeholder"),
        ("Common Crawl", "dataset"),
        ("ImageNet", "dataset"),
        ("https://arxiv.org/abs/2402.19173", "address"),
        ("www.example.org/paper", "address"),
        ("Freeware", "other"),
        ("¿Qué?", "other"),
    ],
)
def test_what_is_no_license_is_told_apart(text: str, kind: str) -> None:
    read = normalize(text)
    assert (read.basis, read.kind) == ("not-a-license", kind)
    assert kind in str(read)


@pytest.mark.parametrize("text", ["MIT", "Apache 2.0", "GPLv3", "BSD"])
def test_what_may_be_a_license_has_no_kind(text: str) -> None:
    assert normalize(text).kind == ""


@pytest.mark.parametrize("text", ["Zeppelin license", "Acme public terms", "GPL v4", "MIT variant"])
def test_what_sounds_like_a_license_is_ambiguous(text: str) -> None:
    assert normalize(text).basis == "ambiguous"


@pytest.mark.parametrize("text", ["banana", "42", "see above", "2402.19173", "@@@"])
def test_what_sounds_like_nothing_is_no_license(text: str) -> None:
    assert normalize(text).basis == "not-a-license"


@pytest.mark.parametrize(
    ("joined", "basis"),
    [
        ("MIT License or ISC", "alias"),
        ("GPLv3 or ISC", "family"),
        ("MIT License and GPLv2", "family"),
        ("BSD or ISC", "ambiguous"),
        ("ISC and Undisclosed", "ambiguous"),
        ("Undisclosed and unknown", "not-a-license"),
        ("Apache 2.0 with LLVM exception", "alias"),
        ("GPL-3 with GCC exception 3.1", "family"),
    ],
)
def test_a_joined_string_is_as_doubtful_as_its_most_doubtful_part(joined: str, basis: str) -> None:
    assert normalize(joined).basis == basis


@pytest.mark.parametrize("separator", [", ", ",", "; ", " ; ", " and/or "])
@pytest.mark.parametrize(
    ("first", "second"),
    [("MIT", "Apache-2.0"), ("Apache-2.0", "MIT"), ("Unlicense", "MIT"), ("Zlib", "ISC")],
)
def test_a_list_does_not_say_whether_one_may_be_chosen(
    first: str, second: str, separator: str
) -> None:
    read = normalize(f"{first}{separator}{second}")
    assert read.basis == "ambiguous"
    assert read.expression is None
    assert read.candidates == (f"{first} AND {second}", f"{first} OR {second}")


# --- Tags of the Hugging Face hub -----------------------------------------------------

FAMILY_TAGS = ("openrail", "bsd", "cc", "gfdl", "gpl", "lgpl")
CASES: list[Callable[[str], str]] = [str.lower, str.upper, str.title, str.swapcase]


@pytest.fixture(scope="module")
def hub_tags(shared: Path) -> dict[str, dict[str, str]]:
    tags: dict[str, dict[str, str]] = json.loads(
        (shared / "hf_license_map.json").read_text(encoding="utf-8")
    )
    return tags


@pytest.mark.parametrize("case", CASES)
def test_a_hub_tag_with_an_exact_id_gives_it_in_any_case(
    hub_tags: dict[str, dict[str, str]], case: Callable[[str], str]
) -> None:
    exact = {tag: row["spdx"] for tag, row in hub_tags.items() if row["note"] == "exact"}
    assert len(exact) > 40
    assert {tag: _expression(normalize(case(tag))) for tag in exact} == exact


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("tag", FAMILY_TAGS)
def test_a_hub_tag_of_a_family_is_ambiguous_in_any_case(
    tag: str, case: Callable[[str], str]
) -> None:
    read = normalize(case(tag))
    assert (read.expression, read.basis) == (None, "ambiguous")
    assert len(read.candidates) > 1


def test_the_hub_has_these_families(hub_tags: dict[str, dict[str, str]]) -> None:
    noted = {tag for tag, row in hub_tags.items() if "ambiguous" in row["note"]}
    assert noted == set(FAMILY_TAGS)


@pytest.mark.parametrize("case", CASES)
def test_a_hub_tag_without_a_variant_is_of_a_family(
    hub_tags: dict[str, dict[str, str]], case: Callable[[str], str]
) -> None:
    tags = {tag: row["spdx"] for tag, row in hub_tags.items() if "-only vs" in row["note"]}
    reads = {tag: normalize(case(tag)) for tag in tags}
    assert {tag: _expression(read) for tag, read in reads.items()} == tags
    assert {read.basis for read in reads.values()} == {"family"}


def test_a_hub_tag_that_says_nothing_names_no_license() -> None:
    assert normalize("other").basis == "not-a-license"
    assert normalize("unknown").basis == "not-a-license"


# --- Hostile strings ------------------------------------------------------------------

HOSTILE = {
    "blank": " " * 1_000_000,
    "a megabyte of one letter": "a" * 1_000_000,
    "a megabyte of slashes": "/" * 1_000_000,
    "a megabyte of or": " or " * 250_000,
    "only punctuation": "?!.,;:-_/\\|()[]{}<>@#$%^&*~`'\"",
    "only quotes": "'\"`“”‘’" * 500,
    "slashes": "/" * 4000,
    "commas": "," * 4000,
    "semicolons and a letter": ";" * 3999 + "a",
    "or": " or " * 999,
    "or and or": " or and " * 400,
    "unknown or unknown": " or ".join(f"lic{number}" for number in range(150)),
    "license or license": " or ".join(f"license {number}" for number in range(300)),
    "colons": " :: " * 900,
    "with": " with ".join(["MIT"] * 500),
    "opening parentheses": "(" * 4000,
    "digits": "1" * 4000,
    "dotted digits": "1." * 2000,
    "at least": ">=" * 2000,
    "gpl": "gpl " * 1000,
    "cc": "cc by " + "no deriv " * 400,
    "later": "1 " + "or later " * 400,
    "spaces then a word": "MIT" + " " * 1900 + "x" + " " * 1900 + "or",
    "nul": "\0",
    "terminal escape": "\x1b[31mMIT\x1b[0m",
    "lone surrogate": "\ud800",
    "surrogate in words": "GPL\udfff license",
    "long combining": "a" + "\u0301" * 3999,
    "expands under NFKC": "\ufdfa" * 3999,
    "direction override": "\u202eTIM",
    "address": "https://" + "a/" * 1900,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_string_gets_no_license(name: str) -> None:
    read = normalize(HOSTILE[name])
    assert read.expression is None
    assert read.basis in UNREAD
    assert read.text == HOSTILE[name]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("MIT/" * 900 + "MIT", 901),
        (" or ".join(["MIT License"] * 250), 250),
        ("MIT | " * 600 + "ISC", 601),
        ("MIT and " * 20_000 + "MIT", 20_001),
    ],
)
def test_very_many_parts_are_read(text: str, count: int) -> None:
    expression = normalize(text).expression
    assert expression is not None
    assert len(expression.leaves) == count


@pytest.mark.parametrize("depth", [100, 1990, 100_000])
def test_very_deep_parentheses_are_read(depth: int) -> None:
    assert _expression(normalize("(" * depth + "MIT" + ")" * depth)) == "MIT"


@pytest.mark.parametrize("value", [None, 3, b"MIT", ["MIT"], Path("MIT"), parse("MIT")])
def test_what_is_not_a_text_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match="a license string is a str"):
        normalize(value)  # type: ignore[arg-type]


# --- Laws -----------------------------------------------------------------------------

_ids = sorted(default_catalog().facts)
_words = st.one_of(
    st.sampled_from(_ids),
    st.sampled_from([text for text, _, _ in RECORDED]),
    st.sampled_from(sorted(default_catalog().aliases["spellings"])),
    st.text(max_size=5),
)
_JOINTS = (" or ", " and ", " with ", " OR ", " WITH ", " and/or ", " & ", "/", ", ", "; ", "|")
_MARKS = (
    " (",
    ")",
    " ",
    "",
    " :: ",
    "+",
    " or later",
    " v2",
    " exception",
    "\n",
    "\0",
    "\ud800",
    '"',
)
_joints = st.sampled_from(_JOINTS + _MARKS)
_any_text = st.text(st.characters(exclude_categories=()), max_size=100)
_messy = st.lists(st.tuples(_words, _joints), max_size=5).map(
    lambda parts: "".join(word + joint for word, joint in parts)
)
texts = st.one_of(_any_text, _messy)


@given(texts)
@example("")
@example("\ud800")
@example("MIT/")
def test_every_text_gets_a_reading(text: str) -> None:
    read = normalize(text)
    assert read.text == text
    assert read.basis in BASES_OF_READING
    assert text == normalize(text).text
    assert repr(text) in str(read)


@given(texts)
def test_an_expression_is_there_exactly_when_the_text_was_read(text: str) -> None:
    read = normalize(text)
    assert (read.expression is not None) == (read.basis in READ)


@given(texts)
def test_only_what_is_no_license_has_a_kind(text: str) -> None:
    read = normalize(text)
    assert bool(read.kind) == (read.basis == "not-a-license")


@given(texts)
def test_candidates_are_expressions(text: str) -> None:
    read = normalize(text)
    assert [str(parse(candidate)) for candidate in read.candidates] == list(read.candidates)
    assert not read.candidates or read.basis in {"family", "ambiguous"}


@given(texts)
def test_a_reading_in_its_own_words_is_read_as_itself(text: str) -> None:
    read = normalize(text)
    if read.expression is not None:
        again = normalize(str(read.expression))
        assert again.basis in {"exact", "family"}
        assert again.expression == read.expression


@given(st.sampled_from(_ids))
def test_an_id_of_the_catalog_is_read(id: str) -> None:
    assert normalize(id).basis in {"exact", "family"}


@given(texts)
def test_a_reading_converts_to_json_and_back(text: str) -> None:
    read = normalize(text)
    assert json.loads(json.dumps(read.to_dict())) == read.to_dict()


@given(texts)
def test_a_reading_is_a_value(text: str) -> None:
    read = normalize(text)
    assert pickle.loads(pickle.dumps(read)) == read
    assert hash(read) == hash(normalize(text))


def _is_case_blind(text: str) -> bool:
    """Whether case means nothing in a text: it does in references and in NONE."""
    return not text.startswith(("LicenseRef-", "DocumentRef-", "NONE", "NOASSERTION"))


_spellings = st.sampled_from([text for text, _, _ in RECORDED if _is_case_blind(text)])


def _same(read: Normalized, other: Normalized) -> bool:
    """Whether two readings agree; only as it stands can a text be exact."""
    bases = {read.basis, other.basis}
    same_basis = len(bases) == 1 or bases == {"exact", "alias"}
    return same_basis and read.expression == other.expression and read.kind == other.kind


@given(_spellings, st.sampled_from(CASES))
@example("(MIT OR PostgreSQL OR Apache-2.0)", str.title)
def test_case_does_not_change_a_reading(text: str, case: Callable[[str], str]) -> None:
    assert _same(normalize(case(text)), normalize(text))


@given(_spellings, st.text(" \t\n\u00a0", max_size=3), st.text(" \t\n\u00a0", max_size=3))
def test_surrounding_space_does_not_change_a_reading(text: str, before: str, after: str) -> None:
    assert _same(normalize(before + text + after), normalize(text))


@given(_spellings)
def test_space_between_words_does_not_change_a_reading(text: str) -> None:
    assert _same(normalize(text.replace(" ", " \n\t ")), normalize(text))


@given(_spellings, st.sampled_from(["''", '""', "``", "“”", "‘’"]), st.sampled_from(" .;,"))
@example("https://creativecommons.org/licenses/by/4.0/", '""', ",")
@example("GPL-2.0", '""', " ")
@example("GPL-2.0", "''", ".")
def test_surrounding_punctuation_does_not_change_a_reading(
    text: str, quotes: str, end: str
) -> None:
    inside = quotes[0] + text + end + quotes[1]
    outside = quotes[0] + text + quotes[1] + end
    assert _same(normalize(inside), normalize(text))
    assert _same(normalize(outside), normalize(text))


# --- The value ------------------------------------------------------------------------


def test_a_reading_says_what_was_read_and_how() -> None:
    assert str(normalize("Apache 2.0")) == (
        "'Apache 2.0': read as Apache-2.0 (alias: a spelling that names exactly one license)"
    )


def test_a_reading_names_its_candidates() -> None:
    assert str(normalize("GPLv3")).endswith("; candidates: GPL-3.0-only, GPL-3.0-or-later")


def test_a_reading_as_plain_values() -> None:
    assert normalize("BSD").to_dict() == {
        "text": "BSD",
        "expression": None,
        "basis": "ambiguous",
        "candidates": ["BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"],
        "kind": "",
    }


def test_a_reading_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        normalize("MIT").basis = "alias"  # type: ignore[misc]


def test_a_reading_shows_its_parts_to_rich() -> None:
    assert list(normalize("GPLv3").__rich_repr__()) == [
        "GPLv3",
        ("expression", parse("GPL-3.0-only")),
        ("basis", "family"),
        ("candidates", ("GPL-3.0-only", "GPL-3.0-or-later"), ()),
    ]


@pytest.mark.parametrize(
    ("text", "deprecated"),
    [
        ("GPL-2.0+", (("GPL-2.0+", "GPL-2.0-or-later"),)),
        ("MIT OR LGPL-3.0", (("LGPL-3.0", "LGPL-3.0-only"),)),
        ("MIT", ()),
        ("BSD-3", ()),
    ],
)
def test_withdrawn_ids_are_named(text: str, deprecated: tuple[tuple[str, str], ...]) -> None:
    assert normalize(text).deprecated == deprecated


@pytest.mark.parametrize(
    ("text", "as_written"),
    [
        ("MIT", True),
        ("mit or isc", True),
        ("GPL-2.0+", False),
        ("GPL-2.0", False),
        ("MIT License", False),
        ("BSD", False),
        ("Undisclosed", False),
    ],
)
def test_a_reading_knows_whether_the_text_was_the_expression(text: str, as_written: bool) -> None:
    assert normalize(text).is_as_written is as_written


# --- Keys -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Apache License, Version 2.0", "apache-2.0"),
        ("GPLv2", "GPL 2"),
        ("GPL (>= 2)", "GPL 2+"),
        ("GPL (≥ v2)", "GPL 2 +"),
        ("Terms & Conditions", "terms and conditions"),
        ("ＭＩＴ", "mit"),
        ("STRASSE", "straße"),
    ],
)
def test_spellings_that_differ_in_what_does_not_count_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("GPL-2", "GPL-2+"), ("BSD-2", "BSD-3"), ("Apache-2.0", "Apache-2.1")]
)
def test_spellings_that_differ_in_what_counts_have_two_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/Licenses/X/",
        "http://example.org/licenses/x.html",
        "example.org/licenses/x.txt#section-2",
        "https://example.org/licenses/x?raw=1",
        "https://www2.example.org/licenses/x/legalcode.fr",
        "git+https://example.org/licenses/x/deed",
    ],
)
def test_addresses_of_one_text_have_one_key(address: str) -> None:
    assert url_key(address) == "example.org/licenses/x"
