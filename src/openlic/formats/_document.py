# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read a YAML or JSON document into plain nodes that know their line.

The document is built from parser events, so nothing recurses, no object of the
document's choosing is made, and sizes are bounded. Plain scalars follow the core
schema of YAML 1.2: dates and ``yes`` are texts.
"""

from __future__ import annotations

__all__ = ["KINDS", "MAX_BYTES", "Node", "plain_value", "read_document"]

import json
import re
from typing import Any

import yaml
from attrs import define

from openlic.formats._source import Source
from openlic.problems import Problem

#: Largest file that is read, in bytes.
MAX_BYTES = 8 * 1024 * 1024

#: Most values in one document, aliases written out.
MAX_NODES = 500_000

#: Deepest nesting.
MAX_DEPTH = 60

_TOO_DEEP = f"more than {MAX_DEPTH} levels of nesting"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: What values are, in words.
KINDS = {
    dict: "a mapping",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a fraction",
}


@define
class Node:
    """A value of a document.

    Attributes:
        value: a dict of nodes, a list of nodes, or a plain value.
        line: line in the file, from 1.
        size: how many values it holds, itself included.
        text: a plain value as written.
    """

    value: Any
    line: int
    size: int = 1
    text: str = ""

    @property
    def kind(self) -> str:
        """What the value is, in words."""
        if self.value is None:
            return "nothing (null)"
        return KINDS[type(self.value)]


class _Stop(Exception):  # noqa: N818
    """The document cannot be read any further."""

    def __init__(self, message: str, repair: str, line: int | None) -> None:
        super().__init__(message)
        self.problem = Problem(message, repair, line)


def read_document(source: Source) -> Node:
    """Return the root of a YAML or JSON document.

    Parameters:
        source: a file of at most :data:`MAX_BYTES`, unless a limit was set for it.

    Raises:
        InputError: the file is not there, too large, not UTF-8 or neither YAML nor
            JSON.
    """
    try:
        text = _read_text(source)
        named_json = source.path.lower().endswith(".json")
        if (named_json or text.lstrip().startswith("{")) and _is_json(text, required=named_json):
            return _build_json(text)
        return _build(text)
    except _Stop as stop:
        raise source.error(stop.problem) from None


def _read_text(source: Source) -> str:
    if source.is_folder:
        message = "this is a directory, and nothing in it is of a known format"
        raise _Stop(message, "name a file", None)
    content = source.content
    limit = MAX_BYTES if source.max_bytes is None else source.max_bytes
    if len(content) > limit:
        raise _Stop(
            f"the file has {len(content):,} bytes, more than the limit of {limit:,}",
            "a release description is much smaller; name that file, or set a higher limit",
            None,
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not UTF-8"
        raise _Stop(message, "save the file as UTF-8", line) from None
    if not text.strip():
        raise _Stop("the file is empty", "describe a release in it", None)
    return text


def _is_json(text: str, *, required: bool) -> bool:
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        if not required:
            return False
        message = f"this is not JSON: {error.msg}"
        raise _Stop(message, "correct the syntax", error.lineno) from None
    except RecursionError:
        raise _Stop("the document is nested too deeply", "flatten it", None) from None
    return True


_JSON_WORD = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _build_json(text: str) -> Node:
    """Build the nodes of a text that is known to be JSON."""
    builder = _Builder()
    line, end = 1, 0
    for match in _JSON_WORD.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        word = match.group()
        if word in "{[":
            builder.open({} if word == "{" else [], line, None)
        elif word in "}]":
            builder.close()
        elif word[0] == '"':
            builder.place(Node(json.loads(word), line, text=word), None)
        elif word not in ",:":
            builder.place(Node(plain_value(word), line, text=word), None)
    return builder.root()


class _Builder:
    """Turn parser events into nodes."""

    def __init__(self) -> None:
        self._root: Node | None = None
        self._open: list[tuple[Node, str | None]] = []  # container, its anchor
        self._keys: list[str | None] = []  # key that waits for its value, per container
        self._anchors: dict[str, Node] = {}
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Stop("a second document starts here", "keep one document", line)
        if isinstance(event, yaml.NodeEvent):
            self._take_node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close()

    def _take_node(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            node = self._anchors.get(event.anchor or "")
            if node is None:
                raise _Stop(f"the alias *{event.anchor} names nothing", "define it first", line)
            self.place(Node(node.value, line, node.size), None)
            return
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _Stop(f"the tag {tag!r} is not allowed", "remove the tag", line)
        if isinstance(event, yaml.ScalarEvent):
            value = plain_value(event.value) if event.implicit[0] else event.value
            node = Node(value, line, text=event.value)
            self.place(node, event.anchor)
            return
        container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open(container, line, event.anchor)

    def open(self, container: Any, line: int, anchor: str | None) -> None:
        """Begin a mapping or a list."""
        if len(self._open) >= MAX_DEPTH:
            raise _Stop(_TOO_DEEP, "flatten it", line)
        self._open.append((Node(container, line), anchor))
        self._keys.append(None)

    def close(self) -> None:
        """End the mapping or list that was begun last."""
        node, anchor = self._open.pop()
        self._keys.pop()
        self.place(node, anchor)

    def place(self, node: Node, anchor: str | None) -> None:
        """Put a value where it belongs: in the open container, as a key, or as the root."""
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self._root = node
            return
        container = self._open[-1][0]
        container.size += node.size
        if container.size > MAX_NODES:
            raise _Stop("the document is too large with its aliases", "write fewer", node.line)
        if isinstance(container.value, list):
            container.value.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(container, node)
        else:
            container.value[self._keys[-1]] = node
            self._keys[-1] = None

    def _key(self, container: Node, node: Node) -> str:
        if isinstance(node.value, (dict, list)) or node.value is None:
            raise _Stop(f"{node.kind} is not allowed as a key", "use a text", node.line)
        key = str(node.value)
        if key == "<<":
            raise _Stop("merge keys are not supported", "write the keys out", node.line)
        if key in container.value:
            raise _Stop(f"the key {key!r} stands twice in one mapping", "keep one", node.line)
        return key

    def root(self) -> Node:
        if self._root is None:
            raise _Stop("the file holds no value", "describe a release in it", None)
        return self._root


_NULL = re.compile(r"^(?:null|Null|NULL|~|)$")
_BOOLEAN = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_INTEGER = re.compile(r"^[-+]?[0-9]{1,18}$")
_FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]{1,18}(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?$")


def plain_value(text: str) -> Any:
    """Return the value of a plain scalar of YAML 1.2: null, a truth value, a number or a text."""
    if _NULL.match(text):
        return None
    if _BOOLEAN.match(text):
        return text.lower() == "true"
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text


def _build(text: str) -> Node:
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise _yaml_problem(error) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"the character U+{_codepoint(error.character):04X} is not allowed"
        raise _Stop(message, "remove it", line) from None
    return builder.root()


def _codepoint(character: Any) -> int:
    return character if isinstance(character, int) else ord(character)


def _yaml_problem(error: yaml.MarkedYAMLError) -> _Stop:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else None
    problem = " ".join(filter(None, (error.context, error.problem)))
    if "nesting depth" in problem:
        return _Stop(_TOO_DEEP, "flatten it", line)
    repair = "correct the syntax"
    if "start any token" in problem or "\\t" in problem or "tab" in problem:
        repair = "indent with spaces, not tabs, and quote texts that start with a special character"
    return _Stop(f"this is not YAML: {problem}", repair, line)
