# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Measure joint choice on large made-up releases, and beside clingo on the same choices.

Every component is under one to four of 60 licenses and made from up to three earlier ones,
by linking or by being taken in. The feasible releases have one way that works planted; in
the others three uses are added that cannot hold. Each figure is of a process of its own.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve

import openlic
from openlic.constraints import Constraints
from openlic.model import Component, Model, Origin
from openlic.questions import read_question
from openlic.terms import Verdict

IDS = [
    "0BSD",
    "AFL-2.1",
    "AFL-3.0",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-1.1",
    "Apache-2.0",
    "Artistic-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-4-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDDL-1.0",
    "CECILL-2.1",
    "CECILL-B",
    "CECILL-C",
    "CPL-1.0",
    "EPL-1.0",
    "EPL-2.0",
    "EUPL-1.2",
    "FTL",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "HPND",
    "IJG",
    "ISC",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "LPPL-1.3c",
    "MIT",
    "MIT-0",
    "MPL-1.1",
    "MPL-2.0",
    "MS-PL",
    "MS-RL",
    "MulanPSL-2.0",
    "NCSA",
    "NTP",
    "OSL-3.0",
    "OpenSSL",
    "PSF-2.0",
    "PostgreSQL",
    "Python-2.0",
    "QPL-1.0",
    "Ruby",
    "Sleepycat",
    "UPL-1.0",
    "Unlicense",
    "Vim",
    "W3C",
    "WTFPL",
    "X11",
    "Zlib",
    "bzip2-1.0.6",
    "curl",
]
USES = ("link-static", "link-dynamic", "combine")
ROUNDS, EDGES = 5, 3


def feasible(size: int, seed: int) -> Model:
    """Return a release in which at least one way to choose works."""
    draw = random.Random(seed)
    allowed = {
        (use, source, result)
        for use in USES
        for source in IDS
        for result in IDS
        if openlic.compatible(source, result, use=use).verdict == "yes"
    }
    planted: list[str] = []
    components = []
    for number in range(size):
        fitting, origins = IDS, []
        while number and len(origins) < EDGES:
            source, use = draw.randrange(number), draw.choice(USES)
            still = [id for id in fitting if (use, planted[source], id) in allowed]
            if still:
                fitting = still
                origins.append(Origin(use, component=f"component {source}"))
        planted.append(draw.choice(fitting))
        others = draw.sample([id for id in IDS if id != planted[-1]], draw.randint(0, 3))
        arms = draw.sample([planted[-1], *others], len(others) + 1)
        components.append(
            Component(f"component {number}", " OR ".join(arms), derived_from=tuple(origins))
        )
    return Model(f"{size} components", tuple(components))


def infeasible(size: int, seed: int) -> Model:
    """Return a release in which three uses cannot hold, whatever is chosen."""
    model, draw = feasible(size, seed), random.Random(seed + 99)
    components = list(model.components)
    for number in draw.sample(range(size // 2, size), 3):
        source = draw.randrange(size // 2)
        components[source] = evolve(components[source], license="GPL-3.0-only")
        more = Origin("link-static", component=f"component {source}")
        made_from = (*components[number].derived_from, more)
        components[number] = evolve(components[number], license="MIT", derived_from=made_from)
    return evolve(model, components=tuple(components))


def _solve(model: Model) -> str:
    return repr(openlic.solve(model))


def _plan(model: Model) -> str:
    return repr(openlic.plan(model, None))


def _clingo(model: Model) -> str:
    """Decide the same choices with clingo: the demands come from openlic, as clauses."""
    import clingo

    posed = Constraints(read_question(model, None, None)).pose(Verdict.YES)
    control = clingo.Control(["--warn=none"])
    rules = [
        f"1 {{ {'; '.join(f'a({arm})' for arm in choice.arms)} }} 1"
        + (f" :- a({choice.parent})." if choice.parent else ".")
        for choices in posed.program.blocks
        for choice in choices
    ]
    rules += [
        f":- {', '.join(f'a({-each})' if each < 0 else f'not a({each})' for each in clause)}."
        if clause
        else ":- ."
        for group in posed.program.groups
        for clause in group
    ]
    control.add("base", [], "\n".join(rules))
    control.ground([("base", [])])
    return str(control.solve())


WORK: dict[str, tuple[Callable[[int, int], Model], Callable[[Model], str]]] = {
    "solve": (feasible, _solve),
    "conflict": (infeasible, _solve),
    "plan": (infeasible, _plan),
    "clingo": (feasible, _clingo),
}


def _measure(what: str, size: int, seed: int) -> dict[str, Any]:
    """Return what one process takes, with the release made and the imports done before."""
    make, work = WORK[what]
    model = make(size, seed)
    work(make(20, seed))
    start = time.perf_counter()
    answer = work(model)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": seconds, "peak": peak, "answer": answer}


def _rows() -> None:
    for what in WORK:
        for size in (1_000, 10_000):
            runs = [_child("measure", what, size, seed) for seed in range(1, ROUNDS + 1)]
            seconds = [run["seconds"] for run in runs]
            middle, worst = statistics.median(seconds), max(seconds)
            peak = max(run["peak"] for run in runs)
            print(f"| {what} | {size:,} | {middle:.2f} s | {worst:.2f} s | {peak} MB |")


def _small() -> None:
    """Print what the examples take in one process, after import."""
    for path in sorted(Path("examples").glob("*.yml")):
        model = openlic.load(path)
        start = time.perf_counter()
        openlic.solve(model, "mof")
        first = time.perf_counter() - start
        start = time.perf_counter()
        openlic.plan(model, 1)
        print(
            f"| {path.stem} | {first * 1000:.1f} ms | {(time.perf_counter() - start) * 1000:.1f} ms |"
        )


#: What the components of a release are to each other, where it has them.
OWN_PROVENANCE = (
    ("Model parameters (Final)", "Datasets", "train-on"),
    ("Model parameters (Final)", "Training code", "tool"),
    ("Model parameters (Final)", "Evaluation data", "evaluate-on"),
    ("Model parameters (Intermediate)", "Datasets", "train-on"),
    ("Datasets", "Data preprocessing code", "tool"),
    ("Training code", "Model architecture", "combine"),
    ("Inference code", "Model architecture", "combine"),
    ("Inference code", "Supporting libraries and tools", "link-dynamic"),
)


def _released(folder: str) -> None:
    """Print what the class I releases among the files of a folder take, with provenance."""
    for path in sorted(Path(folder).glob("*.yml")):
        model = openlic.load(path)
        if openlic.assess(model).tier != 1:
            continue
        names = {each.name for each in model.components}
        components = tuple(
            evolve(
                each,
                derived_from=tuple(
                    Origin(use, component=source)
                    for result, source, use in OWN_PROVENANCE
                    if result == each.name and source in names
                ),
            )
            for each in model.components
        )
        model = evolve(model, components=components)
        start = time.perf_counter()
        answer = openlic.solve(model, target=1)
        print(f"| {path.stem} | {(time.perf_counter() - start) * 1000:.1f} ms | {answer!r} |")


def _child(*arguments: object) -> Any:
    command = [sys.executable, __file__, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "measure":
        print(json.dumps(_measure(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
    elif len(sys.argv) > 1 and sys.argv[1] == "released":
        _released(sys.argv[2])
    else:
        _rows()
        _small()
