# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""License texts beside the files of a package, and what they are taken for.

A text that is not recognized is a license of its own, with a reference that nothing else has.
"""

from __future__ import annotations

__all__ = [
    "LicenseText",
    "find_beside",
    "is_license_file",
    "limited",
    "read_beside",
    "read_text",
]

import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from openlic.findings import Finding
from openlic.formats._folders import FoundFile, read_start
from openlic.model import LocalLicense
from openlic.texts import MAX_LENGTH, identify

#: Most findings of one kind; one more says how many are left out.
MOST_FINDINGS = 50

_LICENSE_NAME = re.compile(r"(?:un)?licen[cs]e|copying|copyright|eula", re.IGNORECASE)


@frozen
class LicenseText:
    """What a license text was taken for.

    Attributes:
        license: an expression, or the reference of the local license.
        finding: what was done, as a finding.
        local: the text as a local license, if it was not recognized.
    """

    license: str
    finding: Finding
    local: LocalLicense | None = None


def is_license_file(path: str) -> bool:
    """Whether a file is named as files with license texts are; notices and authors are not."""
    return _LICENSE_NAME.search(re.split(r"[/\\]", path)[-1]) is not None


def find_beside(folder: str | os.PathLike[str], relative: str) -> FoundFile | None:
    """Return a file in a folder, or None.

    Parameters:
        folder: the folder; no link that leads out of it is followed.
        relative: path of the file in the folder.
    """
    path = Path(relative.replace("\\", "/"))
    if not relative or path.is_absolute() or ".." in path.parts:
        return None
    try:
        root = Path(os.path.realpath(folder, strict=True))
        real = Path(os.path.realpath(root / path, strict=True))
        if not real.is_relative_to(root) or not real.is_file():
            return None
    except (OSError, ValueError):
        return None
    return FoundFile(path.as_posix(), 0, str(real))


def read_beside(folder: str | os.PathLike[str], relative: str) -> str | None:
    """Return the text of a file in a folder, as far as texts are read, or None.

    Parameters:
        folder: the folder; no link that leads out of it is followed.
        relative: path of the file in the folder.
    """
    found = find_beside(folder, relative)
    try:
        content = None if found is None else read_start(found, MAX_LENGTH + 1)
    except OSError:
        return None
    return None if content is None else content.decode("utf-8-sig", "replace")


def read_text(subject: str, where: str, text: str) -> LicenseText:
    """Say what license a text is.

    Parameters:
        subject: the package.
        where: where the text stands, as a noun phrase.
        text: the text.

    >>> read_text("demo", "LICENSE", "SPDX-License-Identifier: MIT").license
    'MIT'
    >>> read_text("demo", "LICENSE", "All your base are belong to us.").license
    'LicenseRef-demo-LICENSE'
    """
    match = identify(text)
    if match.expression is not None:
        message = f"{where} of {subject!r} is a license text, which was read as {match}"
        return LicenseText(str(match.expression), Finding("license-read-as", message, "", subject))
    id = "LicenseRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", f"{subject}-{where}").strip("-")
    message = f"{where} of {subject!r} is a license text that is not certain: {match}"
    repair = "name the license by an SPDX expression"
    finding = Finding("local-license", message, repair, subject)
    return LicenseText(id, finding, LocalLicense(id, where, text))


def limited(findings: Iterable[Finding]) -> list[Finding]:
    """Return the first findings of each kind, and for the others their number."""
    counts: Counter[str] = Counter()
    kept = []
    for finding in findings:
        counts[finding.code] += 1
        if counts[finding.code] <= MOST_FINDINGS:
            kept.append(finding)
    for code, count in counts.items():
        if count > MOST_FINDINGS:
            kept.append(Finding(code, f"{count - MOST_FINDINGS:,} more of this kind"))
    return kept
