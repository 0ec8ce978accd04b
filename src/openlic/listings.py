# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Long lists of findings and components, short enough to be read."""

from __future__ import annotations

__all__ = ["Group", "finding_lines", "groups", "listed"]

from collections.abc import Iterable, Sequence

from attrs import frozen

from openlic._text import shorten
from openlic.findings import Finding
from openlic.results import ComponentVerdict
from openlic.terms import Verdict

#: From this many findings on, they are counted by their codes.
_MOST_FINDINGS = 50

#: Most names that are listed, and most reasons of a group.
_MOST_NAMES, _MOST_REASONS = 20, 3


@frozen
class Group:
    """Components with the same license, the same verdict and the same reasons.

    Attributes:
        license: as read, or as written where it was not read.
        why: the reasons in words.
        names: of the components.
    """

    license: str
    why: str
    names: tuple[str, ...]


def groups(components: Iterable[ComponentVerdict], verdict: Verdict) -> list[Group]:
    """Return the components with a verdict in groups, the largest first."""
    found: dict[tuple[str, str], list[str]] = {}
    reasons: dict[int, str] = {}
    for each in components:
        if each.verdict == verdict:
            identity = id(each.reasons)  # components of one license share their reasons
            if identity not in reasons:
                reasons[identity] = _why(each)
            found.setdefault((each.license or "", reasons[identity]), []).append(each.name)
    made = [Group(license, why, tuple(names)) for (license, why), names in found.items()]
    return sorted(made, key=lambda group: -len(group.names))


def _why(component: ComponentVerdict) -> str:
    """Return what keeps a component from a yes, or what it was accepted for."""
    subjects: dict[str, dict[str, None]] = {}
    for each in component.reasons:
        subjects.setdefault(each.says, {})[each.subject] = None
    texts = [
        says if set(named) <= {component.name, component.license} else f"{', '.join(named)}: {says}"
        for says, named in subjects.items()
    ]
    more = f"; {len(texts) - _MOST_REASONS} more" if len(texts) > _MOST_REASONS else ""
    return "; ".join(texts[:_MOST_REASONS]) + more


def listed(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Return names as one text, with a count of those that are left out.

    >>> listed(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(shorten(name, 80) for name in names[:most]) + more


def finding_lines(findings: Sequence[Finding]) -> list[str]:
    """Return a line for every finding; if they are many, one for every code."""
    if len(findings) <= _MOST_FINDINGS:
        return [str(finding) for finding in findings]
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return [
        str(found[0]) if len(found) == 1 else f"{len(found):,} times, first: {found[0]}"
        for found in by_code.values()
    ]
