# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""``identify`` says which license a text is, on what basis, and is certain of nothing else."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from openlic import texts
from openlic._headings import read_tags, read_title
from openlic.catalog import Catalog, default_catalog
from openlic.texts import BASES_OF_MATCH, MAX_LENGTH, TextMatch, detector_available, identify

MIT_GRANT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.
"""
MIT_DISCLAIMER = """
THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
COPYRIGHT = "Copyright (c) 2024 Jane Roe\n\n"
MIT = f"MIT License\n\n{COPYRIGHT}{MIT_GRANT}{MIT_DISCLAIMER}"
ZERO_BSD = """\
Copyright (C) 2024 by Jane Roe <jane@example.org>

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
"""
GPL_NOTICE = """\
This program is free software: you can redistribute it and/or modify it under the
terms of the GNU General Public License as published by the Free Software
Foundation, either version 3 of the License, or (at your option) any later version.

This program is distributed in the hope that it will be useful, but WITHOUT ANY
WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A
PARTICULAR PURPOSE. See the GNU General Public License for more details.

You should have received a copy of the GNU General Public License along with this
program. If not, see <https://www.gnu.org/licenses/>.
"""

needs_detector = pytest.mark.skipif(not detector_available(), reason="needs openlic[texts]")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work as without the extra."""
    monkeypatch.setattr(texts, "detector_available", lambda: False)


def _name(found: TextMatch) -> str | None:
    return None if found.expression is None else str(found.expression)


# --- Tags -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expression"),
    [
        ("SPDX-License-Identifier: MIT", "MIT"),
        ("// SPDX-License-Identifier: apache-2.0", "Apache-2.0"),
        ("/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */",
         "GPL-2.0-only WITH Linux-syscall-note"),
        ("<!-- SPDX-License-Identifier: (MIT OR CC0-1.0) -->", "MIT OR CC0-1.0"),
        ("#!/bin/sh\n# SPDX-License-Identifier: LicenseRef-own", "LicenseRef-own"),
    ],
)  # fmt: skip
def test_a_tag_decides(line: str, expression: str) -> None:
    found = identify(f"{line}\n\n{MIT}")
    assert (_name(found), found.score, found.basis) == (expression, 1.0, "spdx-tag")
    assert found.candidates == ((expression, 1.0),)


@pytest.mark.parametrize(
    "text",
    [
        "SPDX-License-Identifier: <expression>",
        "SPDX-License-Identifier: NOASSERTION",
        "SPDX-License-Identifier: NONE",
        "SPDX-License-Identifier:",
        "Write `SPDX-License-Identifier: MIT` at the top of each file.",
        "SPDX-License-Identifier: MIT\nSPDX-License-Identifier: ISC",
        "x\n" * 40 + "SPDX-License-Identifier: MIT",
    ],
    ids=["placeholder", "noassertion", "none", "empty", "prose", "two", "far-below"],
)
def test_what_is_no_tag_of_the_text_decides_nothing(text: str) -> None:
    assert identify(text) == TextMatch(None, 0.0, "none")


def test_the_same_tag_twice_is_one() -> None:
    text = "SPDX-License-Identifier: MIT\nSPDX-License-Identifier: mit"
    assert [str(tag) for tag in read_tags(text, default_catalog())] == ["MIT"]


# --- Titles ---------------------------------------------------------------------------

TITLES = [
    ("                  Apache License\n            Version 2.0, January 2004", "Apache-2.0"),
    ("MIT License", "MIT"),
    ("The MIT License (MIT)\n=====", "MIT"),
    ("(The MIT License)", "MIT"),
    ("# Blue Oak Model License\n\nVersion 1.0.0", "BlueOak-1.0.0"),
    ("Mozilla Public License Version 2.0", "MPL-2.0"),
    ("Creative Commons Attribution-NonCommercial 4.0 International\nLicense", "CC-BY-NC-4.0"),
    ("European Union Public Licence\nV. 1.2", "EUPL-1.2"),
    ("BSD 3-Clause License", "BSD-3-Clause"),
    ("**LLAMA 3.3 COMMUNITY LICENSE AGREEMENT**", "LicenseRef-scancode-llama-3.3-license-2024"),
    ("BigCode Open RAIL-M v1 License Agreement", "LicenseRef-scancode-bigcode-open-rail-m-v1"),
    ("Gemma Terms of Use\n\nLast modified: April 1, 2024",
     "LicenseRef-scancode-gemma-tou-2024-04-01"),
    ("Gemma Terms of Use\nLast modified: 24 March 2025",
     "LicenseRef-scancode-gemma-tou-2025-03-24"),
    ("Responsible AI SOURCE CODE License\nVersion 1.1, Nov 20, 2022",
     "LicenseRef-scancode-responsible-ai-source-1.1"),
    ("Copyright 2020 Jane Roe\n\nISC License", "ISC"),
]  # fmt: skip


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("top", "expression"), TITLES)
def test_a_title_names_its_license(top: str, expression: str) -> None:
    found = identify(f"{top}\n\nWhereas the parties have agreed on the following terms.\n")
    assert (_name(found), found.score, found.basis) == (expression, 0.6, "heading")
    assert found.candidates == ((expression, 0.6),)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("top", "version"),
    [("GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007", "GPL-3.0"),
     ("GNU Lesser General Public License\n======\n\n_Version 2.1, February 1999_", "LGPL-2.1")],
)  # fmt: skip
def test_the_title_of_a_gnu_license_leaves_the_variant_open(top: str, version: str) -> None:
    found = identify(top)
    assert _name(found) == f"{version}-only"
    assert found.candidates == ((f"{version}-only", 0.6), (f"{version}-or-later", 0.6))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "README\n\nThis project is released under the MIT license. See the file LICENSE.",
        "License: Apache-2.0\nName: something",
        "https://example.org/licenses/MIT-License",
        "Dual licensed under WTFPL and MIT:\n\nMIT License",
        "\n".join(["A line that says little"] * 9 + ["MIT License"]),
        "Zlib",
        "of this documentation and associated files, to use, copy, modify, sublicense",
    ],
    ids=["empty", "readme", "field", "address", "choice", "far-below", "no-title", "middle"],
)
def test_what_is_no_title_is_not_read_as_one(text: str) -> None:
    assert read_title(text, default_catalog()) is None
    assert identify(text) == TextMatch(None, 0.0, "none")


def test_a_title_of_several_versions_gives_candidates() -> None:
    found = identify("Gemma Terms of Use\n\nBy using this model you agree.")
    assert _name(found) is None
    assert found.candidates == (
        ("LicenseRef-scancode-gemma-tou-2024-04-01", 0.3),
        ("LicenseRef-scancode-gemma-tou-2025-03-24", 0.3),
    )
    assert found.notes == ("the title fits several licenses or versions: 'Gemma Terms of Use'",)


def test_another_date_is_another_version() -> None:
    known = "NVIDIA Open Model License Agreement\nLast Modified: April 28, 2025"
    assert _name(identify(known)) == "LicenseRef-scancode-nvidia-open-model-2025-04-28"
    found = identify(known.replace("April 28", "October 24"))
    assert _name(found) is None
    assert found.candidates == (("LicenseRef-scancode-nvidia-open-model-2025-04-28", 0.3),)


@pytest.mark.usefixtures("alone")
def test_a_title_that_speaks_of_changes_names_no_license() -> None:
    found = identify(MIT.replace("MIT License", "Modified MIT License"))
    assert _name(found) is None
    assert found.score < 0.5
    assert "LicenseRef-scancode-moonshot-ai-modified-mit-2025" in dict(found.candidates)
    assert found.notes == ("the title speaks of changes: 'Modified MIT License'",)


@pytest.mark.usefixtures("alone")
def test_what_a_title_without_its_parentheses_fits_are_candidates() -> None:
    found = identify("Common Development and Distribution License (the text)")
    assert _name(found) is None
    assert found.candidates == (("CDDL-1.0", 0.3), ("CDDL-1.1", 0.3))


@pytest.mark.usefixtures("alone")
def test_changes_of_a_license_without_candidates_score_nothing() -> None:
    found = identify("Modified Apache 2.0 License\n\n1. Definitions.")
    assert (found.expression, found.score, found.basis, found.candidates) == (
        None, 0.0, "heading", (),
    )  # fmt: skip


@pytest.mark.usefixtures("alone")
def test_a_title_above_other_words_is_never_certain() -> None:
    found = identify("MIT License\n\nNobody may use this software.")
    assert (found.score, found.basis) == (0.6, "heading")


def test_titles_are_read_by_the_catalog_that_is_given(root: Path) -> None:
    own = Catalog.load(root / "examples" / "licenses")
    title = "Acme Model License 1.0"
    assert _name(identify(title, own)) == "LicenseRef-acme-model-1.0"
    assert _name(identify(title)) is None


# --- Comparison -----------------------------------------------------------------------


@needs_detector
@pytest.mark.parametrize(
    ("text", "expression"),
    [(MIT, "MIT"), (MIT_GRANT + MIT_DISCLAIMER, "MIT"), (ZERO_BSD, "0BSD"),
     (GPL_NOTICE, "GPL-3.0-or-later")],
    ids=["mit", "mit-without-title", "0bsd", "gpl-notice"],
)  # fmt: skip
def test_a_known_text_is_recognized(text: str, expression: str) -> None:
    found = identify(text)
    assert (_name(found), found.basis) == (expression, "detector")
    assert 0.9 < found.score < 1
    assert found.candidates == ((expression, found.score),)


@needs_detector
@pytest.mark.parametrize("frame", ["\ufeff{}", "<p>{}</p>", "/*\n{}\n*/", "{}\r\n"])
def test_the_frame_of_a_text_does_not_matter(frame: str) -> None:
    assert _name(identify(frame.format(MIT))) == "MIT"
    assert _name(identify(frame.format(MIT).replace("\n", "\r\n"))) == "MIT"


@needs_detector
@pytest.mark.parametrize(
    "more",
    [
        "The Software must not be used for military purposes.",
        "Products with more than 100 million users shall display its name.",
        "You may not sell it.",
        "Commercial use needs a written license.",
        "As a special exception, this does not hold for plugins.",
    ],
)
@pytest.mark.parametrize("is_before", [True, False])
def test_further_conditions_take_the_certainty(more: str, *, is_before: bool) -> None:
    text = MIT.replace(COPYRIGHT, f"{COPYRIGHT}{more}\n\n") if is_before else f"{MIT}\n{more}\n"
    found = identify(text)
    assert _name(found) is None
    assert found.candidates[0][0] == "MIT"
    assert found.notes[0].startswith("the rest of the text may set conditions")


@needs_detector
def test_a_changed_text_is_not_its_license() -> None:
    found = identify(MIT.replace("any person", "any natural person outside of Utopia"))
    assert _name(found) is None
    assert found.candidates == (("MIT", 0.3),)
    assert found.notes == ("the text is not the known one of MIT",)


@needs_detector
def test_title_and_text_must_agree() -> None:
    found = identify(MIT.replace("MIT License", "ISC License"))
    assert _name(found) is None
    assert found.candidates[0][0] == "MIT"
    assert found.candidates[1] == ("ISC", 0.3)
    assert found.notes == ("the title names another license: ISC",)


@needs_detector
def test_a_title_that_speaks_of_changes_is_believed() -> None:
    found = identify(MIT.replace("MIT License", "Modified MIT License"))
    assert _name(found) is None
    assert "the title speaks of changes: 'Modified MIT License'" in found.notes


@needs_detector
def test_a_changed_license_with_an_id_of_its_own_is_recognized(shared: Path) -> None:
    name = "spec__fixtures__pixar-modified-apache__LICENSE.txt"
    pixar = shared / "formats/license_texts/files/licensee" / name
    if not pixar.is_file():
        pytest.skip("the recorded license texts are not beside the repository")
    assert _name(identify(pixar.read_text("utf-8"))) == "Pixar"


@needs_detector
def test_texts_beside_each_other_are_joined() -> None:
    found = identify(f"{ZERO_BSD}\n----\n\n{MIT_GRANT}{MIT_DISCLAIMER}")
    assert _name(found) == "0BSD AND MIT"
    assert [id for id, _ in found.candidates] == ["0BSD", "MIT"]
    twice = identify(f"{MIT_GRANT}{MIT_DISCLAIMER}\n----\n\n{MIT_GRANT}{MIT_DISCLAIMER}")
    assert _name(twice) == "MIT"


@needs_detector
def test_a_notice_above_the_text_of_a_gnu_license_says_the_variant(shared: Path) -> None:
    gpl = shared / "formats/license_texts/files/debian/common-GPL-1"
    if not gpl.is_file():
        pytest.skip("the recorded license texts are not beside the repository")
    alone = identify(gpl.read_text("utf-8"))
    assert _name(alone) == "GPL-1.0-only"
    assert [id for id, _ in alone.candidates] == ["GPL-1.0-only", "GPL-1.0-or-later"]
    notice = GPL_NOTICE.replace("either version 3", "either version 1")
    stated = identify(f"{notice}\n----\n\n{gpl.read_text('utf-8')}")
    assert _name(stated) == "GPL-1.0-or-later"


@needs_detector
def test_a_choice_is_not_decided() -> None:
    found = identify(
        f"Dual-licensed, take either:\n\n{ZERO_BSD}\n----\n{MIT_GRANT}{MIT_DISCLAIMER}"
    )
    assert _name(found) is None
    assert [id for id, _ in found.candidates] == ["0BSD", "MIT"]
    assert found.notes == ("the text may offer a choice among the licenses",)


@needs_detector
def test_a_license_inside_of_something_else_is_a_candidate() -> None:
    found = identify("word " * 400 + MIT_GRANT + MIT_DISCLAIMER)
    assert _name(found) is None
    assert [id for id, _ in found.candidates] == ["MIT"]
    assert found.score < texts.MIN_COVERAGE
    assert found.notes[0].startswith("only 2")


@needs_detector
def test_the_title_of_a_model_license_stands_above_what_it_quotes() -> None:
    found = identify("LLAMA 2 COMMUNITY LICENSE AGREEMENT\n" + "word " * 400 + GPL_NOTICE)
    assert (_name(found), found.basis) == ("LicenseRef-scancode-llama-2-license-2023", "heading")


@needs_detector
def test_the_title_of_a_model_license_above_another_text_contradicts_it() -> None:
    found = identify(MIT.replace("MIT License", "LLAMA 2 COMMUNITY LICENSE AGREEMENT"))
    assert _name(found) is None
    assert dict(found.candidates).keys() == {"MIT", "LicenseRef-scancode-llama-2-license-2023"}


@needs_detector
def test_a_license_that_the_catalog_does_not_hold_is_a_candidate() -> None:
    built_in = default_catalog()
    facts = {id: each for id, each in built_in.facts.items() if id != "0BSD"}
    index = {"licenses": facts, "exceptions": built_in.exceptions}
    aliases = {**built_in.aliases, "spellings": {}}
    small = Catalog(lambda name: index if name == "index.json" else aliases)
    found = identify(f"{ZERO_BSD}\n----\n\n{MIT_GRANT}{MIT_DISCLAIMER}", small)
    assert _name(found) is None
    assert [id for id, _ in found.candidates] == ["0BSD", "MIT"]
    assert found.notes == ("the catalog does not hold 0BSD",)


# --- Laws -----------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["MIT License\n", MIT_GRANT, MIT_DISCLAIMER, ZERO_BSD, GPL_NOTICE, "\0", "\x1c", "<", "==\n",
     "SPDX-License-Identifier: ", "MIT", "(", "License", "Version 2.0", " or ", "Copyright (c) "]
)  # fmt: skip
ANY_TEXT = st.lists(st.one_of(st.text(), PIECES)).map("".join)


@given(ANY_TEXT)
@example("\0" * 1000)
@example("\ud800 License")
@example("," * 390 + " License")
@example("<" * 5000)
@example(bytes(range(256)).decode("latin-1") * 40)
def test_any_text_gives_a_sound_match(text: str) -> None:
    found = identify(text)
    assert found.basis in BASES_OF_MATCH
    assert 0 <= found.score <= 1
    assert (found.score == 1) == (found.basis == "spdx-tag")
    assert found.score >= 0.6 if found.expression is not None else found.score <= 0.5
    assert all(0 < score <= 1 for _, score in found.candidates)
    assert [score for _, score in found.candidates] == sorted(
        (score for _, score in found.candidates), reverse=True
    )
    assert (found.basis == "none") == (found == TextMatch(None, 0.0, "none"))
    assert identify(text) == found
    json.dumps(found.to_dict())
    assert str(found)


@given(ANY_TEXT, st.sampled_from(sorted(default_catalog().facts)))
def test_a_tag_on_top_gives_its_license(text: str, id: str) -> None:
    body = text.replace("SPDX-License-Identifier", "")
    found = identify(f"# SPDX-License-Identifier: {id}\n{body}")
    assert found.score == 1
    assert found.basis == "spdx-tag"
    assert found.expression is not None


@settings(max_examples=20)
@given(
    st.sampled_from(["a", " a", "\0", "\n", "<a ", "Permission is hereby granted ", "(c) ", "é"])
)
def test_long_texts_are_cut(piece: str) -> None:
    text = (piece * (MAX_LENGTH // len(piece) + 1))[:MAX_LENGTH] + "end"
    found = identify(text)
    assert found.expression is None
    assert found.notes[-1] == "only the first 1,048,576 characters were read"


def test_a_long_text_has_candidates_only_but_for_a_tag() -> None:
    text = MIT + "\n" * MAX_LENGTH
    found = identify(text)
    assert _name(found) is None
    assert found.candidates[0][0] == "MIT"
    assert _name(identify("SPDX-License-Identifier: MIT\n" + text)) == "MIT"


def test_a_text_is_a_str() -> None:
    with pytest.raises(TypeError, match="a license text is a str, not bytes"):
        identify(MIT.encode())  # type: ignore[arg-type]


# --- The value ------------------------------------------------------------------------


@pytest.mark.usefixtures("alone")
def test_a_match_prints_and_converts() -> None:
    found = identify("GNU General Public License v3.0")
    assert str(found) == (
        "GPL-3.0-only (heading, score 0.60: the title at the top of the text, not its words); "
        "candidates: GPL-3.0-or-later"
    )
    assert found.to_dict() == {
        "expression": "GPL-3.0-only",
        "score": 0.6,
        "basis": "heading",
        "candidates": [
            {"id": "GPL-3.0-only", "score": 0.6},
            {"id": "GPL-3.0-or-later", "score": 0.6},
        ],
        "notes": [],
    }
    assert str(identify("word")) == (
        "no license for certain (none, score 0.00: nothing was recognized)"
    )
    assert dict(entry[:2] for entry in found.__rich_repr__())["basis"] == "heading"
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(identify("GNU General Public License v3.0"))


# --- Recorded texts -------------------------------------------------------------------


def _verdict(truth: dict[str, Any], found: TextMatch) -> str:
    """Return right, part, wrong or none; no answer is right for what is no license."""
    ids = set() if found.expression is None else {id.lower() for id in found.expression.licenses}
    accepted = [{id.lower() for id in each} for each in truth["accept"]]
    if not truth["is_license"] or truth.get("must_not_be_exact"):
        is_own_tag = truth.get("spdx_tags_in_file") == [str(found.expression)]
        return "right" if not ids or is_own_tag else "wrong"
    if not ids:
        return "none"
    if not ids <= set().union(*accepted):
        return "wrong"
    return "right" if all(each & ids for each in accepted) else "part"


def _counted(shared: Path) -> tuple[Counter[str], Counter[str]]:
    """Return the verdicts on license texts, and on what must not be called a license."""
    folder = shared / "formats" / "license_texts"
    if not (folder / "manifest.json").is_file():
        pytest.skip("the recorded license texts are not beside the repository")
    licenses: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for entry in json.loads((folder / "manifest.json").read_text("utf-8"))["files"]:
        found = identify((folder / entry["file"]).read_text("utf-8", errors="replace"))
        truth = entry["truth"]
        is_license = truth["is_license"] and not truth.get("must_not_be_exact")
        (licenses if is_license else others)[_verdict(truth, found)] += 1
    return licenses, others


@needs_detector
def test_recorded_texts_are_told_apart(shared: Path) -> None:
    licenses, others = _counted(shared)
    assert licenses["right"] >= 149
    assert licenses["wrong"] + licenses["part"] <= 3
    assert others == {"right": 28}


@pytest.mark.usefixtures("alone")
def test_recorded_texts_are_told_apart_by_tag_and_title_too(shared: Path) -> None:
    licenses, others = _counted(shared)
    assert licenses["right"] >= 82
    assert licenses["wrong"] == 0
    assert licenses["part"] <= 1
    assert others == {"right": 28}
