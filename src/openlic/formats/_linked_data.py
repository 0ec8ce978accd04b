# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Look at JSON-LD without a processor: nodes, and properties by their short names.

A context is looked at for the names of properties where it stands in the file. It is never
fetched. Names are compared without their vocabularies, so ``license``, ``sc:license`` and
``https://schema.org/license`` are the same.
"""

from __future__ import annotations

__all__ = ["Document", "Node", "flat"]

import re
from collections.abc import Iterator
from typing import Any

_TAIL = re.compile(r"[^/#:]*\Z")

Node = dict[str, Any]


class Document:
    """The nodes of a JSON-LD file, and the names of their properties.

    Attributes:
        nodes: the nodes at the top, or of the graph there.
    """

    def __init__(self, tops: list[Node]) -> None:
        self._tops = tops
        contexts = [item for top in tops for item in flat(top.get("@context"))]
        self._contexts = contexts
        self._names = dict(_terms(contexts))
        graph = [node for top in tops for node in flat(top.get("@graph")) if isinstance(node, dict)]
        self.nodes: list[Node] = graph or tops
        self._by_id = {id: node for node in graph for id in self.texts(node, "@id")}

    @classmethod
    def of(cls, value: Any) -> Document | None:
        tops = [item for item in flat(value) if isinstance(item, dict)]
        return cls(tops) if tops else None

    @property
    def is_linked(self) -> bool:
        """Whether it says what its names mean, or uses full names."""
        types = [type for node in self.nodes for _, type in self.values(node, "@type")]
        return bool(self._contexts) or any("://" in str(each) for each in types)

    @property
    def is_croissant(self) -> bool:
        """Whether it says that it conforms to Croissant, or uses its vocabulary."""
        claims = (text for node in self.nodes for text in self.texts(node, "conformsTo"))
        known = [str(item.get("@vocab")) for item in self._contexts if isinstance(item, dict)]
        known += [item for item in self._contexts if isinstance(item, str)]
        known += [
            item
            for context in self._contexts
            if isinstance(context, dict)
            for item in context.values()
            if isinstance(item, str)
        ]
        return any("mlcommons.org/" in text for text in (*claims, *known))

    def property(self, key: str) -> str:
        """Return the name of a property without its vocabulary."""
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = _tail(key)
        return name

    def values(self, node: Node, *names: str) -> list[tuple[str, Any]]:
        """Return all values of properties, each with its key as written."""
        return [
            (key, item)
            for key, value in node.items()
            if self.property(key) in names
            for item in flat(value)
        ]

    def texts(self, node: Node, *names: str) -> list[str]:
        """Return the values of properties that are texts, or have names."""
        found = (self.text(value) for _, value in self.values(node, *names))
        return [text for text in found if text]

    def first(self, node: Node, *names: str) -> str:
        """Return the first text of properties, in the order of the names; empty if none."""
        return next((text for name in names for text in self.texts(node, name)), "")

    def text(self, value: Any) -> str:
        """Return the text of a value, or the name or address of a node."""
        if isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, dict):
            return ""
        node = self.resolved(value)
        for name in ("@value", "name", "@id", "url"):
            for _, below in self.values(node, name):
                if isinstance(below, str) and below:
                    return below
        by_language = all(isinstance(node[key], str) and key[:1] != "@" for key in node)
        return next(iter(node.values()), "") if by_language else ""

    def resolved(self, node: Node) -> Node:
        """Return the node of the graph that is meant by a reference."""
        id = node.get("@id")
        return self._by_id.get(id, node) if isinstance(id, str) and len(node) == 1 else node

    def types(self, node: Node) -> list[str]:
        """Return the types of a node without their vocabularies."""
        return [_tail(type) for _, type in self.values(node, "@type") if isinstance(type, str)]

    def of_type(self, type: str) -> list[Node]:
        """Return the nodes of a type, in file order."""
        return [node for node in self.nodes if type in self.types(node)]


def _terms(contexts: list[Any]) -> Iterator[tuple[str, str]]:
    """Give the terms that a context has for names of properties, without vocabularies."""
    for context in contexts:
        for term, meaning in context.items() if isinstance(context, dict) else ():
            address = meaning.get("@id") if isinstance(meaning, dict) else meaning
            if isinstance(address, str) and not term.startswith("@"):
                name = _tail(address)
                if name:
                    yield term, name


def _tail(name: str) -> str:
    found = _TAIL.search(name)
    return found.group() if found is not None else name


def flat(value: Any) -> list[Any]:
    """Return the items of a value that may be a list, or a list of lists; none for null."""
    found: list[Any] = []
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += reversed(item)
        elif isinstance(item, dict) and ("@list" in item or "@set" in item):
            pending.append(item.get("@list", item.get("@set")))
        elif item is not None:
            found.append(item)
    return found
