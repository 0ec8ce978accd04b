# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Formats are recognized by content, read within limits, and written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import openlic
from fuzzing import fuzzing, mutated_bytes, mutated_json, reads_or_refuses
from openlic.errors import InputError, UnknownFormatError
from openlic.formats import FORMATS, dump, format_of, load, write
from openlic.formats._source import MAX_XML_DEPTH, Source
from openlic.model import Component, GlobalLicense, Model, Origin
from openlic.provenance import check_provenance, trace
from openlic.terms import CONTENT_TYPES, PROVISIONS, USES

BOM = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": []}

# --- Recognition ----------------------------------------------------------------------

CONTENT = {
    "cyclonedx": json.dumps(BOM),
    "spdx": "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n"
    "DocumentName: x\nDocumentNamespace: https://example.org/x\n"
    "Creator: Tool: x\nCreated: 2026-01-01T00:00:00Z\n",
    "spdx3": json.dumps(
        {
            "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
            "@graph": [{"type": "software_Package", "spdxId": "urn:x", "name": "x"}],
        }
    ),
    "croissant": json.dumps(
        {
            "@context": {"sc": "https://schema.org/"},
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": "x",
        }
    ),
    "hf-card": "---\nlicense: mit\n---\n# A model\n",
    "npm": '{"name": "x", "version": "1.0.0", "license": "MIT"}',
    "pyproject": '[project]\nname = "x"\nversion = "1"\nlicense = "MIT"\n',
    "python-distribution": "Metadata-Version: 2.1\nName: x\nVersion: 1\n",
    "openlic": "openlic: 1\nrelease:\n  name: x\n  components: []\n",
    "mot": "release:\n  name: x\n  components: []\n",
    "mof-json": '{"release": {"name": "x"}, "components": {}}',
}


@pytest.mark.parametrize("id", CONTENT)
def test_a_format_is_recognized_whatever_the_file_is_called(tmp_path: Path, id: str) -> None:
    path = tmp_path / "file"
    path.write_text(CONTENT[id], encoding="utf-8")
    assert load(path).format == id


@pytest.mark.parametrize("id", FORMATS)
def test_every_adapter_has_the_same_functions(id: str) -> None:
    adapter = FORMATS[id].adapter()
    assert callable(adapter.recognizes)
    assert callable(adapter.load)
    assert hasattr(adapter, "dump") == FORMATS[id].writes


@pytest.mark.parametrize("content", ["", "hello", "{}", "[1]", "<a/>", "a: b", "\0", "{"])
def test_what_is_of_no_format_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    assert caught.value.path == str(path)


def test_a_folder_with_nothing_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing in it is of a known format"):
        load(tmp_path)


def test_the_format_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(CONTENT["mot"], encoding="utf-8")
    assert load(path, format="mot").name == "x"
    with pytest.raises(UnknownFormatError) as caught:
        load(path, format="mots")
    assert "mot" in str(caught.value)


# --- Limits ---------------------------------------------------------------------------


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(CONTENT["cyclonedx"] + " " * 1000, encoding="utf-8")
    assert load(path, max_bytes=2000).format == "cyclonedx"
    with pytest.raises(InputError, match="limit of 100 bytes"):
        load(path, max_bytes=100)


def test_a_description_in_yaml_may_be_larger_where_a_limit_says_so(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(CONTENT["mot"] + "#" * 9_000_000, encoding="utf-8")
    with pytest.raises(InputError, match="8,388,608"):
        load(path)
    assert load(path, max_bytes=10_000_000).name == "x"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares a document type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares a document type"),
        ("<a" + ">" + "<b>" * MAX_XML_DEPTH + "</b>" * MAX_XML_DEPTH + "</a>", "levels of nesting"),
        ("<a>", "this is not XML"),
        ("<a></b>", "this is not XML"),
        ('<?xml version="1.0" encoding="nosuch"?><a/>', "this is not XML"),
    ],
)
def test_xml_is_read_without_entities_and_not_too_deep(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        _ = Source(path).xml


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[" * 100_000, "nested too deeply|not JSON"),
        ('{"a":' * 100_000, "nested too deeply|not JSON"),
        ("[NaN]", "NaN is no number"),
        ("[-Infinity]", "no number"),
        (f"[{'1' * 5000}]", "correct the number"),
        ('{"a": 1', "not JSON"),
    ],
)
def test_json_is_read_strictly_and_not_too_deep(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    source = Source(path)
    assert source.object == {}
    with pytest.raises(InputError, match=message):
        _ = source.json


@pytest.mark.parametrize(
    ("content", "message"), [("a = ", "not TOML"), (f"a = {'[' * 100_000}", "deep|not TOML")]
)
def test_toml_is_read_strictly(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        _ = Source(path).toml


@pytest.mark.parametrize(
    "text", ['["\\ud800"]', '["x\\udfff"]', '["\\\\ud800"]', '["\\ud83d\\ude00"]']
)
def test_half_characters_do_not_reach_anyone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    (value,) = Source(path).json
    assert value.encode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file"
    path.write_text('{"ä": 1}', encoding=encoding)
    assert Source(path).json == {"ä": 1}


def test_a_text_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"{\n\xff}")
    with pytest.raises(InputError, match="line 2: byte 2 is not UTF-8"):
        _ = Source(path).text


# --- Writing --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("a.cdx.json", "cyclonedx"),
        ("bom.json", "cyclonedx"),
        ("a.spdx.json", "spdx"),
        ("release.yml", "mot"),
        ("release.openlic.yml", "openlic"),
        ("README.md", "hf-card"),
    ],
)
def test_the_ending_of_a_name_says_what_to_write(name: str, id: str) -> None:
    assert format_of(name) == id


def test_an_ending_that_says_nothing_is_an_error() -> None:
    with pytest.raises(UnknownFormatError, match=r"unknown format: 'a\.txt'"):
        format_of("a.txt")


def test_a_format_that_is_only_read_cannot_be_written() -> None:
    with pytest.raises(UnknownFormatError):
        dump(Model("x"), "uv-lock")


def test_a_file_is_replaced_or_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "release.yml"
    write(Model("x", (Component("Model card", "MIT"),)), path)
    before = path.read_text(encoding="utf-8")
    assert load(path).components[0].license == "MIT"
    with pytest.raises(UnknownFormatError):
        write(Model("y"), path, "nothing")
    assert path.read_text(encoding="utf-8") == before
    assert [each.name for each in tmp_path.iterdir()] == ["release.yml"]


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write(Model("x"), tmp_path / "nowhere" / "release.yml")


# --- openlic's own format and the tool's ----------------------------------------------

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
names = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=6)
works = st.recursive(
    st.builds(
        Origin,
        use=st.sampled_from(sorted(USES)),
        work=names,
        license=st.one_of(st.none(), names),
        provide=st.one_of(st.none(), st.sampled_from(sorted(PROVISIONS))),
    ),
    lambda below: st.builds(
        Origin,
        use=st.sampled_from(sorted(USES)),
        work=names,
        derived_from=st.lists(below, max_size=2).map(tuple),
    ),
    max_leaves=4,
)
components = st.builds(
    Component,
    name=names,
    license=st.one_of(st.none(), names),
    description=texts,
    component_path=texts,
    owner=texts,
    id=texts,
    version=texts,
    kind=texts,
    content=st.sampled_from(["", *CONTENT_TYPES]),
    part_of=st.one_of(st.none(), names),
    declared=texts,
    derived_from=st.lists(works, max_size=2).map(tuple),
)


@given(
    name=names,
    parts=st.lists(components, max_size=4, unique_by=lambda each: each.name),
    version=texts,
    license=st.one_of(st.none(), names),
    complete=st.booleans(),
)
def test_openlics_own_format_keeps_what_it_writes(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    parts: list[Component],
    version: str,
    license: str | None,
    complete: bool,
) -> None:
    licenses = (GlobalLicense("distribution", license),) if license else ()
    model = Model(name, tuple(parts), licenses, version=version, complete=complete)
    path = tmp_path_factory.mktemp("own") / "x.openlic.yml"
    write(model, path)
    found = load(path)
    assert found == model


def test_the_examples_reach_the_same_class_when_written_for_the_tool(
    root: Path, tmp_path: Path
) -> None:
    for example in sorted((root / "examples").glob("*.yml")):
        model, path = load(example), tmp_path / "release.yml"
        write(model, path)
        assert openlic.assess(path).tier == openlic.assess(model).tier, example.name
        assert openlic.assess(path, "mot").framework.id == "mot"


def test_what_is_written_for_the_tool_has_exact_ids_and_quoted_dates() -> None:
    model = Model(
        "Demo",
        (
            Component("Model card", "Apache 2.0", covers=("Data card",)),
            Component("Model parameters (Final)", "llama3.1 OR CDLA-Permissive-2.0"),
            Component("Datasets", "unlicensed"),
            Component("Evaluation data", None, ("CC-BY-4.0", "MIT")),
            Component("Evaluation results", "no idea"),
            Component("corpus", "CC-BY-4.0", part_of="Sample model outputs"),
            Component("Something else", "MIT"),
        ),
        (GlobalLicense("distribution", "mit", "LICENSE"), GlobalLicense("other", "MIT")),
        version="1.0",
        date="2026-01-02",
    )
    text = dump(model, "mot")
    assert "date: '2026-01-02'" in text
    assert "version: '1.0'" in text
    assert "    distribution:\n      name: MIT\n      path: LICENSE\n" in text
    for name, license in {
        "Model card": "Apache-2.0",
        "Data card": "Apache-2.0",
        "Model parameters (Final)": "CDLA-Permissive-2.0",
        "Datasets": "unlicensed",
        "Evaluation data": "CC-BY-4.0 AND MIT",
        "Evaluation results": "no idea",
        "Sample model outputs": "CC-BY-4.0",
    }.items():
        entry = text.split(f"- name: {name}\n")[1].split("- name:")[0]
        assert f"license: {license}\n" in entry
    assert "Something else" not in text


# --- Parts ----------------------------------------------------------------------------


def _bom(*components: Component) -> Model:
    return Model("bom", components, complete=False)


def test_parts_of_one_component_are_judged_together() -> None:
    good = Component("a", "CC-BY-4.0", part_of="Datasets")
    bad = Component("b", "CC-BY-NC-4.0", part_of="Datasets")
    lib = Component("c", "MIT", part_of="Supporting libraries and tools")
    closed = Component("d", "NONE", part_of="Supporting libraries and tools")
    result = openlic.assess(_bom(good, bad, lib))
    assert result.components["Datasets"].license == "CC-BY-4.0 AND CC-BY-NC-4.0"
    assert result.components["Supporting libraries and tools"].status == "optional"
    result = openlic.assess(_bom(good, bad, lib, closed))
    assert result.components["Supporting libraries and tools"].status == "unlicensed"


def test_what_a_bill_of_materials_leaves_out_is_not_stated_and_not_missing() -> None:
    result = openlic.assess(_bom(Component("a", "MIT", part_of="Inference code")))
    verdict = result.components["Model card"]
    assert (verdict.status, verdict.verdict) == ("not-stated", "unknown")
    assert {each.verdict for each in result.classes} == {openlic.Verdict.UNKNOWN}
    assert not [each for each in result.findings if each.code == "unknown-component"]


def test_an_element_without_a_license_is_not_known_to_have_none() -> None:
    result = openlic.assess(_bom(Component("a", None, part_of="Model card")))
    assert result.components["Model card"].status == "unknown"


def test_a_class_asks_for_every_part_of_a_component() -> None:
    parts = [
        Component(name, "CC-BY-4.0", part_of=name)
        for name in ("Model card", "Data card", "Technical report", "Evaluation results")
    ]
    parts += [Component("net", "MIT", part_of="Model architecture")]
    weights = [
        Component("shard 1", "CDLA-Permissive-2.0", part_of="Model parameters (Final)"),
        Component("shard 2", "CC-BY-NC-4.0", part_of="Model parameters (Final)"),
    ]
    conflict = openlic.solve(_bom(*parts, *weights), target=3)
    assert conflict.verdict == "no"
    plan = openlic.plan(_bom(*parts, *weights), 3)
    assert [change.name for change in plan.changes] == ["shard 2"]
    assert openlic.assess(plan.model).tier == 3


def test_libraries_may_depend_on_each_other_in_a_bill_of_materials_only() -> None:
    a = Component("a", "MIT", derived_from=(Origin("link-dynamic", "b"),), part_of="")
    b = Component("b", "MIT", derived_from=(Origin("link-dynamic", "a"),), part_of="")
    assert len(trace(_bom(a, b)).links) == 2
    assert openlic.solve(_bom(a, b)).verdict == "yes"
    assert len(check_provenance([a, b])) == 1
    made = Component("c", "MIT", derived_from=(Origin("modify", "c"),), part_of="")
    with pytest.raises(InputError, match="made from itself: 'c' <- 'c'"):
        trace(_bom(made))


# --- Damaged files --------------------------------------------------------------------

_SEEDS = [content.encode() for content in CONTENT.values()]
_RELEASE = b"""\
openlic: 1
release:
  name: Demo
  version: 1.0
  license: {distribution: {name: Apache-2.0, path: LICENSE}}
  components:
    - name: Model parameters (Final)
      license: Apache-2.0 OR MIT
      derived_from:
        - {work: Base, license: MIT, use: fine-tune, derived_from: [{work: C, use: train-on}]}
        - {component: Datasets, use: train-on}
    - {name: Datasets, licenses: [CC-BY-4.0, MIT], covers: [Data card], part_of: ''}
"""


@given(content=mutated_bytes([_RELEASE, *_SEEDS]))
@fuzzing
def test_damaged_files_of_any_format_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    reads_or_refuses(load, tmp_path_factory.getbasetemp() / "damaged-any", content)


@given(value=mutated_json([json.loads(CONTENT["mof-json"]), yaml.safe_load(_RELEASE)]))
@fuzzing
def test_damaged_descriptions_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged-any.json"
    reads_or_refuses(load, path, json.dumps(value).encode())


def test_a_wrong_word_on_completeness_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(
        "openlic: 1\nrelease:\n  name: x\n  complete: maybe\n  components: []\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        load(path)
    assert [problem.where for problem in caught.value.problems] == ["$.release.complete"]
