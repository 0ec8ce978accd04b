# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Choose the licenses of a whole release at once, or say which facts do not go together.

Of every ``OR`` one alternative is elected, so that all that the class asks for, and all
that the provenance of the release demands, holds at the same time.
"""

from __future__ import annotations

__all__ = [
    "Conflict",
    "Elected",
    "Member",
    "Solution",
    "find_answer",
    "find_conflict",
    "solve",
]

from collections.abc import Container, Iterable, Iterator
from itertools import islice
from os import PathLike
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from openlic._text import shorten
from openlic.catalog import Catalog
from openlic.compatibility import compatible
from openlic.constraints import Constraints, Pairing, Posed
from openlic.demands import Demand
from openlic.derivations import Derivation, Step
from openlic.expression import Expression
from openlic.frameworks import Framework
from openlic.model import Model
from openlic.programs import Program
from openlic.provenance import trace, with_licenses
from openlic.questions import Question, read_question
from openlic.searching import find_conflicts, search
from openlic.terms import Verdict

if TYPE_CHECKING:
    from openlic.checklists import Checklist

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES

#: Most combinations of licenses that a member of a conflict shows.
_MOST_PAIRINGS = 24


@frozen
class Elected:
    """What is elected for a component or a work from elsewhere.

    Attributes:
        name: of the component or work.
        own: whether it is a component of the release.
        path: names on a way to it, from a component of the release.
        written: its license as the file has it.
        license: the licenses elected.
        choice: whether there was anything to elect.
    """

    name: str
    own: bool
    path: tuple[str, ...]
    written: str
    license: Expression
    choice: bool

    def __str__(self) -> str:
        return f"{' <- '.join(self.path)}: {self.license}"

    def to_dict(self) -> dict[str, Any]:
        """Return the election as plain values."""
        return {
            "name": self.name,
            "own": self.own,
            "path": list(self.path),
            "written": self.written,
            "license": str(self.license),
            "choice": self.choice,
        }


@frozen
class Member:
    """A fact that cannot be beside the others of a conflict.

    Attributes:
        kind: ``use`` for one work used for another, ``requirement`` for what the class
            asks for, ``outbound`` for what goes into the whole.
        component: the component of the release that it concerns.
        license: the license that speaks: of the work that is used, or of the component
            that the class asks for; empty if that is not there.
        outbound: the license of what the work is used for; empty for a requirement.
        use: how the work is used; empty for a requirement.
        path: names on the way from the component to the work.
        asks: for a requirement, the class that asks.
        verdict: ``no``, or ``unknown`` if it rests on something that is not known.
        pairings: the licenses that do not go together, with what decides.
    """

    kind: str
    component: str
    license: str
    outbound: str
    use: str
    path: tuple[str, ...]
    asks: str
    verdict: Verdict
    pairings: tuple[Pairing, ...]

    @property
    def clause(self) -> str:
        """The clauses that decide, as the texts number them; empty if none is cited."""
        found = (clause for p in self.pairings for each in p.grounds for clause in each.clauses)
        return "; ".join(dict.fromkeys(found))

    @property
    def work(self) -> str:
        """What is used; empty for a requirement."""
        return self.path[-1] if self.use else ""

    @property
    def why(self) -> tuple[str, ...]:
        """What decides, each reason once."""
        return tuple(dict.fromkeys(str(g) for pairing in self.pairings for g in pairing.grounds))

    def __str__(self) -> str:
        license, outbound = shorten(self.license, 100), shorten(self.outbound, 100)
        if self.kind == "requirement":
            has = f", which is under {license}" if license else ""
            return f"{self.asks} asks for {self.component}{has}"
        return f"{self.path[-2]} ({outbound}) <- {self.use} of {self.work} ({license})"

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as plain values."""
        return {
            "kind": self.kind,
            "component": self.component,
            "license": self.license,
            "outbound": self.outbound,
            "use": self.use,
            "path": list(self.path),
            "asks": self.asks,
            "clause": self.clause,
            "verdict": str(self.verdict),
            "why": list(self.why),
        }


@frozen(repr=False)
class Solution:
    """A way to choose in which everything holds.

    Attributes:
        question: what was asked.
        elected: what is elected for every component and work.
    """

    question: Question
    elected: tuple[Elected, ...]

    @property
    def verdict(self) -> Verdict:
        """``yes``."""
        return _YES

    @property
    def model(self) -> Model:
        """The release that was asked about."""
        return self.question.model

    @property
    def target(self) -> int | None:
        """The class that is reached; None if none was asked for."""
        return self.question.target

    @property
    def licenses(self) -> dict[str, Expression]:
        """The licenses elected for the components, by name."""
        return {each.name: each.license for each in self.elected if each.own}

    def __getitem__(self, name: str) -> Expression:
        """Return what is elected for a component, or for a work from elsewhere.

        Raises:
            UnknownComponentError: there is no such component or work.
        """
        for each in self.elected:
            if each.name == name:
                return each.license
        from difflib import get_close_matches

        from openlic.errors import UnknownComponentError

        names = [each.name for each in self.elected]
        raise UnknownComponentError(name, get_close_matches(name[:100], names, 3, 0.4))

    def chosen_model(self) -> Model:
        """Return the release with the elected licenses in place of the choices."""
        texts = [str(each.license) if each.choice else None for each in self.elected]
        return with_licenses(self.question.model, texts)

    def obligations(self) -> Checklist:
        """Return what the elected licenses ask of the one who releases."""
        from openlic.checklists import obligations

        asked = self.question
        return obligations(
            self.chosen_model(),
            provide=asked.case.provide,
            purpose=asked.case.purpose,
            reading=asked.reading,
            catalog=asked.catalog,
        )

    @property
    def derivation(self) -> Derivation:
        """Why everything holds, with the conclusion last."""
        return _solution_derivation(self)

    def explain(self) -> str:
        """Return what is elected and why it holds as text."""
        from openlic import decisions

        return decisions.explain_solution(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the solution as plain values, under ``solution.schema.json``."""
        return {
            "question": self.question.to_dict(),
            "verdict": str(self.verdict),
            "elected": [each.to_dict() for each in self.elected],
            "conflicts": [],
        }

    def __str__(self) -> str:
        from openlic import decisions

        return decisions.solution_text(self)

    def __repr__(self) -> str:
        chosen = sum(each.choice for each in self.elected)
        return f"Solution({self.model.name!r}, {self.question.goal!r}, {chosen} choices made)"

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.model.name
        yield "goal", self.question.goal
        yield "elected", {each.name: str(each.license) for each in self.elected if each.choice}

    def _repr_html_(self) -> str:
        from openlic import decisions

        return decisions.solution_html(self)


@frozen(repr=False)
class Conflict:
    """Facts that do not go together, however one chooses.

    Without any one of the members the rest of them can hold.

    Attributes:
        question: what was asked.
        verdict: ``no``, or ``unknown`` if the facts that are not known could turn out so
            that it is none.
        members: the facts, in the order of the file.
        others: more conflicts, of which none shares a member with another.
    """

    question: Question
    verdict: Verdict
    members: tuple[Member, ...]
    others: tuple[Conflict, ...] = ()

    @property
    def model(self) -> Model:
        """The release that was asked about."""
        return self.question.model

    @property
    def target(self) -> int | None:
        """The class that was asked for; None if none was."""
        return self.question.target

    @property
    def all(self) -> tuple[Conflict, ...]:
        """This conflict and the others."""
        return (self, *self.others)

    @property
    def derivation(self) -> Derivation:
        """Why the members do not go together, with the conclusion last."""
        return _conflict_derivation(self)

    def explain(self) -> str:
        """Return all conflicts and how they follow as text."""
        from openlic import decisions

        return decisions.explain_conflict(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the conflicts as plain values, under ``solution.schema.json``."""
        return {
            "question": self.question.to_dict(),
            "verdict": str(self.verdict),
            "elected": [],
            "conflicts": [
                {
                    "verdict": str(each.verdict),
                    "members": [member.to_dict() for member in each.members],
                }
                for each in self.all
            ],
        }

    def __str__(self) -> str:
        from openlic import decisions

        return decisions.conflict_text(self)

    def __repr__(self) -> str:
        more = f", {len(self.others)} more" if self.others else ""
        size = f"{len(self.members)} member{'s' if len(self.members) != 1 else ''}"
        return f"Conflict({self.model.name!r}, {str(self.verdict)!r}, {size}{more})"

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.model.name
        yield "goal", self.question.goal
        yield "verdict", str(self.verdict)
        yield "members", [str(member) for member in self.members]

    def _repr_html_(self) -> str:
        from openlic import decisions

        return decisions.conflict_html(self)


# --- Derivations ------------------------------------------------------------------------


def _solution_derivation(solution: Solution) -> Derivation:
    asked, case = solution.question, solution.question.case
    steps, premises = list[Step](), list[int]()
    if asked.framework is not None and asked.target is not None:
        from openlic.assessment import assess

        result = assess(solution.chosen_model(), asked.framework, catalog=asked.catalog)
        steps += result.derivation(asked.target).steps
        premises.append(len(steps) - 1)
    for link in trace(asked.model).links:
        source, made = solution.elected[link.source], solution.elected[link.result]
        answer = compatible(
            source.license, made.license, use=link.use, provide=link.provide or case.provide,
            purpose=case.purpose, reading=asked.reading, catalog=asked.catalog,
        )  # fmt: skip
        label = f"{made.name} ({made.license}) <- {link.use} of {source.name} ({source.license})"
        because = "; ".join(map(str, answer.reasons))
        premises.append(len(steps))
        steps.append(Step(label, "use", answer.verdict, because))
    conclusion = f"{asked.model.name}: {asked.goal}"
    steps.append(Step(conclusion, "question", _YES, "", tuple(premises)))
    return Derivation(tuple(steps))


def _conflict_derivation(conflict: Conflict) -> Derivation:
    steps: list[Step] = []
    members = []
    for member in conflict.members:
        pairs = []
        for pairing in member.pairings:
            grounds = [
                Step(ground.rule, "rule", ground.verdict, ground.says) for ground in pairing.grounds
            ]
            premises = tuple(range(len(steps), len(steps) + len(grounds)))
            pairs.append(len(steps) + len(grounds))
            steps += [*grounds, Step(str(pairing), "pair", pairing.verdict, "", premises)]
        members.append(len(steps))
        steps.append(Step(str(member), member.kind, member.verdict, "", tuple(pairs)))
    label = f"{conflict.model.name}: {conflict.question.goal}"
    steps.append(Step(label, "question", conflict.verdict, "", tuple(members)))
    return Derivation(tuple(steps))


# --- The question -----------------------------------------------------------------------


def solve(
    model: Model | str | PathLike[str],
    framework: str | Framework | None = None,
    target: int | None = None,
    outbound: str | Expression | None = None,
    use_case: str = "commercial",
    prefer: str | Iterable[str] = (),
    *,
    reading: str = "default",
    minimal: bool = False,
    catalog: Catalog | None = None,
) -> Solution | Conflict:
    """Elect one alternative of every ``OR`` in a release so that everything holds at once.

    What has to hold: every use that the provenance of the release names, under the
    licenses elected on both sides; what the class asks for; and that every component may
    go into a whole under ``outbound``. Of the ways to choose, the one with the fewest
    obligations is taken, and of these the one that takes earlier alternatives first, in
    the order of the file.

    Parameters:
        model: a release, or the path of its file.
        framework: whose class is asked for; ``mof`` if only a target is given. Without a
            target the best class that can be reached is.
        target: the class, 1 is the best; None with no framework for none at all.
        outbound: what the release as a whole is to be offered under, or None.
        use_case: what is done with the release, a key of
            :data:`openlic.questions.USE_CASES`.
        prefer: ids or categories of licenses, the most wanted first; they count before
            obligations.
        reading: how open questions are read, a key of :data:`openlic.readings.READINGS`.
        minimal: whether a conflict is to have as few members as possible.
        catalog: what is known of licenses; the built-in one if None.

    Returns:
        Solution | Conflict: what is elected; or facts that do not go together, all that
        are independent of each other.

    Raises:
        InputError: the file cannot be read, its provenance leads nowhere or in a circle,
            or a use makes no sense for the work that it is made of.
        MissingPackageError: choices depend on each other, and python-sat is not installed.
        ParseError: ``outbound`` cannot be read.
        UnknownFrameworkError: there is no such framework.
        ValueError: another word is not known, or the framework has no such class.

    >>> from openlic.model import Component, Model, Origin
    >>> library = Origin("link-static", work="libfoo", license="GPL-2.0-only OR Apache-2.0")
    >>> program = Component("Inference code", "MIT OR GPL-3.0-only", derived_from=(library,))
    >>> solution = solve(Model("demo", (program,)))
    >>> str(solution["libfoo"]), str(solution["Inference code"])
    ('Apache-2.0', 'MIT')
    """
    asked = read_question(model, framework, target, outbound, use_case, prefer, reading, catalog)
    if asked.framework is None or target is not None:
        return find_answer(asked, minimal=minimal)
    for tier in sorted(each.tier for each in asked.framework.tiers):
        answer = find_answer(evolve(asked, target=tier), minimal=minimal)
        if isinstance(answer, Solution):
            break
    return answer


def find_answer(asked: Question, *, minimal: bool = False) -> Solution | Conflict:
    """Return the answer to a question, as :func:`openlic.solve` does.

    Parameters:
        asked: the question.
        minimal: whether a conflict is to have as few members as possible.
    """
    constraints = Constraints(asked)
    posed = constraints.pose(_YES)
    found = search(posed.program)
    if found is not None:
        return _solution(asked, constraints, posed, found.arms)
    return find_conflict(constraints, posed.program, minimal=minimal)


def find_conflict(
    constraints: Constraints,
    strict: Program | None = None,
    *,
    minimal: bool = False,
    among: Container[int] | None = None,
) -> Conflict:
    """Return what does not go together in a release, conflicts that are certain first.

    Parameters:
        constraints: demands that cannot be met together.
        strict: the same as a program in which what is not known is not good enough; it is
            made if None.
        minimal: whether conflicts are to have as few members as possible.
        among: numbers of the demands that matter; None for all of them.
    """
    skip = {n for n in range(len(constraints.demands)) if among is not None and n not in among}
    lenient = constraints.pose(_UNKNOWN).program
    certain = find_conflicts(lenient, skip=skip, smallest=minimal)
    skip |= {group for conflict in certain for group in conflict}
    strict = constraints.pose(_YES).program if strict is None else strict
    unsure = find_conflicts(strict, skip=skip, smallest=minimal)
    conflicts = [
        Conflict(constraints.asked, verdict, tuple(_member(constraints, each) for each in conflict))
        for verdict, found in ((_NO, certain), (_UNKNOWN, unsure))
        for conflict in found
    ]
    return evolve(conflicts[0], others=tuple(conflicts[1:]))


def _solution(
    asked: Question, constraints: Constraints, posed: Posed, arms: frozenset[int]
) -> Solution:
    elected = tuple(
        Elected(
            name=party.name,
            own=party.work.is_own,
            path=party.work.path,
            written=party.written,
            license=posed.elected(party, arms),
            choice=any(arm for _, arm in posed.choices[party.number]),
        )
        for party in constraints.parties
    )
    return Solution(asked, elected)


def _member(constraints: Constraints, group: int) -> Member:
    demand = constraints.demands[group]
    pairings = tuple(islice(constraints.failing(demand), _MOST_PAIRINGS))
    verdict = max((each.verdict for each in pairings), default=_NO)
    if demand.source is None or demand.result is None:
        return _requirement(demand, verdict, pairings)
    return Member(
        kind=demand.kind,
        component=demand.path[0] if demand.kind == "use" else demand.path[-1],
        license=str(demand.source.expression),
        outbound=str(demand.result.expression),
        use=demand.use,
        path=demand.path,
        asks="",
        verdict=verdict,
        pairings=pairings,
    )


def _requirement(demand: Demand, verdict: Verdict, pairings: tuple[Pairing, ...]) -> Member:
    has = [str(each.expression) for option in demand.options for each in option.parties]
    return Member(
        kind=demand.kind,
        component=demand.path[0],
        license=has[0] if has else "",
        outbound="",
        use="",
        path=demand.path,
        asks=demand.asks,
        verdict=verdict,
        pairings=pairings,
    )
