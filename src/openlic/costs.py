# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What it costs to change a release, as far as that can be said beforehand."""

from __future__ import annotations

__all__ = ["CHANGES", "Costs", "read_costs"]

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from attrs import field, frozen

from openlic.errors import InputError
from openlic.problems import Problem

#: Kinds of changes, with what they are and what they cost where nothing else is said.
CHANGES: dict[str, tuple[str, int]] = {
    "license": ("give a license to a component that has none, or none that is known", 1),
    "relicense": ("release a component under another license", 3),
    "add": ("add a component that the class asks for", 5),
    "drop": ("leave out a component that the class does not ask for", 6),
    "replace": ("use another work in place of someone else's", 10),
}

#: What stands for a change that is out of the question.
NEVER = "never"

_MOST = 1_000_000
_LONGEST = 1024 * 1024

#: Changes by the table of a file in which they can be set for one component or work.
_TABLES = {"components": tuple(CHANGES), "works": ("replace",)}


@frozen
class Costs:
    """What changes cost; None for what is out of the question.

    Attributes:
        kinds: the cost of every kind of :data:`CHANGES`.
        components: for a component, kinds that cost something else there.
        works: the same for works from elsewhere.
    """

    kinds: Mapping[str, int | None] = field(
        factory=lambda: {kind: cost for kind, (_, cost) in CHANGES.items()}, hash=False
    )
    components: Mapping[str, Mapping[str, int | None]] = field(factory=dict, hash=False)
    works: Mapping[str, Mapping[str, int | None]] = field(factory=dict, hash=False)

    def of(self, kind: str, name: str, *, own: bool = True) -> int | None:
        """Return what a change costs; None if it is out of the question.

        Parameters:
            kind: a key of :data:`CHANGES`.
            name: of the component or work.
            own: whether it is a component of the release.

        >>> Costs(components={"Datasets": {"relicense": None}}).of("relicense", "Datasets")
        >>> Costs().of("relicense", "Datasets")
        3
        """
        special = (self.components if own else self.works).get(name, {})
        return special[kind] if kind in special else self.kinds[kind]


def read_costs(costs: Costs | Mapping[str, Any] | str | PathLike[str] | None) -> Costs:
    """Return costs from a TOML file, from a mapping of the same form, or the defaults.

    Whole numbers from 0 to 1,000,000, or ``never``::

        relicense = 5

        [components."Model parameters (Final)"]
        relicense = "never"

        [works."Llama-3.1-8B"]
        replace = 50

    Raises:
        InputError: the file cannot be read, or has something else in it.

    >>> read_costs({"add": 2, "works": {"Llama-2-7B": {"replace": "never"}}}).kinds["add"]
    2
    """
    if costs is None:
        return Costs()
    if isinstance(costs, Costs):
        return costs
    if isinstance(costs, Mapping):
        return _from_table(costs, "costs")
    path = fspath(costs)
    return _from_table(_read_file(path), path)


def _read_file(path: str) -> Mapping[str, Any]:
    from tomllib import TOMLDecodeError, loads

    try:
        file = Path(path)
        if file.stat().st_size > _LONGEST:
            raise InputError(path, [Problem("the file is larger than 1 MiB", "make it smaller")])
        return loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        problem = Problem(f"the costs cannot be read: {reason}", "give a TOML file in UTF-8")
        raise InputError(path, [problem]) from error
    except (TOMLDecodeError, RecursionError) as error:
        raise InputError(path, [Problem(f"this is no TOML: {error}", "correct it")]) from error


def _from_table(table: Mapping[str, Any], path: str) -> Costs:
    problems: list[Problem] = []
    kinds: dict[str, int | None] = {kind: cost for kind, (_, cost) in CHANGES.items()}
    tables: dict[str, dict[str, dict[str, int | None]]] = {name: {} for name in _TABLES}
    for key, value in table.items():
        if key in _TABLES:
            for name, below in _tables(value, key, problems):
                found = _costs(below, _TABLES[key], f"{key}.{name!r}", problems)
                tables[key][name] = dict(found)
        else:
            kinds.update(_costs({key: value}, tuple(CHANGES), "", problems))
    if problems:
        raise InputError(path, problems)
    return Costs(kinds, **tables)


def _tables(
    value: Any, where: str, problems: list[Problem]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(value, Mapping):
        problems.append(Problem(f"{where} is a table of names", "write a table", where=where))
        return
    for name, below in value.items():
        if isinstance(below, Mapping):
            yield str(name), below
        else:
            message = f"{where}.{name!r} is a table of changes with their costs"
            problems.append(Problem(message, "write a table", where=where))


def _costs(
    table: Mapping[str, Any], known: tuple[str, ...], where: str, problems: list[Problem]
) -> Iterator[tuple[str, int | None]]:
    for kind, cost in table.items():
        place = f"{where}.{kind}" if where else str(kind)
        if kind not in known:
            near = get_close_matches(str(kind)[:50], known, 1, 0.5)
            repair = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
            problems.append(Problem(f"there is no change {kind!r}", repair, where=place))
        elif cost == NEVER:
            yield kind, None
        elif isinstance(cost, int) and not isinstance(cost, bool) and 0 <= cost <= _MOST:
            yield kind, cost
        else:
            message = f"{cost!r} is no cost"
            repair = f"write a whole number from 0 to {_MOST:,}, or {NEVER!r}"
            problems.append(Problem(message, repair, where=place))
