# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the components of a release were made from: checked, and followed to its end."""

from __future__ import annotations

__all__ = [
    "Link", "Provenance", "Work", "check_provenance", "identity_of", "trace", "with_licenses",
]  # fmt: skip

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from attrs import evolve, frozen

from openlic.errors import InputError
from openlic.model import Component, Model, Origin
from openlic.problems import Problem
from openlic.terms import MUTUAL_USES


def check_provenance(
    components: Sequence[Component], *, mutual: bool = False
) -> tuple[Problem, ...]:
    """Return what is wrong with what components say they were made from.

    A component that there is not, and a way from a component back to itself, are wrong;
    the problem names it.

    Parameters:
        components: all of one release.
        mutual: whether components may use each other in the ways of
            :data:`openlic.terms.MUTUAL_USES`, as libraries do in bills of materials.

    >>> from openlic.model import Origin
    >>> card = Component("Model card", "MIT", derived_from=(Origin("document", "Report"),))
    >>> print(check_provenance([card])[0].message)
    'Model card' was made from 'Report', and there is no such component
    """
    return (*_dangling(components), *_cycles(components, MUTUAL_USES if mutual else ()))


def _dangling(components: Sequence[Component]) -> Iterator[Problem]:
    names = {component.name for component in components}
    for component in components:
        for origin in component.derived_from:
            if origin.component is not None and origin.component not in names:
                message = (
                    f"{component.name!r} was made from {origin.component!r}, "
                    "and there is no such component"
                )
                near = get_close_matches(origin.component[:100], sorted(names), 1, 0.5)
                nearest = f"the nearest is {near[0]!r}" if near else "list it"
                repair = f"{nearest}, or name it as a `work`"
                yield Problem(message, repair, component.line)


def _cycles(components: Sequence[Component], mutual: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for every way back to a component that a walk along origins finds."""
    below = _components_below(components, mutual)
    lines = {component.name: component.line for component in components}
    done: set[str] = set()
    for start in below:
        path, on_path = [start], {start}
        rests = [iter(below[start] if start not in done else ())]
        while rests:
            following = next(rests[-1], None)
            if following is None:
                rests.pop()
                done.add(path[-1])
                on_path.remove(path.pop())
            elif following in on_path:
                way = [*path[path.index(following) :], following]
                message = f"made from itself: {' <- '.join(map(repr, way))}"
                yield Problem(message, "take one of these uses out", lines[following])
            elif following in below and following not in done:
                path.append(following)
                on_path.add(following)
                rests.append(iter(below[following]))


def _components_below(
    components: Sequence[Component], mutual: Collection[str]
) -> Mapping[str, list[str]]:
    below: dict[str, list[str]] = {component.name: [] for component in components}
    for component in components:
        below[component.name] += [
            origin.component
            for origin in component.derived_from
            if origin.component is not None
            and (origin.use not in mutual or origin.component == component.name)
        ]
    return below


@frozen
class Work:
    """A component of a release, or a work from elsewhere that something was made from.

    Attributes:
        name: of the component or work.
        component: the component; None for a work from elsewhere.
        origin: where a work from elsewhere is named; None for a component.
        path: names on a way to it, from the component that it was used for.
    """

    name: str
    component: Component | None
    origin: Origin | None
    path: tuple[str, ...]

    @property
    def is_own(self) -> bool:
        """Whether it is a component of the release."""
        return self.component is not None


@frozen
class Link:
    """One use of a work for another.

    Attributes:
        result: number of the work that was made.
        source: number of the work that it was made from.
        use: a key of :data:`openlic.terms.USES`.
        provide: how the result is handed over, or None where the file does not say.
        path: names on a way to the source, from a component of the release.
    """

    result: int
    source: int
    use: str
    provide: str | None
    path: tuple[str, ...]


@frozen
class Provenance:
    """The works of a release and the uses among them.

    Attributes:
        works: components, in file order, then works from elsewhere as they are met. A
            work that is named twice in the same words is one work.
        links: uses, in file order.
    """

    works: tuple[Work, ...]
    links: tuple[Link, ...]


def trace(model: Model) -> Provenance:
    """Return what a release was made from, down to the works behind its base models.

    Parameters:
        model: the release; of components of one name the last counts.

    Raises:
        InputError: a component was made from itself, or from one that there is not.

    >>> from openlic.formats import load
    >>> [link.use for link in trace(load("examples/starcoder2.yml")).links]
    ['train-on']
    """
    problems = check_provenance(model.components, mutual=not model.complete)
    if problems:
        raise InputError(model.path or model.name, problems)
    return _Trace(model).provenance()


class _Trace:
    """A walk along the origins of all components."""

    def __init__(self, model: Model) -> None:
        own = {component.name: component for component in model.components}
        self._works = [Work(name, each, None, (name,)) for name, each in own.items()]
        self._numbers = {name: number for number, name in enumerate(own)}
        self._elsewhere: dict[tuple[Any, ...], int] = {}
        self._links: list[Link] = []

    def provenance(self) -> Provenance:
        pending = [
            (number, origin)
            for number, work in reversed(list(enumerate(self._works)))
            for origin in reversed(work.component.derived_from if work.component else ())
        ]
        while pending:
            result, origin = pending.pop()
            path = (*self._works[result].path, origin.component or str(origin.work))
            source, is_new = self._source(origin, path)
            self._links.append(Link(result, source, origin.use, origin.provide, path))
            if is_new:
                pending += [(source, below) for below in reversed(origin.derived_from)]
        return Provenance(tuple(self._works), tuple(self._links))

    def _source(self, origin: Origin, path: tuple[str, ...]) -> tuple[int, bool]:
        if origin.component is not None:
            return self._numbers[origin.component], False
        identity = identity_of(origin)
        if identity in self._elsewhere:
            return self._elsewhere[identity], False
        number = self._elsewhere[identity] = len(self._works)
        self._works.append(Work(str(origin.work), None, origin, path))
        return number, True


def identity_of(origin: Origin) -> tuple[Any, ...]:
    """Return what makes two mentions of a work one work."""
    return origin.work, origin.license, origin.derived_from


def with_licenses(model: Model, licenses: Sequence[str | None]) -> Model:
    """Return a release with other licenses.

    Parameters:
        model: the release.
        licenses: the license of every work of :func:`trace`, in its order; None to leave
            it as it is.
    """
    works = trace(model).works
    own = {w.name: text for w, text in zip(works, licenses, strict=True) if w.is_own and text}
    elsewhere = {
        identity_of(w.origin): text
        for w, text in zip(works, licenses, strict=True)
        if w.origin is not None and text
    }

    def changed(origin: Origin) -> Origin:
        below = tuple(map(changed, origin.derived_from))
        license = elsewhere.get(identity_of(origin), origin.license)
        return evolve(origin, license=license, derived_from=below)

    def component(each: Component) -> Component:
        origins = tuple(map(changed, each.derived_from)) if elsewhere else each.derived_from
        if each.name in own:
            return evolve(each, license=own[each.name], licenses=(), derived_from=origins)
        return evolve(each, derived_from=origins)

    return evolve(model, components=tuple(map(component, model.components)))
