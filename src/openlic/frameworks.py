# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Frameworks as data: components, requirements and classes.

``mof``, ``mot`` and ``osaid`` are files under ``data/frameworks/``; this module
gives them types and judges single licenses by their rules.
"""

from __future__ import annotations

__all__ = [
    "Alternative",
    "Framework",
    "FrameworkComponent",
    "Judgement",
    "Requirement",
    "Rule",
    "Substitute",
    "Tier",
    "Waiver",
    "framework",
    "framework_ids",
]

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import field, frozen

from openlic._resources import read_resource
from openlic._tokens import NOASSERTION, NONE
from openlic._values import short_repr
from openlic.catalog import Catalog, default_catalog
from openlic.errors import UnknownComponentError, UnknownFrameworkError
from openlic.findings import Finding
from openlic.terms import CATEGORIES, Verdict

if TYPE_CHECKING:
    from openlic._facts import Facts
    from openlic.records import License

_NOT = {Verdict.NO: Verdict.YES, Verdict.UNKNOWN: Verdict.UNKNOWN, Verdict.YES: Verdict.NO}
_YES_NO = {True: Verdict.YES, False: Verdict.NO}

#: What a fact is where the index has nothing on it; anything else is unknown.
_DEFAULTS = {"osi": "no"}


@frozen(repr=False)
class Judgement:
    """What a rule says of one license.

    Attributes:
        verdict: the answer.
        rule: id of the rule that decided.
        says: the reason in words.
    """

    verdict: Verdict
    rule: str
    says: str

    __repr__ = short_repr


_NO_RULE = Judgement(Verdict.UNKNOWN, "no-rule", "no rule of the framework decides")

#: Conditions on what a license says, with the kind of statement and whether it is negated.
_SAYS = {
    "permits": ("permit", False),
    "permits_not": ("permit", True),
    "requires": ("require", False),
    "requires_not": ("require", True),
    "prohibits": ("prohibit", False),
    "prohibits_not": ("prohibit", True),
    "disclaims": ("disclaim", False),
    "disclaims_not": ("disclaim", True),
}

#: The condition that a license lacks an approval: ``osi``, ``fsf`` or ``open_definition``.
_APPROVED_NOT = "approved_not"


@frozen(repr=False)
class Rule:
    """A rule of a requirement: if the license is such, the verdict is this.

    Attributes:
        id: name of the rule.
        verdict: what follows.
        says: the reason in words; ``{category}`` and ``{category_means}`` are filled in.
        when: conditions that must all hold: a fact and its value (or values), or
            ``list`` and the name of a list of the framework. No condition: always.
            ``permits``, ``requires``, ``prohibits`` or ``disclaims`` and a term, the same
            with ``_not``, and ``approved_not`` with an approval have three values.
        doubt: what is asked, in words, for licenses of which it is not known.
    """

    id: str
    verdict: Verdict
    says: str
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    doubt: str = ""

    __repr__ = short_repr


@frozen(repr=False)
class Requirement:
    """What a framework asks of the license of a component.

    Attributes:
        id: name of the requirement.
        asks: the requirement in words.
        none: verdict for a component without any license.
        rules: the first that applies decides. If it is not known whether one applies,
            the verdict is unknown, unless it is the same either way.
        unknown: verdict for a license of which nothing is known.
        named: ids that its rules name one by one; "or later" among them is judged as
            such, not as a choice of versions.
        all_of: requirements that all have to be met, by id; then there are no rules.
    """

    id: str
    asks: str
    none: Verdict
    rules: tuple[Rule, ...]
    unknown: Verdict = Verdict.UNKNOWN
    named: frozenset[str] = frozenset()
    all_of: tuple[str, ...] = ()

    __repr__ = short_repr

    @property
    def is_trivial(self) -> bool:
        """Whether any license meets it, so that no license needs to be judged."""
        if self.all_of:
            return False
        first = self.rules[0]
        return not first.when and first.verdict == Verdict.YES and self.none == Verdict.YES

    @property
    def anything_goes(self) -> Judgement:
        """What a trivial requirement says of any license."""
        return Judgement(Verdict.YES, self.rules[0].id, self.rules[0].says)


@frozen(repr=False)
class FrameworkComponent:
    """A component that a framework knows.

    Attributes:
        name: as the framework writes it.
        content: ``code``, ``data`` or ``document``.
        tier: the class from which it counts.
        required: whether the class needs it.
        requirement: id of what its license must meet.
    """

    name: str
    content: str
    tier: int
    required: bool
    requirement: str

    __repr__ = short_repr


@frozen(repr=False)
class Tier:
    """A class of a framework: 1 is the best."""

    tier: int
    name: str

    __repr__ = short_repr


@frozen(repr=False)
class Substitute:
    """A component that stands for another without being told to.

    Attributes:
        component: what need not be there.
        by: what stands for it.
        applies: ``when-met`` if the substitute must meet its own requirement,
            ``when-listed`` if it only has to be there.
    """

    component: str
    by: str
    applies: str

    __repr__ = short_repr


@frozen(repr=False)
class Alternative:
    """Components of which one is enough for a class."""

    tier: int
    name: str
    any: tuple[str, ...]

    __repr__ = short_repr


@frozen(repr=False)
class Waiver:
    """A component that is accepted although its license does not meet the requirement.

    Attributes:
        component: its name or id, or a pattern for names, as written.
        because: the reason.
        license: the license with which alone it is accepted; empty for any.
        until: the last day on which it is; None for no end.
    """

    component: str
    because: str
    license: str = ""
    until: date | None = None

    #: The id of the rule that it is.
    rule: ClassVar[str] = "exception"

    __repr__ = short_repr

    @property
    def judgement(self) -> Judgement:
        """What it says of the component."""
        until = f" (until {self.until})" if self.until is not None else ""
        return Judgement(Verdict.YES, self.rule, f"an exception: {self.because}{until}")

    @property
    def unused(self) -> Finding:
        """The finding that no component needs it."""
        under = f" under {self.license}" if self.license else ""
        message = f"no component {self.component!r}{under} needs the exception for it"
        return Finding("exception-unused", message, "remove it")


@frozen(repr=False)
class Framework:
    """A versioned set of components, requirements and classes.

    Attributes:
        id: short name.
        title: full name.
        version: of the framework or tool that is described.
        summary: one sentence.
        exact_ids: whether licenses are compared letter by letter.
        first_component: where an unknown component name lands, or None if it
            counts for nothing.
        tiers: classes, from the easiest to the hardest.
        components: in the order of the framework.
        requirements: by id.
        substitutes: what stands for what by itself.
        alternatives: components of which one is enough.
        covers: for a component, those that users may declare to cover it.
        lists: named lists of license ids.
        fits: content types of licenses, where the framework has its own; else None.
        sources: where all this comes from.
        configuration_file: whether the distribution should have a configuration file.
        beyond_licenses: what the framework asks that no license can show; or empty.
        gathers: whether several parts of a release can be one component of the framework.
        is_policy: whether it says what a user allows, not what is open.
        waivers: components that are accepted whatever their license, by name.
        findings: what is doubtful about the framework itself.
    """

    id: str
    title: str
    version: str
    summary: str
    exact_ids: bool
    first_component: str | None
    tiers: tuple[Tier, ...]
    components: tuple[FrameworkComponent, ...]
    requirements: Mapping[str, Requirement] = field(hash=False)
    substitutes: tuple[Substitute, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    covers: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)
    lists: Mapping[str, frozenset[str]] = field(factory=dict, hash=False)
    fits: Mapping[str, frozenset[str]] | None = field(default=None, hash=False)
    sources: tuple[str, ...] = ()
    configuration_file: bool = False
    beyond_licenses: str = ""
    gathers: bool = True
    is_policy: bool = False
    waivers: Mapping[str, Waiver] = field(factory=dict, hash=False)
    findings: tuple[Finding, ...] = ()
    _by_name: Mapping[str, FrameworkComponent] = field(init=False, eq=False)

    @_by_name.default
    def _index(self) -> Mapping[str, FrameworkComponent]:
        return {component.name: component for component in reversed(self.components)}

    def __repr__(self) -> str:
        return f"Framework({self.id!r}, version {self.version!r})"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the components, in order."""
        return tuple(component.name for component in self.components)

    @property
    def openness(self) -> str:
        """The requirement that says what is open, ``open-license`` or the first, by its id."""
        if "open-license" in self.requirements:
            return "open-license"
        return next(iter(self.requirements))

    def component(self, name: str) -> FrameworkComponent:
        """Return the component of that name.

        Raises:
            UnknownComponentError: there is none; ``suggestions`` has the nearest.
        """
        found = self._by_name.get(name)
        if found is not None:
            return found
        from difflib import get_close_matches

        raise UnknownComponentError(
            name, get_close_matches(name[:100], self.names, n=2, cutoff=0.4)
        )

    def judge(self, id: str, requirement: str, catalog: Catalog | None = None) -> Judgement:
        """Say whether a single license meets a requirement.

        Parameters:
            id: a license id, a reference, ``NONE`` or ``NOASSERTION``; with
                ``exact_ids`` any text.
            requirement: id of a requirement of this framework.
            catalog: where facts come from; the built-in one if None.
        """
        asked = self.requirements[requirement]
        if asked.all_of:
            found = [self.judge(id, each, catalog) for each in asked.all_of]
            return min(found, key=lambda judgement: judgement.verdict)
        if asked.is_trivial:
            return asked.anything_goes
        if self.exact_ids:
            return self._decide(asked, _Names(((id, {}),), None))
        if id == NONE:
            return Judgement(asked.none, "nothing-granted", "no license is given")
        if id == NOASSERTION:
            return Judgement(asked.unknown, "nothing-known", "the license is not known")
        known = catalog if catalog is not None else default_catalog()
        if id not in known.facts:
            return self._decide_by_id(asked, id)
        names = tuple((name, known.facts[name]) for name in known.same_license(id))
        return self._decide(asked, _Names(names, known))

    def _decide_by_id(self, asked: Requirement, id: str) -> Judgement:
        """Judge a license of which no more is known than its id."""
        for rule in asked.rules:
            lists = [each for name, wanted in rule.when for each in wanted if name == "list"]
            if any(id in self.lists[each] for each in lists):
                return Judgement(rule.verdict, rule.id, _say(rule.says, {}))
        says = "the catalog does not hold this license"
        return Judgement(asked.unknown, "not-in-catalog", says)

    def _decide(self, asked: Requirement, license: _Names) -> Judgement:
        """Apply the first rule that holds for a license under one of its names.

        A rule of which it is not known whether it holds leaves a doubt, unless what
        follows without it is the same.
        """
        doubts: list[Rule] = []
        for rule in asked.rules:
            for name, facts in license.names:
                holds = self._holds(rule, name, facts, license)
                if holds == Verdict.YES:
                    renamed = f" as {name}" if name != license.names[0][0] else ""
                    says = _say(rule.says, facts) + renamed
                    return _without_doubt(Judgement(rule.verdict, rule.id, says), doubts)
                if holds == Verdict.UNKNOWN and rule not in doubts[-1:]:
                    doubts.append(rule)
        return _without_doubt(_NO_RULE, doubts)

    def _holds(self, rule: Rule, name: str, facts: Facts, license: _Names) -> Verdict:
        """Say whether all conditions of a rule hold for a license under one of its names."""
        holds = Verdict.YES
        for fact, wanted in rule.when:
            if fact in _SAYS:
                answer = max(license.says(*_SAYS[fact], term) for term in wanted)
            elif fact == _APPROVED_NOT:
                answer = max(_NOT[license.approved(each)] for each in wanted)
            elif fact == "list":
                answer = _YES_NO[any(name in self.lists[each] for each in wanted)]
            else:
                answer = _YES_NO[facts.get(fact, _DEFAULTS.get(fact, "unknown")) in wanted]
            if answer == Verdict.NO:
                return answer
            holds = min(holds, answer)
        return holds

    def fits_content(self, id: str, content: str, catalog: Catalog | None = None) -> Verdict:
        """Say whether a license is written for a content type."""
        if self.fits is not None:
            return Verdict.YES if id in self.fits.get(content, ()) else Verdict.NO
        facts = (catalog or default_catalog()).facts.get(id)
        if facts is None:
            return Verdict.NO if id == NONE else Verdict.UNKNOWN
        return Verdict.YES if content in facts.get("content", ("code",)) else Verdict.NO


def _without_doubt(certain: Judgement, doubts: Sequence[Rule]) -> Judgement:
    """Return what is certain, unless a rule that may apply says something else."""
    for rule in doubts:
        if rule.verdict != certain.verdict:
            says = f"it is not known {rule.doubt or f'whether the rule {rule.id} applies'}"
            return Judgement(Verdict.UNKNOWN, f"{rule.id}-unknown", says)
    return certain


@lru_cache(maxsize=4096)
def _record(id: str, catalog: Catalog | None) -> License:
    from openlic.records import license

    return license(id, catalog)


@frozen(repr=False)
class _Names:
    """A license with its facts under each name that it has or had."""

    names: tuple[tuple[str, Facts], ...]
    catalog: Catalog | None

    def says(self, kind: str, negated: bool, term: str) -> Verdict:
        """Say whether it makes a statement, or does not, by the first name that tells."""
        answers = (_record(name, self.catalog).says(kind, term) for name, _ in self.names)
        found = next((each for each in answers if each != Verdict.UNKNOWN), Verdict.UNKNOWN)
        return _NOT[found] if negated else found

    def approved(self, name: str) -> Verdict:
        """Say whether it has an approval under one of its names."""
        default = _DEFAULTS.get(name, "unknown")
        return max(Verdict(str(facts.get(name, default))) for _, facts in self.names)


def _say(text: str, facts: Facts) -> str:
    category = facts.get("category", "unknown")
    return text.format(category=category, category_means=CATEGORIES[category])


def _rule(entry: Mapping[str, Any]) -> Rule:
    when = tuple(
        (name, (value,) if isinstance(value, str) else tuple(value))
        for name, value in entry["when"].items()
    )
    return Rule(entry["id"], Verdict(entry["verdict"]), entry["says"], when)


def _requirement(entry: Mapping[str, Any]) -> Requirement:
    rules = tuple(map(_rule, entry["rules"]))
    return Requirement(entry["id"], entry["asks"], Verdict(entry["none"]), rules)


def _sets(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(ids) for name, ids in table.items()}


def _from_table(table: Mapping[str, Any]) -> Framework:
    reading = table["reading"]
    return Framework(
        id=table["id"],
        title=table["title"],
        version=table["version"],
        summary=table["summary"],
        exact_ids=reading["licenses"] == "exact-id",
        first_component=reading.get("first_component"),
        tiers=tuple(Tier(**entry) for entry in table["tiers"]),
        components=tuple(FrameworkComponent(**entry) for entry in table["components"]),
        requirements={entry["id"]: _requirement(entry) for entry in table["requirements"]},
        substitutes=tuple(Substitute(**entry) for entry in table.get("substitutes", ())),
        alternatives=tuple(
            Alternative(entry["tier"], entry["name"], tuple(entry["any"]))
            for entry in table.get("alternatives", ())
        ),
        covers={entry["component"]: tuple(entry["by"]) for entry in table.get("covers", ())},
        lists=_sets(table["lists"]),
        fits=_sets(table["fits"]) if "fits" in table else None,
        sources=tuple(entry["reference"] for entry in table["sources"]),
        configuration_file=table.get("configuration_file", False),
        beyond_licenses=table.get("beyond_licenses", ""),
    )


@cache
def _tables() -> Mapping[str, Any]:
    tables: Mapping[str, Any] = json.loads(read_resource("_data", "frameworks.json"))
    return tables


def framework_ids() -> tuple[str, ...]:
    """Return the ids of the frameworks that ship with openlic."""
    return tuple(_tables())


@cache
def _built_in(id: str) -> Framework:
    return _from_table(_tables()[id])


def framework(id: str | Framework) -> Framework:
    """Return a framework by id; a framework is returned as it is.

    Raises:
        UnknownFrameworkError: there is no such framework.

    >>> framework("osaid").title
    'Open Source AI Definition'
    """
    if isinstance(id, Framework):
        return id
    if id not in _tables():
        raise UnknownFrameworkError(str(id), framework_ids())
    return _built_in(id)
