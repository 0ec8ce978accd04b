# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Write releases as YAML."""

from __future__ import annotations

__all__ = ["concluded", "concluded_all", "filled", "texts_of", "to_yaml"]

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from openlic.expression import NONE, Expression, parse
from openlic.formats._document import plain_value
from openlic.model import Component, Model
from openlic.normalization import normalize


def concluded(text: str | None) -> str | None:
    """Return the SPDX expression that a license string was read as; None if it was not.

    >>> concluded("Apache 2.0")
    'Apache-2.0'
    >>> concluded("BSD") is None
    True
    """
    found = normalize(text).expression if text else None
    return None if found is None else str(found)


def texts_of(model: Model, component: Component) -> tuple[str, ...]:
    """Return the licenses of a component as written: its own, or else those of the release."""
    texts = component.licenses or tuple(filter(None, [component.license]))
    for scope in (component.content, "distribution"):
        texts = texts or tuple(filter(None, [model.global_license(scope)]))
    return texts


def concluded_all(texts: Sequence[str]) -> Expression | None:
    """Return the expression of licenses that all apply; None if one of them was not read.

    >>> str(concluded_all(["mit", "Apache 2.0"]))
    'MIT AND Apache-2.0'
    >>> str(concluded_all(["mit", "unlicensed"]))
    'NONE'
    """
    reads = [normalize(text) for text in texts]
    if any(read.kind == "none" for read in reads):
        return parse(NONE)
    found = [read.expression for read in reads if read.expression is not None]
    return Expression.all_of(found) if found and len(found) == len(reads) else None


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries of a mapping that have a value."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {}, ())}


class _Dumper(yaml.SafeDumper):
    """Quotes every text that this package would read as something else."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if isinstance(plain_value(text), str) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _represent)


def to_yaml(value: Any) -> str:
    """Return plain values as YAML, in their order; what looks like a date stands in quotes."""
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text
