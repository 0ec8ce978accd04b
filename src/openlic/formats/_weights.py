# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read what files of model weights say about themselves, without the weights.

The headers of safetensors and GGUF are read, as their specifications define them. Any length
in them may be a lie: no more is read than the file has and the limits allow, and
what is not wanted is skipped without being read.
"""

from __future__ import annotations

__all__ = ["MAX_HEADER", "MAX_KEYS", "MAX_STEPS", "Weights", "read_gguf", "read_safetensors"]

import json
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

from attrs import field, frozen

#: Largest header of a safetensors file that is read, in bytes.
MAX_HEADER = 16 * 1024 * 1024

#: Most metadata keys of a GGUF file.
MAX_KEYS = 100_000

#: Most lengths in arrays of a GGUF file that are read to skip what they belong to.
MAX_STEPS = 4_000_000

#: Longest key and longest text of a GGUF file that are read, in bytes.
MAX_KEY, MAX_TEXT = 65_535, 65_536

#: Most texts of one array that are kept, and most bytes that are kept of one file.
MAX_TEXTS, MAX_KEPT = 1_000, 4 * 1024 * 1024

_STRING, _ARRAY = 8, 9
#: Sizes of values by their type, as in the GGUF specification.
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_COUNTS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 10: "Q", 11: "q"}


@frozen
class Weights:
    """What a file of weights says about itself.

    Attributes:
        texts: keys with the texts under them, in file order.
        problem: why it could not be read to the end; empty if it was.
    """

    texts: dict[str, tuple[str, ...]] = field(factory=dict)
    problem: str = ""

    def first(self, key: str) -> str:
        """Return the first text under a key; empty if there is none."""
        texts = self.texts.get(key, ())
        return texts[0] if texts else ""


class _Bad(Exception):  # noqa: N818
    """The file is not what it should be."""


def read_safetensors(file: BinaryIO, size: int) -> Weights:
    """Return the texts in ``__metadata__`` of a safetensors file.

    Parameters:
        file: the file, at its beginning.
        size: its size in bytes.

    Raises:
        OSError: the file cannot be read.

    >>> import io
    >>> header = b'{"__metadata__": {"license": "mit"}}'
    >>> content = len(header).to_bytes(8, "little") + header
    >>> read_safetensors(io.BytesIO(content), len(content)).texts
    {'license': ('mit',)}
    """
    try:
        return Weights(_safetensors_texts(_safetensors_header(file, size)))
    except _Bad as bad:
        return Weights(problem=str(bad))


def _safetensors_header(file: BinaryIO, size: int) -> Any:
    start = file.read(8)
    if len(start) < 8:
        raise _Bad("the file has no header of safetensors")
    length = int.from_bytes(start, "little")
    if length > size - 8:
        raise _Bad(f"the header is said to have {length:,} bytes, the file has {size:,}")
    if length > MAX_HEADER:
        raise _Bad(f"the header has {length:,} bytes, more than the limit of {MAX_HEADER:,}")
    header = file.read(length)
    if not header.startswith(b"{"):
        raise _Bad("the file has no header of safetensors")
    try:
        return json.loads(header)
    except (ValueError, RecursionError):
        raise _Bad("the header of safetensors is no JSON") from None


def _safetensors_texts(header: Any) -> dict[str, tuple[str, ...]]:
    metadata = header.get("__metadata__", {}) if isinstance(header, dict) else None
    if not isinstance(metadata, dict):
        raise _Bad("__metadata__ is no object")
    return {_clean(key): (_clean(text),) for key, text in metadata.items() if isinstance(text, str)}


def _clean(text: str) -> str:
    """Return a text with no half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode()


def read_gguf(file: BinaryIO, size: int) -> Weights:
    """Return the texts and numbers under ``general.`` in the metadata of a GGUF file.

    Numbers are given as texts. If the file breaks off, or is not as the specification says,
    what was read before is returned with the problem.

    Parameters:
        file: the file, at its beginning; it can be seeked.
        size: its size in bytes.

    Raises:
        OSError: the file cannot be read.
    """
    reader = _Gguf(file, size)
    try:
        reader.read()
    except _Bad as bad:
        return Weights(reader.texts, str(bad))
    return Weights(reader.texts)


class _Gguf:
    """A GGUF file, while it is read."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._at = 0
        self._order = "<"
        self._wide = True
        self._steps = 0
        self._room = MAX_KEPT
        self.texts: dict[str, tuple[str, ...]] = {}

    def read(self) -> None:
        keys = self._start()
        if keys > MAX_KEYS:
            raise _Bad(f"there are said to be {keys:,} keys, more than the limit of {MAX_KEYS:,}")
        for _ in range(keys):
            length = self._length()
            if length > MAX_KEY:
                raise _Bad(f"a key is said to have {length:,} bytes")
            key = self._take(length).decode("utf-8", "replace")
            kind = self._number("I")
            if key.startswith("general.") and length <= self._room:
                self._room -= length
                self.texts[key] = tuple(self._values(kind))
            else:
                self._skip(kind)

    def _start(self) -> int:
        """Read up to the keys; return their number."""
        if self._take(4) != b"GGUF":
            raise _Bad("the file does not begin with GGUF")
        version = self._number("I")
        if version > 0xFFFF:
            self._order = ">"
            version = int.from_bytes(version.to_bytes(4, "little"), "big")
        if version not in (1, 2, 3):
            raise _Bad(f"version {version} of GGUF is not known")
        self._wide = version > 1
        self._length()
        return self._length()

    def _take(self, length: int) -> bytes:
        if length > self._size - self._at:
            raise _Bad(f"{length:,} bytes are said to follow byte {self._at:,}, which is not so")
        content = self._file.read(length)
        if len(content) < length:
            raise _Bad(f"the file breaks off after byte {self._at:,}")
        self._at += length
        return content

    def _pass(self, length: int) -> None:
        if length > self._size - self._at:
            raise _Bad(f"{length:,} bytes are said to follow byte {self._at:,}, which is not so")
        self._at += length
        self._file.seek(self._at)

    def _number(self, code: str) -> int:
        code = self._order + code
        value: int = struct.unpack(code, self._take(struct.calcsize(code)))[0]
        return value

    def _length(self) -> int:
        return self._number("Q" if self._wide else "I")

    def _values(self, kind: int) -> Iterator[str]:
        """Give the texts of a value that is wanted, and skip the rest of it."""
        if kind == _STRING:
            yield from self._text()
        elif kind in _COUNTS:
            yield str(self._number(_COUNTS[kind]))
        elif kind == _ARRAY and (item := self._number("I")) == _STRING:
            for number in range(self._length()):
                self._step()
                if number < MAX_TEXTS:
                    yield from self._text()
                else:
                    self._pass(self._length())
        elif kind == _ARRAY:
            self._skip_items([(item, self._length())])
        else:
            self._skip(kind)

    def _text(self) -> Iterator[str]:
        length = self._length()
        if length > min(MAX_TEXT, self._room):
            self._pass(length)
            return
        self._room -= length
        yield self._take(length).decode("utf-8", "replace")

    def _skip(self, kind: int) -> None:
        self._skip_items([(kind, 1)])

    def _skip_items(self, pending: list[tuple[int, int]]) -> None:
        """Skip values of a type, each with its number; arrays in arrays wait their turn."""
        while pending:
            kind, count = pending.pop()
            if kind in _SIZES:
                self._pass(count * _SIZES[kind])
            elif kind == _STRING:
                for _ in range(count):
                    self._step()
                    self._pass(self._length())
            elif kind == _ARRAY:
                if count:
                    self._step()
                    pending.append((kind, count - 1))
                    pending.append((self._number("I"), self._length()))
            else:
                raise _Bad(f"there is no value of type {kind}")

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise _Bad(f"there are more than {MAX_STEPS:,} lengths to read")
