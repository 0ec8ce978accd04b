# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Say what a single license or expression is good for."""

from __future__ import annotations

__all__ = ["Check", "check"]

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from openlic.catalog import Catalog
from openlic.errors import ParseError
from openlic.expression import Expression, parse
from openlic.frameworks import Framework, FrameworkComponent, Requirement
from openlic.frameworks import framework as get_framework
from openlic.graphs import GraphBuilder, Node
from openlic.judging import Reason, Solved, solve_graph
from openlic.terms import CONTENT_TYPES, Verdict

if TYPE_CHECKING:
    from openlic.combining import CombinedTerms
    from openlic.derivations import Derivation
    from openlic.normalization import Normalized


@frozen(repr=False)
class Check:
    """What a single license or expression is good for.

    Attributes:
        text: as given.
        requirement: what was asked, in words.
        verdict: whether it meets the requirement.
        expression: the expression; None where ids are compared letter by letter.
        reading: how the text was read, if it was not an expression already.
        component: the component asked about, or None.
        content: the content type asked about, or None.
        open: whether it is open; None if unknown.
        type_appropriate: whether it is open and written for the content type; None
            if unknown or no content type was given.
        written_for: the content types for which it is open and type-appropriate.
        chosen: the licenses that apply when each choice takes its best arm; None if
            it is not open.
        reasons: the facts that decided.
        rules: the framework.
        catalog: what is known of licenses; None for the built-in catalog.
    """

    text: str
    requirement: str
    verdict: Verdict
    expression: Expression | None
    reading: Normalized | None
    component: str | None
    content: str | None
    open: bool | None
    type_appropriate: bool | None
    written_for: tuple[str, ...]
    chosen: Expression | None
    reasons: tuple[Reason, ...]
    rules: Framework
    catalog: Catalog | None = field(default=None, eq=False)

    @property
    def framework(self) -> str:
        """The id of the framework."""
        return self.rules.id

    @property
    def terms(self) -> CombinedTerms | None:
        """What the expression as a whole permits, requires, prohibits and disclaims.

        None if there is no expression.
        """
        if self.expression is None:
            return None
        from openlic.combining import combine

        return combine(self.expression, self.catalog)

    @property
    def derivation(self) -> Derivation:
        """How the verdict follows from the facts."""
        solved, root, _ = self._solved()
        return solved.derivation(root)

    def solved(self) -> Solved:
        """Return the graph that the answer was decided on, with the answer for every node."""
        return self._solved()[0]

    def _solved(self) -> tuple[Solved, int, int]:
        return _solve(self.text, self.expression, self.component, self.rules, self.catalog)

    def explain(self) -> str:
        """Return the answer and its reasons as text."""
        from openlic import report

        return report.explain_check(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, under ``check.schema.json``."""
        terms = self.terms
        return {
            "text": self.text,
            "expression": None if self.expression is None else str(self.expression),
            "reading": None if self.reading is None else self.reading.to_dict(),
            "framework": self.framework,
            "component": self.component,
            "content": self.content,
            "requirement": self.requirement,
            "verdict": str(self.verdict),
            "open": self.open,
            "type_appropriate": self.type_appropriate,
            "written_for": list(self.written_for),
            "chosen": None if self.chosen is None else str(self.chosen),
            "reasons": [reason.to_dict() for reason in self.reasons],
            "terms": None if terms is None else terms.to_dict(),
        }

    def __str__(self) -> str:
        from openlic import report

        return report.check_text(self)

    def __repr__(self) -> str:
        text = self.text if len(self.text) <= 80 else self.text[:79] + "…"
        return f"Check({text!r}, {self.framework!r}, verdict={str(self.verdict)!r})"

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.text
        yield "verdict", str(self.verdict)
        yield "chosen", None if self.chosen is None else str(self.chosen)

    def _repr_html_(self) -> str:
        from openlic import report

        return report.check_html(self)


def check(
    expr: str | Expression,
    *,
    content: str | None = None,
    component: str | None = None,
    framework: str | Framework = "mof",
    catalog: Catalog | None = None,
) -> Check:
    """Say whether a license or expression meets what a framework asks.

    Parameters:
        expr: an SPDX expression, or a license as people write it.
        content: ``code``, ``data``, ``document`` or another key of
            :data:`openlic.terms.CONTENT_TYPES`; taken from the component if there
            is one.
        component: a component of the framework; without one the question is
            whether the license is open.
        framework: ``mof``, ``mot``, ``osaid`` or a framework of one's own.
        catalog: what is known of licenses; the built-in one if None.

    Returns:
        Check: the verdict with its reasons.

    Raises:
        ParseError: the text is no expression and no license that is known by name.
        UnknownComponentError: the framework has no such component.
        UnknownFrameworkError: there is no such framework.
        ValueError: the content type does not exist, or is not the component's.

    >>> check("bigcode-openrail-m", component="Model parameters (Final)").verdict
    <Verdict.NO: 'no'>
    """
    if not isinstance(expr, (str, Expression)):
        raise TypeError(f"a license is a str or an Expression, not {type(expr).__name__}")
    rules = get_framework(framework)
    known = rules.component(component) if component is not None else None
    content = _content(content, known)
    expression, reading = (None, None) if rules.exact_ids else _read(expr, catalog)
    solved, root, opened = _solve(str(expr), expression, component, rules, catalog)
    written_for = tuple(
        each
        for each in CONTENT_TYPES
        if solved.is_open(opened) and solved.is_type_appropriate(opened, each)
    )
    preferred = content if content is not None else next(iter(written_for), None)
    return Check(
        text=str(expr),
        requirement=_asked(component, rules).asks,
        verdict=solved.verdict(root),
        expression=expression,
        reading=reading,
        component=component,
        content=content,
        open=solved.is_open(opened),
        type_appropriate=solved.is_type_appropriate(opened, content) if content else None,
        written_for=written_for,
        chosen=solved.chosen(opened, preferred) if expression is not None else None,
        reasons=solved.reasons(root),
        rules=rules,
        catalog=catalog,
    )


def _asked(component: str | None, rules: Framework) -> Requirement:
    id = rules.openness if component is None else rules.component(component).requirement
    return rules.requirements[id]


def _solve(
    text: str,
    expression: Expression | None,
    component: str | None,
    rules: Framework,
    catalog: Catalog | None,
) -> tuple[Solved, int, int]:
    """Return a solved graph, the node of the requirement, and that of being open."""
    builder = GraphBuilder(catalog)
    asked = _asked(component, rules)

    def add(requirement: str) -> int:
        if expression is not None:
            return builder.expression(expression, requirement)
        if rules.exact_ids:
            return builder.exact(text, requirement)
        return builder.text(text, requirement)

    if not asked.is_trivial:
        root = add(asked.id)
        return solve_graph(builder.build(), rules), root, root
    opened = add(rules.openness)
    node = Node("requirement", f"requirement:{asked.id}", asked.asks)
    root = builder.decide(node, asked.anything_goes)
    builder.relate(root, opened, "licensed-under")
    return solve_graph(builder.build(), rules), root, opened


def _content(content: str | None, known: FrameworkComponent | None) -> str | None:
    if content is not None and content not in CONTENT_TYPES:
        raise ValueError(f"{content!r} is no content type; there are {', '.join(CONTENT_TYPES)}")
    if known is None:
        return content
    if content not in (None, known.content):
        raise ValueError(f"{known.name!r} is {known.content}, not {content}")
    return known.content


def _read(
    expr: str | Expression, catalog: Catalog | None
) -> tuple[Expression | None, Normalized | None]:
    """Read what the user typed; a text that names no license is a syntax error."""
    if isinstance(expr, Expression):
        return expr, None
    try:
        return parse(expr, catalog), None
    except ParseError:
        from openlic.normalization import read_license

        read = read_license(expr, catalog)
        assert read.error is not None
        assert read.reading is not None
        if read.expression is None and not read.reading.candidates:
            raise read.error from None
        return read.expression, read.reading
