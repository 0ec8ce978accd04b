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

from openlic.formats._python_locks import Package, lock_model, needs
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
    for number, each in enumerate(found):
        where = f"$.package[{number}]"
        name = each.get("name") if isinstance(each, dict) else None
        if not isinstance(name, str) or not name.strip():
            raise source.refuse("a package has no name", "lock the project again", where=where)
        packages.append(_package(name, each))
        if not own and _is_own(each.get("source")):
            own = name
    return lock_model(source, packages, own or Path(source.path).absolute().parent.name, "uv-lock")


def _package(name: str, entry: dict[str, Any]) -> Package:
    version, license = entry.get("version"), entry.get("license")
    return Package(
        name,
        version if isinstance(version, str) else "",
        license if isinstance(license, str) else None,
        tuple(_needs(entry)),
    )


def _needs(entry: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what a package needs when no extra is asked for; groups are for development."""
    yield from needs(entry.get("dependencies"), "link-dynamic")
    groups = entry.get("dev-dependencies")
    for group in groups.values() if isinstance(groups, dict) else ():
        yield from needs(group, "tool")


def _is_own(place: Any) -> bool:
    return isinstance(place, dict) and any(place.get(each) == "." for each in _OWN)
