# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What stands where in a CycloneDX document, and what its words mean."""

from __future__ import annotations

__all__ = [
    "ANCESTRY",
    "CARD",
    "COMPONENTS",
    "DATA",
    "EVALUATION",
    "PART_OF",
    "RELATIONS",
    "RELEASE",
    "SERVICE",
    "UNKNOWN",
    "USE",
    "Kind",
    "Place",
    "document_of",
    "first_of",
    "is_bom",
    "list_of",
    "object_of",
    "objects_of",
    "places",
    "properties_of",
    "text_of",
]

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from openlic.errors import InputError
from openlic.formats._cyclonedx_json import read_deep
from openlic.formats._cyclonedx_licenses import Doubts, shown
from openlic.formats._cyclonedx_xml import NAMESPACE, as_object
from openlic.formats._source import Source


@frozen
class Kind:
    """What a type of component is.

    Attributes:
        part_of: the component of the framework that it is a part of; empty if none.
        content: what its license is for; empty if that is not clear.
        role: how it stands in relations, as in :data:`RELATIONS`.
    """

    part_of: str
    content: str
    role: str


_LIBRARIES, _DATASETS, EVALUATION = (
    "Supporting libraries and tools",
    "Datasets",
    "Evaluation data",
)

#: What the types of components are.
COMPONENTS: dict[str, Kind] = {
    "application": Kind(_LIBRARIES, "code", "software"),
    "framework": Kind(_LIBRARIES, "code", "software"),
    "library": Kind(_LIBRARIES, "code", "software"),
    "platform": Kind(_LIBRARIES, "code", "software"),
    "device-driver": Kind(_LIBRARIES, "code", "software"),
    "firmware": Kind(_LIBRARIES, "code", "software"),
    "container": Kind(_LIBRARIES, "code", "holder"),
    "operating-system": Kind(_LIBRARIES, "code", "holder"),
    "machine-learning-model": Kind("Model parameters (Final)", "data", "model"),
    "data": Kind(_DATASETS, "data", "data"),
    "file": Kind("", "", "file"),
    "device": Kind("", "", "other"),
    "cryptographic-asset": Kind("", "", "other"),
}

#: What the types of data are, in a component of the type ``data`` or a model card.
DATA: dict[str, Kind] = {
    "dataset": Kind(_DATASETS, "data", "data"),
    "source-code": Kind("", "code", "data"),
    "configuration": Kind("", "", "data"),
    "definition": Kind("", "", "data"),
    "other": Kind("", "", "data"),
}

UNKNOWN = Kind("", "", "software")
SERVICE = Kind("", "", "service")
CARD = Kind("Model card", "document", "other")

#: How a component enters another that depends on it or contains it, by the roles of that
#: other and of the component. What is not here says nothing about licenses.
RELATIONS: dict[tuple[str, str], str] = {
    ("software", "software"): "link-dynamic",
    ("software", "file"): "combine",
    ("software", "holder"): "aggregate",
    ("software", "model"): "aggregate",
    ("software", "data"): "include-data",
    ("file", "software"): "link-dynamic",
    ("file", "file"): "combine",
    ("holder", "software"): "aggregate",
    ("holder", "file"): "aggregate",
    ("holder", "holder"): "aggregate",
    ("holder", "model"): "aggregate",
    ("holder", "data"): "aggregate",
    ("model", "model"): "fine-tune",
    ("model", "data"): "train-on",
    ("model", "software"): "tool",
    ("data", "data"): "include-data",
    ("data", "model"): "generate",
    ("data", "software"): "tool",
    ("service", "software"): "link-dynamic",
    ("service", "model"): "serve",
}

#: How an ancestor enters what was made from it, by the role of the latter; else it is modified.
ANCESTRY = {"model": "fine-tune", "data": "include-data"}

#: Names of the properties in which openlic keeps what CycloneDX has no words for: the release,
#: the component of the framework, and a use; the latter also with the reference after a colon.
RELEASE, PART_OF, USE = "openlic:release", "openlic:part-of", "openlic:use"

#: Parts of a document that are lists.
_LISTS = ("components", "services", "dependencies", "compositions", "vulnerabilities")


def is_bom(found: Mapping[str, Any]) -> bool:
    """Whether an object is a bill of materials, whatever else it calls itself."""
    if found.get("bomFormat") == "CycloneDX" or "cyclonedx.org" in text_of(found, "$schema"):
        return True
    return "specVersion" in found and ("bomFormat" in found or "components" in found)


def document_of(source: Source) -> dict[str, Any]:
    """Return a document as an object in the shape of JSON.

    Raises:
        InputError: it is no JSON, no XML, or no CycloneDX document.
    """
    if source.is_xml:
        root = source.xml
        if root.tag.rpartition("}")[2] != "bom" or not NAMESPACE.match(root.tag.lstrip("{")):
            message = f"the root element is {root.tag!r:.100}, `bom` of CycloneDX is expected"
            raise source.refuse(message, "give a CycloneDX document")
        document = as_object(root)
        vars(source).pop("xml")  # the tree is large, and of no use any more
        return document
    found = _json_of(source)
    if not isinstance(found, dict):
        raise source.refuse("the document is no object", "give a CycloneDX document")
    wrong = [key for key in _LISTS if not isinstance(found.get(key, []), list)]
    for key in wrong:
        repair = "write a list, or leave it out"
        raise source.refuse(f"`{key}` is not a list", repair, where=f"$.{key}")
    if not isinstance(found.get("metadata", {}), dict):
        repair = "write an object, or leave it out"
        raise source.refuse("`metadata` is not an object", repair, where="$.metadata")
    if not is_bom(found) and not found.keys() & set(_LISTS):
        raise source.refuse("nothing of CycloneDX is in the file", "give a CycloneDX document")
    return found


def _json_of(source: Source) -> Any:
    """Return the value of a JSON file, however deep components are nested in it."""
    try:
        return source.json
    except InputError as error:
        if "nested too deeply" not in error.problems[0].message:
            raise
    try:
        return read_deep(source.text)
    except ValueError as error:
        raise source.refuse(f"this is not JSON: {error}", "correct the syntax") from None


@frozen
class Place:
    """A component or service where it stands in a document.

    Attributes:
        value: as the document has it.
        key: of the element.
        above: key of the element that contains it, or None.
        is_service: whether it is a service.
    """

    value: dict[str, Any]
    key: str
    above: str | None
    is_service: bool


def places(document: Mapping[str, Any], doubts: Doubts | None = None) -> Iterator[Place]:
    """Return all components and services of a document, each before those within it.

    Parameters:
        document: in the shape of JSON.
        doubts: gets a finding on each that is no object, and on references that stand twice.
    """
    metadata = object_of(document.get("metadata"))
    tops = [(metadata["component"], False)] if "component" in metadata else []
    tops += [(each, False) for each in list_of(document.get("components"))]
    tops += [(each, True) for each in list_of(document.get("services"))]
    pending: list[tuple[Any, bool, str | None]] = [
        (value, is_service, None) for value, is_service in reversed(tops)
    ]
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    while pending:
        value, is_service, above = pending.pop()
        if not isinstance(value, dict):
            if doubts is not None:
                doubts.warn("components", f"{shown(value)} is no component", "write an object")
            continue
        written = key = _key(value)
        while key in taken:
            counts[written] += 1
            key = f"{written}#{counts[written] + 1}"
        if key != written and doubts is not None and value.get("bom-ref") == written:
            doubts.warn(written, "the `bom-ref` stands more than once", "give each its own")
        taken.add(key)
        yield Place(value, key, above, is_service)
        below = [(each, False, key) for each in list_of(value.get("components"))]
        below += [(each, True, key) for each in list_of(value.get("services"))]
        pending += reversed(below)


def _key(value: Mapping[str, Any]) -> str:
    for name in ("bom-ref", "purl"):
        if text_of(value, name):
            return text_of(value, name)
    version = text_of(value, "version")
    return f"{text_of(value, 'name')}@{version}" if version else text_of(value, "name") or "unnamed"


# Values of a document, whatever stands there


def text_of(value: Mapping[str, Any], key: str) -> str:
    """Return the text under a key; empty if there is none."""
    found = value.get(key)
    return found if isinstance(found, str) else ""


def list_of(value: Any) -> list[Any]:
    """Return a value if it is a list, or else an empty one."""
    return value if isinstance(value, list) else []


def object_of(value: Any) -> dict[str, Any]:
    """Return a value if it is an object, or else an empty one."""
    return value if isinstance(value, dict) else {}


def objects_of(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a value that is a list."""
    return [each for each in list_of(value) if isinstance(each, dict)]


def first_of(value: Any) -> str:
    """Return a text, or the first of a list; empty if it is none."""
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, str) else ""


def properties_of(holder: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return names and values of the properties of something."""
    for each in objects_of(holder.get("properties")):
        name, text = each.get("name"), each.get("value")
        if isinstance(name, str) and isinstance(text, str):
            yield name, text
