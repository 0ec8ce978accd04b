# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Findings: what a reader of a result should know, under stable codes."""

from __future__ import annotations

__all__ = ["FINDINGS", "Finding", "FindingKind"]

from attrs import frozen


@frozen
class FindingKind:
    """What a code stands for.

    Attributes:
        level: ``warning`` if the answer depends on putting it right, else ``note``.
        title: the finding in a few words.
    """

    level: str
    title: str


#: Every code; the documentation has a section on each.
FINDINGS: dict[str, FindingKind] = {
    # Names and structure of the file
    "unknown-component": FindingKind("warning", "a component that the framework does not have"),
    "component-name-case": FindingKind("warning", "a component name in another case"),
    "duplicate-component": FindingKind("warning", "a component that is listed more than once"),
    "component-read-as": FindingKind("note", "a component name that the format spells its own way"),
    "no-components": FindingKind("warning", "a release without components"),
    "unknown-release-key": FindingKind("warning", "a key that a release does not have"),
    "unknown-component-key": FindingKind("note", "a key that a component does not have"),
    "unknown-license-scope": FindingKind("warning", "a release-wide license for an unknown scope"),
    "license-is-text": FindingKind("warning", "a release-wide license that is a text"),
    # Licenses
    "empty-license": FindingKind("warning", "a license that is an empty text"),
    "null-license": FindingKind("note", "a license that is null"),
    "license-read-as": FindingKind("note", "a license string that was read as an expression"),
    "ambiguous-license": FindingKind("warning", "a license string that several licenses fit"),
    "not-a-license": FindingKind("warning", "a license string that names no license"),
    "deprecated-license": FindingKind("note", "a license id that the SPDX list has withdrawn"),
    "unknown-reference": FindingKind("warning", "a license reference that the catalog lacks"),
    "not-type-appropriate": FindingKind("warning", "an open license written for other content"),
    "licenses-disagree": FindingKind("warning", "places that name different licenses"),
    "concluded-differs": FindingKind("note", "a concluded license that was not declared"),
    "local-license": FindingKind("note", "a license that the file defines for itself"),
    "list-of-licenses": FindingKind("note", "a list that does not say whether all apply"),
    # Bills of materials, cards and folders
    "document-warning": FindingKind("note", "something that the format does not allow"),
    "reference-to-nothing": FindingKind("warning", "a relation to what the file does not have"),
    "part-read-as": FindingKind("note", "an element that was read as a component"),
    "file-not-read": FindingKind("warning", "a file in a folder that could not be read"),
    "link-not-followed": FindingKind("note", "a symbolic link that leads out of the folder"),
    # The framework
    "unlicensed-component": FindingKind("warning", "a component without any license"),
    "covers-not-allowed": FindingKind("warning", "a component that cannot stand for another"),
    "claimed-class-not-reached": FindingKind("warning", "a claimed class that is not reached"),
    "claimed-class-exceeded": FindingKind("note", "a class better than the claimed one"),
    "no-configuration-file": FindingKind("note", "no configuration file in the distribution"),
    "data-information": FindingKind("note", "a requirement that no license can show"),
    "exception-expired": FindingKind("warning", "an exception of a policy that has ended"),
    "exception-unused": FindingKind("note", "an exception of a policy that nothing needs"),
}


@frozen
class Finding:
    """One observation on a file or a result.

    Attributes:
        code: a key of :data:`FINDINGS`.
        message: what was seen, with the text concerned.
        repair: what to change; empty where nothing needs to be.
        component: the component concerned, as written, or None.
        line: line in the file, from 1, or None.
    """

    code: str
    message: str
    repair: str = ""
    component: str | None = None
    line: int | None = None

    @property
    def level(self) -> str:
        """``warning`` or ``note``."""
        return FINDINGS[self.code].level

    def __str__(self) -> str:
        place = f" (line {self.line})" if self.line is not None else ""
        repair = f"; {self.repair}" if self.repair else ""
        about = self.component
        subject = f"{about}: " if about is not None and about not in self.message else ""
        return f"{self.level} [{self.code}]{place}: {subject}{self.message}{repair}"

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the finding as plain values."""
        return {
            "code": self.code,
            "level": self.level,
            "message": self.message,
            "repair": self.repair,
            "component": self.component,
            "line": self.line,
        }
