# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What is at a path, read once and within limits, for formats to look at.

Nothing here recurses over what is foreign, no entity of an XML file is followed, and no
more than the limit is read.
"""

from __future__ import annotations

__all__ = ["DEFAULT_LIMIT", "Source"]

import json
import re
import tomllib
from functools import cached_property
from os import PathLike, fspath, fstat
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from openlic.errors import InputError
from openlic.problems import Problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Most bytes of one file that are read where the caller says nothing.
DEFAULT_LIMIT = 256 * 1024 * 1024

#: The same for what is no regular file, such as a pipe.
PIPE_LIMIT = 8 * 1024 * 1024

#: Deepest nesting of elements in XML.
MAX_XML_DEPTH = 200

#: How much of a text is looked at to recognize its format.
_HEAD = 65_536

_SURROGATE = re.compile(
    r"(\\\\)|(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


class Source:
    """A file or a folder.

    Parameters:
        path: of the file or folder.
        max_bytes: most bytes that are read of one file; the default limit if None.

    Attributes:
        path: as given.
        limit: most bytes that are read of one file.
        max_bytes: the same as given.
    """

    def __init__(self, path: str | PathLike[str], max_bytes: int | None = None) -> None:
        self.path = fspath(path)
        self.max_bytes = max_bytes
        self.limit = DEFAULT_LIMIT if max_bytes is None else max_bytes

    def error(self, *problems: Problem) -> InputError:
        """Return an error about the file."""
        return InputError(self.path, problems)

    def refuse(
        self, message: str, repair: str, line: int | None = None, where: str = "$"
    ) -> InputError:
        """Return an error about the file with one problem."""
        return self.error(Problem(message, repair, line, where))

    @cached_property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        try:
            return Path(self.path).is_dir()
        except (OSError, ValueError):
            return False

    @cached_property
    def content(self) -> bytes:
        """All bytes of the file.

        Raises:
            InputError: it cannot be read, or is larger than the limit.
        """
        limit = self.limit
        try:
            with Path(self.path).open("rb") as file:
                if not S_ISREG(fstat(file.fileno()).st_mode):
                    limit = min(limit, PIPE_LIMIT)
                content = file.read(limit + 1)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise self.refuse(f"the file cannot be read: {reason}", "check the path") from None
        if len(content) > limit:
            message = f"the file is larger than the limit of {limit:,} bytes"
            raise self.refuse(message, "set a higher limit, if the file is to be trusted")
        return content

    @cached_property
    def text(self) -> str:
        """The text of the file, in UTF-8, or in UTF-16 or UTF-32 with a byte order mark.

        Raises:
            InputError: it cannot be read, or is no text.
        """
        content = self.content
        encoding = _encoding(content)
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            message = f"byte {error.start} is not {encoding.removesuffix('-sig').upper()}"
            raise self.refuse(message, "save the file as UTF-8", line) from None

    @cached_property
    def head(self) -> str:
        """The beginning of the text, without white space before it; empty if it is none."""
        if self.is_folder:
            return ""
        try:
            beginning = self.content[: 4 * _HEAD]
        except InputError:
            return ""
        return beginning.decode(_encoding(beginning), "replace").lstrip()[:_HEAD]

    @cached_property
    def is_json(self) -> bool:
        """Whether the file looks like JSON."""
        return self.head[:1] in ("{", "[")

    @cached_property
    def is_xml(self) -> bool:
        """Whether the file looks like XML."""
        return self.head[:1] == "<"

    @cached_property
    def json(self) -> Any:
        """The value of a JSON file.

        Raises:
            InputError: it is no JSON, or nested too deeply.
        """
        text = self.text
        if "\\u" in text:
            text = _SURROGATE.sub(
                lambda m: m.group() if m.group(1) or m.group(2) else "\\ufffd", text
            )
        try:
            return json.loads(text, parse_constant=_no_number)
        except json.JSONDecodeError as error:
            message = f"this is not JSON: {error.msg}"
            raise self.refuse(message, "correct the syntax", error.lineno) from None
        except RecursionError:
            raise self.refuse("the document is nested too deeply", "flatten it") from None
        except ValueError as error:
            raise self.refuse(f"this is not JSON: {error}", "correct the number") from None

    @cached_property
    def object(self) -> dict[str, Any]:
        """The value of a JSON file that is an object, to recognize it by; otherwise empty."""
        try:
            value = self.json if self.is_json else None
        except InputError:
            return {}
        return value if isinstance(value, dict) else {}

    @cached_property
    def toml(self) -> dict[str, Any]:
        """The value of a TOML file.

        Raises:
            InputError: it is no TOML.
        """
        text = self.text
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise self.refuse(f"this is not TOML: {error}", "correct the syntax") from None
        except (RecursionError, ValueError):
            raise self.refuse("the document is nested too deeply", "flatten it") from None

    @cached_property
    def xml(self) -> Element:
        """The root of an XML file, with no entity followed.

        Raises:
            InputError: it is no XML, declares a document type, or is nested too deeply.
        """
        from xml.etree.ElementTree import ParseError as XmlError

        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import DefusedXMLParser

        parser = DefusedXMLParser(target=_builder(), forbid_dtd=True)
        try:
            parser.feed(self.content)
            root: Element = parser.close()
        except _TooDeep:
            message = f"more than {MAX_XML_DEPTH} levels of nesting"
            raise self.refuse(message, "flatten it") from None
        except DefusedXmlException as error:
            message = f"the file declares a document type or entities ({type(error).__name__})"
            raise self.refuse(message, "remove the declaration") from None
        except XmlError as error:
            line = error.position[0]
            raise self.refuse(f"this is not XML: {error}", "correct the syntax", line) from None
        except (LookupError, ValueError) as error:
            raise self.refuse(f"this is not XML: {error}", "save the file as UTF-8") from None
        return root


class _TooDeep(Exception):  # noqa: N818
    """Elements are nested too deeply."""


def _builder() -> Any:
    from xml.etree.ElementTree import TreeBuilder

    class Builder(TreeBuilder):
        depth = 0

        def start(self, tag: Any, attrs: Any, /) -> Any:
            self.depth += 1
            if self.depth > MAX_XML_DEPTH:
                raise _TooDeep
            return super().start(tag, attrs)

        def end(self, tag: Any, /) -> Any:
            self.depth -= 1
            return super().end(tag)

    return Builder()


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig"


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")
