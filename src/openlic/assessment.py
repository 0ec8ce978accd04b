# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Decide which class of a framework a release reaches, and what stops it."""

from __future__ import annotations

__all__ = ["Assessment", "assess"]

from collections.abc import Iterator, Mapping
from os import PathLike
from typing import Any

from attrs import field, frozen

from openlic import report
from openlic.catalog import Catalog
from openlic.derivations import Derivation
from openlic.expression import Expression
from openlic.findings import Finding
from openlic.formats import load
from openlic.frameworks import Framework, FrameworkComponent
from openlic.judging import Reason, Solved, solve_graph
from openlic.model import Model
from openlic.observations import findings
from openlic.policies import Policy, read_framework
from openlic.releases import Licensed, Release
from openlic.results import ComponentVerdict, Reading, TierVerdict
from openlic.terms import Verdict


@frozen(repr=False)
class Assessment:
    """What a framework makes of a release.

    Attributes:
        model: the release.
        framework: the framework.
        tier: the best class reached; 0 if none.
        classes: the answer for every class, from the easiest to the hardest.
        components: the answer for every component of the framework, by name.
        findings: what a reader should know.
        readings: every license string that was not already an expression.
        catalog: what is known of licenses; None for the built-in catalog.
    """

    model: Model
    framework: Framework
    tier: int
    classes: tuple[TierVerdict, ...]
    components: Mapping[str, ComponentVerdict] = field(hash=False)
    findings: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    catalog: Catalog | None = field(default=None, eq=False)

    @property
    def progress(self) -> dict[int, float]:
        """Percent of what each class needs, by class."""
        return {each.tier: each.progress for each in sorted(self.classes, key=lambda c: c.tier)}

    @property
    def label(self) -> str:
        """Name of the class reached, or ``Unclassified``; of a policy, whether it allows all."""
        if self.framework.is_policy and not self.tier:
            return f"not {self.framework.tiers[0].name}"
        return next((c.name for c in self.classes if c.tier == self.tier), "Unclassified")

    def solved(self) -> Solved:
        """Return the graph that the answer was decided on, with the answer for every node."""
        release = Release(self.model, self.framework, self.catalog)
        return solve_graph(release.graph, self.framework)

    def derivation(self, name: str | int | None = None) -> Derivation:
        """Return why an answer is what it is.

        Parameters:
            name: a component, or a class by number; the best class that is asked
                for by default: the one reached, or the easiest if none is.

        Raises:
            UnknownComponentError: the framework has no such component.
            ValueError: the framework has no such class.
        """
        solved = self.solved()
        if isinstance(name, str):
            key = f"component:{self.framework.component(name).name}"
        else:
            key = f"class:{name if name is not None else self.tier or self.classes[0].tier}"
        numbers = solved.graph.numbers()
        if key not in numbers:
            raise ValueError(f"{self.framework.id} has no class {name}")
        return solved.derivation(numbers[key])

    def explain(self) -> str:
        """Return the answer and its reasons as text."""
        return report.explain(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the assessment as plain values, under ``assessment.schema.json``."""
        return {
            "model": {
                "name": self.model.name,
                "version": self.model.version,
                "producer": self.model.producer,
                "path": self.model.path,
                "format": self.model.format,
            },
            "framework": {"id": self.framework.id, "version": self.framework.version},
            "tier": self.tier,
            "label": self.label,
            "progress": {str(tier): value for tier, value in self.progress.items()},
            "classes": [
                {
                    "tier": each.tier,
                    "name": each.name,
                    "verdict": str(each.verdict),
                    "progress": each.progress,
                    "stopped_by": list(each.stopped_by),
                }
                for each in self.classes
            ],
            "components": {name: each.to_dict() for name, each in self.components.items()},
            "findings": [finding.to_dict() for finding in self.findings],
            "readings": [
                {"component": each.component, **each.read.to_dict()} for each in self.readings
            ],
        }

    def __str__(self) -> str:
        return report.assessment_text(self)

    def __repr__(self) -> str:
        return (
            f"Assessment({self.model.name!r}, {self.framework.id!r}, tier={self.tier}, "
            f"{self.label!r})"
        )

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.model.name
        yield "framework", self.framework.id
        yield "tier", self.tier
        yield "progress", self.progress

    def _repr_html_(self) -> str:
        return report.assessment_html(self)


def assess(
    model: Model | str | PathLike[str],
    framework: str | PathLike[str] | Framework | Policy = "mof",
    *,
    catalog: Catalog | None = None,
) -> Assessment:
    """Decide which class of a framework a release reaches, and what stops it.

    Parameters:
        model: a model, or the path of a file that describes one.
        framework: ``mof``, ``mot``, ``osaid`` or a framework of one's own; a policy, or
            the path of its file, which ends in ``.toml``.
        catalog: what is known of licenses; the built-in one if None.

    Returns:
        Assessment: the class, and a verdict with reasons for every component.

    Raises:
        InputError: the file or the policy cannot be read, or, with ``mot``, the tool
            itself fails on it.
        UnknownFrameworkError: there is no such framework.

    >>> from openlic.model import Component, Model
    >>> release = Model("tiny", (Component("Model card", "CC-BY-4.0"),))
    >>> result = assess(release)
    >>> result.tier, result.components["Model card"].status
    (0, 'included')
    """
    chosen = read_framework(framework, catalog)
    if not isinstance(model, Model):
        model = load(model)
    if isinstance(chosen, Policy):
        chosen = chosen.framework_for(model, catalog)
    return _Judged(Release(model, chosen, catalog), catalog).assessment()


@frozen
class _Answer:
    """What is read off the graph for a license and a content type."""

    text: str | None
    open: bool | None
    type_appropriate: bool | None
    chosen: Expression | None
    reasons: tuple[Reason, ...]


class _Judged:
    """A release with the solution of its graph, from which the answers are read."""

    def __init__(self, release: Release, catalog: Catalog | None) -> None:
        self._release = release
        self._catalog = catalog
        self._solved = solve_graph(release.graph, release.framework)
        self._answers: dict[tuple[int, str], _Answer] = {}

    def assessment(self) -> Assessment:
        release = self._release
        components = {known.name: self._verdict(known) for known in release.framework.components}
        classes = tuple(self._tier_verdicts())
        reached = [each.tier for each in classes if each.verdict == Verdict.YES]
        tier = min(reached, default=0)
        return Assessment(
            model=release.model,
            framework=release.framework,
            tier=tier,
            classes=classes,
            components=components,
            findings=tuple(findings(release, components, tier)),
            readings=self._readings(),
            catalog=self._catalog,
        )

    def _met(self, name: str) -> Verdict:
        """Return whether a component meets its own requirement."""
        return self._solved.verdict(self._release.nodes[name])

    def _verdict(self, known: FrameworkComponent) -> ComponentVerdict:
        licensed = self._release.licensed[known.name]
        answer = self._answer(known, licensed)
        return ComponentVerdict(
            name=known.name,
            content=known.content,
            tier=known.tier,
            required=known.required,
            present=licensed.present,
            status=self._status(known),
            verdict=self._met(known.name),
            license=answer.text if answer.text is not None else licensed.written,
            written=licensed.written,
            origin=licensed.origin if licensed.present else "",
            chosen=answer.chosen,
            open=answer.open,
            type_appropriate=answer.type_appropriate,
            reasons=self._reasons(known.name, answer),
        )

    def _answer(self, known: FrameworkComponent, licensed: Licensed) -> _Answer:
        """Return the answer for the license of a component; once for all that share it."""
        root = self._release.roots.get(known.name)
        if root is None:
            flag = False if licensed.present and not self._release.framework.is_policy else None
            expression = licensed.expression
            return _Answer(_text(expression), flag, flag, None, ())
        key = (root, known.content)
        if key not in self._answers:
            self._answers[key] = self._new_answer(root, known.content, licensed.expression)
        return self._answers[key]

    def _new_answer(self, root: int, content: str, expression: Expression | None) -> _Answer:
        solved, framework = self._solved, self._release.framework
        text, reasons = _text(expression), solved.reasons(root)
        if framework.is_policy:
            return _Answer(text, None, None, solved.chosen(root, None), reasons)
        fits = solved.is_type_appropriate(root, content)
        chosen = None if framework.exact_ids else solved.chosen(root, content)
        return _Answer(text, solved.is_open(root), fits, chosen, reasons)

    def _reasons(self, name: str, answer: _Answer) -> tuple[Reason, ...]:
        """Return what the answer for a component rests on: its license, if only on that."""
        node = self._release.nodes[name]
        if self._solved.labels.support(node) == (self._release.roots.get(name),):
            return answer.reasons
        return self._solved.reasons(node)

    def _status(self, known: FrameworkComponent) -> str:
        licensed, verdict = self._release.licensed[known.name], self._met(known.name)
        if not licensed.present:
            return self._absent_status(known)
        if verdict == Verdict.YES:
            return "included" if known.required else "optional"
        if licensed.unlicensed:
            return "unlicensed"
        return "invalid" if verdict == Verdict.NO else "unknown"

    def _absent_status(self, known: FrameworkComponent) -> str:
        if known.required and self._substitute(known.name):
            return "waived"
        met = (self._met(each) for each in self._release.stand_ins(known.name))
        if Verdict.YES in met:
            return "covered"
        if not self._release.model.complete:
            return "not-stated"
        return "missing" if known.required and not self._release.framework.is_policy else "absent"

    def _substitute(self, name: str) -> bool:
        """Whether another component stands for one without being told to."""
        for each in self._release.framework.substitutes:
            if each.component == name and self._release.licensed[each.by].present:
                met = self._met(each.by) == Verdict.YES
                if met or each.applies == "when-listed":
                    return True
        return False

    def _tier_verdicts(self) -> Iterator[TierVerdict]:
        complete = True
        needed: list[int] = []
        for tier, number, slots in self._release.classes:
            needed += slots
            lacking = [slot for slot in needed if self._solved.verdict(slot) != Verdict.YES]
            progress = self._progress(tier.tier, len(needed), len(lacking)) if complete else 0.0
            complete = complete and not lacking
            stopped = tuple(self._solved.graph.nodes[slot].label for slot in lacking)
            verdict = self._solved.verdict(number)
            yield TierVerdict(tier.tier, tier.name, verdict, progress, stopped)

    def _progress(self, tier: int, total: int, lacking: int) -> float:
        """Return the percentage as the Model Openness Tool counts it.

        Where a paper stands for the report and the class asks for both, the report
        is not counted at all.
        """
        count = total - lacking
        for each in self._release.framework.substitutes:
            by = self._release.framework.component(each.by)
            own = self._met(each.component)
            other = self._met(each.by)
            if tier <= by.tier and by.required and own != Verdict.YES and other == Verdict.YES:
                total, count = total - 1, count - 1
        return min(100.0, count / total * 100) if total else 100.0

    def _readings(self) -> tuple[Reading, ...]:
        return tuple(
            Reading(name, read)
            for name, licensed in self._release.licensed.items()
            for read in licensed.reads
            if not read.is_as_written
        )


def _text(expression: Expression | None) -> str | None:
    return None if expression is None else str(expression)
