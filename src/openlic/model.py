# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""A release as a file describes it: components, licenses, provenance.

A release is that of a model, or anything else that has parts under licenses: a bill of
materials, a Python environment, a dataset. Everything is kept as written. What a framework makes of it is decided in
:mod:`openlic.assessment`.
"""

from __future__ import annotations

__all__ = [
    "NAME_FINDINGS",
    "Component",
    "GlobalLicense",
    "LicenseFact",
    "LocalLicense",
    "Model",
    "Origin",
    "doubtful_components",
]

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve, field, frozen

from openlic.errors import UnknownComponentError
from openlic.findings import Finding


@frozen
class Origin:
    """What a component was made from.

    Attributes:
        use: how it was used, a key of :data:`openlic.terms.USES`.
        component: another component of the same release, or None.
        work: the name of a work from elsewhere, or None.
        license: its license as written, for a work from elsewhere.
        provide: how the result is handed over, a key of
            :data:`openlic.terms.PROVISIONS`, or None.
        derived_from: what a work from elsewhere was itself made from, works too.
    """

    use: str
    component: str | None = None
    work: str | None = None
    license: str | None = None
    provide: str | None = None
    derived_from: tuple[Origin, ...] = ()


@frozen
class Component:
    """One part of a release.

    Attributes:
        name: as written.
        license: as written; None where there is no license key or it is null, so
            that the license of the release applies.
        licenses: several licenses that all apply, each to a part, as written.
        description: free text.
        license_path: where the license text is.
        component_path: where the component is.
        covers: components that this one stands for.
        derived_from: what it was made from.
        owner: who decides on its license; the producer where it is empty.
        copyright: notice of the holders.
        swhid: Software Heritage identifier.
        id: what the file calls it, such as an SPDX id, a ``bom-ref`` or a package URL.
        version: of the component.
        kind: what it is in the words of the format, such as ``package`` or ``file``.
        content: what its license is for, a key of :data:`openlic.terms.CONTENT_TYPES`;
            empty where the framework, or nobody, says so.
        part_of: the component of a framework that it is, or is a part of; empty if none.
            None where its name says so, as in formats that are about a framework.
        declared: the license that its authors declare, where the file has that beside
            ``license``.
        line: line in the file, from 1.
    """

    name: str
    license: str | None = None
    licenses: tuple[str, ...] = ()
    description: str = ""
    license_path: str = ""
    component_path: str = ""
    covers: tuple[str, ...] = ()
    derived_from: tuple[Origin, ...] = ()
    owner: str = ""
    copyright: str = ""
    swhid: str = ""
    id: str = ""
    version: str = ""
    kind: str = ""
    content: str = ""
    part_of: str | None = None
    declared: str = ""
    line: int | None = field(default=None, eq=False)

    @property
    def slot(self) -> str:
        """Name of the component of a framework that it is, or is a part of; else empty."""
        return self.name if self.part_of is None else self.part_of


@frozen
class LicenseFact:
    """A license as it stands somewhere in a file, or in one of several files.

    Attributes:
        subject: what it is about: the id or name of an element, or a file.
        field: where it stands, in the words of the format.
        value: what stands there, as written.
    """

    subject: str
    field: str
    value: str


@frozen
class LocalLicense:
    """A license that a file defines for itself.

    Attributes:
        id: its reference, such as ``LicenseRef-1``.
        name: as the file has it; empty if it has none.
        text: its text, or what the file has in place of it.
        see_also: addresses.
    """

    id: str
    name: str = ""
    text: str = field(default="", repr=False)
    see_also: tuple[str, ...] = ()


@frozen
class GlobalLicense:
    """A license for all components, or for those of one content type.

    Attributes:
        scope: ``distribution``, ``code``, ``data`` or ``document``; anything else
            is kept as written and has no effect.
        license: as written, or None.
        path: where the text is.
    """

    scope: str
    license: str | None
    path: str = ""


@frozen(repr=False)
class Model:
    """A model release.

    Attributes:
        name: name of the release.
        components: its parts, in file order.
        licenses: licenses of the release as a whole.
        producer: who releases it.
        version: of the release.
        date: of the release, as written.
        type: kind of the model, such as ``language``.
        architecture: such as ``transformer``.
        treatment: such as ``instruct fine-tuned``.
        origin: what the producer says it comes from.
        contact: of the producer.
        repository: address of the code.
        huggingface: address on the Hugging Face hub.
        claimed_class: the class that the producer claims, 1 to 3, or None.
        configuration_file: whether the distribution has a MOF configuration file.
        unknown_keys: keys of the release that no format has, as written.
        complete: whether what the file does not list is not in the release. Bills of
            materials, cards and folders do not say that.
        license_facts: every license in the file, with the place where it stands.
        local_licenses: licenses that the file defines for itself.
        counts: how much the file has of what its format knows, by the format's words.
        format: id of the format, a key of :data:`openlic.formats.FORMATS`.
        path: the file it was read from; does not take part in comparison.
        findings: what was doubtful in the file.
    """

    name: str
    components: tuple[Component, ...] = ()
    licenses: tuple[GlobalLicense, ...] = ()
    producer: str = ""
    version: str = ""
    date: str = ""
    type: str = ""
    architecture: str = ""
    treatment: str = ""
    origin: str = ""
    contact: str = ""
    repository: str = ""
    huggingface: str = ""
    claimed_class: int | None = None
    configuration_file: bool = False
    unknown_keys: tuple[str, ...] = ()
    complete: bool = True
    license_facts: tuple[LicenseFact, ...] = ()
    local_licenses: tuple[LocalLicense, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    format: str = "openlic"
    path: str = field(default="", eq=False)
    findings: tuple[Finding, ...] = field(default=(), eq=False)

    def __repr__(self) -> str:
        return f"Model({self.name!r}, {len(self.components)} components)"

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.name
        yield "components", [component.name for component in self.components]

    def component(self, name: str) -> Component:
        """Return the component of a name; of several the last, as a framework takes it.

        Raises:
            UnknownComponentError: the release has no such component.
        """
        for each in reversed(self.components):
            if each.name == name:
                return each
        from difflib import get_close_matches

        names = [each.name for each in self.components]
        raise UnknownComponentError(name, get_close_matches(name[:100], names, 3, 0.4))

    def with_license(self, name: str, license: str | None) -> Model:
        """Return the release with another license on a component.

        Parameters:
            name: the component, as the release writes it.
            license: an expression, or any license as people write it; ``unlicensed``
                for none, None for that of the release.

        Raises:
            UnknownComponentError: the release has no such component.

        >>> from openlic.formats import load
        >>> model = load("examples/starcoder2.yml")
        >>> freed = model.with_license("Model parameters (Final)", "Apache-2.0")
        >>> freed.component("Model parameters (Final)").license
        'Apache-2.0'
        """
        self.component(name)
        components = tuple(
            evolve(each, license=license, licenses=()) if each.name == name else each
            for each in self.components
        )
        return evolve(self, components=components)

    def global_license(self, scope: str) -> str | None:
        """Return the license for a scope as written, or None."""
        for entry in self.licenses:
            if entry.scope == scope and entry.license:
                return entry.license
        return None


#: Codes that :func:`doubtful_components` gives.
NAME_FINDINGS = frozenset(
    {"unknown-component", "component-name-case", "duplicate-component", "empty-license"}
)


def doubtful_components(
    components: Sequence[Component], names: Iterable[str]
) -> tuple[tuple[int, Finding], ...]:
    """Return what is doubtful about components, with the place of each in the list.

    Components of which the file says what they are part of are not asked for their names.

    Parameters:
        components: as written.
        names: the names that the framework has.
    """
    known = {name.casefold(): name for name in names}
    counts = Counter(component.name for component in components)
    doubts = []
    for place, component in enumerate(components):
        if component.part_of is not None:
            continue
        name = component.name
        exact = known.get(name.casefold())
        if exact is None:
            from difflib import get_close_matches

            near = get_close_matches(name.casefold()[:100], known, n=1, cutoff=0.5)
            repair = f"the nearest name is {known[near[0]]!r}" if near else "use a known name"
            doubts.append((place, "unknown-component", f"there is no component {name!r}", repair))
        elif exact != name:
            message = f"{name!r} is spelled {exact!r}"
            doubts.append((place, "component-name-case", message, f"write {exact!r}"))
        if counts[name] > 1:
            message = f"{name!r} is listed {counts[name]} times"
            doubts.append((place, "duplicate-component", message, "keep one entry"))
        if component.license == "":
            message = f"the license of {name!r} is an empty text"
            repair = "write `unlicensed`, or leave the key out to inherit the release's license"
            doubts.append((place, "empty-license", message, repair))
    return tuple(
        (place, Finding(code, message, repair, components[place].name, components[place].line))
        for place, code, message, repair in doubts
    )
