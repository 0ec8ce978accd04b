# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Checks that the readers of knowledge files share; each error names file and place."""

from __future__ import annotations

__all__ = [
    "Check",
    "Record",
    "are_tables",
    "are_texts",
    "check_table",
    "check_tables",
    "is_flag",
    "is_number",
    "is_table",
    "is_text",
    "load_toml",
    "one_of",
    "or_empty",
    "some_of",
]

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from openlic.errors import DataError

#: Says what is wrong with a value, or None.
Check = Callable[[Any], str | None]

Record = dict[str, Any]


def is_text(value: Any) -> str | None:
    """Say what is wrong unless a value is a text that is not empty."""
    return None if isinstance(value, str) and value else "a text is expected"


def is_flag(value: Any) -> str | None:
    """Say what is wrong unless a value is true or false."""
    return None if isinstance(value, bool) else "true or false is expected"


def are_texts(value: Any) -> str | None:
    """Say what is wrong unless a value is a list of different texts."""
    good = isinstance(value, list) and value and all(isinstance(v, str) and v for v in value)
    if not good:
        return "a list of texts is expected"
    return "an entry stands twice" if len(set(value)) < len(value) else None


def one_of(words: Collection[str]) -> Check:
    """Return a check that a value is one of the words."""

    def check(value: Any) -> str | None:
        known = isinstance(value, str) and value in words
        return None if known else f"{value!r} is not one of {', '.join(words)}"

    return check


def some_of(words: Collection[str]) -> Check:
    """Return a check that a value is a list of different words among these."""

    def check(value: Any) -> str | None:
        wrong = are_texts(value)
        unknown = [] if wrong else [v for v in value if v not in words]
        return wrong or (f"{unknown[0]!r} is not one of {', '.join(words)}" if unknown else None)

    return check


def or_empty(check: Check) -> Check:
    """Return a check that takes an empty list as well."""
    return lambda value: None if value == [] else check(value)


def is_table(value: Any) -> str | None:
    """Say what is wrong unless a value is a table."""
    return None if isinstance(value, dict) else "a table is expected"


def are_tables(value: Any) -> str | None:
    """Say what is wrong unless a value is a list."""
    return None if isinstance(value, list) else "a list of tables is expected"


def is_number(value: Any) -> str | None:
    """Say what is wrong unless a value is a whole number."""
    return None if type(value) is int else "a number is expected"


def load_toml(path: Path) -> Record:
    """Return the content of a TOML file.

    Raises:
        DataError: it is not UTF-8 or not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(str(path), "file", str(error)) from error


def check_table(
    path: Path, where: str, table: Any, checks: Mapping[str, Check], required: Iterable[str]
) -> None:
    """Check the keys and values of a table.

    Parameters:
        path: the file, for messages.
        where: the place of the table in it; empty for the file itself.
        table: what stands there.
        checks: the keys that may stand there, with the check of each.
        required: the keys that have to.

    Raises:
        DataError: it is no table, or a key is missing, unknown or wrong.
    """
    if not isinstance(table, dict):
        raise DataError(str(path), where, "a table is expected")
    prefix = f"{where}." if where else ""
    for name in required:
        if name not in table:
            raise DataError(str(path), f"{prefix}{name}", "this key is missing")
    for name, value in table.items():
        if name not in checks:
            known = ", ".join(checks)
            raise DataError(str(path), f"{prefix}{name}", f"no such key; there are {known}")
        wrong = checks[name](value)
        if wrong:
            raise DataError(str(path), f"{prefix}{name}", wrong)


def check_tables(
    path: Path, where: str, tables: Any, checks: Mapping[str, Check], required: Iterable[str]
) -> None:
    """Check every table of a list as :func:`check_table` does."""
    if not isinstance(tables, list):
        raise DataError(str(path), where, "a list of tables is expected")
    for number, entry in enumerate(tables):
        check_table(path, f"{where}[{number}]", entry, checks, required)
