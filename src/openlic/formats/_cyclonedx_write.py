# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Write a release as CycloneDX, or fill concluded licenses into a document."""

from __future__ import annotations

__all__ = ["fill_in", "write"]

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from openlic.catalog import default_catalog
from openlic.expression import NOASSERTION, NONE
from openlic.formats._cyclonedx_document import (
    ANCESTRY,
    COMPONENTS,
    DATA,
    PART_OF,
    RELATIONS,
    RELEASE,
    USE,
    document_of,
    places,
    text_of,
)
from openlic.formats._source import Source
from openlic.model import Component, Model, Origin
from openlic.normalization import normalize

#: The version that is written, and the one for lists that it does not allow.
_VERSION, _MIXING_VERSION = "1.6", "1.7"

#: Readings that are certain enough to be called concluded.
_CERTAIN = frozenset({"exact", "alias"})
_NOTHING = frozenset({NOASSERTION, NONE})

#: Components of a framework that are data or documents, and kinds that are files.
_DATA = frozenset({"Datasets", "Evaluation data", "Model metadata"})
_DOCUMENTS = frozenset(
    {
        "Sample model outputs",
        "Model card",
        "Data card",
        "Technical report",
        "Research paper",
        "Evaluation results",
    }
)
_FILES = frozenset({"file", "snippet", "model-card"})

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_SWHID = re.compile(r"swh:1:(?:cnt|rel|rev|snp|dir):[0-9a-f]{40}")
_INDENT = re.compile(r"\s*\{\r?\n([ \t]+)")


def write(model: Model) -> str:
    """Return a release as a document in JSON."""
    return json.dumps(_Writer(model).document(), indent=2, ensure_ascii=False) + "\n"


class _Writer:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._texts = {each.id: each.text for each in model.local_licenses if each.text}
        self._refs: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._cards: dict[str, list[str]] = {}
        taken: set[str] = set()
        counts: Counter[str] = Counter()
        for component in model.components:
            ref = written = component.id or component.name
            while ref in taken:
                counts[written] += 1
                ref = f"{written}#{counts[written] + 1}"
            taken.add(ref)
            self._refs[component.name] = ref
            self._types[ref] = _type(component)

    def document(self) -> dict[str, Any]:
        main: dict[str, Any] = {}
        components, services, dependencies = [], [], []
        for component in self._model.components:
            if self._is_card(component):
                continue
            value = self._component(component)
            if component.kind == "service":
                services.append(value)
            elif component.name == self._model.name and not main:
                main = value
            else:
                components.append(value)
            below = [self._refs[name] for name in _sources(component) if name in self._refs]
            if below:
                refs = list(dict.fromkeys(below))
                dependencies.append({"ref": self._refs[component.name], "dependsOn": refs})
        self._add_cards([main, *components])
        return _without_empty(
            {
                "bomFormat": "CycloneDX",
                "specVersion": _version([main, *components, *services]),
                "version": 1,
                "metadata": self._metadata(main),
                "components": components,
                "services": services,
                "dependencies": dependencies,
            }
        )

    def _metadata(self, main: dict[str, Any]) -> dict[str, Any]:
        date, producer = self._model.date, self._model.producer
        named = [] if main else [{"name": RELEASE, "value": self._model.name}]
        return _without_empty(
            {
                "timestamp": date if _DATE_TIME.fullmatch(date) else "",
                "component": main,
                "manufacturer": {"name": producer} if producer else {},
                "properties": named,
            }
        )

    def _component(self, component: Component) -> dict[str, Any]:
        ref = self._refs[component.name]
        type = self._types[ref]
        is_service = type == "service"
        party = "provider" if is_service else "manufacturer"
        value = {
            "bom-ref": ref,
            party: {"name": component.owner} if component.owner else {},
            "name": component.name,
            "version": component.version,
            "description": component.description,
            "licenses": list(self._licenses(component)),
            "properties": list(self._properties(component, type)),
        }
        if not is_service:
            value |= {
                "type": type,
                "copyright": component.copyright,
                "swhid": [component.swhid] if _SWHID.fullmatch(component.swhid) else [],
                "pedigree": self._pedigree(component.derived_from, type),
                "data": [{"type": component.kind}] if component.kind in DATA else [],
            }
        return _without_empty(value)

    def _licenses(self, component: Component) -> Iterator[dict[str, Any]]:
        if component.licenses:
            for text in component.licenses:
                yield self._entry(text, "")
            return
        if component.declared and component.declared not in _NOTHING:
            yield self._entry(component.declared, "declared")
        if component.license is not None and component.license != NOASSERTION:
            read = _concluded(component)
            if read is not None:
                yield self._entry(read, "concluded")
            elif not component.declared:
                yield self._entry(component.license, "")

    def _entry(self, text: str, acknowledgement: str) -> dict[str, Any]:
        """Return one license: an id if it is one, else an expression, else a name."""
        acknowledged = {"acknowledgement": acknowledgement} if acknowledgement else {}
        if _is_id(text):
            return {"license": {"id": text, **acknowledged}}
        read = normalize(text)
        if read.is_as_written and text not in _NOTHING:
            return {"expression": text, **acknowledged}
        content = self._texts.get(text)
        attached = {"text": {"content": content}} if content else {}
        return {"license": {"name": text, **acknowledged, **attached}}

    def _properties(self, component: Component, type: str) -> Iterator[dict[str, str]]:
        usual = COMPONENTS[type].part_of if type in COMPONENTS else ""
        if component.kind in DATA:
            usual = DATA[component.kind].part_of
        if component.slot != usual:
            yield {"name": PART_OF, "value": component.slot}
        uses: dict[str, list[str]] = {}
        for origin in component.derived_from:
            if origin.component in self._refs:
                uses.setdefault(self._refs[origin.component], []).append(origin.use)
        for ref, found in uses.items():
            usual_use = RELATIONS.get((_role(type), _role(self._types[ref])))
            if found != [usual_use]:
                yield {"name": f"{USE}:{ref}", "value": ",".join(dict.fromkeys(found))}

    def _pedigree(self, origins: tuple[Origin, ...], type: str) -> dict[str, Any]:
        """Return works from elsewhere as ancestors, as deep as they are read."""
        usual = ANCESTRY.get(_role(type), "modify")
        top: list[dict[str, Any]] = []
        pending = [(origin, top, 1) for origin in reversed(origins) if origin.work]
        while pending:
            origin, ancestors, depth = pending.pop()
            below: list[dict[str, Any]] = []
            ancestor = {
                "type": type if type in COMPONENTS else "library",
                "name": origin.work,
                "licenses": [self._entry(origin.license, "")] if origin.license else [],
                "properties": [] if origin.use == usual else [{"name": USE, "value": origin.use}],
                "pedigree": {"ancestors": below},
            }
            ancestors.append(ancestor)
            pending += [(each, below, depth + 1) for each in reversed(origin.derived_from)]
        return _pruned({"ancestors": top})

    def _is_card(self, component: Component) -> bool:
        """Whether it is a model card that a model refers to; it is noted for that model."""
        models = [origin.component for origin in component.derived_from if origin.component]
        is_noted = component.kind == "model-card" and component.description != ""
        if not is_noted or len(models) != 1 or models[0] not in self._refs:
            return False
        self._cards.setdefault(self._refs[models[0]], []).append(component.description)
        return True

    def _add_cards(self, values: list[dict[str, Any]]) -> None:
        for value in values:
            urls = self._cards.get(value.get("bom-ref", ""), [])
            if urls:
                value["externalReferences"] = [
                    {"type": "model-card", "url": url} for url in dict.fromkeys(urls)
                ]


def _concluded(component: Component) -> str | None:
    """Return the license of a component as an expression, where it was read for certain."""
    if component.license is None or component.licenses:
        return None
    read = normalize(component.license)
    if read.expression is None or read.basis not in _CERTAIN:
        return None
    text = str(read.expression)
    return None if text in _NOTHING else text


def _is_id(text: str) -> bool:
    return not text.startswith("LicenseRef-") and text in default_catalog().facts


def _role(type: str) -> str:
    return COMPONENTS[type].role if type in COMPONENTS else "service"


def _type(component: Component) -> str:
    """Return the type of a component that another format calls something else."""
    if component.kind == "service" or component.kind in COMPONENTS:
        return component.kind
    if component.slot.startswith("Model parameters"):
        return "machine-learning-model"
    if component.kind in DATA or component.slot in _DATA or component.content == "data":
        return "data"
    is_file = component.kind in _FILES or component.slot in _DOCUMENTS
    return "file" if is_file or component.content == "document" else "library"


def _sources(component: Component) -> Iterator[str]:
    for origin in component.derived_from:
        if origin.component is not None:
            yield origin.component


def _version(values: list[dict[str, Any]]) -> str:
    """Return the version that all lists of licenses are allowed in."""
    for value in values:
        entries = value.get("licenses", [])
        if len(entries) > 1 and any("expression" in entry for entry in entries):
            return _MIXING_VERSION
    return _VERSION


def _without_empty(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if each not in ("", [], {}, None)}


def _pruned(pedigree: dict[str, Any]) -> dict[str, Any]:
    """Return a pedigree without the empty values in it."""
    pending = list(pedigree["ancestors"])
    while pending:
        ancestor = pending.pop()
        below = ancestor["pedigree"]["ancestors"]
        pending += below
        for key in ("licenses", "properties"):
            if not ancestor[key]:
                del ancestor[key]
        if not below:
            del ancestor["pedigree"]
    return pedigree if pedigree["ancestors"] else {}


def fill_in(model: Model, original: Source) -> str:
    """Return a document with concluded licenses where it has none.

    A license is filled in where the model has one that was read for certain and the
    document has no concluded one. Nothing else is changed.

    Parameters:
        model: the release, as read from the document.
        original: the document, in JSON.

    Raises:
        InputError: the document cannot be read, or is not in JSON.
    """
    if original.is_xml:
        raise original.refuse("only JSON can be filled in", "convert the document to JSON")
    source = Source(original.path, original.max_bytes)
    document = document_of(source)
    found = {component.id: component for component in model.components}
    version = text_of(document, "specVersion")
    for place in places(document):
        component = found.get(place.key)
        text = None if component is None else _concluded(component)
        if text is not None:
            _conclude(place.value, text, version)
    return _printed(document, source)


def _conclude(value: dict[str, Any], text: str, version: str) -> None:
    """Add a concluded license in the way that the version has for it."""
    entries = value.get("licenses")
    if not entries:
        acknowledged = {"acknowledgement": "concluded"} if version in ("1.6", "1.7") else {}
        value["licenses"] = [{"expression": text, **acknowledged}]
        return
    if not isinstance(entries, list) or version not in ("1.6", "1.7"):
        return
    if any(map(_is_concluded, entries)):
        return
    expressions = [each for each in entries if isinstance(each, dict) and "expression" in each]
    if version == "1.7" or not expressions:
        entries.append(_concluded_entry(text, allows_expression=version == "1.7"))
    elif len(entries) == 1 and expressions[0] == {"expression": text}:
        expressions[0]["acknowledgement"] = "concluded"


def _concluded_entry(text: str, *, allows_expression: bool) -> dict[str, Any]:
    if allows_expression and not _is_id(text):
        return {"expression": text, "acknowledgement": "concluded"}
    key = "id" if _is_id(text) else "name"
    return {"license": {key: text, "acknowledgement": "concluded"}}


def _is_concluded(entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    license = entry.get("license")
    holders = [entry, license] if isinstance(license, dict) else [entry]
    return any(holder.get("acknowledgement") == "concluded" for holder in holders)


def _printed(document: dict[str, Any], source: Source) -> str:
    """Return a document in JSON, laid out like the original."""
    found = _INDENT.match(source.text)
    end = "\n" if source.text.endswith("\n") else ""
    try:
        if found is not None:
            return json.dumps(document, indent=found[1], ensure_ascii=False) + end
        compact = ": " not in source.text[:200]
        separators = (",", ":") if compact else None
        return json.dumps(document, separators=separators, ensure_ascii=False) + end
    except RecursionError:
        raise source.refuse("the document is nested too deeply", "flatten it") from None
