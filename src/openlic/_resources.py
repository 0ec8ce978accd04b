# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read the files that ship inside the package.

``importlib.resources`` does the same and takes longer to import than a verdict takes.
"""

from __future__ import annotations

__all__ = ["read_part", "read_resource"]

import os.path
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _locate(path: tuple[str, ...]) -> tuple[Any, str]:
    """Return the loader of the package and the name under which it knows a file."""
    spec = sys.modules["openlic"].__spec__
    assert spec is not None
    assert spec.origin is not None
    return spec.loader, os.path.join(os.path.dirname(spec.origin), *path)  # noqa: PTH118, PTH120


def read_resource(*path: str) -> bytes:
    """Return the content of a file of the package, wherever it is installed."""
    loader, name = _locate(path)
    content: bytes = loader.get_data(name)
    return content


def read_part(start: int, size: int, *path: str) -> bytes:
    """Return a part of a file of the package, read alone where the file can be opened."""
    loader, name = _locate(path)
    try:
        with open(name, "rb") as file:  # noqa: PTH123
            file.seek(start)
            return file.read(size)
    except OSError:  # inside an archive
        content: bytes = loader.get_data(name)
        return content[start : start + size]
