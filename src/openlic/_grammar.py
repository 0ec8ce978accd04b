# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The one place that uses license-expression: precedence and nesting.

The stock ``Licensing`` rewrites users' references to ids of its own list; this one
is built from openlic's catalog and reads words that were checked before. It turns
them into a tree, which is flattened into postfix order here.
"""

from __future__ import annotations

__all__ = ["postfix"]

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from license_expression import (
    TOKEN_AND,
    TOKEN_LPAR,
    TOKEN_OR,
    TOKEN_RPAR,
    LicenseSymbol,
    LicenseWithExceptionSymbol,
    Licensing,
)

from openlic._scanner import Word
from openlic._tokens import Leaf, Operator
from openlic.catalog import default_catalog

_TOKENS = {"AND": TOKEN_AND, "OR": TOKEN_OR, "(": TOKEN_LPAR, ")": TOKEN_RPAR}


class _Symbol(LicenseSymbol):  # type: ignore[misc]
    """A symbol that is equal to itself only: the parser compares symbols all the time."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__


class _SymbolWithException(LicenseWithExceptionSymbol):  # type: ignore[misc]
    """The same for a license with an exception."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__


class _CatalogLicensing(Licensing):  # type: ignore[misc]
    """A ``Licensing`` of openlic's catalog that reads words instead of text."""

    def __init__(self) -> None:
        catalog = default_catalog()
        super().__init__(
            [_Symbol(id) for id in catalog.facts]
            + [_Symbol(id, is_exception=True) for id in catalog.exceptions]
        )
        self._symbols: dict[Leaf, Any] = {}

    def tree(self, words: Sequence[Word]) -> Any:
        """Return the tree of AND, OR and symbols that the words spell."""
        return super(Licensing, self).parse(self._tokens(words))

    def _tokens(self, words: Sequence[Word]) -> Iterator[tuple[Any, str, int]]:
        for word in words:
            token = _TOKENS[word.kind] if word.leaf is None else self._symbol(word.leaf)
            yield token, word.kind, word.start

    def _symbol(self, leaf: Leaf) -> Any:
        symbol = self._symbols.get(leaf)
        if symbol is None:
            symbol = self.known_symbols.get(leaf.license) or _Symbol(leaf.license)
            if leaf.exception:
                exception = self.known_symbols.get(leaf.exception) or _Symbol(
                    leaf.exception, is_exception=True
                )
                symbol = _SymbolWithException(symbol, exception, strict=True)
            if len(self._symbols) < 10_000:
                self._symbols[leaf] = symbol
        return symbol


@cache
def _licensing() -> _CatalogLicensing:
    return _CatalogLicensing()


def postfix(words: Sequence[Word], leaves: Sequence[Leaf]) -> tuple[Leaf | Operator, ...]:
    """Return checked words in postfix order, nested operators of one kind merged.

    Parameters:
        words: leaves, operators and parentheses in source order.
        leaves: the leaves among them; a tree keeps their order, so walking it
            meets them one by one.
    """
    licensing = _licensing()
    names = {licensing.AND: "AND", licensing.OR: "OR"}
    remaining = iter(leaves)
    tokens: list[Leaf | Operator] = []
    stack: list[Any] = [licensing.tree(words)]
    while stack:
        node = stack.pop()
        if isinstance(node, Operator):
            tokens.append(node)
        elif type(node) in names:
            arguments = _merged(node)
            stack.append(Operator(names[type(node)], len(arguments)))
            stack.extend(reversed(arguments))
        else:
            tokens.append(next(remaining))
    return tuple(tokens)


def _merged(node: Any) -> list[Any]:
    """Return the arguments of an operator, those of nested ones of its kind included."""
    merged: list[Any] = []
    pending = list(reversed(node.args))
    while pending:
        argument = pending.pop()
        if type(argument) is type(node):
            pending.extend(reversed(argument.args))
        else:
            merged.append(argument)
    return merged
