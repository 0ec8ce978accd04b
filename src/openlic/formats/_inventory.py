# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Make the components of a release from the elements of a file that calls them by keys.

Bills of materials may have several elements of one name. Components have names of their
own: that of the element, with its version, and then its key, where that is needed.
"""

from __future__ import annotations

__all__ = ["Element", "Inventory"]

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, evolve, field

from openlic.findings import Finding
from openlic.model import Component, LicenseFact, Model, Origin


@define(eq=False)
class Element:
    """One element of a file, while the file is read.

    Attributes:
        key: what the file calls it.
        component: what is known of it; the name may still stand several times.
        made_from: uses of other elements, as key of the other, use and provision.
        works: uses of works that are no elements of the file.
    """

    key: str
    component: Component
    made_from: dict[tuple[str, str, str | None], None] = field(factory=dict)
    works: list[Origin] = field(factory=list)


class Inventory:
    """The elements of one file.

    Attributes:
        elements: by key, in file order.
        facts: every license in the file, with its place.
        findings: what is doubtful.
    """

    def __init__(self) -> None:
        self.elements: dict[str, Element] = {}
        self.facts: list[LicenseFact] = []
        self.findings: list[Finding] = []

    def add(self, key: str, component: Component) -> Element:
        """Add an element; one whose key is taken, or empty, gets another key."""
        free, number = key or component.name, 1
        while free in self.elements:
            number += 1
            free = f"{key or component.name}#{number}"
        element = self.elements[free] = Element(free, component)
        return element

    def note(self, subject: str, where: str, value: str) -> None:
        """Note that a license stands somewhere."""
        self.facts.append(LicenseFact(subject, where, value))

    def find(self, code: str, message: str, repair: str = "", component: str | None = None) -> None:
        """Note something doubtful."""
        self.findings.append(Finding(code, message, repair, component))

    def relate(self, result: str, source: str, use: str, provide: str | None = None) -> bool:
        """Note that one element is used for another; say whether both are there."""
        if result not in self.elements or source not in self.elements:
            return False
        if result != source:
            self.elements[result].made_from[source, use, provide] = None
        return True

    def components(self) -> tuple[Component, ...]:
        """Return the elements as components with names of their own."""
        names = dict(self._names())
        return tuple(_named(element, names) for element in self.elements.values())

    def model(self, name: str, **rest: Any) -> Model:
        """Return the release.

        Parameters:
            name: of the release.
            **rest: the other attributes of the model.
        """
        return Model(
            name=name,
            components=self.components(),
            complete=False,
            license_facts=tuple(self.facts),
            findings=tuple(self.findings),
            **rest,
        )

    def _names(self) -> Iterator[tuple[str, str]]:
        plain = Counter(each.component.name for each in self.elements.values())
        dated = Counter(map(_with_version, self.elements.values()))
        taken: set[str] = set()
        for key, element in self.elements.items():
            name = element.component.name or key
            if plain[element.component.name] > 1:
                name = _with_version(element)
                if dated[name] > 1:
                    name = f"{name} [{key}]"
            number, free = 1, name
            while free in taken:
                number += 1
                free = f"{name} ({number})"
            taken.add(free)
            yield key, free


def _named(element: Element, names: Mapping[str, str]) -> Component:
    """Return an element as a component with its own name and what it was made from."""
    component, name = element.component, names[element.key]
    if name == component.name and not element.made_from and not element.works:
        return component
    return evolve(component, name=name, derived_from=tuple(_origins(element, names)))


def _with_version(element: Element) -> str:
    component = element.component
    return f"{component.name}@{component.version}" if component.version else component.name


def _origins(element: Element, names: Mapping[str, str]) -> Iterator[Origin]:
    for source, use, provide in element.made_from:
        yield Origin(use, component=names[source], provide=provide)
    yield from element.works
