# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The licenses of an SPDX 3 file: expressions, license elements, and those of the file's own."""

from __future__ import annotations

__all__ = ["Licenses", "listed_id"]

import re
from collections.abc import Iterator, Sequence

from openlic.expression import NOASSERTION, NONE
from openlic.formats._spdx3_graph import Graph, Node
from openlic.formats._spdx3_terms import LICENSES
from openlic.model import LocalLicense
from openlic.normalization import normalize
from openlic.texts import identify

#: The two individuals that are no licenses, by full address, short name or old name.
_INDIVIDUAL = re.compile(
    r"(?:https?://spdx\.org/rdf/[^/]+/terms/(?:Expanded|Simple)?(?:Licensing|Core)/"
    r"|(?:spdx:)?(?:Expanded|Simple)?(?:Licensing|Core)[/_])?"
    r"(?:(None)|NoAssertion)(?:License|Element)?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"https?://(?:www\.)?spdx\.org/licenses/([\w.+-]+?)(?:\.html|\.json(?:ld)?)?")
_REFERENCE = re.compile(r"(?:License|Addition)Ref-[A-Za-z0-9.-]+")
_NOT_IN_REFERENCES = re.compile(r"[^A-Za-z0-9.-]+")

#: Longest expression that is put together from license sets, and of all of them together.
_LONGEST, _LONGEST_OF_ALL = 100_000, 10_000_000

#: Most license texts of one file that are compared with the known ones.
_MOST_TEXTS = 50

#: Longest text of a license that may be a name.
_LONGEST_NAME = 100

_OWN = frozenset({"CustomLicense", "SimpleLicensingText", "CustomLicenseAddition"})
_PARTS: dict[str, tuple[str, ...]] = {
    "ConjunctiveLicenseSet": ("member",),
    "DisjunctiveLicenseSet": ("member",),
    "WithAdditionOperator": ("subjectExtendableLicense", "subjectAddition"),
    "OrLaterOperator": ("subjectLicense",),
}


class Licenses:
    """The licenses of a file.

    Parameters:
        graph: the file.

    Attributes:
        nodes: the elements that are licenses, in file order.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.nodes = [node for node in graph.nodes if node.kind in LICENSES]
        self._references: dict[str, dict[str, None]] = {}
        self._taken: set[str] = set()
        self._known: dict[str, str] = {}
        self._locals: dict[tuple[str, str], Node] = {}
        self._texts: dict[str, str] = {}
        self._length = 0
        for node in self.nodes:
            for reference, key in graph.entries(node, "customIdToUri"):
                self._map(reference, key, node)
            for reference, key in graph.entries(node, "customIdToLicense"):
                self._map(reference, key, node)
        for node in self.nodes:
            self.written(node.key)

    def written(self, key: str) -> str:
        """Return the license of a key as an expression in the words of the file.

        Parameters:
            key: of an element, or of a license that the file does not have.
        """
        pending, opened = [key], set[str]()
        while pending:
            current = pending[-1]
            if current in self._known:
                pending.pop()
                continue
            nodes = self._graph.by_key.get(current, ())
            parts = [part for node in nodes for part in self._parts(node)]
            missing = [part for part in parts if part not in self._known]
            if missing and current not in opened:
                opened.add(current)
                pending += missing
                continue
            if missing:
                self._warn("a license contains itself", "remove the circle", current)
            self._known[current] = self._compose(current, nodes)
        return self._known[key]

    def stated(self, key: str) -> str:
        """Return what the file calls the license of a key: its expression, name or id."""
        node = self._graph.first(key)
        if node is None:
            return _elsewhere(key, blank=key)
        if node.kind == "LicenseExpression" and self._expression(node):
            return self._expression(node)
        return self._graph.text(node, "name") or self.written(key)

    def expressions(self) -> frozenset[str]:
        """Return the license expressions of the file."""
        nodes = (node for node in self.nodes if node.kind == "LicenseExpression")
        return frozenset(filter(None, map(self._expression, nodes)))

    def local_licenses(self) -> tuple[LocalLicense, ...]:
        """Return the licenses that the file defines for itself."""
        return tuple(
            LocalLicense(
                reference,
                self._graph.text(node, "name"),
                self._text(node),
                self._graph.texts(node, "seeAlso"),
            )
            for (reference, _), node in self._locals.items()
        )

    def note_locals(self) -> None:
        """Note every license that the file defines for itself, with what it looks like."""
        for license in self.local_licenses():
            name = f" ({license.name})" if license.name else ""
            looks = self._identified(license.text)
            seen = f"; its text looks like {looks}" if looks else ""
            message = f"the file defines {license.id}{name}{seen}"
            self._graph.doubts.find("local-license", message)

    def _map(self, reference: str, key: str, user: Node) -> None:
        references = self._references.setdefault(key, {})
        if self._graph.first(key) is None and reference not in references:
            message = f"{reference} stands for {key!r}, which the file does not have"
            self._graph.doubts.find("reference-to-nothing", message, "add it", user.id or None)
        references[reference] = None
        self._taken.add(reference)

    def _parts(self, node: Node) -> Iterator[str]:
        for name in _PARTS.get(node.kind, ()):
            yield from self._graph.references(node, name)

    def _compose(self, key: str, nodes: Sequence[Node]) -> str:
        if not nodes:
            return _elsewhere(key)
        found = dict.fromkeys(self._of_node(node) for node in nodes)
        return _joined(list(found), "AND")

    def _of_node(self, node: Node) -> str:
        if node.kind not in LICENSES:
            self._warn(f"{node.type!r} is no license", "name a license", node.key)
            return NOASSERTION
        if node.kind == "LicenseExpression":
            return self._of_expression(node)
        if node.kind in _PARTS:
            return self._of_operator(node)
        if node.kind in _OWN:
            return self._named_by_text(node) or self._own(node)
        return self._of_license(node)

    def _of_expression(self, node: Node) -> str:
        found = self._expression(node)
        if not found:
            self._warn("a license expression is empty", "write the expression", node.key)
        return found or NOASSERTION

    def _expression(self, node: Node) -> str:
        return self._graph.text(node, "licenseExpression", needed=True)

    def _of_operator(self, node: Node) -> str:
        parts = [self._known.get(part, NOASSERTION) for part in self._parts(node)]
        length = sum(map(len, parts))
        self._length += length
        is_long = length > _LONGEST or self._length > _LONGEST_OF_ALL
        if len(parts) < len(_PARTS[node.kind]) or is_long:
            message = f"a license set is {'too long' if is_long else 'without a part'}"
            self._warn(message, "name the licenses that it is made of", node.key)
            return NOASSERTION
        if node.kind == "ConjunctiveLicenseSet":
            return _joined(parts, "AND")
        if node.kind == "DisjunctiveLicenseSet":
            return _joined(parts, "OR")
        if node.kind == "WithAdditionOperator":
            return f"{parts[0]} WITH {parts[1]}"
        return _or_later(parts[0])

    def _of_license(self, node: Node) -> str:
        """Return the name of a license that stands on a list, or of one without a class."""
        graph = self._graph
        for word in (node.kind, node.id):
            if _INDIVIDUAL.fullmatch(word):
                return _elsewhere(word)
        listed = listed_id(node.id)
        id = graph.text(node, "licenseId") or graph.text(node, "additionId")
        name = id or listed or graph.text(node, "name")
        if not name:
            return self._own(node)
        if node.kind in ("ListedLicense", "ListedLicenseException") or listed:
            return name
        text = self._text(node)
        looks = self._identified(text)
        read = normalize(name).expression
        if text and (not looks or read is None or str(read) != looks):
            return self._own(node)
        return name

    def _named_by_text(self, node: Node) -> str:
        """Return the license that stands in place of a text; empty if it is a text."""
        text = self._text(node).strip()
        if node.key in self._references or not text or len(text) > _LONGEST_NAME:
            return ""
        if "\n" in text or normalize(text).expression is None:
            return ""
        self._warn("a license text is only the name of a license", "write the text", node.key)
        return text

    def _own(self, node: Node) -> str:
        """Return the reference to a license that the file defines."""
        references = self._references.get(node.key) or {self._new_reference(node): None}
        self._references[node.key] = references
        for reference in references:
            self._locals[reference, node.place] = node
        return next(iter(references))

    def _new_reference(self, node: Node) -> str:
        name = self._graph.text(node, "name")
        given = _REFERENCE.search(node.id)
        if _REFERENCE.fullmatch(name):
            base = name
        elif given and given.end() == len(node.id):
            base = given.group()
        else:
            name = name or node.id.rpartition("/")[2]
            kind = "AdditionRef" if node.kind == "CustomLicenseAddition" else "LicenseRef"
            base = f"{kind}-local-{_NOT_IN_REFERENCES.sub('-', name).strip('-') or 'unnamed'}"
        free, number = base, len(self._taken)
        while free in self._taken:
            number += 1
            free = f"{base}-{number}"
        self._taken.add(free)
        return free

    def _text(self, node: Node) -> str:
        for name in ("licenseText", "additionText"):
            found = self._graph.text(node, name)
            if found:
                return found
        return ""

    def _identified(self, text: str) -> str:
        """Return the license that a text is for certain; empty if there is none."""
        if not text:
            return ""
        if text not in self._texts:
            found = identify(text).expression if len(self._texts) < _MOST_TEXTS else None
            self._texts[text] = str(found) if found is not None else ""
        return self._texts[text]

    def _warn(self, message: str, repair: str, key: str) -> None:
        node = self._graph.first(key)
        self._graph.doubts.warn(message, repair, node.place if node else key)


def listed_id(address: str) -> str:
    """Return the id of a license or exception of the SPDX list; empty for other addresses.

    >>> listed_id("https://spdx.org/licenses/MIT.html")
    'MIT'
    """
    found = _LISTED.fullmatch(address)
    return found.group(1) if found else ""


def _elsewhere(key: str, blank: str = NOASSERTION) -> str:
    """Return the license that a reference names by itself.

    Parameters:
        key: the reference.
        blank: what stands for one that means something in the file only.
    """
    individual = _INDIVIDUAL.fullmatch(key)
    if individual:
        return NONE if individual.group(1) else NOASSERTION
    listed = listed_id(key)
    if listed:
        return listed
    return blank if key.startswith(("_:", "#")) else key


def _joined(parts: Sequence[str], operator: str) -> str:
    distinct = list(dict.fromkeys(parts))
    if len(distinct) == 1:
        return distinct[0]
    return f" {operator} ".join(f"({part})" if " " in part else part for part in distinct)


def _or_later(license: str) -> str:
    if license.endswith("-only"):
        return f"{license.removesuffix('-only')}-or-later"
    return license if license.endswith(("+", "-or-later")) else f"{license}+"
