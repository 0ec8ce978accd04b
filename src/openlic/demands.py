# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the licenses of a release have to meet together."""

from __future__ import annotations

__all__ = ["WHOLE", "Demand", "Option", "find_demands"]

from collections.abc import Iterator, Sequence

from attrs import frozen

from openlic.catalog import Catalog
from openlic.errors import InputError, UseError
from openlic.frameworks import Framework, Judgement, Tier
from openlic.judging import solve_graph
from openlic.model import Model
from openlic.parties import Party
from openlic.problems import Problem
from openlic.provenance import Link
from openlic.questions import Question
from openlic.releases import Release
from openlic.solver import ANY
from openlic.uses import read_use


@frozen(eq=False)
class Option:
    """A component that can meet a requirement.

    Attributes:
        name: of the component.
        parties: the component, or its parts; empty if it is not in the release.
        requirement: id of what its license has to meet.
        decided: what decides it whatever its license is, or None.
    """

    name: str
    parties: tuple[Party, ...]
    requirement: str
    decided: Judgement | None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the component or its parts as the release has them."""
        return tuple(party.name for party in self.parties) or (self.name,)


@frozen(eq=False)
class Demand:
    """Something that licenses have to meet.

    Attributes:
        kind: ``use``, ``outbound`` or ``requirement``.
        path: names on the way from a component of the release to what is used; for a
            requirement, the component.
        source: what is used; None for a requirement.
        result: what it is used for; None for a requirement.
        use: how; empty for a requirement.
        provide: how the result is handed over.
        options: for a requirement, the components of which one is enough.
        asks: for a requirement, what the class asks for.
    """

    kind: str
    path: tuple[str, ...]
    source: Party | None = None
    result: Party | None = None
    use: str = ""
    provide: str = ""
    options: tuple[Option, ...] = ()
    asks: str = ""


#: The name of the whole that components go into.
WHOLE = "the release as a whole"


def find_demands(
    links: Sequence[Link], parties: Sequence[Party], asked: Question, catalog: Catalog
) -> tuple[Demand, ...]:
    """Return what the licenses of a release have to meet together.

    Parameters:
        links: what was made from what.
        parties: the works with their licenses; the whole last, if it is asked for.
        asked: what is asked of the release.
        catalog: what is known of licenses.

    Raises:
        InputError: a use makes no sense for the work that it is made of.
    """
    return (
        *_Uses(asked, catalog).demands(links, parties),
        *_of_whole(parties, asked, catalog),
        *_of_class(parties, asked),
    )


class _Uses:
    """The demands of provenance: one for every use of a work."""

    def __init__(self, asked: Question, catalog: Catalog) -> None:
        self._model = asked.model
        self._provide = asked.case.provide
        self._catalog = catalog
        self._fit: dict[tuple[str, str], bool] = {}

    def demands(self, links: Sequence[Link], parties: Sequence[Party]) -> list[Demand]:
        problems: list[Problem] = []
        demands = []
        for link in links:
            source = parties[link.source]
            if not any(self._fits(link.use, id) for id in source.expression.licenses):
                problems += self._unfit(link, source)
            provide = link.provide or self._provide
            demands.append(
                Demand("use", link.path, source, parties[link.result], link.use, provide)
            )
        if problems:
            raise InputError(self._model.path or self._model.name, problems)
        return demands

    def _fits(self, use: str, id: str) -> bool:
        """Say whether a use makes sense for what a license is written for."""
        key = use, id
        if key not in self._fit:
            contents = self._catalog.contents(id)
            self._fit[key] = not contents or not set(read_use(use, ()).contents).isdisjoint(
                contents
            )
        return self._fit[key]

    def _unfit(self, link: Link, source: Party) -> Iterator[Problem]:
        ids = source.expression.licenses
        try:
            read_use(link.use, [each for id in ids for each in self._catalog.contents(id)])
        except UseError as error:
            repair = f"use one of {', '.join(error.suggestions)}"
            message = f"{' <- '.join(link.path)}: {str(error).partition(';')[0]}"
            yield Problem(message, repair, self._model.component(link.path[0]).line)


def _of_whole(parties: Sequence[Party], asked: Question, catalog: Catalog) -> Iterator[Demand]:
    """Yield a demand for every component, if the whole goes out under one license."""
    if asked.outbound is None:
        return
    for party in parties:
        if party.present:
            use = "combine" if _is_code(party, catalog) else "include-data"
            path = WHOLE, party.name
            yield Demand("outbound", path, party, parties[-1], use, asked.case.provide)


def _is_code(party: Party, catalog: Catalog) -> bool:
    if party.content:
        return party.content == "code"
    return any("code" in catalog.contents(id) for id in party.expression.licenses)


def _of_class(parties: Sequence[Party], asked: Question) -> Iterator[Demand]:
    """Yield a demand for everything that the class asks for, easier classes first."""
    if asked.framework is None or asked.target is None:
        return
    release = _Release(parties, asked.model, asked.framework, asked.catalog)
    for tier, slots in release.slots():
        for slot in slots:
            path = (release.label(slot),)
            options = tuple(release.options(slot))
            yield Demand("requirement", path, options=options, asks=tier.name)
        if tier.tier == asked.target:
            return


class _Release:
    """A release under a framework, with the parties behind what a class asks for."""

    def __init__(
        self,
        parties: Sequence[Party],
        model: Model,
        framework: Framework,
        catalog: Catalog | None,
    ) -> None:
        self._release = Release(model, framework, catalog)
        self._graph = self._release.graph
        self._framework = framework
        self._names = {number: name for name, number in self._release.nodes.items()}
        self._own: dict[str, list[Party]] = {}
        for party in parties:
            if party.present and party.work.component is not None:
                slot = self._release.slot_of(party.work.component)
                self._own.setdefault(slot, []).append(party)

    def slots(self) -> Iterator[tuple[Tier, list[int]]]:
        """Yield every class, the easiest first, with the nodes of what it adds."""
        for tier, _, slots in self._release.classes:
            yield tier, slots

    def label(self, slot: int) -> str:
        """Return what the class asks for, in words."""
        return self._graph.nodes[slot].label

    def options(self, slot: int) -> Iterator[Option]:
        """Yield the components behind something that a class asks for."""
        seen, pending = set[int](), [slot]
        while pending:
            number = pending.pop()
            if number not in self._names:
                assert self._graph.program.kinds[number] == ANY
                pending += reversed(self._graph.program.inputs[number])
            elif number not in seen:
                seen.add(number)
                yield self._option(number)

    def _option(self, number: int) -> Option:
        name = self._names[number]
        decided = self._graph.decided.get(number)
        if decided is None and self._framework.exact_ids:
            decided = self._exactly(number)
        if name in self._framework.waivers:
            decided = self._framework.waivers[name].judgement
        requirement = self._framework.component(name).requirement
        return Option(name, tuple(self._own.get(name, ())), requirement, decided)

    def _exactly(self, number: int) -> Judgement:
        """Return what decides a component where licenses are compared letter by letter."""
        solved = solve_graph(self._graph, self._framework)
        reason = solved.reasons(number)[0]
        return Judgement(solved.verdict(number), reason.rule, str(reason))
