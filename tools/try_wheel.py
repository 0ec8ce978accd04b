# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Build the wheel and the source archive, and use the wheel in an empty environment."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)
    return result.stdout


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        _run(sys.executable, "-m", "build", "--outdir", place / "dist", ROOT, cwd=place)
        (wheel,) = (place / "dist").glob("*.whl")
        (archive,) = (place / "dist").glob("*.tar.gz")
        venv.create(place / "empty", with_pip=True)
        python = place / "empty" / "bin" / "python"
        _run(python, "-m", "pip", "install", "--quiet", wheel, cwd=place)
        answer = _run(place / "empty" / "bin" / "openlic", "check", "MIT", cwd=place)
        if "verdict" not in answer or "yes" not in answer:
            print(answer, file=sys.stderr)
            return 1
        sizes = ", ".join(f"{file.name} {file.stat().st_size:,} bytes" for file in (wheel, archive))
        print(f"{sizes}: installed, and answered `openlic check MIT`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
