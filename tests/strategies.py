# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies for license ids and expressions.

Expressions are drawn as trees of plain values, written down by :func:`written` and
read by the library, so that what a test expects never comes from the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st

from openlic.catalog import default_catalog
from openlic.expression import Expression, parse


@dataclass(frozen=True)
class Named:
    """A license as an expression names it.

    Attributes:
        id: license id, reference, ``NONE`` or ``NOASSERTION``.
        plus: whether a plus follows.
        exception: what follows WITH; empty for nothing.
    """

    id: str
    plus: bool = False
    exception: str = ""

    @property
    def text(self) -> str:
        """How an expression writes it."""
        addition = f" WITH {self.exception}" if self.exception else ""
        return f"{self.id}{'+' if self.plus else ''}{addition}"


@dataclass(frozen=True)
class Joined:
    """Parts joined by ``AND`` or ``OR``; parts may be joined by the same operator."""

    operator: str
    parts: tuple[Tree, ...]


Tree: TypeAlias = Named | Joined

_CATALOG = default_catalog()
SPDX_IDS = tuple(sorted(id for id in _CATALOG.facts if not id.startswith("LicenseRef-")))
CATALOG_REFERENCES = tuple(sorted(id for id in _CATALOG.facts if id.startswith("LicenseRef-")))
EXCEPTION_IDS = tuple(sorted(_CATALOG.exceptions))

#: Ids with every kind of answer: open, restricted, unknown, with and without later
#: versions, deprecated.
TELLING_IDS = (
    "MIT",
    "Apache-2.0",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-2.0+",
    "GPL-3.0",
    "LGPL-2.1-or-later",
    "MPL-1.1",
    "EPL-1.0",
    "AGPL-3.0-or-later",
    "CC-BY-4.0",
    "CC-BY-1.0",
    "CC-BY-SA-3.0",
    "CC-BY-NC-4.0",
    "CC-BY-ND-4.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ODbL-1.0",
    "GFDL-1.2-or-later",
    "OpenMDW-1.0",
    "BUSL-1.1",
    "JSON",
    "Net-SNMP",
    "APSL-1.0",
)

#: Exceptions that add, one that takes away, and one that nobody knows.
TELLING_EXCEPTIONS = (
    "Classpath-exception-2.0",
    "LLVM-exception",
    "freertos-exception-2.0",
    "AdditionRef-ours",
)

_ID_STRINGS = st.text("abcXYZ019.-", min_size=1, max_size=8)


def _takes_plus(license: str) -> bool:
    """Say whether a plus after an id is an operator, not part of another id."""
    return not license.endswith("+") and f"{license}+" not in SPDX_IDS


def license_ids() -> st.SearchStrategy[str]:
    """Return ids of the catalog, withdrawn ones and those of AI licenses included."""
    return st.sampled_from(SPDX_IDS) | st.sampled_from(CATALOG_REFERENCES)


def references() -> st.SearchStrategy[str]:
    """Return references to licenses, most of them to none that the catalog holds."""
    documents = st.just("") | _ID_STRINGS.map("DocumentRef-{}:".format)
    own = st.builds("{}LicenseRef-{}".format, documents, _ID_STRINGS)
    return own | st.sampled_from(CATALOG_REFERENCES)


def additions() -> st.SearchStrategy[str]:
    """Return what may follow WITH."""
    documents = st.just("") | _ID_STRINGS.map("DocumentRef-{}:".format)
    own = st.builds("{}AdditionRef-{}".format, documents, _ID_STRINGS)
    return st.sampled_from(EXCEPTION_IDS) | own


def leaves() -> st.SearchStrategy[Named]:
    """Return single licenses of every form that the grammar has."""
    ids = st.sampled_from(SPDX_IDS)
    without_plus = ids.filter(_takes_plus)
    exceptions = st.just("") | additions()
    return st.one_of(
        st.builds(Named, ids),
        st.builds(Named, ids, st.just(value=False), exceptions),
        st.builds(Named, without_plus, st.just(value=True), exceptions),
        st.builds(Named, references(), st.just(value=False), exceptions),
        st.sampled_from((Named("NONE"), Named("NOASSERTION"))),
    )


def telling_leaves() -> st.SearchStrategy[Named]:
    """Return single licenses about which the frameworks say different things."""
    ids = st.sampled_from(TELLING_IDS)
    without_plus = ids.filter(_takes_plus)
    exceptions = st.just("") | st.sampled_from(TELLING_EXCEPTIONS)
    return st.one_of(
        st.builds(Named, ids),
        st.builds(Named, without_plus, st.just(value=True), exceptions),
        st.builds(Named, ids, st.just(value=False), exceptions),
        st.sampled_from((Named("NONE"), Named("NOASSERTION"), Named("LicenseRef-ours"))),
    )


def trees(
    of: st.SearchStrategy[Named] | None = None, max_leaves: int = 8
) -> st.SearchStrategy[Tree]:
    """Return expressions as trees; an operator has two to four parts."""

    def joined(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        operators = st.sampled_from(("AND", "OR"))
        several = st.lists(parts, min_size=2, max_size=4).map(tuple)
        return st.builds(Joined, operators, several)

    return st.recursive(of if of is not None else leaves(), joined, max_leaves=max_leaves)


def expressions(
    of: st.SearchStrategy[Named] | None = None, max_leaves: int = 8
) -> st.SearchStrategy[Expression]:
    """Return expressions as the library reads them."""
    return trees(of, max_leaves).map(lambda tree: parse(written(tree)))


def written(tree: Tree) -> str:
    """Return the text of a tree, every joined part in parentheses."""
    if isinstance(tree, Named):
        return tree.text
    return f" {tree.operator} ".join(
        part.text if isinstance(part, Named) else f"({written(part)})" for part in tree.parts
    )


def merged(tree: Tree) -> Tree:
    """Return the tree with nested operators of the same kind made one."""
    if isinstance(tree, Named):
        return tree
    parts: list[Tree] = []
    for part in map(merged, tree.parts):
        same = isinstance(part, Joined) and part.operator == tree.operator
        parts.extend(part.parts if same and isinstance(part, Joined) else (part,))
    return Joined(tree.operator, tuple(parts))


def names(tree: Tree) -> list[Named]:
    """Return the licenses of a tree, in order, repetitions included."""
    if isinstance(tree, Named):
        return [tree]
    return [name for part in tree.parts for name in names(part)]
