# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Take typed values out of a document and collect what is wrong with it."""

from __future__ import annotations

__all__ = ["Fields", "place_of"]

from collections.abc import Collection, Iterator
from typing import Any

from openlic.formats._document import KINDS, Node
from openlic.problems import Problem


def place_of(where: str, key: str) -> str:
    """Return the path of a key below a path."""
    plain = key.replace("_", "").isalnum() and key.isascii()
    return f"{where}.{key}" if plain else f"{where}[{key!r}]"


class Fields:
    """The keys of one mapping.

    Parameters:
        node: the mapping.
        where: its path in the document.
        problems: where problems are collected; several readers share it.
    """

    def __init__(self, node: Node, where: str, problems: list[Problem]) -> None:
        self.node = node
        self.where = where
        self.problems = problems

    def __iter__(self) -> Iterator[str]:
        return iter(self.node.value)

    def has(self, key: str) -> bool:
        """Whether the key is there, null or not."""
        return key in self.node.value

    def is_blank(self, key: str) -> bool:
        """Whether the key is absent, null or an empty text."""
        node = self.node.value.get(key)
        return node is None or node.value is None or node.value == ""

    def line(self, key: str) -> int:
        """Return the line of the value of a key, or of the mapping without it."""
        return int(self.node.value.get(key, self.node).line)

    def wrong(self, key: str, message: str, repair: str) -> None:
        """Record a problem with a key."""
        self.problems.append(Problem(message, repair, self.line(key), place_of(self.where, key)))

    def get(self, key: str, kind: type, repair: str = "") -> Any:
        """Return a value of one type; None if absent, null or of another type."""
        node = self.node.value.get(key)
        if node is None or node.value is None:
            return None
        if type(node.value) is not kind:
            expected = KINDS[kind]
            self.wrong(
                key, f"{key} is {node.kind}, {expected} is expected", repair or f"write {expected}"
            )
            return None
        return node.value

    def text(self, key: str) -> str:
        """Return a text, empty if absent or null."""
        found = self.get(key, str, "put it in quotes if it is meant as a text")
        return found if found is not None else ""

    def name(self, of: str) -> str:
        """Return the text under ``name``; without one there is a problem."""
        found = self.text("name")
        if self.is_blank("name"):
            self.wrong("name", f"{of} has no name", "add `name`")
        return found

    def loose_text(self, key: str) -> str:
        """Return a text; a number stands for itself as written (versions, dates)."""
        node = self.node.value.get(key)
        if node is not None and type(node.value) in (int, float):
            return str(node.text)
        return self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        node = self.node.value.get(key)
        if node is None or node.value is None:
            return ()
        if isinstance(node.value, str):
            return (node.value,)
        items = self.get(key, list)
        if items is None:
            return ()
        for number, item in enumerate(items):
            if not isinstance(item.value, str):
                message = f"an entry of {key} is {item.kind}, a text is expected"
                where = f"{place_of(self.where, key)}[{number}]"
                self.problems.append(Problem(message, "write a text", item.line, where))
        return tuple(item.value for item in items if isinstance(item.value, str))

    def word(self, key: str, words: Collection[str]) -> str | None:
        """Return a text that is one of some words."""
        found: str | None = self.get(key, str)
        if found is not None and found not in words:
            self.wrong(key, f"{key} is {found!r}", f"use one of {', '.join(words)}")
            return None
        return found

    def below(self, key: str) -> Fields | None:
        """Return the mapping under a key."""
        if self.get(key, dict) is None:
            return None
        return Fields(self.node.value[key], place_of(self.where, key), self.problems)

    def each(self, key: str) -> Iterator[Fields]:
        """Yield the mappings of a list under a key."""
        for number, item in enumerate(self.get(key, list) or ()):
            where = f"{place_of(self.where, key)}[{number}]"
            if isinstance(item.value, dict):
                yield Fields(item, where, self.problems)
            else:
                message = f"an entry of {key} is {item.kind}, a mapping is expected"
                self.problems.append(Problem(message, "write `name: …`", item.line, where))
