# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Measure how long SPDX 2 documents take to be read, beside spdx-tools alone.

Run by hand: ``python benchmarks/spdx_reading.py [FOLDER]``. One document is made up: 5,000
packages, each with a relationship. The others are those of the folder that spdx-tools parses,
each read once before. Figures are processor time, the best of several runs, and go to standard
output as Markdown.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import platform
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from openlic.errors import InputError
from openlic.formats import _spdx2
from openlic.formats._source import Source
from openlic.formats._spdx2_check import MAX_VALIDATED
from openlic.formats._spdx2_reading import read_any

FOLDER = Path(__file__).resolve().parent.parent / "../shared/data/formats/spdx2/files"
LICENSES = (
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "GPL-2.0-or-later WITH Classpath-exception-2.0",
    "MIT OR Apache-2.0",
    "LicenseRef-own",
)


def document(count: int) -> dict[str, Any]:
    """Return a document with that many packages."""
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "measured",
        "documentNamespace": "https://example.com/measured",
        "creationInfo": {"created": "2024-01-01T00:00:00Z", "creators": ["Tool: none"]},
        "documentDescribes": ["SPDXRef-0"],
        "packages": [
            {
                "SPDXID": f"SPDXRef-{n}",
                "name": f"package-{n}",
                "versionInfo": "1.0",
                "downloadLocation": "NOASSERTION",
                "filesAnalyzed": False,
                "supplier": "Organization: Acme",
                "licenseConcluded": LICENSES[n % 6],
                "licenseDeclared": LICENSES[n // 2 % 6],
                "copyrightText": "NOASSERTION",
                "externalRefs": [
                    {
                        "referenceCategory": "PACKAGE-MANAGER",
                        "referenceType": "purl",
                        "referenceLocator": f"pkg:pypi/package-{n}@1.0",
                    }
                ],
            }
            for n in range(count)
        ],
        "relationships": [
            {
                "spdxElementId": f"SPDXRef-{n // 3}",
                "relationshipType": "DEPENDS_ON",
                "relatedSpdxElement": f"SPDXRef-{n}",
            }
            for n in range(1, count)
        ],
        "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-own", "extractedText": "terms"}],
    }


def alone(path: Path, form: str, encoding: str, *, validated: bool) -> None:
    """Read a document by spdx-tools."""
    if form == "tag-value":
        # As the package does it, but without files written beside it.
        parser = import_module("spdx_tools.spdx.parser.tagvalue.parser").Parser
        log = import_module("ply.yacc").NullLogger()
        quiet = parser(write_tables=False, debug=False, errorlog=log)
        parsed = quiet.parse(path.read_text(encoding))
    else:
        module = import_module(f"spdx_tools.spdx.parser.{form}.{form}_parser")
        parsed = module.parse_from_file(str(path), encoding)
    if validated:
        validator = import_module("spdx_tools.spdx.validation.document_validator")
        validator.validate_full_spdx_document(parsed)


def seconds(call: Callable[[], object], runs: int = 5) -> float:
    """Return the least processor time of several calls."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def readable(folder: Path) -> Iterator[tuple[Path, str, str, int]]:
    """Yield the documents that both read, with their form, encoding and size."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        source = Source(path)
        if not _spdx2.recognizes(source):
            continue
        encoding = "utf-16" if source.content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        try:
            reading = read_any(source)
            _spdx2.load(source)
        except InputError:
            continue
        with contextlib.suppress(Exception):
            alone(path, reading.form, encoding, validated=False)
            keys = ("packages", "files", "snippets", "relationships")
            size = sum(len(reading.record.get(key) or ()) for key in keys)
            yield path, reading.form, encoding, size


def row(name: str, parsing: float, both: float, reading: float) -> str:
    """Return a row of the table."""
    return f"| {name} | {parsing:.3f} s | {both:.3f} s | {reading:.3f} s |"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    print("| documents | spdx-tools, parsing | with validation | openlic |")
    print("| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "measured.spdx.json"
        path.write_text(json.dumps(document(5_000)), encoding="utf-8")
        _spdx2.load(Source(path))
        figures = (
            seconds(lambda: alone(path, "json", "utf-8", validated=False)),
            seconds(lambda: alone(path, "json", "utf-8", validated=True), 1),
            seconds(lambda: _spdx2.load(Source(path))),
        )
        print(row("5,000 packages, JSON", *figures))
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for path, form, encoding, size in readable(arguments.folder):

        def by_tools(path: Path = path, form: str = form, encoding: str = encoding) -> None:
            alone(path, form, encoding, validated=False)

        def by_both(path: Path = path, form: str = form, encoding: str = encoding) -> None:
            alone(path, form, encoding, validated=True)

        def by_openlic(path: Path = path) -> None:
            _spdx2.load(Source(path))

        measured = (1, seconds(by_tools, 3), seconds(by_both, 3), seconds(by_openlic, 3))
        kind = form if size <= MAX_VALIDATED else f"{form}, not validated"
        totals[kind] = [sum(pair) for pair in zip(totals[kind], measured, strict=True)]
    for form, (count, *figures_of_form) in sorted(totals.items()):
        print(row(f"{count:.0f} recorded, {form}", *figures_of_form))


if __name__ == "__main__":
    main()
