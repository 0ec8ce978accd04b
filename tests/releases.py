# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Releases for tests of joint choice, and a judge that knows no solver."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

import openlic
from openlic.expression import Expression, parse
from openlic.model import Component, Model, Origin
from openlic.provenance import trace, with_licenses

#: Licenses with every kind of answer, as inbound and as outbound.
IDS = (
    "MIT", "Apache-2.0", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "LGPL-2.1-only",
    "MPL-2.0", "EPL-1.0", "CC-BY-4.0", "CC-BY-NC-4.0", "BSD-4-Clause", "LicenseRef-unheard-of",
)  # fmt: skip
USES = ("link-static", "link-dynamic", "combine", "train-on")

NAMES = (
    "Model architecture", "Model parameters (Final)", "Inference code", "Datasets", "Model card",
)  # fmt: skip


def expressions(ids: tuple[str, ...] = IDS) -> st.SearchStrategy[str]:
    """Return a strategy for expressions with few ways to choose."""
    one = st.sampled_from(ids)
    arms = st.lists(one, min_size=1, max_size=3, unique=True).map(" OR ".join)
    both = st.tuples(one, arms).map(lambda pair: f"{pair[0]} AND ({pair[1]})")
    both = both.filter(lambda text: len(set(parse(text).leaves)) == len(parse(text).leaves))
    return st.one_of(arms, arms, both)


@st.composite
def models(draw: st.DrawFn, most: int = 4) -> Model:
    """Return a release in which components come from earlier ones, and from elsewhere."""
    components = []
    for place, name in enumerate(NAMES[: draw(st.integers(1, most))]):
        origins = []
        for _ in range(draw(st.integers(0, 2))):
            use = draw(st.sampled_from(USES))
            if place and draw(st.booleans()):
                origins.append(Origin(use, component=NAMES[draw(st.integers(0, place - 1))]))
            else:
                below = (
                    (Origin("combine", work="below", license=draw(expressions())),)
                    if draw(st.integers(0, 4)) == 0
                    else ()
                )
                work = draw(st.sampled_from(("libone", "libtwo")))
                license = draw(expressions())
                origins.append(Origin(use, work=work, license=license, derived_from=below))
        components.append(Component(name, draw(expressions()), derived_from=tuple(origins)))
    return Model("drawn", tuple(components))


def ways(expression: Expression) -> Iterator[str]:
    """Yield what every way to choose leaves of an expression, in the order of its arms."""
    if expression.operator == "OR":
        for arm in expression.operands:
            yield from ways(arm)
    elif expression.operator == "AND":
        for parts in product(*(list(ways(part)) for part in expression.operands)):
            leaves = dict.fromkeys(leaf for part in parts for leaf in part.split(" AND "))
            yield " AND ".join(leaves)
    else:
        yield str(expression)


def written(model: Model) -> list[str]:
    """Return the license of every component and work, as written."""
    return [
        (work.component.license if work.component else work.origin and work.origin.license)
        or "NONE"
        for work in trace(model).works
    ]


def all_elections(model: Model) -> Iterator[tuple[str, ...]]:
    """Yield every way to choose all licenses of a release."""
    return product(*(list(ways(parse(text))) for text in written(model)))


def all_ways(model: Model) -> Iterator[Model]:
    """Yield a release with every way to choose all of its licenses."""
    for chosen in all_elections(model):
        yield with_licenses(model, chosen)


def verdict_on_uses(model: Model) -> str:
    """Say whether all uses of a release hold, with :func:`openlic.compatible` alone."""
    found = trace(model)
    licenses = written(model)
    return min(
        (
            openlic.compatible(licenses[link.source], licenses[link.result], use=link.use).verdict
            for link in found.links
        ),
        default=openlic.Verdict.YES,
    )
