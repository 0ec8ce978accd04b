# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""SPDX 3 bills of materials in JSON-LD: software, AI models and datasets.

After the model of SPDX 3.0.1, https://spdx.github.io/spdx-spec/v3.0.1/. What its words mean
for licenses is in :mod:`openlic.formats._spdx3_terms`.
"""

from __future__ import annotations

__all__ = ["dump", "load", "recognizes"]

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from openlic.formats._inventory import Inventory
from openlic.formats._source import Source
from openlic.formats._spdx3_check import check_nodes
from openlic.formats._spdx3_graph import Node, read_graph
from openlic.formats._spdx3_licenses import Licenses
from openlic.formats._spdx3_links import Link, Links
from openlic.formats._spdx3_parts import Parts
from openlic.formats._spdx3_relations import TOOL_SCOPES, choose_use, relation_of
from openlic.formats._spdx3_statements import Statements
from openlic.formats._spdx3_terms import ARTIFACTS
from openlic.formats._spdx3_write import fill_in, write
from openlic.model import Component, Model, Origin

_COLLECTIONS = ("SpdxDocument", "Sbom", "Bom", "Bundle")

#: The beginning of a file that names the context or a class of SPDX 3.
_BEGINNING = re.compile(r'"@(?:context|type)"\s*:\s*(?:\[\s*)?"https?://spdx\.org/rdf/')
_OWN_TYPES = ("software_", "ai_", "dataset_", "simplelicensing_", "expandedlicensing_")

#: Most pairs of inputs and outputs of builds that are looked at.
_MOST_PAIRS = 200_000


def recognizes(source: Source) -> bool:
    """Whether a file names the context of SPDX 3, or has elements of its classes."""
    if not source.is_json:
        return False
    if _BEGINNING.search(source.head):
        return True
    found = source.object
    listed = found.get("@graph", [found])
    return isinstance(listed, list) and any(map(_is_own, listed[:1000]))


def _is_own(value: Any) -> bool:
    if not isinstance(value, dict) or "spdxVersion" in value:
        return False
    type = value.get("type", value.get("@type"))
    if not isinstance(type, str):
        return False
    name = type.rpartition(":")[2]
    if name in ("CreationInfo", "Relationship"):
        return str(value.get("specVersion")).startswith("3.") or "relationshipType" in value
    return name == "SpdxDocument" or ("spdxId" in value and name.startswith(_OWN_TYPES))


def load(source: Source) -> Model:
    """Read a bill of materials.

    Parameters:
        source: the file.

    Returns:
        Model: packages, files, snippets and datasets as components, all with ``part_of``.

    Raises:
        InputError: it is no JSON, has no elements, or a license or relationship that cannot
            be read.
    """
    return _Reader(source).model()


def dump(model: Model, original: Source | None = None) -> str:
    """Return a release as an SPDX 3.0.1 document.

    Parameters:
        model: the release.
        original: a file in the format, in which only concluded licenses are filled in, where
            there are none.

    Raises:
        InputError: the original cannot be read, or has no list of elements.
    """
    return write(model) if original is None else fill_in(model, original)


class _Reader:
    def __init__(self, source: Source) -> None:
        self._path = source.path
        self._graph = graph = read_graph(source)
        check_nodes(graph)
        self._licenses = Licenses(graph)
        self._links = Links(graph)
        self._statements = Statements(graph, self._licenses, self._links)
        self._parts = Parts(graph, self._links, self._statements.licensed)
        self._inventory = Inventory()
        for node in graph.nodes:
            if node.kind in ARTIFACTS:
                is_taken = node.key in self._inventory.elements
                key = f"{node.key} {node.place}" if is_taken else node.key
                self._inventory.add(key, self._component(node))
        for link in self._links.all:
            self._relate(link)
        self._relate_builds()
        self._relate_snippets()
        self._licenses.note_locals()
        if graph.problems:
            raise source.error(*graph.problems)

    def model(self) -> Model:
        graph, root = self._graph, self._root()
        component = self._inventory.elements[root.key].component if root is not None else None
        self._inventory.facts += self._statements.facts
        self._inventory.findings += graph.doubts.all()
        return self._inventory.model(
            self._name(component),
            producer=component.owner if component is not None else "",
            version=component.version if component is not None else "",
            date=graph.text(root, "releaseTime") if root is not None else "",
            format="spdx3",
            path=self._path,
            counts=tuple(self._counts()),
            local_licenses=self._licenses.local_licenses(),
        )

    def _component(self, node: Node) -> Component:
        graph = self._graph
        license, licenses, declared = self._statements.of(node)
        role = self._parts.role(node)
        return Component(
            name=graph.text(node, "name") or node.id or node.key,
            license=license,
            licenses=licenses,
            declared=declared,
            description=graph.text(node, "description") or graph.text(node, "summary"),
            copyright=graph.text(node, "copyrightText"),
            owner=self._agents(node),
            id=node.id,
            version=graph.text(node, "packageVersion"),
            kind=ARTIFACTS[node.kind].kind,
            content="data" if role == "model" else role,
            part_of=self._parts.part_of(node),
        )

    def _agents(self, node: Node) -> str:
        """Return who an element comes from: its originator, or else its supplier."""
        for name in ("originatedBy", "suppliedBy"):
            found = []
            for key in self._graph.references(node, name):
                agent = self._graph.first(key)
                if agent is not None and self._graph.text(agent, "name"):
                    found.append(self._graph.text(agent, "name"))
                elif agent is None and not key.startswith(("_:", "#", "SPDXRef-")):
                    found.append(key)
            if found:
                return ", ".join(found)
        return ""

    def _root(self) -> Node | None:
        """Return the element that the document is about."""
        seen: set[str] = set()
        starts = [node for node in self._graph.nodes if node.kind in _COLLECTIONS]
        pending = [node.key for node in reversed(starts)]
        while pending:
            key = pending.pop()
            node = self._graph.first(key)
            if node is None or key in seen:
                continue
            seen.add(key)
            if node.kind in ARTIFACTS:
                return node
            pending += reversed(self._graph.references(node, "rootElement"))
            pending += reversed(self._links.described.get(key, ()))
        only = list(self._inventory.elements)
        return self._graph.first(only[0]) if len(only) == 1 else None

    def _name(self, root: Component | None) -> str:
        for kind in _COLLECTIONS:
            for node in self._graph.nodes:
                name = self._graph.text(node, "name") if node.kind == kind else ""
                if name:
                    return name
        return root.name if root is not None else PurePath(self._path).name.partition(".")[0]

    def _relate(self, link: Link) -> None:
        relation = relation_of(link.type, link.comment)
        if not relation.use:
            return
        for target in link.targets:
            pair = (target, link.source) if relation.backwards else (link.source, target)
            self._add(*pair, relation.use, link.scope)

    def _add(self, result: str, source: str, use: str, scope: str = "") -> None:
        """Note that one element was made from another, in the way that their roles say."""
        made = self._inventory.elements.get(result)
        node, other = self._graph.first(result), self._graph.first(source)
        if made is None or node is None:
            return
        if use == "needs" and scope in TOOL_SCOPES:
            use = "tool"
        use = choose_use(use, self._parts.role(node), self._parts.role(other) if other else "")
        if not use:
            return
        if other is None and not self._links.is_individual(source):
            made.works.append(Origin(use, work=source))
        else:
            self._inventory.relate(result, source, use)

    def _relate_builds(self) -> None:
        """Relate what builds give to what they are given."""
        left = _MOST_PAIRS
        for build, (inputs, outputs) in self._links.builds().items():
            left -= len(inputs) * len(outputs)
            if left < 0:
                message = f"what the build {build!r} is made from was not looked at: too many pairs"
                self._graph.doubts.find("document-warning", message)
                return
            for output in outputs:
                for each in inputs:
                    self._add(output, each, "results")

    def _relate_snippets(self) -> None:
        for node in self._graph.nodes:
            if node.kind == "Snippet":
                for file in self._graph.references(node, "snippetFromFile"):
                    self._inventory.relate(file, node.key, "snippet")

    def _counts(self) -> Iterator[tuple[str, int]]:
        graph = self._graph
        kinds = [element.component.kind for element in self._inventory.elements.values()]
        yield "elements", graph.elements
        yield "packages", sum(kind.endswith("package") for kind in kinds)
        yield "files", kinds.count("file")
        yield "snippets", kinds.count("snippet")
        yield "relationships", len(self._links.all)
        yield "license_elements", len(self._licenses.nodes)
        yield "license_expressions", len(self._licenses.expressions())
        yield from ((f"types.{type}", number) for type, number in graph.types.items())
        for type, number in self._links.counts().items():
            yield f"relationship_types.{type}", number
