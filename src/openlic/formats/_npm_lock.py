# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The packages of a package-lock.json, and which of them needs which.

Versions 2 and 3 have one object for each place that a package is installed in; version 1 has
nested objects, without licenses.
"""

from __future__ import annotations

__all__ = ["LockFile", "has_places"]

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from openlic.formats._inventory import Inventory
from openlic.formats._npm_terms import PART_OF, SECTIONS, license_of, mapping, text
from openlic.model import Component

_FOLDER = "node_modules/"

#: How many folders above a package are looked in for what it needs, before the outermost one.
MOST_ABOVE = 50

#: Longest place of which the folders above are looked in, in characters.
LONGEST_PLACE = 4000


@frozen
class _Need:
    """What the package at a place needs."""

    place: str
    name: str
    use: str
    optional: bool


def has_places(lock: Mapping[str, Any]) -> bool:
    """Whether a lock file has one object for each place, as of version 2."""
    return "packages" in lock


class LockFile:
    """A lock file, while it is read.

    Parameters:
        inventory: takes its packages.
        lock: the content of the file.
        name: of the project.
    """

    def __init__(self, inventory: Inventory, lock: Mapping[str, Any], name: str) -> None:
        self.inventory = inventory
        self.lock = lock
        self.name = name
        self._keys: dict[str, str] = {}
        self._needs: list[_Need] = []
        self._folders: dict[str, dict[str, str]] = {}

    def read(self) -> tuple[tuple[str, int], ...]:
        """Add packages and edges to the inventory, and return how many there are."""
        if has_places(self.lock):
            self._add_places()
        else:
            self._add_nested()
        for place, key in self._keys.items():
            folder, found, name = place.rpartition(_FOLDER)
            if found:
                self._folders.setdefault(folder, {})[name] = key
        edges = self._relate()
        if not has_places(self.lock):
            edges += self._relate_unneeded()
        return (("packages", len(self.inventory.elements)), ("dependency_edges", edges))

    def _add_places(self) -> None:
        packages = mapping(self.lock, "packages")
        links = []
        for place, package in packages.items():
            if not isinstance(package, dict):
                self._doubt(place)
            elif package.get("link") is True:
                links.append((place, package))
            else:
                self._add(place, text(package, "name") or _name(place) or self.name, package)
                self._note_needs(place, package)
        for place, package in links:
            target = self._keys.get(text(package, "resolved"))
            if target is None:
                self._add(place, _name(place), package)
            else:
                self._keys[place] = target

    def _note_needs(self, place: str, package: Mapping[str, Any]) -> None:
        peers = mapping(package, "peerDependenciesMeta")
        optional = mapping(package, "optionalDependencies")
        for section, use in SECTIONS.items():
            for name in mapping(package, section):
                is_peer = section == "peerDependencies"
                may_miss = is_peer and mapping(peers, name).get("optional") is True
                self._needs.append(_Need(place, name, use, may_miss or name in optional))

    def _add_nested(self) -> None:
        self._add("", self.name, self.lock)
        waiting = [("", self.lock)]
        while waiting:
            above, holder = waiting.pop()
            for name, package in mapping(holder, "dependencies").items():
                place = f"{above}/{_FOLDER}{name}".lstrip("/")
                if not isinstance(package, dict):
                    self._doubt(place)
                    continue
                self._add(place, name, package)
                self._needs.extend(
                    _Need(place, needed, "link-dynamic", optional=False)
                    for needed in mapping(package, "requires")
                )
                waiting.append((place, package))

    def _add(self, place: str, name: str, package: Mapping[str, Any]) -> None:
        stated = license_of(self.inventory, package, name)
        component = Component(
            name=name,
            license=stated.license,
            licenses=stated.licenses,
            id=place,
            version=text(package, "version"),
            kind="package",
            content="code",
            part_of=PART_OF,
            component_path=place,
        )
        self._keys[place] = self.inventory.add(place or name, component).key

    def _relate(self) -> int:
        edges, missing, place, above = 0, dict[str, None](), None, list[dict[str, str]]()
        for need in self._needs:
            if need.place != place:
                place, above = need.place, self._above(need.place)
            found = next((each[need.name] for each in above if need.name in each), None)
            if found is not None:
                edges += self.inventory.relate(self._keys[need.place], found, need.use)
            elif not need.optional:
                missing[need.name] = None
        if missing:
            names = ", ".join([*missing][:5]) + (" …" if len(missing) > 5 else "")
            message = f"{len(missing):,} packages are needed and not listed: {names}"
            self.inventory.find("reference-to-nothing", message, "run npm install again")
        return edges

    def _relate_unneeded(self) -> int:
        """Relate the project to the packages that no other needs: only it can need them."""
        needed = {
            source for each in self.inventory.elements.values() for source, _, _ in each.made_from
        }
        edges = 0
        for name, package in mapping(self.lock, "dependencies").items():
            key = self._keys.get(f"{_FOLDER}{name}")
            if key is not None and key not in needed:
                use = SECTIONS["devDependencies" if package.get("dev") is True else "dependencies"]
                edges += self.inventory.relate(self._keys[""], key, use)
        return edges

    def _above(self, place: str) -> list[dict[str, str]]:
        """Return what is installed where a package looks for others, nearest first."""
        folders = [*_folders_above(place), ""]
        return [self._folders[each] for each in folders if each in self._folders]

    def _doubt(self, place: str) -> None:
        message = f"the entry {place!r:.100} is no object"
        self.inventory.find("document-warning", message, "run npm install again")


def _folders_above(place: str) -> Iterator[str]:
    """Yield the folders that a package at a place looks in, with a slash, but for the outermost."""
    for _ in range(MOST_ABOVE if len(place) <= LONGEST_PLACE else 0):
        if not place:
            return
        yield f"{place}/"
        folder, found, _ = place.rpartition(_FOLDER)
        place = folder.rstrip("/") if found else place.rpartition("/")[0]


def _name(place: str) -> str:
    """Return the name of the package at a place."""
    _, found, name = place.rpartition(_FOLDER)
    return name if found else place.rpartition("/")[2]
