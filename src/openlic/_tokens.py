# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What expressions are made of."""

from __future__ import annotations

__all__ = ["NOASSERTION", "NONE", "Leaf", "Operator"]

from attrs import frozen

from openlic._values import short_repr

#: Nothing is granted; and nothing is known.
NONE, NOASSERTION = "NONE", "NOASSERTION"


@frozen(repr=False, cache_hash=True)
class Leaf:
    """One license as an expression names it.

    Attributes:
        license: id as the catalog spells it, a reference, ``NONE`` or ``NOASSERTION``.
        plus: whether a ``+`` (this version or any later one) follows the id.
        exception: the exception or addition after ``WITH``, or None.
    """

    license: str
    plus: bool = False
    exception: str | None = None

    __repr__ = short_repr

    def __str__(self) -> str:
        plus = "+" if self.plus else ""
        addition = f" WITH {self.exception}" if self.exception else ""
        return f"{self.license}{plus}{addition}"


@frozen(repr=False)
class Operator:
    """``AND`` or ``OR`` over the operands before it.

    Attributes:
        name: ``AND`` or ``OR``.
        arity: how many operands it takes, at least two.
    """

    name: str
    arity: int

    __repr__ = short_repr
