# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Which license holds for a Python distribution that states it in several ways.

The ways are those of the core metadata: License-Expression, License, the license
classifiers, and license files. What is said first holds; what cannot be the same is a finding.
"""

from __future__ import annotations

__all__ = ["Decision", "Statements", "decide", "is_license_classifier", "unfolded"]

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import lru_cache

from attrs import field, frozen

from openlic.catalog import default_catalog
from openlic.findings import Finding
from openlic.formats._license_files import read_text
from openlic.model import LocalLicense
from openlic.normalization import Normalized, normalize
from openlic.spelling import key

#: Longest License field that is read as the name of a license.
_LONGEST_NAME = 200

#: Classifiers that name no license, only who approved it.
_UMBRELLAS = frozenset({"License :: OSI Approved", "License :: DFSG approved"})

#: Classifiers that no license that the OSI approved can have.
_RESTRICTED = frozenset(
    f"License :: {each}"
    for each in (
        "Other/Proprietary License",
        "Free For Educational Use",
        "Free For Home Use",
        "Free for non-commercial use",
        "Free To Use But Restricted",
    )
)

#: There are no classifiers for version 2.1 of the LGPL, the first that is called "Lesser".
_ALSO = {
    "LGPL-2.0-only": ("LGPL-2.1-only",),
    "LGPL-2.0-or-later": ("LGPL-2.1-or-later",),
}

#: What stands in a field in place of a license. "Other" may be the name of one.
_SILENT_KINDS = frozenset(
    {"undisclosed", "not-included", "none", "reference", "placeholder", "address"}
)


@frozen
class Statements:
    """What a distribution says of its license, as written.

    Attributes:
        name: of the distribution.
        expression: an SPDX expression, or None.
        license: free text: a name, or a whole text, or None.
        classifiers: license classifiers.
        license_field: where the free text stands.
        files: gives path and text of each license file; asked only if nothing else is said.
    """

    name: str
    expression: str | None = None
    license: str | None = None
    classifiers: tuple[str, ...] = ()
    license_field: str = "License"
    files: Callable[[], Sequence[tuple[str, str]]] = field(default=tuple, eq=False)


@frozen
class Decision:
    """The license that holds.

    Attributes:
        license: as written, or what a license text was taken for; None if nothing is said.
        licenses: several that all apply; then ``license`` is None.
        findings: what is doubtful.
        local: license texts that were not recognized.
    """

    license: str | None = None
    licenses: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    local: tuple[LocalLicense, ...] = ()


class _Force(Enum):
    """How much a statement says."""

    CERTAIN = "one expression"
    VAGUE = "one of listed licenses"
    UNREAD = "something that is not read"
    SILENT = "nothing"


@frozen
class _Said:
    """One statement.

    Attributes:
        field: where it stands.
        written: as written.
        force: how much it says.
        possible: ids that it may mean; empty if that is not known.
    """

    field: str
    written: str
    force: _Force
    possible: frozenset[str] = frozenset()


def is_license_classifier(text: str) -> bool:
    """Whether a trove classifier is about the license."""
    return text.partition("::")[0].strip() == "License"


def unfolded(value: str) -> str:
    """Return the value of a header without the indentation of its further lines.

    >>> unfolded("MIT License\\n        \\n        Copyright (c) A")
    'MIT License\\n\\nCopyright (c) A'
    """
    return re.sub(r"\n(?: {8}| {7}\||\t)", "\n", value.replace("\r\n", "\n")).strip()


def decide(statements: Statements) -> Decision:
    """Return the license that holds among what a distribution says.

    The first that says something holds: the expression, the License field if it is the name of
    a license or a text that is recognized, the classifiers, the license files. A field that says
    something that is not read stays beside the classifiers, since by the core metadata it may
    state a variation of what they name or an exception to it. A field that fits several
    licenses is made precise by classifiers if each names one of these. Where field and classifiers
    cannot mean the same, all apply.

    Parameters:
        statements: of one distribution.

    >>> decide(Statements("demo", license="GPL", classifiers=(
    ...     "License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)",
    ... ))).license
    'License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)'
    >>> decide(Statements("demo", license="UNKNOWN")).license
    'UNKNOWN'
    """
    return _Deciding(statements).decision()


class _Deciding:
    """One decision, while it is made."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.findings: list[Finding] = []
        self.local: list[LocalLicense] = []
        classifiers = tuple(dict.fromkeys(statements.classifiers))
        self.specific = [_classified(each) for each in classifiers if each not in _UMBRELLAS]
        self.umbrellas = [each for each in classifiers if each in _UMBRELLAS]

    def decision(self) -> Decision:
        """Return what holds."""
        licenses = tuple(dict.fromkeys(self._holding()))
        return Decision(
            licenses[0] if len(licenses) == 1 else None,
            licenses if len(licenses) > 1 else (),
            tuple(self.findings),
            tuple(self.local),
        )

    def _holding(self) -> Sequence[str]:
        expression, named = self._expression(), self._field()
        if expression is not None:
            others = self.specific if named is None else [named, *self.specific]
            self._compare(expression, others, "the expression is taken")
            return [expression.written]
        if named is not None and named.force is not _Force.SILENT:
            return self._with_field(named)
        if self.specific:
            return self._all(self.specific)
        return self._in_files() or [*([named.written] if named else []), *self.umbrellas][:1]

    def _expression(self) -> _Said | None:
        written = (self.statements.expression or "").strip()
        return _said("License-Expression", written) if written else None

    def _field(self) -> _Said | None:
        text, where = unfolded(self.statements.license or ""), self.statements.license_field
        if not text:
            return None
        if len(text) <= _LONGEST_NAME:
            found = _said(where, text)
            if found.force is not _Force.UNREAD or "\n" not in text:
                return found
        found_text = read_text(self.statements.name, where, text)
        if self._expression() is None:
            self.findings.append(found_text.finding)
        if found_text.local is None:
            return _said(where, found_text.license)
        if self._expression() is None:
            self.local.append(found_text.local)
        return _Said(where, found_text.license, _Force.UNREAD)

    def _with_field(self, named: _Said) -> Sequence[str]:
        against = self._compare(named, self.specific, "all are taken to apply")
        if against:
            return [named.written, *against]
        if named.force is _Force.CERTAIN or not self.specific:
            return [named.written]
        if named.force is _Force.UNREAD:
            return self._all([named, *self.specific])
        precise = all(
            each.force is _Force.CERTAIN and each.possible & named.possible
            for each in self.specific
        )
        return self._all(self.specific) if precise else [named.written]

    def _all(self, said: Sequence[_Said]) -> list[str]:
        if len(said) > 1:
            names = ", ".join(repr(each.written) for each in said)
            message = f"{names} may all apply, or one may be chosen; all are taken to apply"
            self._find("list-of-licenses", message, "state the license as an SPDX expression")
        return [each.written for each in said]

    def _in_files(self) -> list[str]:
        licenses = {}
        for path, text in self.statements.files():
            found = read_text(self.statements.name, path, text)
            self.findings.append(found.finding)
            if found.local is not None:
                self.local.append(found.local)
            licenses[found.license] = path
        if len(licenses) > 1:
            message = f"the license files {', '.join(licenses.values())} are taken to apply all"
            self._find("list-of-licenses", message, "state the license as an SPDX expression")
        return list(licenses)

    def _compare(self, holding: _Said, others: Sequence[_Said], taken: str) -> list[str]:
        """Return what cannot mean the same, with a finding on each that says what is taken."""
        against = [other for other in others if not _may_be_same(holding, other)]
        for other in against:
            message = (
                f"{holding.field} is {holding.written!r}, {other.field} is {other.written!r};"
                f" {taken}"
            )
            self._find("licenses-disagree", message, "correct one of them")
        return [other.written for other in against]

    def _find(self, code: str, message: str, repair: str) -> None:
        self.findings.append(Finding(code, message, repair, self.statements.name))


def _may_be_same(holding: _Said, other: _Said) -> bool:
    if other.written in _RESTRICTED:
        return not holding.possible or not all(map(_is_osi_approved, holding.possible))
    if not holding.possible or not other.possible:
        return True
    return bool(holding.possible & other.possible)


def _is_osi_approved(id: str) -> bool:
    facts = default_catalog().facts.get(id)
    return facts is not None and facts.get("osi") == "yes"


@lru_cache(maxsize=1024)
def _classified(classifier: str) -> _Said:
    found = _said("a classifier", classifier)
    possible = found.possible.union(*(_ALSO.get(id, ()) for id in found.possible))
    return _Said(found.field, found.written, found.force, possible)


def _said(where: str, written: str) -> _Said:
    reading = normalize(written)
    if reading.expression is not None:
        return _Said(where, written, _Force.CERTAIN, frozenset(_ids(reading)))
    if reading.basis == "not-a-license":
        silent = reading.kind in _SILENT_KINDS
        return _Said(where, written, _Force.SILENT if silent else _Force.UNREAD)
    if _is_listed(written):
        return _Said(where, written, _Force.VAGUE, frozenset(_ids(reading)))
    return _Said(where, written, _Force.UNREAD)


def _is_listed(text: str) -> bool:
    """Whether the meanings of a text are listed, and not merely spelled like it."""
    return key(text.rpartition(" :: ")[2]) in default_catalog().aliases["ambiguous"]


def _ids(reading: Normalized) -> Iterator[str]:
    if reading.expression is not None:
        yield from reading.expression.licenses
    for candidate in reading.candidates:
        found = normalize(candidate).expression
        if found is not None:
            yield from found.licenses
