# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Which component of a framework an element of an SPDX 3 file is, or is a part of."""

from __future__ import annotations

__all__ = ["Parts"]

from collections.abc import Callable

from openlic.formats._spdx3_graph import Graph, Node
from openlic.formats._spdx3_links import Links
from openlic.formats._spdx3_relations import TESTING, TRAINING
from openlic.formats._spdx3_terms import (
    ARTIFACTS,
    DATASETS,
    DOCUMENTS,
    EVALUATION,
    PARAMETERS,
    PURPOSES,
    Purpose,
)

#: Classes that say what their elements are.
_TYPED = ("AIPackage", "DatasetPackage", "Dataset")
_PACKAGES = (*_TYPED, "Package")
_HOLDS = (PARAMETERS, DATASETS)


class Parts:
    """The roles of elements and what they are part of.

    Parameters:
        graph: the file.
        links: its relationships.
        licensed: says whether the file has a license for the element of a key.
    """

    def __init__(self, graph: Graph, links: Links, licensed: Callable[[str], bool]) -> None:
        self._graph = graph
        self._links = links
        self._licensed = licensed
        self._purposes: dict[str, Purpose | None] = {}
        self._roles: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._trained: set[str] = set()
        self._tested: set[str] = set()
        self._documents: set[str] = set()
        self._inside: dict[str, list[str]] = {}
        artifacts = [node for node in graph.nodes if node.kind in ARTIFACTS]
        for node in artifacts:
            role = self._read_role(node)
            self._roles.setdefault(node.key, role)
        self._read_links()
        for node in artifacts:
            self._parts[node.place] = self._read_part(node)
        for part in (PARAMETERS, DATASETS, EVALUATION):
            self._leave_to_packages(artifacts, part)
        for node in artifacts:
            self._note(node)
        self._note_twins(artifacts)

    def role(self, node: Node) -> str:
        """Return ``model``, ``data``, ``code``, ``document``, or nothing."""
        return self._roles.get(node.key, "")

    def part_of(self, node: Node) -> str:
        """Return the component of the framework; empty if there is none."""
        return self._parts[node.place]

    def _read_purpose(self, node: Node) -> Purpose | None:
        """Return the purpose; of what is source or a program, no other is taken for a model."""
        graph = self._graph
        name = graph.name(graph.text(node, "primaryPurpose"))
        if name and name not in PURPOSES:
            message = f"there is no purpose {name!r}"
            graph.doubts.warn(message, "use a purpose of SPDX 3", node.place)
        others = {graph.name(each) for each in graph.texts(node, "additionalPurpose")}
        if name in ("model", "data") and others & {"source", "executable"}:
            return Purpose("code")
        return PURPOSES.get(name)

    def _read_role(self, node: Node) -> str:
        artifact, purpose = ARTIFACTS[node.kind], self._read_purpose(node)
        self._purposes[node.place] = purpose
        if artifact.role in ("model", "data") or purpose is None:
            return artifact.role
        return purpose.role

    def _read_links(self) -> None:
        for link in self._links.all:
            role = self._roles.get(link.source, "")
            if link.type in TRAINING or (link.type == "dependsOn" and role == "model"):
                self._trained.update(link.targets)
            elif link.type in TESTING:
                self._tested.update(link.targets)
            elif link.type == "hasDocumentation" and role in ("model", "data"):
                self._documents.update(link.targets)
            elif link.type in ("contains", "expandsTo"):
                self._inside.setdefault(link.source, []).extend(link.targets)

    def _read_part(self, node: Node) -> str:
        artifact, purpose = ARTIFACTS[node.kind], self._purposes[node.place]
        part = artifact.part_of
        if node.kind not in _TYPED and purpose is not None:
            part = purpose.part_of
            if node.kind != "Package" and part not in _HOLDS:
                part = ""
        if part == DATASETS and node.key in self._tested and node.key not in self._trained:
            return EVALUATION
        if not part or artifact.role == "code":
            return self._document(node) or part
        return part

    def _document(self, node: Node) -> str:
        """Return which document of a model or dataset an element is, by its name."""
        if node.key in self._documents:
            name = self._graph.text(node, "name")
            for pattern, part in DOCUMENTS:
                if pattern.search(name):
                    return part
        return ""

    def _leave_to_packages(self, artifacts: list[Node], part: str) -> None:
        """Leave files without a license to the package that holds them and is the part."""
        pending = [
            node.key
            for node in artifacts
            if node.kind in _PACKAGES and self._parts[node.place] == part
        ]
        seen = set(pending)
        while pending:
            for key in self._inside.get(pending.pop(), ()):
                if key in seen:
                    continue
                seen.add(key)
                pending.append(key)
                node = self._graph.first(key)
                if node is None or node.kind in _PACKAGES or self._licensed(key):
                    continue
                if self._parts.get(node.place) == part:
                    self._parts[node.place] = ""

    def _note(self, node: Node) -> None:
        """Note what an element was read as, where its class does not say so."""
        part, artifact = self._parts[node.place], ARTIFACTS[node.kind]
        name = self._graph.text(node, "name") or node.id
        if part == DATASETS and {node.key} <= self._tested & self._trained:
            self._find(name, f"{name} is read as {part}: models are trained on it, and tested too")
        elif part == EVALUATION:
            self._find(name, f"{name} is read as {part}: models are tested on it, none is trained")
        elif part and part != artifact.part_of:
            why = "its purpose" if part in _HOLDS else "its name"
            self._find(name, f"{name} is read as {part}: {why} says so")

    def _note_twins(self, artifacts: list[Node]) -> None:
        """Note models and datasets without a license, where a package of their name has one."""
        licensed = {
            self._graph.text(node, "name")
            for node in artifacts
            if node.kind == "Package" and self._licensed(node.key)
        }
        for node in artifacts:
            name = self._graph.text(node, "name")
            if node.kind in _TYPED and name in licensed and not self._licensed(node.key):
                part = self._parts[node.place]
                message = f"{name} is read as {part}, without the license of the package {name}"
                self._find(name, f"{message}: nothing says that they are the same")

    def _find(self, name: str, message: str) -> None:
        self._graph.doubts.find("part-read-as", message, component=name)
