# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The YAML between two lines ``---`` at the top of a Markdown file.

Where it is not YAML, which is common, the lines of its keys are read by themselves. All is
linear in the length of the text.
"""

from __future__ import annotations

__all__ = ["FrontMatter", "Value", "find_front_matter", "read_front_matter", "read_lines"]

import re
from collections.abc import Iterator

from attrs import frozen

from openlic.errors import InputError
from openlic.formats._document import Node, read_document
from openlic.formats._source import Source
from openlic.problems import Problem

_LINE_END = re.compile(r"\r\n|\n|\r")
_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"(?:\A|(?<=[\r\n]))---[ \t]*(?=[\r\n]|\Z)")
_BLANK_LINE = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]*(?=[\r\n]|\Z)")
_SPACE = re.compile(r"\s*")

#: A key at the beginning of a line, and an item of a list or mapping below it.
_KEY = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)\Z")
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+(.*))?\Z")
_PART = re.compile(r"[ \t]+([\w.-]+)[ \t]*:(?:[ \t]+(.*)|[ \t]*)\Z")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'")
_COMMENT = re.compile(r"(?:\A|[ \t])#.*\Z")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]{0,2}\Z")


@frozen
class FrontMatter:
    """A text in three parts, which together are the text.

    Attributes:
        head: up to the end of the opening line.
        block: the lines between; empty, or ending with a line end unless it is not closed.
        tail: the closing line, and what follows.
        line: number of the first line of the block, from 1.
        doubts: what a strict reader does not accept, as sentences.
    """

    head: str
    block: str
    tail: str
    line: int
    doubts: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The text after the closing line."""
        return self.tail.removeprefix("---")

    @property
    def line_end(self) -> str:
        """How the opening line ends."""
        return self.head[len(self.head.rstrip("\r\n")) :]


@frozen
class Value:
    """One text that stands under a key.

    Attributes:
        text: as written, without quotes.
        line: line in the file, from 1.
        part: the key below the key, where there is one.
    """

    text: str
    line: int
    part: str = ""


def find_front_matter(text: str) -> FrontMatter | None:
    """Return the parts of a text that has front matter, or None.

    White space and HTML comments may stand before it. One that is not closed ends with the
    first blank line.

    >>> found = find_front_matter("---\\nlicense: mit\\n---\\n# A model\\n")
    >>> found.block, found.tail
    ('license: mit\\n', '---\\n# A model\\n')
    """
    start = _SPACE.match(text).end()  # type: ignore[union-attr]
    doubts = []
    while text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        if end < 0:
            return None
        doubts = ["a comment stands before the front matter, so that others do not find it"]
        start = _SPACE.match(text, end + 3).end()  # type: ignore[union-attr]
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        doubts.append("the front matter is not closed by a line ---")
        closing = _BLANK_LINE.search(text, opening.end())
    end = len(text) if closing is None else closing.start()
    line = len(_LINE_END.findall(text, 0, opening.end())) + 1
    return FrontMatter(
        text[: opening.end()], text[opening.end() : end], text[end:], line, tuple(doubts)
    )


def read_front_matter(
    source: Source, found: FrontMatter
) -> tuple[dict[str, list[Value]], Problem | None]:
    """Return the texts under each key of front matter, and why it is no YAML, if so.

    Of lists and mappings every text below is given; what is null is left out. What is no
    YAML, or no mapping, or beyond the limits of a document, is read by :func:`read_lines`.

    Parameters:
        source: the file, for its name and limit.
        found: its front matter.
    """
    try:
        return _read_yaml(source, found), None
    except InputError as error:
        return read_lines(found), error.problems[0]


def _read_yaml(source: Source, found: FrontMatter) -> dict[str, list[Value]]:
    if not found.block.strip():
        return {}
    part = Source(source.path, source.max_bytes)
    part.content = ("\n" * (found.line - 1) + found.block).encode()
    root = read_document(part)
    if not isinstance(root.value, dict):
        message = f"the front matter is {root.kind}, not a mapping"
        raise source.refuse(message, "write keys and values", root.line)
    return {key: list(_texts(node)) for key, node in root.value.items()}


def _texts(node: Node) -> Iterator[Value]:
    pending = [(node, "")]
    while pending:
        each, part = pending.pop()
        if isinstance(each.value, dict):
            below = reversed(each.value.items())
            pending += [(value, part or key) for key, value in below]
        elif isinstance(each.value, list):
            pending += [(value, part) for value in reversed(each.value)]
        elif each.value is not None:
            text = each.value if isinstance(each.value, str) else each.text
            yield Value(text, each.line, part)


def read_lines(found: FrontMatter) -> dict[str, list[Value]]:
    """Return the texts under each key of front matter that is no YAML.

    Keys stand at the beginning of a line, and values after them, or as items of a list in
    the lines below. Comments and quotes are left out.

    >>> found = find_front_matter("---\\nlicense: {x}  # one\\nlicense: 'mit'\\n---\\n")
    >>> [each.text for each in read_lines(found)["license"]]
    ['{x}', 'mit']
    """
    values: dict[str, list[Value]] = {}
    key = part = ""
    for number, line in enumerate(_LINE_END.split(found.block), found.line):
        opened, item = _KEY.match(line), _ITEM.match(line)
        below = _PART.match(line) if item is None else None
        if opened is not None:
            key, part, written = opened.group(1), "", opened.group(2)
            values.setdefault(key, [])
        elif item is not None and key:
            written = item.group(1)
        elif below is not None and key:
            part, written = below.groups()
        else:
            continue
        values[key] += [Value(text, number, part) for text in _line_texts(written or "")]
    return values


def _line_texts(written: str) -> Iterator[str]:
    """Give the texts of a value in one line."""
    quoted = _QUOTED.match(written)
    if quoted is not None:
        yield quoted.group(1) if quoted.group(1) is not None else quoted.group(2)
        return
    text = _COMMENT.sub("", written).strip()
    if text.startswith("[") and text.endswith("]"):
        yield from filter(None, (each.strip().strip("\"'") for each in text[1:-1].split(",")))
    elif text and text not in ("null", "~") and not _BLOCK_SCALAR.match(text):
        yield text
