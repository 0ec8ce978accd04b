# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""SPDX license expressions as values.

An expression is kept in postfix order: operands first, then the operator and how
many operands it takes. A tuple of such tokens compares, hashes, prints and
pickles without recursion, however deep the expression is nested.

The grammar is that of SPDX 2.3 (annex D) and 3.0.1 (annex on license
expressions). ``NONE`` and ``NOASSERTION`` are accepted wherever a license is,
because real documents put them there.
"""

from __future__ import annotations

__all__ = ["NOASSERTION", "NONE", "Expression", "Leaf", "Operator", "forget_parsed", "parse"]

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from openlic._tokens import NOASSERTION, NONE, Leaf, Operator
from openlic.catalog import Catalog, default_catalog
from openlic.errors import ParseError

#: Longest text that is read, in characters.
MAX_LENGTH = 16 * 1024 * 1024

_CACHED_LENGTH = 4096


@frozen(repr=False)
class Expression:
    """A license expression.

    Expressions compare by structure: ``A OR B`` is not ``B OR A``. Nested operators
    of the same kind are one operator, since the grouping means nothing.

    Attributes:
        tokens: leaves and operators in postfix order.
        source: the text that was read; does not take part in comparison.
        spans: offsets of each leaf in ``source``; does not take part either.

    >>> both = parse("mit or (GPL-2.0-or-later with Classpath-exception-2.0)")
    >>> str(both)
    'MIT OR GPL-2.0-or-later WITH Classpath-exception-2.0'
    >>> both.operator, both.operands[0]
    ('OR', Expression('MIT'))
    """

    tokens: tuple[Leaf | Operator, ...]
    source: str = field(default="", eq=False)
    spans: tuple[tuple[int, int], ...] = field(default=(), eq=False)

    @classmethod
    def all_of(cls, parts: Sequence[Expression]) -> Expression:
        """Return the conjunction of expressions; at least one is needed."""
        return cls._joined("AND", parts)

    @classmethod
    def any_of(cls, parts: Sequence[Expression]) -> Expression:
        """Return the choice among expressions; at least one is needed."""
        return cls._joined("OR", parts)

    @classmethod
    def _joined(cls, name: str, parts: Sequence[Expression]) -> Expression:
        if not parts:
            raise ValueError(f"{name} needs at least one expression")
        if len(parts) == 1:
            return parts[0]
        flat = [
            arm for part in parts for arm in (part.operands if part.operator == name else (part,))
        ]
        tokens = [token for part in flat for token in part.tokens]
        return cls((*tokens, Operator(name, len(flat))))

    @property
    def operator(self) -> str | None:
        """``AND``, ``OR``, or None for a single license."""
        last = self.tokens[-1]
        return last.name if isinstance(last, Operator) else None

    @property
    def operands(self) -> tuple[Expression, ...]:
        """The parts that the outermost operator joins; empty for a single license."""
        last = self.tokens[-1]
        if isinstance(last, Leaf):
            return ()
        starts: list[int] = []
        before = [0]  # leaves before each token
        for position, token in enumerate(self.tokens[:-1]):
            if isinstance(token, Operator):
                del starts[len(starts) - token.arity + 1 :]
            else:
                starts.append(position)
            before.append(before[-1] + isinstance(token, Leaf))
        ends = [*starts[1:], len(self.tokens) - 1]
        return tuple(
            Expression(self.tokens[start:end], self.source, self.spans[before[start] : before[end]])
            for start, end in zip(starts, ends, strict=True)
        )

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The licenses as named, in order, repetitions included."""
        return tuple(token for token in self.tokens if isinstance(token, Leaf))

    @property
    def licenses(self) -> tuple[str, ...]:
        """The ids of the licenses, each once, in order."""
        return tuple(dict.fromkeys(leaf.license for leaf in self.leaves))

    @property
    def exceptions(self) -> tuple[str, ...]:
        """The ids of the exceptions, each once, in order."""
        return tuple(dict.fromkeys(leaf.exception for leaf in self.leaves if leaf.exception))

    @property
    def deprecated(self) -> tuple[tuple[str, str | None], ...]:
        """Withdrawn ids with the expression that replaces each, or None.

        >>> parse("GPL-2.0 OR MIT").deprecated
        (('GPL-2.0', 'GPL-2.0-only'),)
        """
        return self.withdrawn()

    def withdrawn(self, catalog: Catalog | None = None) -> tuple[tuple[str, str | None], ...]:
        """Return what :attr:`deprecated` has, by the ids of a catalog."""
        known = catalog if catalog is not None else default_catalog()
        found = []
        for id in self.licenses:
            facts = known.facts.get(id, {})
            if facts.get("deprecated"):
                found.append((id, facts.get("successor")))
        for id in self.exceptions:
            exception = known.exceptions.get(id, {})
            if exception.get("deprecated"):
                found.append((id, exception.get("successor")))
        return tuple(found)

    def updated(self, catalog: Catalog | None = None) -> Expression:
        """Return the expression with withdrawn license ids replaced by their successors.

        Parameters:
            catalog: says what replaces an id; the built-in one if None.

        An id without a successor, or with ``+`` or ``WITH`` where the successor is
        itself more than an id, stays as it is.

        >>> str(parse("GPL-2.0+ OR eCos-2.0").updated())
        'GPL-2.0-or-later OR GPL-2.0-or-later WITH eCos-exception-2.0'
        """
        known = catalog if catalog is not None else default_catalog()
        tokens: list[Leaf | Operator] = []
        for token in self.tokens:
            successor = None
            if isinstance(token, Leaf):
                successor = known.facts.get(token.license, {}).get("successor")
            if successor:
                tokens.append(_succeeded(token, parse(successor, known), known))
            else:
                tokens.append(token)
        return Expression(tuple(tokens))

    def __str__(self) -> str:
        # Every leaf gets the operator and parentheses that stand before it and the
        # parentheses that stand after it, so that deep nesting stays linear.
        leaves = self.leaves
        before, opening, closing = [""] * len(leaves), [0] * len(leaves), [0] * len(leaves)
        operands: list[tuple[int, int, bool]] = []  # first leaf, last leaf, compound
        for token in self.tokens:
            if isinstance(token, Leaf):
                number = operands[-1][1] + 1 if operands else 0
                operands.append((number, number, False))
                continue
            joined = operands[len(operands) - token.arity :]
            del operands[len(operands) - token.arity :]
            for first, last, compound in joined:
                opening[first] += compound
                closing[last] += compound
                if first != joined[0][0]:
                    before[first] = f" {token.name} "
            operands.append((joined[0][0], joined[-1][1], True))
        parts = zip(before, opening, leaves, closing, strict=True)
        return "".join(f"{b}{'(' * o}{leaf}{')' * c}" for b, o, leaf, c in parts)

    def __repr__(self) -> str:
        text = str(self)
        return f"Expression({text if len(text) <= 200 else text[:199] + '…'!r})"

    def __rich_repr__(self) -> Iterator[Any]:
        yield str(self)

    def __and__(self, other: object) -> Expression:
        if not isinstance(other, Expression):
            return NotImplemented
        return Expression.all_of((self, other))

    def __or__(self, other: object) -> Expression:
        if not isinstance(other, Expression):
            return NotImplemented
        return Expression.any_of((self, other))


def _succeeded(leaf: Leaf | Operator, successor: Expression, catalog: Catalog) -> Leaf | Operator:
    if isinstance(leaf, Operator) or len(successor.tokens) != 1:
        return leaf
    new = successor.leaves[0]
    if (leaf.plus or leaf.exception) and (new.plus or new.exception):
        return leaf
    later = new.license.removesuffix("-only") + "-or-later"
    if leaf.plus and later in catalog.facts:
        return Leaf(later, False, leaf.exception or new.exception)
    return Leaf(new.license, leaf.plus or new.plus, leaf.exception or new.exception)


def parse(text: str, catalog: Catalog | None = None) -> Expression:
    """Read an SPDX license expression.

    Ids match in any case and come out as the catalog spells them; withdrawn ids
    stay as written (see :attr:`Expression.deprecated`).

    Parameters:
        text: the expression, at most 16 MiB of it.
        catalog: the ids that exist; the built-in ones if None.

    Returns:
        Expression: the value; equal texts give equal values.

    Raises:
        ParseError: with the place, the reason and the nearest ids.
        TypeError: ``text`` is not a string.

    >>> parse("apache-2.0 or (mit and bsd-3-clause)")
    Expression('Apache-2.0 OR (MIT AND BSD-3-Clause)')
    """
    if not isinstance(text, str):
        raise TypeError(f"a license expression is a str, not {type(text).__name__}")
    known = catalog if catalog is not None else default_catalog()
    if len(text) <= _CACHED_LENGTH:
        return _parse_cached(text, known)
    return _parse(text, known)


def _parse(text: str, catalog: Catalog) -> Expression:
    if len(text) > MAX_LENGTH:
        raise ParseError(text, (MAX_LENGTH, MAX_LENGTH + 1), "too-long")
    id = text.strip()
    if id in catalog.facts:
        start = text.index(id)
        return Expression((Leaf(id),), text, ((start, start + len(id)),))
    from openlic._scanner import scan

    words = scan(text, catalog)
    leaves = [word.leaf for word in words if word.leaf is not None]
    spans = tuple((word.start, word.end) for word in words if word.leaf is not None)
    if len(words) == 1:
        return Expression((leaves[0],), text, spans)
    from openlic._grammar import postfix

    return Expression(postfix(words, leaves), text, spans)


_parse_cached = lru_cache(maxsize=8192)(_parse)


def forget_parsed() -> None:
    """Empty the memory of parsed texts, as measurements need it."""
    _parse_cached.cache_clear()
