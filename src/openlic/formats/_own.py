# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""openlic's own format, which has all that a release can say."""

from __future__ import annotations

__all__ = ["dump", "load", "recognizes"]

import re
from collections.abc import Iterable
from typing import Any

from openlic.formats import _release
from openlic.formats._source import Source
from openlic.formats._writing import filled, to_yaml
from openlic.model import Component, Model, Origin

_MARK = re.compile(r"^openlic\s*:", re.MULTILINE)


def recognizes(source: Source) -> bool:
    """Whether a file has the key ``openlic``."""
    return "openlic" in source.object or (not source.is_json and bool(_MARK.search(source.head)))


def load(source: Source) -> Model:
    """Read a release.

    Raises:
        InputError: with all problems of the document.
    """
    return _release.load(source)


_RELEASE_TEXTS = (
    "version", "date", "producer", "contact", "type", "architecture", "treatment", "origin",
    "repository", "huggingface",
)  # fmt: skip
_COMPONENT_TEXTS = (
    "version", "kind", "content", "description", "license", "declared", "license_path",
    "component_path", "owner", "copyright", "swhid", "id",
)  # fmt: skip


def dump(model: Model, original: Source | None = None) -> str:
    """Return a release in openlic's format, with licenses as they were written.

    Parameters:
        model: the release.
        original: not used: all is written anew.
    """
    del original
    licenses = {
        each.scope: filled({"name": each.license, "path": each.path}) for each in model.licenses
    }
    release = {
        "name": model.name,
        **filled({key: getattr(model, key) for key in _RELEASE_TEXTS}),
        **filled({"license": licenses, "claimed_class": model.claimed_class}),
        **({"configuration_file": True} if model.configuration_file else {}),
        **({} if model.complete else {"complete": False}),
        "components": [_component(each) for each in model.components],
    }
    return to_yaml({"openlic": _release.FORMAT, "release": release})


def _component(component: Component) -> dict[str, Any]:
    texts = {key: getattr(component, key) for key in _COMPONENT_TEXTS}
    return {
        "name": component.name,
        **({} if component.part_of is None else {"part_of": component.part_of}),
        **filled(texts),
        **filled({"licenses": list(component.licenses), "covers": list(component.covers)}),
        **filled({"derived_from": _origins(component.derived_from)}),
    }


def _origins(origins: Iterable[Origin]) -> list[dict[str, Any]]:
    return [
        filled(
            {
                "component": origin.component,
                "work": origin.work,
                "license": origin.license,
                "use": origin.use,
                "provide": origin.provide,
                "derived_from": _origins(origin.derived_from),
            }
        )
        for origin in origins
    ]
