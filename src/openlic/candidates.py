# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Licenses to propose for a component or a work, by what it is."""

from __future__ import annotations

__all__ = ["RECOMMENDED", "all_candidates", "first_candidates"]

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from openlic.catalog import Catalog
from openlic.terms import CATEGORIES

#: What is proposed first, by content type, the first choice first. The Model Openness
#: Framework names licenses for data and for documents, and leaves code to any license that
#: the OSI approved; after these come the ones in wide use that ask for more.
RECOMMENDED: dict[str, tuple[str, ...]] = {
    "code": (
        "Apache-2.0", "MIT", "BSD-3-Clause", "MPL-2.0", "LGPL-2.1-or-later",
        "GPL-2.0-or-later", "GPL-3.0-or-later", "AGPL-3.0-or-later",
    ),
    "data": (
        "CDLA-Permissive-2.0", "CC-BY-4.0", "Apache-2.0", "MIT", "ODC-By-1.0", "CC0-1.0",
        "CC-BY-SA-4.0", "ODbL-1.0", "CDLA-Sharing-1.0",
    ),
    "document": ("CC-BY-4.0", "CC0-1.0", "CC-BY-SA-4.0", "GFDL-1.3-or-later"),
}  # fmt: skip

#: Kinds of terms that are never proposed unless the release already has them.
_NOT_PROPOSED = {"proprietary", "unspecified", "unknown"}


def first_candidates(contents: Sequence[str], at_hand: Iterable[str]) -> tuple[str, ...]:
    """Return the licenses that are tried first.

    Parameters:
        contents: what the component or work may be, the likeliest first.
        at_hand: ids that stand in the release, tried after those that are recommended.

    >>> first_candidates(["document"], ["GPL-3.0-only"])[-1]
    'GPL-3.0-only'
    """
    listed = [id for content in contents for id in RECOMMENDED.get(content, ())]
    return tuple(dict.fromkeys([*listed, *at_hand]))


def all_candidates(contents: Sequence[str], catalog: Catalog) -> tuple[str, ...]:
    """Return every license in use that is written for something and was read.

    They come by turns from every category, so that a beginning has some of each.

    Parameters:
        contents: content types, one of which the license has to be written for.
        catalog: where the licenses are.
    """
    found: dict[str, list[str]] = {category: [] for category in CATEGORIES}
    for id, facts in catalog.facts.items():
        fits = not set(contents).isdisjoint(catalog.contents(id))
        if fits and not facts.get("deprecated") and catalog.details(id)["review"] != "category":
            found[facts["category"]].append(id)
    proposed = (ids for category, ids in found.items() if category not in _NOT_PROPOSED)
    turns = zip_longest(*proposed)
    return tuple(id for turn in turns for id in turn if id is not None)
