# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What may go into what: cases with the clauses that decide them."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import openlic
from openlic import Verdict, compatible
from openlic.compatibility import Compatibility
from openlic.deciding import Pairs
from openlic.errors import OpenlicError, ParseError, UseError
from openlic.expression import parse
from openlic.pairs import facts_for, pair_facts
from openlic.readings import QUESTIONS, READINGS, read_reading
from openlic.rules import RULES
from openlic.situations import PURPOSES, Situation
from openlic.statements import Statement
from openlic.terms import CONTENT_TYPES, PROVISIONS, USES
from openlic.uses import USE_ALIASES, read_use

LLAMA_2 = "LicenseRef-scancode-llama-2-license-2023"
LLAMA_31 = "LicenseRef-scancode-llama-3.1-license-2024"
GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
RAIL = "LicenseRef-scancode-bigscience-open-rail-m"
BIGCODE = "LicenseRef-scancode-bigcode-open-rail-m-v1"
QWEN = "LicenseRef-scancode-qwen-2024"
TONGYI = "LicenseRef-scancode-tongyi-qianwen-2023"
OWN = "LicenseRef-proprietary"


def _text(answer: Compatibility) -> str:
    return "\n".join(map(str, answer.reasons))


# --- Probes on which tools of the field were compared ----------------------------------

PROBES: list[tuple[str, str, dict[str, Any], str]] = [
    ("MIT OR GPL-3.0-only", "MIT", {}, "yes"),
    ("MIT AND GPL-3.0-only", "MIT", {}, "no"),
    ("GPL-3.0-only AND MIT", "MIT", {}, "no"),
    ("GPL-3.0-only", "MIT OR GPL-3.0-only", {}, "no"),
    ("GPL-2.0+", "GPL-3.0-only", {}, "yes"),
    ("Apache-2.0", "GPL-2.0-only", {}, "no"),
    ("Apache-2.0 WITH LLVM-exception", "GPL-2.0-only", {}, "yes"),
    ("GPL-2.0-only WITH Classpath-exception-2.0", "MIT", {"use": "link-static"}, "yes"),
    ("GPL-2.0-only WITH Classpath-exception-2.0", "MIT", {"use": "link-dynamic"}, "yes"),
    ("GPL-2.0-only WITH Classpath-exception-2.0", "MIT", {}, "no"),
    ("LicenseRef-Foo", "MIT", {}, "unknown"),
    ("MIT AND LicenseRef-Foo", "MIT", {}, "unknown"),
    ("MIT OR LicenseRef-Foo", "MIT", {}, "yes"),
    ("mit", "MIT", {}, "yes"),
    ("Limited Commercial License", "MIT", {}, "unknown"),
    ("CC-BY-NC-4.0", "Apache-2.0", {}, "no"),
    ("OpenRAIL-M", "Apache-2.0", {}, "unknown"),
    ("LicenseRef-Llama-3.1", "Apache-2.0", {}, "unknown"),
]


@pytest.mark.parametrize(("inbound", "outbound", "options", "expected"), PROBES)
def test_probes(inbound: str, outbound: str, options: dict[str, Any], expected: str) -> None:
    assert compatible(inbound, outbound, **options).verdict == expected


@pytest.mark.parametrize("text", ["MIT OR", "", "(MIT", "MIT AND AND ISC"])
def test_an_expression_that_breaks_off_is_an_error_on_either_side(text: str) -> None:
    with pytest.raises(ParseError):
        compatible(text, "MIT")
    with pytest.raises(ParseError):
        compatible("MIT", text)


def test_an_arm_that_cannot_be_offered_is_named() -> None:
    answer = compatible("GPL-3.0-only", "MIT OR GPL-3.0-only")
    assert [(choice.outbound, str(choice.verdict)) for choice in answer.chosen] == [
        ("MIT", "no"),
        ("GPL-3.0-only", "yes"),
    ]
    assert "MIT is not it" in _text(answer)


def test_the_order_of_the_members_of_an_and_changes_nothing() -> None:
    left = compatible("MIT AND GPL-3.0-only", "Apache-2.0")
    right = compatible("GPL-3.0-only AND MIT", "Apache-2.0")
    assert left.verdict == right.verdict
    assert set(left.reasons) == set(right.reasons)


# --- AI models and data -----------------------------------------------------------------

CASES: list[tuple[str, str, dict[str, Any], str, str]] = [
    # Copyleft of code and combinations of the GNU licenses
    ("GPL-3.0-only", "AGPL-3.0-only", {}, "yes", "section 13"),
    ("AGPL-3.0-only", "GPL-3.0-only", {}, "no", "5(c)"),
    ("AGPL-3.0-only", "GPL-3.0-only", {"use": "link-dynamic"}, "yes", "section 13"),
    # Generated content does not carry copyleft of code or weights that made it
    ("GPL-3.0-only", "MIT", {"use": "generate"}, "yes", ""),
    ("AGPL-3.0-only", "MIT", {"use": "generate"}, "yes", ""),
    ("CC-BY-SA-4.0", "MIT", {"use": "generate"}, "yes", ""),
    # ... but use restrictions that the license extends to outputs
    (RAIL, "MIT", {"use": "generate"}, "no", "6, Attachment A"),
    (RAIL, OWN, {"use": "generate"}, "yes", ""),
    # AGPL as a service, as it is and changed
    ("AGPL-3.0-only", OWN, {"use": "serve"}, "yes", ""),
    ("AGPL-3.0-only", OWN, {"use": "fine-tune", "provide": "service"}, "no", "13"),
    ("AGPL-3.0-only", OWN, {"use": "modify", "provide": "service"}, "no", "13"),
    ("AGPL-3.0-only", "AGPL-3.0-only", {"use": "fine-tune", "provide": "service"}, "yes", ""),
    ("GPL-3.0-only", OWN, {"use": "modify", "provide": "service"}, "yes", ""),
    # CC-NC blocks selling a service built on the work
    ("CC-BY-NC-4.0", OWN, {"use": "serve"}, "no", "2(a)(1), 1(i)"),
    ("CC-BY-NC-4.0", OWN, {"use": "serve", "purpose": "non-commercial"}, "yes", ""),
    # Outputs of Llama 2, Llama 3.1, Tongyi and Qwen used to train
    (LLAMA_2, "Apache-2.0", {"use": "distill"}, "no", "1.b.v"),
    (LLAMA_2, "Apache-2.0", {"use": "generate"}, "no", "1.b.v"),
    (LLAMA_31, "Apache-2.0", {"use": "distill"}, "yes", ""),
    (TONGYI, "Apache-2.0", {"use": "distill"}, "no", ""),
    (QWEN, "Apache-2.0", {"use": "distill"}, "yes", ""),
    (GEMMA, "Apache-2.0", {"use": "distill"}, "no", "1.1(e)"),
    # RAIL weights: restrictions are passed on, or not at all
    (RAIL, "Apache-2.0", {"use": "fine-tune"}, "no", "4.a"),
    (RAIL, "MIT", {"use": "include-data"}, "no", "Attachment A"),
    (RAIL, "MIT", {"use": "adapter"}, "no", "4.a"),
    (RAIL, "MIT", {"use": "merge-weights"}, "no", "4.a"),
    (RAIL, "MIT", {"use": "distill"}, "no", "4.a"),
    (RAIL, "MIT", {"use": "serve"}, "no", "4.a"),
    (RAIL, RAIL, {"use": "fine-tune"}, "yes", ""),
    (RAIL, OWN, {"use": "fine-tune"}, "yes", ""),
    (BIGCODE, "Apache-2.0", {"use": "fine-tune"}, "no", "5.1"),
    # Fine-tunes
    (GEMMA, "MIT", {"use": "fine-tune"}, "no", "3.1"),
    (GEMMA, GEMMA, {"use": "fine-tune"}, "yes", ""),
    (GEMMA, OWN, {"use": "fine-tune"}, "yes", ""),
    (LLAMA_31, "MIT", {"use": "fine-tune"}, "no", "1.b.iv"),
    (LLAMA_31, LLAMA_31, {"use": "fine-tune"}, "yes", ""),
    (QWEN, "Apache-2.0", {"use": "fine-tune"}, "no", "mau > 100_000_000"),
    ("OpenMDW-1.0", "MIT", {"use": "fine-tune"}, "yes", ""),
    ("OpenMDW-1.0", OWN, {"use": "fine-tune"}, "yes", ""),
    ("MIT", "Apache-2.0", {"use": "fine-tune"}, "yes", ""),
    # Data to train on
    ("CC-BY-NC-4.0", "Apache-2.0", {"use": "train-on"}, "no", "2(a)(1), 1(i)"),
    ("CC-BY-NC-4.0", "CC-BY-NC-4.0", {"use": "train-on"}, "no", "2(a)(1), 1(i)"),
    ("CC-BY-NC-4.0", "Apache-2.0", {"use": "train-on", "purpose": "non-commercial"}, "yes", ""),
    ("CC-BY-NC-4.0", "Apache-2.0", {"use": "train-on", "purpose": "research"}, "yes", ""),
    ("CC-BY-SA-4.0", "Apache-2.0", {"use": "train-on"}, "yes", ""),
    ("CC-BY-SA-4.0", "Apache-2.0", {"use": "train-on", "reading": "cautious"}, "no", "3(b)(1)"),
    ("CC-BY-SA-4.0", "CC-BY-SA-4.0", {"use": "train-on", "reading": "cautious"}, "yes", ""),
    ("CC-BY-4.0", "Apache-2.0", {"use": "train-on"}, "yes", ""),
    ("ODbL-1.0", "Apache-2.0", {"use": "train-on"}, "yes", ""),
    ("C-UDA-1.0", "Apache-2.0", {"use": "train-on"}, "yes", ""),
    ("GPL-3.0-only", "Apache-2.0", {"use": "train-on"}, "yes", ""),
    ("GPL-3.0-only", "Apache-2.0", {"use": "train-on", "reading": "cautious"}, "no", "5(c)"),
    ("NONE", "Apache-2.0", {"use": "train-on"}, "no", "grants nothing"),
    # Data in the release
    ("CC-BY-SA-4.0", "MIT", {"use": "include-data"}, "no", "3(b)(1)"),
    ("CC-BY-SA-4.0", "CC-BY-SA-4.0", {"use": "include-data"}, "yes", ""),
    ("CC-BY-SA-3.0", "CC-BY-SA-4.0", {"use": "modify"}, "yes", ""),
    ("CC-BY-4.0", "MIT", {"use": "include-data"}, "yes", ""),
    ("CC-BY-ND-4.0", "MIT", {"use": "include-data"}, "no", "3(a)(2)"),
    ("CC-BY-ND-4.0", OWN, {"use": "include-data"}, "yes", ""),
    ("CC-BY-ND-4.0", OWN, {"use": "modify"}, "no", "3(a)(2)"),
    ("CC-BY-NC-4.0", "MIT", {"use": "include-data", "purpose": "research"}, "no", "1(i)"),
    (
        "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", {"use": "include-data", "purpose": "research"},
        "yes", "",
    ),
    ("ODbL-1.0", "Apache-2.0", {"use": "include-data"}, "no", "4.2(a)"),
    ("ODbL-1.0", "ODbL-1.0", {"use": "include-data"}, "yes", ""),
    ("CDLA-Permissive-2.0", "MIT", {"use": "include-data"}, "yes", ""),
    ("C-UDA-1.0", "Apache-2.0", {"use": "include-data"}, "no", ""),
    ("O-UDA-1.0", "CC-BY-4.0", {"use": "include-data"}, "yes", ""),
    ("etalab-2.0", "ODbL-1.0", {"use": "modify"}, "yes", "on compatibility"),
    ("CDLA-Permissive-1.0", "CC-BY-SA-4.0", {"use": "document"}, "yes", ""),
    # Tools, things side by side, things kept in the house
    ("GPL-3.0-only", "Apache-2.0", {"use": "tool"}, "yes", ""),
    ("GPL-3.0-only", "Apache-2.0", {"use": "aggregate"}, "yes", ""),
    ("GPL-3.0-only", OWN, {"use": "modify", "provide": "internal"}, "yes", ""),
    ("CC-BY-NC-4.0", "MIT", {"use": "evaluate-on"}, "no", "1(i)"),
    ("CC-BY-SA-4.0", "MIT", {"use": "evaluate-on"}, "yes", ""),
    # A limit on a number of users, or on revenue, is a limit and not a ban
    ("LicenseRef-scancode-lfm-open-1.0", OWN, {"use": "serve"}, "yes", ""),
    ("LicenseRef-scancode-lfm-open-1.0", "MIT", {"use": "fine-tune"}, "no", "revenue >= 10_000_000"),
    ("CC-BY-NC-4.0", "LicenseRef-scancode-lfm-open-1.0", {"use": "fine-tune"}, "no", "1(i)"),
    # Users of a service are held to fields of use
    (LLAMA_31, "MIT", {"use": "serve"}, "no", "1.b.iv"),
    (LLAMA_31, OWN, {"use": "serve"}, "yes", ""),
    ("GPL-3.0-only", "MIT", {"use": "serve"}, "yes", ""),
    # Not clear, not read, or the same words not certain
    ("MS-PL", "MIT", {}, "no", "3(D)"),
    ("ODC-By-1.0", "MIT", {"use": "include-data"}, "unknown", "same-license is not known"),
    ("LicenseRef-h-research", "MIT", {"use": "tool"}, "unknown", "was not read"),
    (
        GEMMA, "LicenseRef-scancode-gemma-tou-2024-04-01", {"use": "fine-tune"},
        "unknown", "pass-through",
    ),
    # Later versions for adaptations only
    ("CC-BY-SA-3.0", "CC-BY-SA-4.0", {"use": "include-data"}, "no", "4(b)"),
    # Terms on patents are outside of a license without them
    ("Apache-2.0", "CC-BY-SA-4.0", {"use": "document"}, "yes", ""),
    # What hinders distribution hinders no service, what hinders hosting no tool
    ("EPL-2.0", "GPL-2.0-only", {"use": "link-dynamic", "provide": "service"}, "yes", ""),
    ("EPL-2.0", "GPL-2.0-only", {"use": "link-dynamic"}, "no", "6"),
    ("Elastic-2.0", "MIT", {"use": "tool", "provide": "service"}, "yes", ""),
    ("Elastic-2.0", OWN, {"use": "modify", "provide": "service"}, "no", "Limitations"),
    # Terms of one's own, by the license itself
    ("LPPL-1.3c", OWN, {"use": "modify"}, "yes", ""),
    # A library in a service
    ("AGPL-3.0-only", OWN, {"use": "link-static", "provide": "service"}, "no", "13"),
    ("GPL-3.0-only", OWN, {"use": "link-static", "provide": "service"}, "yes", ""),
    # Source-available terms
    ("Elastic-2.0", OWN, {"use": "serve"}, "no", ""),
    ("SSPL-1.0", OWN, {"use": "serve"}, "no", "13"),
    ("SSPL-1.0", "SSPL-1.0", {"use": "serve"}, "yes", ""),
    ("BUSL-1.1", "MIT", {}, "no", ""),
    ("JSON", "MIT", {}, "no", ""),
]  # fmt: skip


@pytest.mark.parametrize(("inbound", "outbound", "options", "expected", "clause"), CASES)
def test_cases(
    inbound: str, outbound: str, options: dict[str, Any], expected: str, clause: str
) -> None:
    answer = compatible(inbound, outbound, **options)
    assert answer.verdict == expected
    assert clause in _text(answer)


def test_outputs_of_llama_3_bring_a_duty_to_name() -> None:
    for use in ("distill", "generate"):
        duties = compatible(LLAMA_31, "Apache-2.0", use=use).obligations
        named = [duty.statement for duty in duties if duty.term == "name-prefix"]
        assert [(each.on, each.value, each.clause) for each in named] == [
            ("distilled-model", ("Llama",), "1.b.i")
        ]


def test_a_service_with_an_unchanged_agpl_work_owes_no_source() -> None:
    served = compatible("AGPL-3.0-only", OWN, use="serve")
    assert served.provide == "service"
    assert not any(duty.term == "provide-source" for duty in served.obligations)
    changed = compatible("AGPL-3.0-only", "AGPL-3.0-only", use="modify", provide="service")
    assert [d.clause for d in changed.obligations if d.term == "provide-source"]


def test_terms_for_oneself_carry_what_is_demanded_but_are_not_open() -> None:
    assert compatible("MPL-2.0", OWN).verdict == "yes"
    assert "3.2(b)" in _text(compatible("MPL-2.0", OWN))
    assert compatible("MPL-2.0", OWN, provide="source").verdict == "no"
    assert compatible("GPL-2.0-only", OWN).verdict == "no"
    assert compatible("LGPL-2.1-only", OWN, use="link-static").verdict == "yes"
    assert compatible(OWN, "MIT").verdict == "no"
    assert compatible(OWN, OWN).verdict == "no"


@pytest.mark.parametrize("use", ["tool", "train-on", "evaluate-on", "serve"])
def test_what_is_not_shipped_brings_no_duty_of_copies(use: str) -> None:
    duties = compatible("GPL-3.0-only", OWN, use=use).obligations
    assert {duty.term for duty in duties} == set()


# --- Licenses made up to show one thing each ---------------------------------------------

_MADE_UP = """
id = "LicenseRef-ours"
name = "Ours"
category = "{category}"
content = ["code", "data"]
review = "text"
{more}
statements = [
  {{ permit = "use", clause = "1" }},
  {{ permit = "reproduce", clause = "1" }},
  {{ permit = "modify", clause = "1" }},
  {{ permit = "distribute", clause = "1" }},
  {{ permit = "commercial-use", clause = "1" }},
{statements}
]

[[sources]]
of = "category, statements"
basis = "text"
reference = "text of the license"
"""
_COPYLEFT = {"category": "copyleft-strong", "more": 'copyleft_scope = "work"'}


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., Compatibility]:
    """Ask about a made-up license that has some more statements."""

    def asked(
        *statements: str, outbound: str = "MIT", about: dict[str, str] | None = None, **options: Any
    ) -> Compatibility:
        facts = {"category": "permissive", "more": ""} | (about or {})
        lines = "\n".join(f'  {{ {each}, clause = "2" }},' for each in statements)
        text = _MADE_UP.format(statements=lines, **facts)
        (tmp_path / "LicenseRef-ours.toml").write_text(text, encoding="utf-8")
        catalog = openlic.Catalog.load(tmp_path)
        return compatible("LicenseRef-ours", outbound, catalog=catalog, **options)

    return asked


def test_hosting_as_a_field_of_use_is_forbidden_to_a_service(
    ask: Callable[..., Compatibility],
) -> None:
    limit = 'prohibit = "field-of-use", value = ["hosting"]'
    restricted = {"category": "use-restricted"}
    assert ask(limit, use="serve", outbound=OWN, about=restricted).verdict == "no"
    assert ask(limit, use="modify", outbound=OWN, about=restricted).verdict == "yes"
    assert ask(limit, use="tool", about=restricted).verdict == "yes"


def test_one_of_several_duties_is_enough(ask: Callable[..., Compatibility]) -> None:
    option = 'require = "same-license", on = "work", when = "distribute", one_of = "2"'
    other = 'require = "contribute-back", value = "send", one_of = "2"'
    assert ask(option, about=_COPYLEFT).verdict == "no"
    assert ask(option, other, about=_COPYLEFT).verdict == "yes"
    notice = 'require = "rename", on = "derivative", one_of = "3"'
    credit = 'require = "attribution", one_of = "3"'
    assert ask(credit, outbound="GPL-2.0-only").verdict == "no"
    assert ask(credit, notice, outbound="GPL-2.0-only").verdict == "yes"


def test_copyleft_under_a_condition_that_is_not_known_is_not_known(
    ask: Callable[..., Compatibility],
) -> None:
    paid = 'require = "same-license", on = "work", when = "distribute", if = ["fee"]'
    assert ask(paid, about=_COPYLEFT).verdict == "unknown"
    assert ask(paid, about=_COPYLEFT, outbound=OWN).verdict == "unknown"
    assert ask(paid, about=_COPYLEFT, purpose="non-commercial").verdict == "yes"


def test_closed_terms_do_not_meet_a_duty_of_source(ask: Callable[..., Compatibility]) -> None:
    source = 'require = "provide-source", on = "work", when = "distribute"'
    assert ask(source, outbound=OWN).verdict == "no"
    assert "closed terms do not give" in _text(ask(source, outbound=OWN))
    assert ask(source).verdict == "yes"
    assert ask(source, outbound=OWN, use="link-static").verdict == "yes"


def test_a_free_choice_of_license_lifts_no_restriction(ask: Callable[..., Compatibility]) -> None:
    copyleft = 'require = "same-license", on = "work", when = "distribute"'
    free = 'permit = "relicense", value = ["any"]'
    limit = 'prohibit = "compete"'
    assert ask(copyleft, about=_COPYLEFT).verdict == "no"
    assert ask(copyleft, free, about=_COPYLEFT).verdict == "yes"
    assert ask(copyleft, free, limit, about=_COPYLEFT).verdict == "no"
    assert ask(copyleft, free, limit, about=_COPYLEFT, outbound=OWN).verdict == "yes"


def test_what_may_be_passed_on_unchanged_only_does_not_become_free_to_change(
    ask: Callable[..., Compatibility],
) -> None:
    kept = 'prohibit = "distribute", on = "derivative"'
    about = {"category": "no-derivatives"}
    answer = ask(kept, use="include-data", about=about)
    assert answer.verdict == "no"
    assert _text(answer).endswith("(modify) [restrictions-travel]")
    assert ask(kept, use="include-data", outbound="CC-BY-ND-4.0", about=about).verdict == "yes"


def test_an_exception_lifts_only_what_is_about_the_same(
    ask: Callable[..., Compatibility], tmp_path: Path
) -> None:
    (tmp_path / "Ours-exception.toml").write_text(
        """
id = "Ours-exception"
name = "Our exception"
kind = "linking"
restricts = false
review = "text"
lifts = [{ require = "attribution", on = "product", for = ["link-static"], clause = "1" }]
statements = []

[[sources]]
of = "kind, statements"
basis = "text"
reference = "text of the exception"
""",
        encoding="utf-8",
    )
    ask('require = "attribution", on = "product"', 'require = "attribution", on = "docs"')
    catalog = openlic.Catalog.load(tmp_path)
    text = "LicenseRef-ours WITH Ours-exception"
    for use, left in (("link-static", ["docs"]), ("combine", ["product", "docs"])):
        duties = compatible(text, "MIT", use=use, catalog=catalog).obligations
        assert [duty.statement.on for duty in duties] == left


@pytest.mark.parametrize(
    ("unless", "purpose", "expected"),
    [
        (("research",), "research", "no"),
        (("research",), "commercial", "yes"),
        (("personal", "research"), "research", "no"),
        (("mau > 100",), "commercial", "yes"),
    ],
)
def test_a_condition_that_holds_lifts_a_statement(
    unless: tuple[str, ...], purpose: str, expected: str
) -> None:
    situation = Situation.of("combine", "binary", purpose, "default")
    assert situation.holds(Statement("prohibit", "compete", unless=unless)) == expected


# --- Exceptions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inbound", "use", "with_it", "without"),
    [
        ("GPL-2.0-only WITH Classpath-exception-2.0", "link-static", "yes", "no"),
        ("GPL-3.0-only WITH GCC-exception-3.1", "link-static", "yes", "no"),
        ("GPL-2.0-only WITH Linux-syscall-note", "link-dynamic", "yes", "no"),
        ("GPL-2.0-or-later WITH Font-exception-2.0", "include-data", "yes", "no"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "modify", "no", "no"),
    ],
)
def test_an_exception_changes_the_uses_that_it_covers(
    inbound: str, use: str, with_it: str, without: str
) -> None:
    base = inbound.split(" WITH ", maxsplit=1)[0]
    answer = compatible(inbound, OWN, use=use)
    assert answer.verdict == with_it
    assert compatible(base, OWN, use=use).verdict == without
    if with_it == "yes":
        assert any(reason.rule == "exception-lifts" for reason in answer.reasons)


def test_an_exception_can_be_dropped_and_not_added() -> None:
    added = "GPL-2.0-only WITH Classpath-exception-2.0"
    assert compatible(added, "GPL-2.0-only").verdict == "yes"
    assert compatible("GPL-2.0-only", added).verdict == "no"
    assert compatible(added, added).verdict == "yes"


@pytest.mark.parametrize(
    ("inbound", "why"),
    [
        ("MIT WITH Classpath-exception-2.0", "is not written for MIT"),
        ("GPL-2.0-only WITH AdditionRef-ours", "nothing is known of AdditionRef-ours"),
    ],
)
def test_an_exception_that_is_not_known_to_apply_makes_it_unknown(inbound: str, why: str) -> None:
    answer = compatible(inbound, "GPL-2.0-only" if "GPL" in inbound else "MIT")
    assert answer.verdict == "unknown"
    assert why in _text(answer)


def test_an_exception_of_the_result_frees_what_is_linked_with_it() -> None:
    result = "GPL-2.0-only WITH Classpath-exception-2.0"
    assert compatible("Apache-2.0", result, use="link-dynamic").verdict == "yes"
    assert compatible("Apache-2.0", "GPL-2.0-only", use="link-dynamic").verdict == "no"
    assert compatible("Apache-2.0", result).verdict == "no"
    assert compatible("MIT", "MIT WITH AdditionRef-ours").verdict == "unknown"


# --- Versions and ways out --------------------------------------------------------------


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [
        ("GPL-2.0-or-later", "GPL-2.0-only", "yes"),
        ("GPL-2.0-or-later", "GPL-3.0-only", "yes"),
        ("GPL-2.0-or-later", "GPL-3.0-or-later", "yes"),
        ("GPL-2.0-or-later", "AGPL-3.0-only", "yes"),
        ("GPL-2.0-or-later", "AGPL-3.0-or-later", "yes"),
        ("GPL-3.0-only", "GPL-3.0-or-later", "no"),
        ("GPL-3.0-only", "GPL-2.0-only", "no"),
        ("GPL-2.0-only", "GPL-3.0-only", "no"),
        ("GPL-2.0", "GPL-2.0-only", "yes"),
        ("GPL-2.0+", "GPL-3.0", "yes"),
        ("EPL-1.0+", "EPL-2.0", "yes"),
        ("EPL-1.0", "EPL-2.0", "yes"),
        ("EPL-2.0", "EPL-1.0", "no"),
        ("EPL-2.0", "GPL-2.0-only", "no"),
        ("EPL-2.0 OR GPL-2.0-or-later", "GPL-2.0-only", "yes"),
        ("MPL-2.0", "GPL-2.0-only", "yes"),
        ("MPL-2.0-no-copyleft-exception", "GPL-2.0-only", "no"),
        ("MPL-1.1", "GPL-2.0-only", "no"),
        ("LGPL-2.1-only", "GPL-3.0-or-later", "yes"),
        ("LGPL-2.1-only", "LGPL-3.0-only", "no"),
        ("LGPL-3.0-only", "GPL-2.0-or-later", "no"),
        ("LGPL-3.0-only", "GPL-3.0-or-later", "no"),
        ("LGPL-3.0-or-later", "GPL-3.0-or-later", "yes"),
        ("EUPL-1.2", "GPL-3.0-only", "yes"),
        ("EUPL-1.2", "MPL-2.0", "yes"),
        ("EUPL-1.2", "GPL-3.0-or-later", "no"),
        ("EUPL-1.1", "EUPL-1.2", "yes"),
        ("CECILL-2.1", "GPL-2.0-or-later", "yes"),
        ("CC-BY-SA-4.0", "GPL-3.0-only", "yes"),
        ("GPL-3.0-only", "CC-BY-SA-4.0", "no"),
        ("CC-BY-SA-4.0", "GPL-3.0-or-later", "no"),
        ("CC-BY-4.0", "CC-BY-SA-4.0", "yes"),
        ("GFDL-1.3-only", "GPL-3.0-only", "no"),
        ("CDDL-1.0", "GPL-2.0-only", "no"),
        ("Artistic-2.0", "GPL-2.0-only", "yes"),
        ("CPL-1.0", "EPL-1.0", "yes"),
        ("IPL-1.0", "CPL-1.0", "yes"),
    ],
)
def test_versions_and_named_licenses(inbound: str, outbound: str, expected: str) -> None:
    assert compatible(inbound, outbound).verdict == expected


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [
        ("LGPL-2.1-only", "MIT", "yes"),
        ("LGPL-2.1-only", "GPL-3.0-only", "yes"),
        ("LGPL-3.0-only", "GPL-2.0-only", "no"),
        ("MPL-2.0", "Apache-2.0", "yes"),
        ("EPL-2.0", "MIT", "yes"),
        ("EPL-1.0", "GPL-2.0-only", "no"),
        ("CDDL-1.0", "GPL-3.0-only", "no"),
        ("EUPL-1.2", "MIT", "yes"),
        ("Apache-2.0", "EUPL-1.2", "yes"),
        ("GPL-3.0-only", "MIT", "no"),
        ("GPL-2.0-only", "LGPL-2.1-only", "no"),
        ("AGPL-3.0-only", OWN, "no"),
        ("CECILL-2.1", "MIT", "no"),
        ("BSD-4-Clause", "GPL-2.0-only", "no"),
        ("BSD-4-Clause", "LGPL-2.1-only", "yes"),
        ("MS-PL", "MIT", "yes"),
        ("GPL-2.0-only", OWN, "no"),
    ],
)
@pytest.mark.parametrize("use", ["link-static", "link-dynamic", "link"])
def test_linking(inbound: str, outbound: str, use: str, expected: str) -> None:
    assert compatible(inbound, outbound, use=use).verdict == expected


# --- Results under several licenses ------------------------------------------------------


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [
        ("MIT", "MIT AND GPL-3.0-only", "yes"),
        ("GPL-3.0-only", "MIT AND GPL-3.0-only", "yes"),
        ("GPL-3.0-only", "GPL-3.0-only AND CC-BY-NC-4.0", "no"),
        ("GPL-2.0-only", "GPL-2.0-only AND Apache-2.0", "no"),
        ("CC-BY-NC-4.0", "MIT AND ISC", "no"),
        ("MIT", "MIT AND LicenseRef-Foo", "yes"),
        ("GPL-3.0-only", "GPL-3.0-only AND LicenseRef-Foo", "unknown"),
        ("MIT", "MIT OR LicenseRef-Foo", "unknown"),
        ("Apache-2.0 OR GPL-2.0-only", "Apache-2.0 OR GPL-2.0-only", "yes"),
    ],
)
def test_outbound_expressions(inbound: str, outbound: str, expected: str) -> None:
    assert compatible(inbound, outbound).verdict == expected


def test_each_outbound_arm_elects_its_own_inbound_arm() -> None:
    answer = compatible("Apache-2.0 OR GPL-2.0-only", "GPL-2.0-only OR Apache-2.0")
    assert {choice.outbound: choice.inbound for choice in answer.chosen} == {
        "GPL-2.0-only": ("GPL-2.0-only",),
        "Apache-2.0": ("Apache-2.0",),
    }


def test_of_good_arms_the_one_with_the_fewest_duties_is_elected() -> None:
    answer = compatible("Apache-2.0 OR 0BSD OR MIT", "GPL-3.0-only")
    assert answer.chosen[0].inbound == ("0BSD",)


def test_a_long_expression_takes_no_time() -> None:
    arms = " AND ".join(f"(MIT OR LicenseRef-x{number})" for number in range(2000))
    assert compatible(arms, "Apache-2.0").verdict == "yes"


def test_many_choices_on_both_sides_take_no_time() -> None:
    """Twenty-four choices: tools that expand to a normal form hang or run out of memory."""
    inbound = " AND ".join(f"(MIT OR LicenseRef-x{number})" for number in range(24))
    outbound = " AND ".join(f"(GPL-3.0-only OR LicenseRef-y{number})" for number in range(24))
    assert compatible(inbound, outbound).verdict == "unknown"


def test_a_word_is_no_license() -> None:
    assert compatible("license", "MIT").verdict == "unknown"


# --- Rules, facts, uses, readings --------------------------------------------------------


def test_there_are_few_rules_and_each_says_what_it_is() -> None:
    assert len(RULES) <= 12
    for id, rule in RULES.items():
        assert rule.id == id
        assert rule.says.endswith(".")
        assert rule.premises


@pytest.mark.parametrize("id", RULES)
def test_the_example_of_a_rule_is_decided_by_it(id: str) -> None:
    example = RULES[id].example
    options: dict[str, Any] = dict(example.options)
    answer = compatible(example.inbound, example.outbound, **options)
    assert answer.verdict == example.verdict
    assert id in {reason.rule for reason in answer.reasons}


def test_every_reason_names_a_rule() -> None:
    asked = [(each[0], each[1], each[2]) for each in PROBES]
    asked += [(each[0], each[1], each[2]) for each in CASES]
    used = {
        reason.rule
        for inbound, outbound, options in asked
        for reason in compatible(inbound, outbound, **options).reasons
    }
    assert used <= set(RULES)


def test_there_are_few_stated_facts_and_each_has_a_source() -> None:
    facts = pair_facts()
    assert 0 < len(facts) <= 150
    for fact in facts:
        assert fact.source
        assert fact.says
        assert set(fact.uses) <= set(USES)


@pytest.mark.parametrize("fact", pair_facts(), ids=lambda fact: fact.id)
def test_a_stated_fact_says_what_no_rule_derives(fact: openlic.pairs.PairFact) -> None:
    """Without the fact at least one of its pairs has another answer."""
    catalog = openlic.Catalog()
    pairs = Pairs(Situation.of(fact.uses[0], "binary", "commercial", "default"), "default", catalog)
    pairs._facts = {}
    derived = {
        pairs.decide(
            pairs.inbound(parse(inbound).leaves[0]), pairs.outbound(parse(outbound).leaves[0])
        )[0]
        for inbound in fact.inbound
        for outbound in fact.outbound
    }
    assert derived - {fact.verdict}


def test_a_stated_fact_decides_and_gives_its_source() -> None:
    for use in USES:
        for (inbound, outbound), fact in facts_for(use, pair_facts()).items():
            answer = compatible(inbound, outbound, use=use)
            assert answer.verdict == fact.verdict, (inbound, outbound, use)
    answer = compatible("FTL", "GPL-3.0-only")
    assert [reason.source for reason in answer.reasons if reason.source] == [
        "FSF, license list, #freetype"
    ]


@pytest.mark.parametrize("use", USES)
def test_every_use_can_be_asked(use: str) -> None:
    assert compatible("MIT", "MIT", use=use).verdict == "yes"
    assert read_use(use, ()).name == use


@pytest.mark.parametrize(
    ("use", "contents", "fits"),
    [
        ("link-static", ("data",), False),
        ("fine-tune", ("font",), False),
        ("train-on", ("hardware",), False),
        ("link-static", ("code",), True),
        ("include-data", ("font",), True),
        ("combine", ("data",), True),
        ("link-dynamic", ("data", "document"), True),
    ],
)
def test_a_use_has_to_make_sense(use: str, contents: tuple[str, ...], fits: bool) -> None:
    if fits:
        read_use(use, contents)
        return
    with pytest.raises(UseError) as caught:
        read_use(use, contents)
    assert caught.value.suggestions
    assert "these do" in str(caught.value)


def test_what_the_work_is_can_be_said() -> None:
    assert compatible("MIT", "MIT", use="link-static").verdict == "yes"
    with pytest.raises(UseError):
        compatible("MIT", "MIT", use="link-static", content="data")
    assert compatible("ODbL-1.0", "MIT", use="link-static", content="code").verdict == "no"


@pytest.mark.parametrize(
    "options",
    [
        {"use": "fly"},
        {"use": "Combine"},
        {"provide": "by post"},
        {"purpose": "profit"},
        {"reading": "bold"},
        {"content": "music"},
    ],
)
def test_words_that_do_not_exist_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"there is no|is no content type"):
        compatible("MIT", "MIT", **options)


def test_an_error_of_a_use_keeps_its_facts_and_pickles() -> None:
    with pytest.raises(UseError) as caught:
        compatible("ODbL-1.0", "MIT", use="link")
    error = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(error, UseError)
    assert (error.use, error.contents, error.known) == ("link", ("data",), True)
    assert str(error) == str(caught.value)
    with pytest.raises(UseError) as caught:
        compatible("MIT", "MIT", use="link-statik")
    assert caught.value.suggestions[0] == "link-static"


@pytest.mark.parametrize("value", [None, 3, b"MIT", ["MIT"]])
def test_what_is_no_license_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError):
        compatible(value, "MIT")  # type: ignore[arg-type]


def test_readings() -> None:
    assert read_reading("default") == frozenset()
    assert read_reading("cautious") == set(QUESTIONS)
    assert set(READINGS) == {"default", "cautious", *QUESTIONS}
    for id, question in QUESTIONS.items():
        assert question.id == id
        assert question.asks.endswith("?")
        assert question.arguments_for
        assert question.arguments_against
        assert question.references


@pytest.mark.parametrize(
    ("inbound", "use", "question"),
    [
        ("CC-BY-SA-4.0", "train-on", "training-derives"),
        ("GPL-3.0-only", "train-on", "code-copyleft-reaches-weights"),
        ("CC-BY-SA-4.0", "generate", "outputs-carry-terms"),
        ("CC-BY-SA-4.0", "distill", "outputs-carry-terms"),
    ],
)
def test_an_answer_that_depends_on_a_question_says_so(
    inbound: str, use: str, question: str
) -> None:
    plain = compatible(inbound, "MIT", use=use)
    assert (str(plain.verdict), plain.questions, str(plain.otherwise)) == ("yes", (question,), "no")
    for reading in ("cautious", question):
        other = compatible(inbound, "MIT", use=use, reading=reading)
        assert (str(other.verdict), other.questions) == ("no", (question,))
        assert other.otherwise == "yes"
    for unasked in set(QUESTIONS) - {question}:
        assert compatible(inbound, "MIT", use=use, reading=unasked).verdict == "yes"


def test_an_answer_that_depends_on_no_question_says_so() -> None:
    answer = compatible("MIT", "MIT", use="train-on")
    assert (answer.questions, answer.otherwise) == ((), None)
    # The license speaks of outputs, so nothing is open.
    assert compatible("GPL-3.0-only", "MIT", use="generate").otherwise is None


# --- Conditions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "options", "expected"),
    [
        ((), {}, "yes"),
        (("commercial",), {}, "yes"),
        (("commercial",), {"purpose": "research"}, "no"),
        (("research",), {"purpose": "research"}, "yes"),
        (("research",), {}, "no"),
        (("research",), {"purpose": "non-commercial"}, "unknown"),
        (("modified",), {"use": "modify"}, "yes"),
        (("unmodified",), {"use": "modify"}, "no"),
        (("modified",), {"use": "aggregate"}, "no"),
        (("evaluation",), {"use": "evaluate-on"}, "yes"),
        (("evaluation",), {}, "unknown"),
        (("licensor-opts",), {}, "no"),
        (("mau > 700_000_000 by affiliates",), {}, "unknown"),
        (("commercial", "fee"), {}, "unknown"),
    ],
)
def test_conditions(words: tuple[str, ...], options: dict[str, Any], expected: str) -> None:
    known = {"use": "combine", "provide": "binary", "purpose": "commercial"} | options
    situation = Situation.of(**known, reading="default")
    assert situation.condition(words) == expected


@pytest.mark.parametrize("provide", PROVISIONS)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_provision_and_purpose_can_be_asked(provide: str, purpose: str) -> None:
    answer = compatible("MIT", "MIT", provide=provide, purpose=purpose)
    assert (answer.provide, answer.purpose, str(answer.verdict)) == (provide, purpose, "yes")


# --- The answer as a value ---------------------------------------------------------------


def test_an_answer_compares_hashes_copies_and_pickles() -> None:
    answer = compatible("MIT OR GPL-3.0-only", "Apache-2.0", use="link-static")
    again = compatible(parse("MIT OR GPL-3.0-only"), parse("Apache-2.0"), use="link-static")
    assert answer == again
    assert hash(answer) == hash(again)
    assert pickle.loads(pickle.dumps(answer)) == copy.deepcopy(answer) == answer
    assert answer != compatible("MIT OR GPL-3.0-only", "Apache-2.0")


def test_a_single_id_and_an_expression_of_it_get_the_same_answer() -> None:
    for inbound, outbound in (("MIT", "GPL-3.0-only"), ("GPL-2.0-or-later", "MIT")):
        assert compatible(inbound, outbound) == compatible(parse(inbound), parse(outbound))
        assert compatible(f"({inbound})", outbound) == compatible(inbound, outbound)


def test_an_answer_shows_itself() -> None:
    answer = compatible("MIT OR GPL-3.0-only", "Apache-2.0")
    assert repr(answer) == "Compatibility('MIT OR GPL-3.0-only', 'Apache-2.0', 'combine', 'yes')"
    assert str(answer).splitlines()[0] == "MIT OR GPL-3.0-only -> Apache-2.0: yes"
    assert list(answer.__rich_repr__())[::3] == ["MIT OR GPL-3.0-only", ("verdict", "yes")]
    assert "chosen    Apache-2.0 <- MIT: yes" in str(answer)
    assert json.loads(json.dumps(answer.to_dict()))["chosen"][0]["inbound"] == ["MIT"]
    assert "<table>" in answer._repr_html_()
    long = compatible("MIT AND " * 40 + "MIT", "MIT")
    assert len(repr(long)) < 200


def test_an_answer_escapes_what_was_typed() -> None:
    answer = compatible("<script>alert(1)</script>\x1b[31m license", "MIT")
    assert answer.verdict == "unknown"
    assert "<script" not in answer._repr_html_()
    assert "\x1b" not in str(answer)
    assert "\x1b" not in answer.explain()


def test_an_explanation_has_the_rules_the_duties_and_the_arguments() -> None:
    text = compatible("CC-BY-SA-4.0", "MIT", use="train-on", reading="cautious").explain()
    assert "copyleft-reach" in text
    assert "for yes" in text
    assert "for no" in text
    assert "if default" in text
    assert "you must" in compatible("MIT", "MIT").explain()


def test_a_derivation_ends_with_the_question() -> None:
    answer = compatible("MIT", "GPL-3.0-only OR MIT")
    steps = answer.derivation.steps
    assert answer.derivation.conclusion.verdict == answer.verdict
    assert all(premise < place for place, step in enumerate(steps) for premise in step.premises)
    assert {step.kind for step in steps} == {"rule", "pair", "question"}
    unread = compatible("Limited Commercial License", "MIT").derivation
    assert [step.kind for step in unread.steps] == ["rule", "question"]


def test_how_a_text_was_read_is_part_of_the_answer() -> None:
    answer = compatible("Apache 2.0", "GPLv3")
    assert (answer.inbound, answer.outbound) == ("Apache-2.0", "GPL-3.0-only")
    assert len(answer.readings) == 2
    assert "read as Apache-2.0" in str(answer)
    assert "may be" in _text(compatible("BSD", "MIT"))
    assert "may be Apache-2.0" in _text(compatible("Apachee-2.0", "MIT"))


def test_a_withdrawn_id_is_replaced() -> None:
    assert compatible("GPL-2.0", "MIT").inbound == "GPL-2.0-only"
    assert compatible("MIT", "GPL-2.0+").outbound == "GPL-2.0-or-later"


def test_what_recipients_may_not_do_is_listed() -> None:
    answer = compatible(RAIL, RAIL, use="fine-tune")
    assert "field-of-use" in {duty.term for duty in answer.restrictions}
    nothing = compatible(RAIL, "MIT", use="fine-tune")
    assert (nothing.obligations, nothing.restrictions) == ((), ())


# --- Robustness -------------------------------------------------------------------------


@given(st.text(max_size=40), st.sampled_from(["MIT", "GPL-3.0-only", "LicenseRef-Foo"]))
def test_any_text_gives_an_answer_or_an_error_of_ours(text: str, other: str) -> None:
    for sides in ((text, other), (other, text)):
        try:
            answer = compatible(*sides)
        except OpenlicError:
            continue
        assert answer.verdict in tuple(Verdict)
        assert str(answer)


@given(
    st.sampled_from(sorted(openlic.Catalog().facts)),
    st.sampled_from(sorted(openlic.Catalog().facts)),
    st.sampled_from(list(USES)),
    st.sampled_from(list(PROVISIONS)),
    st.sampled_from(list(PURPOSES)),
    st.sampled_from(list(READINGS)),
)
def test_every_pair_has_an_answer_with_reasons(
    inbound: str, outbound: str, use: str, provide: str, purpose: str, reading: str
) -> None:
    try:
        answer = compatible(
            inbound, outbound, use=use, provide=provide, purpose=purpose, reading=reading
        )
    except UseError:
        return
    assert answer.reasons
    worst = min(reason.verdict for reason in answer.reasons)
    assert worst == answer.verdict
    assert {reason.rule for reason in answer.reasons} <= set(RULES)
    assert answer.explain()


_ASKERS: list[Callable[[], object]] = [
    lambda: compatible("MIT", "MIT", use="link", content="code"),
    lambda: compatible("GPL-2.0", "GPL-2.0"),
]


@pytest.mark.parametrize("ask", _ASKERS)
def test_the_slow_way_and_the_fast_way_agree(ask: Callable[[], Compatibility]) -> None:
    assert ask().verdict == "yes"


def test_all_content_types_have_a_use() -> None:
    for content in CONTENT_TYPES:
        assert any(content in read_use(use, ()).contents for use in USES)
    for alias, name in USE_ALIASES.items():
        assert read_use(alias, ()) == read_use(name, ())
