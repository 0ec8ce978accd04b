# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Under which licenses a result may be released."""

from __future__ import annotations

import json

import pytest

import openlic
from openlic import outbound
from openlic.catalog import default_catalog
from openlic.errors import ParseError, UnknownLicenseError, UseError
from openlic.terms import CATEGORIES

COMMON = ["0BSD", "MIT", "Apache-2.0", "LGPL-2.1-only", "GPL-2.0-only", "GPL-3.0-only"]


def _ids(*inbound: object, **options: object) -> list[str]:
    return [offer.license for offer in outbound(inbound, **options)]  # type: ignore[arg-type]


def test_what_goes_into_one_work_decides_together() -> None:
    assert _ids("MIT", "Apache-2.0", "LGPL-2.1-or-later") == [
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "AGPL-3.0-or-later",
    ]
    assert _ids("MPL-2.0", "GPL-2.0-only") == ["GPL-2.0-only"]


def test_each_work_can_have_a_use_of_its_own() -> None:
    linked = ("LGPL-2.1-only", "link-dynamic")
    assert _ids("MIT", linked, among=COMMON) == COMMON[:1] + COMMON[1:6]
    assert _ids(linked, ("GPL-3.0-only", "tool"), among=["MIT"]) == ["MIT"]
    assert _ids("LGPL-2.1-only", use="link-static", among=["MIT"]) == ["MIT"]


def test_all_of_the_catalog_is_tried_and_agrees_with_single_questions() -> None:
    offers = outbound(["Apache-2.0", "MPL-2.0"])
    tried = [
        id
        for id, facts in default_catalog().facts.items()
        if not facts.get("deprecated") and "code" in facts.get("content", ("code",))
    ]
    expected = {
        id
        for id in tried
        if all(openlic.compatible(each, id).verdict == "yes" for each in ("Apache-2.0", "MPL-2.0"))
    }
    assert {offer.license for offer in offers} == expected
    assert len(expected) > 3


def test_the_most_permissive_come_first_and_accepted_ones_before_others() -> None:
    offers = outbound(["MIT"])
    categories = [list(CATEGORIES).index(offer.category) for offer in offers]
    assert categories == sorted(categories)
    permissive = [offer.license for offer in offers if offer.category == "permissive"]
    assert permissive.index("MIT") < permissive.index("Beerware")
    assert permissive.index("0BSD") < permissive.index("Apache-2.0")
    assert offers[-1].license == "LicenseRef-proprietary"


def test_an_offer_has_the_duties_of_all_that_goes_in() -> None:
    offer = outbound(["MIT", "BSD-3-Clause"], among=["Apache-2.0"])[0]
    assert {duty.license for duty in offer.obligations} == {"MIT", "BSD-3-Clause"}
    assert [duty.term for duty in offer.restrictions] == ["endorse"]
    assert len(offer.answers) == 2
    assert str(offer) == "Apache-2.0"
    assert repr(offer) == "Offer('Apache-2.0', 'permissive')"


def test_if_nothing_may_be_offered_what_stops_it_is_named() -> None:
    alone = outbound(["MIT", "CC-BY-NC-4.0"])
    assert (len(alone), alone.stopped_by) == (0, ("CC-BY-NC-4.0 (combine)",))
    together = outbound(["GPL-2.0-only", "Apache-2.0"])
    assert (len(together), together.stopped_by) == (0, ())
    assert "the works together" in str(together)
    assert "stopped by" in str(alone)


def test_what_is_not_known_is_no_offer() -> None:
    offers = outbound(["MIT", "LicenseRef-Foo"], among=["MIT", "ISC"])
    assert len(offers) == 0
    assert offers.unknown == ("MIT", "ISC")
    assert "unknown" in str(offers)


def test_data_get_licenses_for_data() -> None:
    assert _ids("CC-BY-SA-4.0", use="include-data", content="data") == ["CC-BY-SA-4.0"]
    assert "MIT" not in _ids("CC-BY-4.0", content="data")
    assert "CC0-1.0" in _ids("CC-BY-4.0", content="data")


def test_a_text_as_people_write_it_is_read() -> None:
    assert _ids("Apache 2.0", among=["MIT"]) == ["MIT"]
    assert outbound(["Apache 2.0"], among=["MIT"]).inbound == (("Apache-2.0", "combine"),)
    assert _ids("Limited Commercial License", among=["MIT"]) == []


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="nothing goes in"):
        outbound([])
    with pytest.raises(ParseError):
        outbound(["MIT OR"])
    with pytest.raises(UseError):
        outbound([("MIT", "fly")])
    with pytest.raises(UnknownLicenseError):
        outbound(["MIT"], among=["MITT"])
    with pytest.raises(ValueError, match="content type"):
        outbound(["MIT"], content="music")


def test_offers_are_a_value() -> None:
    offers = outbound(["MIT"], among=COMMON)
    assert offers == outbound(["MIT"], among=COMMON)
    assert list(offers) == list(offers.offers)
    assert offers[0] in offers
    assert repr(offers) == f"Offers([0BSD, MIT, Apache-2.0, …], {len(offers)} in all)"
    assert repr(outbound(["GPL-2.0-only"], among=["MIT"])) == "Offers([], 0 in all)"
    assert list(offers.__rich_repr__()) == [[offer.license for offer in offers]]
    assert json.loads(json.dumps(offers.to_dict()))["offers"][0]["license"] == "0BSD"
    assert "<table>" in offers._repr_html_()
    assert "you must" in str(offers)


def test_many_offers_are_cut_in_text() -> None:
    text = str(outbound(["MIT"]))
    assert "in all)" in text
    assert len(text.splitlines()) < 20
