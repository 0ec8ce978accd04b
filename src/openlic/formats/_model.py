# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the formats have in common: the keys of a release, and the model made of them."""

from __future__ import annotations

__all__ = ["build_model", "claimed_class", "note_unknown_keys"]

from collections.abc import Collection, Sequence
from typing import Any

from openlic.errors import InputError
from openlic.findings import Finding
from openlic.formats._fields import Fields
from openlic.frameworks import framework
from openlic.model import Component, Model, doubtful_components


def note_unknown_keys(
    entry: Fields, known: Collection[str], findings: list[Finding], component: str | None = None
) -> tuple[str, ...]:
    """Return the keys that a release, or a component, does not have; add a finding on each."""
    unknown = tuple(key for key in entry if key not in known)
    what = "release" if component is None else "component"
    for key in unknown:
        message = f"a {what} has no key {key!r}"
        line = entry.line(key)
        findings.append(Finding(f"unknown-{what}-key", message, "remove it", component, line))
    return unknown


def claimed_class(release: Fields, key: str) -> int | None:
    """Return the class that a producer claims under a key."""
    claimed: int | None = release.get(key, int)
    if claimed is not None and claimed not in (1, 2, 3):
        release.wrong(key, f"class {claimed} does not exist", "use 1, 2 or 3")
    return claimed


def build_model(
    release: Fields,
    components: Sequence[Component],
    findings: list[Finding],
    *,
    name: str,
    path: str,
    texts: Collection[str],
    **rest: Any,
) -> Model:
    """Return the model of a release.

    Parameters:
        release: the keys of the release.
        components: its components.
        findings: what was doubtful so far.
        name: its name.
        path: the file.
        texts: keys that hold texts and have an attribute of the same name.
        **rest: the other attributes of the model.

    Raises:
        InputError: problems were collected while reading.
    """
    rest |= {key: release.text(key) for key in texts}
    version, date = release.loose_text("version"), release.loose_text("date")
    if release.problems:
        raise InputError(path, sorted(release.problems, key=lambda problem: problem.line or 0))
    if not components:
        line = release.line("components")
        message = "the release lists no components"
        findings.append(Finding("no-components", message, "list what is released", line=line))
    doubts = doubtful_components(components, framework("mof").names)
    return Model(
        name=name,
        components=tuple(components),
        version=version,
        date=date,
        path=path,
        findings=(*findings, *(finding for _, finding in doubts)),
        **rest,
    )
