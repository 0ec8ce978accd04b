# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What a policy says of licenses, and for which components."""

from __future__ import annotations

__all__ = [
    "APPROVALS",
    "DECISIONS",
    "UNKNOWN_CATEGORIES",
    "Lists",
    "Needs",
    "Scope",
    "Stance",
    "names_of",
]

import re
from collections.abc import Collection, Iterator
from fnmatch import translate
from functools import lru_cache

from attrs import frozen

from openlic.model import Component
from openlic.terms import Verdict

#: What a policy can decide, with the verdict that it is.
DECISIONS: dict[str, Verdict] = {
    "allow": Verdict.YES,
    "review": Verdict.UNKNOWN,
    "deny": Verdict.NO,
}

#: Categories that say that the terms are not known.
UNKNOWN_CATEGORIES = ("unknown", "unspecified")

#: Approvals that can be required, in words.
APPROVALS = {
    "osi": "approved by the OSI",
    "fsf": "called free by the FSF",
    "open_definition": "conformant to the Open Definition",
}


@frozen
class Lists:
    """What is allowed, denied or to be reviewed.

    Attributes:
        licenses: ids.
        categories: keys of :data:`openlic.terms.CATEGORIES`.
        terms: statements, each as its kind and term.
    """

    licenses: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


@frozen
class Needs:
    """What every license has to say or have.

    Attributes:
        terms: statements, each as its kind and term.
        approvals: ``osi``, ``fsf`` or ``open_definition``.
    """

    terms: tuple[tuple[str, str], ...] = ()
    approvals: tuple[str, ...] = ()


@frozen
class Stance:
    """The lists of a policy, or of one of its scopes."""

    allow: Lists = Lists()
    review: Lists = Lists()
    deny: Lists = Lists()
    require: Needs = Needs()


@frozen
class Scope:
    """Components for which other lists hold. Every condition that is given has to hold.

    Attributes:
        name: of the scope.
        stance: its lists.
        components: patterns for names.
        content: content types.
        kinds: what components are in the words of their format.
        part_of: components of the Model Openness Framework that they are parts of.
        uses: the only ways in which other components use them.
        ignore: whether they are not looked at.
        inherit: whether the general lists come after those of the scope.
    """

    name: str
    stance: Stance = Stance()
    components: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    ignore: bool = False
    inherit: bool = True

    def covers(self, component: Component, content: str, uses: Collection[str]) -> bool:
        """Say whether a component is in the scope.

        Parameters:
            component: the component.
            content: its content type.
            uses: all ways in which other components use it.
        """
        return (
            (not self.content or content in self.content)
            and (not self.kinds or component.kind in self.kinds)
            and (not self.part_of or component.slot in self.part_of)
            and (not self.uses or (bool(uses) and set(uses) <= set(self.uses)))
            and (not self.components or _matches(self.components, component))
        )


def names_of(component: Component) -> Iterator[str]:
    """Yield the names of a component; a version that sets it apart is not part of them."""
    yield component.name
    for mark, value in ((" [", component.id), ("@", component.version)):
        name, found, _ = component.name.partition(mark + value)
        if value and found:
            yield name


@lru_cache(maxsize=256)
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(each) for each in patterns))


def _matches(patterns: tuple[str, ...], component: Component) -> bool:
    matches = _pattern(patterns).match
    return any(matches(name) for name in names_of(component))
