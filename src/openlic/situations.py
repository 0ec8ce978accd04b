# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Who does what with a work: the circumstances under which statements hold.

A statement of a license can be narrowed to what it is about, to an event, to a form of
copies and to conditions. Whether it holds is asked of a situation: a use, how the result
is provided, the purpose of the one who acts, and how open questions are read.
"""

from __future__ import annotations

__all__ = ["PURPOSES", "Situation"]

from collections.abc import Iterable

from attrs import frozen

from openlic.readings import read_reading
from openlic.statements import Statement
from openlic.terms import PROVISIONS, Verdict
from openlic.uses import OWN_WORK, Use, read_use

#: Purposes of the one who acts.
PURPOSES: dict[str, str] = {
    "commercial": "for profit or in a business",
    "non-commercial": "not for commercial advantage or payment",
    "research": "research that is not commercial",
}

_HOLDS = {
    "commercial": frozenset({"commercial"}),
    "non-commercial": frozenset({"non-commercial"}),
    "research": frozenset({"research", "academic", "non-commercial"}),
}
_FAILS = {
    "commercial": frozenset({"non-commercial", "research", "academic", "personal", "nonprofit"}),
    "non-commercial": frozenset({"commercial", "fee"}),
    "research": frozenset({"commercial", "fee", "production"}),
}
#: What only the notice of a work, or a word of the licensor, can bring about.
_NEVER = frozenset({"permission", "licensor-opts"})

_HANDED_OVER = frozenset({"source", "binary"})
_FORMS = {"source": "source", "binary": "object", "service": "service"}


@frozen
class Situation:
    """The circumstances of a question.

    Attributes:
        use: how the work is used.
        provide: how the result is provided, a key of :data:`openlic.terms.PROVISIONS`.
        purpose: of the one who acts, a key of :data:`PURPOSES`.
        questions: unsettled questions that are answered with yes.
    """

    use: Use
    provide: str
    purpose: str
    questions: frozenset[str]

    @classmethod
    def of(cls, use: str, provide: str, purpose: str, reading: str) -> Situation:
        """Return a situation from the words for its parts.

        Raises:
            UseError: there is no such use.
            ValueError: one of the other words is not known.
        """
        for word, known, what in (
            (provide, PROVISIONS, "provision"),
            (purpose, PURPOSES, "purpose"),
        ):
            if word not in known:
                raise ValueError(f"there is no {what} {word!r}; there are {', '.join(known)}")
        found = read_use(use, ())
        provide = "service" if found.name == "serve" and provide != "internal" else provide
        return cls(found, provide, purpose, read_reading(reading))

    @property
    def handed_over(self) -> bool:
        """Whether copies of the result are given to others."""
        return self.provide in _HANDED_OVER

    @property
    def served(self) -> bool:
        """Whether others use the result over a network."""
        return self.provide == "service"

    @property
    def published(self) -> bool:
        """Whether anyone else gets the result in some way."""
        return self.provide != "internal"

    @property
    def needs(self) -> tuple[str, ...]:
        """The rights that the use takes here."""
        unused = set()
        if not self.handed_over:
            unused.add("distribute")
        if not self.served:
            unused.add("serve")
        return tuple(right for right in self.use.needs if right not in unused)

    def condition(self, words: Iterable[str], *, modified: bool | None = None) -> Verdict:
        """Say whether all of some conditions hold.

        Parameters:
            words: conditions of the vocabulary, or with a metric.
            modified: whether the work counts as changed; as the use has it if None.
        """
        return min((self._condition(word, modified) for word in words), default=Verdict.YES)

    def _condition(self, word: str, modified: bool | None) -> Verdict:
        changed = self.use.modifies if modified is None else modified
        if word in ("modified", "unmodified"):
            return Verdict.YES if changed == (word == "modified") else Verdict.NO
        if word == "evaluation" and self.use.name == "evaluate-on":
            return Verdict.YES
        if word in _HOLDS[self.purpose]:
            return Verdict.YES
        if word in _FAILS[self.purpose] or word in _NEVER:
            return Verdict.NO
        return Verdict.UNKNOWN

    def holds(self, each: Statement, *, modified: bool | None = None) -> Verdict:
        """Say whether the conditions of a statement let it hold.

        What a condition in ``unless`` would lift stays while that is not known.
        """
        lifted = any(self._condition(word, modified) == Verdict.YES for word in each.unless)
        return Verdict.NO if lifted else self.condition(each.if_, modified=modified)

    def is_about_work(self, each: Statement) -> bool:
        """Say whether a statement is about the inbound work itself."""
        return each.on in OWN_WORK

    def happens(self, each: Statement, *, to_result: bool) -> bool:
        """Say whether the event and the form of a statement are those of the situation.

        Parameters:
            each: the statement.
            to_result: whether it is about the result, which is provided, and not about
                the inbound work, which may not be.
        """
        provided = to_result or self.use.shipped
        if each.form is not None and each.form != _FORMS.get(self.provide):
            return False
        if each.when in ("distribute", "sublicense"):
            return self.handed_over and provided
        if each.when == "serve":
            return self.served and (provided or self.use.name == "serve")
        if each.when == "commercialize":
            return self.purpose == "commercial"
        return each.when is None or each.when in self.use.events

    def binds(self, each: Statement) -> bool:
        """Say whether a statement plays a part here at all, conditions aside."""
        about_work = self.is_about_work(each)
        if not about_work and each.on not in self.use.result | self.use.onward:
            return False
        return self.happens(each, to_result=not about_work)
