# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""How npm states the license of a package, and what it needs."""

from __future__ import annotations

__all__ = ["PART_OF", "SECTIONS", "License", "license_of", "mapping", "text"]

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from openlic.formats._inventory import Inventory

#: The component of a framework that packages are parts of.
PART_OF = "Supporting libraries and tools"

#: The use of the packages in each section.
SECTIONS: dict[str, str] = {
    "dependencies": "link-dynamic",
    "optionalDependencies": "link-dynamic",
    "peerDependencies": "link-dynamic",
    "devDependencies": "tool",
}


@frozen
class License:
    """The license of a package.

    Attributes:
        license: as written, or None.
        licenses: several that may all apply; then ``license`` is None.
        path: file that it names.
    """

    license: str | None = None
    licenses: tuple[str, ...] = ()
    path: str = ""


def text(holder: Mapping[str, Any], key: str) -> str:
    """Return a text; empty if there is none."""
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def mapping(holder: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return an object; empty if there is none."""
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def license_of(inventory: Inventory, package: Mapping[str, Any], name: str) -> License:
    """Return the license of a package, with every statement noted.

    A text is an SPDX expression, ``SEE LICENSE IN file`` or ``UNLICENSED``. Older packages
    have an object or a list, also under ``licenses``.

    Parameters:
        inventory: takes facts and findings.
        package: an object of package.json or a lock file.
        name: of the package.
    """
    found = [
        each
        for key in ("license", "licenses")
        for each in _statements(inventory, package.get(key), name, key)
    ]
    licenses = tuple(dict.fromkeys(found))
    if len(licenses) < 2:
        return License(licenses[0] if licenses else None)
    message = f"the list of licenses {', '.join(licenses)} does not say whether one may be chosen"
    inventory.find("list-of-licenses", message, "write one SPDX expression", name)
    return License(None, licenses)


def _statements(inventory: Inventory, value: Any, name: str, where: str) -> list[str]:
    """Return what stands under a key, noted."""
    entries = value if isinstance(value, list) else [value]
    found = []
    for number, each in enumerate(entries):
        place = f"{where}[{number}]" if isinstance(value, list) else where
        written = each
        if isinstance(each, dict):
            key = next((key for key in ("type", "name", "url") if text(each, key).strip()), "")
            written, place = each.get(key), f"{place}.{key}"
        if isinstance(written, str) and written.strip():
            inventory.note(name, place, written)
            found.append(written)
        elif each is not None:
            message = f"{name}: {place.rstrip('.')} is no license: {each!r:.50}"
            inventory.find("document-warning", message, "write an SPDX expression", name)
    return found
