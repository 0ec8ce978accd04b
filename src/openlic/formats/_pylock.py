# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""pylock.toml, the lock file of the Python packaging specifications.

https://packaging.python.org/en/latest/specifications/pylock-toml/
"""

from __future__ import annotations

__all__ = ["load", "recognizes"]

import re
from pathlib import Path

from openlic.formats._python_locks import lock_model, named_entries, needs, package
from openlic.formats._source import Source
from openlic.model import Model

_MARKS = tuple(
    re.compile(each, re.MULTILINE)
    for each in (r"^lock-version\s*=", r"^created-by\s*=|^\[\[packages\]\]|^packages\s*=")
)


def recognizes(source: Source) -> bool:
    """Whether a text has a lock version, and its maker or packages."""
    return all(mark.search(source.head) is not None for mark in _MARKS)


def load(source: Source) -> Model:
    """Read a lock file.

    Raises:
        InputError: it is no TOML, or has no list of packages.
    """
    found = source.toml.get("packages")
    if not isinstance(found, list):
        raise source.refuse("there is no list [[packages]]", "lock it again", where="$.packages")
    packages = [
        package(name, entry, needs(entry.get("dependencies"), "link-dynamic"))
        for name, entry in named_entries(source, "packages", "lock it again")
    ]
    return lock_model(source, packages, Path(source.path).absolute().parent.name, "pylock")
