# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""package.json of npm packages, and package-lock.json in its versions 1 to 3.

https://docs.npmjs.com/cli/v11/configuring-npm/package-json and
https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json
"""

from __future__ import annotations

__all__ = ["PART_OF", "SECTIONS", "load", "recognizes"]

import re
from pathlib import Path
from typing import Any

from attrs import evolve

from openlic.formats._inventory import Inventory
from openlic.formats._license_files import limited, read_beside, read_text
from openlic.formats._npm_lock import LockFile, has_places
from openlic.formats._npm_terms import PART_OF, SECTIONS, License, license_of, mapping, text
from openlic.formats._source import Source
from openlic.model import Component, LocalLicense, Model, Origin

#: Keys of package.json that tell it from other files with a name and a version.
_KEYS = frozenset(
    {"author", "bin", "browser", "bugs", "contributors", "description", "engines", "exports"}
    | {"files", "homepage", "keywords", "license", "licenses", "main", "module", "private"}
    | {"repository", "scripts", "type", "types", "workspaces"}
)

#: Keys of other formats that have a name, a version and a license too.
_OTHERS = frozenset(
    {"@context", "@graph", "bomFormat", "components", "release", "resources", "spdxVersion"}
)

_SEE = re.compile(r"\s*see\s+licen[cs]e\s+in\s+(\S.*?)\s*$", re.IGNORECASE)


def recognizes(source: Source) -> bool:
    """Whether a JSON object is a package or a lock file of npm."""
    found = source.object
    if "lockfileVersion" in found:
        return any(isinstance(found.get(each), dict) for each in ("packages", "dependencies"))
    if not _OTHERS.isdisjoint(found):
        return False
    if any(isinstance(found.get(each), dict) for each in SECTIONS):
        return True
    named = isinstance(found.get("name"), str)
    return named and ("license" in found or "version" in found) and not _KEYS.isdisjoint(found)


def load(source: Source) -> Model:
    """Read a package, or the packages of a lock file.

    Raises:
        InputError: it is no JSON object, or its packages are no objects.
    """
    found = source.json
    if not isinstance(found, dict):
        raise source.refuse("this is no object", "write package.json as an object")
    if "lockfileVersion" in found:
        return _load_lock(source, found)
    return _load_package(source, found)


def _load_lock(source: Source, found: dict[str, Any]) -> Model:
    key = "packages" if has_places(found) else "dependencies"
    if not isinstance(found.get(key, {}), dict):
        raise source.refuse(f"{key} is no object", "run npm install again", where=f"$.{key}")
    inventory = Inventory()
    name = text(found, "name") or Path(source.path).absolute().parent.name
    counts = LockFile(inventory, found, name).read()
    inventory.findings[:] = limited(inventory.findings)
    return inventory.model(
        name, version=text(found, "version"), format="npm", path=source.path, counts=counts
    )


def _load_package(source: Source, found: dict[str, Any]) -> Model:
    inventory = Inventory()
    name = text(found, "name") or Path(source.path).absolute().parent.name
    stated = license_of(inventory, found, name)
    stated, local = _followed(inventory, stated, Path(source.path).parent, name)
    component = Component(
        name=name,
        license=stated.license,
        licenses=stated.licenses,
        license_path=stated.path,
        id=name,
        version=text(found, "version"),
        kind="package",
        content="code",
        part_of=PART_OF,
        description=text(found, "description"),
    )
    element = inventory.add(name, component)
    uses = dict.fromkeys(
        (use, needed) for section, use in SECTIONS.items() for needed in mapping(found, section)
    )
    element.works.extend(Origin(use, work=needed) for use, needed in uses)
    inventory.findings[:] = limited(inventory.findings)
    return inventory.model(
        name,
        version=component.version,
        format="npm",
        path=source.path,
        local_licenses=local,
        counts=tuple((section, len(mapping(found, section))) for section in SECTIONS),
    )


def _followed(
    inventory: Inventory, stated: License, folder: Path, name: str
) -> tuple[License, tuple[LocalLicense, ...]]:
    """Return a license with the file read that it names, if it is in the folder."""
    reference = _SEE.match(stated.license or "")
    if reference is None:
        return stated, ()
    path = reference.group(1).strip("<>")
    content = read_beside(folder, path)
    if content is None:
        message = f"{path!r} is no file in the folder of the package that can be read"
        inventory.find("file-not-read", message, "name a license file of the package", name)
        return evolve(stated, path=path), ()
    found = read_text(name, path, content)
    inventory.findings.append(found.finding)
    local = () if found.local is None else (found.local,)
    return evolve(stated, license=found.license, path=path), local
