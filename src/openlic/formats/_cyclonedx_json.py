# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read JSON that is nested deeper than the parser of Python goes, without recursion."""

from __future__ import annotations

__all__ = ["read_deep"]

import json
import re
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"(true|false|null)|(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}
_DECODER = json.JSONDecoder()


def read_deep(text: str) -> Any:
    """Return the value of a text in JSON.

    Parameters:
        text: of any depth.

    Raises:
        ValueError: it is no JSON; the message says where.
    """
    reader = _Deep(text)
    while not reader.done:
        reader.step()
    return reader.value


class _Deep:
    """One text while it is read.

    Attributes:
        done: whether the outermost value is complete.
        value: the value that was completed last.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open: list[tuple[Any, str]] = []
        self._key = ""
        self.done = False
        self.value: Any = None

    def step(self) -> None:
        """Read up to the end of one value, or the beginning of a container."""
        next = self._next()
        if next in "{[" and next:
            self._at += 1
            self._open.append(({} if next == "{" else [], self._key))
            if self._next() == ("}" if next == "{" else "]"):
                self._at += 1
                self._close()
            elif next == "{":
                self._read_key()
            return
        self.value = self._string() if next == '"' else self._plain()
        self._complete()

    def _complete(self) -> None:
        """Put the last value where it belongs, and what it completes as well."""
        while self._open:
            container = self._open[-1][0]
            is_object = isinstance(container, dict)
            if is_object:
                container[self._key] = self.value
            else:
                container.append(self.value)
            next = self._next()
            self._at += 1
            if next == ",":
                if is_object:
                    self._read_key()
                return
            if next != ("}" if is_object else "]"):
                raise self._error("a comma or the end is missing", self._at - 1)
            self.value, self._key = self._open.pop()
        if self._next():
            raise self._error("there is more after the value", self._at)
        self.done = True

    def _close(self) -> None:
        self.value, self._key = self._open.pop()
        self._complete()

    def _read_key(self) -> None:
        if self._next() != '"':
            raise self._error("a key is missing", self._at)
        self._key = self._string()
        if self._next() != ":":
            raise self._error("a colon is missing", self._at)
        self._at += 1

    def _next(self) -> str:
        """Return the next character that is no white space; empty at the end."""
        found = _SPACE.match(self._text, self._at)
        self._at = self._at if found is None else found.end()
        return self._text[self._at : self._at + 1]

    def _string(self) -> str:
        value, self._at = _DECODER.raw_decode(self._text, self._at)
        return str(value).encode("utf-8", "replace").decode()

    def _plain(self) -> Any:
        found = _PLAIN.match(self._text, self._at)
        if found is None:
            raise self._error("a value is missing", self._at)
        self._at = found.end()
        word, whole, *rest = found.groups()
        if word:
            return _WORDS[word]
        return float(found.group()) if any(rest) else int(whole)

    def _error(self, message: str, at: int) -> ValueError:
        return ValueError(f"{message} in line {self._text.count(chr(10), 0, at) + 1}")
