# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""CycloneDX bills of materials, versions 1.1 to 1.7, in JSON and in XML."""

from __future__ import annotations

__all__ = ["dump", "load", "recognizes"]

import gc
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import PurePath
from typing import Any

from attrs import evolve

from openlic.formats._cyclonedx_checks import check_component, check_head
from openlic.formats._cyclonedx_document import (
    ANCESTRY,
    CARD,
    COMPONENTS,
    DATA,
    EVALUATION,
    PART_OF,
    RELATIONS,
    RELEASE,
    SERVICE,
    UNKNOWN,
    USE,
    Kind,
    Place,
    document_of,
    first_of,
    is_bom,
    list_of,
    object_of,
    objects_of,
    places,
    properties_of,
    text_of,
)
from openlic.formats._cyclonedx_licenses import Doubts, Held, LicenseReader, shown
from openlic.formats._cyclonedx_write import fill_in, write
from openlic.formats._inventory import Element, Inventory
from openlic.formats._source import Source
from openlic.model import Component, Model, Origin
from openlic.terms import USES

#: Words of Hugging Face for how a model was made from another, as tags have them.
_MADE_BY = {"adapter": "adapter", "finetune": "fine-tune", "merge": "merge-weights"}

#: Names, after the last colon, of properties that name the model that one was made from.
_BASE_MODEL = frozenset({"base_model", "baseModel"})

_VERSIONS = frozenset(f"1.{minor}" for minor in range(8))
#: Versions in which an expression stands alone in its list.
_ALONE_IN_XML = _VERSIONS - {"1.7"}
_ALONE_IN_JSON = frozenset({"1.5", "1.6"})
_JSON_HEAD = re.compile(r'"bomFormat"\s*:\s*"CycloneDX"')
_XML_HEAD = re.compile(r"<(?:[\w.-]+:)?bom\b[^<>]*cyclonedx\.org/schema/bom/")
#: Who decides on the license of a component, the most likely first.
_PARTIES = ("manufacturer", "authors", "author", "publisher", "data", "supplier", "provider")
_OUTSIDE = "urn:cdx:"
_DEEPEST_ANCESTRY = 20
_WORD = re.compile(r"[a-z-]+")
_EVALUATING = frozenset(
    {"evaluation", "benchmark", "benchmarking", "test", "testing", "validation"}
)
_TRAINING = frozenset({"training", "pretraining", "pre-training", "fine-tuning", "finetuning"})


def recognizes(source: Source) -> bool:
    """Whether a file is a CycloneDX document, well formed or not."""
    if source.is_xml:
        return _XML_HEAD.search(source.head) is not None
    if not source.is_json:
        return False
    if _JSON_HEAD.search(source.head) is not None:
        return True
    return is_bom(source.object)


def load(source: Source) -> Model:
    """Read a bill of materials.

    Raises:
        InputError: it is no JSON, no XML, or no CycloneDX document.
    """
    with _collector_paused():
        return _Reader(source).model()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Spare the garbage collector what is only built up: it would take half of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def dump(model: Model, original: Source | None = None) -> str:
    """Return a release as CycloneDX in JSON.

    Parameters:
        model: the release.
        original: a document in JSON in which only concluded licenses are filled in.

    Raises:
        InputError: the original cannot be read, or is not in JSON.
    """
    return write(model) if original is None else fill_in(model, original)


class _Reader:
    """Reads one document.

    Parameters:
        source: of the document.

    Raises:
        InputError: it is no JSON, no XML, or no CycloneDX document.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._document = document_of(source)
        self._metadata = object_of(self._document.get("metadata"))
        self._inventory = Inventory()
        self._doubts = Doubts(self._inventory)
        alone = _ALONE_IN_XML if source.is_xml else _ALONE_IN_JSON
        mixes = text_of(self._document, "specVersion") not in alone
        self._licenses = LicenseReader(self._inventory, self._doubts, mixes)
        unheard = Inventory()
        self._quiet = LicenseReader(unheard, Doubts(unheard))
        self._kinds: dict[str, Kind] = {}
        self._refs: dict[str, str] = {}
        self._added: Counter[str] = Counter()
        self._excluded: set[str] = set()
        self._evaluation: set[str] = set()
        self._contained: list[tuple[str, str]] = []
        self._descendants: list[tuple[str, str, str]] = []
        self._uses: dict[tuple[str, str], list[str]] = {}
        self._trained: list[tuple[str, list[Any]]] = []
        self._absent: dict[str, None] = {}
        self._counts: Counter[str] = Counter()
        self._types: Counter[str] = Counter()

    def model(self) -> Model:
        """Return the release that the document describes."""
        check_head(self._document, self._doubts)
        main: Component | None = None
        for place in places(self._document, self._doubts):
            component = self._element(place).component
            if place.value is self._metadata.get("component"):
                main = component
        self._read_dependencies()
        self._relate_others()
        self._counts["licensing_blocks"] = self._licenses.licensing
        self._counts["license_texts"] = self._licenses.texts
        self._read_elsewhere()
        self._report_absent()
        if not self._inventory.elements:
            self._doubts.find("no-components", "the document lists nothing", "list components")
        self._doubts.close()
        return self._inventory.model(
            self._name(main),
            version="" if main is None else main.version,
            date=text_of(self._metadata, "timestamp"),
            producer=self._producer(),
            format="cyclonedx",
            path=self._source.path,
            counts=tuple(self._all_counts()),
            local_licenses=self._licenses.local_licenses,
        )

    def _name(self, main: Component | None) -> str:
        if main is not None:
            return main.name
        for name, text in properties_of(self._metadata):
            if name == RELEASE:
                return text
        models = [key for key, kind in self._kinds.items() if kind.role == "model"]
        if len(models) == 1:
            return self._inventory.elements[models[0]].component.name
        return PurePath(self._source.path).name

    def _producer(self) -> str:
        names = ("manufacturer", "manufacture", "supplier")
        found = (_party(self._metadata.get(name)) for name in names)
        return next(filter(None, found), "") or _owner(object_of(self._metadata.get("component")))

    # Elements

    def _element(self, place: Place) -> Element:
        value, key = place.value, place.key
        kind = self._kind(place)
        if not self._source.is_xml:
            check_component(value, key, self._doubts, is_service=place.is_service)
        held = self._held(value, key)
        name = text_of(value, "name")
        if not name:
            self._doubts.warn(key, "a component or service has no name", "name it")
        component = Component(
            name=name or key,
            license=held.license,
            licenses=held.licenses,
            declared=held.declared,
            id=key,
            version=text_of(value, "version"),
            kind="service" if place.is_service else text_of(value, "type"),
            content=kind.content,
            part_of=kind.part_of,
            description=text_of(value, "description"),
            copyright=text_of(value, "copyright"),
            swhid=first_of(value.get("swhid")),
            owner="" if value is self._metadata.get("component") else _owner(value),
        )
        element = self._add(key, component, kind)
        if value.get("scope") == "excluded":
            self._excluded.add(key)
        self._read_parts(place)
        if place.above is not None:
            self._contained.append((place.above, key))
        return element

    def _add(self, key: str, component: Component, kind: Kind) -> Element:
        self._added[key] += 1
        if self._added[key] > 1:
            component = evolve(component, id=f"{key}#{self._added[key]}")
        element = self._inventory.add(component.id, component)
        self._kinds[element.key] = kind
        for ref in (key, element.key):
            self._refs.setdefault(ref, element.key)
        return element

    def _held(self, value: Mapping[str, Any], key: str) -> Held:
        statements = self._licenses.read(value.get("licenses"), key)
        self._counts["with_licenses"] += bool(value.get("licenses"))
        evidence = object_of(value.get("evidence"))
        self._licenses.read(evidence.get("licenses"), key, "evidence.")
        if statements:
            return self._licenses.hold(statements, text_of(value, "name") or key)
        return self._held_by_data(value, key)

    def _held_by_data(self, value: Mapping[str, Any], key: str) -> Held:
        """Return the license that the properties of the data of a component give."""
        found: dict[str, None] = {}
        for entry in objects_of(value.get("data")):
            for name, text in properties_of(object_of(entry.get("contents"))):
                if name == "license":
                    self._inventory.note(key, "data.contents.properties.license", text)
                    found[text] = None
        return Held(next(iter(found))) if len(found) == 1 else Held(None, tuple(found))

    def _kind(self, place: Place) -> Kind:
        """Say what a component or service is."""
        kind = self._kind_of_service() if place.is_service else self._kind_of_component(place)
        own = _own_properties(place.value)
        for name, text in own.items():
            if name.startswith(f"{USE}:"):
                self._uses[place.key, name.removeprefix(f"{USE}:")] = _uses_in(text)
        return evolve(kind, part_of=own[PART_OF]) if PART_OF in own else kind

    def _kind_of_service(self) -> Kind:
        self._counts["services_total"] += 1
        return SERVICE

    def _kind_of_component(self, place: Place) -> Kind:
        value = place.value
        type = value.get("type")
        self._counts["components_total"] += 1
        self._types[type if isinstance(type, str) else "null"] += 1
        known = COMPONENTS.get(type) if isinstance(type, str) else None
        if known is None:
            message = f"{shown(type)} is no type of component"
            self._doubts.warn(place.key, message, "give its type")
            return UNKNOWN
        if known.role == "data":
            known = self._kind_of_data(place)
        left_out = value.get("scope") == "excluded" or value.get("isExternal") is True
        return evolve(known, part_of="") if left_out else known

    def _kind_of_data(self, place: Place) -> Kind:
        entries = objects_of(place.value.get("data"))
        types = [entry["type"] for entry in entries if isinstance(entry.get("type"), str)]
        kind = COMPONENTS["data"]
        if types and "dataset" not in types:
            kind = DATA.get(types[0], DATA["other"]) if len(set(types)) == 1 else DATA["other"]
        if kind.part_of and _is_evaluation(place.value):
            self._evaluation.add(place.key)
            return evolve(kind, part_of=EVALUATION)
        return kind

    def _read_parts(self, place: Place) -> None:
        """Read what a component says of its data, its ancestors and its model card."""
        value, key = place.value, place.key
        entries = [] if place.is_service else objects_of(value.get("data"))
        self._counts["data_entries"] += len(entries)
        for entry in entries:
            if text_of(entry, "bom-ref"):
                self._refs.setdefault(text_of(entry, "bom-ref"), key)
        if "modelCard" in value:
            self._read_card(key, object_of(value["modelCard"]))
        if "pedigree" in value:
            self._read_pedigree(key, object_of(value["pedigree"]))
        if self._kinds[key].role == "model":
            self._add_works(key, value)
            self._add_model_cards(key, value)

    def _read_card(self, key: str, card: Mapping[str, Any]) -> None:
        self._counts["model_cards"] += 1
        parameters = object_of(card.get("modelParameters"))
        self._trained.append((key, list_of(parameters.get("datasets"))))

    def _add_model_cards(self, key: str, value: Mapping[str, Any]) -> None:
        """Add the model card that a model refers to; one within the document is no work."""
        for reference in objects_of(value.get("externalReferences")):
            if reference.get("type") == "model-card":
                card = Component(
                    name=f"model card of {text_of(value, 'name') or key}",
                    id=f"{key}#model-card",
                    kind="model-card",
                    content=CARD.content,
                    part_of=CARD.part_of,
                    description=text_of(reference, "url"),
                )
                added = self._add(card.id, card, CARD)
                self._inventory.relate(added.key, key, "document")

    # Works that the document only names

    def _read_pedigree(self, key: str, pedigree: Mapping[str, Any]) -> None:
        self._counts["patches"] += len(list_of(pedigree.get("patches")))
        use = ANCESTRY.get(self._kinds[key].role, "modify")
        works = self._ancestors(pedigree, use, _DEEPEST_ANCESTRY)
        self._inventory.elements[key].works += works
        self._note_all(pedigree, key, "pedigree.")
        for descendant in objects_of(pedigree.get("descendants")):
            if text_of(descendant, "bom-ref"):
                self._descendants.append((text_of(descendant, "bom-ref"), key, use))

    def _ancestors(self, pedigree: Mapping[str, Any], use: str, depth: int) -> list[Origin]:
        """Return what a component was made from, each with what that was made from."""
        works = []
        for value in objects_of(pedigree.get("ancestors")):
            held = self._quiet.hold(self._quiet.read(value.get("licenses"), ""), "")
            above = object_of(value.get("pedigree"))
            further = self._ancestors(above, use, depth - 1) if above and depth > 1 else []
            name = _full_name(value)
            if name:
                own = next(iter(_uses_in(_own_properties(value).get(USE, ""))), use)
                works.append(
                    Origin(own, work=name, license=held.joined, derived_from=tuple(further))
                )
        return works

    def _add_works(self, key: str, value: Mapping[str, Any]) -> None:
        """Add the models and datasets that tags and properties name, as generators write them."""
        element = self._inventory.elements[key]
        card = object_of(value.get("modelCard"))
        named: dict[str, str] = {}
        for name, text in chain(properties_of(value), properties_of(card)):
            if name.rpartition(":")[2] in _BASE_MODEL:
                named |= dict.fromkeys(_names_in(text), "fine-tune")
        for tag in list_of(value.get("tags")):
            words = tag.split(":") if isinstance(tag, str) else []
            if len(words) > 1 and words[0] == "base_model":
                named[words[-1]] = _MADE_BY.get(words[1], named.get(words[-1], "fine-tune"))
            elif len(words) == 2 and words[0] == "license":
                self._inventory.note(key, "tags.license", words[1])
        known = {origin.work for origin in element.works}
        element.works += [
            Origin(use, work=work)
            for work, use in named.items()
            if work not in known and work.rpartition("/")[2] not in known
        ]

    # Relations

    def _read_dependencies(self) -> None:
        for entry in list_of(self._document.get("dependencies")):
            ref = entry.get("ref") if isinstance(entry, dict) else None
            below = list_of(object_of(entry).get("dependsOn"))
            self._counts["dependencies"] += 1
            self._counts["dependency_edges"] += len(below)
            if not isinstance(ref, str) or not ref:
                self._doubts.warn("dependencies", "an entry has no `ref`", "say whose they are")
                continue
            result = self._found(ref)
            for each in below if result is not None else ():
                self._relate(str(result), each)

    def _relate_others(self) -> None:
        for above, key in self._contained:
            self._relate(above, key)
        for descendant, key, use in self._descendants:
            if descendant in self._refs:
                self._inventory.relate(self._refs[descendant], key, use)
        for key, datasets in self._trained:
            for entry in datasets:
                self._relate_dataset(key, entry)

    def _relate(self, result: str, ref: Any, use: str | None = None) -> None:
        """Note that an element depends on another, or contains it."""
        source = self._found(ref)
        if source is None:
            self._add_outside(result, ref)
            return
        roles = self._kinds[result].role, self._kinds[source].role
        provide = "service" if roles[0] == "service" else None
        if (result, source) in self._uses:
            for stated in self._uses[result, source]:
                self._inventory.relate(result, source, stated, provide)
            return
        use = use or RELATIONS.get(roles)
        if use == "train-on" and source in self._evaluation:
            use = "evaluate-on"
        if source in self._excluded and use in ("link-dynamic", "combine", "aggregate"):
            use = "tool"
        if use is not None:
            self._inventory.relate(result, source, use, provide)

    def _found(self, ref: Any) -> str | None:
        """Return the key of what a reference leads to."""
        key = self._refs.get(ref) if isinstance(ref, str) else None
        if key is None and not _is_outside(ref):
            self._absent[ref if isinstance(ref, str) else shown(ref)] = None
        return key

    def _add_outside(self, result: str, ref: Any) -> None:
        """Note a work in another bill of materials, which is known by its reference only."""
        role = self._kinds[result].role
        use = RELATIONS.get((role, role))
        if _is_outside(ref) and use is not None:
            self._inventory.elements[result].works.append(Origin(use, work=ref))

    def _relate_dataset(self, key: str, entry: Any) -> None:
        if not isinstance(entry, dict):
            self._doubts.warn(key, "a dataset of the model card is no object", "write an object")
        elif "ref" in entry:
            self._relate(key, entry["ref"], "train-on")
        else:
            self._relate(key, self._dataset(key, entry), "train-on")

    def _dataset(self, model: str, entry: Mapping[str, Any]) -> str:
        """Add a dataset that stands within a model card; return its key."""
        type = text_of(entry, "type")
        kind = DATA.get(type, DATA["other"])
        name = text_of(entry, "name") or type or "dataset"
        key = text_of(entry, "bom-ref") or f"{model}#{name}"
        held = self._held_by_data({"data": [entry]}, key)
        component = Component(
            name=name,
            license=held.license,
            licenses=held.licenses,
            id=key,
            kind=type,
            content=kind.content,
            part_of=kind.part_of,
            description=text_of(entry, "description"),
            owner=_governed(entry),
        )
        return self._add(key, component, kind).key

    def _report_absent(self) -> None:
        if self._absent:
            names = ", ".join(list(self._absent)[:5])
            message = f"{len(self._absent):,} references lead to nothing: {names:.300}"
            self._doubts.find("reference-to-nothing", message, "list what they refer to")

    # Licenses that are not those of components

    def _read_elsewhere(self) -> None:
        self._licenses.read(self._metadata.get("licenses"), "metadata", "metadata.")
        self._note_all(self._metadata.get("tools"), "metadata.tools", "metadata.tools.")
        for name in ("vulnerabilities", "annotations", "formulation", "declarations"):
            self._note_all(self._document.get(name), name, f"{name}.")

    def _note_all(self, value: Any, subject: str, prefix: str) -> None:
        """Note every license within a value, wherever it stands."""
        pending = [value]
        while pending:
            found = pending.pop()
            if isinstance(found, list):
                pending += reversed(found)
            elif isinstance(found, dict):
                if isinstance(found.get("licenses"), list):
                    name = text_of(found, "bom-ref") or text_of(found, "name") or subject
                    self._licenses.read(found["licenses"], name, prefix)
                pending += [each for key, each in found.items() if key != "licenses"]

    # Counts

    def _all_counts(self) -> Iterator[tuple[str, int]]:
        top = list_of(self._document.get("components"))
        described = object_of(self._metadata.get("component"))
        is_there = bool(described)
        children = sum(place.above is not None for place in places({"components": [described]}))
        yield "components_top", len(top)
        yield "components_total", self._counts["components_total"] - is_there - children
        yield "metadata_component", int(is_there)
        yield "metadata_component_children", children
        for name in ("services_total", "dependencies", "dependency_edges"):
            yield name, self._counts[name]
        for name in ("vulnerabilities", "compositions"):
            yield name, len(list_of(self._document.get(name)))
        for name in ("model_cards", "data_entries", "with_licenses", "patches"):
            yield name, self._counts[name]
        for name in ("licensing_blocks", "license_texts"):
            yield name, self._counts[name]
        for type, count in sorted(self._types.items()):
            yield f"component_types.{type}", count


def _is_outside(ref: Any) -> bool:
    """Whether a reference leads to another bill of materials."""
    return isinstance(ref, str) and ref.startswith(_OUTSIDE)


def _own_properties(value: Mapping[str, Any]) -> dict[str, str]:
    """Return the properties that openlic wrote."""
    if "properties" not in value:
        return {}
    return {name: text for name, text in properties_of(value) if name.startswith("openlic:")}


def _uses_in(text: str) -> list[str]:
    return [use for use in text.split(",") if use in USES]


def _names_in(text: str) -> list[str]:
    """Return the names in a text, which may be a list as a program writes it."""
    parts = (part.strip(" []'\"") for part in text.split(","))
    return [part for part in parts if part]


def _full_name(value: Mapping[str, Any]) -> str:
    name, group = text_of(value, "name"), text_of(value, "group")
    is_model = value.get("type") in ("machine-learning-model", "data")
    return f"{group}/{name}" if name and group and is_model else name


def _party(value: Any) -> str:
    """Return the name of a person or an organization."""
    return value if isinstance(value, str) else text_of(object_of(value), "name")


def _owner(value: Mapping[str, Any]) -> str:
    """Return who made a component, or else who supplies it."""
    for name in _PARTIES:
        found = value.get(name)
        if found is None:
            continue
        each = found if isinstance(found, list) else [found]
        names = ", ".join(filter(None, map(_governed if name == "data" else _party, each)))
        if names:
            return names
    return ""


def _governed(entry: Any) -> str:
    """Return who owns data."""
    owners = object_of(object_of(entry).get("governance")).get("owners")
    parties = (
        _party(each.get("organization")) or _party(each.get("contact"))
        for each in objects_of(owners)
    )
    return ", ".join(filter(None, parties))


def _is_evaluation(value: Mapping[str, Any]) -> bool:
    """Whether a property says that data is for evaluation, and none that it is for training."""
    used = " ".join(text for name, text in properties_of(value) if name == "usage").lower()
    words = set(_WORD.findall(used))
    return bool(words & _EVALUATING) and not words & _TRAINING
