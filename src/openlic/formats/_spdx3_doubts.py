# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What is doubtful in an SPDX 3 file."""

from __future__ import annotations

__all__ = ["Doubts"]

from collections import Counter
from collections.abc import Iterator

from openlic.findings import Finding

#: Most findings of one code; those that the format does not allow have a limit of their own.
_MOST, _MOST_WARNINGS = 50, 20


class Doubts:
    """Findings of one file, no more than a few of each code."""

    def __init__(self) -> None:
        self._findings: dict[str, list[Finding]] = {}
        self._more: Counter[str] = Counter()
        self._warnings: dict[tuple[str, str], list[str]] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def find(self, code: str, message: str, repair: str = "", component: str | None = None) -> None:
        """Note something doubtful."""
        found = self._findings.setdefault(code, [])
        if len(found) < _MOST:
            found.append(Finding(code, message, repair, component))
        else:
            self._more[code] += 1

    def warn(self, message: str, repair: str, place: str) -> None:
        """Note something that the format does not allow, at one of its places."""
        key = message, repair
        if key not in self._warnings and len(self._warnings) >= _MOST_WARNINGS:
            self._more["document-warning"] += 1
            return
        self._counts[key] += 1
        places = self._warnings.setdefault(key, [])
        if len(places) < 3:
            places.append(place)

    def all(self) -> Iterator[Finding]:
        """Return the findings; the last of a code says how many more there are."""
        for (message, repair), places in self._warnings.items():
            more = self._counts[message, repair] - len(places)
            text = f"{message} ({', '.join(places)}{f' and {more} more' if more else ''})"
            yield Finding("document-warning", text, repair)
        for found in self._findings.values():
            yield from found
        for code, more in self._more.items():
            yield Finding(code, f"{more} more of these are not listed")
