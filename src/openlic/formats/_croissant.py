# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Croissant descriptions of data sets, and other data sets of schema.org in JSON-LD.

Sources: Croissant Format Specification 1.0 and 1.1, sections "Dataset-level Information" and
"Resources"; https://schema.org/Dataset.
"""

from __future__ import annotations

__all__ = ["ORIGINS", "PARTS", "dump", "load", "recognizes"]

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from attrs import frozen

from openlic.errors import InputError
from openlic.expression import NOASSERTION
from openlic.formats._inventory import Element, Inventory
from openlic.formats._linked_data import Document, Node, flat
from openlic.formats._source import Source
from openlic.model import Component, Model, Origin
from openlic.normalization import normalize
from openlic.problems import Problem

#: What nodes are parts of, and what their licenses are for, by type.
PARTS: dict[str, tuple[str, str]] = {
    "Dataset": ("Datasets", "data"),
    "FileObject": ("Datasets", "data"),
    "FileSet": ("Datasets", "data"),
    "DataDownload": ("Datasets", "data"),
    "SoftwareSourceCode": ("", "code"),
    "SoftwareApplication": ("", "code"),
}

#: Properties that name what a data set was made from, with the use.
ORIGINS: dict[str, str] = {
    "isBasedOn": "include-data",
    "isBasedOnUrl": "include-data",
    "wasDerivedFrom": "include-data",
    "hadPrimarySource": "include-data",
}

#: What the specification requires of every data set, beside context, type and conformsTo.
_REQUIRED = ("name", "description", "license", "url", "creator", "datePublished", "distribution")
_RESOURCES = {"FileObject": ("encodingFormat",), "FileSet": ("encodingFormat", "includes")}
_FIELD_VALUES = ("source", "subField", "value", "references")
_LICENSE = ("license",)
_METADATA_LICENSE = ("sdLicense", "sdLicence")
_TERMS_ELSEWHERE = ("usageInfo", "conditionsOfAccess")
#: How ids begin that mean something in the file only.
_INTERNAL = ("_:", "#")
_MAX_WARNINGS = 20
_VOCABULARIES = re.compile(r"schema\.org|mlcommons\.org/(?:croissant|schema)")


def recognizes(source: Source) -> bool:
    """Whether a JSON file has a data set of schema.org, or says that it is Croissant."""
    if not source.is_json or not _VOCABULARIES.search(source.head):
        return False
    try:
        value = source.json
    except InputError:
        return False
    document = Document.of(value)
    if document is None or not document.is_linked:
        return False
    return bool(document.of_type("Dataset")) or document.is_croissant


def load(source: Source) -> Model:
    """Read the description of a data set.

    Raises:
        InputError: it is no JSON, or describes no data set.
    """
    document = Document.of(source.json)
    if document is None:
        raise source.refuse("this is no JSON object", "give a description of a data set")
    mains = document.of_type("Dataset")
    if not mains and not document.is_croissant:
        message = "there is no node of the type https://schema.org/Dataset"
        raise source.refuse(message, "give a description of a data set")
    return _Reader(document, source.path).read(mains)


def dump(model: Model, original: Source | None = None) -> str:
    """Return a description in which the license of the data set is that of the model.

    Parameters:
        model: a model that was read from such a description.
        original: the description; all but the license stays as it is.

    Raises:
        InputError: there is no original, or it cannot be read.
    """
    if original is None:
        problem = Problem("a Croissant file can only be filled in", "give the original file")
        raise InputError(model.path or model.name, [problem])
    source = Source(original.path, original.max_bytes)
    before = load(source)
    document = Document.of(source.json)
    old, new = _dataset(before), _dataset(model)
    if document is None or old is None or new is None:
        raise original.refuse("there is no data set to fill in", "give the file of a data set")
    if (old.license, old.licenses) != (new.license, new.licenses):
        _set_license(document, (document.of_type("Dataset") or document.nodes)[0], new)
    indent = re.search(r"\n([ \t]+)\S", source.text)
    try:
        return _written(source.json, indent.group(1) if indent is not None else None)
    except (RecursionError, ValueError):
        message = "the document is nested too deeply, or has a number that is too large"
        raise original.refuse(message, "flatten it, or correct the number") from None


def _written(value: Any, indent: str | None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent) + "\n"


def _dataset(model: Model) -> Component | None:
    return next((each for each in model.components if each.kind == "Dataset"), None)


def _set_license(document: Document, node: Node, component: Component) -> None:
    keys = [key for key in node if document.property(key) in _LICENSE]
    for key in keys[1:]:
        del node[key]
    texts = list(component.licenses) or component.license
    if texts is not None:
        node[keys[0] if keys else "license"] = texts
    else:
        del node[keys[0]]


@frozen
class _Licenses:
    """What a node says of its license.

    Attributes:
        texts: what holds, as written.
        facts: all that stands there, by place.
        doubts: code, message and repair of findings.
    """

    texts: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, str, str], ...]

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes of a component."""
        if len(self.texts) > 1:
            return {"licenses": self.texts}
        return {"license": self.texts[0] if self.texts else None}


class _Reader:
    """Makes a model of a document."""

    def __init__(self, document: Document, path: str) -> None:
        self._document = document
        self._path = path
        self._inventory = Inventory()
        self._counts: Counter[str] = Counter(distribution=0, record_sets=0, fields=0)
        self._warnings: list[str] = []
        self._added: dict[int, tuple[Element, Node]] = {}

    def read(self, mains: list[Node]) -> Model:
        document = self._document
        tasks = [] if mains else [node for node in document.nodes if self._is_task(node)]
        if tasks:
            self._read_tasks(tasks)
            main = tasks[0]
        else:
            main = (mains or document.nodes)[0]
            for node in mains or document.nodes[:1]:
                self._read_dataset(node)
        for element, node in self._added.values():
            self._add_origins(element, node)
        self._report()
        return self._inventory.model(
            self._name(main),
            producer=self._owner(main),
            version=document.first(main, "version"),
            date=document.first(main, "datePublished"),
            repository=document.first(main, "url"),
            counts=tuple(self._counts.items()),
            format="croissant",
            path=self._path,
        )

    def _is_task(self, node: Node) -> bool:
        return any("Task" in type for type in self._document.types(node))

    def _name(self, node: Node) -> str:
        found = self._document.first(node, "name", "@id", "url")
        return found or PurePath(self._path).stem or "data set"

    def _owner(self, node: Node) -> str:
        document = self._document
        makers = document.texts(node, "creator") or document.texts(node, "author", "publisher")
        return ", ".join(dict.fromkeys(makers))

    # Data sets

    def _read_dataset(self, node: Node) -> None:
        self._add(node, "Dataset")
        self._add_metadata(node)
        self._check_dataset(node)
        self._read_resources(node)
        self._read_record_sets(node)
        self._read_parts(node)
        document = self._document
        self._counts["cite_as"] += bool(document.values(node, "citeAs", "citation"))
        self._counts["rai_fields"] += sum("rai:" in key or "/RAI/" in key for key in node)
        self._counts["live_datasets"] += any(
            value in (True, "true", "True") for _, value in document.values(node, "isLiveDataset")
        )

    def _add(self, node: Node, type: str, part_of: str | None = None) -> Element:
        document = self._document
        licenses = self._licenses(node, _LICENSE)
        slot, content = PARTS.get(type, ("", ""))
        key = document.first(node, "@id")
        name = self._name(node)
        component = Component(
            name,
            id=key,
            version=document.first(node, "version"),
            kind=type,
            content=content,
            part_of=slot if part_of is None else part_of,
            description=document.first(node, "description"),
            component_path=document.first(node, "contentUrl", "includes", "url"),
            copyright=document.first(node, "copyrightNotice", "copyrightHolder"),
            owner=self._owner(node),
            **licenses.attributes,
        )
        element = self._inventory.add(key or name, component)
        self._tell(element, licenses)
        self._added[id(node)] = element, node
        for where, value in document.values(node, *_TERMS_ELSEWHERE):
            said = document.text(value)[:200] or "something"
            self._warn(f"{where} of {name!r} names terms beside the license: {said!r}")
        return element

    def _add_metadata(self, node: Node) -> None:
        """Add the file itself, which has a license of its own, or of unknown license."""
        licenses = self._licenses(node, _METADATA_LICENSE)
        component = Component(
            f"{self._name(node)} (metadata)",
            version=self._document.first(node, "sdVersion"),
            kind="metadata",
            content="document",
            part_of="Data card",
            component_path=self._path,
            owner=self._document.first(node, "sdPublisher"),
            **licenses.attributes,
        )
        self._tell(self._inventory.add(component.name, component), licenses)

    def _read_resources(self, node: Node) -> None:
        """Count the files, and add those that have a license of their own."""
        document = self._document
        for key, value in document.values(node, "distribution"):
            self._counts["distribution"] += 1
            if not isinstance(value, dict):
                self._warn(f"{key} has {str(value)[:80]!r} in place of a file")
                continue
            resource = document.resolved(value)
            type = next(iter(document.types(resource)), "")
            if type:
                self._counts[type] += 1
            self._check_resource(resource, type)
            if document.values(resource, *_LICENSE):
                self._add(resource, type if type in PARTS else "DataDownload")

    def _read_record_sets(self, node: Node) -> None:
        document = self._document
        for key, value in document.values(node, "recordSet"):
            self._counts["record_sets"] += 1
            if not isinstance(value, dict):
                self._warn(f"{key} has {str(value)[:80]!r} in place of a record set")
                continue
            records = document.resolved(value)
            self._check_node(records, "RecordSet")
            for _, inner in document.values(records, "field"):
                self._counts["fields"] += 1
                if isinstance(inner, dict):
                    self._check_field(document.resolved(inner), records)

    def _read_parts(self, node: Node) -> None:
        """Add data sets that are parts of a data set."""
        document = self._document
        at_top = {id(each) for each in document.nodes}
        pending, seen = [node], set[int]()
        while pending:
            for _, value in document.values(pending.pop(), "hasPart"):
                part = document.resolved(value) if isinstance(value, dict) else {}
                if "Dataset" in document.types(part) and not {id(part)} & (at_top | seen):
                    seen.add(id(part))
                    self._add(part, "Dataset")
                    pending.append(part)

    # Tasks

    def _read_tasks(self, tasks: list[Node]) -> None:
        """Add the data sets and the code that tasks name."""
        document = self._document
        self._warn("the file describes a task, not a data set")
        pending: list[tuple[str, Node]] = [("", node) for node in reversed(tasks)]
        solved = any("TaskSolution" in document.types(node) for node in tasks)
        while pending:
            role, node = pending.pop()
            types = document.types(node)
            type = next((each for each in types if each in PARTS), None)
            if type is not None:
                self._add(node, type, None if role == "input" else "")
                continue
            if solved and any(each.endswith("Spec") for each in types):
                self._warn(f"a solution has {self._name(node)!r}, which is only a specification")
            below = [
                (document.property(key), item)
                for key, value in node.items()
                if key != "@context"
                for item in flat(value)
                if isinstance(item, dict)
            ]
            pending += reversed(below)

    # Licenses and origins

    def _licenses(self, node: Node, names: tuple[str, ...]) -> _Licenses:
        texts: list[str] = []
        facts: list[tuple[str, str]] = []
        doubts: list[tuple[str, str, str]] = []
        values = self._document.values(node, *names)
        unread = False
        for key, value in values:
            stated = list(self._stated(key, value))
            facts += stated
            kept = _agreed(stated)
            texts += kept
            if len(kept) > 1:
                message = f"{key} names different licenses: {', '.join(kept)}"
                doubts.append(("licenses-disagree", message, "name one"))
            if not kept:
                doubts.append(_no_license(key, value))
                unread |= not isinstance(value, str)
        texts = list(dict.fromkeys(texts))
        if texts and unread:
            texts.append(NOASSERTION)
        if len(texts) > 1 and len(values) > 1:
            message = f"{values[0][0]} is a list of {len(texts)} licenses, read as all of them"
            doubts.append(("list-of-licenses", message, "write one expression"))
        return _Licenses(tuple(texts), tuple(facts), tuple(doubts))

    def _stated(self, key: str, value: Any) -> Iterator[tuple[str, str]]:
        """Give what a value says of a license, the most exact first."""
        if isinstance(value, str):
            if value.strip():
                yield key, value
        elif isinstance(value, dict):
            node = self._document.resolved(value)
            for name in ("@value", "url", "@id", "identifier", "sameAs", "name", "alternateName"):
                for written, item in self._document.values(node, name):
                    if isinstance(item, str) and item.strip() and not item.startswith(_INTERNAL):
                        yield key if name == "@value" else f"{key}.{written}", item

    def _tell(self, element: Element, licenses: _Licenses) -> None:
        for where, value in licenses.facts:
            self._inventory.note(element.key, where, value)
        for code, message, repair in licenses.doubts:
            self._inventory.find(code, message, repair, element.component.name)

    def _add_origins(self, element: Element, node: Node) -> None:
        """Add what a data set was made from: others of the file, and works from elsewhere."""
        document = self._document
        for name, use in ORIGINS.items():
            for _, value in document.values(node, name):
                source = document.resolved(value) if isinstance(value, dict) else {}
                work = document.text(value)
                if id(source) in self._added:
                    self._inventory.relate(element.key, self._added[id(source)][0].key, use)
                elif work:
                    element.works.append(self._work(use, work, source))

    def _work(self, use: str, work: str, node: Node) -> Origin:
        licenses = self._licenses(node, _LICENSE)
        for where, text in licenses.facts:
            self._inventory.note(work, where, text)
        if len(licenses.texts) > 1:
            return Origin(use, work=work, license=" AND ".join(f"({t})" for t in licenses.texts))
        return Origin(use, work=work, license=licenses.texts[0] if licenses.texts else None)

    # What the format does not allow

    def _check_dataset(self, node: Node) -> None:
        document = self._document
        if "Dataset" not in document.types(node):
            found = document.texts(node, "@type")
            self._warn(f"the type is {found or 'missing'}, and not https://schema.org/Dataset")
        if document.is_croissant:
            missing = [name for name in _REQUIRED if not document.values(node, name)]
            if missing:
                self._warn(f"{self._name(node)!r} has no {', '.join(missing)}")

    def _check_resource(self, node: Node, type: str) -> None:
        document = self._document
        name = self._name_or_place(node)
        if not document.is_croissant:
            return
        if type not in _RESOURCES:
            self._warn(f"{name} is of type {type!r}, and neither FileObject nor FileSet")
            return
        missing = [each for each in _RESOURCES[type] if not document.values(node, each)]
        if type == "FileObject" and not document.values(node, "contentUrl", "containedIn"):
            missing.append("contentUrl")
        if not document.first(node, "name", "@id"):
            missing.append("name")
        if missing:
            self._warn(f"{name} has no {', '.join(missing)}")

    def _check_node(self, node: Node, type: str) -> None:
        document = self._document
        name = self._name_or_place(node)
        if type not in document.types(node):
            self._warn(f"{name} is of type {document.texts(node, '@type')}, and not {type}")
        if not document.first(node, "name", "@id"):
            self._warn(f"{name} has no name")

    def _check_field(self, node: Node, records: Node) -> None:
        document = self._document
        self._check_node(node, "Field")
        if not document.values(node, *_FIELD_VALUES) and not document.values(records, "data"):
            self._warn(f"{self._name_or_place(node)} does not say where its values come from")

    def _name_or_place(self, node: Node) -> str:
        found = self._document.first(node, "name", "@id")
        return repr(found[:100]) if found else "a node without a name"

    def _warn(self, message: str) -> None:
        self._warnings.append(message)

    def _report(self) -> None:
        for message in self._warnings[:_MAX_WARNINGS]:
            self._inventory.find("document-warning", message)
        more = len(self._warnings) - _MAX_WARNINGS
        if more > 0:
            self._inventory.find("document-warning", f"{more:,} more of the same kind")


def _agreed(stated: list[tuple[str, str]]) -> list[str]:
    """Return the text that says what the license is; several if they say different things."""
    readings: dict[str, str] = {}
    for _, text in stated:
        expression = normalize(text).expression
        if expression is not None:
            readings.setdefault(str(expression), text)
    return list(readings.values()) or [text for _, text in stated[:1]]


def _no_license(key: str, value: Any) -> tuple[str, str, str]:
    if isinstance(value, str):
        return "empty-license", f"{key} is an empty text", "name the license, or leave it out"
    found = "an object" if isinstance(value, dict) else repr(value)[:80]
    return "document-warning", f"{key} is {found}, which names no license", "give its address"
