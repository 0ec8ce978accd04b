# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Measure how long large bills of materials take to be read and assessed.

The files are made up: libraries under 5,000 distinct license strings as such files have
them (ids, names, expressions of up to six licenses), each with two dependencies on earlier
ones. Each figure is of a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openlic
from openlic.formats import _cyclonedx
from openlic.formats._source import Source

IDS = (
    "MIT", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "ISC", "GPL-2.0-only",
    "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "LGPL-2.1-only",
    "LGPL-2.1-or-later", "LGPL-3.0-only", "MPL-2.0", "EPL-2.0", "Zlib", "Unlicense",
    "CC0-1.0", "PSF-2.0", "Artistic-2.0", "BSL-1.0", "Python-2.0", "X11", "HPND", "NCSA",
)  # fmt: skip
NAMES = (
    "Apache License, Version 2.0",
    "The MIT License",
    "BSD",
    "GNU General Public License v3",
    "Eclipse Public License 1.0",
    "Custom license of the vendor",
)
DISTINCT, DEPENDENCIES = 5_000, 2


def expressions(draw: random.Random) -> Iterator[str]:
    """Return distinct expressions, one after the other."""
    seen = set()
    while True:
        parts = draw.sample(IDS, draw.choice((1, 1, 2, 2, 3, 4, 6)))
        text = parts[0]
        for part in parts[1:]:
            text = f"({text}) {draw.choice(('AND', 'OR'))} {part}"
        if text not in seen:
            seen.add(text)
            yield text


def licenses(draw: random.Random) -> list[list[dict[str, Any]]]:
    """Return the lists of licenses that components choose from."""
    made = expressions(draw)
    plain: list[list[dict[str, Any]]] = [[{"license": {"id": id}}] for id in IDS]
    plain += [[{"license": {"name": name}}] for name in NAMES]
    return plain + [[{"expression": next(made)}] for _ in range(DISTINCT - len(plain))]


def cyclonedx(size: int, seed: int = 1) -> dict[str, Any]:
    """Return a CycloneDX document with so many components."""
    draw = random.Random(seed)
    chosen = licenses(draw)
    refs = [f"pkg:generic/library-{number}@1.{number % 7}" for number in range(size)]
    components = [
        {
            "type": "library",
            "bom-ref": ref,
            "name": f"library-{number}",
            "version": f"1.{number % 7}",
            "purl": ref,
            "hashes": [{"alg": "SHA-1", "content": f"{number:040x}"}],
            "licenses": draw.choice(chosen),
        }
        for number, ref in enumerate(refs)
    ]
    dependencies = [
        {"ref": ref, "dependsOn": draw.sample(refs[max(0, number - 99) : number], DEPENDENCIES)}
        for number, ref in enumerate(refs)
        if number >= DEPENDENCIES
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "app", "name": "app"}},
        "components": components,
        "dependencies": [{"ref": "app", "dependsOn": refs[-DEPENDENCIES:]}, *dependencies],
    }


def measure(path: str, what: str) -> dict[str, float]:
    """Return what reading a file takes, and assessing it, after imports and a small file."""
    start = time.perf_counter()
    model = _cyclonedx.load(Source(path))
    figures = {"read": time.perf_counter() - start}
    if what == "assess":
        start = time.perf_counter()
        openlic.assess(model)
        figures["assess"] = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {**figures, "megabytes": peak, "components": len(model.components)}


def main() -> None:
    """Print a table of figures, or one figure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", nargs=2, metavar=("FILE", "WHAT"))
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(*arguments.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for size in (1_000, 10_000, 100_000):
            path = Path(folder, f"{size}.cdx.json")
            path.write_text(json.dumps(cyclonedx(size)), encoding="utf-8")
            for what in ("read", "assess"):
                figures = _child(path, what)
                print(f"{size:>8,} components, {what}: {figures}")


def _child(path: Path, what: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", str(path), what]
    found = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(found.stdout)  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
