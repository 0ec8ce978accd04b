# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The rules that the lists of a policy are, in the order in which they decide."""

from __future__ import annotations

__all__ = ["last_rules", "rule_id", "stance_rules"]

from collections.abc import Iterator

from openlic.frameworks import Rule
from openlic.scopes import APPROVALS, DECISIONS, UNKNOWN_CATEGORIES, Lists, Needs, Stance
from openlic.terms import CATEGORIES, STATEMENT_KINDS, Verdict


def rule_id(name: str, scope: str) -> str:
    """Return the id of a rule, or of its list: with the scope before it, if there is one."""
    return f"{scope}: {name}" if scope else name


_PASTS = {"allow": "allowed", "review": "to be reviewed", "deny": "denied"}
_SAYS = {kind: f"{kind}s" for kind in STATEMENT_KINDS}


def stance_rules(stance: Stance, scope: str) -> Iterator[Rule]:
    """Yield the rules of some lists, in the order in which they decide."""
    where = f" (scope {scope})".replace("{", "{{").replace("}", "}}") if scope else ""
    for decision in ("deny", "review", "allow"):
        lists: Lists = getattr(stance, decision)
        id = rule_id(f"{decision}-license", scope)
        if lists.licenses:
            says = f"this license is {_PASTS[decision]}{where}"
            yield Rule(id, DECISIONS[decision], says, (("list", (id,)),))
    yield from _need_rules(stance.require, scope, where)
    for decision in ("deny", "review", "allow"):
        yield from _general_rules(getattr(stance, decision), decision, scope, where)


def _need_rules(needs: Needs, scope: str, where: str) -> Iterator[Rule]:
    id = rule_id("require", scope)
    for kind, term in needs.terms:
        says = f"it does not {kind} {term}, which is required{where}"
        when = ((f"{_SAYS[kind]}_not", (term,)),)
        yield Rule(id, Verdict.NO, says, when, f"whether it {_SAYS[kind]} {term}")
    for name in needs.approvals:
        says = f"it is not {APPROVALS[name]}, which is required{where}"
        doubt = f"whether it is {APPROVALS[name]}"
        yield Rule(id, Verdict.NO, says, (("approved_not", (name,)),), doubt)


def _general_rules(lists: Lists, decision: str, scope: str, where: str) -> Iterator[Rule]:
    """Yield the rules for categories and terms; what is not known is not allowed by them."""
    verdict, past = DECISIONS[decision], _PASTS[decision]
    known = tuple(each for each in CATEGORIES if each not in UNKNOWN_CATEGORIES)
    if lists.categories:
        id = rule_id(f"{decision}-category", scope)
        says = f"{{category}} licenses are {past}{where}: {{category_means}}"
        yield Rule(id, verdict, says, (("category", lists.categories),))
    for kind, term in lists.terms:
        says = f"it {_SAYS[kind]} {term}, which is {past}{where}"
        when: tuple[tuple[str, tuple[str, ...]], ...] = ((_SAYS[kind], (term,)),)
        if decision == "allow":
            when = (("category", known), *when)
        id = rule_id(f"{decision}-term", scope)
        yield Rule(id, verdict, says, when, f"whether it {_SAYS[kind]} {term}")


def last_rules(unlisted: str, unknown: str) -> tuple[Rule, ...]:
    """Return the rules for what no list decides."""
    says = "its terms are not known ({category_means})"
    when = (("category", UNKNOWN_CATEGORIES),)
    says_unlisted = f"no list names it, and what is not listed is {_PASTS[unlisted]}"
    return (
        Rule("terms-unknown", DECISIONS[unknown], says, when),
        Rule("unlisted", DECISIONS[unlisted], says_unlisted),
    )
