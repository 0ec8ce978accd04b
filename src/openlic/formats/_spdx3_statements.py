# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What an SPDX 3 file says of the licenses of its elements."""

from __future__ import annotations

__all__ = ["Statements"]

from collections.abc import Sequence

from openlic.expression import NOASSERTION
from openlic.formats._spdx3_graph import Graph, Node
from openlic.formats._spdx3_licenses import Licenses, listed_id
from openlic.formats._spdx3_links import Link, Links
from openlic.formats._spdx3_terms import ARTIFACTS, LICENSES
from openlic.model import LicenseFact
from openlic.normalization import normalize

#: Properties by which some tools state a license; SPDX 3 has relationships for it.
_PROPERTIES = {
    "concludedLicense": "hasConcludedLicense",
    "declaredLicense": "hasDeclaredLicense",
    "hasConcludedLicense": "hasConcludedLicense",
    "hasDeclaredLicense": "hasDeclaredLicense",
    "licenseConcluded": "hasConcludedLicense",
    "licenseDeclared": "hasDeclaredLicense",
}

_LICENSE_TYPES = frozenset(_PROPERTIES.values())

#: What the comment of a relationship of the type ``other`` has to say for it to be noted.
_OTHER_LICENSE = "hasEffectiveLicense"


class Statements:
    """The licenses that a file states.

    Parameters:
        graph: the file.
        licenses: its licenses.
        links: its relationships.

    Attributes:
        facts: every license in the file, with its place.
    """

    def __init__(self, graph: Graph, licenses: Licenses, links: Links) -> None:
        self._graph = graph
        self._licenses = licenses
        self.facts: list[LicenseFact] = []
        self._found: dict[str, dict[str, dict[str, None]]] = {}
        self._read: dict[str, str] = {}
        self._results: dict[str, tuple[str | None, tuple[str, ...], str]] = {}
        for node in graph.nodes:
            self._add_element(node)
        for link in links.all:
            self._add_link(link)
        for node in graph.nodes:
            if node.kind in ARTIFACTS and node is graph.first(node.key):
                self._compare(node)

    def licensed(self, key: str) -> bool:
        """Return whether the file says anything of the license of an element."""
        return key in self._found

    def concluded(self, key: str) -> bool:
        """Return whether a license of an element was concluded, other than NOASSERTION."""
        return bool(self._found.get(key, {}).get("hasConcludedLicense", {}).keys() - {NOASSERTION})

    def of(self, node: Node) -> tuple[str | None, tuple[str, ...], str]:
        """Return the license of an element, those that all apply, and the declared one.

        What was concluded goes before what was declared, unless nothing was found out.
        """
        if node.key not in self._results:
            self._results[node.key] = self._result(node)
        return self._results[node.key]

    def _result(self, node: Node) -> tuple[str | None, tuple[str, ...], str]:
        concluded, declared = self._of(node, "Concluded"), self._of(node, "Declared")
        found = concluded if concluded and concluded != (NOASSERTION,) else declared or concluded
        if len(found) > 1:
            return None, found, _all_of(declared)
        return (found[0] if found else None), (), _all_of(declared)

    def _of(self, node: Node, kind: str) -> tuple[str, ...]:
        return tuple(self._found.get(node.key, {}).get(f"has{kind}License", ()))

    def _add_element(self, node: Node) -> None:
        graph, subject = self._graph, self._name(node.key)
        if node.kind == "LicenseExpression":
            if "licenseExpression" in node.fields:
                value = self._licenses.stated(node.key)
                self._note(subject, node.spelling("licenseExpression"), value)
        elif node.kind in LICENSES:
            self._note(subject, node.type, self._licenses.stated(node.key))
        for key in graph.references(node, "dataLicense"):
            self._note(subject, node.spelling("dataLicense"), key)
        for name, type in _PROPERTIES.items():
            if name not in node.fields:
                continue
            repair = f"write a relationship `{type}`"
            graph.doubts.warn(f"there is no property `{name}`", repair, node.place)
            for key in graph.references(node, name, needed=True):
                self._note(subject, node.spelling(name), self._licenses.stated(key))
                self._state(node.key, type, key)

    def _add_link(self, link: Link) -> None:
        is_license = link.type in _LICENSE_TYPES
        if not is_license and not (link.type == "other" and _OTHER_LICENSE in link.comment):
            return
        subject = self._name(link.source)
        field = link.written if is_license else _OTHER_LICENSE
        for key in link.targets:
            self._note(subject, field, self._licenses.stated(key))
            if is_license:
                self._state(link.source, link.type, key)
        if is_license and link.incomplete:
            self._found.setdefault(link.source, {}).setdefault(link.type, {})[NOASSERTION] = None
            message = f"{link.written} is incomplete: there are licenses that are not named"
            self._graph.doubts.find("list-of-licenses", message, "name them", subject)

    def _note(self, subject: str, field: str, value: str) -> None:
        self.facts.append(LicenseFact(subject, field, value))

    def _state(self, subject: str, type: str, key: str) -> None:
        """Take over a license of an element."""
        license = self._licenses.written(key)
        self._found.setdefault(subject, {}).setdefault(type, {})[license] = None
        is_blank = key.startswith(("_:", "#"))
        if self._graph.first(key) is not None or (license != key and not is_blank):
            return
        if self._normal(license) and not is_blank:
            message = "a license is named where an element is asked for"
            self._graph.doubts.warn(message, "refer to a license element", repr(key))
        else:
            message = f"the license {key!r} is not in the file"
            repair = "add it as an element"
            self._graph.doubts.find("reference-to-nothing", message, repair, self._name(subject))

    def _name(self, key: str) -> str:
        node = self._graph.first(key)
        if node is None:
            return key
        named = self._graph.text(node, "name") or node.id
        return listed_id(named) or named or node.key

    def _compare(self, node: Node) -> None:
        concluded, declared = (_all_of(self._of(node, kind)) for kind in ("Concluded", "Declared"))
        if not concluded or not declared or NOASSERTION in (concluded, declared):
            return
        one, other = (self._normal(text) or text for text in (concluded, declared))
        if one != other:
            message = f"{concluded} is concluded, and {declared} is declared"
            name = self._name(node.key)
            self._graph.doubts.find("concluded-differs", f"{name}: {message}", "", name)

    def _normal(self, text: str) -> str:
        """Return a license as the catalog writes it; empty if it cannot be read."""
        if text not in self._read:
            found = normalize(text).expression
            self._read[text] = "" if found is None else str(found)
        return self._read[text]


def _all_of(licenses: Sequence[str]) -> str:
    if len(licenses) < 2:
        return "".join(licenses)
    return " AND ".join(f"({each})" if " " in each else each for each in licenses)
