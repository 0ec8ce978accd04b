# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Facts about pairs of licenses that no rule can derive, each with its source."""

from __future__ import annotations

__all__ = ["PairFact", "facts_for", "pair_facts"]

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from openlic._resources import read_resource
from openlic.terms import Verdict


@frozen
class PairFact:
    """What someone who has a say stated about pairs of licenses.

    Attributes:
        id: its name.
        inbound: licenses of the work that is used, with exceptions if any.
        outbound: licenses of the result.
        uses: the uses for which it was said, keys of :data:`openlic.terms.USES`.
        verdict: what was said.
        says: what was said, in a sentence.
        source: who said it, and where.
    """

    id: str
    inbound: tuple[str, ...]
    outbound: tuple[str, ...]
    uses: tuple[str, ...]
    verdict: Verdict
    says: str
    source: str

    @classmethod
    def of(cls, id: str, entry: Mapping[str, Any]) -> PairFact:
        """Return the fact of an entry as it stands in the compiled file."""
        return cls(
            id=id,
            inbound=tuple(entry["inbound"]),
            outbound=tuple(entry["outbound"]),
            uses=tuple(entry["uses"]),
            verdict=Verdict(entry["verdict"]),
            says=entry["says"],
            source=entry["source"],
        )


@cache
def pair_facts() -> tuple[PairFact, ...]:
    """Return the facts that ship with openlic.

    >>> [fact.source for fact in pair_facts() if "Artistic-2.0" in fact.inbound][0][:3]
    'FSF'
    """
    entries = json.loads(read_resource("_data", "compatibility.json"))
    return tuple(PairFact.of(id, entry) for id, entry in entries.items())


def facts_for(use: str, facts: Iterable[PairFact]) -> dict[tuple[str, str], PairFact]:
    """Return the facts that hold for a use, by inbound and outbound license."""
    return {
        (inbound, outbound): fact
        for fact in facts
        if use in fact.uses
        for inbound in fact.inbound
        for outbound in fact.outbound
    }
