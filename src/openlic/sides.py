# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What each license of a pair brings to the question, in a situation.

The inbound side says whether the use is granted, how far copyleft gets and how to get out
of it, what it asks beyond notices, and what recipients may not do. The outbound side says
what it takes in and what it holds recipients to. Both are made once for a license and a
situation; a pair is decided by comparing sets.
"""

from __future__ import annotations

__all__ = ["OWN_TERMS", "Duty", "Inbound", "Outbound", "inbound_side", "outbound_side"]

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from openlic._tokens import NOASSERTION, NONE, Leaf
from openlic.catalog import Catalog
from openlic.records import License, LicenseException, exception, license
from openlic.rules import Ground
from openlic.situations import Situation
from openlic.statements import Statement, statements_on
from openlic.terms import Verdict
from openlic.uses import OWN_WORK

#: The reference for closed terms of one's own.
OWN_TERMS = "LicenseRef-proprietary"

#: Terms that a license without further restrictions bears: notices, names and honesty.
_NOTICES = frozenset(
    {
        "include-license", "include-copyright", "retain-notices", "include-notice-file",
        "include-disclaimer", "display-notices", "state-changes", "rename", "misrepresent",
        "endorse", "same-license", "further-restrict", "relicense",
    }
)  # fmt: skip

#: Rights that recipients of an open work expect; what is not granted cannot be passed on.
_PASSED_ON = ("modify", "distribute", "commercial-use")

#: What a license may forbid recipients, beyond those rights.
_TRAVELING = (
    "field-of-use", "compete", "territory", "train", "train-other-models", "use-outputs",
    "serve", "charge-fee", "reverse-engineer",
)  # fmt: skip

_NO, _UNKNOWN, _YES = Verdict.NO, Verdict.UNKNOWN, Verdict.YES


@frozen
class Duty:
    """What a license asks or forbids in a situation.

    Attributes:
        license: the license or exception that says so.
        statement: what it says, with the clause.
    """

    license: str
    statement: Statement

    def __str__(self) -> str:
        return f"{self.license}: {self.statement}"

    def to_dict(self) -> dict[str, Any]:
        """Return the duty as plain values."""
        return {"license": self.license, **self.statement.to_dict()}


#: What recipients may not do: a kind of limit and its value.
Limit = tuple[str, str]


@frozen(eq=False)
class Inbound:
    """The side of the work that is used.

    Attributes:
        label: the license as the expression names it.
        base: id of the license.
        exception: id of the exception, or None.
        verdict: whether the license grants the use.
        grounds: why.
        copyleft: whether copyleft gets to what the outbound license covers.
        copyleft_says: the statements that carry it there.
        ways: ids of licenses that copyleft lets the result have; None for any.
        closed_way: whether it lets object form go under terms of one's own.
        asks: what it asks beyond notices, each a term or trait.
        limits: what recipients may not do, with the statement or fact that says so.
        unsure: limits that are not known.
        source: statements that ask for source of what the outbound license covers.
        obligations: what the one who acts has to do.
        restrictions: what recipients may not do.
        alternatives: the same for later versions that may be taken instead.
    """

    label: str
    base: str
    exception: str | None
    verdict: Verdict
    grounds: tuple[Ground, ...]
    copyleft: Verdict = Verdict.NO
    copyleft_says: str = ""
    ways: frozenset[str] | None = frozenset()
    closed_way: bool = False
    asks: frozenset[str] = frozenset()
    limits: dict[Limit, str] = field(factory=dict)
    unsure: frozenset[Limit] = frozenset()
    source: str = ""
    obligations: tuple[Duty, ...] = ()
    restrictions: tuple[Duty, ...] = ()
    alternatives: tuple[Inbound, ...] = ()


@define(eq=False, slots=False)
class Outbound:
    """The side of what the result is offered under.

    Attributes:
        label: the license as the expression names it.
        base: id of the license.
        exception: id of the exception, or None.
        known: whether the catalog has it.
        closed: whether it stands for closed terms of one's own, or for no license.
        refuses: whether it forbids further restrictions on what it covers.
        refuses_says: the statement that does.
        bears: what it takes in, terms and traits.
    """

    label: str
    base: str
    exception: str | None
    known: bool
    closed: bool = False
    refuses: bool = False
    refuses_says: str = ""
    bears: frozenset[str] = frozenset()
    record: License | None = None
    _held: dict[Limit, Verdict] = field(factory=dict)

    def holds(self, limit: Limit) -> Verdict:
        """Say whether it keeps recipients from what a limit names."""
        known = self._held.get(limit)
        if known is None:
            known = self._held[limit] = self._holds(limit)
        return known

    def _holds(self, limit: Limit) -> Verdict:
        kind, value = limit
        if self.closed:
            return _YES
        if self.record is None:
            return _UNKNOWN
        if kind == "right":
            return _kept_back(self.record, value)
        if kind == "cap":
            return self._holds_cap(value)
        if kind == "pass-through":
            return self._passes_through(value)
        stated = statements_on(self.record.prohibits, "prohibit", kind)
        if any(not value or value in each.value for each in stated):
            return _YES
        return _NO if self.record.review != "category" and kind not in self.record.unclear else _UNKNOWN

    def _holds_cap(self, value: str) -> Verdict:
        assert self.record is not None
        granted = statements_on(self.record.permits, "permit", "commercial-use")
        if any(value in each.unless for each in granted):
            return _YES
        return _kept_back(self.record, "commercial-use")

    def _passes_through(self, wording: str) -> Verdict:
        assert self.record is not None
        if not statements_on(self.record.requires, "require", "pass-through"):
            return self._silent("pass-through")
        return _YES if wording == "equivalent" else _UNKNOWN

    def _silent(self, term: str) -> Verdict:
        assert self.record is not None
        unclear = self.record.review == "category" or term in self.record.unclear
        return _UNKNOWN if unclear else _NO

    @cached_property
    def same(self) -> tuple[str, str | None]:
        """The license and exception, as one key."""
        return self.base, self.exception


def _kept_back(record: License, right: str) -> Verdict:
    """Say whether a license keeps a right back from recipients."""
    if _forbidden(record, right):
        return _YES
    granted = record.says("permit", right)
    return {_YES: _NO, _NO: _YES, _UNKNOWN: _UNKNOWN}[granted]


def _forbidden(record: License, right: str) -> list[Statement]:
    found = list(statements_on(record.prohibits, "prohibit", right))
    if right == "modify":
        found += [
            each
            for each in statements_on(record.prohibits, "prohibit", "distribute")
            if each.on == "derivative"
        ]
    return found


# --- Inbound ----------------------------------------------------------------------------


def inbound_side(leaf: Leaf, situation: Situation, catalog: Catalog) -> Inbound:
    """Return what the license of the work that is used brings to a question."""
    versions = _versions(leaf, catalog)
    if not versions:
        return _unknown(leaf, catalog)
    first, *later = (
        _Reader(leaf, id, situation, catalog).side() for id in dict.fromkeys(versions)
    )
    return _with_alternatives(first, tuple(later))


def _with_alternatives(side: Inbound, later: tuple[Inbound, ...]) -> Inbound:
    from attrs import evolve

    return evolve(side, alternatives=later) if later else side


def _versions(leaf: Leaf, catalog: Catalog) -> tuple[str, ...]:
    """Return the license and the later ones that its id lets one take."""
    if leaf.license not in catalog.facts or leaf.license == OWN_TERMS:
        return ()
    if leaf.plus or leaf.license.endswith("-or-later"):
        return (leaf.license, *catalog.later_versions(leaf.license))
    return (leaf.license,)


def _unknown(leaf: Leaf, catalog: Catalog) -> Inbound:
    verdict, says = _UNKNOWN, f"nothing is known of {leaf}"
    if leaf.license in (NONE, OWN_TERMS):
        verdict = _NO
        says = f"{leaf} grants nothing"
    elif leaf.license == NOASSERTION:
        says = "no license is stated"
    ground = Ground("unknown-license", verdict, says)
    return Inbound(str(leaf), leaf.license, leaf.exception, verdict, (ground,))


class _Reader:
    """Reads the statements of one license in one situation."""

    def __init__(self, leaf: Leaf, id: str, situation: Situation, catalog: Catalog) -> None:
        self._leaf = leaf
        self._situation = situation
        self._catalog = catalog
        self._record = license(id, catalog)
        self._name = id if id != leaf.license else f"{leaf.license}{'+' if leaf.plus else ''}"
        self._grounds: list[Ground] = []
        self._exception = self._find_exception()
        self._statements = tuple(self._apply_exception())
        self._derived = self._is_derived()

    # The exception

    def _find_exception(self) -> LicenseException | None:
        name = self._leaf.exception
        if name is None:
            return None
        if name not in self._catalog.exceptions:
            self._doubt(f"nothing is known of {name}")
            return None
        found = exception(name, self._catalog)
        if found.modifies and self._record.id not in found.modifies:
            self._doubt(f"{name} is not written for {self._record.id}")
        if found.review == "category":
            self._doubt(f"the text of {name} was not read")
        return found

    def _doubt(self, says: str) -> None:
        self._grounds.append(Ground("unknown-license", _UNKNOWN, says))

    def _apply_exception(self) -> Iterator[Statement]:
        added = self._exception
        if added is None:
            yield from self._record.statements
            return
        lifts = [lift.statement for lift in added.lifts if self._situation.use.name in lift.uses]
        lifts = [each for each in lifts if self._in_form(each)]
        lifted = 0
        for each in self._record.statements:
            if any(_lifts(lift, each) for lift in lifts):
                lifted += 1
            else:
                yield each
        if lifted:
            says = f"{added.id} lifts {lifted} duties of {self._record.id} for this use"
            clause = lifts[0].clause
            self._grounds.append(Ground("exception-lifts", _YES, f"{says} [{clause}]"))
        yield from added.statements

    def _in_form(self, each: Statement) -> bool:
        return each.form is None or (each.form == "object") == (self._situation.provide != "source")

    # What is asked of the statements

    def _on(self, kind: str, term: str) -> Iterator[Statement]:
        return (each for each in self._statements if each.kind == kind and each.term == term)

    def _cite(self, each: Statement) -> str:
        return f"{self._name} {each.kind}s {each}" if each.kind != "disclaim" else str(each)

    def _is_derived(self) -> bool:
        """Say whether an unsettled question makes the result derive from the work."""
        asked = {
            question
            for content, question in self._situation.use.derives
            if content in self._record.content
        }
        if "outputs-carry-terms" in asked and self._speaks_of_outputs():
            return False
        return bool(asked & self._situation.questions)

    def _speaks_of_outputs(self) -> bool:
        about = {"output", "results", "distilled-model"}
        return any(each.on in about for each in self._statements) or any(
            self._on("permit", "use-outputs")
        )

    # Whether the use is granted

    def side(self) -> Inbound:
        """Return the side."""
        self._judge_rights()
        self._judge_purpose()
        self._judge_prohibitions()
        verdict = min((each.verdict for each in self._grounds), default=_YES)
        if not self._situation.published:
            obligations, restrictions = self._duties("require"), self._duties("prohibit")
            return Inbound(
                self._label, self._record.id, self._leaf.exception, verdict,
                tuple(self._grounds), obligations=obligations, restrictions=restrictions,
            )  # fmt: skip
        copyleft, says = self._copyleft()
        limits, unsure = self._limits()
        return Inbound(
            label=self._label,
            base=self._record.id,
            exception=self._leaf.exception,
            verdict=verdict,
            grounds=tuple(self._grounds),
            copyleft=copyleft,
            copyleft_says=says,
            ways=self._ways(),
            closed_way=self._has_closed_way(),
            asks=frozenset(self._asks()),
            limits=limits,
            unsure=unsure,
            source=self._source(),
            obligations=self._duties("require"),
            restrictions=self._duties("prohibit"),
        )

    @property
    def _label(self) -> str:
        addition = f" WITH {self._leaf.exception}" if self._leaf.exception else ""
        return self._name + addition

    def _judge_rights(self) -> None:
        found = {right: self._granted(right) for right in self._situation.needs}
        granted = [right for right, (verdict, _) in found.items() if verdict == _YES]
        missing = [(verdict, says) for verdict, says in found.values() if verdict != _YES]
        for verdict, says in missing:
            self._grounds.append(Ground("right-not-granted", verdict, says))
        if not missing:
            says = f"{self._name} permits {', '.join(granted)}"
            self._grounds.append(Ground("right-not-granted", _YES, says))

    def _granted(self, right: str) -> tuple[Verdict, str]:
        """Say whether a right is granted, and what decides."""
        against = self._against(right)
        if against is not None:
            return _NO, self._cite(against)
        if right == "serve":
            return _YES, ""  # no right of its own unless a license takes it away
        rights = ("use", "reproduce") if right == "use" else (right,)
        best, says = _NO, f"{self._name} does not permit {right}"
        for each in (each for name in rights for each in self._on("permit", name)):
            if not self._situation.is_about_work(each) and each.on not in self._situation.use.result:
                continue
            held = self._situation.holds(each)
            if held == _YES and right not in self._record.unclear:
                return _YES, ""
            if held >= best and held != _YES:
                best, says = held, f"{self._cite(each)}, which is not known to be met"
        if right in self._record.unclear:
            if right in self._situation.use.unrefused:
                return _YES, ""
            return _UNKNOWN, f"the text of {self._name} is not clear on {right}"
        if best == _NO and self._record.review == "category":
            return _UNKNOWN, f"the text of {self._name} was not read: {right} is not known"
        return best, says

    def _against(self, right: str) -> Statement | None:
        for each in self._on("prohibit", right):
            about = self._situation.is_about_work(each)
            changed = each.on == "derivative" and self._situation.use.modifies
            if (about or changed) and self._situation.holds(each) == _YES:
                return each
        return None

    def _judge_purpose(self) -> None:
        if self._situation.purpose != "commercial":
            return
        for each in self._on("prohibit", "commercial-use"):
            if self._situation.is_about_work(each) and self._situation.holds(each) != _NO:
                self._grounds.append(Ground("purpose", _NO, self._cite(each)))
                return
        verdict, says = self._granted("commercial-use")
        if verdict != _YES:
            self._grounds.append(Ground("purpose", verdict, says))

    def _judge_prohibitions(self) -> None:
        for each in self._forbidding():
            held = self._situation.holds(each)
            if held != _NO:
                verdict = _NO if held == _YES else _UNKNOWN
                self._grounds.append(Ground("use-forbidden", verdict, self._cite(each)))
        for term in _FORBIDS.get(self._situation.use.name, ()):
            if term in self._record.unclear or (
                self._record.review == "category" and not any(self._on("permit", term))
            ):
                says = f"whether {self._name} prohibits {term} is not known"
                self._grounds.append(Ground("use-forbidden", _UNKNOWN, says))

    def _forbidding(self) -> Iterator[Statement]:
        """Yield what the license forbids of the use as such."""
        use = self._situation.use.name
        about = {"output"} if use in ("distill", "generate") else set()
        for term in _FORBIDS.get(use, ()):
            for each in self._on("prohibit", term):
                if self._situation.is_about_work(each) or each.on in about:
                    yield each
        if self._situation.served:
            for each in self._on("prohibit", "field-of-use"):
                if "hosting" in each.value and self._situation.is_about_work(each):
                    yield each

    # Copyleft and the ways out of it

    @property
    def _reach(self) -> frozenset[str | None]:
        reach = self._situation.use.reach
        return reach | {None, "work", "file", "derivative", "data", "weights"} if self._derived else reach

    def _copyleft(self) -> tuple[Verdict, str]:
        if not self._reach:
            return _NO, ""
        reached, doubtful = [], []
        for each in (*self._on("require", "same-license"), *self._on("prohibit", "relicense")):
            if self._reaches(each):
                held = self._situation.holds(each, modified=self._counts_as_modified)
                group = {_YES: reached, _UNKNOWN: doubtful}.get(held)
                if group is not None:
                    group.append(each)
        if reached:
            return _YES, "; ".join(self._cite(each) for each in reached)
        if doubtful:
            return _UNKNOWN, self._cite(doubtful[0])
        if self._is_unclear("same-license") and self._may_reach:
            return _UNKNOWN, f"whether {self._name} requires same-license is not known"
        return _NO, ""

    @property
    def _counts_as_modified(self) -> bool | None:
        """A program linked with a work is a changed version of it for copyleft."""
        linked = self._situation.use.name in ("link-static", "link-dynamic")
        return True if linked or self._derived else None

    @property
    def _may_reach(self) -> bool:
        """Say whether copyleft of unclear extent could get to the result at all."""
        if self._situation.use.whole or self._derived:
            return True
        return self._record.category != "permissive" and "work" in self._situation.use.reach

    def _reaches(self, each: Statement) -> bool:
        if each.on not in self._reach:
            return False
        if each.on is None and self._situation.use.name.startswith("link"):
            return False
        if each.one_of and self._has_option_beside(each):
            return False
        if each.when in ("use", "modify"):
            return each.when in self._situation.use.events
        if each.when == "serve":
            return self._situation.served
        if each.when in ("distribute", "sublicense"):
            return self._situation.handed_over
        return each.when is None

    def _has_option_beside(self, each: Statement) -> bool:
        return any(
            other.one_of == each.one_of and other.term != each.term for other in self._statements
        )

    def _is_unclear(self, term: str) -> bool:
        stated = any(each.term == term for each in self._statements)
        unread = self._record.review == "category" and not stated
        return unread or term in self._record.unclear

    def _ways(self) -> frozenset[str] | None:
        known = self._catalog
        found = set(known.same_license(self._record.id))
        later = self._record.trait("later_versions")
        if self._name.endswith(("-or-later", "+")) or later in ("always", "unless-excluded"):
            found |= _or_later(self._record.id, known)
        elif later == "adaptations" and (self._situation.use.modifies or self._derived):
            found |= _or_later(self._record.id, known)
        for each in self._relicensing():
            if each.value == ("any",):
                if each.form is None:
                    return None
                continue
            for id in each.value:
                found |= _or_later(id, known) if id.endswith("-or-later") else {id}
        return frozenset(found)

    def _relicensing(self) -> Iterator[Statement]:
        changed = self._situation.use.modifies or self._derived
        for each in self._on("permit", "relicense"):
            about = self._situation.is_about_work(each)
            derived = each.on == "derivative" and changed
            result = each.on in self._situation.use.result and each.on != "derivative"
            if (about or derived or result) and self._situation.holds(each) == _YES:
                yield each

    def _has_closed_way(self) -> bool:
        if self._situation.provide != "binary":
            return False
        return any(each.value == ("any",) and each.form == "object" for each in self._relicensing())

    # What it asks and what it forbids

    @property
    def _covers_work(self) -> bool:
        """Say whether what the outbound license covers holds the inbound work."""
        return self._situation.use.whole or self._derived

    def _concerns_result(self, each: Statement) -> bool:
        if self._covers_work and self._situation.is_about_work(each):
            return True
        return each.on in self._situation.use.result - {"product"} or (
            self._derived and each.on == "derivative"
        )

    def _asks(self) -> Iterator[str]:
        for each in self._statements:
            if each.kind not in ("require", "prohibit") or each.term in _NOTICES:
                continue
            if each.term == "indemnify" and each.when == "commercialize":
                continue  # only for warranties that one gives oneself
            if each.when == "litigate" or self._is_met_otherwise(each):
                continue
            if self._situation.condition(each.if_) != _NO:
                yield each.term
        if self._record.trait("governing_law"):
            yield "governing-law"
        if self._record.trait("retaliation"):
            yield "retaliation"

    def _is_met_otherwise(self, each: Statement) -> bool:
        """Say whether a statement is one of several options, one of which is a notice."""
        return bool(each.one_of) and any(
            other.one_of == each.one_of and other.term in _NOTICES for other in self._statements
        )

    def _source(self) -> str:
        """Return what asks for source of what the outbound license covers."""
        if not self._covers_work:
            return ""
        for each in self._on("require", "provide-source"):
            held = self._situation.holds(each)
            if held == _YES and self._situation.binds(each) and not each.one_of:
                return self._cite(each)
        return ""

    def _limits(self) -> tuple[dict[Limit, str], frozenset[Limit]]:
        limits: dict[Limit, str] = {}
        unsure: set[Limit] = set()
        if self._covers_work:
            self._add_rights(limits, unsure)
        passed = self._passed_through()
        for each in passed:
            limits["pass-through", each.value[0] if each.value else "equivalent"] = self._cite(each)
        for each in self._statements:
            if each.kind != "prohibit" or each.term not in _TRAVELING:
                continue
            travels = self._concerns_result(each) or (passed and each.term == "field-of-use")
            if travels and self._situation.condition(each.if_) != _NO:
                for value in each.value or ("",):
                    limits.setdefault((each.term, value), self._cite(each))
        if self._covers_work and self._record.review == "category":
            unsure |= {(term, "") for term in _TRAVELING}
        if self._situation.use.name == "modify":
            for each in self._on("prohibit", "sell-standalone"):
                limits["sell-standalone", ""] = self._cite(each)
        return limits, frozenset(unsure - limits.keys())

    def _passed_through(self) -> list[Statement]:
        """Return what asks to bind recipients, or users of a service, to restrictions."""
        return [
            each
            for each in self._on("require", "pass-through")
            if self._situation.binds(each)
            and (self._concerns_result(each) or each.when == "serve")
        ]

    def _add_rights(self, limits: dict[Limit, str], unsure: set[Limit]) -> None:
        for right in _PASSED_ON:
            limit = ("right", right)
            against = [
                each for each in _forbidden(self._record, right)
                if self._situation.is_about_work(each) or each.on == "derivative"
            ]  # fmt: skip
            granted = [each for each in self._on("permit", right)]
            if against:
                limits[limit] = self._cite(against[0])
            elif right in self._record.unclear or (
                not granted and self._record.review == "category"
            ):
                if right not in self._situation.use.unrefused or right not in self._record.unclear:
                    unsure.add(limit)
            elif not granted:
                limits[limit] = f"{self._name} does not permit {right}"
            for each in granted if right == "commercial-use" else ():
                for cap in each.unless:
                    limits["cap", cap] = self._cite(each)

    def _duties(self, kind: str) -> tuple[Duty, ...]:
        found = []
        for each in self._statements:
            if each.kind != kind or self._situation.holds(each) == _NO:
                continue
            if self._situation.binds(each) or (self._derived and self._binds_derived(each)):
                found.append(Duty(self._label, each))
        return tuple(found)

    def _binds_derived(self, each: Statement) -> bool:
        about = self._situation.is_about_work(each) or each.on == "derivative"
        return about and self._situation.happens(each, to_result=True)


#: What a license can forbid of a use as such.
_FORBIDS = {
    "train-on": ("train", "train-other-models"),
    "distill": ("train", "train-other-models", "use-outputs"),
    "generate": ("use-outputs",),
    "serve": ("serve",),
}


def _lifts(lift: Statement, each: Statement) -> bool:
    same = lift.kind == each.kind and lift.term == each.term
    return same and (lift.on is None or lift.on == each.on)


def _or_later(id: str, catalog: Catalog) -> set[str]:
    """Return the ids of a license and of its later versions, "or later" ones included."""
    found = {id}
    for each in catalog.later_versions(id):
        found.add(each)
        open_ended = each.removesuffix("-only") + "-or-later"
        if open_ended in catalog.facts:
            found.add(open_ended)
    return found


# --- Outbound ---------------------------------------------------------------------------


def outbound_side(leaf: Leaf, situation: Situation, catalog: Catalog) -> Outbound:
    """Return what the license that the result is offered under brings to a question."""
    side = Outbound(str(leaf), leaf.license, leaf.exception, known=True)
    if leaf.license in (NONE, OWN_TERMS):
        side.closed = True
        return side
    known = leaf.license in catalog.facts
    if not known or (leaf.exception and leaf.exception not in catalog.exceptions):
        side.known = False
        return side
    record = license(leaf.license, catalog)
    lifted = _lifted_outbound(leaf, situation, catalog)
    refusing = _refusing(record, situation) if not lifted else None
    side.record = record
    if refusing is not None:
        side.refuses = True
        side.refuses_says = f"{leaf.license} prohibits {refusing}"
    side.bears = _bears(record)
    return side


def _lifted_outbound(leaf: Leaf, situation: Situation, catalog: Catalog) -> bool:
    """Say whether an exception of the outbound license frees what is linked with it."""
    if leaf.exception is None or situation.use.whole:
        return False
    lifts = exception(leaf.exception, catalog).lifts
    return any(
        lift.statement.term == "same-license" and situation.use.name in lift.uses for lift in lifts
    )


def _refusing(record: License, situation: Situation) -> Statement | None:
    """Return the statement that forbids further restrictions on the inbound work."""
    stated = statements_on(record.prohibits, "prohibit", "further-restrict")
    copyleft = statements_on(record.requires, "require", "same-license")
    if not stated or not copyleft:
        return None
    linked = situation.use.name in ("link-static", "link-dynamic")
    reaching = any(each.on in ("work", "combined-work") for each in copyleft)
    if situation.use.whole or (linked and reaching):
        return stated[0]
    return None


#: What the duties of an outbound license have to be about to be the same as others'.
_OF_ITS_OWN = OWN_WORK | {"derivative"}


def _bears(record: License) -> frozenset[str]:
    own = {
        each.term
        for each in record.statements
        if each.kind in ("require", "prohibit") and each.on in _OF_ITS_OWN
    }
    if record.trait("governing_law"):
        own.add("governing-law")
    if record.trait("retaliation") or _disclaims_patents(record.disclaims):
        own.add("retaliation")
    return frozenset(own) | _NOTICES


def _disclaims_patents(disclaims: Iterable[Statement]) -> bool:
    """Say whether patents are outside of the license, so that terms on them add nothing."""
    return any(each.term == "patent" for each in disclaims)
