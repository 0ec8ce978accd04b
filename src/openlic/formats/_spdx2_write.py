# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Write SPDX 2.3 in JSON, or fill in concluded licenses in a file of that form."""

from __future__ import annotations

__all__ = ["dump"]

import json
import os
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from openlic import __version__
from openlic.catalog import default_catalog
from openlic.expression import NOASSERTION, NONE, Expression
from openlic.formats._source import Source
from openlic.formats._spdx2_filling import fill_in
from openlic.formats._spdx2_relations import written_as
from openlic.formats._writing import concluded_all, texts_of
from openlic.model import Component, LocalLicense, Model, Origin

_DOCUMENT = "SPDXRef-DOCUMENT"
_ID = re.compile(r"SPDXRef-[A-Za-z0-9.-]+")
_REFERENCE = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.]+")

#: Kinds of components that SPDX 2.3 has a purpose for.
_PURPOSES = frozenset(
    {
        "APPLICATION", "ARCHIVE", "CONTAINER", "DEVICE", "FILE", "FIRMWARE", "FRAMEWORK",
        "INSTALL", "LIBRARY", "OPERATING-SYSTEM", "SOURCE",
    }
)  # fmt: skip


def dump(model: Model, original: Source | None = None) -> str:
    """Return a release as an SPDX 2.3 document in JSON.

    Parameters:
        model: the release.
        original: an SPDX 2 document in JSON. Then nothing but ``licenseConcluded`` is filled in,
            where it is missing or NOASSERTION.

    Raises:
        InputError: the original is not JSON.
    """
    if original is not None:
        concluded = {
            each.id: text for each in model.components if (text := _concluded(model, each))
        }
        return fill_in(original, concluded)
    return _Writer(model).text()


def _concluded(model: Model, component: Component) -> str:
    """Return the license of a component as an SPDX expression; empty where none was read."""
    return _spdx(concluded_all(texts_of(model, component)))


def _declared(model: Model, component: Component) -> str:
    """Return the declared license as an SPDX expression; empty where none was read."""
    text = component.declared or (component.license if model.complete else "")
    return _spdx(concluded_all([text] if text else []))


def _spdx(expression: Expression | None) -> str:
    """Return an expression as text, if SPDX 2 can have it in a document of its own."""
    if expression is None:
        return ""
    text = str(expression)
    if text in (NONE, NOASSERTION):
        return text if text == NONE else ""
    words = {NONE, NOASSERTION}
    if any(id in words or id.startswith("DocumentRef-") for id in expression.licenses):
        return ""
    return "" if any("Ref-" in id for id in expression.exceptions) else text


class _Writer:
    """Makes a document of a release."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._ids: dict[str, str] = {}
        self._taken = {_DOCUMENT}
        self._packages: list[dict[str, Any]] = []
        self._relationships: list[dict[str, str]] = []
        self._references: dict[str, None] = {}
        self._used: set[str] = set()

    def text(self) -> str:
        for component in self._model.components:
            self._ids[component.name] = self._new_id(component.id, component.name)
        for component in self._model.components:
            self._packages.append(self._package(component))
        for component in self._model.components:
            self._relate(self._ids[component.name], component.derived_from)
        if not self._packages:
            name = self._model.name or "release"
            self._packages.append(self._package(Component(name), self._new_id("", name)))
        body = {
            "packages": self._packages,
            "relationships": [*self._describes(), *self._relationships],
        }
        licenses = [self._extracted(id) for id in self._references]
        if licenses:
            body["hasExtractedLicensingInfos"] = licenses
        return json.dumps({**self._head(body), **body}, indent=2, ensure_ascii=False) + "\n"

    def _head(self, body: dict[str, Any]) -> dict[str, Any]:
        name = self._model.name or "release"
        content = json.dumps(body, ensure_ascii=True)
        number = uuid.uuid5(uuid.NAMESPACE_URL, f"https://spdx.org/spdxdocs/{name}{content}")
        slug = _NOT_IN_ID.sub("-", name).strip("-.") or "release"
        return {
            "spdxVersion": "SPDX-2.3",
            "dataLicense": "CC0-1.0",
            "SPDXID": _DOCUMENT,
            "name": name,
            "documentNamespace": f"https://spdx.org/spdxdocs/{slug[:80]}-{number}",
            "creationInfo": {"created": _now(), "creators": [f"Tool: openlic-{__version__}"]},
        }

    def _new_id(self, id: str, name: str) -> str:
        slug = _NOT_IN_ID.sub("-", name).strip("-") or "part"
        wanted = id if _ID.fullmatch(id) else f"SPDXRef-{slug[:100]}"
        number, free = 1, wanted
        while free in self._taken:
            number += 1
            free = f"{wanted}-{number}"
        self._taken.add(free)
        return free

    def _package(self, component: Component, id: str = "") -> dict[str, Any]:
        concluded = _concluded(self._model, component)
        declared = _declared(self._model, component)
        entry: dict[str, Any] = {
            "SPDXID": id or self._ids[component.name],
            "name": component.name,
            "versionInfo": component.version,
            "downloadLocation": NOASSERTION,
            "filesAnalyzed": False,
            "licenseConcluded": self._license(concluded),
            "licenseDeclared": self._license(declared),
            "licenseComments": _as_read(component, concluded, declared),
            "copyrightText": component.copyright or NOASSERTION,
            "description": component.description,
            "primaryPackagePurpose": _purpose(component),
        }
        return {key: value for key, value in entry.items() if value != ""}

    def _license(self, text: str) -> str:
        for id in _REFERENCE.findall(text):
            self._references[id] = None
        return text or NOASSERTION

    def _relate(self, made: str, origins: tuple[Origin, ...]) -> None:
        pending = [(made, origin) for origin in origins]
        while pending:
            result, origin = pending.pop()
            source = self._ids.get(origin.component or "") or self._work(origin)
            if source:
                self._used.add(source)
                self._relationships.append(written_as(origin.use, result, source))
                pending += [(source, below) for below in origin.derived_from]

    def _work(self, origin: Origin) -> str:
        """Add a work from elsewhere as a package; return its id, empty if it has no name."""
        name = origin.work or origin.component or ""
        if not name or name.startswith("DocumentRef-"):
            return ""
        if name not in self._ids:
            self._ids[name] = self._new_id("", name)
            work = Component(name, license=origin.license, kind="other")
            self._packages.append(self._package(work))
        return self._ids[name]

    def _describes(self) -> Iterator[dict[str, str]]:
        """Yield that the document describes what nothing else was made from."""
        ids = [each["SPDXID"] for each in self._packages]
        for id in [each for each in ids if each not in self._used] or ids:
            yield {
                "spdxElementId": _DOCUMENT,
                "relationshipType": "DESCRIBES",
                "relatedSpdxElement": id,
            }

    def _extracted(self, id: str) -> dict[str, Any]:
        local = {each.id: each for each in self._model.local_licenses}.get(id, LocalLicense(id))
        known = default_catalog().facts.get(id, {})
        name = local.name or str(known.get("name", ""))
        text = local.text or f"The text is not part of this document. License: {name or id}."
        entry: dict[str, Any] = {"licenseId": id, "extractedText": text, "name": name}
        links = [each for each in local.see_also if each.startswith(("http://", "https://"))]
        if links:
            entry["seeAlsos"] = links
        return {key: value for key, value in entry.items() if value != ""}


def _as_read(component: Component, concluded: str, declared: str) -> str:
    """Return the licenses as written, where the expressions are others."""
    written = dict.fromkeys(
        text for text in (component.license, *component.licenses, component.declared) if text
    )
    different = [repr(each) for each in written if each not in (concluded, declared, NOASSERTION)]
    return f"as written: {', '.join(different)}" if different else ""


def _purpose(component: Component) -> str:
    kind = component.kind.upper()
    if kind in ("", "PACKAGE"):
        return ""
    if kind == "SNIPPET":
        return "FILE"
    return kind if kind in _PURPOSES else "OTHER"


def _now() -> str:
    """Return the time of writing; that of SOURCE_DATE_EPOCH, if it is set, for equal results."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    set_to = re.fullmatch(r"[0-9]{1,11}", epoch)
    moment = datetime.fromtimestamp(int(epoch), UTC) if set_to else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
