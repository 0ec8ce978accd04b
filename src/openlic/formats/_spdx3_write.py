# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Write releases as SPDX 3.0.1 in JSON-LD, or the licenses of one into a file in that format."""

from __future__ import annotations

__all__ = ["fill_in", "write"]

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from openlic.expression import NOASSERTION, NONE
from openlic.formats._source import Source
from openlic.formats._spdx3_graph import read_graph
from openlic.formats._spdx3_licenses import Licenses
from openlic.formats._spdx3_links import Links
from openlic.formats._spdx3_relations import RELATIONS, USE_COMMENT, choose_use, read_relation
from openlic.formats._spdx3_statements import Statements
from openlic.formats._spdx3_terms import (
    ARTIFACTS,
    DATASETS,
    EVALUATION,
    PARAMETERS,
    PURPOSES,
)
from openlic.formats._writing import concluded_all, texts_of
from openlic.model import Component, LocalLicense, Model, Origin

_CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
_INDIVIDUALS = {
    NONE: "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense",
    NOASSERTION: "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense",
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_REFERENCE = re.compile(r"(?:License|Addition)Ref-[A-Za-z0-9.-]+")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")

_CLASSES = {
    "ai-package": "ai_AIPackage",
    "dataset-package": "dataset_DatasetPackage",
    "file": "software_File",
    "package": "software_Package",
}
_CLASSES_OF_PARTS = {
    PARAMETERS: "ai_AIPackage",
    DATASETS: "dataset_DatasetPackage",
    EVALUATION: "dataset_DatasetPackage",
}
_WITH_PURPOSE = ("software_File", "software_Package")
_PURPOSES = {"data": "configuration", "document": "documentation"}

#: The relationship by which a use is written, from the result.
_WRITTEN = {
    "aggregate": "contains",
    "evaluate-on": "testedOn",
    "fine-tune": "descendantOf",
    "include-data": "hasDataFile",
    "link-dynamic": "hasDynamicLink",
    "link-static": "hasStaticLink",
    "modify": "descendantOf",
    "tool": "usesTool",
    "train-on": "trainedOn",
}

#: What works from elsewhere are, by use; else packages.
_CLASSES_OF_WORKS = {
    "adapter": "ai_AIPackage",
    "distill": "ai_AIPackage",
    "evaluate-on": "dataset_DatasetPackage",
    "fine-tune": "ai_AIPackage",
    "generate": "ai_AIPackage",
    "include-data": "dataset_DatasetPackage",
    "merge-weights": "ai_AIPackage",
    "train-on": "dataset_DatasetPackage",
}

Element = dict[str, Any]


def write(model: Model) -> str:
    """Return a release as an SPDX 3.0.1 document.

    Parameters:
        model: the release.
    """
    return _text(_Writer(model).document())


def fill_in(model: Model, original: Source) -> str:
    """Return a file with the licenses of a release, where it has concluded none.

    Parameters:
        model: the release; its components have the ids of the file.
        original: the file; all but concluded licenses stays as it is.

    Raises:
        InputError: the file cannot be read, or has no list of elements.
    """
    source = Source(original.path, original.max_bytes)
    graph = read_graph(source)
    statements = Statements(graph, Licenses(graph), Links(graph))
    if graph.problems:
        raise source.error(*graph.problems)
    document = source.json
    if not isinstance(document, dict) or not isinstance(document.get("@graph"), list):
        raise source.refuse("there is no list of elements to fill in", "list them in `@graph`")
    writer = _Writer(model)
    filled: set[str] = set()
    for component in model.components:
        key = graph.expand(component.id)
        node, text = graph.first(key), _concluded(model, component)
        if node is not None and node.kind in ARTIFACTS and text and not statements.concluded(key):
            writer.conclude(component.id, text)
            filled.add(key)

    def stays(value: Any) -> bool:
        if not isinstance(value, dict) or not isinstance(value.get("relationshipType"), str):
            return True
        type = read_relation(graph.name(value["relationshipType"]))
        return type != "hasConcludedLicense" or graph.key(value.get("from")) not in filled

    if not filled:
        return _text(document, source)
    kept = [value for value in document["@graph"] if stays(value)]
    return _text({**document, "@graph": [*kept, *writer.header(), *writer.elements]}, source)


def _text(document: Any, source: Source | None = None) -> str:
    try:
        return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    except (RecursionError, ValueError):
        if source is None:
            raise
        message = "the document is nested too deeply, or has a number that is too large"
        raise source.refuse(message, "flatten it, or correct the number") from None


def _concluded(model: Model, component: Component) -> str:
    """Return the license of a component as an expression; empty where none was read."""
    return _expression(texts_of(model, component))


def _expression(texts: tuple[str, ...]) -> str:
    found = concluded_all(texts)
    return "" if found is None else str(found)


class _Writer:
    """Makes the elements of a document.

    Parameters:
        model: the release.

    Attributes:
        elements: those made so far.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._locals = {license.id: license for license in model.local_licenses}
        self._made: dict[tuple[str, ...], str] = {}
        self._roles: dict[str, str] = {}
        self._imports: dict[str, None] = {}
        self.elements: list[Element] = []

    def document(self) -> Element:
        """Return the whole document."""
        ids = self._ids()
        for component in self._model.components:
            self._add_component(component, ids[component.name])
        for component in self._model.components:
            self._add_origins(ids, ids[component.name], component.derived_from)
        root = [ids[component.name] for component in self._model.components[:1]]
        about: Element = {
            "rootElement": root,
            "element": [each["spdxId"] for each in self.elements],
        }
        if self._imports:
            maps = [{"type": "ExternalMap", "externalSpdxId": id} for id in self._imports]
            about["import"] = maps
        profiles = ["core", "software", "simpleLicensing", "expandedLicensing"]
        self._add(
            "SpdxDocument", "document", name=self._model.name, profileConformance=profiles, **about
        )
        return {"@context": _CONTEXT, "@graph": [*self.header(), *self.elements]}

    def header(self) -> list[Element]:
        """Return what says who made the elements, and when."""
        found = _DATE.match(self._model.date)
        day = found.group() if found else "1970-01-01"
        agent = self._id("agent", "openlic")
        return [
            {
                "type": "CreationInfo",
                "@id": "_:openlic",
                "specVersion": "3.0.1",
                "created": f"{day}T00:00:00Z",
                "createdBy": [agent],
            },
            {
                "type": "SoftwareAgent",
                "spdxId": agent,
                "name": "openlic",
                "creationInfo": "_:openlic",
            },
        ]

    def conclude(self, id: str, text: str) -> None:
        """Add a concluded license of an element."""
        self._relate(id, "hasConcludedLicense", self._license(text))

    def _id(self, *names: str) -> str:
        return uuid5(NAMESPACE_URL, "\n".join(("openlic", self._model.name, *names))).urn

    def _ids(self) -> Mapping[str, str]:
        """Return the id of each component: its own, if that is an address and not taken."""
        ids: dict[str, str] = {}
        taken: set[str] = set()
        for number, component in enumerate(self._model.components):
            is_free = _ADDRESS.fullmatch(component.id) and component.id not in taken
            id = component.id if is_free else self._id("component", str(number), component.name)
            taken.add(id)
            ids[component.name] = id
        return ids

    def _add(self, type: str, *names: str, spdx_id: str = "", **more: Any) -> str:
        id = spdx_id or self._id(type, *names)
        values = {name: value for name, value in more.items() if value not in ("", [])}
        element = {"type": type, "spdxId": id, "creationInfo": "_:openlic", **values}
        self.elements.append(element)
        return id

    def _once(self, type: str, *names: str, **more: Any) -> str:
        key = (type, *names)
        if key not in self._made:
            self._made[key] = self._add(type, *names, **more)
        return self._made[key]

    def _relate(self, source: str, type: str, target: str, **more: Any) -> None:
        ends = {"from": source, "to": [target]}
        names = (source, type, target, *more.values())
        self._once("Relationship", *names, relationshipType=type, **ends, **more)

    def _add_component(self, component: Component, id: str) -> None:
        type = _CLASSES.get(component.kind) or _CLASSES_OF_PARTS.get(component.slot)
        type = type or "software_Package"
        purpose = _PURPOSES.get(component.content, "") if type in _WITH_PURPOSE else ""
        concluded = _concluded(self._model, component)
        written = component.license or " AND ".join(component.licenses)
        more: Element = {
            "name": component.name,
            "description": component.description,
            "software_copyrightText": component.copyright,
            "comment": f"license as written: {written}" if written and not concluded else "",
        }
        if component.owner:
            more["originatedBy"] = [self._once("Agent", component.owner, name=component.owner)]
        if type != "software_File":
            more["software_packageVersion"] = component.version
        self._add_artifact(type, id, purpose, more)
        declared = component.declared or (component.license if self._model.complete else None)
        text = _expression((declared,)) if declared else ""
        if text:
            self._relate(id, "hasDeclaredLicense", self._license(text))
        if concluded:
            self.conclude(id, concluded)

    def _add_artifact(self, type: str, id: str, purpose: str, more: Mapping[str, Any]) -> str:
        kind = (
            {"dataset_datasetType": ["noAssertion"]} if type == _CLASSES_OF_PARTS[DATASETS] else {}
        )
        self._add(type, spdx_id=id, software_primaryPurpose=purpose, **more, **kind)
        artifact = ARTIFACTS[type.partition("_")[2]]
        self._roles[id] = PURPOSES[purpose].role if purpose else artifact.role
        return id

    def _license(self, text: str) -> str:
        if text in _INDIVIDUALS:
            return _INDIVIDUALS[text]
        entries = [
            {
                "type": "DictionaryEntry",
                "key": reference,
                "value": self._local(self._locals[reference]),
            }
            for reference in dict.fromkeys(_REFERENCE.findall(text))
            if reference in self._locals
        ]
        more: Element = {
            "simplelicensing_licenseExpression": text,
            "simplelicensing_customIdToUri": entries,
        }
        return self._once("simplelicensing_LicenseExpression", text, **more)

    def _local(self, license: LocalLicense) -> str:
        text = license.text or license.name or license.id
        see = list(license.see_also)
        if license.id.startswith("AdditionRef-"):
            type, name = "expandedlicensing_CustomLicenseAddition", "expandedlicensing_additionText"
        else:
            type, name = "expandedlicensing_CustomLicense", "simplelicensing_licenseText"
        more: Element = {name: text, "expandedlicensing_seeAlso": see}
        return self._once(type, license.id, name=license.name or license.id, **more)

    def _add_origins(self, ids: Mapping[str, str], id: str, origins: tuple[Origin, ...]) -> None:
        pending = [(id, origin) for origin in reversed(origins)]
        while pending:
            result, origin = pending.pop()
            known = ids.get(origin.component) if origin.component is not None else None
            source = known or self._work(origin)
            if source != result:
                self._add_use(result, source, origin.use)
            pending += [(source, below) for below in reversed(origin.derived_from)]

    def _work(self, origin: Origin) -> str:
        """Return the id of a work from elsewhere, which is that of the work if it has one."""
        name = origin.work or origin.component or ""
        if origin.license is None and not origin.derived_from and _ADDRESS.fullmatch(name):
            self._imports[name] = None
            return name
        type = _CLASSES_OF_WORKS.get(origin.use, "software_Package")
        key = (type, "work", name, origin.license or "")
        if key not in self._made:
            id = self._made[key] = self._id(*key)
            self._add_artifact(type, id, "", {"name": name})
            text = _expression((origin.license,)) if origin.license else ""
            if text:
                self._relate(id, "hasDeclaredLicense", self._license(text))
        return self._made[key]

    def _add_use(self, result: str, source: str, use: str) -> None:
        type = _WRITTEN.get(use, "other")
        roles = self._roles.get(result, ""), self._roles.get(source, "")
        if choose_use(RELATIONS[type].use, *roles) == use:
            self._relate(result, type, source)
        else:
            self._relate(result, "other", source, comment=f"{USE_COMMENT}{use}")
