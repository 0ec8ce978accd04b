# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""SPDX 2 documents: tag-value, JSON, YAML, XML and RDF/XML.

What the document says is read as it is written; spdx-tools says what is wrong with it.
"""

from __future__ import annotations

__all__ = ["dump", "load", "recognizes"]

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from openlic.expression import NOASSERTION, NONE
from openlic.formats._inventory import Inventory
from openlic.formats._source import Source
from openlic.formats._spdx2_check import what_is_wrong
from openlic.formats._spdx2_reading import Reading, looks_like_spdx, read_any
from openlic.formats._spdx2_relations import relation
from openlic.formats._spdx2_values import SameLicense, length, stated, text_of
from openlic.formats._spdx2_write import dump
from openlic.model import Component, LocalLicense, Model, Origin
from openlic.problems import Problem

#: Most warnings and findings of one kind that are listed.
_MOST_WARNINGS, _MOST_FINDINGS = 20, 50

_SOFTWARE = "Supporting libraries and tools"

#: What a package is for, by letters only: the component that it is part of, and its content.
PURPOSES: dict[str, tuple[str, str]] = {
    "": (_SOFTWARE, "code"),
    "APPLICATION": (_SOFTWARE, "code"),
    "FRAMEWORK": (_SOFTWARE, "code"),
    "LIBRARY": (_SOFTWARE, "code"),
    "CONTAINER": (_SOFTWARE, "code"),
    "OPERATINGSYSTEM": (_SOFTWARE, "code"),
    "FIRMWARE": (_SOFTWARE, "code"),
    "SOURCE": (_SOFTWARE, "code"),
    "INSTALL": (_SOFTWARE, "code"),
    "ARCHIVE": (_SOFTWARE, ""),
    "DEVICE": ("", ""),
    "FILE": ("", ""),
    "OTHER": ("", ""),
}

#: The content that the types of a file say.
FILE_TYPES: dict[str, str] = {
    "APPLICATION": "code",
    "BINARY": "code",
    "DOCUMENTATION": "document",
    "SOURCE": "code",
}

#: For each kind: its section, the key of its name, and that of the licenses found in it.
KINDS: dict[str, tuple[str, str, str]] = {
    "package": ("packages", "name", "licenseInfoFromFiles"),
    "file": ("files", "fileName", "licenseInfoInFiles"),
    "snippet": ("snippets", "name", "licenseInfoInSnippets"),
}

_SECTIONS = ("packages", "files", "snippets", "relationships", "hasExtractedLicensingInfos")
_NOT_LETTERS = re.compile(r"[^A-Z]")

#: What leaves the license open, so that the declared one holds.
_OPEN = frozenset({"", NOASSERTION})


def recognizes(source: Source) -> bool:
    """Whether a file is SPDX 2 by its content."""
    return looks_like_spdx(source)


def load(source: Source) -> Model:
    """Read an SPDX 2 document.

    Raises:
        InputError: it cannot be read, with what spdx-tools says where that is known.
        MissingPackageError: spdx-tools is not installed.
    """
    reading = read_any(source)
    problems = [
        Problem(f"`{section}` is a {type(value).__name__}", "give a list", where=f"$.{section}")
        for section in _SECTIONS
        if not isinstance(value := reading.record.get(section), (list, type(None)))
    ]
    version = reading.record.get("spdxVersion")
    if isinstance(version, str) and version.upper().startswith("SPDX-3"):
        message = f"this is {version[:20]}, not SPDX 2"
        problems.append(Problem(message, "give it as JSON-LD", where="$.spdxVersion"))
    elif version is None and not any(reading.record.get(each) for each in _SECTIONS):
        message = "the document has no version, no packages and no files"
        problems.append(Problem(message, "name an SPDX 2 document", where="$.spdxVersion"))
    messages = what_is_wrong(reading)
    if problems:
        problems += [Problem(each, "see SPDX 2.3") for each in messages[:_MOST_WARNINGS]]
        raise source.error(*problems)
    return _Reader(reading, messages).model(source.path)


class _Reader:
    """Makes the elements of a document into components."""

    def __init__(self, reading: Reading, messages: list[str]) -> None:
        self._reading = reading
        self._record = reading.record
        self._inventory = Inventory()
        self._warnings = [*messages, *reading.warnings]
        self._same = SameLicense()
        self._differ = 0
        self._contained: list[tuple[str, list[Any]]] = []  # packages with their files
        self._cut_from: list[tuple[str, str]] = []  # files with their snippets
        self._missing: dict[str, None] = {}  # what relationships name, and is not there
        self._annotations = length(self._record.get("annotations"))
        self._id = text_of(self._record.get("SPDXID")) or "SPDXRef-DOCUMENT"

    def model(self, path: str) -> Model:
        self._note(self._id, self._record, "dataLicense")
        for kind, (section, _, _) in KINDS.items():
            for number, entry in enumerate(self._entries(section)):
                self._element(kind, number, entry)
        self._relate_all()
        self._find_missing()
        local = tuple(self._local_licenses())
        self._find_local(local)
        self._find_differing()
        self._find_warnings()
        return self._inventory.model(
            text_of(self._record.get("name")) or self._id,
            format="spdx",
            path=path,
            counts=tuple(self._counts()),
            local_licenses=local,
        )

    def _entries(self, section: str) -> Iterator[dict[str, Any]]:
        for number, entry in enumerate(self._record.get(section) or ()):
            if isinstance(entry, dict):
                yield entry
            else:
                self._warn(f"$.{section}[{number}]", f"expected an object, not {entry!r:.60}")

    def _warn(self, about: str, message: str) -> None:
        self._warnings.append(f"{about}: {message}")

    def _element(self, kind: str, number: int, entry: dict[str, Any]) -> None:
        section, name_key, found_key = KINDS[kind]
        id = text_of(entry.get("SPDXID"))
        name = text_of(entry.get(name_key))
        subject = id or name or f"$.{section}[{number}]"
        if id in self._inventory.elements:
            self._warn(subject, "the id stands more than once")
        concluded = self._note(subject, entry, "licenseConcluded")
        declared = self._note(subject, entry, "licenseDeclared")
        self._note_found(subject, entry, found_key)
        if concluded and declared and concluded != declared:
            self._compare(subject, concluded, declared)
        part_of, content = _place(kind, entry)
        component = Component(
            name=name or subject,
            license=(declared or concluded if concluded in _OPEN else concluded) or None,
            description=text_of(entry.get("description")) or text_of(entry.get("summary")),
            owner=_owner(entry),
            copyright=stated(entry.get("copyrightText")),
            id=id,
            version=text_of(entry.get("versionInfo")),
            kind=kind,
            content=content,
            part_of=part_of,
            declared=declared,
        )
        self._inventory.add(id or subject, component)
        self._remember_links(id, entry)

    def _remember_links(self, id: str, entry: dict[str, Any]) -> None:
        if "hasFiles" in entry and isinstance(entry["hasFiles"], list):
            self._contained.append((id, entry["hasFiles"]))
        if "snippetFromFile" in entry:
            self._cut_from.append((text_of(entry["snippetFromFile"]), id))
        if "annotations" in entry:
            self._annotations += length(entry["annotations"])

    def _note(self, subject: str, entry: dict[str, Any], key: str) -> str:
        """Note a license and return it; empty where there is none."""
        value = entry.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self._warn(subject, f"{key} is {value!r:.60}, which is no license expression")
            return ""
        self._inventory.note(subject, key, value)
        return value

    def _note_found(self, subject: str, entry: dict[str, Any], key: str) -> None:
        values = entry.get(key)
        if not values:
            return
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, str):
                self._inventory.note(subject, key, value)
            elif value is not None:
                self._warn(subject, f"{key} has {value!r:.60}, which is no license expression")

    def _compare(self, subject: str, concluded: str, declared: str) -> None:
        if concluded in _OPEN or declared in _OPEN or self._same(concluded, declared):
            return
        self._differ += 1
        if self._differ <= _MOST_FINDINGS:
            message = f"{concluded[:200]!r} is concluded, and {declared[:200]!r} was declared"
            repair = "see what its authors say; the concluded license was taken"
            self._inventory.find("concluded-differs", f"{subject}: {message}", repair)

    def _find_differing(self) -> None:
        if self._differ > _MOST_FINDINGS:
            message = f"{self._differ - _MOST_FINDINGS} more elements have other licenses declared"
            self._inventory.find("concluded-differs", message)

    def _relate_all(self) -> None:
        for number, entry in enumerate(self._entries("relationships")):
            left = text_of(entry.get("spdxElementId"))
            right = text_of(entry.get("relatedSpdxElement"))
            type = text_of(entry.get("relationshipType"))
            if not self._relate(left, type, right, entry.get("comment")):
                about = f"$.relationships[{number}]"
                self._warn(about, f"there is no relationship type {type[:60]!r}")
        for id, files in self._contained:
            for file in files:
                self._relate(id, "CONTAINS", text_of(file))
        for file, id in self._cut_from:
            if not self._inventory.relate(file, id, "snippet"):
                self._missing[file] = None

    def _relate(self, left: str, type: str, right: str, comment: object = None) -> bool:
        """Note a relationship; say whether there is such a type."""
        found = relation(type, comment)
        if found is None:
            return False
        elements = self._inventory.elements
        for id in (left, right):
            if id not in elements and not self._is_elsewhere(id):
                self._missing[id] = None
        if found.use:
            result, source = found.made(left, right)
            if source.startswith("DocumentRef-") and result in elements:
                elements[result].works.append(Origin(found.use, work=source))
            else:
                self._inventory.relate(result, source, found.use)
        return True

    def _is_elsewhere(self, id: str) -> bool:
        return id in (self._id, NOASSERTION, NONE) or id.startswith("DocumentRef-")

    def _find_missing(self) -> None:
        if self._missing:
            names = list(self._missing)
            first = ", ".join(repr(each[:80]) for each in names[:5])
            message = f"relationships name {len(names)} elements that are not there: {first}"
            repair = "add them, or remove the relationships"
            self._inventory.find("reference-to-nothing", message, repair)

    def _local_licenses(self) -> Iterator[LocalLicense]:
        seen = set()
        for entry in self._entries("hasExtractedLicensingInfos"):
            id = text_of(entry.get("licenseId"))
            if not id or id in seen:
                self._warn("hasExtractedLicensingInfos", f"the licenseId {id!r} is empty or twice")
                continue
            seen.add(id)
            also = entry.get("seeAlsos")
            yield LocalLicense(
                id=id,
                name=stated(entry.get("name")),
                text=text_of(entry.get("extractedText")),
                see_also=tuple(map(text_of, also)) if isinstance(also, list) else (),
            )

    def _find_local(self, local: tuple[LocalLicense, ...]) -> None:
        for number, each in enumerate(local):
            message = f"{each.id!r} is defined by the file"
            if number < _MOST_FINDINGS:
                message += f"; {_looks_like(each.text)}"
            self._inventory.find("local-license", message)

    def _find_warnings(self) -> None:
        messages = list(dict.fromkeys(self._warnings))
        for message in messages[:_MOST_WARNINGS]:
            self._inventory.find("document-warning", message[:400])
        if len(messages) > _MOST_WARNINGS:
            message = f"{len(messages) - _MOST_WARNINGS} more things that SPDX does not allow"
            self._inventory.find("document-warning", message)

    def _counts(self) -> Iterator[tuple[str, int]]:
        record = self._record
        yield "packages", length(record.get("packages"))
        yield "files", length(record.get("files"))
        yield "snippets", length(record.get("snippets"))
        yield "relationships", length(record.get("relationships"))
        yield "document_describes", length(record.get("documentDescribes"))
        links = sum(len(files) for _, files in self._contained)
        # In tag-value, that a file is in a package follows from their order.
        yield "has_files_links", 0 if self._reading.form == "tag-value" else links
        yield "annotations", self._annotations
        yield "extracted_licenses", length(record.get("hasExtractedLicensingInfos"))
        yield "external_document_refs", length(record.get("externalDocumentRefs"))


def _looks_like(text: str) -> str:
    from openlic.texts import identify

    match = identify(text)
    if match.expression is None:
        return "its text was not recognized"
    return f"its text looks like {match.expression} ({match.basis}, {match.score:.2f})"


def _owner(entry: dict[str, Any]) -> str:
    """Return who made a package or, where that is not said, who supplies it."""
    for key in ("originator", "supplier"):
        text = stated(entry.get(key))
        if text:
            kind, colon, name = text.partition(":")
            return name.strip() if colon and kind in ("Organization", "Person") else text
    return ""


def _place(kind: str, entry: dict[str, Any]) -> tuple[str, str]:
    """Return the component that an element is part of, and its content."""
    if kind == "package":
        purpose = _NOT_LETTERS.sub("", text_of(entry.get("primaryPackagePurpose")).upper())
        return PURPOSES.get(purpose, ("", ""))
    types = entry.get("fileTypes") if kind == "file" else None
    if isinstance(types, list):
        contents = Counter(FILE_TYPES.get(text_of(each).upper(), "") for each in types)
        if len(contents) == 1:
            return "", next(iter(contents))
    return "", ""
