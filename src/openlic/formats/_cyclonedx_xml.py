# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Turn the XML of CycloneDX into the objects that its JSON has.

The elements of both are the same but for the names of lists and for attributes; an element
that the reader does not look at becomes something harmless. Nothing here recurses.
"""

from __future__ import annotations

__all__ = ["NAMESPACE", "as_object"]

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Namespaces of CycloneDX; the version is the last part.
NAMESPACE = re.compile(r"https?://cyclonedx\.org/schema/bom/(?P<version>[0-9.]+)")

#: Dependencies of version 1.1 stand in a namespace of their own.
_EXTENSION = "cyclonedx.org/schema/ext/dependency-graph/"

#: Elements whose children are a list in JSON, under the same name.
_LISTS = frozenset(
    {
        "ancestors",
        "authors",
        "collection",
        "components",
        "compositions",
        "custodians",
        "datasets",
        "dependencies",
        "descendants",
        "externalReferences",
        "owners",
        "patches",
        "performanceMetrics",
        "properties",
        "services",
        "stewards",
        "tags",
        "variants",
        "vulnerabilities",
    }
)


def as_object(root: Element) -> dict[str, Any]:
    """Return the object that the JSON of the same document would be.

    Parameters:
        root: the ``bom`` element.
    """
    values: dict[Element, Any] = {}
    for element in reversed(list(root.iter())):
        below = [(_name(child.tag), values.pop(child)) for child in element]
        values[element] = _value(element, [each for each in below if each[0]] if below else below)
    found = values[root]
    document: dict[str, Any] = found if isinstance(found, dict) else {}
    namespace = NAMESPACE.match(root.tag.lstrip("{"))
    version = namespace["version"] if namespace is not None else None
    return {"bomFormat": "CycloneDX", "specVersion": version, **document}


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    """Return a name without its namespace; empty for what is not of CycloneDX."""
    namespace, _, name = tag.rpartition("}")
    known = not namespace or NAMESPACE.match(namespace[1:]) or _EXTENSION in namespace
    return name if known else ""


def _value(element: Element, below: list[tuple[str, Any]]) -> Any:
    name = _name(element.tag)
    if name in _SPECIAL:
        return _SPECIAL[name](element, below)
    if name in _LISTS:
        return [{"ref": value} if key == "ref" else value for key, value in below]
    attributes = _attributes(element)
    if not below:
        text = _text(element)
        return attributes | ({"content": text} if text else {}) if attributes else text
    return attributes | _fields(below)


def _attributes(element: Element) -> dict[str, Any]:
    return {key: value for key, value in element.attrib.items() if not key.startswith("{")}


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _fields(below: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return elements as keys; of those that may stand several times, a list."""
    fields: dict[str, Any] = {}
    for key, value in below:
        if key == "data":
            fields.setdefault(key, []).append(value)
        else:
            fields.setdefault(key, value)
    return fields


def _dependency(element: Element, below: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {"ref": element.get("ref")}
    for key, name in (("dependency", "dependsOn"), ("provides", "provides")):
        refs = [value.get("ref") for at, value in below if at == key and isinstance(value, dict)]
        if refs:
            found[name] = refs
    return found


def _property(element: Element, _: list[tuple[str, Any]]) -> dict[str, Any]:
    return {"name": element.get("name"), "value": _text(element)}


def _attachment(element: Element, _: list[tuple[str, Any]]) -> Any:
    found = {"content": element.text or ""}
    for attribute, key in (("content-type", "contentType"), ("encoding", "encoding")):
        if attribute in element.attrib:
            found[key] = element.attrib[attribute]
    return found


def _license(element: Element, below: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a license; ids and names that stand again are under the empty key."""
    fields = _attributes(element) | _fields(below)
    seen: set[str] = set()
    again = []
    for key, value in below:
        if key in ("id", "name"):
            again += [{key: value}] if key in seen else []
            seen.add(key)
    return fields | ({"": again} if again else {})


def _licenses(_: Element, below: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [entry for key, value in below for entry in _choices(key, value)]


def _choices(key: str, value: Any) -> Iterator[dict[str, Any]]:
    if key == "license":
        again = value.pop("", ())
        yield {"license": value}
        yield from ({"license": each, "": "again"} for each in again)
    elif key in ("expression", "expression-detailed"):
        yield value


def _expression(element: Element, _: list[tuple[str, Any]]) -> dict[str, Any]:
    return _attributes(element) | {"expression": _text(element)}


def _detailed(element: Element, below: list[tuple[str, Any]]) -> dict[str, Any]:
    details = [value for key, value in below if key == "details" and isinstance(value, dict)]
    rest = _fields([each for each in below if each[0] != "details"])
    return _attributes(element) | rest | {"expressionDetails": details}


def _details(element: Element, below: list[tuple[str, Any]]) -> dict[str, Any]:
    return {"licenseIdentifier": element.get("license-identifier")} | _fields(below)


_SPECIAL: Mapping[str, Callable[[Element, list[tuple[str, Any]]], Any]] = {
    "attachment": _attachment,
    "dependency": _dependency,
    "details": _details,
    "expression": _expression,
    "expression-detailed": _detailed,
    "license": _license,
    "licenses": _licenses,
    "property": _property,
    "text": _attachment,
}
