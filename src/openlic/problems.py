# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What keeps a file from being read."""

from __future__ import annotations

__all__ = ["Problem"]

from attrs import frozen


@frozen
class Problem:
    """One thing that keeps a file from being read.

    Attributes:
        message: what was found and what was expected.
        repair: what to change.
        line: line in the file, from 1; None where there is none.
        where: path of the value in the document, as in ``$.release.name``.
    """

    message: str
    repair: str
    line: int | None = None
    where: str = "$"

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line is not None else ""
        path = f" (at {self.where})" if self.where != "$" else ""
        return f"{place}{self.message}{path}; {self.repair}"
