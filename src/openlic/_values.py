# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the values of openlic have in common."""

from __future__ import annotations

__all__ = ["short_repr"]

from typing import Any

from attrs import NOTHING, Factory, fields


def short_repr(self: Any) -> str:
    """Return the class and the attributes that differ from their defaults.

    Assigned as ``__repr__``. attrs would generate one for every class, which takes
    longer than all else about the class.
    """
    shown = []
    for attribute in fields(type(self)):
        value, default = getattr(self, attribute.name), attribute.default
        if isinstance(default, Factory):  # type: ignore[arg-type]
            default = default.factory()
        if default is NOTHING or value != default:
            shown.append(f"{attribute.name}={value!r}")
    return f"{type(self).__name__}({', '.join(shown)})"
