# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Measure openlic beside its peers, in one run on one machine.

Run by hand: ``make bench``. The peer is license-expression, which is measured in
turn with openlic so that both see the same machine. Figures go to standard output
as a Markdown table; docs/performance.md holds a recorded run. What a license says is
measured beside pychoosealicense, which has it for 47 licenses.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = 20261122

OPENLIC_IMPORT = "import openlic"
PEER_IMPORT = "import license_expression"
OPENLIC_FIRST = "import openlic; openlic.check('MIT')"
OPENLIC_TERMS = "import openlic; openlic.license('MPL-2.0').permits"
PEER_TERMS = "import pychoosealicense as p; p.get_license('mpl-2.0').permissions"
PEER_FIRST = "import license_expression as l; l.get_spdx_licensing().parse('MIT')"


def _process(code: str) -> tuple[float, float]:
    """Return wall time in milliseconds and peak memory in megabytes of a fresh process."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {code}")
    return elapsed, usage.ru_maxrss / 1024


def _paired(ours: str, peers: str, runs: int) -> tuple[float, float]:
    """Return the median wall times of two programs that run in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for code, found in zip((ours, peers), times, strict=True):
            found.append(_process(code)[0])
    return statistics.median(times[0]), statistics.median(times[1])


def _expressions(count: int) -> list[str]:
    """Return distinct expressions: single ids, pairs, exceptions and nested ones."""
    from license_expression import get_spdx_licensing

    from openlic.catalog import default_catalog

    known = get_spdx_licensing().known_symbols
    catalog = default_catalog()
    ids = [id for id in catalog.facts if id in known]
    exceptions = [id for id in catalog.exceptions if id in known]
    chance = random.Random(SEED)

    def nested(leaves: int) -> str:
        text = chance.choice(ids)
        for _ in range(leaves - 1):
            operator = chance.choice(("AND", "OR"))
            text = f"({text}) {operator} {chance.choice(ids)}"
        return text

    def addition() -> str:
        return f"{chance.choice(ids)} WITH {chance.choice(exceptions)}"

    makers: Sequence[tuple[Callable[[], str], int]] = (
        (lambda: chance.choice(ids), 12),
        (lambda: f"{chance.choice(ids)} OR {chance.choice(ids)}", 12),
        (lambda: f"{chance.choice(ids)} AND {chance.choice(ids)}", 7),
        (addition, 3),
        (lambda: f"{addition()} AND {chance.choice(ids)}", 3),
        (lambda: nested(chance.randint(3, 8)), 5),
    )
    turns = itertools.cycle([make for make, weight in makers for _ in range(weight)])
    found: dict[str, None] = {}
    while len(found) < count:
        found[next(turns)()] = None
    return list(found)


def _rate(function: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        function(text)
    return len(texts) / (time.perf_counter() - start)


def _parsing(rounds: int = 7) -> tuple[float, float, float]:
    """Return expressions per second: openlic, the peer, and openlic the second time."""
    from license_expression import get_spdx_licensing

    import openlic
    from openlic import expression

    licensing = get_spdx_licensing()
    texts = _expressions(2000)
    openlic.parse("MIT AND ISC")
    licensing.parse("MIT AND ISC", validate=True)
    rates: list[tuple[float, float, float]] = []
    for _ in range(rounds):
        expression.forget_parsed()
        peer = _rate(lambda text: licensing.parse(text, validate=True), texts)
        rates.append((_rate(openlic.parse, texts), peer, _rate(openlic.parse, texts)))
    first, peer, again = (statistics.median(column) for column in zip(*rates, strict=True))
    return first, peer, again


def _clauses(count: int) -> tuple[float, float]:
    """Return seconds to check, and to assess, a conjunction of choices."""
    import openlic
    from openlic.model import Component, Model

    text = " AND ".join(f"(LicenseRef-A{i} OR LicenseRef-B{i})" for i in range(count))
    start = time.perf_counter()
    openlic.check(text)
    middle = time.perf_counter()
    openlic.assess(Model("large", (Component("Model card", text),)))
    return middle - start, time.perf_counter() - middle


def _model_files(folder: Path) -> list[Path]:
    if folder.is_dir():
        return sorted(folder.glob("*.yml"))
    return sorted((ROOT / "examples").glob("*.yml"))


def _assessing(files: Sequence[Path]) -> tuple[float, float]:
    """Return seconds and peak megabytes of one process that assesses files."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
        listing.write("\n".join(map(str, files)))
        listing.flush()
        code = (
            "import openlic\n"
            f"for path in open({listing.name!r}).read().splitlines(): openlic.assess(path)"
        )
        runs = [_process(code) for _ in range(5)]
    return statistics.median(run[0] for run in runs) / 1000, max(run[1] for run in runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21, help="runs of each process (default 21)")
    parser.add_argument(
        "--models",
        type=Path,
        default=ROOT.parent / "shared" / "data" / "mot" / "models",
        help="a folder with model files; the examples are used if it is not there",
    )
    arguments = parser.parse_args()
    rows: list[tuple[str, str, str]] = []
    # First of all: a process counts the memory of its parent into its own peak.
    files = _model_files(arguments.models)
    seconds, megabytes = _assessing(files)
    rows.append(
        (f"{len(files)} model files, one process", f"{seconds:.2f} s, {megabytes:.0f} MB", "-")
    )
    ours, peers = _paired(OPENLIC_IMPORT, PEER_IMPORT, arguments.runs)
    rows.append(("import, fresh process", f"{ours:.1f} ms", f"{peers:.1f} ms"))
    ours, peers = _paired(OPENLIC_FIRST, PEER_FIRST, arguments.runs)
    rows.append(("first answer on MIT, fresh process", f"{ours:.1f} ms", f"{peers:.1f} ms"))
    ours, peers = _paired(OPENLIC_TERMS, PEER_TERMS, arguments.runs)
    rows.append(
        (
            "what MPL-2.0 permits, fresh process",
            f"{ours:.1f} ms",
            f"{peers:.1f} ms (pychoosealicense)",
        )
    )
    nothing = statistics.median(_process("pass")[0] for _ in range(arguments.runs))
    rows.append(("an interpreter that does nothing", f"{nothing:.1f} ms", "-"))
    first, peer, again = _parsing()
    rows.append(("2,000 distinct expressions", f"{first:,.0f}/s", f"{peer:,.0f}/s"))
    rows.append(("the same again", f"{again:,.0f}/s", f"{peer:,.0f}/s"))
    for count in (1_000, 10_000, 100_000):
        checked, assessed = _clauses(count)
        name = f"(A or B) and …, {count:,} clauses: check, assess"
        rows.append((name, f"{checked:.2f} s, {assessed:.2f} s", "-"))
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | openlic | peer |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
