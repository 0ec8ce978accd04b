# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the components of a release were made from, checked."""

from __future__ import annotations

__all__ = ["check_provenance"]

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from openlic.model import Component
from openlic.problems import Problem


def check_provenance(components: Sequence[Component]) -> tuple[Problem, ...]:
    """Return what is wrong with what components say they were made from.

    A component that there is not, and a way from a component back to itself, are wrong;
    the problem names it.

    Parameters:
        components: all of one release.

    >>> from openlic.model import Origin
    >>> card = Component("Model card", "MIT", derived_from=(Origin("document", "Report"),))
    >>> print(check_provenance([card])[0].message)
    'Model card' was made from 'Report', and there is no such component
    """
    return (*_dangling(components), *_cycles(components))


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


def _cycles(components: Sequence[Component]) -> Iterator[Problem]:
    """Yield a problem for every way back to a component that a walk along origins finds."""
    below = _components_below(components)
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


def _components_below(components: Sequence[Component]) -> Mapping[str, list[str]]:
    below: dict[str, list[str]] = {component.name: [] for component in components}
    for component in components:
        names = [origin.component for origin in component.derived_from]
        below[component.name] += [name for name in names if name is not None]
    return below
