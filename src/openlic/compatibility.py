# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Whether a work may be used for another, and the result released under a license.

The answer follows from what both licenses say and from the use, by the rules of
:mod:`openlic.rules`. The licensee chooses among the arms of the inbound side; every arm
that the outbound side offers has to be allowed.
"""

from __future__ import annotations

__all__ = ["Choice", "Compatibility", "compatible"]

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from openlic._text import shorten
from openlic._tokens import Leaf
from openlic.applied import Duty
from openlic.catalog import Catalog, default_catalog
from openlic.deciding import Pairs, pairs_for
from openlic.derivations import Derivation, Step
from openlic.expression import Expression
from openlic.normalization import Normalized, read_license
from openlic.readings import QUESTIONS, READINGS
from openlic.rules import Ground
from openlic.sides import Inbound, Outbound
from openlic.terms import Verdict
from openlic.uses import check_content, read_use

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES


@frozen
class Choice:
    """What is elected for one license that the result is offered under.

    Attributes:
        outbound: the license.
        inbound: the licenses elected on the inbound side.
        verdict: whether the result may be offered under it.
        grounds: what decided.
    """

    outbound: str
    inbound: tuple[str, ...]
    verdict: Verdict
    grounds: tuple[Ground, ...]

    def __str__(self) -> str:
        return f"{self.outbound} <- {' AND '.join(self.inbound)}: {self.verdict}"

    def to_dict(self) -> dict[str, Any]:
        """Return the choice as plain values."""
        return {
            "outbound": self.outbound,
            "inbound": list(self.inbound),
            "verdict": str(self.verdict),
            "grounds": [ground.to_dict() for ground in self.grounds],
        }


@frozen(repr=False)
class Compatibility:
    """Whether a work may be used for another, and the result released under a license.

    Attributes:
        inbound: license of the work that is used, as read; the text where it could not be.
        outbound: license of the result, likewise.
        use: how the work is used, a key of :data:`openlic.terms.USES`.
        provide: how the result is provided, a key of :data:`openlic.terms.PROVISIONS`.
        purpose: of the one who acts, a key of :data:`openlic.situations.PURPOSES`.
        reading: how open questions were read, a key of :data:`openlic.readings.READINGS`.
        verdict: the answer.
        reasons: the rules and facts that decided.
        obligations: what the one who releases has to do.
        restrictions: what recipients may not do.
        chosen: what is elected on each side.
        questions: open questions on which the answer depends, keys of
            :data:`openlic.readings.QUESTIONS`.
        otherwise: the answer if those questions are read the other way; None if the
            answer does not depend on any.
        readings: how texts that are no expressions were read.
    """

    inbound: str
    outbound: str
    use: str
    provide: str
    purpose: str
    reading: str
    verdict: Verdict
    reasons: tuple[Ground, ...]
    obligations: tuple[Duty, ...] = ()
    restrictions: tuple[Duty, ...] = ()
    chosen: tuple[Choice, ...] = ()
    questions: tuple[str, ...] = ()
    otherwise: Verdict | None = None
    readings: tuple[Normalized, ...] = field(default=(), eq=False)

    @property
    def derivation(self) -> Derivation:
        """How the answer follows, with the conclusion last."""
        return _derivation(self)

    def explain(self) -> str:
        """Return the answer and how it follows as text."""
        from openlic import answers

        return answers.explain_compatibility(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, under ``compatibility.schema.json``."""
        return {
            "inbound": self.inbound,
            "outbound": self.outbound,
            "use": self.use,
            "provide": self.provide,
            "purpose": self.purpose,
            "reading": self.reading,
            "verdict": str(self.verdict),
            "reasons": [reason.to_dict() for reason in self.reasons],
            "obligations": [duty.to_dict() for duty in self.obligations],
            "restrictions": [duty.to_dict() for duty in self.restrictions],
            "chosen": [choice.to_dict() for choice in self.chosen],
            "questions": list(self.questions),
            "otherwise": None if self.otherwise is None else str(self.otherwise),
        }

    def __str__(self) -> str:
        from openlic import answers

        return answers.compatibility_text(self)

    def __repr__(self) -> str:
        inbound, outbound = (shorten(text, 60) for text in (self.inbound, self.outbound))
        return f"Compatibility({inbound!r}, {outbound!r}, {self.use!r}, {str(self.verdict)!r})"

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.inbound
        yield self.outbound
        yield "use", self.use
        yield "verdict", str(self.verdict)

    def _repr_html_(self) -> str:
        from openlic import answers

        return answers.compatibility_html(self)


def _step(ground: Ground) -> Step:
    because = f"{ground.says} (source: {ground.source})" if ground.source else ground.says
    return Step(ground.rule, "rule", ground.verdict, because)


def _derivation(answer: Compatibility) -> Derivation:
    steps: list[Step] = []
    arms = []
    for choice in answer.chosen:
        premises = []
        for ground in choice.grounds:
            premises.append(len(steps))
            steps.append(_step(ground))
        label = f"{choice.outbound} <- {' AND '.join(choice.inbound)}"
        arms.append(len(steps))
        steps.append(Step(label, "pair", choice.verdict, "", tuple(premises)))
    if not arms:
        for ground in answer.reasons:
            arms.append(len(steps))
            steps.append(_step(ground))
    label = f"{answer.inbound} for {answer.outbound} ({answer.use})"
    steps.append(Step(label, "question", answer.verdict, "", tuple(arms)))
    return Derivation(tuple(steps))


# --- Expressions ------------------------------------------------------------------------


@frozen(eq=False)
class _Elected:
    """What came out of a side of an expression: the verdict, and what was elected."""

    verdict: Verdict
    sides: tuple[Inbound, ...]
    grounds: tuple[Ground, ...]


class _Question:
    """An inbound expression against an outbound one."""

    def __init__(self, inbound: Expression, outbound: Expression, pairs: Pairs) -> None:
        self._inbound = inbound
        self._outbound = outbound
        self._pairs = pairs
        self.choices: list[tuple[Choice, _Elected]] = []

    def answer(self) -> Verdict:
        """Return the answer; every license offered has to be allowed."""
        stack: list[tuple[Verdict, list[Leaf]]] = []
        for token in self._outbound.tokens:
            if isinstance(token, Leaf):
                stack.append((self._offer(token), [token]))
                continue
            parts = stack[len(stack) - token.arity :]
            del stack[len(stack) - token.arity :]
            leaves = [leaf for _, each in parts for leaf in each]
            if token.name == "OR":
                stack.append((min(verdict for verdict, _ in parts), leaves))
            else:
                stack.append((self._together(parts), leaves))
        return stack[0][0]

    def _offer(self, leaf: Leaf) -> Verdict:
        elected = self._elect(self._inbound, self._pairs.outbound(leaf))
        labels = tuple(dict.fromkeys(side.label for side in elected.sides))
        grounds = tuple(dict.fromkeys(elected.grounds))
        self.choices.append((Choice(str(leaf), labels, elected.verdict, grounds), elected))
        return elected.verdict

    def _elect(self, expression: Expression, outbound: Outbound) -> _Elected:
        """Return the best choice on the inbound side for one outbound license."""
        stack: list[_Elected] = []
        for token in expression.tokens:
            if isinstance(token, Leaf):
                verdict, grounds, side = self._pairs.decide(self._pairs.inbound(token), outbound)
                stack.append(_Elected(verdict, (side,), grounds))
                continue
            parts = stack[len(stack) - token.arity :]
            del stack[len(stack) - token.arity :]
            stack.append(_best(parts) if token.name == "OR" else _all(parts))
        return stack[0]

    def _together(self, parts: Sequence[tuple[Verdict, list[Leaf]]]) -> Verdict:
        """Return whether a result under several licenses at once is allowed.

        One of them has to take the work in; if copyleft of the work is at play there, the
        others have to be such that this one could take them in as well.
        """
        best = _NO
        for verdict, leaves in parts:
            others = [leaf for _, each in parts for leaf in each if leaf not in leaves]
            bound = self._is_bound(leaves)
            beside = (self._beside(leaf, leaves) for leaf in others) if bound else ()
            best = max(best, min([verdict, *beside]))
        return best

    def _is_bound(self, leaves: Sequence[Leaf]) -> bool:
        names = {str(leaf) for leaf in leaves}
        return any(
            side.copyleft.reaches != _NO
            for choice, elected in self.choices
            if choice.outbound in names
            for side in elected.sides
        )

    def _beside(self, leaf: Leaf, leaves: Sequence[Leaf]) -> Verdict:
        side = self._pairs.inbound(leaf)
        return min(self._pairs.decide(side, self._pairs.outbound(each))[0] for each in leaves)


def _best(parts: Sequence[_Elected]) -> _Elected:
    """Return the arm with the best verdict, the first of the fewest obligations."""
    top = max(part.verdict for part in parts)
    good = [part for part in parts if part.verdict == top]
    return min(good, key=_burden) if top == _YES else good[0]


def _burden(elected: _Elected) -> int:
    return sum(len(side.obligations) for side in elected.sides)


def _all(parts: Sequence[_Elected]) -> _Elected:
    verdict = min(part.verdict for part in parts)
    return _Elected(
        verdict,
        tuple(side for part in parts for side in part.sides),
        tuple(ground for part in parts for ground in part.grounds),
    )


# --- The question -----------------------------------------------------------------------


def compatible(
    inbound: str | Expression,
    outbound: str | Expression,
    *,
    use: str = "combine",
    provide: str = "binary",
    purpose: str = "commercial",
    reading: str = "default",
    content: str | None = None,
    catalog: Catalog | None = None,
) -> Compatibility:
    """Say whether a work may be used for another, and the result released.

    Parameters:
        inbound: license of the work that is used: an expression, or a license as people
            write it. Of an ``OR`` the best arm is elected, of an ``AND`` all have to pass.
        outbound: what the result is offered under; what that covers depends on the use.
            Every arm of an ``OR`` has to be allowed. ``LicenseRef-proprietary`` stands for
            closed terms of one's own that carry whatever the inbound license demands, give
            no source and no freedom to copy.
        use: a key of :data:`openlic.terms.USES`, or ``link``.
        provide: a key of :data:`openlic.terms.PROVISIONS`.
        purpose: of the one who acts, a key of :data:`openlic.situations.PURPOSES`. What
            recipients may do is up to the outbound license.
        reading: a key of :data:`openlic.readings.READINGS`.
        content: content type of the work that is used; if None, what its licenses are
            written for.
        catalog: what is known of licenses; the built-in one if None.

    Returns:
        Compatibility: the verdict with reasons, obligations and restrictions.

    Raises:
        ParseError: an expression cannot be read.
        UseError: there is no such use, or not for such a work.
        ValueError: another word is not known.

    >>> compatible("Apache-2.0", "GPL-2.0-only").verdict
    <Verdict.NO: 'no'>
    >>> compatible("LGPL-2.1-only", "MIT", use="link-dynamic").verdict
    <Verdict.YES: 'yes'>
    """
    return _compatible(inbound, outbound, use, provide, purpose, reading, content, catalog)


def _answer(
    inbound: str | Expression,
    outbound: str | Expression,
    use: str,
    provide: str,
    purpose: str,
    reading: str,
    content: str | None,
    catalog: Catalog | None,
) -> Compatibility:
    known = catalog if catalog is not None else default_catalog()
    pairs = pairs_for(use, provide, purpose, reading, known)
    if content is None and type(inbound) is type(outbound) is str:
        into_name, out_name = pairs.named(inbound), pairs.named(outbound)
        if into_name is not None and out_name is not None:
            return _single(*into_name, *out_name, pairs)
    into, out = read_license(inbound, known), read_license(outbound, known)
    words = pairs.words
    texts = tuple(read for read in (into.reading, out.reading) if read is not None)
    if into.expression is None or out.expression is None:
        grounds = tuple(
            Ground("unknown-license", _UNKNOWN, each.why)
            for each in (into, out)
            if each.expression is None
        )
        _check_content(use, content, None, known)
        return Compatibility(into.text, out.text, *words, _UNKNOWN, grounds, readings=texts)
    _check_content(use, content, into.expression, known)
    return _decided(into.expression, out.expression, pairs, texts)


_compatible = lru_cache(maxsize=16384)(_answer)


def _single(
    inbound: Leaf, inbound_name: str, outbound: Leaf, outbound_name: str, pairs: Pairs
) -> Compatibility:
    """Return the answer for two single licenses, as is asked most."""
    verdict, grounds, side = pairs.decide(pairs.inbound(inbound), pairs.outbound(outbound))
    reasons, obligations, restrictions = grounds, side.obligations, side.restrictions
    if verdict != _YES:
        reasons = tuple([ground for ground in grounds if ground.verdict != _YES])
        if verdict == _NO:
            obligations = restrictions = ()
    questions: tuple[str, ...] = ()
    otherwise = None
    if pairs.situation.use.derives:
        expressions = Expression((inbound,)), Expression((outbound,))
        questions, otherwise = _questions(*expressions, pairs, verdict)
    use, provide, purpose, reading = pairs.words
    return Compatibility(
        inbound_name, outbound_name, use, provide, purpose, reading, verdict, reasons,
        obligations, restrictions, (Choice(outbound_name, (side.label,), verdict, grounds),),
        questions, otherwise,
    )  # fmt: skip


def _check_content(
    use: str, content: str | None, expression: Expression | None, catalog: Catalog
) -> None:
    """Refuse a use that makes no sense for what the work is, or its licenses are for."""
    if content is not None:
        check_content(content)
        read_use(use, (content,))
    elif expression is not None:
        read_use(use, [each for id in expression.licenses for each in catalog.contents(id)])


def _decided(
    inbound: Expression,
    outbound: Expression,
    pairs: Pairs,
    texts: tuple[Normalized, ...],
) -> Compatibility:
    inbound, outbound = inbound.updated(pairs.catalog), outbound.updated(pairs.catalog)
    verdict, choices = _choices(inbound, outbound, pairs)
    obligations: tuple[Duty, ...] = ()
    restrictions: tuple[Duty, ...] = ()
    sides = dict.fromkeys(side for _, elected in choices for side in elected.sides)
    if verdict != _NO:
        obligations = _duties(side.obligations for side in sides)
        restrictions = _duties(side.restrictions for side in sides)
    questions, otherwise = _questions(inbound, outbound, pairs, verdict)
    return Compatibility(
        str(inbound), str(outbound), *pairs.words, verdict, _reasons(verdict, choices),
        obligations, restrictions, tuple(choice for choice, _ in choices),
        questions, otherwise, texts,
    )  # fmt: skip


def _duties(groups: Iterator[tuple[Duty, ...]]) -> tuple[Duty, ...]:
    found = tuple(groups)
    if len(found) == 1:
        return found[0]
    return tuple(dict.fromkeys(duty for group in found for duty in group))


def _choices(
    inbound: Expression, outbound: Expression, pairs: Pairs
) -> tuple[Verdict, list[tuple[Choice, _Elected]]]:
    question = _Question(inbound, outbound, pairs)
    return question.answer(), question.choices


def _reasons(verdict: Verdict, choices: Sequence[tuple[Choice, _Elected]]) -> tuple[Ground, ...]:
    """Return what decided: of a no or unknown, only what keeps it from a yes."""
    grounds = dict.fromkeys(ground for choice, _ in choices for ground in choice.grounds)
    if verdict == _YES:
        return tuple(grounds)
    against = tuple(ground for ground in grounds if ground.verdict != _YES)
    return against or tuple(grounds)


def _questions(
    inbound: Expression,
    outbound: Expression,
    pairs: Pairs,
    verdict: Verdict,
) -> tuple[tuple[str, ...], Verdict | None]:
    """Return the open questions on which an answer depends, and the other answer."""
    if not pairs.situation.use.derives:
        return (), None
    use, provide, purpose, reading = pairs.words
    assumed = READINGS[reading]

    def under(other: str) -> Verdict:
        return _choices(inbound, outbound, pairs_for(use, provide, purpose, other, pairs.catalog))[
            0
        ]

    opposite = under("cautious" if not assumed else "default")
    if opposite == verdict:
        return (), None
    asked = {question for _, question in pairs.situation.use.derives}
    plain = under("default")
    depends = tuple(id for id in QUESTIONS if id in asked and under(id) != plain)
    return depends, opposite
