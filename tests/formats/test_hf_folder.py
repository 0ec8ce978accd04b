# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Checked-out repositories are read by the names of their files, and by what these say."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import openlic
from fuzzing import fuzzing, mutated_bytes
from openlic.errors import InputError
from openlic.formats import _hf_folder, _hf_names, _hf_repository
from openlic.formats._source import Source
from openlic.model import Component, Model

MIT = """MIT License

Copyright (c) 2025 A

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
APACHE = "SPDX-License-Identifier: Apache-2.0\n"
OWN = "The Example Terms\n\nYou may look at this model on Tuesdays, and must tell us.\n"

LICENSED = "---\nlicense: apache-2.0\npipeline_tag: text-generation\n---\n# A model\n"


def card(*lines: str, title: str = "A model") -> str:
    return "\n".join(("---", *lines, "---", f"# {title}", ""))


def safetensors(**metadata: str) -> bytes:
    header = json.dumps({"__metadata__": metadata} if metadata else {}).encode()
    return len(header).to_bytes(8, "little") + header


def gguf(**texts: str) -> bytes:
    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value.encode())) + value.encode()

    content = b"GGUF" + struct.pack("<IQQ", 3, 0, len(texts))
    for key, value in texts.items():
        name = f"general.{key.replace('__', '.')}"
        if value.isdecimal():
            content += text(name) + struct.pack("<II", 4, int(value))
        else:
            content += text(name) + struct.pack("<I", 8) + text(value)
    return content


def make(root: Path, files: dict[str, str | bytes]) -> Path:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def load(root: Path) -> Model:
    return _hf_folder.load(Source(root))


def read(root: Path, files: dict[str, str | bytes]) -> Model:
    return load(make(root, files))


def licenses(component: Component) -> tuple[str, ...]:
    return component.licenses or (() if component.license is None else (component.license,))


def codes(model: Model) -> list[str]:
    return [each.code for each in model.findings]


PARAMETERS = "Model parameters (Final)"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return make(
        tmp_path / "llama",
        {
            "README.md": LICENSED,
            "LICENSE": APACHE,
            "config.json": json.dumps({"model_type": "llama", "architectures": ["LlamaForX"]}),
            "model-00001-of-00002.safetensors": safetensors(format="pt"),
            "model-00002-of-00002.safetensors": safetensors(format="pt"),
            "model.safetensors.index.json": "{}",
            "tokenizer.json": "{}",
            "modeling_llama.py": "",
            "train.py": "",
            "evaluation/run.py": "",
            "inference.py": "",
            "requirements.txt": "",
            "paper.pdf": b"%PDF",
            "technical_report.pdf": b"%PDF",
            "eval_results.json": "{}",
            "samples/one.png": b"",
            "data/train.jsonl": "",
            "data/test.jsonl": "",
            "checkpoint-500/optimizer.pt": b"",
            ".gitattributes": "",
            ".git/config": "",
            ".cache/huggingface/x.metadata": "",
            "logo.png": b"",
        },
    )


def test_files_become_components_under_the_license_of_the_repository(repository: Path) -> None:
    model = load(repository)
    assert {each.name for each in model.components} == {
        PARAMETERS,
        "Model parameters (Intermediate)",
        "Model card",
        "Model metadata",
        "Model architecture",
        "Training code",
        "Evaluation code",
        "Inference code",
        "Supporting libraries and tools",
        "Research paper",
        "Technical report",
        "Evaluation results",
        "Sample model outputs",
        "Datasets",
        "Evaluation data",
    }
    assert all(each.license == "apache-2.0" for each in model.components)
    assert all(each.part_of == each.name for each in model.components)
    parameters = model.component(PARAMETERS)
    assert parameters.component_path == (
        "model-00001-of-00002.safetensors, model-00002-of-00002.safetensors"
    )
    assert parameters.license_path == "LICENSE"
    assert "README.md, LICENSE" in parameters.description
    assert (model.name, model.type, model.architecture) == (
        "A model",
        "text-generation",
        "LlamaForX",
    )
    assert not model.complete
    assert codes(model) == []
    assert dict(model.counts)["weights"] == 2
    assert [(f.subject, f.field, f.value) for f in model.license_facts] == [
        ("README.md", "license", "apache-2.0"),
        ("LICENSE", "text", "Apache-2.0"),
    ]


def test_an_assessment_takes_what_is_absent_as_not_stated(repository: Path) -> None:
    (repository / "paper.pdf").unlink()
    result = openlic.assess(load(repository), framework="mof")
    assert result.components[PARAMETERS].verdict == "yes"
    assert result.components["Research paper"].verdict == "unknown"


def test_components_are_content_of_their_kind() -> None:
    from openlic.frameworks import framework

    known = {each.name: each.content for each in framework("mof").components}
    assert {name: known[name] for name in _hf_names.CONTENT} == _hf_names.CONTENT
    assert {name for name, _ in _hf_names.RULES} <= set(known)


def test_long_lists_of_files_are_counted(tmp_path: Path) -> None:
    shards: dict[str, str | bytes] = {
        f"model-{number:05}-of-00030.safetensors": safetensors() for number in range(30)
    }
    model = read(tmp_path, {"README.md": LICENSED, **shards})
    path = model.component(PARAMETERS).component_path
    assert path.count(".safetensors") == 20
    assert path.endswith("and 10 more")


@pytest.mark.parametrize(
    "files",
    [
        {"config.json": '{"model_type": "bert"}'},
        {"config.json": '{"architectures": ["X"]}'},
        {"model_index.json": '{"_class_name": "StableDiffusionPipeline"}'},
        {"model.safetensors": b""},
        {"some.gguf": b""},
        {"pytorch_model.bin": b""},
        {"pytorch_model-00001-of-00002.bin": b""},
        {"README.md": card("license: mit")},
        {"README.md": card("base_model: a/b")},
        {"readme.md": card("datasets: [a]")},
    ],
)
def test_repositories_are_recognized(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    assert _hf_folder.recognizes(Source(make(tmp_path, files)))


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": "# A project\n"},
        {"README.md": card("title: a post")},
        {"config.json": "{"},
        {"config.json": '["model_type"]'},
        {"package.json": "{}", "index.js": ""},
        {"data.csv": "a,b"},
    ],
)
def test_other_folders_are_not_recognized(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    assert not _hf_folder.recognizes(Source(make(tmp_path, files)))


def test_files_and_nothing_are_no_repositories(tmp_path: Path) -> None:
    make(tmp_path, {"README.md": LICENSED})
    for path in (tmp_path / "README.md", tmp_path / "none", "\0"):
        assert not _hf_folder.recognizes(Source(path))
        with pytest.raises(InputError, match="not a folder"):
            _hf_folder.load(Source(path))


def test_an_empty_folder_states_nothing(tmp_path: Path) -> None:
    model = load(tmp_path)
    assert model.components == ()
    assert model.name == tmp_path.name


def test_a_card_alone_states_the_license_of_the_parameters(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": LICENSED})
    assert [each.name for each in model.components] == [PARAMETERS, "Model card"]
    assert model.component(PARAMETERS).kind == "card"
    assert model.component(PARAMETERS).component_path == ""


def test_files_without_any_license_have_none(tmp_path: Path) -> None:
    model = read(tmp_path, {"model.safetensors": safetensors(), "config.json": "{}"})
    assert [licenses(each) for each in model.components] == [(), ()]
    assert "no license is stated" in model.components[0].description
    assert openlic.assess(model, framework="mof").components[PARAMETERS].verdict == "unknown"


def test_a_dataset_is_told_by_its_files_where_the_card_does_not_say(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": card("license: cc-by-4.0"),
        "data/train-00000-of-00001.parquet": b"PAR1",
        "data/test-00000-of-00001.parquet": b"PAR1",
        "images.zip": b"PK",
        "loader.py": "",
    }
    model = read(tmp_path, files)
    assert {each.name for each in model.components} == {
        "Datasets",
        "Data card",
        "Data preprocessing code",
    }
    assert "images.zip" in model.component("Datasets").component_path
    assert codes(model) == []


def test_weights_tell_a_model_where_the_card_does_not_say(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": card("license: mit"),
        "a.gguf": gguf(),
        "x.csv": "",
    }
    model = read(tmp_path, files)
    assert {each.name for each in model.components} == {PARAMETERS, "Model card", "Datasets"}
    assert codes(model) == []


def test_a_card_that_could_be_either_is_found(tmp_path: Path) -> None:
    assert codes(read(tmp_path, {"README.md": card("license: mit")})) == ["part-read-as"]


def test_a_space_is_no_component_of_a_framework(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": card("sdk: gradio", "license: mit"), "app.py": ""})
    assert [(c.name, c.part_of, c.content) for c in model.components] == [
        ("Space", "", "code"),
        ("Space card", "", "document"),
        ("Inference code", "Inference code", "code"),
    ]


# Licenses that stand in several places.


def test_a_license_file_that_differs_from_the_card_applies_too(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": LICENSED, "LICENSE": MIT, "a.safetensors": safetensors()})
    assert model.component(PARAMETERS).licenses == ("apache-2.0", "MIT")
    assert codes(model) == ["licenses-disagree"]
    message = model.findings[0].message
    assert "README.md says 'apache-2.0'; LICENSE is the text of MIT" in message


def test_a_license_file_that_is_not_recognized_makes_the_answer_unknown(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": LICENSED, "LICENSE": OWN, "a.safetensors": safetensors()})
    assert model.component(PARAMETERS).licenses == ("apache-2.0", "LicenseRef-file-LICENSE")
    assert [(each.id, each.text) for each in model.local_licenses] == [
        ("LicenseRef-file-LICENSE", OWN)
    ]
    assert codes(model) == ["local-license", "licenses-disagree"]
    assert openlic.assess(model, framework="mof").components[PARAMETERS].verdict == "unknown"


def test_an_empty_license_file_says_nothing(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": LICENSED, "LICENSE": " \n"})
    assert model.component(PARAMETERS).license == "apache-2.0"


def test_a_license_file_holds_where_the_card_has_no_license(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": card("pipeline_tag: x"), "LICENSE.md": MIT})
    assert [each.license for each in model.components] == ["MIT", "MIT"]
    assert [each.license_path for each in model.components] == ["LICENSE.md", "LICENSE.md"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("license: other",), ("MIT",)),
        (("license: other", "license_name: my-terms"), ("my-terms", "MIT")),
        (("license: other", "license_name: my-terms", "license_link: LICENSE"), ("MIT",)),
        (("license: other", "license_name: my-terms", "license_link: TERMS"), ("my-terms", "MIT")),
        (("license: other", "license_name: llama3.1"), ("llama3.1", "MIT")),
        (("license: unknown",), ("unknown", "MIT")),
        (("license: mit",), ("mit",)),
        (("license: bsd",), ("bsd", "MIT")),
    ],
)
def test_other_gives_way_to_the_license_file_that_it_is_about(
    tmp_path: Path, lines: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    files: dict[str, str | bytes] = {"README.md": card(*lines), "LICENSE": MIT}
    assert licenses(read(tmp_path, files).component(PARAMETERS)) == expected


def test_other_with_a_text_that_is_not_recognized_is_that_text(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": card("license: other"), "LICENSE": OWN})
    assert model.component(PARAMETERS).license == "LicenseRef-file-LICENSE"


def test_a_family_gives_way_to_the_member_that_a_license_file_names(tmp_path: Path) -> None:
    text = "SPDX-License-Identifier: BSD-3-Clause\n"
    model = read(tmp_path, {"README.md": card("license: bsd"), "LICENSE": text})
    assert model.component(PARAMETERS).license == "BSD-3-Clause"
    assert "licenses-disagree" not in codes(model)


def test_license_files_may_be_for_some_components_only(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": card("pipeline_tag: x"),
        "LICENSE-CODE": MIT,
        "LICENSE-MODEL": OWN,
        "modeling_x.py": "",
        "a.safetensors": safetensors(),
    }
    model = read(tmp_path, files)
    assert model.component("Model architecture").license == "MIT"
    assert model.component(PARAMETERS).license == "LicenseRef-file-LICENSE-MODEL"
    assert licenses(model.component("Model card")) == ()


def test_a_license_file_in_a_folder_is_for_what_is_in_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": LICENSED,
        "data/LICENSE": "SPDX-License-Identifier: CC-BY-NC-4.0\n",
        "data/deep/train.jsonl": "",
        "train.py": "",
    }
    model = read(tmp_path, files)
    assert model.component("Datasets").licenses == ("apache-2.0", "CC-BY-NC-4.0")
    assert model.component("Training code").license == "apache-2.0"
    assert model.findings[0].component == "Datasets"


def test_license_texts_in_a_folder_of_texts_are_for_the_repository(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": LICENSED, "LICENSES/MIT.txt": MIT})
    assert model.component(PARAMETERS).licenses == ("apache-2.0", "MIT")


def test_a_notice_counts_where_it_names_a_license(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": LICENSED, "NOTICE": "Made by A.\n"})
    assert model.component(PARAMETERS).license == "apache-2.0"
    model = read(tmp_path, {"NOTICE": "SPDX-License-Identifier: GPL-3.0-only\n"})
    assert model.component(PARAMETERS).licenses == ("apache-2.0", "GPL-3.0-only")


def test_weights_that_name_another_license_are_under_both(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": LICENSED,
        "a.gguf": gguf(license="llama3.1", architecture="llama"),
        "b.safetensors": safetensors(**{"modelspec.license": "CreativeML Open RAIL++-M"}),
    }
    model = read(tmp_path, files)
    assert model.component(PARAMETERS).licenses == (
        "apache-2.0",
        "llama3.1",
        "CreativeML Open RAIL++-M",
    )
    assert model.component("Model card").license == "apache-2.0"
    assert model.architecture == "llama"
    assert [(f.subject, f.field, f.value) for f in model.license_facts[1:]] == [
        ("a.gguf", "general.license", "llama3.1"),
        ("b.safetensors", "modelspec.license", "CreativeML Open RAIL++-M"),
    ]


def test_other_in_weights_is_read_by_name(tmp_path: Path) -> None:
    content = gguf(license="other", license__name="gemma", license__link="https://example.org/x")
    model = read(tmp_path, {"a.gguf": content})
    assert model.component(PARAMETERS).license == "gemma"
    assert [each.field for each in model.license_facts] == [
        "general.license",
        "general.license.name",
        "general.license.link",
    ]


def test_the_same_license_everywhere_is_one(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": LICENSED,
        "LICENSE": APACHE,
        "config.json": '{"model_type": "x", "license": "Apache 2.0"}',
        "a.safetensors": safetensors(license="apache-2.0"),
    }
    model = read(tmp_path, files)
    assert model.component(PARAMETERS).license == "apache-2.0"
    assert codes(model) == []
    assert len(model.license_facts) == 4


def test_a_configuration_that_names_another_license_applies_too(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"README.md": LICENSED, "config.json": '{"license": "mit"}'}
    assert read(tmp_path, files).component(PARAMETERS).licenses == ("apache-2.0", "mit")


# What it was made from.


def test_base_models_of_card_adapter_and_weights_are_sources(tmp_path: Path) -> None:
    adapter = json.dumps({"base_model_name_or_path": "org/base", "peft_type": "LORA"})
    model = read(tmp_path, {"README.md": LICENSED, "adapter_config.json": adapter})
    assert [(o.use, o.work) for o in model.component(PARAMETERS).derived_from] == [
        ("adapter", "org/base")
    ]
    content = gguf(
        base_model__count="2",
        base_model__0__name="One",
        base_model__1__name="Two",
        base_model__1__repo_url="https://huggingface.co/org/two",
    )
    model = read(tmp_path / "gguf", {"a.gguf": content})
    assert [(o.use, o.work) for o in model.component(PARAMETERS).derived_from] == [
        ("fine-tune", "One"),
        ("fine-tune", "org/two"),
    ]
    named = card("base_model: org/two", "base_model_relation: quantized", "license: mit")
    model = read(tmp_path / "gguf", {"README.md": named})
    assert [(o.use, o.work) for o in model.component(PARAMETERS).derived_from] == [
        ("modify", "org/two")
    ]


def test_sources_of_a_dataset_are_those_of_the_data(tmp_path: Path) -> None:
    model = read(tmp_path, {"README.md": card("source_datasets: [extended|snli, original]")})
    assert [(o.use, o.work) for o in model.component("Datasets").derived_from] == [
        ("include-data", "snli")
    ]


# What cannot be read, and what leads out.


def test_what_cannot_be_read_is_found_and_the_rest_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": b"---\nlicense: \xff\n---\n",
        "config.json": "{",
        "a.safetensors": b"\xff" * 20,
        "b.gguf": b"nothing",
        "c.safetensors": "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        "LICENSE": b"\xff\xfe SPDX",
    }
    model = read(tmp_path, files)
    messages = [each.message for each in model.findings if each.code == "file-not-read"]
    assert [message.partition(":")[0] for message in messages] == [
        "README.md",
        "config.json",
        "a.safetensors",
        "b.gguf",
        "c.safetensors",
    ]
    assert "pointer of git-lfs" in messages[-1]
    assert model.component(PARAMETERS).license == "LicenseRef-file-LICENSE"


def test_a_card_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    make(tmp_path, {"README.md": LICENSED + "x" * 1000, "a.gguf": gguf()})
    model = _hf_folder.load(Source(tmp_path, 100))
    assert "larger than the limit" in model.findings[0].message


def test_large_configurations_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_hf_repository, "MAX_TEXT", 10)
    model = read(tmp_path, {"config.json": '{"license": "mit"}'})
    assert codes(model) == ["file-not-read"]


def test_only_so_many_files_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_hf_repository, "MAX_WEIGHTS", 1)
    monkeypatch.setattr(_hf_repository, "MAX_LICENSES", 1)
    files: dict[str, str | bytes] = {
        name: safetensors() for name in ("a.safetensors", "b.safetensors")
    }
    model = read(tmp_path, {**files, "LICENSE": MIT, "NOTICE": ""})
    assert [each.message for each in model.findings] == [
        "there are 2 license files, of which 1 were read",
        "there are 2 files of weights, of which 1 were read",
    ]


def test_findings_on_many_files_are_bounded(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{number}.gguf": b"x" for number in range(40)}
    files |= {f"{number}/LICENSE": f"{OWN}{number}" for number in range(40)}
    model = read(tmp_path, files)
    assert codes(model).count("file-not-read") == 20
    assert codes(model).count("local-license") == 20


def test_files_that_vanish_while_they_are_read_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> bytes:
        raise OSError("gone")

    files: dict[str, str | bytes] = {"README.md": LICENSED, "LICENSE": MIT, "a.gguf": gguf()}
    make(tmp_path, {**files, "config.json": '{"model_type": "x"}'})
    monkeypatch.setattr(_hf_repository, "read_start", gone)
    monkeypatch.setattr(_hf_repository, "open_found", gone)
    monkeypatch.setattr(_hf_folder, "read_start", gone)
    assert codes(load(tmp_path)) == ["file-not-read"] * 4
    assert not _hf_folder.recognizes(
        Source(make(tmp_path / "card", {"README.md": card("license: mit")}))
    )


def test_a_folder_that_cannot_be_listed_is_not_recognized(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: object) -> list[str]:
        raise OSError("gone")

    monkeypatch.setattr(_hf_folder, "_names", gone)
    assert not _hf_folder.recognizes(Source(tmp_path))


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = make(tmp_path / "outside", {"README.md": card("license: mit"), "x.gguf": gguf()})
    root = make(tmp_path / "root", {"a.safetensors": safetensors()})
    (root / "README.md").symlink_to(outside / "README.md")
    (root / "x.gguf").symlink_to(outside / "x.gguf")
    (root / "folder").symlink_to(outside)
    model = load(root)
    assert codes(model) == ["link-not-followed"]
    assert model.license_facts == ()
    assert model.component(PARAMETERS).component_path == "a.safetensors"


# The cache of the hub's client.


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    root = tmp_path / "models--org--name--x"
    make(root, {"blobs/aa": LICENSED, "blobs/bb": safetensors(license="mit"), "refs/main": "r1"})
    (root / "snapshots/r1").mkdir(parents=True)
    (root / "snapshots/r1/README.md").symlink_to("../../blobs/aa")
    (root / "snapshots/r1/model.safetensors").symlink_to("../../blobs/bb")
    return root


def test_a_revision_in_a_cache_may_link_to_the_blobs_of_its_repository(cache: Path) -> None:
    for path in (cache / "snapshots/r1", cache):
        assert _hf_folder.recognizes(Source(path))
        model = load(path)
        assert model.component(PARAMETERS).licenses == ("apache-2.0", "mit")
        assert model.name == "org/name--x"
        assert model.huggingface == "https://huggingface.co/org/name--x"
        assert codes(model) == ["licenses-disagree"]


def test_a_cache_with_links_to_elsewhere_is_not_followed(cache: Path, tmp_path: Path) -> None:
    make(tmp_path, {"secret/aa": LICENSED, "models--b--c/blobs/aa": LICENSED})
    revision = cache / "snapshots/r1"
    (revision / "README.md").unlink()
    (revision / "README.md").symlink_to("../../../models--b--c/blobs/aa")
    (revision / "LICENSE").symlink_to("../../../secret/aa")
    model = load(revision)
    assert codes(model) == ["link-not-followed"]
    assert [each.name for each in model.components] == [PARAMETERS]


def test_blobs_that_are_themselves_a_link_are_not_followed(cache: Path, tmp_path: Path) -> None:
    (cache / "blobs").rename(tmp_path / "elsewhere")
    (cache / "blobs").symlink_to(tmp_path / "elsewhere")
    model = load(cache / "snapshots/r1")
    assert model.components == ()
    assert codes(model) == ["link-not-followed"]


def test_a_cache_with_several_revisions_is_refused(cache: Path) -> None:
    (cache / "snapshots/r2").mkdir()
    with pytest.raises(InputError, match="2 revisions: r1, r2; name the folder of one"):
        load(cache)


def test_a_cache_of_a_dataset_has_its_address(tmp_path: Path) -> None:
    root = make(tmp_path / "datasets--squad/snapshots/r", {"README.md": card("task_ids: [a]")})
    assert load(root).huggingface == "https://huggingface.co/datasets/squad"


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_cache_that_cannot_be_listed_is_refused(cache: Path) -> None:
    (cache / "snapshots").chmod(0)
    with pytest.raises(InputError, match="cannot be listed"):
        load(cache)
    (cache / "snapshots").chmod(0o700)


SEEDS = [
    ("README.md", LICENSED.encode()),
    ("LICENSE", MIT.encode()),
    ("config.json", b'{"model_type": "llama", "license": "mit", "architectures": ["A"]}'),
    ("adapter_config.json", b'{"base_model_name_or_path": "a/b"}'),
    ("a.gguf", gguf(license="mit", base_model__count="1", base_model__0__name="x")),
    ("a.safetensors", safetensors(license="mit")),
]


@fuzzing
@given(st.data())
def test_damaged_files_never_stop_a_repository_from_being_read(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.getbasetemp() / "damaged"
    root.mkdir(exist_ok=True)
    name, seed = data.draw(st.sampled_from(SEEDS))
    make(root, {name: data.draw(mutated_bytes([seed]))})
    _hf_folder.recognizes(Source(root))
    model = load(root)
    assert str(model.findings).encode()
    assert repr(model.license_facts).encode()
