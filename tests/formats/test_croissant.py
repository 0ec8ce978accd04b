# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Croissant files: what they say of the license of a data set, and how they are damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from fuzzing import fuzzing, mutated_bytes, mutated_json, reads_or_refuses
from openlic.errors import InputError
from openlic.formats import _croissant
from openlic.formats._source import Source
from openlic.model import Component, Model, Origin

CONTEXT = {"@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/"}

FULL: dict[str, Any] = {
    "@context": CONTEXT,
    "@type": "Dataset",
    "conformsTo": "http://mlcommons.org/croissant/1.1",
    "name": "birds",
    "description": "Sounds of birds.",
    "url": "https://birds.example/",
    "version": 2,
    "datePublished": "2026-01-02",
    "creator": [{"@type": "Person", "name": "Ada"}, {"@type": "Person", "name": "Bo"}],
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "sdLicense": "https://creativecommons.org/publicdomain/zero/1.0/",
    "citeAs": "Ada and Bo",
    "isLiveDataset": True,
    "rai:dataBiases": "loud birds",
    "isBasedOn": [
        "https://huggingface.co/datasets/all/birds",
        {"@type": "Dataset", "name": "Old birds", "license": "CC-BY-SA-3.0"},
    ],
    "distribution": [
        {
            "@type": "cr:FileObject",
            "@id": "calls.zip",
            "contentUrl": "https://birds.example/calls.zip",
            "encodingFormat": "application/zip",
            "license": "MIT",
        },
        {"@type": "cr:FileSet", "@id": "wav", "includes": "*.wav", "encodingFormat": "audio/wav"},
    ],
    "recordSet": [
        {
            "@type": "cr:RecordSet",
            "@id": "calls",
            "field": [{"@type": "cr:Field", "@id": "calls/sound", "source": {"fileSet": "wav"}}],
        }
    ],
}

TASK = {
    "@context": {"croissant": "http://mlcommons.org/croissant/", "schema": "https://schema.org/"},
    "@type": "croissant:TaskSolution",
    "@id": "http://example.org/task",
    "croissant:input": {"@type": "schema:Dataset", "@id": "http://example.org/in"},
    "croissant:output": {"@type": "schema:Dataset", "@id": "http://example.org/out"},
    "croissant:implementation": {
        "@type": "schema:SoftwareSourceCode",
        "name": "solver",
        "schema:license": "Apache-2.0",
    },
}


def read(folder: Path, value: Any) -> Model:
    path = folder / "croissant.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return _croissant.load(Source(path))


def described(folder: Path, **changes: Any) -> Model:
    return read(folder, {**FULL, **changes})


def dataset(model: Model) -> Component:
    return model.components[0]


def codes(model: Model) -> list[str]:
    return [finding.code for finding in model.findings]


def messages(model: Model) -> str:
    return "\n".join(finding.message for finding in model.findings)


def test_a_data_set_and_the_file_itself_are_components(tmp_path: Path) -> None:
    model = described(tmp_path)
    assert (model.name, model.version, model.date) == ("birds", "2", "2026-01-02")
    assert (model.producer, model.repository) == ("Ada, Bo", "https://birds.example/")
    assert (model.format, model.complete) == ("croissant", False)
    data, card, calls = model.components
    assert (data.part_of, data.content, data.kind) == ("Datasets", "data", "Dataset")
    assert data.license == "https://creativecommons.org/licenses/by/4.0/"
    assert data.owner == "Ada, Bo"
    assert (card.part_of, card.content) == ("Data card", "document")
    assert card.license == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert (calls.name, calls.license, calls.part_of) == ("calls.zip", "MIT", "Datasets")
    assert calls.component_path == "https://birds.example/calls.zip"
    assert not model.findings


def test_files_record_sets_and_fields_are_counted(tmp_path: Path) -> None:
    counts = dict(described(tmp_path).counts)
    assert (counts["distribution"], counts["FileObject"], counts["FileSet"]) == (2, 1, 1)
    assert (counts["record_sets"], counts["fields"]) == (1, 1)
    assert (counts["cite_as"], counts["rai_fields"], counts["live_datasets"]) == (1, 1, 1)


def test_the_license_of_the_data_says_nothing_of_the_metadata(tmp_path: Path) -> None:
    without = {key: value for key, value in FULL.items() if key != "sdLicense"}
    assert read(tmp_path, without).components[1].license is None
    spelled = read(tmp_path, {**without, "sdLicence": "CC0-1.0"})
    assert spelled.components[1].license == "CC0-1.0"
    assert dataset(spelled).license == FULL["license"]


def test_what_a_data_set_is_based_on_is_included_in_it(tmp_path: Path) -> None:
    origins = dataset(described(tmp_path)).derived_from
    assert origins == (
        Origin("include-data", work="https://huggingface.co/datasets/all/birds"),
        Origin("include-data", work="Old birds", license="CC-BY-SA-3.0"),
    )
    derived = described(tmp_path, isBasedOn=None, **{"prov:wasDerivedFrom": {"@id": "x:y"}})
    assert dataset(derived).derived_from == (Origin("include-data", work="x:y"),)
    several = described(tmp_path, isBasedOn={"name": "two", "license": ["MIT", "CC0-1.0"]})
    assert dataset(several).derived_from[0].license == "(MIT) AND (CC0-1.0)"
    assert dataset(described(tmp_path, isBasedOn=[{}])).derived_from == ()


@pytest.mark.parametrize(
    ("written", "read_as", "fields"),
    [
        ("cc-by-4.0", "cc-by-4.0", ["license"]),
        ({"@value": "mit"}, "mit", ["license"]),
        (
            {"@id": "https://spdx.org/licenses/MIT"},
            "https://spdx.org/licenses/MIT",
            ["license.@id"],
        ),
        ({"@type": "CreativeWork", "name": "MIT"}, "MIT", ["license.name"]),
        (
            {"@type": "CreativeWork", "name": "MIT", "url": "https://opensource.org/licenses/MIT"},
            "https://opensource.org/licenses/MIT",
            ["license.url", "license.name"],
        ),
        (
            {"url": "https://ours.example/terms", "name": "MIT"},
            "MIT",
            ["license.url", "license.name"],
        ),
        ({"url": "https://ours.example/terms"}, "https://ours.example/terms", ["license.url"]),
        ({"@id": "_:b0", "name": "MIT"}, "MIT", ["license.name"]),
        ([["MIT"]], "MIT", ["license"]),
        ({"@list": ["MIT"]}, "MIT", ["license"]),
        (["MIT", "MIT"], "MIT", ["license", "license"]),
    ],
)
def test_a_license_is_a_text_an_address_or_a_work(
    tmp_path: Path, written: Any, read_as: str, fields: list[str]
) -> None:
    model = described(tmp_path, license=written)
    assert dataset(model).license == read_as
    assert [fact.field for fact in model.license_facts if fact.subject == "birds"] == fields
    assert not model.findings


def test_a_list_of_licenses_is_all_of_them_and_noted(tmp_path: Path) -> None:
    model = described(tmp_path, license=["MIT", "CC-BY-4.0"])
    assert dataset(model).licenses == ("MIT", "CC-BY-4.0")
    assert dataset(model).license is None
    assert codes(model) == ["list-of-licenses"]


def test_a_work_that_names_two_licenses_is_noted(tmp_path: Path) -> None:
    model = described(
        tmp_path, license={"url": "https://opensource.org/licenses/MIT", "name": "GPL-2.0-only"}
    )
    assert codes(model) == ["licenses-disagree"]
    assert dataset(model).licenses == ("https://opensource.org/licenses/MIT", "GPL-2.0-only")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty-license"),
        (" ", "empty-license"),
        (7, "document-warning"),
        (False, "document-warning"),
        ({}, "document-warning"),
        ({"@type": "CreativeWork", "name": 3}, "document-warning"),
    ],
)
def test_what_names_no_license_is_unknown(tmp_path: Path, written: Any, code: str) -> None:
    model = described(tmp_path, license=written)
    assert (dataset(model).license, dataset(model).licenses) == (None, ())
    assert codes(model) == [code]


def test_what_names_no_license_beside_one_that_does_stays_unknown(tmp_path: Path) -> None:
    model = described(tmp_path, license=["MIT", {"@type": "CreativeWork"}])
    assert dataset(model).licenses == ("MIT", "NOASSERTION")


def test_null_is_no_license(tmp_path: Path) -> None:
    model = described(tmp_path, license=None)
    assert dataset(model).license is None
    assert messages(model) == "'birds' has no license"


@pytest.mark.parametrize(
    "key", ["sc:license", "schema:license", "https://schema.org/license", "dct:license", "lic"]
)
def test_names_are_read_in_every_spelling(tmp_path: Path, key: str) -> None:
    value = {**FULL, key: "MIT", "@context": [{**CONTEXT, "lic": {"@id": "sc:license"}}, None, 3]}
    del value["license"]
    model = read(tmp_path, value)
    assert dataset(model).license == "MIT"
    assert model.license_facts[0].field == key


@pytest.mark.parametrize("type", ["sc:Dataset", "https://schema.org/Dataset", ["x", "Dataset"]])
def test_data_sets_are_recognized(tmp_path: Path, type: Any) -> None:
    path = tmp_path / "metadata.json"
    path.write_text(json.dumps({"@context": "https://schema.org/", "@type": type, "name": "x"}))
    assert _croissant.recognizes(Source(path))
    assert _croissant.load(Source(path)).name == "x"


def test_plain_data_sets_of_schema_org_are_read(tmp_path: Path) -> None:
    plain = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": "plain",
        "publisher": "Us",
        "license": "CC0-1.0",
        "distribution": {"@type": "DataDownload", "contentUrl": "x.csv", "license": "MIT"},
    }
    model = read(tmp_path, plain)
    assert [each.license for each in model.components] == ["CC0-1.0", None, "MIT"]
    assert model.producer == "Us"
    assert not model.findings


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "schema.org",
        '["https://schema.org/"]',
        '{"@type": "Dataset", "x": "schema.org"}',
        '{"@context": "https://schema.org/", "@type": "Person"}',
        '{"@context": "https://schema.org/", "@type": "Dataset"',
        '{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}',
    ],
)
def test_other_files_are_not_recognized(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    assert not _croissant.recognizes(Source(path))
    assert not _croissant.recognizes(Source(tmp_path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe{", "is not UTF-16"),
        (b"\xe9{}", "is not UTF-8"),
        (b'{"@type": "Dataset"', "this is not JSON"),
        (b'{"@type": NaN}', "NaN is no number"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[1, null]", "no JSON object"),
        (b'{"@context": "https://schema.org/", "@type": "Person"}', "no node of the type"),
    ],
)
def test_what_is_no_description_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        _croissant.load(Source(path))


def test_several_data_sets_in_a_graph_are_read(tmp_path: Path) -> None:
    value = {
        "@context": "https://schema.org/",
        "@graph": [
            {"@type": "Organization", "@id": "#us", "name": "Us"},
            {"@type": "CreativeWork", "@id": "#mit", "name": "MIT"},
            {
                "@type": "Dataset",
                "@id": "./",
                "license": {"@id": "#mit"},
                "creator": {"@id": "#us"},
            },
            {"@type": "Dataset", "@id": "#b", "name": "b", "isBasedOn": {"@id": "./"}},
        ],
    }
    model = read(tmp_path, value)
    assert (model.name, model.producer) == ("./", "Us")
    assert [each.license for each in model.components] == ["MIT", None, None, None]
    assert model.components[2].derived_from == (Origin("include-data", component="./"),)


def test_parts_of_a_data_set_are_read_however_deep(tmp_path: Path) -> None:
    inner = {"@type": "Dataset", "name": "inner", "license": "MIT"}
    part = {"@type": "Dataset", "name": "part", "hasPart": [inner, "x", {"@type": "Person"}]}
    model = described(tmp_path, hasPart=part)
    licenses = {each.name: each.license for each in model.components}
    assert licenses["inner"] == "MIT"
    assert licenses["part"] is None


def test_parts_that_go_round_end(tmp_path: Path) -> None:
    graph = [
        {"@type": "Dataset", "@id": "#a", "hasPart": {"@id": "#b"}},
        {"@type": "Dataset", "@id": "#b", "hasPart": {"@id": "#a"}},
    ]
    model = read(tmp_path, {"@context": "https://schema.org/", "@graph": graph})
    assert [each.id for each in model.components if each.kind == "Dataset"] == ["#a", "#b"]


def test_a_task_names_data_and_code(tmp_path: Path) -> None:
    model = read(tmp_path, TASK)
    parts = {each.name: (each.part_of, each.content, each.license) for each in model.components}
    assert parts == {
        "http://example.org/in": ("Datasets", "data", None),
        "http://example.org/out": ("", "data", None),
        "solver": ("", "code", "Apache-2.0"),
    }
    assert "describes a task" in messages(model)
    spec = read(tmp_path, {**TASK, "croissant:output": {"@type": "croissant:OutputSpec"}})
    assert "only a specification" in messages(spec)
    path = tmp_path / "croissant.json"
    assert _croissant.recognizes(Source(path))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"@type": "sc:WRONG"}, r"the type is \['sc:WRONG'\]"),
        ({"@type": None}, "the type is missing"),
        ({"distribution": None, "url": None}, "'birds' has no url, distribution"),
        ({"distribution": ["x"]}, "'x' in place of a file"),
        ({"distribution": {"name": "w"}}, "'w' is of type ''"),
        ({"distribution": {"@type": "cr:WRONG", "name": "w"}}, "'w' is of type 'WRONG'"),
        (
            {"distribution": {"@type": "cr:FileObject", "encodingFormat": "text/csv"}},
            "a node without a name has no contentUrl, name",
        ),
        (
            {"distribution": {"@type": "FileSet", "name": "s"}},
            "'s' has no encodingFormat, includes",
        ),
        ({"recordSet": 3}, "'3' in place of a record set"),
        ({"recordSet": {"@type": "cr:RecordSet"}}, "a node without a name has no name"),
        ({"recordSet": {"@type": "x", "name": "r"}}, r"'r' is of type \['x'\]"),
        (
            {"recordSet": {"@type": "RecordSet", "name": "r", "field": [{"name": "f"}, 3]}},
            "'f' does not say where its values come from",
        ),
        ({"usageInfo": {"@id": "https://x.example"}}, "names terms beside the license"),
        ({"conditionsOfAccess": True}, "names terms beside the license: 'something'"),
    ],
)
def test_what_the_format_does_not_allow_is_noted(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    model = described(tmp_path, **changes)
    assert dataset(model).license == FULL["license"]
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(messages(model))


def test_many_faults_are_counted(tmp_path: Path) -> None:
    model = described(tmp_path, distribution=["x"] * 100_000)
    assert len(model.findings) == 21
    assert model.findings[-1].message == "99,980 more of the same kind"
    assert dict(model.counts)["distribution"] == 100_000


def test_names_may_be_given_by_language_or_be_missing(tmp_path: Path) -> None:
    assert described(tmp_path, name={"en": "birds", "fr": "oiseaux"}).name == "birds"
    assert described(tmp_path, name=[{"@language": "en", "@value": "b"}]).name == "b"
    assert described(tmp_path, name=True).name == "https://birds.example/"
    assert described(tmp_path, name={"@value": 3, "name": "n"}).name == "n"
    assert described(tmp_path, name={"@language": "en"}, url=None).name == "croissant"
    assert described(tmp_path, name=[], url=None).name == "croissant"


def test_files_with_the_same_name_are_told_apart(tmp_path: Path) -> None:
    file = {"@type": "FileObject", "name": "a", "license": "MIT"}
    model = described(tmp_path, distribution=[file, file, {**file, "@type": "x"}])
    names = [each.name for each in model.components]
    assert len(set(names)) == len(names) == 5


def filled(folder: Path, value: Any, **license: Any) -> dict[str, Any]:
    model = read(folder, value)
    first, *others = model.components
    changed = evolve(model, components=(evolve(first, **license), *others))
    text = _croissant.dump(changed, Source(folder / "croissant.json"))
    found: dict[str, Any] = json.loads(text)
    return found


def test_only_the_license_is_filled_in(tmp_path: Path) -> None:
    assert filled(tmp_path, FULL, license="MIT") == {**FULL, "license": "MIT"}
    assert filled(tmp_path, FULL) == FULL
    several = filled(tmp_path, FULL, license=None, licenses=("MIT", "CC0-1.0"))
    assert several == {**FULL, "license": ["MIT", "CC0-1.0"]}
    without = {key: value for key, value in FULL.items() if key != "license"}
    assert filled(tmp_path, FULL, license=None) == without
    assert filled(tmp_path, without, license="MIT") == {**without, "license": "MIT"}
    assert filled(tmp_path, without, license=None) == without
    twice = {**without, "sc:license": "CC0-1.0", "dct:license": "CC-BY-4.0"}
    assert filled(tmp_path, twice, license="MIT", licenses=()) == {**without, "sc:license": "MIT"}


def test_indentation_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "croissant.json"
    text = json.dumps({**FULL, "name": "Vögel"}, indent="\t", ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")
    assert _croissant.dump(_croissant.load(Source(path)), Source(path)) == text


def test_what_is_no_json_number_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(FULL).replace('"version": 2', '"version": 1e999'))
    model = _croissant.load(Source(path))
    with pytest.raises(InputError, match="too large"):
        _croissant.dump(model, Source(path))


@pytest.mark.parametrize("depth", [100, 900, 950])
def test_nesting_that_can_be_read_is_written_or_refused(tmp_path: Path, depth: int) -> None:
    def fill(path: Path) -> Model:
        text = _croissant.dump(_croissant.load(Source(path)), Source(path))
        assert json.loads(text) == Source(path).json
        return _croissant.load(Source(path))

    deep = "[" * depth + "]" * depth
    content = json.dumps(FULL, indent=1).replace('"loud birds"', deep)
    reads_or_refuses(fill, tmp_path / "croissant.json", content.encode())


def test_only_a_data_set_can_be_filled_in(tmp_path: Path) -> None:
    model = described(tmp_path)
    with pytest.raises(InputError, match="can only be filled in"):
        _croissant.dump(model)
    read(tmp_path, {**TASK, "croissant:input": [], "croissant:output": []})
    with pytest.raises(InputError, match="no data set to fill in"):
        _croissant.dump(model, Source(tmp_path / "croissant.json"))


def test_recorded_files_say_what_was_recorded(shared: Path) -> None:
    folder = shared / "formats" / "croissant"
    recorded = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert len(recorded) >= 58
    for entry in recorded:
        source = Source(folder / entry["file"])
        facts = entry["facts"]
        assert entry["parse_error"] is None
        assert _croissant.recognizes(source), entry["file"]
        model = _croissant.load(source)
        counts = dict(model.counts)
        assert facts["name"] in (None, model.name), entry["file"]
        assert (facts["version"] or "", facts["url"] or "") == (model.version, model.repository)
        found = [fact.value for fact in model.license_facts if fact.field == "license"]
        assert found == facts["license"], entry["file"]
        assert counts["distribution"] == facts["distribution"], entry["file"]
        assert facts["distribution_types"].items() <= counts.items(), entry["file"]
        assert (counts["record_sets"], counts["fields"]) == (facts["record_sets"], facts["fields"])
        assert bool(counts.get("cite_as")) == facts["has_cite_as"], entry["file"]


SEEDS: list[Any] = [
    FULL,
    TASK,
    {"@context": "https://schema.org/", "@graph": [{**FULL, "hasPart": [{"@type": "Dataset"}]}]},
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "x.json"


def fuzzed(path: Path) -> Model:
    _croissant.recognizes(Source(path))
    model = _croissant.load(Source(path))
    if any(each.kind == "Dataset" for each in model.components):
        assert json.loads(_croissant.dump(model, Source(path))) == Source(path).json
    return model


@fuzzing
@given(content=mutated_bytes([json.dumps(seed, indent=1).encode() for seed in SEEDS]))
def test_damaged_bytes_are_read_or_refused(place: Path, content: bytes) -> None:
    reads_or_refuses(fuzzed, place, content)


@fuzzing
@given(value=st.one_of(mutated_json(SEEDS)))
def test_odd_values_are_read_or_refused(place: Path, value: Any) -> None:
    reads_or_refuses(fuzzed, place, json.dumps(value).encode())
