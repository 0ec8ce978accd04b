# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What ``check`` says of a single license or expression."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlic.catalog import default_catalog
from openlic.checking import Check, check
from openlic.errors import ParseError, UnknownComponentError, UnknownFrameworkError
from openlic.expression import Expression, parse
from openlic.frameworks import framework
from openlic.terms import CONTENT_TYPES, Verdict

NO, UNKNOWN, YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES
WEIGHTS, CARD = "Model parameters (Final)", "Model card"
CODE, DATA, DOCUMENT = ("code",), ("data",), ("document",)

# --- Is it open? ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("license", "rule", "written_for"),
    [
        ("MIT", "osi-approved", CODE),
        ("Apache-2.0", "osi-approved", CODE + DOCUMENT),
        ("BSD-3-Clause", "osi-approved", CODE),
        ("MPL-2.0", "osi-approved", CODE),
        ("GPL-3.0-only", "osi-approved", CODE),
        ("AGPL-3.0-or-later", "osi-approved", CODE),
        ("Unlicense", "osi-approved", CODE),
        ("WTFPL", "fsf-free", CODE),
        ("CC0-1.0", "fsf-free", DATA + DOCUMENT),
        ("CC-BY-4.0", "fsf-free", DATA + DOCUMENT),
        ("CC-BY-SA-4.0", "fsf-free", DATA + DOCUMENT),
        ("GFDL-1.3-only", "fsf-free", DOCUMENT),
        ("ODbL-1.0", "fsf-free", DATA),
        ("ODC-By-1.0", "open-definition", DATA),
        ("PDDL-1.0", "open-definition", DATA),
        ("CDLA-Permissive-2.0", "framework-list", DATA),
        ("CDLA-Sharing-1.0", "framework-list", DATA),
        ("OpenMDW-1.0", "framework-list", CODE + DATA + DOCUMENT),
        ("LicenseRef-openmdw-1.1", "framework-list", CODE + DATA + DOCUMENT),
    ],
)
def test_an_open_license_is_open_whatever_it_is_written_for(
    license: str, rule: str, written_for: tuple[str, ...]
) -> None:
    found = check(license)
    assert (found.verdict, found.open, found.written_for) == (YES, True, written_for)
    assert [reason.rule for reason in found.reasons] == [rule]


@pytest.mark.parametrize(
    "license",
    [
        "bigcode-openrail-m",
        "creativeml-openrail-m",
        "bigscience-bloom-rail-1.0",
        "openrail++",
        "llama2",
        "llama3",
        "llama3.1",
        "Llama 2 Community License",
        "gemma",
        "CC-BY-NC-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-ND-4.0",
        "CC-BY-NC-ND-3.0",
        "SSPL-1.0",
        "BUSL-1.1",
        "JSON",
        "LicenseRef-proprietary",
    ],
)
def test_a_license_that_restricts_is_not_open_whatever_its_name_says(license: str) -> None:
    found = check(license)
    assert (found.verdict, found.open, found.written_for, found.chosen) == (NO, False, (), None)
    assert [reason.rule for reason in found.reasons] == ["restricted"]


@pytest.mark.parametrize(
    ("license", "verdict", "rule"),
    [
        ("NONE", NO, "nothing-granted"),
        ("GPL-1.0-only", NO, "not-listed"),
        ("NOASSERTION", UNKNOWN, "nothing-known"),
        ("LicenseRef-ours", UNKNOWN, "not-in-catalog"),
        ("DocumentRef-a:LicenseRef-b", UNKNOWN, "not-in-catalog"),
        ("any-OSI", UNKNOWN, "terms-unknown"),
        ("MIT WITH AdditionRef-ours", UNKNOWN, "exception-unknown"),
        ("GPL-2.0-only WITH freertos-exception-2.0", UNKNOWN, "exception-restricts"),
    ],
)
def test_what_is_not_known_is_never_a_yes(license: str, verdict: Verdict, rule: str) -> None:
    found = check(license)
    assert (found.verdict, found.open) == (verdict, False if verdict == NO else None)
    assert [reason.rule for reason in found.reasons] == [rule]
    assert found.chosen is None


@pytest.mark.parametrize(
    ("license", "verdict"),
    [
        ("GPL-2.0", YES),
        ("GPL-2.0+", YES),
        ("LGPL-2.1+", YES),
        ("GFDL-1.3", YES),
        ("eCos-2.0", YES),
        ("Nunit", YES),
        ("BSD-2-Clause-FreeBSD", YES),
        ("GPL-2.0-with-classpath-exception", YES),
        ("GPL-2.0-with-GCC-exception", YES),
        ("GPL-1.0", NO),
    ],
)
def test_a_withdrawn_id_keeps_its_approvals_and_gets_those_of_its_successor(
    license: str, verdict: Verdict
) -> None:
    assert check(license).verdict == verdict


@pytest.mark.parametrize(
    ("expression", "verdict", "chosen"),
    [
        ("MIT OR GPL-3.0-only", YES, "MIT"),
        ("CC-BY-NC-4.0 OR MIT", YES, "MIT"),
        ("LicenseRef-ours OR MIT", YES, "MIT"),
        ("LicenseRef-ours OR CC-BY-NC-4.0", UNKNOWN, None),
        ("MIT AND CC-BY-4.0", YES, "MIT AND CC-BY-4.0"),
        ("MIT AND LicenseRef-ours", UNKNOWN, None),
        ("MIT AND CC-BY-NC-4.0", NO, None),
        ("LicenseRef-ours AND CC-BY-NC-4.0", NO, None),
        ("(MIT OR CC-BY-NC-4.0) AND (CC-BY-ND-4.0 OR 0BSD)", YES, "MIT AND 0BSD"),
        ("MIT AND (MIT OR ISC)", YES, "MIT"),
        ("GPL-1.0-or-later", YES, "GPL-2.0-only"),
        (
            "GPL-2.0-only WITH Classpath-exception-2.0",
            YES,
            "GPL-2.0-only WITH Classpath-exception-2.0",
        ),
    ],
)
def test_an_expression_is_decided_in_three_values(
    expression: str, verdict: Verdict, chosen: str | None
) -> None:
    found = check(expression)
    assert found.verdict == verdict
    assert (None if found.chosen is None else str(found.chosen)) == chosen


def test_an_expression_and_its_text_get_the_same_answer() -> None:
    from_text, from_value = check("mit or isc"), check(parse("mit or isc"))
    assert from_value.expression == from_text.expression
    assert from_value.verdict == from_text.verdict
    assert from_value.text == "MIT OR ISC"


def test_built_in_frameworks_are_given_by_name_or_as_they_are() -> None:
    assert check("MIT", framework=framework("mof")) == check("MIT")


# --- Text that people write -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expression", "verdict"),
    [
        ("apache-2.0", "Apache-2.0", YES),
        ("mit", "MIT", YES),
        ("cc-by-4.0", "CC-BY-4.0", YES),
        ("afl-3.0", "AFL-3.0", YES),
        ("gemma", "LicenseRef-scancode-gemma-tou-2025-03-24", NO),
        ("llama3", "LicenseRef-llama-3", NO),
        ("bigcode-openrail-m", "LicenseRef-scancode-bigcode-open-rail-m-v1", NO),
        ("Apache 2.0", "Apache-2.0", YES),
        ("GPLv3+", "GPL-3.0-or-later", YES),
        ("MIT/Apache-2.0", "MIT OR Apache-2.0", YES),
        ("GPL-3", "GPL-3.0-only", YES),
    ],
)
def test_tags_and_spellings_are_read(text: str, expression: str, verdict: Verdict) -> None:
    found = check(text)
    assert (str(found.expression), found.verdict) == (expression, verdict)
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "basis"), [("Apache 2.0", "alias"), ("GPL-3", "family"), ("mit", None), ("MIT", None)]
)
def test_what_was_no_expression_says_how_it_was_read(text: str, basis: str | None) -> None:
    reading = check(text).reading
    assert (None if reading is None else reading.basis) == basis


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("BSD", {"BSD-2-Clause", "BSD-3-Clause"}),
        ("GPL", {"GPL-2.0-only", "GPL-3.0-or-later"}),
        ("CC-BY", {"CC-BY-3.0", "CC-BY-4.0"}),
        ("openrail", {"LicenseRef-openrail-family"}),
        ("GPL-2.0-only, MIT", {"GPL-2.0-only AND MIT", "GPL-2.0-only OR MIT"}),
        ("MIT, Apache-2.0", {"MIT AND Apache-2.0", "MIT OR Apache-2.0"}),
    ],
)
def test_an_ambiguous_text_is_unknown_and_gives_its_candidates(
    text: str, candidates: set[str]
) -> None:
    found = check(text)
    assert (found.verdict, found.open, found.expression) == (UNKNOWN, None, None)
    assert found.reading is not None
    assert found.reading.basis == "ambiguous"
    assert candidates <= set(found.reading.candidates)
    assert [(reason.subject, reason.rule) for reason in found.reasons] == [(text, "not-read")]


@pytest.mark.parametrize(
    ("text", "reason", "span", "suggestions"),
    [
        ("MIT OR", "missing-operand", (6, 6), ()),
        ("AND MIT", "missing-operand", (0, 3), ()),
        ("", "empty", (0, 0), ()),
        (" ", "empty", (0, 1), ()),
        ("MITT", "unknown-license", (0, 4), ("MIT",)),
        ("ISC OR", "missing-operand", (6, 6), ()),
        ("LLVM-exception", "exception-as-license", (0, 14), ()),
        ("other", "unknown-license", (0, 5), ()),
        ("Undisclosed", "unknown-license", (0, 11), ()),
        ("our own words", "unknown-license", (0, 3), ()),
    ],
)
def test_a_text_that_names_no_license_is_a_syntax_error(
    text: str, reason: str, span: tuple[int, int], suggestions: tuple[str, ...]
) -> None:
    with pytest.raises(ParseError) as caught:
        check(text)
    error = caught.value
    assert (error.source, error.reason, error.span) == (text, reason, span)
    assert error.suggestions == suggestions


@pytest.mark.parametrize("value", [None, 5, b"MIT", ["MIT"], 1.5])
@pytest.mark.parametrize("framework", ["mof", "mot", "osaid"])
def test_what_is_no_text_is_a_type_error(value: Any, framework: str) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        check(value, framework=framework)


# --- Content and component ------------------------------------------------------------


@pytest.mark.parametrize(
    ("license", "content", "fits", "chosen"),
    [
        ("MIT", "code", True, "MIT"),
        ("MIT", "data", False, "MIT"),
        ("MIT", "font", False, "MIT"),
        ("OFL-1.1", "font", True, "OFL-1.1"),
        ("Apache-2.0 OR CDLA-Permissive-2.0", "code", True, "Apache-2.0"),
        ("Apache-2.0 OR CDLA-Permissive-2.0", "data", True, "CDLA-Permissive-2.0"),
        ("Apache-2.0 OR CDLA-Permissive-2.0", "document", True, "Apache-2.0"),
        ("Apache-2.0 OR CDLA-Permissive-2.0", "hardware", False, "Apache-2.0"),
        ("MIT AND CC-BY-4.0", "data", False, "MIT AND CC-BY-4.0"),
        ("CC-BY-NC-4.0 OR MIT", "document", False, "MIT"),
        ("LicenseRef-ours OR MIT", "data", None, "MIT"),
        ("LicenseRef-ours OR MIT", "code", True, "MIT"),
        ("CC-BY-NC-4.0", "data", True, None),
        ("CC-BY-NC-4.0", "code", False, None),
        ("LicenseRef-ours", "data", None, None),
        ("BSD", "code", None, None),
    ],
)
def test_with_a_content_type_it_says_whether_the_license_is_written_for_it(
    license: str, content: str, fits: bool | None, chosen: str | None
) -> None:
    found = check(license, content=content)
    assert (found.content, found.type_appropriate) == (content, fits)
    assert (None if found.chosen is None else str(found.chosen)) == chosen
    assert found.verdict == check(license).verdict


@pytest.mark.parametrize(
    ("license", "framework", "component", "verdict", "asks"),
    [
        ("MIT", "mof", WEIGHTS, YES, "an open license"),
        ("CC-BY-NC-4.0", "mof", WEIGHTS, NO, "an open license"),
        ("CC-BY-NC-4.0", "mof", "Datasets", YES, "any license, or none"),
        ("NONE", "mof", "Datasets", YES, "any license, or none"),
        ("NOASSERTION", "mof", "Datasets", YES, "any license, or none"),
        ("BSD", "mof", "Datasets", YES, "any license, or none"),
        ("LicenseRef-ours", "mof", "Datasets", YES, "any license, or none"),
        ("CC-BY-4.0", "osaid", WEIGHTS, YES, "terms that conform to the Open Source Definition"),
        ("CC-BY-4.0", "osaid", "Training code", NO, "an OSI-approved license"),
        ("CC-BY-4.0", "mot", WEIGHTS, YES, "a license that the tool holds open"),
    ],
)
def test_with_a_component_the_requirement_is_that_of_the_component(
    license: str, framework: str, component: str, verdict: Verdict, asks: str
) -> None:
    found = check(license, component=component, framework=framework)
    assert (found.verdict, found.requirement, found.component) == (verdict, asks, component)
    assert found.content in CONTENT_TYPES


@pytest.mark.parametrize("license", ["NONE", "CC-BY-NC-4.0"])
def test_datasets_may_be_closed_and_are_not_called_open(license: str) -> None:
    found = check(license, component="Datasets")
    assert (found.verdict, found.open, found.chosen) == (YES, False, None)


def test_the_content_type_of_a_component_may_be_given_too() -> None:
    assert check("MIT", component=CARD, content="document") == check("MIT", component=CARD)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"content": "model"}, ["'model' is no content type", *CONTENT_TYPES]),
        ({"content": ""}, ["'' is no content type"]),
        ({"content": "Data"}, ["'Data' is no content type"]),
        ({"content": "data", "component": CARD}, ["'Model card' is document, not data"]),
        ({"content": "model", "component": CARD}, ["'model' is no content type"]),
    ],
)
def test_a_content_type_that_is_wrong_is_refused(options: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(ValueError, match=r"content type|not data") as caught:
        check("MIT", content=options["content"], component=options.get("component"))
    assert [word for word in words if word not in str(caught.value)] == []


def test_a_component_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownComponentError) as caught:
        check("MIT", component="Datsets")
    assert (caught.value.name, caught.value.suggestions[0]) == ("Datsets", "Datasets")


def test_a_framework_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownFrameworkError) as caught:
        check("MIT", framework="moff")
    assert caught.value.name == "moff"
    assert set(caught.value.suggestions) == {"mof", "mot", "osaid"}


# --- The Model Openness Tool, letter by letter ----------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict", "rule"),
    [
        ("MIT", YES, "osi-approved"),
        ("CC0-1.0", YES, "fsf-free"),
        ("OpenMDW-1.0", YES, "tool-list"),
        ("ODC-PDDL-1.0", YES, "tool-list"),
        ("GPL-2.0+", YES, "osi-approved"),
        ("PDDL-1.0", NO, "not-listed"),
        ("mit", NO, "not-listed"),
        (" MIT", NO, "not-listed"),
        ("(MIT)", NO, "not-listed"),
        ("MIT OR Apache-2.0", NO, "not-listed"),
        ("Apache 2.0", NO, "not-listed"),
        ("MIT OR", NO, "not-listed"),
        ("NONE", NO, "not-listed"),
        ("NOASSERTION", NO, "not-listed"),
        ("unlicensed", NO, "not-listed"),
        ("LicenseRef-ours", NO, "not-listed"),
        ("", NO, "not-listed"),
    ],
)
def test_the_tool_compares_ids_letter_by_letter(text: str, verdict: Verdict, rule: str) -> None:
    found = check(text, framework="mot")
    assert (found.verdict, found.reasons[0].rule, found.text) == (verdict, rule, text)
    assert (found.expression, found.reading, found.chosen) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "component", "fits"),
    [
        ("CC0-1.0", WEIGHTS, False),
        ("CC0-1.0", CARD, True),
        ("Apache-2.0", CARD, True),
        ("Apache-2.0", WEIGHTS, False),
        ("OpenMDW-1.0", WEIGHTS, True),
        ("mit", "Training code", False),
    ],
)
def test_the_tool_has_its_own_list_of_what_fits(text: str, component: str, fits: bool) -> None:
    assert check(text, component=component, framework="mot").type_appropriate is fits


#: Where ``mof`` calls a license open or unknown that the tool does not call open, and why.
DIFFERENCES: dict[str, dict[str, bool | None]] = {
    "the OSI has approved it by SPDX list 3.29; the tool's list is of May 2024": {
        "ALGLIB-Documentation": True,
        "BSD-3-Clause-Open-MPI": True,
        "BSD-ask-to-endorse": True,
        "CDDL-1.1": True,
        "CNRI-Python-GPL-Compatible": True,
        "OSC-1.0": True,
        "Python-2.0.1": True,
        "W3C-20150513": True,
        "WordNet": True,
        "curl": True,
    },
    "a later version may be chosen, and that one is open": {
        "GFDL-1.1-no-invariants-or-later": True,
        "GFDL-1.2-no-invariants-or-later": True,
        "GPL-1.0+": True,
        "GPL-1.0-or-later": True,
    },
    "it conforms to the Open Definition, which the tool does not know": {
        "GFDL-1.3-no-invariants-only": True,
        "GFDL-1.3-no-invariants-or-later": True,
        "LAL-1.3": True,
        "PDDL-1.0": True,
    },
    "a port of a license on the list; the tool's list lacks it": {
        "CC-BY-SA-3.0-DE": True,
        "CC-BY-SA-3.0-IGO": True,
    },
    "the later version of a license on the list; the tool's list lacks it": {
        "LicenseRef-openmdw-1.1": True,
    },
    "the id is withdrawn; its successor is an open license with an exception": {
        "GPL-2.0-with-GCC-exception": True,
        "GPL-2.0-with-autoconf-exception": True,
        "GPL-2.0-with-bison-exception": True,
        "GPL-2.0-with-classpath-exception": True,
        "GPL-2.0-with-font-exception": True,
        "GPL-3.0-with-autoconf-exception": True,
    },
    "the FSF lists the license under its withdrawn id; the tool's list knows that id only": {
        "AGPL-1.0-only": True,
        "AGPL-1.0-or-later": True,
        "BSD-2-Clause-Views": True,
        "zlib-acknowledgement": True,
    },
    "its terms are not known, so it is neither open nor closed": {
        "LicenseRef-ai2-impact-hr": None,
        "LicenseRef-ai2-impact-mr": None,
        "LicenseRef-baichuan-7b": None,
        "LicenseRef-h-research": None,
        "LicenseRef-jamba-open-model": None,
        "LicenseRef-openrail-family": None,
        "any-OSI": None,
        "any-OSI-perl-modules": None,
    },
}


def test_the_framework_calls_open_what_the_tool_does_but_for_known_differences() -> None:
    listed = frozenset[str]().union(*framework("mot").lists.values())
    answers = {id: check(id) for id in listed | default_catalog().facts.keys()}
    different = {
        id: answer.open
        for id, answer in answers.items()
        if answer.open != check(id, framework="mot").open
    }
    assert different == {id: open for ids in DIFFERENCES.values() for id, open in ids.items()}


def test_the_framework_calls_nothing_closed_that_the_tool_calls_open() -> None:
    listed = frozenset[str]().union(*framework("mot").lists.values())
    assert {id for id in listed if check(id).open is not True} == set()


def test_what_fits_a_content_type_in_the_tool_fits_it_in_the_framework() -> None:
    fits = framework("mot").fits
    assert fits is not None
    pairs = {(id, content) for content, ids in fits.items() for id in ids}
    mof = framework("mof")
    assert {pair for pair in pairs if mof.fits_content(*pair) != YES} == set()


# --- Large input ----------------------------------------------------------------------


@pytest.mark.parametrize("clauses", [1_000, 20_000])
def test_many_clauses_get_an_answer(clauses: int) -> None:
    text = " AND ".join(f"(LicenseRef-A{i} OR LicenseRef-B{i})" for i in range(clauses))
    found = check(text)
    assert (found.verdict, len(found.reasons)) == (UNKNOWN, 2 * clauses)
    assert found.expression is not None
    assert len(found.expression.licenses) == 2 * clauses


def test_many_open_clauses_are_open_and_chosen() -> None:
    text = " AND ".join(f"(LicenseRef-A{i} OR MIT)" for i in range(1_000))
    found = check(text)
    assert (found.verdict, str(found.chosen)) == (YES, "MIT")


def test_deep_nesting_gets_an_answer() -> None:
    text = "(MIT OR (CC-BY-NC-4.0 AND " * 2_000 + "0BSD" + "))" * 2_000
    assert check(text).verdict == YES


def test_what_is_printed_of_a_large_check_stays_short() -> None:
    text = " AND ".join(f"(LicenseRef-A{i} OR LicenseRef-B{i})" for i in range(1_000))
    found = check(text)
    assert len(repr(found)) < 200
    assert len(str(found).splitlines()) < 30
    assert len(found.explain().splitlines()) < 70


# --- Values ---------------------------------------------------------------------------

VALUES: list[tuple[str, dict[str, Any]]] = [
    ("MIT", {}),
    ("MIT", {"component": CARD}),
    ("MIT", {"content": "code"}),
    ("MIT", {"framework": "mot"}),
    ("MIT", {"framework": "osaid"}),
    ("mit", {}),
    ("MIT OR LicenseRef-ours", {}),
    ("LicenseRef-ours OR MIT", {}),
    ("GPL-2.0-or-later WITH Classpath-exception-2.0 AND CC-BY-NC-4.0", {"component": WEIGHTS}),
    ("Apache 2.0", {}),
    ("BSD", {}),
    ("NONE", {"component": "Datasets"}),
]
every_value = pytest.mark.parametrize(("text", "options"), VALUES)


@every_value
def test_checks_compare_hash_and_pickle_by_value(text: str, options: dict[str, Any]) -> None:
    first, second = check(text, **options), check(text, **options)
    copied = pickle.loads(pickle.dumps(first))
    assert first == second == copied
    assert hash(first) == hash(second) == hash(copied)
    assert copied.explain() == first.explain()


def test_different_checks_are_not_equal() -> None:
    found = [check(text, **options) for text, options in VALUES]
    assert len(set(found)) == len(VALUES)


def test_a_check_is_frozen() -> None:
    with pytest.raises(AttributeError):
        check("MIT").verdict = NO  # type: ignore[misc]


@every_value
def test_a_check_as_plain_values_is_json(text: str, options: dict[str, Any]) -> None:
    found = check(text, **options)
    plain = found.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["text"] == text
    assert plain["verdict"] in {"yes", "no", "unknown"}
    assert plain["verdict"] == found.verdict
    assert (plain["open"], plain["type_appropriate"]) == (found.open, found.type_appropriate)
    assert [reason["subject"] for reason in plain["reasons"]] == [
        reason.subject for reason in found.reasons
    ]


def test_plain_values_of_a_check_are_complete() -> None:
    found = check("MIT OR ISC", component="Training code")
    assert found.terms is not None
    assert found.to_dict() == {
        "text": "MIT OR ISC",
        "expression": "MIT OR ISC",
        "reading": None,
        "framework": "mof",
        "component": "Training code",
        "content": "code",
        "requirement": "an open license",
        "verdict": "yes",
        "open": True,
        "type_appropriate": True,
        "written_for": ["code"],
        "chosen": "MIT",
        "reasons": [
            {
                "subject": "MIT",
                "verdict": "yes",
                "rule": "osi-approved",
                "says": "approved by the OSI",
            }
        ],
        "terms": found.terms.to_dict(),
    }


@every_value
def test_the_derivation_of_a_check_concludes_its_verdict(
    text: str, options: dict[str, Any]
) -> None:
    found = check(text, **options)
    steps = found.derivation.steps
    assert found.derivation.conclusion.verdict == found.verdict
    for number, step in enumerate(steps):
        assert all(premise < number for premise in step.premises)
        assert step.premises or step.because
        assert step.verdict == found.verdict


def test_an_explanation_names_the_rule_and_the_way_to_it() -> None:
    assert check("(MIT OR ISC) AND CC-BY-NC-4.0").explain().splitlines() == [
        "(MIT OR ISC) AND CC-BY-NC-4.0: no (an open license)",
        "  no      all of",
        f"    no      CC-BY-NC-4.0: {check('CC-BY-NC-4.0').reasons[0].says}",
    ]


def test_a_check_prints_what_was_read_chosen_and_warned_about() -> None:
    text = str(check("MIT/Apache-2.0", component=WEIGHTS))
    assert "MIT OR Apache-2.0" in text.splitlines()[0]
    assert "'MIT/Apache-2.0': read as MIT OR Apache-2.0 (alias" in text
    assert "open, but not written for data" in text
    assert repr(check("MIT")) == "Check('MIT', 'mof', verdict='yes')"
    assert ("verdict", "yes") in list(check("MIT").__rich_repr__())


def test_html_of_a_check_is_escaped() -> None:
    html = check("<b>MIT</b>", framework="mot")._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;MIT" in html


def test_control_characters_do_not_reach_the_terminal() -> None:
    found = check("\x1b[31mMIT\u202e", framework="mot")
    for text in (str(found), found.explain(), repr(found), found._repr_html_()):
        assert "\x1b" not in text
        assert "\u202e" not in text


# --- Laws -----------------------------------------------------------------------------

_LEAVES = [
    "MIT",
    "CC-BY-4.0",
    "CDLA-Permissive-2.0",
    "CC-BY-NC-4.0",
    "GPL-1.0-only",
    "LicenseRef-ours",
    "NONE",
    "NOASSERTION",
    "GPL-2.0-or-later WITH Classpath-exception-2.0",
]
expressions = st.recursive(
    st.sampled_from(_LEAVES).map(parse),
    lambda parts: st.builds(
        lambda operands, choice: (Expression.any_of if choice else Expression.all_of)(operands),
        st.lists(parts, min_size=2, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
)


def _answer(expression: Expression, content: str | None = None) -> Check:
    return check(expression, content=content)


@given(expressions, expressions)
def test_another_arm_of_a_choice_never_worsens_the_verdict(
    first: Expression, second: Expression
) -> None:
    assert _answer(first | second).verdict == max(_answer(first).verdict, _answer(second).verdict)


@given(expressions, expressions)
def test_another_license_that_applies_too_never_improves_the_verdict(
    first: Expression, second: Expression
) -> None:
    assert _answer(first & second).verdict == min(_answer(first).verdict, _answer(second).verdict)


@given(expressions, st.sampled_from(list(CONTENT_TYPES)))
def test_what_is_chosen_is_open_and_as_fitting_as_the_whole(
    expression: Expression, content: str
) -> None:
    found = _answer(expression, content)
    assert (found.chosen is not None) == (found.verdict == YES)
    if found.chosen is not None:
        alone = _answer(found.chosen, content)
        assert alone.verdict == YES
        assert found.chosen.operator in (None, "AND")
        if found.type_appropriate is not None:
            assert alone.type_appropriate == found.type_appropriate


_ONLY = [id for id in default_catalog().facts if id.endswith("-only")]


@pytest.mark.parametrize("id", _ONLY)
def test_or_later_is_never_worse_than_the_version_itself(id: str) -> None:
    later = id.removesuffix("-only") + "-or-later"
    for framework_id in ("mof", "osaid"):
        only = check(id, framework=framework_id).verdict
        assert check(later, framework=framework_id).verdict >= only


@given(st.sampled_from([i for i in default_catalog().facts if "Ref-" not in i and i[-1] != "+"]))
def test_a_plus_is_never_worse_than_the_version_itself(id: str) -> None:
    assert check(f"{id}+").verdict >= check(id).verdict


@given(expressions)
def test_reasons_have_the_verdict_that_they_are_given_for(expression: Expression) -> None:
    found = _answer(expression)
    assert found.reasons
    assert {reason.verdict for reason in found.reasons} == {found.verdict}
