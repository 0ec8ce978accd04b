# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read the five forms of SPDX 2 into the shape of the JSON form, as tolerantly as can be."""

from __future__ import annotations

__all__ = ["Reading", "looks_like_spdx", "read_any"]

import re
from typing import Any

from attrs import frozen

from openlic.formats._document import Node, read_document
from openlic.formats._source import Source
from openlic.formats._spdx2_rdf import read_rdf
from openlic.formats._spdx2_tags import read_tags

_RDF_ROOT = re.compile(r"<(?:[\w.-]+:)?RDF\b")
_RDF_TERMS = re.compile(r"://spdx\.org/rdf/(?!3)")
_XML_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:Document|SPDX|SpdxDocument)[\s>]")
_TAGGED = re.compile(r"^[ \t]*SPDXVersion[ \t]*:", re.MULTILINE)
_TAGGED_BYTES = re.compile(rb"^[ \t]*SPDXVersion[ \t]*:", re.MULTILINE)
_YAML = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?spdxVersion[\"']?[ \t]*:", re.MULTILINE)

#: Elements of the XML form that are lists even where there is one.
_XML_LISTS = frozenset(
    {
        "annotations", "artifactOf", "attributionTexts", "checksums", "creators",
        "documentDescribes", "externalDocumentRefs", "externalRefs", "fileContributors",
        "fileDependencies", "files", "fileTypes", "hasExtractedLicensingInfos", "hasFiles",
        "licenseInfoFromFiles", "licenseInfoInFiles", "licenseInfoInSnippets",
        "packages", "packageVerificationCodeExcludedFiles", "ranges", "relationships",
        "reviewers", "seeAlsos", "snippets",
    }
)  # fmt: skip


@frozen(eq=False)
class Reading:
    """A document in the shape of its JSON form.

    Attributes:
        record: the document.
        form: ``json``, ``yaml``, ``xml``, ``rdf`` or ``tag-value``.
        asked: what spdx-tools is asked about: the record, the text or the graph; None if
            it cannot be asked.
        warnings: what is odd about how it is written.
    """

    record: dict[str, Any]
    form: str
    asked: Any
    warnings: tuple[str, ...] = ()


def looks_like_spdx(source: Source) -> bool:
    """Whether a file is SPDX 2 by its content."""
    head = source.head
    if not head:
        return False
    if source.is_xml:
        if _RDF_ROOT.search(head):
            return _RDF_TERMS.search(head) is not None
        return _XML_ROOT.search(head[:4096]) is not None and "spdx" in head.casefold()
    if source.is_json:
        return "spdxVersion" in source.object
    return _tagged(source) or _YAML.search(source.content) is not None


def _tagged(source: Source) -> bool:
    return bool(_TAGGED.search(source.head) or _TAGGED_BYTES.search(source.content))


def read_any(source: Source) -> Reading:
    """Return the document in a file.

    Raises:
        InputError: it cannot be read in the form that it is in.
        MissingPackageError: a package is needed that is not installed.
    """
    if source.is_folder:
        raise source.refuse("this is a folder", "name an SPDX document")
    if source.is_xml:
        return _read_rdf(source) if _RDF_ROOT.search(source.head) else _read_xml(source)
    if source.is_json:
        record = source.json
        return Reading(_object(source, record), "json", record)
    if _tagged(source):
        text = source.text.replace("\r\n", "\n").replace("\r", "\n")
        record, warnings = read_tags(source, text)
        return Reading(record, "tag-value", text, tuple(warnings))
    if not source.content.strip():
        raise source.refuse("the file is empty", "name an SPDX document")
    if not _YAML.search(source.content):
        message = "neither `SPDXVersion:`, as tag-value has it, nor `spdxVersion` was found"
        raise source.refuse(message, "name an SPDX 2 document")
    record = _read_yaml(source)
    return Reading(_object(source, record), "yaml", record)


def _object(source: Source, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        message = f"an SPDX document is an object, not {type(value).__name__}"
        raise source.refuse(message, "give an object with `spdxVersion`")
    return value


def _read_rdf(source: Source) -> Reading:
    record, graph, warnings = read_rdf(source)
    return Reading(record, "rdf", graph, tuple(warnings))


def _read_yaml(source: Source) -> Any:
    """Read YAML; numbers with a point stay texts, since SPDX has them in versions only."""
    bounded = Source(source.path, source.limit)
    bounded.content = source.content
    root = read_document(bounded)
    done: dict[int, Any] = {}
    pending = [root]
    while pending:
        node = pending[-1]
        below = _below(node)
        waiting = [each for each in below if id(each.value) not in done and _below(each)]
        if waiting:
            pending += waiting
            continue
        pending.pop()
        done[id(node.value)] = _filled(node, done)
    return done[id(root.value)]


def _below(node: Node) -> list[Node]:
    if isinstance(node.value, dict):
        return list(node.value.values())
    return node.value if isinstance(node.value, list) else []


def _filled(node: Node, done: dict[int, Any]) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(each, done) for key, each in node.value.items()}
    return [_plain(each, done) for each in node.value] if isinstance(node.value, list) else None


def _plain(node: Node, done: dict[int, Any]) -> Any:
    if isinstance(node.value, (dict, list)):
        return done[id(node.value)] if node.value else node.value
    return node.text if isinstance(node.value, float) else node.value


def _read_xml(source: Source) -> Reading:
    root = source.xml
    top: dict[str, Any] = {}
    holders: list[tuple[Any, dict[str, Any]]] = [(root, top)]
    while holders:
        element, holder = holders.pop()
        for child in element:
            value: Any = (child.text or "").strip() or None
            if len(child):
                value = {}
                holders.append((child, value))
            _add(holder, child.tag.rpartition("}")[2], value)
    if "spdxVersion" not in top and isinstance(top.get("Document"), dict):
        top = top["Document"]
    return Reading(top, "xml", top)


def _add(holder: dict[str, Any], key: str, value: Any) -> None:
    if key in _XML_LISTS:
        holder.setdefault(key, [])
        if value is not None:
            holder[key].append(value)
    elif key not in holder:
        holder[key] = value
    elif isinstance(holder[key], list):
        holder[key].append(value)
    else:
        holder[key] = [holder[key], value]
