# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Compile ``data/`` into ``src/openlic/_data/``; with ``--check``, only compare."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from openlic.compiling import compile_data
from openlic.errors import DataError

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "openlic" / "_data"


def _replace(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    written = Path(file.name)
    written.chmod(0o644)
    written.replace(path)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the compiled files are stale")
    arguments = parser.parse_args()
    try:
        files = compile_data(ROOT / "data")
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    stale = [
        name
        for name, text in files.items()
        if not (TARGET / name).is_file() or (TARGET / name).read_text(encoding="utf-8") != text
    ]
    if arguments.check:
        for name in stale:
            print(f"{name} differs from data/; run: make data", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        _replace(TARGET / name, files[name])
    print(f"{len(files)} files, {len(stale)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
