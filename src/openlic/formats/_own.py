# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""openlic's own format, which has all that a release can say."""

from __future__ import annotations

__all__ = ["load", "recognizes"]

import re

from openlic.formats import _release
from openlic.formats._source import Source
from openlic.model import Model

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
