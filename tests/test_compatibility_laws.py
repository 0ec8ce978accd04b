# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of compatibility, on every license of the catalog and on altered ones."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from openlic import Catalog, Verdict, compatible
from openlic.applied import apply_license
from openlic.catalog import default_catalog
from openlic.errors import UseError
from openlic.expression import parse
from openlic.grants import grant_grounds
from openlic.readings import READINGS
from openlic.situations import PURPOSES, Situation
from openlic.terms import PROVISIONS, USES
from openlic.uses import read_use
from openlic.vocabulary import vocabulary
from strategies import Joined, Named, Tree, written

CATALOG = default_catalog()
IDS = sorted(id for id, facts in CATALOG.facts.items() if not facts.get("deprecated"))

#: Licenses of every kind, drawn more often.
TELLING = [
    "MIT", "BSD-4-Clause", "Apache-2.0", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only",
    "AGPL-3.0-only", "LGPL-2.1-only", "MPL-2.0", "EPL-2.0", "EUPL-1.2", "MS-PL", "CC0-1.0",
    "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "ODbL-1.0", "OpenMDW-1.0",
    "LicenseRef-scancode-llama-2-license-2023", "LicenseRef-scancode-llama-3.1-license-2024",
    "LicenseRef-scancode-bigscience-open-rail-m", "LicenseRef-scancode-gemma-tou-2025-03-24",
    "LicenseRef-proprietary", "LicenseRef-h-research", "LicenseRef-Foo", "NONE", "NOASSERTION",
]  # fmt: skip

licenses = st.one_of(st.sampled_from(TELLING), st.sampled_from(IDS))
situations = st.fixed_dictionaries(
    {
        "use": st.sampled_from(list(USES)),
        "provide": st.sampled_from(list(PROVISIONS)),
        "purpose": st.sampled_from(list(PURPOSES)),
        "reading": st.sampled_from(list(READINGS)),
    }
)
Options = dict[str, Any]


def _verdict(
    inbound: str, outbound: str, options: Options, catalog: Catalog | None = None
) -> Verdict:
    """Return a verdict; a use that makes no sense for the work is left out."""
    try:
        return compatible(inbound, outbound, **options, catalog=catalog).verdict
    except UseError:
        assume(False)
        raise


# --- A license and itself ---------------------------------------------------------------


@given(st.sampled_from(IDS), situations)
def test_a_license_is_compatible_with_itself_for_what_it_permits(id: str, options: Options) -> None:
    assume(id != "LicenseRef-proprietary")
    situation = Situation.of(**options)
    applied = apply_license(parse(id).leaves[0], id, situation, CATALOG)
    granted = min(ground.verdict for ground in grant_grounds(applied))
    assert _verdict(id, id, options) >= granted


@given(st.sampled_from(IDS), situations, st.sampled_from(["MIT", "Apache-2.0", "LicenseRef-Foo"]))
def test_the_outbound_license_cannot_grant_the_use(id: str, options: Options, other: str) -> None:
    assume(id != other)
    assert _verdict(id, other, options) <= max(
        _verdict(id, id, options), _verdict(id, "LicenseRef-proprietary", options)
    )


# --- AND and OR -------------------------------------------------------------------------


@given(licenses, licenses, licenses, situations)
def test_a_choice_never_hurts_and_a_further_license_never_helps(
    first: str, second: str, outbound: str, options: Options
) -> None:
    alone = [_verdict(each, outbound, options) for each in (first, second)]
    assert _verdict(f"{first} OR {second}", outbound, options) == max(alone)
    assert _verdict(f"{first} AND {second}", outbound, options) == min(alone)


@given(licenses, licenses, licenses, situations)
def test_every_arm_that_is_offered_has_to_be_allowed(
    inbound: str, first: str, second: str, options: Options
) -> None:
    alone = [_verdict(inbound, each, options) for each in (first, second)]
    assert _verdict(inbound, f"{first} OR {second}", options) == min(alone)
    assert _verdict(inbound, f"{first} AND {second}", options) <= max(alone)


_names = st.sampled_from(TELLING).map(Named)
_inbound_trees: st.SearchStrategy[Tree] = st.recursive(
    _names,
    lambda parts: st.builds(
        Joined, st.sampled_from(["AND", "OR"]), st.lists(parts, min_size=2, max_size=3).map(tuple)
    ),
    max_leaves=6,
)


def _ways(tree: Tree) -> list[list[str]]:
    """Return every way to choose among the arms of a tree, as the licenses that then apply."""
    if isinstance(tree, Named):
        return [[tree.text]]
    parts = [_ways(part) for part in tree.parts]
    if tree.operator == "OR":
        return [way for part in parts for way in part]
    return [[id for way in chosen for id in way] for chosen in product(*parts)]


@given(_inbound_trees, st.lists(st.sampled_from(TELLING), min_size=1, max_size=3), situations)
def test_the_answer_is_that_of_trying_every_choice(
    tree: Tree, outbound: list[str], options: Options
) -> None:
    tried = min(
        max(min(_verdict(id, arm, options) for id in way) for way in _ways(tree))
        for arm in outbound
    )
    assert _verdict(written(tree), " OR ".join(outbound), options) == tried


# --- Altered licenses -------------------------------------------------------------------


def _altered(id: str, change: Callable[[dict[str, Any]], None]) -> Catalog:
    """Return the catalog with one license changed."""
    details = copy.deepcopy(dict(CATALOG.details(id)))
    change(details)
    index = {
        "spdx_version": CATALOG.spdx_version,
        "licenses": CATALOG.facts,
        "exceptions": CATALOG.exceptions,
        "series": CATALOG._index["series"],
    }

    def read(name: str) -> Any:
        return index if name == "index.json" else CATALOG.aliases

    def read_details(other: str, _facts: Mapping[str, Any]) -> Any:
        return details if other == id else CATALOG.details(other)

    return Catalog(read, read_details)


_WORDS = vocabulary()
_restrictions = st.sampled_from(
    [
        {kind: term.name, "clause": "added"}
        for term in _WORDS.terms.values()
        for kind in ("require", "prohibit")
        if kind in term.kinds
    ]
)
_facets = st.fixed_dictionaries(
    {},
    optional={
        "on": st.sampled_from(sorted(_WORDS.facets["on"])),
        "when": st.sampled_from(sorted(_WORDS.facets["when"])),
        "value": st.sampled_from([["illegal"], ["other"], ["verbatim"], ["equivalent"]]),
    },
)


@given(st.sampled_from(TELLING[:-3]), licenses, situations, _restrictions, _facets)
def test_a_further_restriction_never_makes_more_compatible(
    id: str, outbound: str, options: Options, restriction: dict[str, Any], facets: dict[str, Any]
) -> None:
    assume(outbound != id)
    catalog = _altered(
        id, lambda details: details.setdefault("statements", []).append(restriction | facets)
    )
    before = _verdict(id, outbound, options)
    after = _verdict(id, outbound, options, catalog)
    assert after <= before


@given(
    st.sampled_from(TELLING[:-3]),
    licenses,
    situations,
    st.booleans(),
    st.lists(st.sampled_from(sorted(_WORDS.terms)), max_size=3),
    st.integers(min_value=0, max_value=40),
)
def test_what_is_not_known_never_becomes_a_yes_when_facts_are_removed(
    id: str, outbound: str, options: Options, inbound_side: bool, terms: list[str], place: int
) -> None:
    """Facts go away: statements of an unread text, or terms that are not clear."""

    def change(details: dict[str, Any]) -> None:
        statements = details.setdefault("statements", [])
        if statements:
            del statements[place % len(statements)]
        details["review"] = "category"
        details["unclear"] = [*details.get("unclear", []), *terms]

    sides = (id, outbound) if inbound_side else (outbound, id)
    assume(outbound != id)
    before = _verdict(*sides, options)
    after = _verdict(*sides, options, _altered(id, change))
    assert after != Verdict.YES or before == Verdict.YES


@given(st.sampled_from(TELLING[:-3]), licenses, situations)
def test_a_text_that_was_not_read_gives_no_yes_where_it_was_none(
    id: str, outbound: str, options: Options
) -> None:
    def forget(details: dict[str, Any]) -> None:
        details.update(review="category", statements=[], traits={}, unclear=[])

    assume(outbound != id and not id.endswith("-or-later"))  # later versions are known
    after = _verdict(id, outbound, options, _altered(id, forget))
    assert after != Verdict.YES


# --- Names ------------------------------------------------------------------------------


@given(licenses, licenses, situations)
def test_case_and_parentheses_change_nothing(inbound: str, outbound: str, options: Options) -> None:
    typed = inbound if inbound.startswith(("LicenseRef-", "NO")) else inbound.lower()
    assert _verdict(f"({typed})", outbound, options) == _verdict(inbound, outbound, options)


@given(st.sampled_from(sorted(CATALOG.facts)), situations)
def test_what_is_kept_in_the_house_is_no_matter_of_the_outbound_license(
    id: str, options: Options
) -> None:
    options = options | {"provide": "internal"}
    answers = {_verdict(id, other, options) for other in ("MIT", "GPL-2.0-only", "NOASSERTION")}
    assert len(answers) == 1


def test_a_use_needs_nothing_that_is_no_right() -> None:
    permits = {term.name for term in _WORDS.terms.values() if "permit" in term.kinds}
    for name in USES:
        use = read_use(name, ())
        assert set(use.needs) <= permits
        assert set(use.unrefused) <= set(use.needs)
        assert use.result | use.onward <= set(_WORDS.facets["on"])
        assert use.events <= set(_WORDS.facets["when"])
        assert {each for each in use.reach if each is not None} <= set(_WORDS.facets["on"])
