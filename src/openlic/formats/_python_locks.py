# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the lock files of Python projects have in common.

They name packages and what these need. They have no licenses.
"""

from __future__ import annotations

__all__ = ["Package", "lock_model", "named_entries", "needs", "package"]

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from openlic.formats._inventory import Inventory
from openlic.formats._license_files import limited
from openlic.formats._python_metadata import PART_OF, canonical_name
from openlic.formats._source import Source
from openlic.model import Component, Model


@frozen
class Package:
    """One package of a lock file.

    Attributes:
        name: as written.
        version: as written; empty if there is none.
        license: as written, or None.
        needs: name and version of what it needs, with the use; the version may be empty.
    """

    name: str
    version: str
    license: str | None
    needs: tuple[tuple[str, str, str], ...]


def _entries(value: Any) -> list[dict[str, Any]]:
    """Return the tables of a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def named_entries(source: Source, key: str, repair: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and table of every package in a list of a lock file.

    Parameters:
        source: the lock file, in which the list is known to be there.
        key: of the list.
        repair: what to do if a package has no name.

    Raises:
        InputError: a package has no name.
    """
    for number, each in enumerate(source.toml[key]):
        name = each.get("name") if isinstance(each, dict) else None
        if not isinstance(name, str) or not name.strip():
            where = f"$.{key}[{number}]"
            raise source.refuse("a package has no name", repair, where=where)
        yield name, each


def package(name: str, entry: dict[str, Any], needed: Iterable[tuple[str, str, str]]) -> Package:
    """Return a package from its table and what it needs."""
    version, license = entry.get("version"), entry.get("license")
    return Package(
        name,
        version if isinstance(version, str) else "",
        license if isinstance(license, str) else None,
        tuple(needed),
    )


def lock_model(source: Source, packages: Sequence[Package], name: str, format: str) -> Model:
    """Return the packages of a lock file as a model.

    Parameters:
        source: the lock file.
        packages: its packages.
        name: of the model.
        format: id of the format.
    """
    inventory = Inventory()
    keys: dict[tuple[str, str], str] = {}
    added = [(_add(inventory, each), each) for each in packages]
    for key, package in added:
        found = canonical_name(package.name)
        keys.setdefault((found, package.version), key)
        keys.setdefault((found, ""), key)
    edges = _relate(inventory, keys, added)
    inventory.findings[:] = limited(inventory.findings)
    return inventory.model(
        name,
        format=format,
        path=source.path,
        counts=(("packages", len(added)), ("dependency_edges", edges)),
    )


def _add(inventory: Inventory, package: Package) -> str:
    if package.license is not None:
        inventory.note(package.name, "license", package.license)
    key = f"{canonical_name(package.name)}=={package.version}".removesuffix("==")
    component = Component(
        name=package.name,
        license=package.license,
        id=key,
        version=package.version,
        kind="package",
        content="code",
        part_of=PART_OF,
    )
    return inventory.add(key, component).key


def _relate(
    inventory: Inventory,
    keys: dict[tuple[str, str], str],
    packages: Sequence[tuple[str, Package]],
) -> int:
    edges, missing = 0, dict[str, None]()
    for key, package in packages:
        for name, version, use in package.needs:
            found = keys.get((canonical_name(name), version))
            if found is None:
                missing[name] = None
            else:
                edges += inventory.relate(key, found, use)
    if missing:
        message = f"{len(missing):,} packages are needed and not listed: {_first(missing)}"
        inventory.find("reference-to-nothing", message, "lock the project again")
    return edges


def _first(names: dict[str, None]) -> str:
    return ", ".join([*names][:5]) + (" …" if len(names) > 5 else "")


def needs(value: Any, use: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, version and use of each entry of a list of dependencies."""
    for each in _entries(value):
        name, version = each.get("name"), each.get("version")
        if isinstance(name, str):
            yield name, version if isinstance(version, str) else "", use
