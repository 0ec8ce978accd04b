# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Find the words of a license expression in its text, and check them."""

from __future__ import annotations

__all__ = ["Word", "scan"]

import re
from collections.abc import Iterable

from attrs import frozen

from openlic._tokens import NOASSERTION, NONE, Leaf
from openlic.catalog import Catalog
from openlic.errors import ParseError


@frozen
class Word:
    """A part of the source: a license (with what is attached to it), an operator or
    a parenthesis.

    Attributes:
        kind: ``leaf``, ``AND``, ``OR``, ``(`` or ``)``.
        start: offset of its first character.
        end: offset after its last character.
        leaf: what a leaf names, else None.
    """

    kind: str
    start: int
    end: int
    leaf: Leaf | None = None


_WORD = re.compile(r"[()]|[^\s()]+")
_ID = re.compile(r"[A-Za-z0-9.:+-]+")
_REFERENCE = re.compile(r"(DocumentRef-[A-Za-z0-9.-]+:)?(LicenseRef|AdditionRef)-[A-Za-z0-9.-]+")
_LIKE_REFERENCE = re.compile(r"(?:DocumentRef|LicenseRef|AdditionRef)\b", re.IGNORECASE)
_OPERATORS = {word: word.upper() for word in ("AND", "OR", "WITH", "and", "or", "with")}


class _Scanner:
    """Split a text into words and check their order.

    license-expression gives either no position or one, and no closed set of
    reasons; so what it would reject is found here first.
    """

    def __init__(self, text: str, catalog: Catalog) -> None:
        self._text = text
        self._catalog = catalog
        self._words: list[Word] = []
        self._open: list[tuple[int, int]] = []
        self._with: tuple[int, int] | None = None

    def scan(self) -> list[Word]:
        for match in _WORD.finditer(self._text):
            self._take(match.group(), match.span())
        if not self._words:
            raise ParseError(self._text, (0, len(self._text)), "empty")
        end = len(self._text.rstrip())
        if self._with or not self._after_operand():
            raise self._error("missing-operand", (end, end))
        if self._open:
            raise self._error("unbalanced-parenthesis", self._open[-1])
        return self._words

    def _error(
        self, reason: str, span: tuple[int, int], suggestions: Iterable[str] = ()
    ) -> ParseError:
        return ParseError(self._text, span, reason, tuple(suggestions))

    def _after_operand(self) -> bool:
        return bool(self._words) and self._words[-1].kind in ("leaf", ")")

    def _take(self, word: str, span: tuple[int, int]) -> None:
        operator = _OPERATORS.get(word)
        if self._with and (operator or word in "()"):
            raise self._error("missing-operand", span)
        if operator:
            self._take_operator(operator, span)
        elif word == "(":
            self._take_opening(span)
        elif word == ")":
            self._take_closing(span)
        elif word.upper() in _OPERATORS:
            raise self._error("operator-case", span, [word.upper()])
        elif self._with:
            self._take_exception(word, span)
        else:
            self._take_license(word, span)

    def _take_operator(self, operator: str, span: tuple[int, int]) -> None:
        if not self._after_operand():
            raise self._error("missing-operand", span)
        if operator != "WITH":
            self._words.append(Word(operator, *span))
            return
        leaf = self._words[-1].leaf
        if leaf is None or leaf.exception or leaf.license in (NONE, NOASSERTION):
            raise self._error("with-after-group", span)
        self._with = span

    def _take_opening(self, span: tuple[int, int]) -> None:
        if self._after_operand():
            raise self._error("missing-operator", span)
        self._open.append(span)
        self._words.append(Word("(", *span))

    def _take_closing(self, span: tuple[int, int]) -> None:
        if not self._open:
            raise self._error("unbalanced-parenthesis", span)
        if not self._after_operand():
            raise self._error("missing-operand", span)
        self._open.pop()
        self._words.append(Word(")", *span))

    def _take_license(self, word: str, span: tuple[int, int]) -> None:
        leaf = self._license(word, span)
        if self._after_operand():
            raise self._error("missing-operator", span)
        self._words.append(Word("leaf", *span, leaf))

    def _license(self, word: str, span: tuple[int, int]) -> Leaf:
        facts = self._catalog.facts
        if word in facts or word in (NONE, NOASSERTION):
            return Leaf(word)
        self._check_characters(word, span)
        found = self._catalog.canonical(word)
        if found is not None and found in facts:
            return Leaf(found)
        if found is not None:
            raise self._error("exception-as-license", span)
        if _LIKE_REFERENCE.match(word):
            return Leaf(self._reference(word, span, "LicenseRef"))
        if word.endswith("+"):
            return self._or_later(word, span)
        raise self._error("unknown-license", span, self._catalog.suggest(word, facts))

    def _or_later(self, word: str, span: tuple[int, int]) -> Leaf:
        base = word[:-1]
        found = self._catalog.canonical(base)
        if not base or base.endswith("+") or base in (NONE, NOASSERTION):
            raise self._error("plus-misplaced", span)
        if found is None or found not in self._catalog.facts:
            near = self._catalog.suggest(base, self._catalog.facts)
            raise self._error("unknown-license", (span[0], span[1] - 1), near)
        return Leaf(found, plus=True)

    def _take_exception(self, word: str, span: tuple[int, int]) -> None:
        exceptions = self._catalog.exceptions
        self._check_characters(word, span)
        found = self._catalog.canonical(word)
        if found is not None and found not in exceptions:
            raise self._error("license-as-exception", span)
        if found is None:
            if not _LIKE_REFERENCE.match(word):
                near = self._catalog.suggest(word, exceptions)
                raise self._error("unknown-exception", span, near)
            found = self._reference(word, span, "AdditionRef")
        before = self._words.pop()
        assert before.leaf is not None
        leaf = Leaf(before.leaf.license, before.leaf.plus, found)
        self._words.append(Word("leaf", before.start, span[1], leaf))
        self._with = None

    def _reference(self, word: str, span: tuple[int, int], kind: str) -> str:
        match = _REFERENCE.fullmatch(word)
        if match is None:
            plus = word.endswith("+") and _REFERENCE.fullmatch(word[:-1])
            reason = "plus-misplaced" if plus else "invalid-reference"
            raise self._error(reason, span)
        if match.group(2) != kind:
            wrong = "license-as-exception" if kind == "AdditionRef" else "exception-as-license"
            raise self._error(wrong, span)
        return word

    def _check_characters(self, word: str, span: tuple[int, int]) -> None:
        match = _ID.match(word)
        good = match.end() if match else 0
        if good < len(word):
            place = span[0] + good
            raise self._error("invalid-character", (place, place + 1))


def scan(text: str, catalog: Catalog) -> list[Word]:
    """Return the words of an expression.

    Parameters:
        text: the expression.
        catalog: the licenses and exceptions that exist.

    Raises:
        ParseError: the words are no expression.
    """
    return _Scanner(text, catalog).scan()
