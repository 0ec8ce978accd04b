# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Errors that openlic raises.

::

    OpenlicError
    ├── ParseError             (ValueError)   a license expression that cannot be read
    ├── UnknownLicenseError    (KeyError)     an id that the catalog does not hold
    ├── UnknownFrameworkError  (KeyError)     a framework that does not exist
    ├── UnknownComponentError  (KeyError)     a component that the framework does not name
    ├── UnknownFormatError     (KeyError)     a format that does not exist, or cannot be written
    ├── UseError               (ValueError)   a use that does not exist, or not for such a work
    ├── InputError             (ValueError)   a model file that cannot be read
    ├── MissingPackageError    (ImportError)  a package that is needed and not installed
    └── DataError              (ValueError)   a knowledge file that does not compile

Every error keeps its facts in attributes; the message is made from them.
"""

from __future__ import annotations

__all__ = [
    "PARSE_REASONS",
    "DataError",
    "InputError",
    "MissingPackageError",
    "OpenlicError",
    "ParseError",
    "UnknownComponentError",
    "UnknownFormatError",
    "UnknownFrameworkError",
    "UnknownLicenseError",
    "UseError",
]

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openlic.problems import Problem


#: Why an expression cannot be read: a closed set, code to wording.
PARSE_REASONS: dict[str, str] = {
    "empty": "the expression is empty",
    "too-long": "the expression is longer than the limit",
    "invalid-character": "this character cannot be part of an expression",
    "invalid-reference": "this reference is not well formed",
    "unknown-license": "no license has this id",
    "unknown-exception": "no exception has this id",
    "exception-as-license": "an exception cannot stand alone; it follows a license and WITH",
    "license-as-exception": "a license cannot follow WITH; an exception must",
    "with-after-group": "WITH must follow a single license id",
    "plus-misplaced": "the plus must follow a license id directly",
    "operator-case": "an operator is written in capitals or in small letters throughout",
    "missing-operand": "a license id is missing here",
    "missing-operator": "AND, OR or WITH is missing before this",
    "unbalanced-parenthesis": "this parenthesis has no partner",
}

_EXCERPT = 72


class OpenlicError(Exception):
    """Root of all errors of openlic."""


class ParseError(OpenlicError, ValueError):
    """A license expression that cannot be read.

    Attributes:
        source: the text as given.
        span: start and end offset of the offending part in ``source``.
        reason: a key of :data:`PARSE_REASONS`.
        suggestions: the nearest known ids, best first; often empty.

    >>> from openlic import parse
    >>> try:
    ...     parse("MIT OR Apache2.0")
    ... except ParseError as error:
    ...     print(error)
    no license has this id: 'Apache2.0'
      MIT OR Apache2.0
             ^^^^^^^^^
    did you mean Apache-2.0 or Apache-1.0?
    """

    def __init__(
        self,
        source: str,
        span: tuple[int, int],
        reason: str,
        suggestions: Sequence[str] = (),
    ) -> None:
        super().__init__(source, span, reason, tuple(suggestions))
        self.source = source
        self.span = span
        self.reason = reason
        self.suggestions = tuple(suggestions)

    @property
    def found(self) -> str:
        """The offending part of the source."""
        return self.source[self.span[0] : self.span[1]]

    def __str__(self) -> str:
        lines = [PARSE_REASONS[self.reason]]
        if self.found.strip():
            lines[0] += f": {_shorten(self.found)!r}"
        if self.source.strip():
            lines += self._caret_lines()
        if self.suggestions:
            lines.append(f"did you mean {' or '.join(self.suggestions)}?")
        return "\n".join(lines)

    def _caret_lines(self) -> list[str]:
        start, end = self.span
        left = max(0, start - _EXCERPT // 2)
        right = min(len(self.source), left + _EXCERPT)
        excerpt = "".join(c if c.isprintable() else " " for c in self.source[left:right])
        before = "…" if left else ""
        after = "…" if right < len(self.source) else ""
        width = max(1, min(end, right) - start)
        return [
            f"  {before}{excerpt}{after}",
            "  " + " " * (len(before) + start - left) + "^" * width,
        ]


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


class _LookupError(OpenlicError, KeyError):
    """A name that is not there, with the nearest ones that are."""

    kind = "name"

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(name, tuple(suggestions))
        self.name = name
        self.suggestions = tuple(suggestions)

    def __str__(self) -> str:
        text = f"unknown {self.kind}: {_shorten(self.name)!r}"
        if self.suggestions:
            text += f"; did you mean {' or '.join(map(repr, self.suggestions))}?"
        return text


class UnknownLicenseError(_LookupError):
    """An id that is neither a license nor an exception of the catalog."""

    kind = "license id"


class UnknownFrameworkError(_LookupError):
    """A framework that openlic does not hold."""

    kind = "framework"


class UnknownComponentError(_LookupError):
    """A component name that the framework does not have."""

    kind = "component"


class UnknownFormatError(_LookupError):
    """A format that openlic does not know, or cannot write."""

    kind = "format"


class UseError(OpenlicError, ValueError):
    """A use that does not exist, or that makes no sense for a kind of work.

    Attributes:
        use: as given.
        contents: the content types of the work; empty where they do not matter.
        suggestions: uses that there are, or that make sense for such a work.
        known: whether there is such a use at all.
    """

    def __init__(
        self, use: str, contents: Sequence[str], suggestions: Sequence[str], *, known: bool
    ) -> None:
        super().__init__(use, tuple(contents), tuple(suggestions), known)
        self.use = use
        self.contents = tuple(contents)
        self.suggestions = tuple(suggestions)
        self.known = known

    def __reduce__(self) -> tuple[Any, ...]:
        return _use_error, (self.use, self.contents, self.suggestions, self.known)

    def __str__(self) -> str:
        if not self.known:
            return f"there is no use {_shorten(self.use)!r}; try {', '.join(self.suggestions)}"
        works = " or ".join(self.contents)
        return (
            f"{self.use!r} makes no sense for a work of type {works}; "
            f"these do: {', '.join(self.suggestions)}"
        )


def _use_error(
    use: str, contents: Sequence[str], suggestions: Sequence[str], known: bool
) -> UseError:
    return UseError(use, contents, suggestions, known=known)


class InputError(OpenlicError, ValueError):
    """A model file that cannot be read.

    Attributes:
        path: the file as named by the caller.
        problems: all that was found in it, in file order.
    """

    def __init__(self, path: str, problems: Sequence[Problem]) -> None:
        super().__init__(path, tuple(problems))
        self.path = path
        self.problems = tuple(problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.path}: {self.problems[0]}"
        lines = [f"{self.path}: {len(self.problems)} problems"]
        return "\n".join(lines + [f"  {problem}" for problem in self.problems])


class MissingPackageError(OpenlicError, ImportError):
    """A package that is needed for what was asked, and is not installed.

    Attributes:
        package: the package, by the name under which it is installed.
        needed_for: what it is needed for.
    """

    def __init__(self, package: str, needed_for: str) -> None:
        super().__init__(package, needed_for)
        self.package = package
        self.needed_for = needed_for

    def __str__(self) -> str:
        return (
            f"{self.needed_for} need the package {self.package}, which is not installed; "
            f"run `pip install {self.package}`"
        )


class DataError(OpenlicError, ValueError):
    """A knowledge file (license, exception, alias, framework) that does not compile.

    Attributes:
        path: the file.
        where: key in the file.
        message: what was found and what was expected.
    """

    def __init__(self, path: str, where: str, message: str) -> None:
        super().__init__(path, where, message)
        self.path = path
        self.where = where
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}: {self.where}: {self.message}"
