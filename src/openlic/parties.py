# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The components of a release and the works behind them, with their licenses read."""

from __future__ import annotations

__all__ = ["Choices", "Party", "add_choices", "read_parties"]

from collections.abc import Callable, Sequence
from itertools import starmap
from typing import Any

from attrs import frozen

from openlic._tokens import NOASSERTION, NONE, Leaf
from openlic.catalog import Catalog
from openlic.expression import Expression
from openlic.frameworks import Framework
from openlic.model import Model
from openlic.normalization import normalize
from openlic.programs import Program
from openlic.provenance import Work
from openlic.releases import UNLICENSED, Licensed, license_component


@frozen(eq=False)
class Party:
    """A component or work with its license.

    Attributes:
        number: its place in the provenance.
        work: which it is.
        written: its license as the file has it.
        expression: the same, read. What could not be read is a license of that name, of
            which nothing is known.
        content: its content type; empty where that is not known.
        present: whether it is in the release; a work from elsewhere never is.
    """

    number: int
    work: Work
    written: str
    expression: Expression
    content: str = ""
    present: bool = False

    @property
    def name(self) -> str:
        """Name of the component or work."""
        return self.work.name


def read_parties(
    works: Sequence[Work], model: Model, framework: Framework, catalog: Catalog
) -> tuple[Party, ...]:
    """Return works with their licenses.

    Parameters:
        works: components and works from elsewhere.
        model: the release, whose license components may have.
        framework: says what components are.
        catalog: what is known of licenses.
    """
    return tuple(starmap(_Reader(model, framework, catalog).party, enumerate(works)))


class _Reader:
    def __init__(self, model: Model, framework: Framework, catalog: Catalog) -> None:
        self._model = model
        self._catalog = catalog
        self._contents = {known.name: known.content for known in framework.components}

    def party(self, number: int, work: Work) -> Party:
        if work.component is None:
            text = work.origin.license if work.origin is not None else None
            return Party(number, work, text or "", self._read(text))
        content = work.component.content or self._contents.get(work.component.slot, "")
        licensed = license_component(self._model, work.component, content, self._catalog)
        expression = self._of_component(licensed)
        written = licensed.written or " AND ".join(licensed.texts)
        return Party(number, work, written, expression, content, licensed.present)

    def _read(self, text: str | None) -> Expression:
        if not text:
            return _only(NOASSERTION)
        if text == UNLICENSED:
            return _only(NONE)
        found = normalize(text, self._catalog).expression
        return _only(text) if found is None else found.updated(self._catalog)

    def _of_component(self, licensed: Licensed) -> Expression:
        if not licensed.present:
            return _only(NOASSERTION)
        if licensed.unlicensed:
            return _only(NONE)
        found = licensed.expression
        return _only(str(licensed.written)) if found is None else found.updated(self._catalog)


def _only(name: str) -> Expression:
    return Expression((Leaf(name),))


#: The licenses of an expression, each with the arm on which it depends; 0 if on none.
Choices = tuple[tuple[Leaf, int], ...]


def add_choices(
    program: Program,
    expression: Expression,
    cost: Callable[[Leaf], int],
    ways_out: Sequence[int] = (),
    *,
    matters: bool = True,
) -> tuple[Choices, tuple[int, ...]]:
    """Add a block with the choices of an expression to a program.

    Parameters:
        program: where they go.
        expression: every ``OR`` in it is a choice.
        cost: what a license costs where it applies.
        ways_out: what it costs not to be under the expression at all, for every way to
            get there.
        matters: whether it matters which of the licenses that cost the same is elected.

    Returns:
        tuple: the licenses, and the arms of the ways out.

    >>> from openlic.expression import parse
    >>> choices, _ = add_choices(Program(), parse("MIT OR ISC"), lambda leaf: 0)
    >>> [str(leaf) for leaf, arm in choices]
    ['MIT', 'ISC']
    """
    block = program.add_block()
    kept, *out = program.add_choice(block, [0, *ways_out]) if ways_out else (0,)
    if len(expression.tokens) == 1:
        return ((expression.leaves[0], kept),), tuple(out)
    found: list[tuple[Leaf, int]] = []
    pending = [(_tree(expression, cost), kept)]
    while pending:
        (_, what, parts), arm = pending.pop()
        if isinstance(what, Leaf):
            found.append((what, arm))
        elif what == "AND":
            pending += [(part, arm) for part in reversed(parts)]
        else:
            costs = [part[0] for part in parts]
            arms = program.add_choice(block, costs, arm, matters=matters)
            pending += reversed(list(zip(parts, arms, strict=True)))
    return tuple(found), tuple(out)


def _tree(expression: Expression, cost: Callable[[Leaf], int]) -> Any:
    """Return an expression as cost of its cheapest way, what it is, and its parts."""
    stack: list[tuple[int, Any, tuple[Any, ...]]] = []
    for token in expression.tokens:
        if isinstance(token, Leaf):
            stack.append((cost(token), token, ()))
            continue
        parts = tuple(stack[len(stack) - token.arity :])
        del stack[len(stack) - token.arity :]
        costs = [part[0] for part in parts]
        stack.append((min(costs) if token.name == "OR" else sum(costs), token.name, parts))
    return stack[0]
