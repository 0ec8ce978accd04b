# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read SPDX 2 in RDF/XML into the shape of its JSON form."""

from __future__ import annotations

__all__ = ["read_rdf"]

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from openlic.errors import MissingPackageError
from openlic.formats._source import Source

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SPDX = "http://spdx.org/rdf/terms#"
_DATATYPES = "http://www.w3.org/2001/XMLSchema#"

#: Longest license expression that is written out of a graph, in characters.
_LONGEST = 65_536

#: Properties of an element that are one text, with their keys in the JSON form.
_TEXTS = {
    "packages": ("name", "versionInfo", "supplier", "originator", "copyrightText",
                 "summary", "description", "primaryPackagePurpose"),
    "files": ("fileName", "copyrightText"),
    "snippets": ("name", "copyrightText"),
}  # fmt: skip

_CLASSES = {"packages": "Package", "files": "File", "snippets": "Snippet"}

#: Properties that hold several licenses, with their keys in the JSON form.
_LISTS = {
    "packages": ("licenseInfoFromFiles", "licenseInfoFromFiles"),
    "files": ("licenseInfoInFile", "licenseInfoInFiles"),
    "snippets": ("licenseInfoInSnippet", "licenseInfoInSnippets"),
}


def read_rdf(source: Source) -> tuple[dict[str, Any], Any, list[str]]:
    """Return a document in the shape of its JSON form, its graph, and what is odd about it.

    The graph is None where spdx-tools cannot be asked about it.

    Raises:
        InputError: it is no RDF/XML, or has literals of a kind that SPDX has not.
        MissingPackageError: rdflib, which comes with spdx-tools, is not installed.
    """
    _refuse_foreign_literals(source)
    try:
        from rdflib import Graph
    except ImportError:
        raise MissingPackageError("spdx-tools", "SPDX 2 documents") from None
    graph = Graph()
    with _quiet():
        try:
            graph.parse(BytesIO(source.content), format="xml", publicID="https://spdx.org/document")
        except Exception as error:  # noqa: BLE001  # whatever it is, the file cannot be read
            message = f"this is not RDF/XML: {str(error)[:300] or type(error).__name__}"
            raise source.refuse(message, "correct the syntax") from None
        reader = _GraphReader(graph)
        return reader.record(), graph if reader.can_be_asked() else None, reader.warnings


def _refuse_foreign_literals(source: Source) -> None:
    """Refuse literals that rdflib would parse as XML or HTML of their own."""
    for element in source.xml.iter():
        datatype = element.get(f"{{{_RDF}}}datatype", _DATATYPES)
        parse_type = element.get(f"{{{_RDF}}}parseType", "Resource")
        if not datatype.startswith(_DATATYPES) or parse_type == "Literal":
            message = f"a literal of type {datatype if parse_type != 'Literal' else parse_type!r}"
            raise source.refuse(message, "SPDX has plain texts, true and false, and numbers only")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from warning and logging about odd literals and addresses."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before


class _GraphReader:
    """Finds the elements of a document in its graph."""

    def __init__(self, graph: Any) -> None:
        from rdflib import BNode, Literal, URIRef

        self._graph = graph
        self._blank, self._literal, self._uri = BNode, Literal, URIRef
        self._type = URIRef(_RDF + "type")
        self._documents = self._of_class("SpdxDocument")
        self._document = self._documents[0] if self._documents else None
        self._namespace = str(self._document or "").partition("#")[0]
        self._elsewhere = dict(self._external_documents())
        self._licenses: dict[Any, str | None] = {}
        self.warnings: list[str] = []

    def _of_class(self, name: str) -> list[Any]:
        return list(dict.fromkeys(self._graph.subjects(self._type, self._uri(_SPDX + name))))

    def _values(self, node: Any, name: str, space: str = _SPDX) -> list[Any]:
        return [] if node is None else list(self._graph.objects(node, self._uri(space + name)))

    def _value(self, node: Any, name: str) -> Any:
        return next(iter(self._values(node, name)), None)

    def _text(self, node: Any, name: str) -> str | None:
        value = self._value(node, name)
        return None if value is None else self._plain(value)

    def _plain(self, value: Any) -> str:
        """Return a literal, or the word that an address of SPDX stands for."""
        text = str(value).strip()
        if isinstance(value, self._literal) or not text.startswith(_SPDX):
            return text
        word = text.removeprefix(_SPDX).rpartition("_")[2]
        return word.upper() if word in ("noassertion", "none") else word

    def _external_documents(self) -> Iterator[tuple[str, str]]:
        for node in self._of_class("ExternalDocumentRef"):
            yield str(self._value(node, "spdxDocument") or ""), self._fragment(node)

    def _fragment(self, node: Any) -> str:
        return str(node).rpartition("#")[2] if isinstance(node, self._uri) else ""

    def id(self, node: Any) -> str:
        """Return what the document calls an element."""
        if node is None or isinstance(node, self._blank):
            return ""
        space, _, fragment = str(node).partition("#")
        if space == self._namespace and fragment:
            return fragment
        if space in self._elsewhere and fragment:
            return f"{self._elsewhere[space]}:{fragment}"
        return self._plain(node)

    def can_be_asked(self) -> bool:
        """Whether spdx-tools can take the graph: it ends the program on some, or never ends."""
        named = "#" in str(self._document) and bool(self._namespace)
        return named and len(self._documents) == 1 and None not in self._licenses.values()

    def record(self) -> dict[str, Any]:
        document = self._document
        sections: dict[str, Any] = {
            section: [self._element(section, node) for node in self._of_class(name)]
            for section, name in _CLASSES.items()
        }
        return {
            "SPDXID": self.id(document),
            "spdxVersion": self._text(document, "specVersion"),
            "name": self._text(document, "name"),
            "dataLicense": self._license(self._value(document, "dataLicense")),
            "documentNamespace": self._namespace or None,
            "documentDescribes": [self.id(n) for n in self._values(document, "describesPackage")],
            "externalDocumentRefs": [
                {"externalDocumentId": id} for id in self._elsewhere.values()
            ],
            **sections,
            "relationships": list(self._relationships()),
            "annotations": [{} for _ in self._pairs("annotation")],
            "hasExtractedLicensingInfos": [
                self._extracted(node) for node in self._of_class("ExtractedLicensingInfo")
            ],
        }  # fmt: skip

    def _pairs(self, name: str) -> Iterator[tuple[Any, Any]]:
        yield from self._graph.subject_objects(self._uri(_SPDX + name))

    def _element(self, section: str, node: Any) -> dict[str, Any]:
        entry: dict[str, Any] = {"SPDXID": self.id(node) or None}
        for name in _TEXTS[section]:
            entry[name] = self._text(node, name)
        for name in ("licenseConcluded", "licenseDeclared"):
            entry[name] = self._license(self._value(node, name))
        name, key = _LISTS[section]
        entry[key] = [self._license(value) for value in self._values(node, name)]
        if section == "packages":
            entry["hasFiles"] = [self.id(each) for each in self._values(node, "hasFile")]
        elif section == "files":
            entry["fileTypes"] = [self._plain(each) for each in self._values(node, "fileType")]
        else:
            entry["snippetFromFile"] = self.id(self._value(node, "snippetFromFile")) or None
        return entry

    def _relationships(self) -> Iterator[dict[str, Any]]:
        for left, node in self._pairs("relationship"):
            type = str(self._value(node, "relationshipType") or "").rpartition("_")[2]
            yield {
                "spdxElementId": self.id(left),
                "relationshipType": _screaming(type),
                "relatedSpdxElement": self.id(self._value(node, "relatedSpdxElement")),
                "comment": next(map(str, self._values(node, "comment", _RDFS)), None),
            }

    def _extracted(self, node: Any) -> dict[str, Any]:
        return {
            "licenseId": self._text(node, "licenseId") or self._fragment(node),
            "name": self._text(node, "name"),
            "extractedText": self._text(node, "extractedText"),
            "seeAlsos": [str(each) for each in self._values(node, "seeAlso", _RDFS)],
        }

    def _license(self, node: Any) -> str | None:
        """Return the expression that a node stands for; its operands sorted, as sets are."""
        if node is None:
            return None
        pending: list[tuple[Any, bool]] = [(node, False)]
        open_nodes: set[Any] = set()
        while pending:
            each, members_known = pending.pop()
            if members_known:
                open_nodes.discard(each)
                self._licenses[each] = self._written(each)
            elif each in open_nodes:
                self._licenses[each] = None
            elif each not in self._licenses:
                open_nodes.add(each)
                pending.append((each, True))
                pending += [(member, False) for member in self._values(each, "member")]
        return self._licenses[node]

    def _written(self, node: Any) -> str | None:
        if node in self._licenses:
            return None
        members = [self._licenses.get(each) for each in self._values(node, "member")]
        if None in members or sum(len(each or "") for each in members) > _LONGEST:
            self.warnings.append(f"the license set {node} is too large, or has no end")
            return None
        type = str(self._graph.value(node, self._type, any=True) or "").removeprefix(_SPDX)
        parts = sorted(each for each in members if each is not None)
        if type in ("ConjunctiveLicenseSet", "DisjunctiveLicenseSet") and parts:
            joint = " AND " if type.startswith("Con") else " OR "
            return joint.join(f"({each})" if _joined(each) else each for each in parts)
        if type == "OrLaterOperator" and parts:
            return f"{parts[0]}+"
        if type == "WithExceptionOperator" and parts:
            exception = self._value(node, "licenseException")
            id = self._text(exception, "licenseExceptionId") or str(exception).rpartition("/")[2]
            return f"{parts[0]} WITH {id}"
        return self._single(node)

    def _single(self, node: Any) -> str:
        known = self._text(node, "licenseId")
        if known:
            return known
        text = str(node).strip()
        if isinstance(node, self._uri) and "://spdx.org/licenses/" in text:
            return text.rpartition("/")[2]
        return self.id(node) or text


def _joined(expression: str) -> bool:
    return " AND " in expression or " OR " in expression


def _screaming(word: str) -> str:
    """Return ``DEPENDS_ON`` for ``dependsOn``."""
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in word).upper()
