# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The relationships of an SPDX 3 file."""

from __future__ import annotations

__all__ = ["Link", "Links"]

import re
from collections import Counter
from collections.abc import Mapping

from attrs import frozen

from openlic.formats._spdx3_graph import Graph, Node
from openlic.formats._spdx3_relations import read_relation

#: Elements that stand for no element, and for an unknown one.
_INDIVIDUAL = re.compile(
    r"(?:.*[/_:])?(?:None|NoAssertion)Element|(?:https?://spdx\.org/rdf/.*/)?(?:None|NoAssertion)",
    re.IGNORECASE,
)

_LICENSE_TYPES = ("hasConcludedLicense", "hasDeclaredLicense")


@frozen
class Link:
    """A relationship.

    Attributes:
        type: a key of :data:`RELATIONS`.
        written: its type as written, without address.
        source: key of the element that it is from.
        targets: keys of the elements that it is to.
        scope: of the life cycle, such as ``build``; empty if it has none.
        incomplete: whether it says that there are more targets.
        comment: as written.
    """

    type: str
    written: str
    source: str
    targets: tuple[str, ...]
    scope: str
    incomplete: bool
    comment: str


class Links:
    """The relationships of a file.

    Parameters:
        graph: the file.

    Attributes:
        all: in file order.
        described: what documents and other collections describe, by their keys.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._imported: set[str] = set()
        self.all: list[Link] = []
        self.described: dict[str, list[str]] = {}
        for node in graph.nodes:
            if "relationshipType" in node.fields or node.kind.endswith("Relationship"):
                self.all.append(self._link(node))
            elif node.kind == "ExternalMap":
                self._imported.add(graph.expand(graph.text(node, "externalSpdxId")))
        for link in self.all:
            if link.type == "describes":
                self.described.setdefault(link.source, []).extend(link.targets)
        self._note_missing()

    def counts(self) -> Mapping[str, int]:
        """Return how many relationships there are of each type, as written."""
        return Counter(link.written for link in self.all if link.written)

    def is_individual(self, key: str) -> bool:
        """Return whether a key stands for no element, or for an unknown one."""
        return self._graph.first(key) is None and bool(_INDIVIDUAL.fullmatch(key))

    def builds(self) -> dict[str, tuple[list[str], list[str]]]:
        """Return what goes into each build, and what comes out of it."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for link in self.all:
            node = self._graph.first(link.source)
            if node is None or node.kind != "Build":
                continue
            inputs, outputs = found.setdefault(link.source, ([], []))
            if link.type in ("hasInput", "hasInputs"):
                inputs += link.targets
            elif link.type in ("hasOutput", "hasOutputs", "generates"):
                outputs += link.targets
        return found

    def _link(self, node: Node) -> Link:
        graph = self._graph
        written = graph.name(graph.text(node, "relationshipType", needed=True))
        sources = graph.references(node, "from", needed=True)
        for name, there in (("relationshipType", written), ("from", sources)):
            if not there:
                graph.doubts.warn(f"a relationship lacks `{name}`", f"add `{name}`", node.place)
        if "to" not in node.fields:
            graph.doubts.warn("a relationship lacks `to`", "add `to`", node.place)
        if len(sources) > 1:
            graph.refuse("`from` names several elements", "name one", node.where("from"))
        return Link(
            self._type(written, node),
            written,
            sources[0] if sources else "",
            graph.references(node, "to", needed=True),
            graph.name(graph.text(node, "scope")),
            graph.name(graph.text(node, "completeness")) == "incomplete",
            graph.text(node, "comment"),
        )

    def _type(self, written: str, node: Node) -> str:
        type = read_relation(written)
        if type is None and written:
            message = f"there is no relationship {written!r}"
            self._graph.doubts.warn(message, "use a type of SPDX 3", node.place)
        return type or "other"

    def _note_missing(self) -> None:
        """Note the elements to which relationships lead that the file does not have."""
        missing: dict[str, None] = {}
        for link in self.all:
            targets = () if link.type in _LICENSE_TYPES else link.targets
            for key in (link.source, *targets):
                if key and self._graph.first(key) is None and not self.is_individual(key):
                    missing[key] = None
        names = [key for key in missing if key not in self._imported]
        if names:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            listed = ", ".join(repr(name) for name in names[:5])
            message = f"relationships name {len(names)} elements that are not there: {listed}{more}"
            self._graph.doubts.find("reference-to-nothing", message, "add them to the file")
