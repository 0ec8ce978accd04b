# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""A release under a framework: its licenses resolved, its graph built."""

from __future__ import annotations

__all__ = ["NOT_PRESENT", "NOT_STATED", "UNLICENSED", "Licensed", "Release", "license_component"]

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from attrs import field, frozen

from openlic._tokens import Leaf
from openlic.catalog import Catalog, default_catalog
from openlic.errors import InputError
from openlic.expression import NOASSERTION, NONE, Expression
from openlic.frameworks import (
    Alternative,
    Framework,
    FrameworkComponent,
    Judgement,
    Requirement,
    Tier,
)
from openlic.graphs import Graph, GraphBuilder, Node
from openlic.model import Component, Model, Origin, doubtful_components
from openlic.normalization import Normalized, normalize
from openlic.problems import Problem
from openlic.solver import ALL, ANY
from openlic.terms import Verdict

#: What stands in a file for "there is no license".
UNLICENSED = "unlicensed"

#: The expression that says so, as tokens.
_NONE = (Leaf(NONE),)

#: The rule that decides a component that is not in the release.
NOT_PRESENT = "not-present"

#: Rule id for a component of which the file does not say whether it is there.
NOT_STATED = "not-stated"


@frozen
class Licensed:
    """A component with what is known of its license before it is judged."""

    component: Component | None
    texts: tuple[str, ...] = ()
    origin: str = ""
    reads: tuple[Normalized, ...] = ()

    #: Whether the release has it.
    present: bool = field(init=False, eq=False)
    #: Whether it is there and has no license.
    unlicensed: bool = field(init=False, eq=False)
    #: The reading, if every string was read.
    expression: Expression | None = field(init=False, eq=False)

    @present.default
    def _is_present(self) -> bool:
        return self.component is not None and not any(r.kind == "not-included" for r in self.reads)

    @unlicensed.default
    def _is_unlicensed(self) -> bool:
        if not self.present:
            return False
        return not self.texts or UNLICENSED in self.texts or any(map(_says_none, self.reads))

    @expression.default
    def _all_read(self) -> Expression | None:
        found = [read.expression for read in self.reads if read.expression is not None]
        if not found or len(found) < len(self.reads):
            return None
        return Expression.all_of(found)

    @property
    def written(self) -> str | None:
        """The license as the file has it; None where the component is not there."""
        if not self.present:
            return None
        return " AND ".join(self.texts) if self.texts else UNLICENSED


def _says_none(read: Normalized) -> bool:
    return read.kind == "none" or (read.expression is not None and read.expression.tokens == _NONE)


def license_component(
    model: Model,
    component: Component,
    content: str,
    catalog: Catalog | None = None,
    read: Callable[[str], Normalized] | None = None,
) -> Licensed:
    """Return a component with its license: its own, or else that of the release.

    Parameters:
        model: the release.
        component: one of its components.
        content: its content type, for which the release may have a license; or empty.
        catalog: what is known of licenses; the built-in one if None.
        read: reads license strings, where many components have the same ones.
    """
    texts, origin = _texts(model, component, content)
    reads = tuple(read(text) if read is not None else normalize(text, catalog) for text in texts)
    return Licensed(component, texts, origin, reads)


def _texts(model: Model, component: Component, content: str) -> tuple[tuple[str, ...], str]:
    if component.licenses:
        return component.licenses, "component"
    if component.license is not None:
        return (component.license,), "component"
    for scope in (content, "distribution"):
        text = model.global_license(scope)
        if text is not None:
            return (text,), f"release ({scope})"
    return () if model.complete else (NOASSERTION,), "none"


def _gathered(name: str, parts: Sequence[Licensed]) -> Licensed:
    """Return the parts of a component as one, under the licenses of all of them."""
    there = [part for part in parts if part.present] or parts[:1]
    if len(there) < 2:
        return there[0] if there else Licensed(None)
    components = [part.component for part in there if part.component is not None]
    texts = dict.fromkeys(text for part in there for text in part.texts or (UNLICENSED,))
    reads = {read.text: read for part in there for read in part.reads}
    component = Component(
        name,
        covers=tuple(dict.fromkeys(each for part in components for each in part.covers)),
        derived_from=tuple(origin for part in components for origin in part.derived_from),
        line=components[0].line,
    )
    return Licensed(component, tuple(texts), there[0].origin, tuple(reads.values()))


class Release:
    """A release as a framework sees it.

    Parameters:
        model: the release.
        framework: the framework.
        catalog: what is known of licenses; the built-in one if None.

    Raises:
        InputError: the framework compares ids letter by letter, as a tool does that
            fails on this release.

    Attributes:
        model: the release.
        framework: the framework.
        catalog: what is known of licenses.
        doubts: what is doubtful about its components, with their places.
        licensed: every component of the framework with its license.
        graph: what verdicts are decided on.
        nodes: the node of every component.
        roots: the node of the license of every component that has one.
        classes: every class with its node and the nodes of what it adds to the
            easier one.
    """

    def __init__(self, model: Model, framework: Framework, catalog: Catalog | None = None) -> None:
        self.model = model
        self.framework = framework
        self.catalog = catalog if catalog is not None else default_catalog()
        if framework.exact_ids:
            _refuse_what_the_tool_refuses(model)
        named = model.components if framework.gathers else ()
        self.doubts = doubtful_components(named, framework.names)
        self._read = cache(lambda text: normalize(text, self.catalog))
        self.licensed = self._resolve()
        self.nodes: dict[str, int] = {}
        self.roots: dict[str, int] = {}
        self.classes: list[tuple[Tier, int, list[int]]] = []
        self._slots: dict[str, int] = {}
        self._known: dict[tuple[tuple[str, ...], str], int] = {}
        self.graph = self._build()

    def _resolve(self) -> dict[str, Licensed]:
        found = self._parts()
        return {
            known.name: _gathered(
                known.name, [self._license_of(p, known.content) for p in found.get(known.name, ())]
            )
            for known in self.framework.components
        }

    def _parts(self) -> dict[str, list[Component]]:
        """Return what there is of each component of the framework."""
        found: dict[str, list[Component]] = {}
        doubtful = {place for place, _ in self.doubts}
        for place, component in enumerate(self.model.components):
            slot = self.slot_of(component)
            if self.framework.first_component is not None and component.part_of is None:
                known = slot in self.framework.names
                found[slot if known else self.framework.first_component] = [component]
            elif place not in doubtful:
                found.setdefault(slot, []).append(component)
        return found

    def slot_of(self, component: Component) -> str:
        """Return the component of the framework that a component is, or is a part of."""
        return component.slot if self.framework.gathers else component.name

    def _license_of(self, component: Component, content: str) -> Licensed:
        content = component.content or content
        if self.framework.exact_ids:
            texts, origin = _texts(self.model, component, content)
            return Licensed(component, tuple(text or UNLICENSED for text in texts), origin)
        return license_component(self.model, component, content, self.catalog, self._read)

    def _build(self) -> Graph:
        named = {each.id: each.named for each in self.framework.requirements.values()}
        builder = GraphBuilder(self.catalog, named)
        for known in self.framework.components:
            self._add_component(builder, known)
        slots = {
            known.name: self._add_slot(builder, known)
            for known in self.framework.components
            if known.required
        }
        self._add_classes(builder, slots)
        self._add_provenance(builder)
        return builder.build()

    def _add_component(self, builder: GraphBuilder, known: FrameworkComponent) -> None:
        licensed = self.licensed[known.name]
        requirement = self.framework.requirements[known.requirement]
        asked = self.framework.openness if requirement.is_trivial else known.requirement
        roots = self._add_licenses(builder, licensed, asked)
        if roots:
            self.roots[known.name] = roots[0]
        node = Node("component", f"component:{known.name}", known.name, name=known.name)
        judgement = self._decided(licensed, requirement)
        if known.name in self.framework.waivers and licensed.present:
            number = self._add_waived(builder, node, roots, judgement)
        elif judgement is None:
            number = builder.add(node, ALL, roots)
        else:
            number = builder.decide(node, judgement)
            for root in roots:
                builder.relate(number, root, "licensed-under")
        self.nodes[known.name] = number

    def _add_waived(
        self, builder: GraphBuilder, node: Node, roots: list[int], judgement: Judgement | None
    ) -> int:
        """Add a component that is accepted, whatever its license, if that does not meet it."""
        waived = self.framework.waivers[node.name].judgement
        if judgement is None or judgement.verdict != Verdict.YES:
            waiver = Node("waiver", f"waiver:{node.name}", node.name)
            return builder.add(node, ANY, [*roots, builder.decide(waiver, waived)])
        return builder.decide(node, judgement)

    def _decided(self, licensed: Licensed, requirement: Requirement) -> Judgement | None:
        """Say what decides a component without a look at its license, if anything does."""
        if licensed.component is None and not self.model.complete and not self.framework.exact_ids:
            return Judgement(
                Verdict.UNKNOWN, NOT_STATED, "the file does not say whether it is there"
            )
        if not licensed.present:
            verdict = Verdict.YES if self.framework.is_policy else Verdict.NO
            return Judgement(verdict, NOT_PRESENT, "it is not in the release")
        if requirement.is_trivial:
            return requirement.anything_goes
        if licensed.unlicensed:
            return Judgement(requirement.none, "nothing-granted", "no license is given")
        return None

    def _add_licenses(
        self, builder: GraphBuilder, licensed: Licensed, requirement: str
    ) -> list[int]:
        if not licensed.present or licensed.unlicensed:
            return []
        if self.framework.exact_ids:
            id = licensed.texts[0]
            return [builder.exact(id, requirement)]
        if licensed.expression is not None:
            written = (licensed.texts, requirement)
            if written not in self._known:
                self._known[written] = builder.expression(licensed.expression, requirement)
            return [self._known[written]]
        parts = [
            builder.text(read.text, requirement)
            if read.expression is None
            else builder.expression(read.expression, requirement)
            for read in licensed.reads
        ]
        if len(parts) == 1:
            return parts
        key = f"all-of:{licensed.component.name if licensed.component else ''}:{requirement}"
        return [builder.add(Node("all-of", key, "AND", requirement), ALL, parts)]

    def _add_slot(self, builder: GraphBuilder, known: FrameworkComponent) -> int:
        """Add what a class asks for: the component, or one that stands for it."""
        stand_ins = self.stand_ins(known.name)
        if not stand_ins:
            return self.nodes[known.name]
        if known.name in self._slots:
            return self._slots[known.name]
        label = " or ".join((known.name, *stand_ins))
        inputs = [self.nodes[name] for name in (known.name, *stand_ins)]
        node = Node("requirement", f"requirement:{known.name}", label)
        self._slots[known.name] = builder.add(node, ANY, inputs)
        return self._slots[known.name]

    def stand_ins(self, name: str) -> tuple[str, ...]:
        names = [each.by for each in self.framework.substitutes if each.component == name]
        return tuple(dict.fromkeys([*names, *self.coverers(name)]))

    def coverers(self, name: str) -> tuple[str, ...]:
        """Return the components that are declared to cover one, where the framework allows it."""
        return tuple(
            coverer
            for coverer in self.framework.covers.get(name, ())
            if (component := self.licensed[coverer].component) is not None
            and name in component.covers
        )

    def _add_classes(self, builder: GraphBuilder, slots: Mapping[str, int]) -> None:
        below: list[int] = []
        for tier in self.framework.tiers:
            asked = [
                slots[known.name]
                for known in self.framework.components
                if known.required and known.tier == tier.tier
            ]
            asked += [
                self._add_alternative(builder, each)
                for each in self.framework.alternatives
                if each.tier == tier.tier
            ]
            node = Node("class", f"class:{tier.tier}", tier.name)
            number = builder.add(node, ALL, below + asked)
            self.classes.append((tier, number, asked))
            below = [number]
        node = Node("model", f"model:{self.model.name}", self.model.name)
        model = builder.add(node, ANY, [number for _, number, _ in self.classes])
        for number in self.nodes.values():
            builder.relate(model, number, "has-component")

    def _add_alternative(self, builder: GraphBuilder, alternative: Alternative) -> int:
        known = [self.framework.component(name) for name in alternative.any]
        inputs = [self._add_slot(builder, component) for component in known]
        node = Node("requirement", f"requirement:{alternative.name}", alternative.name)
        return builder.add(node, ANY, inputs)

    def _add_provenance(self, builder: GraphBuilder) -> None:
        slots = {component.name: self.slot_of(component) for component in self.model.components}
        for name, licensed in self.licensed.items():
            if licensed.component is not None:
                for origin in licensed.component.derived_from:
                    self._add_origin(builder, self.nodes[name], origin, slots)

    def _add_origin(
        self, builder: GraphBuilder, made: int, origin: Origin, slots: Mapping[str, str]
    ) -> None:
        """Add what a component was made from, and what that was made from."""
        pending = [(made, origin)]
        while pending:
            made, origin = pending.pop()
            slot = slots.get(origin.component) if origin.component is not None else None
            if slot in self.nodes:
                target = self.nodes[slot]
                if target == made:
                    continue
            else:
                target = builder.work(origin.work or str(origin.component), origin.license)
            builder.relate(made, target, "derived-from", origin.use)
            pending += [(target, below) for below in reversed(origin.derived_from)]


def _refuse_what_the_tool_refuses(model: Model) -> None:
    problems = [
        Problem(f"the tool fails on the release key {key!r}", "remove it", where=f"$.release.{key}")
        for key in model.unknown_keys
    ]
    problems += [
        Problem(
            f"the tool fails on {component.name!r}, which has a list of licenses",
            "give one license",
            component.line,
        )
        for component in model.components
        if component.licenses
    ]
    if problems:
        raise InputError(model.path or model.name, problems)
