# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Cards of the hub are read as they are written, and only their license is filled in."""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import openlic
from fuzzing import fuzzing, mutated_bytes, reads_or_refuses
from openlic.errors import InputError
from openlic.formats import _hf_card
from openlic.formats._front_matter import find_front_matter, read_front_matter, read_lines
from openlic.formats._hf_patch import tag_of
from openlic.formats._source import Source
from openlic.model import Component, Model, Origin
from openlic.normalization import normalize

PARAMETERS = "Model parameters (Final)"


def source(folder: Path, text: str | bytes, name: str = "README.md") -> Source:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return Source(folder / name)


def front(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "# A model card", ""))


def read(folder: Path, *lines: str) -> Model:
    return _hf_card.load(source(folder, front(*lines)))


def licenses(model: Model) -> tuple[str, ...]:
    component = model.components[0]
    return component.licenses or (() if component.license is None else (component.license,))


def codes(model: Model) -> list[str]:
    return [each.code for each in model.findings]


def works(model: Model) -> list[tuple[str, str | None]]:
    return [(each.use, each.work) for each in model.components[0].derived_from]


# What a card is about.


def test_a_model_card_states_the_license_of_parameters_and_card(tmp_path: Path) -> None:
    model = read(tmp_path, "license: apache-2.0", "pipeline_tag: text-generation")
    assert [(c.name, c.license, c.content, c.part_of, c.line) for c in model.components] == [
        (PARAMETERS, "apache-2.0", "data", PARAMETERS, 2),
        ("Model card", "apache-2.0", "document", "Model card", 2),
    ]
    assert model.components[1].component_path == "README.md"
    assert (model.name, model.type, model.format) == ("A model card", "text-generation", "hf-card")
    assert not model.complete
    assert codes(model) == []
    result = openlic.assess(model, framework="mof")
    assert result.components[PARAMETERS].verdict == "yes"
    assert result.components["Training code"].verdict == "unknown"


def test_a_dataset_card_states_the_license_of_the_data(tmp_path: Path) -> None:
    model = read(tmp_path, "pretty_name: Snow", "licenses:", "- cc-by-4.0", "task_ids: []")
    assert [(c.name, c.license) for c in model.components] == [
        ("Datasets", "cc-by-4.0"),
        ("Data card", "cc-by-4.0"),
    ]
    assert model.name == "Snow"
    assert codes(model) == []


def test_a_card_of_a_space_is_no_component_of_a_framework(tmp_path: Path) -> None:
    model = read(tmp_path, "sdk: gradio", "license: mit")
    assert [(c.name, c.part_of, c.license) for c in model.components] == [
        ("Space", "", "mit"),
        ("Space card", "", "mit"),
    ]


@pytest.mark.parametrize(
    ("heading", "first", "found"),
    [
        ("# Dataset Card for X", "Datasets", []),
        ("# Model Card for X", PARAMETERS, []),
        ("# X", PARAMETERS, ["part-read-as"]),
        ("", PARAMETERS, ["part-read-as"]),
    ],
)
def test_the_heading_decides_where_no_key_does(
    tmp_path: Path, heading: str, first: str, found: list[str]
) -> None:
    model = _hf_card.load(source(tmp_path, f"---\nlicense: mit\n---\n{heading}\n"))
    assert model.components[0].name == first
    assert codes(model) == found


def test_names_come_from_the_card_or_else_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "snow-7b"
    folder.mkdir()
    assert _hf_card.load(source(folder, "---\nlicense: mit\n---\n")).name == "snow-7b"
    assert _hf_card.load(source(folder, "text", "card.md")).name == "card"
    assert _hf_card.load(source(folder, "# **X 7B** #\n")).name == "X 7B"
    assert read(folder, "model_name: Y").name == "Y"


# Licenses.


def test_every_tag_of_the_hub_is_read_as_the_license_that_it_is(
    tmp_path: Path, shared: Path
) -> None:
    tags: dict[str, Any] = json.loads((shared / "hf_license_map.json").read_text())
    assert len(tags) > 80
    for tag, known in tags.items():
        model = read(tmp_path, f"license: {tag}")
        assert licenses(model) == (tag,)
        assert [each.value for each in model.license_facts] == [tag]
        expression = normalize(tag).expression
        if tag in ("other", "unknown") or "family" in known["note"]:
            assert expression is None, tag
        else:
            assert str(expression) == known["spdx"], tag
        assert tag_of(tag) == tag
        if expression is not None:
            assert tag_of(str(expression)) == tag


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("license: other",), ("other",)),
        (("license: other", "license_name: llama3.1"), ("llama3.1",)),
        (("license: Other", "license_name: gemma"), ("gemma",)),
        (("license: other", "license_name: acme-research-license"), ("acme-research-license",)),
        (("license: other", "license_name: modified-mit"), ("modified-mit",)),
        (("license: other", "license_name: none"), ("other",)),
        (("license: other", "license_name: unlicensed"), ("other",)),
        (
            ("license: other", "license_name: x-terms", "license_link: https://mit-license.org"),
            ("https://mit-license.org",),
        ),
        (("license: other", "license_link: LICENSE"), ("other",)),
        (("license: other", "license_link: https://x.org/LICENSE"), ("other",)),
        (("license_name: llama3",), ("llama3",)),
        (("license_name: acme-research-license",), ("acme-research-license",)),
        (("license_link: LICENSE",), ()),
        (("license: mit", "license_name: MIT License"), ("mit",)),
        (("license: mit", "license_name: acme-research-license"), ("mit",)),
        (("license: openrail",), ("openrail",)),
        (("license: unknown",), ("unknown",)),
        (("license:",), ()),
        (("license: ''",), ()),
        (("license: 1.0",), ("1.0",)),
        (("license: no",), ("no",)),
    ],
)
def test_name_and_link_decide_what_other_is(
    tmp_path: Path, lines: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert licenses(read(tmp_path, "pipeline_tag: x", *lines)) == expected


def test_a_name_that_names_no_license_never_gives_a_yes(tmp_path: Path) -> None:
    for name in (
        "acme-research-license",
        "none",
        "not included",
        "unlicensed",
        "public domain",
        "bsd",
    ):
        model = read(tmp_path, "pipeline_tag: x", "license: other", f"license_name: {name}")
        assert openlic.assess(model, framework="mof").components[PARAMETERS].verdict == "unknown"


def test_a_link_that_decides_is_found(tmp_path: Path) -> None:
    lines = ("license: other", "license_name: x-terms", "license_link: https://mit-license.org")
    (finding,) = read(tmp_path, "pipeline_tag: x", *lines).findings
    assert finding.code == "license-read-as"
    assert "'x-terms' names no license" in finding.message
    assert finding.repair == "write license_name: MIT"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("license: mit", "license_name: llama3.1"), ("mit", "llama3.1")),
        (
            ("license: other", "license_name: mit", "license_link: https://ai.google.dev/gemma/terms"),
            ("mit", "https://ai.google.dev/gemma/terms"),
        ),
    ],
)  # fmt: skip
def test_keys_that_name_different_licenses_all_apply(
    tmp_path: Path, lines: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    model = read(tmp_path, "pipeline_tag: x", *lines)
    assert licenses(model) == expected
    assert codes(model) == ["licenses-disagree"]


def test_licenses_in_a_list_all_apply(tmp_path: Path) -> None:
    model = read(tmp_path, "pipeline_tag: x", "license:", "- mit", "- other", "- mit", "- gemma")
    assert licenses(model) == ("mit", "gemma", "other")
    assert codes(model) == ["list-of-licenses"]
    assert [each.value for each in model.license_facts] == ["mit", "other", "mit", "gemma"]


def test_licenses_of_parts_are_noted_with_the_part(tmp_path: Path) -> None:
    model = read(tmp_path, "licenses:", "  a:", "  - mit", "  b:", "  - x: cc0-1.0")
    assert licenses(model) == ("mit", "cc0-1.0")
    assert codes(model) == []
    assert [(f.subject, f.field, f.value) for f in model.license_facts] == [
        ("a", "licenses", "mit"),
        ("b", "licenses", "cc0-1.0"),
    ]


def test_a_license_without_value_is_found(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "pipeline_tag: x", "license:")) == ["null-license"]
    assert codes(read(tmp_path, "pipeline_tag: x", "license: ''")) == ["empty-license"]


def test_every_key_of_the_license_is_noted(tmp_path: Path) -> None:
    lines = ("license: other", "license_name: n", "license_link: l", "license_details: d")
    model = read(tmp_path, *lines)
    assert [(f.subject, f.field, f.value) for f in model.license_facts] == [
        ("README.md", "license", "other"),
        ("README.md", "license_name", "n"),
        ("README.md", "license_link", "l"),
        ("README.md", "license_details", "d"),
    ]
    assert model.components[0].license_path == "l"


# What it was made from.


@pytest.mark.parametrize(("word", "use"), _hf_card.RELATIONS.items())
def test_base_models_are_used_as_the_relation_says(tmp_path: Path, word: str, use: str) -> None:
    model = read(tmp_path, "base_model:", "- a/b", "- c/d", f"base_model_relation: {word}")
    assert works(model) == [(use, "a/b"), (use, "c/d")]
    assert all(each.license is None for each in model.components[0].derived_from)
    assert model.components[1].derived_from == ()
    assert codes(model) == []


@pytest.mark.parametrize("line", ["", "base_model_relation: cousin"])
def test_a_relation_that_is_not_given_is_taken_as_fine_tuning(tmp_path: Path, line: str) -> None:
    model = read(tmp_path, "base_model: a/b", line)
    assert works(model) == [("fine-tune", "a/b")]
    assert codes(model) == ["document-warning"]


def test_data_sets_are_trained_on(tmp_path: Path) -> None:
    model = read(tmp_path, "datasets: [a, b/c, a]")
    assert works(model) == [("train-on", "a"), ("train-on", "b/c")]


def test_a_dataset_includes_those_that_it_extends(tmp_path: Path) -> None:
    lines = ("task_ids: [x]", "source_datasets:", "- original", "- extended|snli", "- a/b")
    assert works(read(tmp_path, *lines)) == [("include-data", "snli"), ("include-data", "a/b")]


# Forms of front matter.


@pytest.mark.parametrize(
    "text",
    [
        "---\nlicense: mit\n---\n# X\n",
        "---\r\nlicense: mit\r\n---\r\n# X\r\n",
        "---\rlicense: mit\r---\r# X\r",
        "\ufeff---\nlicense: mit\n---\n",
        "\n\n  \n---\nlicense: mit\n---",
        "---  \nlicense: mit  # as always\n---\t\n",
        "---\nlicense: 'mit'\ntext: |\n  ---\n  a\n---\n---\nlicense: gpl\n---\n",
        "---\nlicense: mit\nlanguage:\n- no\ndate: 2024-01-01\n---\n",
        '---\n{"license": "mit"}\n---\n',
        "---\n--- a\n...\n---\n",
        "<!-- about -->\n<!-- this -->\n---\nlicense: mit\n---\n",
        "---\nlicense: mit\n\n# not closed\n",
        "---\nlicense: mit",
        "---\nlicense: mit\nbad: {{ x }}: y\n---\n",
        "---\nlicense: mit\nlicense: mit\n---\n",
        "---\nlicense: mit\nx: !!python/object:os.system y\n---\n",
        "---\nlicense: mit\nx: &a [b]\ny: *c\n---\n",
        "---\nlicense: mit\nx: \x01\n---\n",
        "---\n\tlicense: gpl\nlicense: mit\n---\n",
    ],
)
def test_front_matter_is_read_in_all_its_forms(tmp_path: Path, text: str) -> None:
    model = _hf_card.load(source(tmp_path, text))
    expected = () if "--- a" in text else ("mit",)
    assert licenses(model) == expected
    assert _hf_card.recognizes(source(tmp_path, text))


def test_what_is_no_yaml_is_read_line_by_line_with_a_finding(tmp_path: Path) -> None:
    model = read(tmp_path, "pipeline_tag: x", "license: {license} # one", "a: {b}: c")
    assert licenses(model) == ("{license}",)
    assert [(each.code, each.line) for each in model.findings] == [("document-warning", 4)]
    assert "line by line" in model.findings[0].message


def test_lines_give_lists_parts_and_quoted_texts() -> None:
    text = front(
        "licenses: # all",
        "  wi:",
        "  - other-a  # b",
        "  lo: 'x # y'",
        "license: [mit, 'gpl']",
        "base_model:",
        '- "a/b"',
        "-",
        "text: |",
        "  long - text",
        "empty: null",
        "word",
        "  - last",
    )  # fmt: skip
    found = find_front_matter(text)
    assert found is not None
    values = {key: [(v.part, v.text) for v in texts] for key, texts in read_lines(found).items()}
    assert values == {
        "licenses": [("wi", "other-a"), ("lo", "x # y")],
        "license": [("", "mit"), ("", "gpl")],
        "base_model": [("", "a/b")],
        "text": [],
        "empty": [("", "last")],
    }


@pytest.mark.parametrize("text", ["", "# X\n", "text\n---\na: b\n---\n", "<!-- ---\n", "--- a\n"])
def test_a_text_without_front_matter_states_nothing(tmp_path: Path, text: str) -> None:
    model = _hf_card.load(source(tmp_path, text))
    assert licenses(model) == ()
    assert model.license_facts == ()
    assert _hf_card.recognizes(source(tmp_path, text))
    assert not _hf_card.recognizes(source(tmp_path, text, "card.txt"))


def test_a_release_in_a_file_for_markdown_is_no_card(tmp_path: Path) -> None:
    assert not _hf_card.recognizes(source(tmp_path, "release:\n  name: x\n"))


def test_other_files_need_keys_of_cards_to_be_recognized(tmp_path: Path) -> None:
    assert _hf_card.recognizes(source(tmp_path, front("license: mit"), "card.txt"))
    assert not _hf_card.recognizes(source(tmp_path, front("title: post"), "post.txt"))
    assert not _hf_card.recognizes(source(tmp_path, "---\nlicense: mit\nrelease:\n", "a.yml"))
    assert not _hf_card.recognizes(Source(tmp_path))
    assert not _hf_card.recognizes(Source(tmp_path / "none"))


def test_a_folder_and_what_is_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        _hf_card.load(Source(tmp_path))
    with pytest.raises(InputError, match="byte 4 is not UTF-8"):
        _hf_card.load(source(tmp_path, b"---\n\xff\n---\n"))
    with pytest.raises(InputError, match="cannot be read"):
        _hf_card.load(Source(tmp_path / "none"))


@pytest.mark.parametrize(
    "block",
    [
        "a: " + "[" * 100_000,
        "a:\n" + "".join(f"{' ' * depth}b:\n" for depth in range(300)),
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(9)),
        "- a\n- b",
        "text",
        "license: " + "x" * 1_000_000,
        "license: [" + "mit, " * 50_000 + "]",
        "license:" + " " * 1_000_000 + "x",
        "<!-- -->" * 50_000,
        "- " * 100_000,
    ],
)  # fmt: skip
def test_no_front_matter_is_too_much(tmp_path: Path, block: str) -> None:
    text = f"---\n{block}\n---\n"
    assert isinstance(_hf_card.load(source(tmp_path, text)), Model)
    assert isinstance(_hf_card.load(source(tmp_path, "<!-- -->" * 10_000 + text)), Model)


# Filling in the license.


def with_license(model: Model, *texts: str) -> Model:
    one = texts[0] if len(texts) == 1 else None
    components = (
        evolve(each, license=one, licenses=texts if one is None else ())
        for each in model.components
    )
    return evolve(model, components=tuple(components))


def fill(folder: Path, text: str, *texts: str) -> str:
    original = source(folder, text)
    return _hf_card.dump(with_license(_hf_card.load(original), *texts), original)


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("license: mit\n", "Apache-2.0", "license: apache-2.0\n"),
        ("a: 1\nlicense:   mit   # why\nb: 2\n", "Apache-2.0", "a: 1\nlicense:   apache-2.0   # why\nb: 2\n"),
        ("license: 'mit'\n", "Apache-2.0", "license: 'apache-2.0'\n"),
        ('"license": "mit" # x\n', "Apache-2.0", '"license": "apache-2.0" # x\n'),
        ("license:\n", "MIT", "license: mit\n"),
        ("license: # none\n", "MIT", "license: mit # none\n"),
        ("license:\n- mit\nb: 2\n", "Apache-2.0", "license:\n- apache-2.0\nb: 2\n"),
        ("license:\n- https://x.org/y\n", "MIT", "license:\n- mit\n"),
        ("licenses:\n  - mit # a\n", "Apache-2.0", "licenses:\n  - apache-2.0 # a\n"),
        ("license:\n- mit\n# note\n- gpl-3.0\n\nb: 2\n", "Apache-2.0", None),
        ("licenses:\n- mit\n  # note\n- gpl-3.0\n\nb: 2\n", "Apache-2.0", "licenses: apache-2.0\n  # note\n\nb: 2\n"),
        ("license: [mit, gpl-3.0]\nb: 2\n", "Apache-2.0", "license: apache-2.0\nb: 2\n"),
        ("license: [\n  mit,\n  gpl-3.0\n]\nb: 2\n", "Apache-2.0", "license: apache-2.0\nb: 2\n"),
        ("license: >\n  mit\nb: 2\n", "Apache-2.0", "license: apache-2.0\nb: 2\n"),
        ("b: 2\n", "Apache-2.0", "license: apache-2.0\nb: 2\n"),
        ("", "Apache-2.0", "license: apache-2.0\n"),
        ("license: mit\n", "MIT OR Apache-2.0", 'license: other\nlicense_name: "MIT OR Apache-2.0"\n'),
        ("license: mit\n", "GPL-3.0-or-later", "license: other\nlicense_name: GPL-3.0-or-later\n"),
        ("license: mit\n", "GPL-3.0-only", "license: gpl-3.0\n"),
        ("license: mit\n", "NOASSERTION", "license: unknown\n"),
        ("license: mit\n", "other", "license: other\n"),
        (
            "license: other\nlicense_name: a\nb: 2\nlicense_link: c\n",
            "Apache-2.0",
            "license: apache-2.0\nb: 2\n",
        ),
        (
            "license_name: a # x\nlicense: other\nb: 2\n",
            "MIT OR Apache-2.0",
            'license_name: "MIT OR Apache-2.0" # x\nlicense: other\nb: 2\n',
        ),
        ("pretty_name: x\nbad: {{a}}: b\nlicense: {l}\n", "MIT", "pretty_name: x\nbad: {{a}}: b\nlicense: mit\n"),
    ],
)  # fmt: skip
def test_only_the_license_is_filled_in(
    tmp_path: Path, before: str, new: str, after: str | None
) -> None:
    for end in ("\n", "\r\n"):
        for lead in ("", "\ufeff", "\n\n", "<!-- a -->\n"):
            text = f"{lead}---\n{before}---\n# X\n---\nlicense: x\n".replace("\n", end)
            if after is None:
                with pytest.raises(InputError, match="cannot be filled in"):
                    fill(tmp_path, text, new)
                continue
            filled = fill(tmp_path, text, new)
            assert filled == f"{lead}---\n{after}---\n# X\n---\nlicense: x\n".replace("\n", end)
            again = source(tmp_path, filled)
            assert _hf_card.dump(with_license(_hf_card.load(again), new), again) == filled


def test_a_card_without_front_matter_gets_some_before_the_text(tmp_path: Path) -> None:
    assert fill(tmp_path, "# X\r\ntext", "MIT") == "---\r\nlicense: mit\r\n---\r\n\r\n# X\r\ntext"
    assert fill(tmp_path, "\ufeffX", "MIT") == "\ufeff---\nlicense: mit\n---\n\nX"


def test_a_last_line_without_end_stays_one_line(tmp_path: Path) -> None:
    filled = fill(tmp_path, "---\nlicense: mit", "MIT OR Apache-2.0")
    assert filled == '---\nlicense: other\nlicense_name: "MIT OR Apache-2.0"\n'


def test_several_licenses_are_written_as_one_expression(tmp_path: Path) -> None:
    filled = fill(tmp_path, front("license: gpl-3.0"), "MIT", "apache-2.0 OR ISC")
    assert 'license_name: "MIT AND (Apache-2.0 OR ISC)"' in filled
    model = _hf_card.load(source(tmp_path, filled))
    assert str(normalize(str(model.components[0].license)).expression) == (
        "MIT AND (Apache-2.0 OR ISC)"
    )


@pytest.mark.parametrize("block", ["{license: mit}\n", "{card_data}\n", "[a]\n"])
def test_front_matter_in_braces_is_not_filled_in(tmp_path: Path, block: str) -> None:
    with pytest.raises(InputError, match="in braces or brackets"):
        fill(tmp_path, f"---\n{block}---\n", "GPL-3.0-only")


@pytest.mark.parametrize(
    "block",
    ["license: &a mit\nx: *a\n", "license: [\nmit,\ngpl\n]\n", 'license: "mi\n  t"\n- x\n'],
)
def test_a_license_that_cannot_be_replaced_is_refused_rather_than_damaged(
    tmp_path: Path, block: str
) -> None:
    with pytest.raises(InputError, match="cannot be filled in"):
        fill(tmp_path, f"---\n{block}---\n", "GPL-3.0-only")


def test_a_release_without_license_changes_nothing(tmp_path: Path) -> None:
    text = front("license: mit")
    original = source(tmp_path, text)
    for model in (Model("x"), Model("x", (Component(PARAMETERS),))):
        assert _hf_card.dump(model, original) == text


def test_a_license_of_the_datasets_goes_into_a_card_of_a_model_if_there_is_no_other(
    tmp_path: Path,
) -> None:
    model = Model("x", (Component("Datasets", "CC-BY-4.0"),))
    filled = _hf_card.dump(model, source(tmp_path, front("pipeline_tag: x")))
    assert "license: cc-by-4.0\n" in filled


def test_a_new_card_keeps_license_and_sources(tmp_path: Path) -> None:
    for lines in (
        ("license: apache-2.0", "base_model: [a/b, c d]", "base_model_relation: merge", "datasets: [e]"),
        ("license: other", 'license_name: "my \\"own\\" \\\\ terms\\u0085"'),
        ("license: cc-by-4.0", "pretty_name: 'yes'", "source_datasets: [a]"),
        ("license:", "pipeline_tag: x"),
    ):  # fmt: skip
        model = read(tmp_path, *lines)
        again = _hf_card.load(source(tmp_path, _hf_card.dump(model)))
        assert licenses(again) == licenses(model)
        assert works(again) == works(model)
        assert [c.name for c in again.components] == [c.name for c in model.components]
        assert codes(again) == []


def test_a_new_card_of_a_release_says_only_what_is_known() -> None:
    parameters = Component(PARAMETERS, None, derived_from=(Origin("distill", work="a/b"),))
    assert _hf_card.dump(Model("X", (parameters,))) == "---\nmodel_name: X\n---\n\n# X\n"
    assert _hf_card.dump(Model("X")) == "---\nmodel_name: X\n---\n\n# X\n"


@given(st.text(max_size=30))
def test_any_text_can_be_the_name_of_a_license(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    model = Model("x", (Component(PARAMETERS, name),))
    text = _hf_card.dump(model, source(folder, front("license: gpl-3.0", "a: b")))
    found = find_front_matter(text)
    assert found is not None
    values, problem = read_front_matter(source(folder, text), found)
    assert problem is None
    if values["license"][0].text == "other" and "license_name" in values:
        assert values["license_name"][0].text == name


# Real cards.


def cards(shared: Path) -> list[tuple[Source, dict[str, Any]]]:
    folder = shared / "formats" / "hf_cards"
    manifest = json.loads((folder / "manifest.json").read_text())
    return [(Source(folder / entry["file"]), entry) for entry in manifest["files"]]


def test_real_cards_give_what_stands_in_them(shared: Path) -> None:
    for original, entry in cards(shared):
        model, facts = _hf_card.load(original), entry["facts"]
        lines = facts["line_reader"] or {}
        noted = [
            each.value for each in model.license_facts if each.field in ("license", "licenses")
        ]
        assert noted == facts.get("license_values", lines.get("license", [])), entry["file"]
        for key in ("license_name", "license_link"):
            texts = [each.value for each in model.license_facts if each.field == key]
            assert texts == lines.get(key, []), entry["file"]
        if entry["card"] == "model":
            bases = [work for use, work in works(model) if use != "train-on"]
            assert bases == facts.get("base_model_values", lines.get("base_model", []))
        if facts["has_front_matter"]:
            is_model = model.components[1].name == "Model card"
            assert is_model == (entry["card"] == "model"), entry["file"]
            assert _hf_card.recognizes(original)
        is_broken = any("line by line" in each.message for each in model.findings)
        assert is_broken == (facts["yaml"] == "broken"), entry["file"]


def test_real_cards_keep_every_line_that_is_not_about_the_license(
    tmp_path: Path, shared: Path
) -> None:
    for original, entry in cards(shared):
        model = _hf_card.load(original)
        text = _hf_card.dump(model, original)
        assert text.encode() == original.content
        if original.text.startswith("---\n{"):
            continue
        for license in ("Apache-2.0", "MIT OR ISC", "CC-BY-4.0"):
            filled = _hf_card.dump(with_license(model, license), original)
            again = _hf_card.load(source(tmp_path, filled))
            assert normalize(str(again.components[0].license)).expression == (
                normalize(license).expression
            )
            assert works(again) == works(model)
            changed = [
                line
                for line in difflib.ndiff(text.splitlines(True), filled.splitlines(True))
                if line[0] in "+-"
            ]
            if entry["facts"]["has_front_matter"]:
                about = re.compile(r"[+-] (licen|- |  )")
                assert all(about.match(line) for line in changed), (entry["file"], changed)
                assert filled.partition("\n---")[2] == text.partition("\n---")[2]
            else:
                assert filled.endswith(text)


SEEDS = [
    front("license: mit", "base_model:", "- a/b", "base_model_relation: merge", "x: {y: [z]}"),
    front("license: other", "license_name: llama3.1", "license_link: LICENSE # x", "datasets: a"),
    front("licenses:", "  a:", "  - mit", "  b:", "  - cc0-1.0", "task_ids: []").replace("\n", "\r\n"),
]  # fmt: skip


def fill_and_read(path: Path) -> Model:
    original = Source(path)
    model = _hf_card.load(original)
    assert _hf_card.dump(model, original).encode() == original.content
    filled = _hf_card.dump(with_license(model, "Apache-2.0"), original)
    again = _hf_card.load(source(path.parent, filled, "filled.md"))
    assert str(normalize(str(again.components[0].license)).expression) == "Apache-2.0"
    return again


@fuzzing
@given(mutated_bytes([seed.encode() for seed in SEEDS]))
def test_damaged_cards_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "card.md"
    reads_or_refuses(lambda file: _hf_card.load(Source(file)), path, content)
    reads_or_refuses(fill_and_read, path, content)
