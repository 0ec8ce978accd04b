# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Write what the Model Openness Tool accepts: one entry a component, one exact id a license."""

from __future__ import annotations

__all__ = ["dump"]

from collections.abc import Iterator
from typing import Any

from openlic.checking import check
from openlic.formats._source import Source
from openlic.formats._writing import concluded, filled, to_yaml
from openlic.frameworks import FrameworkComponent, framework
from openlic.model import Model
from openlic.releases import UNLICENSED, Licensed, Release

#: The framework, as the tool's own files name it.
FRAMEWORK = {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"}

_TEXTS = (
    "version", "date", "type", "architecture", "treatment", "origin", "producer", "contact",
    "repository", "huggingface",
)  # fmt: skip

_SCOPES = {"distribution": "", "code": "code", "data": "data", "document": "document"}


def dump(model: Model, original: Source | None = None) -> str:
    """Return a release as the tool's YAML.

    The tool knows exact SPDX ids only, and one for each component. Of a choice the license is
    written that is open for the component; what needs several licenses, or was not read, stays
    as it is, and the tool will not accept it as open.

    Parameters:
        model: the release.
        original: not used: all is written anew.
    """
    del original
    release = Release(model, framework("mof"))
    licenses = {
        each.scope: filled({"name": _single(each.license, _SCOPES[each.scope]), "path": each.path})
        for each in model.licenses
        if each.scope in _SCOPES
    }
    texts = {key: getattr(model, key) for key in _TEXTS}
    described = {
        "name": model.name,
        **filled(texts),
        **filled({"license": licenses}),
        "components": list(_components(release)),
    }
    return to_yaml({"framework": FRAMEWORK, "release": described})


def _components(release: Release) -> Iterator[dict[str, Any]]:
    for known in release.framework.components:
        licensed, description = release.licensed[known.name], ""
        if licensed.component is None or not licensed.present:
            coverer = next(iter(release.coverers(known.name)), None)
            if coverer is None:
                continue
            licensed, description = release.licensed[coverer], f"part of: {coverer}"
        component = licensed.component
        assert component is not None
        yield {
            "name": known.name,
            **filled({"description": description or component.description}),
            **filled({"license": _license(licensed, known)}),
            **filled({"license_path": component.license_path}),
            **filled({"component_path": component.component_path}),
        }


def _license(licensed: Licensed, known: FrameworkComponent) -> str | None:
    """Return the license of a component; None where that of the release applies."""
    if licensed.origin.startswith("release"):
        return None
    if licensed.unlicensed:
        return UNLICENSED
    return _single(licensed.written, known.content)


def _single(text: str | None, content: str) -> str | None:
    """Return one license for a license string, if a choice leaves that open, or it as it is."""
    read = concluded(text)
    if read is None or " OR " not in read:
        return text if read is None else read
    found = check(read, content=content or None)
    chosen = found.chosen
    return read if chosen is None or chosen.operator is not None else str(chosen)
