# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Policies: how they are read, what they decide, and how they gate."""

from __future__ import annotations

import itertools
import json
import pickle
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import openlic
from openlic import license as license_record
from openlic.assessment import Assessment, assess
from openlic.catalog import Catalog, default_catalog
from openlic.cli import main
from openlic.errors import InputError, UnknownFrameworkError
from openlic.formats import load
from openlic.frameworks import Waiver
from openlic.model import Component, GlobalLicense, Model, Origin
from openlic.policies import Policy, read_framework, read_policy
from openlic.scopes import Lists, Needs, Scope, Stance
from openlic.terms import Verdict

NO, UNKNOWN, YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES
ALLOW, REVIEW, DENY = "allow", "review", "deny"
DECIDED = {ALLOW: YES, REVIEW: UNKNOWN, DENY: NO}
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "policy.toml"
#: A license of the catalog whose statements are not known.
UNREAD = "LicenseRef-internlm-weights"


def policy(**table: Any) -> Policy:
    return read_policy({"policy": 1, "name": "Acme", **table})


def judged(rules: Policy, *components: Component, **rest: Any) -> Assessment:
    return assess(Model("app", components, **rest), rules)


def verdict(rules: Policy, text: str | None, **rest: Any) -> Verdict:
    return judged(rules, Component("it", text, **rest)).components["it"].verdict


def codes(result: Assessment) -> list[str]:
    return [finding.code for finding in result.findings]


# --- Reading --------------------------------------------------------------------------

FULL = """
policy = 1
name = "Acme"
description = "What we ship."
unlisted = "deny"
unlicensed = "review"
unknown = "deny"

[allow]
licenses = ["mit", "LicenseRef-acme"]
categories = ["permissive"]
terms = ["permit commercial-use"]

[review]
licenses = ["MPL-2.0"]

[deny]
categories = ["non-commercial"]
terms = ["require  provide-source"]

[require]
terms = ["permit modify"]
osi = true
fsf = false
open_definition = true

[[scopes]]
name = "tests"
components = ["*-test"]
content = ["data"]
kinds = ["file"]
part_of = ["Datasets"]
uses = ["tool"]
allow.licenses = ["GPL-3.0-only"]
inherit = false

[[scopes]]
name = "own"
components = ["acme-*"]
ignore = true

[[exceptions]]
component = "left-pad"
license = "WTFPL"
because = "ticket 12"
until = "2027-01-31"

[[exceptions]]
component = "other"
because = "ticket 13"
until = 2027-02-28
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(FULL)
    found = read_policy(path)
    assert found == Policy(
        name="Acme",
        description="What we ship.",
        unlisted=DENY,
        unlicensed=REVIEW,
        unknown=DENY,
        stance=Stance(
            Lists(("MIT", "LicenseRef-acme"), ("permissive",), (("permit", "commercial-use"),)),
            Lists(("MPL-2.0",)),
            Lists((), ("non-commercial",), (("require", "provide-source"),)),
            Needs((("permit", "modify"),), ("osi", "open_definition")),
        ),
        scopes=(
            Scope(
                "tests",
                Stance(Lists(("GPL-3.0-only",))),
                ("*-test",),
                ("data",),
                ("file",),
                ("Datasets",),
                ("tool",),
                inherit=False,
            ),
            Scope("own", components=("acme-*",), ignore=True),
        ),
        exceptions=(
            Waiver("left-pad", "ticket 12", "WTFPL", date(2027, 1, 31)),
            Waiver("other", "ticket 13", "", date(2027, 2, 28)),
        ),
    )
    assert found.path == str(path)
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(read_policy(str(path)))


def test_what_is_not_said_has_a_default() -> None:
    found = policy()
    assert (found.unlisted, found.unlicensed, found.unknown) == (REVIEW, DENY, REVIEW)
    assert (found.stance, found.scopes, found.exceptions) == (Stance(), (), ())
    assert read_policy(found) is found


def test_the_example_is_read_and_denies_what_it_says() -> None:
    example = read_policy(EXAMPLE)
    assert verdict(example, "MIT") == YES
    assert verdict(example, "MPL-2.0") == UNKNOWN
    assert verdict(example, "GPL-3.0-only") == NO
    assert verdict(example, "GPL-3.0-only OR MIT") == YES
    assert verdict(example, "CC-BY-4.0", content="data") == YES


#: Keys of a policy that cannot be read, with the place, and words of message and repair.
BAD: list[tuple[Mapping[str, Any], str, str]] = [
    ({"policy": 2}, "$.policy", "write policy = 1"),
    ({"policy": True}, "$.policy", "write policy = 1"),
    ({"name": ""}, "$.name", "a text is expected, not ''"),
    ({"name": 3}, "$.name", "a text is expected, not int"),
    ({"description": []}, "$.description", "a text is expected, not list"),
    ({"alow": {}}, "$", "there is no key 'alow' here; did you mean 'allow'?"),
    ({"x" * 200: 1}, "$", "there are policy, name"),
    ({"unlisted": "permit"}, "$.unlisted", "is not one of allow, review, deny"),
    ({"unlisted": ["deny"]}, "$.unlisted", "list is not one of"),
    ({"unknown": "allow"}, "$.unknown", "what is not known cannot be allowed"),
    ({"allow": []}, "$.allow", "a table is expected, not list"),
    ({"allow": {"license": ["MIT"]}}, "$.allow", "did you mean 'licenses'?"),
    ({"allow": {"licenses": "MIT"}}, "$.allow.licenses", "a list is expected, not 'MIT'"),
    ({"allow": {"licenses": [3]}}, "$.allow.licenses[0]", "a text is expected, not int"),
    ({"allow": {"licenses": ["MIT", "Apche-2.0"]}}, "$.allow.licenses[1]", "Apache-2.0"),
    ({"allow": {"licenses": ["Apache 2.0"]}}, "$.allow.licenses[0]", "did you mean Apache-2.0?"),
    ({"deny": {"licenses": ["GPL-2.0"]}}, "$.deny.licenses[0]", "GPL-2.0-only or GPL-2.0-or-later"),
    ({"deny": {"licenses": ["qqqqqqqq"]}}, "$.deny.licenses[0]", "no license has the id"),
    ({"deny": {"licenses": ["NONE"]}}, "$.deny.licenses[0]", "set `unlicensed` for it"),
    ({"deny": {"licenses": ["NOASSERTION"]}}, "$.deny.licenses[0]", "set `unknown` for it"),
    ({"deny": {"licenses": ["MIT OR ISC"]}}, "$.deny.licenses[0]", "more than the id of one"),
    ({"deny": {"licenses": ["Apache-2.0+"]}}, "$.deny.licenses[0]", "more than the id of one"),
    (
        {"deny": {"licenses": ["GPL-2.0-only WITH Classpath-exception-2.0"]}},
        "$.deny.licenses[0]",
        "more than the id of one",
    ),
    ({"deny": {"categories": ["permisive"]}}, "$.deny.categories[0]", "did you mean 'permissive'?"),
    ({"allow": {"categories": ["unknown"]}}, "$.allow.categories[0]", "is not one of"),
    ({"allow": {"terms": ["allow modify"]}}, "$.allow.terms[0]", "permit, require, prohibit"),
    ({"allow": {"terms": ["permit"]}}, "$.allow.terms[0]", "is no statement"),
    ({"allow": {"terms": [""]}}, "$.allow.terms[0]", "a text is expected"),
    ({"allow": {"terms": ["permit comercial-use"]}}, "$.allow.terms[0]", "commercial-use"),
    ({"allow": {"terms": ["permit rename"]}}, "$.allow.terms[0]", "goes with require"),
    ({"require": {"osi": "yes"}}, "$.require.osi", "true or false is expected"),
    ({"require": {"licenses": []}}, "$.require", "there is no key 'licenses'"),
    ({"scopes": {}}, "$.scopes", "write [[scopes]]"),
    ({"scopes": [1]}, "$.scopes[0]", "a table is expected"),
    ({"scopes": [{"name": "x"}]}, "$.scopes[0]", "does not say for which components"),
    ({"scopes": [{"kinds": ["file"]}]}, "$.scopes[0]", "the scope has no name"),
    ({"scopes": [{"name": "x", "content": ["text"]}]}, "$.scopes[0].content[0]", "is not one of"),
    ({"scopes": [{"name": "x", "uses": ["tools"]}]}, "$.scopes[0].uses[0]", "'tool'"),
    ({"scopes": [{"name": "x", "part_of": ["Dataset"]}]}, "$.scopes[0].part_of[0]", "'Datasets'"),
    ({"scopes": [{"name": "x", "kinds": [""]}]}, "$.scopes[0].kinds[0]", "a text is expected"),
    (
        {"scopes": [{"name": "x", "kinds": ["a"], "ignore": True, "allow": {}}]},
        "$.scopes[0]",
        "are not judged",
    ),
    (
        {"scopes": [{"name": "x", "kinds": ["a"]}, {"name": "x", "kinds": ["b"]}]},
        "$.scopes[1]",
        "there are two scopes 'x'",
    ),
    ({"exceptions": [{"because": "x"}]}, "$.exceptions[0]", "has no `component`"),
    ({"exceptions": [{"component": "x"}]}, "$.exceptions[0]", "has no `because`"),
    (
        {"exceptions": [{"component": "x", "because": "y", "until": "soon"}]},
        "$.exceptions[0].until",
        "'soon' is no date",
    ),
    (
        {"exceptions": [{"component": "x", "because": "y", "until": 3}]},
        "$.exceptions[0].until",
        "write it as in 2027-01-31",
    ),
    ({"exceptions": [{"component": "x", "reason": "y"}]}, "$.exceptions[0]", "no key 'reason'"),
]


@pytest.mark.parametrize(("table", "where", "words"), BAD)
def test_what_is_wrong_is_told_with_place_and_repair(
    table: Mapping[str, Any], where: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        policy(**table)
    told = [problem for problem in caught.value.problems if problem.where == where]
    assert any(words in f"{problem.message}; {problem.repair}" for problem in told), told
    assert all(problem.repair for problem in caught.value.problems)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_policy({"unlisted": "x", "allow": {"licenses": ["Foo-1", "Bar-2"]}, "deny": 3})
    assert [problem.where for problem in caught.value.problems] == [
        "$.policy", "$", "$.unlisted", "$.allow.licenses[0]", "$.allow.licenses[1]", "$.deny",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        {"allow": {"licenses": [f"Foo-{number}" for number in range(100_000)]}},
        {"scopes": [{}] * 1000},
        {str(number): 1 for number in range(100_000)},
    ],
)
def test_no_more_is_told_than_can_be_read(table: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        policy(**table)
    assert len(caught.value.problems) == 100


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\xfa", "UTF-16"),
        (b"policy = ", "this is not TOML"),
        (b"x = " + b"[" * 100_000, "nested too deeply"),
        (b"#" * (1024 * 1024 + 1), "larger than the limit"),
        (b"\xc3", "not UTF-8"),
        (b"", "the form of the policy is not stated"),
        (b"1" * 5000, "TOML"),
    ],
)
def test_a_file_that_is_no_policy_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_policy(path)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_policy(tmp_path / "none.toml")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates()
    | st.sampled_from(["MIT", "permit modify", "permissive", "data", "tool", "deny"]),
    lambda below: st.lists(below, max_size=3)
    | st.dictionaries(
        st.sampled_from(["licenses", "categories", "terms", "name", "components", "until"])
        | st.text(max_size=4),
        below,
        max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
_KEYS = st.sampled_from(
    ["policy", "name", "description", "unlisted", "unlicensed", "unknown", "allow", "review",
     "deny", "require", "scopes", "exceptions"]
)  # fmt: skip


@given(st.dictionaries(_KEYS, _VALUES))
def test_any_table_is_a_policy_or_an_input_error(table: dict[str, Any]) -> None:
    with suppress(InputError):
        assert read_policy(table).name


def test_a_policy_that_allows_the_unknown_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="never allowed"):
        Policy("Acme", unknown=ALLOW)


def test_ids_of_ones_own_catalog_can_be_listed(root: Path) -> None:
    own = Catalog.load(root / "examples" / "licenses")
    table = {"policy": 1, "name": "x", "deny": {"licenses": ["LicenseRef-acme-model-1.0"]}}
    rules = read_policy(table, own)
    model = Model("app", (Component("it", "LicenseRef-acme-model-1.0"),))
    assert assess(model, rules, catalog=own).components["it"].verdict == NO


def test_a_framework_is_an_id_a_path_or_itself(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('policy = 1\nname = "Acme"')
    assert read_framework(path) == read_framework(str(path)) == Policy("Acme")
    assert read_framework(Policy("x")) == Policy("x")
    mof = read_framework("mof")
    assert read_framework(mof) is mof
    with pytest.raises(UnknownFrameworkError):
        read_framework("acme")


# --- The order of the rules -----------------------------------------------------------

GPL, NC = "GPL-3.0-only", "CC-BY-NC-4.0"
SAYS, SAYS_NOT = "require provide-source", "require register"  # what the GPL says, and does not


@pytest.mark.parametrize(
    ("table", "text", "expected", "rule"),
    [
        # by license, the strictest first
        ({DENY: {"licenses": [GPL]}, ALLOW: {"licenses": [GPL]}}, GPL, NO, "deny-license"),
        ({DENY: {"licenses": [GPL]}, REVIEW: {"licenses": [GPL]}}, GPL, NO, "deny-license"),
        ({REVIEW: {"licenses": [GPL]}, ALLOW: {"licenses": [GPL]}}, GPL, UNKNOWN, "review-license"),
        # an id goes before what all licenses need, categories and terms
        (
            {ALLOW: {"licenses": [GPL]}, "require": {"terms": [SAYS_NOT]}},
            GPL, YES, "allow-license",
        ),
        (
            {ALLOW: {"licenses": [GPL]}, DENY: {"categories": ["copyleft-strong"]}},
            GPL, YES, "allow-license",
        ),
        ({ALLOW: {"licenses": [GPL]}, DENY: {"terms": [SAYS]}}, GPL, YES, "allow-license"),
        # what all licenses need
        (
            {ALLOW: {"categories": ["copyleft-strong"]}, "require": {"terms": [SAYS_NOT]}},
            GPL, NO, "require",
        ),
        ({"unlisted": ALLOW, "require": {"terms": [SAYS]}}, GPL, YES, "unlisted"),
        ({"unlisted": ALLOW, "require": {"osi": True}}, GPL, YES, "unlisted"),
        ({"unlisted": ALLOW, "require": {"osi": True}}, NC, NO, "require"),
        ({"unlisted": ALLOW, "require": {"fsf": True}}, "UPL-1.0", YES, "unlisted"),
        ({"unlisted": ALLOW, "require": {"open_definition": True}}, "CC0-1.0", YES, "unlisted"),
        # categories and terms, the strictest first
        (
            {DENY: {"categories": ["copyleft-strong"]}, ALLOW: {"terms": [SAYS]}},
            GPL, NO, "deny-category",
        ),
        ({DENY: {"terms": [SAYS]}, REVIEW: {"categories": ["copyleft-strong"]}},
         GPL, NO, "deny-term"),
        (
            {REVIEW: {"terms": [SAYS]}, ALLOW: {"categories": ["copyleft-strong"]}},
            GPL, UNKNOWN, "review-term",
        ),
        ({ALLOW: {"terms": [SAYS]}, "unlisted": DENY}, GPL, YES, "allow-term"),
        ({ALLOW: {"categories": ["copyleft-strong"]}, "unlisted": DENY}, GPL, YES,
         "allow-category"),
        ({ALLOW: {"terms": [SAYS_NOT]}, "unlisted": DENY}, GPL, NO, "unlisted"),
        # what no list names
        ({}, GPL, UNKNOWN, "unlisted"),
        ({"unlisted": DENY}, GPL, NO, "unlisted"),
        ({"unlisted": ALLOW}, GPL, YES, "unlisted"),
        # what is not known
        ({"unlisted": ALLOW}, "NOASSERTION", UNKNOWN, "nothing-known"),
        ({"unlisted": ALLOW, "unknown": DENY}, "NOASSERTION", NO, "nothing-known"),
        ({"unlisted": ALLOW}, "LicenseRef-nowhere", UNKNOWN, "not-in-catalog"),
        ({"unlisted": ALLOW, "unknown": DENY}, "LicenseRef-nowhere", NO, "not-in-catalog"),
        ({"unlisted": ALLOW}, "Foo license", UNKNOWN, "not-read"),
        ({"unlisted": ALLOW, "unknown": DENY}, "Foo license", NO, "not-read"),
        ({ALLOW: {"licenses": ["LicenseRef-nowhere"]}}, "LicenseRef-nowhere", YES,
         "allow-license"),
        ({DENY: {"licenses": ["LicenseRef-nowhere"]}}, "LicenseRef-nowhere", NO, "deny-license"),
        ({"unlisted": ALLOW}, "NONE", NO, "nothing-granted"),
        ({"unlicensed": REVIEW}, "NONE", UNKNOWN, "nothing-granted"),
        ({"unlicensed": ALLOW}, "NONE", YES, "nothing-granted"),
        ({"unlicensed": ALLOW, "unlisted": ALLOW}, "NOASSERTION", UNKNOWN, "nothing-known"),
        # a statement that is not known is a doubt, unless the answer is the same
        ({"unlisted": ALLOW, "require": {"terms": [SAYS]}}, UNREAD, UNKNOWN, "require-unknown"),
        ({"unlisted": DENY, "require": {"terms": [SAYS]}}, UNREAD, NO, "unlisted"),
        ({"unlisted": ALLOW, DENY: {"terms": [SAYS]}}, UNREAD, UNKNOWN, "deny-term-unknown"),
        ({"unlisted": ALLOW, REVIEW: {"terms": [SAYS]}}, UNREAD, UNKNOWN, "review-term-unknown"),
        ({"unlisted": DENY, ALLOW: {"terms": [SAYS]}}, UNREAD, UNKNOWN, "allow-term-unknown"),
        ({"unlisted": ALLOW, ALLOW: {"terms": [SAYS]}}, UNREAD, YES, "unlisted"),
        ({DENY: {"terms": [SAYS]}, ALLOW: {"licenses": [UNREAD]}}, UNREAD, YES, "allow-license"),
        (
            {"require": {"terms": [SAYS]}, DENY: {"categories": ["non-commercial"]}},
            UNREAD, NO, "deny-category",
        ),
        # "or later" is a choice of versions, unless a list names it
        ({ALLOW: {"licenses": [GPL]}, "unlisted": DENY}, "GPL-2.0-or-later", YES, "allow-license"),
        (
            {ALLOW: {"licenses": [GPL]}, DENY: {"licenses": ["GPL-2.0-or-later"]}},
            "GPL-2.0-or-later", NO, "deny-license",
        ),
        (
            {ALLOW: {"licenses": ["GPL-2.0-or-later"]}, "unlisted": DENY},
            "GPL-2.0-or-later", YES, "allow-license",
        ),
        ({ALLOW: {"licenses": ["GPL-2.0-or-later"]}, "unlisted": DENY}, GPL, NO, "unlisted"),
    ],
)  # fmt: skip
def test_the_first_rule_that_applies_decides(
    table: Mapping[str, Any], text: str, expected: Verdict, rule: str
) -> None:
    found = judged(policy(**table), Component("it", text)).components["it"]
    assert (found.verdict, found.reasons[0].rule) == (expected, rule)
    assert found.reasons[0].says


def test_the_unread_license_of_the_table_is_what_it_should_be() -> None:
    record = license_record(UNREAD)
    assert record.says("require", "provide-source") == UNKNOWN
    assert record.category == "non-commercial"


@pytest.mark.parametrize("category", ["unknown", "unspecified"])
@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"unlisted": ALLOW}, UNKNOWN),
        ({"unlisted": ALLOW, "unknown": DENY}, NO),
        ({ALLOW: {"terms": ["permit modify"]}, "unknown": DENY}, NO),
    ],
)
def test_licenses_whose_terms_are_not_known_are_unknown(
    category: str, table: Mapping[str, Any], expected: Verdict
) -> None:
    (id, *_) = [
        id for id, facts in default_catalog().facts.items() if facts["category"] == category
    ]
    assert verdict(policy(**table), id) == expected
    assert verdict(policy(**{**table, ALLOW: {"licenses": [id]}}), id) == YES
    assert verdict(policy(unlisted=ALLOW, deny={"categories": [category]}), id) == NO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIT AND GPL-3.0-only", NO),
        ("MIT OR GPL-3.0-only", YES),
        ("MIT AND MPL-2.0", UNKNOWN),
        ("GPL-3.0-only OR MPL-2.0", UNKNOWN),
        ("MIT AND (GPL-3.0-only OR MPL-2.0)", UNKNOWN),
        ("MIT WITH Classpath-exception-2.0", YES),
        ("GPL-3.0-only WITH Classpath-exception-2.0", NO),
        ("MIT AND NONE", NO),
        ("MIT AND NOASSERTION", UNKNOWN),
        ("MIT OR NOASSERTION", YES),
    ],
)
def test_an_expression_follows_from_its_licenses(text: str, expected: Verdict) -> None:
    rules = policy(allow={"licenses": ["MIT"]}, deny={"licenses": [GPL]})
    assert verdict(rules, text) == expected


def test_an_approval_under_an_older_name_counts() -> None:
    rules = policy(unlisted=ALLOW, require={"osi": True})
    for id, facts in default_catalog().facts.items():
        expected = "yes" in {
            default_catalog().facts[name].get("osi", "no")
            for name in default_catalog().same_license(id)
        }
        if facts["category"] not in ("unknown", "unspecified") and not facts.get("deprecated"):
            judgement = rules.framework_for(Model("x")).judge(id, "general")
            assert (judgement.verdict == YES) == expected, id


# --- Scopes ---------------------------------------------------------------------------

IN_SCOPE: list[tuple[Mapping[str, Any], Component, bool]] = [
    ({"components": ["py*", "*-test"]}, Component("pytest"), True),
    ({"components": ["py*", "*-test"]}, Component("a-test"), True),
    ({"components": ["py*"]}, Component("PyYAML"), False),
    ({"components": ["a-test"]}, Component("a-test@1.2", version="1.2"), True),
    ({"components": ["a-test"]}, Component("a-test@1.2", version="1.3"), False),
    ({"components": ["a-test"]}, Component("a-test [ref]", id="ref"), True),
    ({"components": ["[ab]"]}, Component("b"), True),
    ({"content": ["data"]}, Component("x", content="data"), True),
    ({"content": ["data"]}, Component("x"), False),
    ({"content": ["data"]}, Component("Datasets"), True),
    ({"kinds": ["file", "snippet"]}, Component("x", kind="file"), True),
    ({"kinds": ["file"]}, Component("x", kind="package"), False),
    ({"part_of": ["Datasets"]}, Component("x", part_of="Datasets"), True),
    ({"part_of": ["Datasets"]}, Component("Datasets"), True),
    ({"part_of": ["Datasets"]}, Component("Datasets", part_of=""), False),
    ({"uses": ["tool"]}, Component("used as a tool"), True),
    ({"uses": ["tool", "link-dynamic"]}, Component("used in both ways"), True),
    ({"uses": ["tool"]}, Component("used in both ways"), False),
    ({"uses": ["tool"]}, Component("not used"), False),
    ({"components": ["x"], "kinds": ["file"]}, Component("x", kind="package"), False),
]
USER = Component(
    "user",
    "MIT",
    derived_from=(
        Origin("tool", "used as a tool"),
        Origin("tool", "used in both ways"),
        Origin("link-dynamic", "used in both ways"),
        Origin("tool", work="elsewhere"),
    ),
)


@pytest.mark.parametrize(("conditions", "component", "inside"), IN_SCOPE)
def test_a_scope_covers_what_all_its_conditions_say(
    conditions: Mapping[str, Any], component: Component, inside: bool
) -> None:
    scope = {"name": "s", **conditions}
    found = policy(scopes=[scope]).framework_for(Model("app", (USER, component)))
    asked = found.component(component.name).requirement
    assert asked == ("scope s" if inside else "general")
    ignoring = policy(scopes=[scope | {"ignore": True}])
    names = ignoring.framework_for(Model("app", (USER, component))).names
    assert (component.name in names) is not inside
    assert "user" in names


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({}, NO),
        ({ALLOW: {"licenses": [GPL]}}, YES),
        ({ALLOW: {"categories": ["copyleft-strong"]}}, YES),
        ({REVIEW: {"licenses": [GPL]}}, UNKNOWN),
        ({"inherit": False}, UNKNOWN),
        ({"inherit": False, DENY: {"terms": [SAYS]}}, NO),
        ({"require": {"terms": [SAYS_NOT]}, ALLOW: {"categories": ["copyleft-strong"]}}, NO),
    ],
)
def test_lists_of_a_scope_come_first(scope: Mapping[str, Any], expected: Verdict) -> None:
    rules = policy(
        deny={"licenses": [GPL]},
        scopes=[{"name": "{s}", "components": ["in"], **scope}],
    )
    assert verdict(rules, GPL) == NO
    found = judged(rules, Component("in", GPL)).components["in"]
    assert found.verdict == expected
    ruled = found.reasons[0].rule.startswith("{s}: ")
    assert ruled == ("(scope {s})" in found.reasons[0].says)


def test_the_first_scope_that_fits_decides() -> None:
    scopes: list[dict[str, Any]] = [
        {"name": "a", "components": ["*x"], ALLOW: {"licenses": [GPL]}},
        {"name": "b", "components": ["x*"], DENY: {"licenses": [GPL]}},
    ]
    for order, expected in ((scopes, YES), (scopes[::-1], NO)):
        assert judged(policy(scopes=order), Component("x", GPL)).components["x"].verdict == expected


def test_components_of_one_name_have_to_meet_what_holds_for_each() -> None:
    rules = policy(
        unlisted=ALLOW,
        scopes=[
            {"name": "files", "kinds": ["file"], DENY: {"licenses": [GPL]}},
            {"name": "data", "kinds": ["data"], REVIEW: {"licenses": ["MIT"]}},
            {"name": "own", "kinds": ["own"], "ignore": True},
        ],
    )
    kinds = ("package", "file", "data", "file", "own")
    for chosen, text, expected in (
        (kinds, GPL, NO),
        (kinds, "MIT", UNKNOWN),
        (kinds, "ISC", YES),
        (kinds[:1], GPL, YES),
        (kinds[1:2] * 2, GPL, NO),
        (kinds[-1:] * 2, GPL, None),
    ):
        result = judged(rules, *(Component("x", text, kind=kind) for kind in chosen))
        found = result.components.get("x")
        assert (found.verdict if found else None) == expected
    mixed = judged(rules, Component("x", "MIT", kind="file"), Component("x", GPL))
    assert mixed.components["x"].verdict == NO
    assert mixed.components["x"].license == "MIT AND GPL-3.0-only"


def test_names_that_differ_by_case_are_different_components() -> None:
    result = judged(policy(deny={"licenses": [GPL]}), Component("a", GPL), Component("A", "MIT"))
    assert [each.verdict for each in result.components.values()] == [NO, UNKNOWN]
    assert codes(result) == []


# --- What a component has -------------------------------------------------------------


@pytest.mark.parametrize(
    ("component", "rest", "expected"),
    [
        (Component("it"), {}, NO),
        (Component("it"), {"complete": False}, UNKNOWN),
        (Component("it", ""), {}, UNKNOWN),
        (Component("it", "unlicensed"), {}, NO),
        (Component("it", "Component not included"), {}, YES),
        (Component("it", licenses=("MIT", GPL)), {}, NO),
        (Component("it", licenses=("MIT", "Foo license")), {}, UNKNOWN),
        (Component("it"), {"licenses": (GlobalLicense("distribution", "MIT"),)}, YES),
        (Component("Datasets"), {"licenses": (GlobalLicense("data", "MIT"),)}, YES),
        (Component("it", content="data"), {"licenses": (GlobalLicense("data", "MIT"),)}, YES),
        (Component("it", content="code"), {"licenses": (GlobalLicense("data", "MIT"),)}, NO),
    ],
)
def test_the_license_of_a_component_is_found_as_everywhere(
    component: Component, rest: Mapping[str, Any], expected: Verdict
) -> None:
    rules = policy(allow={"licenses": ["MIT"]}, deny={"licenses": [GPL]})
    result = judged(rules, component, **rest)
    assert result.components[component.name].verdict == expected
    assert result.classes[0].verdict == expected


def test_a_policy_says_what_is_allowed_not_what_is_open() -> None:
    rules = policy(allow={"licenses": ["MIT"]}, unlisted=DENY)
    result = judged(rules, Component("a", "GPL-3.0-only OR MIT", content="data"), Component("b"))
    first = result.components["a"]
    assert (first.open, first.type_appropriate, str(first.chosen)) == (None, None, "MIT")
    assert (result.components["b"].open, result.components["b"].status) == (None, "unlicensed")
    assert codes(result) == ["unlicensed-component"]
    assert (result.tier, result.label) == (0, "not allowed by Acme")
    assert result.classes[0].stopped_by == ("b",)
    assert judged(rules, Component("a", "MIT")).label == "allowed by Acme"


def test_a_release_without_components_is_allowed() -> None:
    result = judged(policy())
    assert (result.tier, result.progress) == (1, {1: 100.0})


def test_an_assessment_compares_pickles_and_is_valid() -> None:
    rules = read_policy(EXAMPLE)
    result = judged(rules, Component("a", "MIT"), Component("b", GPL))
    assert pickle.loads(pickle.dumps(result)) == result
    schema = Path(openlic.__file__).parent / "schemas" / "assessment.schema.json"
    jsonschema.validate(result.to_dict(), json.loads(schema.read_text(encoding="utf-8")))
    assert "copyleft-strong" in result.explain()
    assert str(result.derivation("b").conclusion.verdict) == "no"


# --- Exceptions -----------------------------------------------------------------------

TODAY = date(2026, 6, 1)


def excepted(*components: Component, rules: Policy | None = None, **entry: Any) -> Assessment:
    made = rules or policy(
        deny={"licenses": [GPL, "WTFPL"]}, exceptions=[{"because": "ticket 12", **entry}]
    )
    model = Model("app", components)
    return assess(model, made.framework_for(model, today=TODAY))


@pytest.mark.parametrize(
    ("component", "entry", "expected"),
    [
        (Component("x", GPL), {"component": "x"}, YES),
        (Component("x@1.0", GPL, version="1.0"), {"component": "x"}, YES),
        (Component("x@1.0", GPL, version="1.0"), {"component": "x@1.0"}, YES),
        (Component("x", GPL, id="pkg:npm/x@1.0"), {"component": "pkg:npm/x@1.0"}, YES),
        (Component("x-y", GPL), {"component": "x*"}, YES),
        (Component("xy", GPL), {"component": "x"}, NO),
        (Component("x", GPL), {"component": "X"}, NO),
        (Component("x", GPL), {"component": "x", "license": GPL}, YES),
        (Component("x", "gpl-3.0-ONLY"), {"component": "x", "license": "GPL-3.0-only"}, YES),
        (Component("x", GPL), {"component": "x", "license": "WTFPL"}, NO),
        (Component("x", "Foo 1"), {"component": "x", "license": "Foo 1"}, YES),
        (Component("x", "Foo 1"), {"component": "x", "license": "Foo 2"}, UNKNOWN),
        (Component("x"), {"component": "x"}, YES),
        (Component("x", GPL), {"component": "x", "until": "2026-06-01"}, YES),
        (Component("x", GPL), {"component": "x", "until": "2026-05-31"}, NO),
    ],
)
def test_an_exception_allows_a_component(
    component: Component, entry: Mapping[str, Any], expected: Verdict
) -> None:
    result = excepted(component, **entry)
    found = result.components[component.name]
    assert found.verdict == expected
    if expected == YES:
        assert (found.status, found.reasons[-1].rule) == ("included", "exception")
        assert "ticket 12" in found.reasons[-1].says
        assert set(codes(result)) <= {"unlicensed-component", "not-a-license"}
    else:
        assert {"exception-expired", "exception-unused"} & set(codes(result))


def test_an_exception_that_has_ended_is_told() -> None:
    result = excepted(Component("x", GPL), component="x", until="2026-05-31")
    (finding,) = result.findings
    assert (finding.code, finding.level) == ("exception-expired", "warning")
    assert "ended on 2026-05-31" in finding.message


@pytest.mark.parametrize(
    "components",
    [(), (Component("y", GPL),), (Component("x", "MIT"),)],
)
def test_an_exception_that_nothing_needs_is_told(components: tuple[Component, ...]) -> None:
    made = policy(
        allow={"licenses": ["MIT"]}, exceptions=[{"component": "x", "because": "ticket 12"}]
    )
    result = excepted(*components, rules=made)
    assert "exception-unused" in codes(result)


def test_an_exception_for_several_components_is_used_if_one_needs_it() -> None:
    made = policy(allow={"licenses": ["MIT"]}, exceptions=[{"component": "x*", "because": "t"}])
    result = excepted(Component("x1", "MIT"), Component("x2", GPL), rules=made)
    assert codes(result) == []
    assert result.components["x1"].reasons[0].rule == "allow-license"
    assert str(result).splitlines()[2:] == [
        "allowed by an exception",
        "  GPL-3.0-only: an exception: t",
        "    x2",
    ]


def test_of_two_exceptions_the_first_counts() -> None:
    made = policy(
        exceptions=[{"component": "x", "because": "one"}, {"component": "*", "because": "two"}]
    )
    result = excepted(Component("x", GPL), rules=made)
    assert result.components["x"].reasons[0].says == "an exception: one"
    assert codes(result) == ["exception-unused"]


def test_an_exception_with_a_license_is_for_all_components_of_a_name() -> None:
    entry: dict[str, Any] = {"component": "x", "license": GPL}
    assert excepted(Component("x", GPL), Component("x", GPL), **entry).tier == 1
    assert excepted(Component("x", GPL), Component("x", "WTFPL"), **entry).tier == 0


def test_without_a_day_exceptions_are_compared_with_today() -> None:
    entry = {"component": "x", "because": "y"}
    for until, tier in (("2020-01-01", 0), ("9999-12-31", 1)):
        rules = policy(exceptions=[entry | {"until": until}])
        assert judged(rules, Component("x", GPL)).tier == tier


def test_the_graph_shows_what_an_exception_does() -> None:
    network = openlic.graph(excepted(Component("x", GPL), component="x"), terms=False)
    assert network.nodes["waiver:x"]["verdict"] == "yes"
    relations = {data["relation"] for _, _, data in network.out_edges("component:x", data=True)}
    assert relations == {"licensed-under", "waived-by"}


# --- Laws -----------------------------------------------------------------------------

POOL = (
    "MIT", "ISC", GPL, "GPL-2.0-only", "GPL-2.0-or-later", "MPL-2.0", "AGPL-3.0-only", NC,
    "CC0-1.0", UNREAD, "LicenseRef-nowhere", "NOASSERTION", "NONE",
    "GPL-2.0-only WITH Classpath-exception-2.0",
)  # fmt: skip
LISTED = [each for each in POOL if each not in ("NOASSERTION", "NONE") and "WITH" not in each]
TERMS = ["permit commercial-use", "require provide-source", "require same-license", "permit modify"]
GROUPS = ["permissive", "copyleft-strong", "copyleft-weak", "non-commercial", "public-domain"]


def _some(words: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), unique=True, max_size=2)


LISTS = st.fixed_dictionaries(
    {"licenses": _some(LISTED), "categories": _some(GROUPS), "terms": _some(TERMS)}
)
STANCES = st.fixed_dictionaries(
    {
        ALLOW: LISTS,
        REVIEW: LISTS,
        DENY: LISTS,
        "require": st.fixed_dictionaries(
            {"terms": _some(TERMS)}, optional={"osi": st.booleans(), "fsf": st.booleans()}
        ),
    }
)
POLICIES = st.builds(
    lambda stance, rest: {"policy": 1, "name": "Acme", **stance, **rest},
    STANCES,
    st.fixed_dictionaries(
        {
            "unlisted": st.sampled_from([ALLOW, REVIEW, DENY]),
            "unlicensed": st.sampled_from([ALLOW, REVIEW, DENY]),
            "unknown": st.sampled_from([REVIEW, DENY]),
        }
    ),
)
#: An expression as a text, or as AND or OR with parts.
TREES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(POOL),
    lambda below: st.tuples(
        st.sampled_from(["AND", "OR"]), st.lists(below, min_size=2, max_size=3)
    ),
    max_leaves=6,
)


def text_of(tree: Any) -> str:
    if isinstance(tree, str):
        return tree
    return "(" + f" {tree[0]} ".join(map(text_of, tree[1])) + ")"


def choices(tree: Any) -> Iterator[frozenset[str]]:
    """Yield the licenses that bind at once, for every way to choose."""
    if isinstance(tree, str):
        yield frozenset({tree})
    elif tree[0] == "OR":
        for arm in tree[1]:
            yield from choices(arm)
    else:
        for ways in itertools.product(*(list(choices(part)) for part in tree[1])):
            yield frozenset().union(*ways)


def expected_of(table: Mapping[str, Any], tree: Any) -> Verdict:
    return max(min(of_license(table, each) for each in way) for way in choices(tree))


def of_license(table: Mapping[str, Any], text: str) -> Verdict:
    """Read a policy as its documentation does, for one license."""
    id, _, exception = text.partition(" WITH ")
    assert exception in ("", "Classpath-exception-2.0")  # which only adds permissions
    if id == "NONE":
        return DECIDED[table["unlicensed"]]
    for decision in (DENY, REVIEW, ALLOW):
        if id in table[decision]["licenses"]:
            return DECIDED[decision]
    if id in ("NOASSERTION", "LicenseRef-nowhere"):
        return DECIDED[table["unknown"]]
    if id.endswith("-or-later"):
        return max(of_license(table, each) for each in default_catalog().later_versions(id))
    record = license_record(id)
    asked = {
        statement: record.says(*statement.split())
        for group in (table[ALLOW], table[REVIEW], table[DENY], table["require"])
        for statement in group["terms"]
    } | {name: getattr(record, name) for name in ("osi", "fsf") if table["require"].get(name)}
    open_ones = [name for name, answer in asked.items() if answer == UNKNOWN]
    answers = set()
    for guess in itertools.product([True, False], repeat=len(open_ones)):
        facts = {name: answer == YES for name, answer in asked.items()}
        facts |= dict(zip(open_ones, guess, strict=True))
        answers.add(crisp(table, record.category, facts))
    return answers.pop() if len(answers) == 1 else UNKNOWN


def crisp(table: Mapping[str, Any], category: str, facts: Mapping[str, bool]) -> Verdict:
    """Say what follows if everything is known."""
    need = table["require"]
    if not all(facts[each] for each in need["terms"]):
        return NO
    if any(need.get(name) and not facts[name] for name in ("osi", "fsf")):
        return NO
    for decision in (DENY, REVIEW, ALLOW):
        lists = table[decision]
        if category in lists["categories"] or any(facts[each] for each in lists["terms"]):
            return DECIDED[decision]
    return DECIDED[table["unlisted"]]


@given(POLICIES, TREES)
def test_verdicts_are_those_of_trying_all_choices(table: dict[str, Any], tree: Any) -> None:
    assert verdict(read_policy(table), text_of(tree)) == expected_of(table, tree)


@given(POLICIES, STANCES, TREES, st.sampled_from(LISTED), st.booleans())
def test_allowing_one_more_license_never_makes_a_verdict_worse(
    table: dict[str, Any], stance: dict[str, Any], tree: Any, more: str, in_scope: bool
) -> None:
    scope = {"name": "s", "components": ["it"], **stance}
    before = {**table, "scopes": [scope]}
    if in_scope:
        after = {**table, "scopes": [{**scope, ALLOW: _with(scope[ALLOW], more)}]}
    else:
        after = {**before, ALLOW: _with(table[ALLOW], more)}
    text = text_of(tree)
    assert verdict(read_policy(after), text) >= verdict(read_policy(before), text)


@given(POLICIES, TREES, st.sampled_from(LISTED))
def test_denying_one_more_license_never_makes_a_verdict_better(
    table: dict[str, Any], tree: Any, more: str
) -> None:
    after = {**table, DENY: _with(table[DENY], more)}
    text = text_of(tree)
    assert verdict(read_policy(after), text) <= verdict(read_policy(table), text)


def _with(lists: Mapping[str, Any], license: str) -> dict[str, Any]:
    return {**lists, "licenses": [*lists["licenses"], license]}


@given(
    POLICIES,
    st.lists(st.sampled_from(["NOASSERTION", "LicenseRef-a", "LicenseRef-b"]), min_size=1),
    st.sampled_from(["AND", "OR"]),
)
def test_what_is_not_known_is_never_allowed(
    table: dict[str, Any], licenses: list[str], joint: str
) -> None:
    rules = read_policy(table)
    assert verdict(rules, f" {joint} ".join(licenses)) == DECIDED[table["unknown"]]
    assert verdict(rules, "some license of ours") == DECIDED[table["unknown"]]


@given(POLICIES, st.permutations([("a", "MIT"), ("b", GPL), ("c", UNREAD), ("d", NC)]))
def test_the_order_of_components_does_not_matter(
    table: dict[str, Any], named: list[tuple[str, str]]
) -> None:
    rules = read_policy(table)
    result = judged(rules, *(Component(*each) for each in named))
    assert {name: each.verdict for name, each in result.components.items()} == {
        name: verdict(rules, text) for name, text in named
    }
    assert result.classes[0].verdict == min(each.verdict for each in result.components.values())


# --- Reports --------------------------------------------------------------------------


def many(count: int, kinds: int, license: str = "LicenseRef-") -> tuple[Component, ...]:
    return tuple(Component(f"c{n}", f"{license}{n % kinds}") for n in range(count))


def test_a_report_groups_what_is_not_allowed() -> None:
    rules = policy(
        allow={"licenses": ["MIT"]},
        deny={"categories": ["copyleft-strong"]},
        scopes=[{"name": "own", "components": ["own"], "ignore": True}],
        exceptions=[{"component": "fine", "because": "ticket 12"}],
    )
    named = [*(f"g{n}" for n in range(25)), "m"]
    components = [Component(name, GPL if name != "m" else "MIT") for name in named]
    extra = [Component("own", GPL), Component("fine", GPL), Component("r", "MPL-2.0 AND ISC")]
    result = judged(rules, *components, *extra)
    lines = str(result).splitlines()
    assert lines[0] == "app: 25 denied, 1 to review, 2 allowed, 1 ignored (policy Acme)"
    assert lines[2:4] == [
        "denied",
        "  GPL-3.0-only: copyleft-strong licenses are denied: derivative or combined works must be under the same license",
    ]
    assert lines[4].endswith("g19 and 5 more")
    assert lines[6:9] == [
        "to review",
        "  MPL-2.0 AND ISC: MPL-2.0, ISC: no list names it, and what is not listed is to be reviewed",
        "    r",
    ]
    assert lines[10:13] == [
        "allowed by an exception",
        "  GPL-3.0-only: an exception: ticket 12",
        "    fine",
    ]


def test_a_report_on_much_is_short() -> None:
    components = many(3000, 200)
    result = judged(policy(), *components)
    text = str(result)
    assert len(text.splitlines()) < 120
    assert "… 150 more licenses and reasons, 2,250 components" in text
    assert "3,000 times, first: warning [unknown-reference]" in text
    assert len(result.to_dict()["components"]) == 3000
    assert len(result.explain().splitlines()) < 400
    html, markdown = result._repr_html_(), openlic.report.assessment_markdown(result)
    for report in (html, markdown):
        assert "150 more" in report
        assert "3,000 times" in report
        assert len(report) < 40_000


def test_findings_of_other_frameworks_are_counted_when_they_are_many() -> None:
    components = tuple(
        Component(f"c{n}", f"Foo license {n}", part_of="Datasets") for n in range(60)
    )
    result = assess(Model("big", components, complete=False))
    assert len(result.findings) > 50
    assert "60 times, first: warning [ambiguous-license]" in str(result).replace(
        "not-a-license", "ambiguous-license"
    )
    assert "60 times" in result._repr_html_()
    assert "60 times" in openlic.report.assessment_markdown(result)


EVIL = "\x1b[31m\u202e<b>|`\n"


def test_nothing_of_a_file_gets_into_a_report_unescaped() -> None:
    result = judged(policy(name=EVIL), Component(f"c{EVIL}", f"Foo license {EVIL}"))
    for report in (str(result), result.explain()):
        assert "\x1b" not in report
        assert "\u202e" not in report
    assert "<b>" not in result._repr_html_()
    assert "<b>" not in openlic.report.assessment_markdown(result)


# --- The command line -----------------------------------------------------------------


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["assess", *map(str, arguments)])


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a policy and releases of which it allows all, denies or is not sure."""
    (tmp_path / "policy.toml").write_text(
        'policy = 1\nname = "Acme"\nallow.licenses = ["MIT"]\ndeny.licenses = ["GPL-3.0-only"]\n'
    )
    for name, license in (("good", "MIT"), ("doubtful", "MPL-2.0"), ("bad", GPL)):
        (tmp_path / f"{name}.yml").write_text(
            f"openlic: 1\nrelease:\n  name: {name}\n  components:\n"
            f"    - {{name: a, license: {license}}}\n    - {{name: b, license: MIT}}\n"
        )
    return tmp_path


@pytest.mark.parametrize(
    ("names", "options", "code"),
    [
        (["good"], [], 0),
        (["doubtful"], [], 1),
        (["doubtful"], ["--allow-review"], 0),
        (["bad"], [], 1),
        (["bad"], ["--allow-review"], 1),
        (["good", "bad"], [], 1),
        (["good", "doubtful"], ["--allow-review"], 0),
        (["good", "missing"], [], 2),
        (["bad", "missing"], ["--allow-review"], 2),
    ],
)
def test_the_exit_code_says_whether_all_is_allowed(
    files: Path, names: list[str], options: list[str], code: int
) -> None:
    paths = [files / f"{name}.yml" for name in names]
    for style in ("text", "markdown", "json"):
        result = run(*paths, "--framework", files / "policy.toml", "--format", style, *options)
        assert result.exit_code == code
        assert result.stdout
    if len(names) > 1:
        text = run(*paths, "--framework", files / "policy.toml").stdout
        assert text.splitlines()[-1].startswith(f"{len(names)} files: ")


def test_several_releases_are_counted(files: Path) -> None:
    paths = [files / f"{name}.yml" for name in ("good", "doubtful", "bad")]
    last = run(*paths, "--framework", files / "policy.toml").stdout.splitlines()[-1]
    assert last == "3 files: 1 allowed, 1 denied, 1 to review"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("acme", "'acme' is not one of mof, mot, osaid, nor the file of a policy"),
        ("none.toml", "No such file"),
        ("good.yml", "is not one of"),
        ("broken.toml", "this is not TOML"),
    ],
)
def test_a_policy_that_cannot_be_read_is_exit_code_2(files: Path, name: str, words: str) -> None:
    (files / "broken.toml").write_text("policy = ")
    chosen = files / name if "." in name else name
    result = run(files / "good.yml", "--framework", chosen)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_allow_review_changes_nothing_under_other_frameworks(files: Path) -> None:
    for options in ([], ["--allow-review"]):
        assert run(files / "bad.yml", *options).exit_code == 0
        assert run(files / "bad.yml", "--require-tier", "1", *options).exit_code == 1


def test_explain_gives_the_derivation(files: Path) -> None:
    text = run(files / "bad.yml", "--framework", files / "policy.toml", "--explain").stdout
    assert "this license is denied" in text


def test_a_policy_can_be_planned_for_and_drawn(files: Path) -> None:
    runner = CliRunner()
    options = [str(files / "bad.yml"), "--framework", str(files / "policy.toml")]
    assert "deny-license" in runner.invoke(main, ["graph", *options, "--format", "json"]).stdout
    assert runner.invoke(main, ["plan", *options]).exit_code in (0, 1)


@pytest.mark.parametrize("size", [0, 10**9])
def test_a_terminal_shows_what_is_done_with_a_large_file(
    files: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("openlic.cli._LARGE_FILE", size)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    result = run(files / "good.yml", "--framework", files / "policy.toml")
    assert ("reading" in result.stderr) == (size == 0)
    assert ("judging 2 components" in result.stderr) == (size == 0)
    assert result.exit_code == 0


# --- Real files -----------------------------------------------------------------------


def test_a_component_of_a_bill_of_materials_is_judged_as_it_would_be_alone(shared: Path) -> None:
    rules = policy(
        allow={"categories": ["permissive"]},
        deny={"categories": ["copyleft-strong"], "terms": ["require provide-source"]},
        require={"terms": ["permit commercial-use"]},
    )
    seen: set[Verdict] = set()
    for path in sorted((shared / "formats" / "cyclonedx" / "files").rglob("*.json"))[:60]:
        try:
            model = load(path)
        except InputError:
            continue
        result = assess(model, rules)
        assert list(result.components) == [each.name for each in model.components]
        for component in model.components[:100]:
            alone = Model("one", (component,), complete=model.complete)
            found = result.components[component.name]
            assert assess(alone, rules).components[component.name].verdict == found.verdict
            seen.add(found.verdict)
        assert result.classes[0].verdict == min(
            (each.verdict for each in result.components.values()), default=YES
        )
        assert str(result)
    assert seen == {NO, UNKNOWN, YES}
