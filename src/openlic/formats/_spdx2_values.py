# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Plain values of an SPDX 2 document, and licenses that mean the same."""

from __future__ import annotations

__all__ = ["SameLicense", "length", "stated", "text_of"]

from typing import Any

from openlic.expression import NOASSERTION, NONE, Expression
from openlic.normalization import normalize


class SameLicense:
    """Says whether two texts mean the same, whatever the order of the licenses in them."""

    def __init__(self) -> None:
        self._known: dict[str, object] = {}
        self._numbers: dict[object, int] = {}

    def __call__(self, left: str, right: str) -> bool:
        return self._meaning(left) == self._meaning(right)

    def _meaning(self, text: str) -> object:
        if text not in self._known:
            read = normalize(text)
            expression = read.expression
            self._known[text] = text if expression is None else self._number(expression)
        return self._known[text]

    def _number(self, expression: Expression) -> int:
        """Return a number that expressions share if they differ in order only."""
        stack: list[int] = []
        for token in expression.tokens:
            meaning: object = token
            arity = getattr(token, "arity", 0)
            if arity:
                meaning = (token.name, frozenset(stack[-arity:]))  # type: ignore[union-attr]
                del stack[-arity:]
            stack.append(self._numbers.setdefault(meaning, len(self._numbers)))
        return stack[-1]


def text_of(value: Any) -> str:
    """Return a text, or a number as text; empty for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def stated(value: Any) -> str:
    """Return a text; empty where it is NOASSERTION or NONE."""
    text = text_of(value)
    return "" if text in (NOASSERTION, NONE) else text


def length(value: Any) -> int:
    """Return how long a list is; 0 for anything else."""
    return len(value) if isinstance(value, list) else 0
