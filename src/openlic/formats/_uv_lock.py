# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""uv.lock, the lock file of uv.

https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile
"""

from __future__ import annotations

__all__ = ["load", "recognizes"]

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openlic.formats._python_locks import lock_model, named_entries, needs, package
from openlic.formats._source import Source
from openlic.model import Model

_VERSION = re.compile(r"^version\s*=\s*\d", re.MULTILINE)
_SOURCE = re.compile(r"^source\s*=\s*\{", re.MULTILINE)

#: Where a package of the project itself comes from.
_OWN = ("virtual", "editable")


def recognizes(source: Source) -> bool:
    """Whether a text has a version and packages with tables as their sources."""
    head = source.head
    if "[[package]]" not in head:
        return False
    return _VERSION.search(head) is not None and _SOURCE.search(head) is not None


def load(source: Source) -> Model:
    """Read a lock file.

    Raises:
        InputError: it is no TOML, or has no list of packages.
    """
    found = source.toml.get("package")
    if not isinstance(found, list):
        raise source.refuse("there is no list [[package]]", "lock the project", where="$.package")
    packages, own = [], ""
    for name, entry in named_entries(source, "package", "lock the project again"):
        packages.append(package(name, entry, _needs(entry)))
        if not own and _is_own(entry.get("source")):
            own = name
    return lock_model(source, packages, own or Path(source.path).absolute().parent.name, "uv-lock")


def _needs(entry: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what a package needs when no extra is asked for; groups are for development."""
    yield from needs(entry.get("dependencies"), "link-dynamic")
    groups = entry.get("dev-dependencies")
    for group in groups.values() if isinstance(groups, dict) else ():
        yield from needs(group, "tool")


def _is_own(place: Any) -> bool:
    return isinstance(place, dict) and any(place.get(each) == "." for each in _OWN)
