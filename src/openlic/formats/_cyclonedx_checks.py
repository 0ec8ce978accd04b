# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Look for common mistakes in CycloneDX documents, beside what the reader needs."""

from __future__ import annotations

__all__ = ["check_component", "check_head"]

import re
from collections.abc import Mapping
from typing import Any

from openlic.formats._cyclonedx_document import list_of, object_of, objects_of, text_of
from openlic.formats._cyclonedx_licenses import Doubts, shown

_VERSIONS = frozenset(f"1.{minor}" for minor in range(8))
_SERIAL = re.compile(r"urn:uuid:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_HASH = re.compile(r"[0-9a-fA-F]{32}(?:[0-9a-fA-F]{8}|(?:[0-9a-fA-F]{32}){1,3})?")

#: What a tool or a component may say, in any version.
_SERVICE = frozenset(
    {
        "bom-ref", "provider", "group", "name", "version", "description", "endpoints",
        "authenticated", "x-trust-boundary", "trustZone", "data", "licenses",
        "patentAssertions", "externalReferences", "services", "releaseNotes", "properties",
        "tags", "signature",
    }
)  # fmt: skip
_COMPONENT = frozenset(
    {
        "type", "mime-type", "bom-ref", "supplier", "manufacturer", "authors", "author",
        "publisher", "group", "name", "version", "versionRange", "isExternal", "description",
        "scope", "hashes", "licenses", "copyright", "patentAssertions", "cpe", "purl",
        "omniborId", "swhid", "swid", "modified", "pedigree", "externalReferences",
        "components", "evidence", "releaseNotes", "modelCard", "data", "cryptoProperties",
        "properties", "tags", "signature",
    }
)  # fmt: skip
_ORGANIZATIONS = ("supplier", "manufacturer", "provider")


def check_head(document: Mapping[str, Any], doubts: Doubts) -> None:
    """Look at what a document says of itself.

    Parameters:
        document: in the shape of JSON.
        doubts: gets the findings.
    """
    if document.get("bomFormat") != "CycloneDX":
        doubts.warn("bomFormat", f"it is {shown(document.get('bomFormat'))}", "write CycloneDX")
    version = document.get("specVersion")
    if text_of(document, "specVersion") not in _VERSIONS:
        message = f"{shown(version)} is no version from 1.0 to 1.7"
        doubts.warn("specVersion", message, "give the version of the format")
    serial = document.get("serialNumber")
    if serial is not None and not (isinstance(serial, str) and _SERIAL.fullmatch(serial)):
        doubts.warn("serialNumber", f"{shown(serial)} is no UUID", "write urn:uuid:...")
    metadata = object_of(document.get("metadata"))
    if not isinstance(metadata.get("authors", []), list):
        doubts.warn("metadata", "`authors` is not a list", "write a list")
    _check_tools(metadata.get("tools", []), doubts)


def _check_tools(tools: Any, doubts: Doubts) -> None:
    if isinstance(tools, dict) and not tools.keys() <= {"components", "services", "tool"}:
        message = "`tools` is neither a list nor an object of components and services"
        doubts.warn("metadata", message, "write a list")
    for service in objects_of(object_of(tools).get("services")):
        _check_keys(service, _SERVICE, "metadata.tools", doubts)


def _check_keys(
    value: Mapping[str, Any], known: frozenset[str], subject: str, doubts: Doubts
) -> None:
    if not value.keys() <= known:
        names = ", ".join(sorted(value.keys() - known))
        doubts.warn(subject, f"unknown keys: {names:.200}", "use properties for them")


def check_component(
    value: Mapping[str, Any], subject: str, doubts: Doubts, *, is_service: bool
) -> None:
    """Look at what a component or service says beside its license.

    Parameters:
        value: as the document has it.
        subject: what findings call it.
        doubts: gets the findings.
        is_service: whether it is a service.
    """
    _check_keys(value, _SERVICE if is_service else _COMPONENT, subject, doubts)
    for each in objects_of(value.get("hashes")):
        content = each.get("content")
        if not isinstance(content, str) or _HASH.fullmatch(content) is None:
            doubts.warn(subject, f"{shown(content)} is no hash", "write it in hexadecimal digits")
    _check_organizations(value, subject, doubts)


def _check_organizations(value: Mapping[str, Any], subject: str, doubts: Doubts) -> None:
    parties = [object_of(value[name]) for name in _ORGANIZATIONS if name in value]
    for entry in list_of(value.get("data")):
        governance = object_of(object_of(entry).get("governance"))
        owners = objects_of(governance.get("owners"))
        parties += [object_of(each.get("organization")) for each in owners]
    if any(not isinstance(party.get("url", []), list) for party in parties):
        doubts.warn(subject, "the `url` of an organization is not a list", "write a list")
