# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read SPDX 2 in tag-value form into the shape of its JSON form."""

from __future__ import annotations

__all__ = ["read_tags"]

import re
from collections.abc import Iterator
from typing import Any

from openlic.formats._source import Source

_LINE = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*:[ \t]*(.*)")

#: Tags that start an element, with the section of the JSON form and the key of the value.
_STARTS = {
    "PackageName": ("packages", "name"),
    "FileName": ("files", "fileName"),
    "SnippetSPDXID": ("snippets", "SPDXID"),
    "LicenseID": ("hasExtractedLicensingInfos", "licenseId"),
    "Annotator": ("annotations", "annotator"),
    "ExternalDocumentRef": ("externalDocumentRefs", "externalDocumentId"),
}

#: Tags of an element, with its section (the document itself if empty) and the key.
_TAGS = {
    "SPDXVersion": ("", "spdxVersion"),
    "DataLicense": ("", "dataLicense"),
    "DocumentName": ("", "name"),
    "DocumentNamespace": ("", "documentNamespace"),
    "PackageVersion": ("packages", "versionInfo"),
    "PackageSupplier": ("packages", "supplier"),
    "PackageOriginator": ("packages", "originator"),
    "PackageLicenseConcluded": ("packages", "licenseConcluded"),
    "PackageLicenseDeclared": ("packages", "licenseDeclared"),
    "PackageCopyrightText": ("packages", "copyrightText"),
    "PackageSummary": ("packages", "summary"),
    "PackageDescription": ("packages", "description"),
    "PrimaryPackagePurpose": ("packages", "primaryPackagePurpose"),
    "LicenseConcluded": ("files", "licenseConcluded"),
    "FileCopyrightText": ("files", "copyrightText"),
    "FileComment": ("files", "comment"),
    "SnippetName": ("snippets", "name"),
    "SnippetFromFileSPDXID": ("snippets", "snippetFromFile"),
    "SnippetLicenseConcluded": ("snippets", "licenseConcluded"),
    "SnippetCopyrightText": ("snippets", "copyrightText"),
    "SnippetComment": ("snippets", "comment"),
    "LicenseName": ("hasExtractedLicensingInfos", "name"),
    "ExtractedText": ("hasExtractedLicensingInfos", "extractedText"),
    "RelationshipComment": ("relationships", "comment"),
}

#: The same for tags that may stand several times in one element.
_LISTS = {
    "PackageLicenseInfoFromFiles": ("packages", "licenseInfoFromFiles"),
    "LicenseInfoInFile": ("files", "licenseInfoInFiles"),
    "FileType": ("files", "fileTypes"),
    "LicenseInfoInSnippet": ("snippets", "licenseInfoInSnippets"),
    "LicenseCrossReference": ("hasExtractedLicensingInfos", "seeAlsos"),
}


def read_tags(source: Source, text: str) -> tuple[dict[str, Any], list[str]]:
    """Return a document in the shape of its JSON form, and what is odd about its lines.

    Files after a package are in it (SPDX 2.3, clause 5.2.2); they are added to its
    ``hasFiles``.

    Parameters:
        source: the file.
        text: its text, with ``\\n`` between lines.

    Raises:
        InputError: a ``<text>`` is not closed.
    """
    reader = _TagReader()
    for line, tag, value in _tags(source, text):
        reader.take(line, tag, value)
    return reader.record, reader.warnings


def _tags(source: Source, text: str) -> Iterator[tuple[int, str, str]]:
    lines = enumerate(text.split("\n"), 1)
    for number, line in lines:
        match = _LINE.match(line)
        if match is None:
            continue
        tag, value = match.groups()
        if value.startswith("<text>"):
            parts = [value[6:]]
            while "</text>" not in parts[-1]:
                more = next(lines, None)
                if more is None:
                    message = f"the <text> of {tag} is not closed"
                    raise source.refuse(message, "close it by </text>", number)
                parts.append(more[1])
            parts[-1] = parts[-1].partition("</text>")[0]
            value = "\n".join(parts)
        yield number, tag, value.strip()


class _TagReader:
    """Collects the elements of a document from its tags."""

    def __init__(self) -> None:
        self.record: dict[str, Any] = {}
        self.warnings: list[str] = []
        self._current = self.record  # what SPDXID is about
        self._last: dict[str, dict[str, Any]] = {"": self.record}

    def take(self, line: int, tag: str, value: str) -> None:
        if tag in _STARTS:
            self._start(tag, value)
        elif tag == "SPDXID":
            self._set(line, tag, self._current, "SPDXID", value)
            self._put_in_package(value)
        elif tag == "Relationship":
            self._relate(line, value)
        elif tag in _TAGS:
            section, key = _TAGS[tag]
            holder = self._holder(line, tag, section)
            self._set(line, tag, holder, key, value)
        elif tag in _LISTS:
            section, key = _LISTS[tag]
            self._holder(line, tag, section).setdefault(key, []).append(value)

    def _start(self, tag: str, value: str) -> None:
        section, key = _STARTS[tag]
        if section == "externalDocumentRefs":
            value = value.partition(" ")[0]
        entry = {key: value}
        self.record.setdefault(section, []).append(entry)
        self._last[section] = entry
        if section in ("packages", "files"):
            self._current = entry

    def _put_in_package(self, file: str) -> None:
        package = self._last.get("packages")
        if package is not None and self._current is self._last.get("files"):
            package.setdefault("hasFiles", []).append(file)

    def _relate(self, line: int, value: str) -> None:
        words = value.split()
        if len(words) != 3:
            self.warnings.append(f"line {line}: {value[:100]!r} is not of the form `A TYPE B`")
            words = (words + [""] * 3)[:3]
        entry = dict(
            zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), words, strict=True)
        )
        self.record.setdefault("relationships", []).append(entry)
        self._last["relationships"] = entry

    def _holder(self, line: int, tag: str, section: str) -> dict[str, Any]:
        if section not in self._last:
            self.warnings.append(f"line {line}: {tag} stands before what it is about")
            return {}
        return self._last[section]

    def _set(self, line: int, tag: str, holder: dict[str, Any], key: str, value: str) -> None:
        if key in holder:
            self.warnings.append(f"line {line}: {tag} stands twice in one element")
        else:
            holder[key] = value
