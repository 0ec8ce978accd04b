# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The nodes of an SPDX 3 file, in whatever of the shapes of JSON-LD it is written.

The context is never fetched. What a name means is read from the name itself: the profile
before it, as in ``software_Package``, and the address before it are left away.
"""

from __future__ import annotations

__all__ = ["Graph", "Node", "read_graph"]

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from openlic.formats._source import Source
from openlic.formats._spdx3_doubts import Doubts
from openlic.formats._spdx3_terms import CLASS_NAMES, PROPERTY_NAMES
from openlic.formats._spdx3_values import TYPES, id_of, local_name, many, single, type_of
from openlic.problems import Problem

#: Most problems of a file that are listed.
_MOST_PROBLEMS = 50

#: Most elements of one id with which another is compared.
_MOST_COMPARED = 10


@frozen(eq=False)
class Node:
    """An object of the file that has a type.

    Attributes:
        id: as written; empty if it has none.
        key: the same with prefixes replaced; made up if it has none.
        type: as written.
        kind: its type without profile.
        place: in the file.
        fields: by name without profile, each with the name as written.
    """

    id: str
    key: str
    type: str
    kind: str
    place: str
    fields: Mapping[str, tuple[str, Any]] = field(repr=False)

    def get(self, name: str) -> Any:
        """Return the value of a property; None if there is none."""
        found = self.fields.get(name)
        return found[1] if found else None

    def spelling(self, name: str) -> str:
        """Return the name of a property as written."""
        return self.fields[name][0]

    def where(self, name: str) -> str:
        """Return the place of a property."""
        return f"{self.place}.{self.spelling(name)}"


@define
class Graph:
    """The nodes of a file.

    Attributes:
        nodes: all, in file order.
        by_key: those of one key; several if they differ.
        types: how many elements there are, by type as written.
        doubts: what is doubtful.
        problems: what makes the file unreadable.
    """

    nodes: list[Node] = field(factory=list)
    by_key: dict[str, list[Node]] = field(factory=dict)
    types: Counter[str] = field(factory=Counter)
    elements: int = 0
    doubts: Doubts = field(factory=Doubts)
    problems: list[Problem] = field(factory=list)
    _keys: dict[int, str] = field(factory=dict)
    _prefixes: dict[str, str] = field(factory=dict)
    _names: dict[str, str] = field(factory=dict)

    def first(self, key: str) -> Node | None:
        """Return the first node of a key, or None."""
        found = self.by_key.get(key)
        return found[0] if found else None

    def refuse(self, message: str, repair: str, place: str) -> None:
        """Note a problem for which the file is refused."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(message, repair, where=place))

    def text(self, node: Node, name: str, *, needed: bool = False) -> str:
        """Return the text of a property; empty if there is none.

        Parameters:
            node: that may have the property.
            name: without profile.
            needed: whether the file is refused if it is no text.
        """
        value = single(node.get(name))
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        message = f"`{node.spelling(name)}` is no text"
        if needed:
            self.refuse(message, "write a text", node.where(name))
            return ""
        self.doubts.warn(message, "write a text", node.place)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return str(value) if is_number else ""

    def texts(self, node: Node, name: str) -> tuple[str, ...]:
        """Return the texts of a property."""
        values = (single(each) for each in many(node.get(name)))
        return tuple(each for each in values if isinstance(each, str) and each)

    def references(self, node: Node, name: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return the keys of the nodes to which a property refers.

        Parameters:
            node: that may have the property.
            name: without profile.
            needed: whether the file is refused if it refers to none.
        """
        found: dict[str, None] = {}
        for value in many(node.get(name)):
            key = self.key(value)
            if key:
                found[key] = None
            elif needed:
                message = f"`{node.spelling(name)}` does not refer to an element"
                self.refuse(message, "write the `spdxId` of an element", node.where(name))
            else:
                message = f"`{node.spelling(name)}` does not refer to an element"
                self.doubts.warn(message, "write the `spdxId` of an element", node.place)
        return tuple(found)

    def entries(self, node: Node, name: str) -> Iterator[tuple[str, str]]:
        """Return the entries of a dictionary, each as a key and a text or reference."""
        for value in many(node.get(name)):
            if not isinstance(value, dict):
                continue
            parts = {self.name(key): each for key, each in value.items()}
            key, target = single(parts.get("key")), parts.get("value", parts.get("elementValue"))
            reference = self.key(single(target))
            if isinstance(key, str) and key and reference:
                yield key, reference

    def key(self, value: Any) -> str:
        """Return the key of the node that a value is or refers to; empty if there is none."""
        if isinstance(value, str):
            return self.expand(value)
        if isinstance(value, dict):
            return self._keys.get(id(value)) or self.expand(id_of(value))
        return ""

    def expand(self, id: str) -> str:
        """Return an id with its prefix replaced by what it stands for."""
        prefix, colon, rest = id.partition(":")
        if colon and prefix in self._prefixes and not rest.startswith("//"):
            return self._prefixes[prefix] + rest
        return id

    def name(self, word: str) -> str:
        """Return a name without address and profile."""
        found = self._names.get(word)
        if found is None:
            found = self._names[word] = local_name(word)
        return found

    def _property(self, word: str) -> str:
        name = self.name(word)
        return PROPERTY_NAMES.get(name.casefold(), name)

    def add_prefixes(self, value: Any) -> None:
        """Take over the prefixes of a context or a namespace map."""
        for each in many(value):
            if not isinstance(each, dict):
                continue
            for prefix, address in self._prefixes_of(each):
                if prefix and not prefix.startswith("@") and isinstance(address, str):
                    self._prefixes.setdefault(prefix, address)

    def _prefixes_of(self, value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        parts = {self.name(key): each for key, each in value.items()}
        prefix = parts.get("prefix")
        if isinstance(prefix, str) and "namespace" in parts:
            yield prefix, parts["namespace"]
        else:
            yield from ((key, each) for key, each in value.items() if each != "@type")

    def add(self, value: dict[str, Any], place: str) -> None:
        """Add the node that an object is."""
        id_, type_ = id_of(value), type_of(value)
        key = self.expand(id_) if id_ else f"_:{place}"
        self._keys[id(value)] = key
        fields: dict[str, tuple[str, Any]] = {}
        for name, each in value.items():
            fields.setdefault(self._property(name), (name, each))
        kind = self.name(type_)
        kind = CLASS_NAMES.get(kind.casefold(), kind)
        node = Node(id_, key, type_, kind, place, fields)
        if not self._is_new(node):
            return
        self.nodes.append(node)
        self.by_key.setdefault(key, []).append(node)

    def _is_new(self, node: Node) -> bool:
        others = self.by_key.get(node.key, ())
        if any(_is_same(other, node) for other in others[:_MOST_COMPARED]):
            return False
        if others:
            message = f"several elements have the id {node.id!r}"
            self.doubts.warn(message, "give each an id of its own", node.place)
        return True


def read_graph(source: Source) -> Graph:
    """Return the nodes of a file.

    Parameters:
        source: the file.

    Raises:
        InputError: it is no JSON, or has no elements.
    """
    graph = Graph()
    tops = list(_tops(source.json, graph))
    for value, _ in tops:
        graph.add_prefixes(value.get("namespaceMap"))
    nested = len(tops) == 1 and "@graph" not in _document(source.json)
    for value, place in tops:
        _add_all(graph, value, place, nested=nested)
    if not graph.nodes and not graph.problems:
        graph.refuse("the file has no elements", "list them in `@graph`, each with a `type`", "$")
    if graph.problems:
        raise source.error(*graph.problems)
    return graph


def _is_same(one: Node, other: Node) -> bool:
    try:
        return one.fields == other.fields
    except RecursionError:
        return False


def _document(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _tops(value: Any, graph: Graph) -> Iterator[tuple[dict[str, Any], str]]:
    """Return the objects of a document that are not inside of others, with their places."""
    if not isinstance(value, (dict, list)):
        graph.refuse("the file is neither an object nor a list", "write an SPDX 3 document", "$")
        return
    if isinstance(value, dict) and "@context" not in value:
        graph.doubts.warn("there is no `@context`", "name the context of SPDX 3", "$")
    pending = [(value, "$")] if isinstance(value, dict) else _places(value, "$")
    while pending:
        each, place = pending.pop()
        if not isinstance(each, dict):
            graph.doubts.warn("an entry is no object", "write an element", place)
        elif "@graph" in each:
            graph.add_prefixes(each.get("@context"))
            below, where = each["@graph"], f"{place}.@graph"
            if isinstance(below, (dict, list)):
                pending += [(below, where)] if isinstance(below, dict) else _places(below, where)
            else:
                graph.refuse("`@graph` is no list", "list the elements in it", where)
        else:
            graph.add_prefixes(each.get("@context"))
            yield each, place


def _places(values: list[Any], place: str) -> list[tuple[Any, str]]:
    return [(each, f"{place}[{number}]") for number, each in enumerate(values)][::-1]


def _add_all(graph: Graph, top: dict[str, Any], place: str, *, nested: bool) -> None:
    """Add an object and all objects with a type inside of it."""
    pending: list[tuple[Any, str]] = [(top, place)]
    while pending:
        value, where = pending.pop()
        if isinstance(value, list):
            pending += _places(value, where)
        elif isinstance(value, dict):
            _add(graph, value, where, top=value is top, counted=value is top or nested)
            below = [(each, f"{where}.{key}") for key, each in value.items() if key != "@context"]
            pending += [item for item in reversed(below) if isinstance(item[0], (dict, list))]


def _add(graph: Graph, value: dict[str, Any], place: str, *, top: bool, counted: bool) -> None:
    type = type_of(value)
    if type:
        graph.add(value, place)
        if counted:
            graph.elements += 1
            graph.types[type] += 1
    elif any(key in value for key in TYPES):
        graph.refuse("the type is no text", "write the name of a class", place)
    elif top:
        graph.doubts.warn("an element has no type", "add its `type`", place)
