# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Types of the entries of the index; for type checkers, nothing imports this to run."""

from __future__ import annotations

__all__ = ["Details", "ExceptionFacts", "Facts"]

from typing import Any, TypedDict


class Facts(TypedDict, total=False):
    """What the index holds on a license; an absent key has its default."""

    name: str
    category: str
    content: list[str]
    scope: str
    family: str
    version: str
    deprecated: bool
    successor: str
    osi: str
    fsf: str
    open_definition: str
    blue_oak: str


class ExceptionFacts(TypedDict, total=False):
    """What the index holds on an exception; an absent key has its default."""

    name: str
    kind: str
    restricts: bool
    deprecated: bool
    successor: str


class Details(TypedDict, total=False):
    """What is known of a license or exception beyond the index; an absent key is empty."""

    review: str
    statements: list[dict[str, Any]]
    traits: dict[str, dict[str, Any]]
    unclear: list[str]
    modifies: list[str]
    lifts: list[dict[str, Any]]
    only_with: str
    aliases: dict[str, list[str]]
    sources: list[dict[str, str]]
    note: str
