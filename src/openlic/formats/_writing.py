# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Write releases as YAML."""

from __future__ import annotations

__all__ = ["concluded", "filled", "to_yaml"]

from collections.abc import Mapping
from typing import Any

import yaml

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


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries of a mapping that have a value."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {}, ())}


def to_yaml(value: Any) -> str:
    """Return plain values as YAML, in their order; what looks like a date stands in quotes."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
