# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""A user's policy: which licenses are allowed, denied, or to be reviewed.

A policy becomes a framework with one class, in which every component of a release has
to meet its requirement. So it is decided on the same graph as any other framework.
"""

from __future__ import annotations

__all__ = ["Policy", "read_framework", "read_policy"]

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from fnmatch import translate
from os import PathLike, fspath
from typing import Any

from attrs import field, frozen

from openlic._policy_words import PolicyWords
from openlic.catalog import Catalog, default_catalog
from openlic.errors import InputError
from openlic.findings import Finding
from openlic.formats._source import Source
from openlic.frameworks import (
    Framework,
    FrameworkComponent,
    Requirement,
    Rule,
    Tier,
    Waiver,
    framework,
)
from openlic.model import Component, Model
from openlic.normalization import normalize
from openlic.policy_rules import last_rules, rule_id, stance_rules
from openlic.releases import license_component
from openlic.scopes import (
    APPROVALS,
    DECISIONS,
    UNKNOWN_CATEGORIES,
    Lists,
    Needs,
    Scope,
    Stance,
    names_of,
)
from openlic.terms import CATEGORIES, CONTENT_TYPES, USES

_LONGEST = 1024 * 1024


@frozen
class Policy:
    """Which licenses a user allows.

    Attributes:
        name: of the policy.
        description: free text.
        unlisted: what becomes of a license that no list names, a key of
            :data:`DECISIONS`.
        unlicensed: what becomes of a component without any license.
        unknown: what becomes of a license of which nothing is known; never ``allow``.
        stance: the general lists.
        scopes: other lists for some components; the first that fits decides.
        exceptions: components that are accepted although they fail.
        path: the file it was read from; does not take part in comparison.
    """

    name: str
    description: str = ""
    unlisted: str = "review"
    unlicensed: str = "deny"
    unknown: str = field(default="review")
    stance: Stance = field(factory=Stance)
    scopes: tuple[Scope, ...] = ()
    exceptions: tuple[Waiver, ...] = ()
    path: str = field(default="", eq=False)

    @unknown.validator
    def _never_allowed(self, _attribute: Any, value: str) -> None:
        if value == "allow":
            raise ValueError("what is not known is never allowed")

    def framework_for(
        self, model: Model, catalog: Catalog | None = None, today: date | None = None
    ) -> Framework:
        """Return the framework that the policy is for a release.

        It has one class, which asks for every component that the policy looks at.

        Parameters:
            model: the release.
            catalog: what is known of licenses; the built-in one if None.
            today: the day on which exceptions have to be in force; that of now if None.

        >>> policy = read_policy("examples/policy.toml")
        >>> release = Model("app", (Component("left-pad", "MIT"),))
        >>> policy.framework_for(release).component("left-pad").requirement
        'general'
        """
        day = today if today is not None else datetime.now(tz=UTC).date()
        return _Applied(self, model, catalog, day).framework()


# --- A policy for a release -----------------------------------------------------------

#: Requirement that holds where no scope does.
_GENERAL = "general"


class _Applied:
    """A policy with a release, from which the framework is made."""

    def __init__(self, policy: Policy, model: Model, catalog: Catalog | None, day: date) -> None:
        self._policy = policy
        self._model = model
        self._catalog = catalog if catalog is not None else default_catalog()
        self._day = day
        self._contents = {each.name: each.content for each in framework("mof").components}
        self._asked = dict(self._requirements())
        self._parts: dict[str, list[Component]] = {}
        self._uses: dict[str, set[str]] = {}
        for component in model.components:
            for origin in component.derived_from:
                if origin.component is not None:
                    self._uses.setdefault(origin.component, set()).add(origin.use)

    def framework(self) -> Framework:
        """Return the framework."""
        policy, components = self._policy, tuple(self._components())
        waivers, doubts = self._waivers()
        return Framework(
            id=policy.name,
            title=policy.name,
            version="1",
            summary=policy.description,
            exact_ids=False,
            first_component=None,
            tiers=(Tier(1, f"allowed by {policy.name}"),),
            components=components,
            requirements=self._asked,
            lists=dict(self._lists()),
            sources=(policy.path,) if policy.path else (),
            gathers=False,
            is_policy=True,
            waivers=waivers,
            findings=tuple(doubts),
        )

    def _content(self, component: Component) -> str:
        return component.content or self._contents.get(component.slot, "")

    def _components(self) -> Iterator[FrameworkComponent]:
        """Yield what is asked of every component that is looked at."""
        asked: dict[str, str] = {}
        for component in self._model.components:
            scope, name = self._scope_of(component), component.name
            if scope is None or not scope.ignore:
                id = _GENERAL if scope is None else _requirement_id(scope)
                asked[name] = self._joined(asked[name], id) if name in asked else id
                self._parts.setdefault(name, []).append(component)
        for name, id in asked.items():
            yield FrameworkComponent(name, self._content(self._parts[name][0]), 1, True, id)

    def _joined(self, before: str, id: str) -> str:
        """Return the requirement for components of one name, by id: all that hold for one."""
        ids = tuple(dict.fromkeys((*(self._asked[before].all_of or (before,)), id)))
        joined = " and ".join(ids)
        if joined not in self._asked:
            both = [self._asked[each] for each in ids]
            self._asked[joined] = Requirement(
                id=joined,
                asks=both[0].asks,
                none=both[0].none,
                rules=(),
                unknown=both[0].unknown,
                named=frozenset[str]().union(*(each.named for each in both)),
                all_of=ids,
            )
        return joined

    def _scope_of(self, component: Component) -> Scope | None:
        uses = self._uses.get(component.name, ())
        content = self._content(component)
        for scope in self._policy.scopes:
            if scope.covers(component, content, uses):
                return scope
        return None

    def _requirements(self) -> Iterator[tuple[str, Requirement]]:
        policy = self._policy
        general = tuple(stance_rules(policy.stance, ""))
        last = last_rules(policy.unlisted, policy.unknown)
        yield _GENERAL, self._requirement(_GENERAL, (*general, *last), [policy.stance])
        for scope in policy.scopes:
            id, own = _requirement_id(scope), tuple(stance_rules(scope.stance, scope.name))
            stances = [scope.stance, *([policy.stance] if scope.inherit else [])]
            rules = (*own, *(general if scope.inherit else ()), *last)
            yield id, self._requirement(id, rules, stances)

    def _requirement(
        self, id: str, rules: tuple[Rule, ...], stances: Iterable[Stance]
    ) -> Requirement:
        policy = self._policy
        named = {
            license
            for stance in stances
            for lists in (stance.allow, stance.review, stance.deny)
            for license in lists.licenses
        }
        return Requirement(
            id=id,
            asks=f"a license that {policy.name} allows",
            none=DECISIONS[policy.unlicensed],
            rules=rules,
            unknown=DECISIONS[policy.unknown],
            named=frozenset(named),
        )

    def _lists(self) -> Iterator[tuple[str, frozenset[str]]]:
        named = [("", self._policy.stance), *((s.name, s.stance) for s in self._policy.scopes)]
        for scope, stance in named:
            for decision in DECISIONS:
                lists: Lists = getattr(stance, decision)
                yield rule_id(f"{decision}-license", scope), frozenset(lists.licenses)

    def _waivers(self) -> tuple[dict[str, Waiver], list[Finding]]:
        """Return the exceptions in force by component, and what is doubtful about them."""
        waivers: dict[str, Waiver] = {}
        findings = []
        called = self._called() if self._policy.exceptions else {}
        for each in self._policy.exceptions:
            if each.until is not None and each.until < self._day:
                message = f"the exception for {each.component!r} ended on {each.until}"
                repair = "remove it, or decide anew and set a later date"
                findings.append(Finding("exception-expired", message, repair))
                continue
            names = [
                name
                for name in _called_like(each.component, called)
                if name not in waivers and self._has_license(name, each.license)
            ]
            waivers.update(dict.fromkeys(names, each))
            if not names:
                findings.append(each.unused)
        return waivers, findings

    def _called(self) -> dict[str, dict[str, None]]:
        """Return the components by the names and ids under which exceptions know them."""
        called: dict[str, dict[str, None]] = {}
        for name, parts in self._parts.items():
            for word in (each for part in parts for each in (*names_of(part), part.id)):
                called.setdefault(word, {})[name] = None
        return called

    def _has_license(self, name: str, license: str) -> bool:
        """Say whether all components of a name have a license; any will do if it is empty."""
        return not license or all(self._is_under(part, license) for part in self._parts[name])

    def _is_under(self, component: Component, license: str) -> bool:
        content = self._content(component)
        licensed = license_component(self._model, component, content, self._catalog)
        wanted = normalize(license, self._catalog).expression
        same = wanted is not None and licensed.expression == wanted
        return same or licensed.written == license


def _called_like(pattern: str, called: Mapping[str, Iterable[str]]) -> Iterable[str]:
    """Return the components that are called like a pattern, or are called just that."""
    words = [pattern] if pattern in called else []
    if any(mark in pattern for mark in "*?["):
        matches = re.compile(translate(pattern)).match
        words += [word for word in called if matches(word)]
    return dict.fromkeys(name for word in words for name in called[word])


def _requirement_id(scope: Scope) -> str:
    return f"scope {scope.name}"


# --- Reading --------------------------------------------------------------------------

_LISTS = ("allow", "review", "deny", "require")
_KEYS = (
    "policy", "name", "description", "unlisted", "unlicensed", "unknown", *_LISTS,
    "scopes", "exceptions",
)  # fmt: skip
_CONDITIONS = ("components", "content", "kinds", "part_of", "uses")
_SCOPE_KEYS = ("name", *_CONDITIONS, *_LISTS, "ignore", "inherit")
_EXCEPTION_KEYS = ("component", "license", "because", "until")


def read_policy(
    policy: Policy | Mapping[str, Any] | str | PathLike[str], catalog: Catalog | None = None
) -> Policy:
    """Return a policy from a TOML file, or from a mapping of the same form.

    Parameters:
        policy: the path of the file, or the mapping; a policy is returned as it is.
        catalog: the licenses that there are; the built-in ones if None.

    Raises:
        InputError: the file cannot be read; ``problems`` has all that is wrong in it.

    >>> read_policy({"policy": 1, "name": "Acme", "allow": {"licenses": ["mit"]}}).stance.allow
    Lists(licenses=('MIT',), categories=(), terms=())
    """
    if isinstance(policy, Policy):
        return policy
    known = catalog if catalog is not None else default_catalog()
    if isinstance(policy, Mapping):
        return _Reader(known).policy(policy, "")
    source = Source(policy, _LONGEST)
    return _Reader(known).policy(source.toml if source.text else {}, fspath(policy))


def read_framework(
    chosen: str | PathLike[str] | Framework | Policy, catalog: Catalog | None = None
) -> Framework | Policy:
    """Return a framework by its id, or a policy from a file that ends in ``.toml``.

    Parameters:
        chosen: an id, or a path; a framework or policy is returned as it is.
        catalog: the licenses that there are; the built-in ones if None.

    Raises:
        InputError: the policy cannot be read.
        UnknownFrameworkError: there is no such framework.

    >>> read_framework("mof").title
    'Model Openness Framework'
    """
    if isinstance(chosen, Policy):
        return chosen
    if isinstance(chosen, PathLike) or (isinstance(chosen, str) and chosen.endswith(".toml")):
        return read_policy(chosen, catalog)
    return framework(chosen)


class _Reader:
    """Reads a policy from a table and collects what is wrong."""

    def __init__(self, catalog: Catalog) -> None:
        self._words = PolicyWords(catalog)

    def policy(self, table: Mapping[str, Any], path: str) -> Policy:
        """Return the policy that a table is.

        Raises:
            InputError: something is wrong in it.
        """
        words = self._words
        words.table(table, "$", _KEYS)
        if table.get("policy") != 1 or isinstance(table.get("policy"), bool):
            words.problem("the form of the policy is not stated", "write policy = 1", "$.policy")
        name = self._name(table, "$", "the policy")
        decided = {
            key: words.word(table[key], f"$.{key}", DECISIONS)
            for key in ("unlisted", "unlicensed", "unknown")
            if key in table
        }
        if decided.get("unknown") == "allow":
            message = "what is not known cannot be allowed"
            words.problem(message, "write review or deny", "$.unknown")
        about = words.text(table["description"], "$.description") if "description" in table else ""
        stance, scopes = self._stance(table, "$"), self._scopes(table)
        exceptions = self._exceptions(table)
        if words.problems:
            raise InputError(path or "policy", words.problems)
        return Policy(
            name, about, **decided, stance=stance, scopes=scopes, exceptions=exceptions, path=path
        )

    def _name(self, table: Mapping[str, Any], where: str, of: str) -> str:
        if "name" in table:
            return self._words.text(table["name"], f"{where}.name")
        self._words.problem(f"{of} has no name", 'write name = "…"', where)
        return ""

    def _stance(self, table: Mapping[str, Any], where: str) -> Stance:
        return Stance(
            self._lists(table, where, "allow"),
            self._lists(table, where, "review"),
            self._lists(table, where, "deny"),
            self._needs(table, where),
        )

    def _lists(self, table: Mapping[str, Any], where: str, decision: str) -> Lists:
        words, place = self._words, f"{where}.{decision}"
        if decision not in table:
            return Lists()
        found = words.table(table[decision], place, ("licenses", "categories", "terms"))
        known = [
            each for each in CATEGORIES if decision != "allow" or each not in UNKNOWN_CATEGORIES
        ]
        return Lists(
            words.licenses(found.get("licenses", ()), f"{place}.licenses"),
            words.words(found.get("categories", ()), f"{place}.categories", known),
            words.statements(found.get("terms", ()), f"{place}.terms"),
        )

    def _needs(self, table: Mapping[str, Any], where: str) -> Needs:
        words, place = self._words, f"{where}.require"
        if "require" not in table:
            return Needs()
        found = words.table(table["require"], place, ("terms", *APPROVALS))
        approvals = tuple(
            name
            for name in APPROVALS
            if name in found and words.flag(found[name], f"{place}.{name}")
        )
        return Needs(words.statements(found.get("terms", ()), f"{place}.terms"), approvals)

    def _scopes(self, table: Mapping[str, Any]) -> tuple[Scope, ...]:
        scopes: dict[str, Scope] = {}
        for place, entry in self._words.tables(table.get("scopes", ()), "$.scopes"):
            scope = self._scope(entry, place)
            if scope.name in scopes:
                message = f"there are two scopes {scope.name!r}"
                self._words.problem(message, "give each its own name", place)
            scopes[scope.name] = scope
        return tuple(scopes.values())

    def _scope(self, entry: Any, place: str) -> Scope:
        words = self._words
        table = words.table(entry, place, _SCOPE_KEYS)
        if not any(table.get(key) for key in _CONDITIONS):
            message = "the scope does not say for which components it is"
            words.problem(message, f"give one of {', '.join(_CONDITIONS)}", place)
        ignore = words.flag(table.get("ignore", False), f"{place}.ignore")
        if ignore and any(key in table for key in (*_LISTS, "inherit")):
            message = "components that are ignored are not judged"
            words.problem(message, "remove the lists, or `ignore`", place)
        return Scope(
            name=self._name(table, place, "the scope"),
            stance=self._stance(table, place),
            **self._conditions(table, place),
            ignore=ignore,
            inherit=words.flag(table.get("inherit", True), f"{place}.inherit"),
        )

    def _conditions(self, table: Mapping[str, Any], place: str) -> dict[str, tuple[str, ...]]:
        words = self._words
        known = {"content": CONTENT_TYPES, "part_of": framework("mof").names, "uses": USES}
        return {
            key: words.words(table[key], f"{place}.{key}", known[key])
            if key in known
            else words.texts(table[key], f"{place}.{key}")
            for key in _CONDITIONS
            if key in table
        }

    def _exceptions(self, table: Mapping[str, Any]) -> tuple[Waiver, ...]:
        places = self._words.tables(table.get("exceptions", ()), "$.exceptions")
        return tuple(self._exception(entry, place) for place, entry in places)

    def _exception(self, entry: Any, place: str) -> Waiver:
        words = self._words
        table = words.table(entry, place, _EXCEPTION_KEYS)
        for key in ("component", "because"):
            if key not in table:
                words.problem(f"the exception has no `{key}`", f'write {key} = "…"', place)
        texts = {
            key: words.text(table[key], f"{place}.{key}") if key in table else ""
            for key in ("component", "because", "license")
        }
        until = words.day(table["until"], f"{place}.until") if "until" in table else None
        return Waiver(**texts, until=until)
