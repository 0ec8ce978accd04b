# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Headers of weights are read for what they say, and no lie in them costs anything."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
from collections.abc import Callable
from typing import Any, BinaryIO

import pytest
from hypothesis import given

from fuzzing import fuzzing, mutated_bytes
from openlic.formats import _weights
from openlic.formats._weights import Weights, read_gguf, read_safetensors

UINT8, UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY, UINT64 = 0, 4, 5, 6, 7, 8, 9, 10


def safetensors(header: Any, body: bytes = b"\0" * 16) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body


def text(value: str | bytes, order: str = "<", width: str = "Q") -> bytes:
    content = value if isinstance(value, bytes) else value.encode()
    return struct.pack(order + width, len(content)) + content


def texts(*values: str) -> bytes:
    return struct.pack("<IQ", STRING, len(values)) + b"".join(map(text, values))


def pair(key: str, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def gguf(*pairs: bytes, keys: int | None = None, version: int = 3) -> bytes:
    count = len(pairs) if keys is None else keys
    return b"GGUF" + struct.pack("<IQQ", version, 1, count) + b"".join(pairs) + b"\0" * 32


LLAMA = gguf(
    pair("general.architecture", STRING, text("llama")),
    pair("general.name", STRING, text("Meta Llama 3.1 8B")),
    pair("llama.rope.freq_base", FLOAT32, struct.pack("<f", 500000.0)),
    pair("tokenizer.ggml.tokens", ARRAY, texts("<s>", "</s>", "a")),
    pair("tokenizer.ggml.scores", ARRAY, struct.pack("<IQ3f", FLOAT32, 3, 0, 1, 2)),
    pair("general.license", STRING, text("llama3.1")),
    pair("general.base_model.count", UINT32, struct.pack("<I", 1)),
    pair("general.base_model.0.name", STRING, text("Llama 3.1")),
    pair("general.tags", ARRAY, texts("facebook", "meta")),
    pair("tokenizer.ggml.add_bos_token", BOOL, b"\1"),
)

PLAIN = safetensors(
    {
        "__metadata__": {"format": "pt", "license": "apache-2.0"},
        "x": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]},
    }
)


def st(content: bytes) -> Weights:
    return read_safetensors(io.BytesIO(content), len(content))


def gg(content: bytes) -> Weights:
    return read_gguf(io.BytesIO(content), len(content))


def test_metadata_of_safetensors_is_read() -> None:
    found = st(PLAIN)
    assert found.texts == {"format": ("pt",), "license": ("apache-2.0",)}
    assert found.problem == ""
    assert found.first("license") == "apache-2.0"
    assert found.first("absent") == ""


def test_safetensors_without_metadata_says_nothing() -> None:
    assert st(safetensors({})) == Weights()


def test_values_of_metadata_that_are_no_texts_are_left_out() -> None:
    assert st(safetensors({"__metadata__": {"a": 1, "b": None, "c": "x"}})).texts == {"c": ("x",)}


def test_half_a_surrogate_pair_can_be_printed() -> None:
    found = st(safetensors(b'{"__metadata__": {"license": "a\\ud800"}}'))
    assert found.first("license") == "a?"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no header"),
        (b"\1\2", "no header"),
        (b"\xff" * 64, "is said to have"),
        ((2**63).to_bytes(8, "little") + b"{}", "is said to have"),
        ((3).to_bytes(8, "little") + b"{}", "is said to have"),
        (safetensors(b"[]"), "no header"),
        (safetensors(b"{"), "no JSON"),
        (safetensors(b'{"a": \xff}'), "no JSON"),
        (safetensors(b'{"a": ' + b"9" * 10_000 + b"}"), "no JSON"),
        (safetensors(b'{"a":' * 100_000), "no JSON"),
        (safetensors({"__metadata__": ["license"]}), "no object"),
        (safetensors({"__metadata__": None}), "no object"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "is said to have"),
    ],
)
def test_a_bad_header_of_safetensors_is_a_problem(content: bytes, problem: str) -> None:
    found = st(content)
    assert found.texts == {}
    assert problem in found.problem


def test_a_header_of_safetensors_beyond_the_limit_is_not_read() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size == 8
            return super().read(size)

    length = _weights.MAX_HEADER + 1
    found = read_safetensors(Endless(length.to_bytes(8, "little")), 2**40)
    assert "more than the limit" in found.problem


def test_general_metadata_of_gguf_is_read_around_the_tokenizer() -> None:
    found = gg(LLAMA)
    assert found.problem == ""
    assert found.texts == {
        "general.architecture": ("llama",),
        "general.name": ("Meta Llama 3.1 8B",),
        "general.license": ("llama3.1",),
        "general.base_model.count": ("1",),
        "general.base_model.0.name": ("Llama 3.1",),
        "general.tags": ("facebook", "meta"),
    }


def test_gguf_of_version_1_has_short_lengths() -> None:
    content = b"GGUF" + struct.pack("<III", 1, 0, 1)
    content += text("general.license", width="I") + struct.pack("<I", STRING)
    content += text("mit", width="I")
    assert gg(content).texts == {"general.license": ("mit",)}


def test_gguf_may_be_big_endian() -> None:
    content = b"GGUF" + struct.pack(">IQQ", 3, 0, 1)
    content += text("general.license", ">") + struct.pack(">I", STRING) + text("mit", ">")
    assert gg(content).texts == {"general.license": ("mit",)}


def test_every_kind_of_number_is_read_or_skipped() -> None:
    values = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 10: "<Q", 11: "<q"}
    pairs = [pair(f"general.{k}", k, struct.pack(code, 7)) for k, code in values.items()]
    pairs += [
        pair("general.float", FLOAT32, struct.pack("<f", 1)),
        pair("x", 12, struct.pack("<d", 1)),
    ]
    pairs += [pair("general.numbers", ARRAY, struct.pack("<IQ2i", INT32, 2, 1, 2))]
    found = gg(gguf(*pairs, pair("general.license", STRING, text("mit"))))
    assert found.problem == ""
    assert found.texts["general.11"] == ("7",)
    assert found.texts["general.float"] == found.texts["general.numbers"] == ()
    assert found.first("general.license") == "mit"


def test_arrays_in_arrays_are_skipped() -> None:
    inner = struct.pack("<IQ2B", UINT8, 2, 1, 2)
    nested = struct.pack("<IQ", ARRAY, 3) + inner + texts("a", "b") + struct.pack("<IQ", ARRAY, 0)
    content = gguf(pair("a", ARRAY, nested), pair("general.license", STRING, text("mit")))
    assert gg(content) == Weights({"general.license": ("mit",)})


def test_deeply_nested_arrays_end() -> None:
    nested = struct.pack("<IQ", ARRAY, 1) * 100_000 + struct.pack("<IQ", UINT8, 0)
    content = gguf(pair("a", ARRAY, nested), pair("general.license", STRING, text("mit")))
    assert gg(content).first("general.license") == "mit"


def test_what_was_read_before_a_file_breaks_off_is_kept() -> None:
    found = gg(LLAMA[:100])
    assert found.first("general.architecture") == "llama"
    assert "said to follow" in found.problem


HUGE = 2**64 - 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "said to follow"),
        (b"GGML" + b"\0" * 20, "does not begin"),
        (b"version https://git-lfs.github.com/spec/v1\n", "does not begin"),
        (gguf(version=0), "version 0"),
        (gguf(version=9), "version 9"),
        (gguf(version=0x09000000), "version 9"),
        (gguf(keys=HUGE), "more than the limit"),
        (gguf(keys=100_000), "said to follow"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, HUGE), "a key is said"),
        (gguf(text("a") + struct.pack("<I", 99)), "no value of type 99"),
        (gguf(text("general.a") + struct.pack("<I", 99)), "no value of type 99"),
        (gguf(pair("general.a", STRING, struct.pack("<Q", HUGE))), "said to follow"),
        (gguf(pair("general.a", ARRAY, struct.pack("<IQ", STRING, HUGE))), "said to follow"),
        (gguf(pair("a", ARRAY, struct.pack("<IQ", UINT64, HUGE))), "said to follow"),
        (gguf(pair("a", ARRAY, struct.pack("<IQ", STRING, HUGE))), "said to follow"),
        (gguf(pair("a", ARRAY, struct.pack("<IQ", ARRAY, HUGE))), "said to follow"),
    ],
)
def test_a_lie_in_gguf_is_a_problem_and_costs_no_memory(content: bytes, problem: str) -> None:
    tracemalloc.start()
    try:
        found = gg(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert problem in found.problem
    assert peak < 1024 * 1024


def test_a_file_that_is_shorter_than_it_was_is_a_problem() -> None:
    assert "breaks off" in read_gguf(io.BytesIO(LLAMA[:60]), len(LLAMA)).problem
    assert read_safetensors(io.BytesIO(PLAIN[:20]), len(PLAIN)).problem


def test_an_endless_list_of_empty_texts_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_weights, "MAX_STEPS", 1_000)
    empty = struct.pack("<IQ", STRING, 5_000) + b"\0" * 40_000
    for key in ("a", "general.a"):
        assert "more than 1,000 lengths" in gg(gguf(pair(key, ARRAY, empty))).problem


def test_long_and_many_texts_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    many = texts(*map(str, range(1_500)))
    found = gg(
        gguf(
            pair("general.description", STRING, text("x" * 70_000)),
            pair("general.tags", ARRAY, many),
            pair("general.license", STRING, text("mit")),
        )
    )
    assert found.problem == ""
    assert found.texts["general.description"] == ()
    assert len(found.texts["general.tags"]) == 1_000
    assert found.first("general.license") == "mit"
    monkeypatch.setattr(_weights, "MAX_KEPT", 20)
    assert gg(LLAMA).texts == {"general.architecture": ()}


def reads_or_says_why(
    read: Callable[[BinaryIO, int], Weights], content: bytes, size: int | None = None
) -> None:
    found = read(io.BytesIO(content), len(content) if size is None else size)
    assert isinstance(found, Weights)
    assert sum(len(text) for texts in found.texts.values() for text in texts) <= len(content) * 6
    for key, values in found.texts.items():
        assert key.encode() is not None
        assert all(value.encode() is not None for value in values)


@fuzzing
@given(mutated_bytes([PLAIN, safetensors({"__metadata__": {"modelspec.license": "x"}})]))
def test_damaged_safetensors_are_read_or_a_problem(content: bytes) -> None:
    reads_or_says_why(read_safetensors, content)
    reads_or_says_why(read_safetensors, content, 2**50)


@fuzzing
@given(mutated_bytes([LLAMA, gguf(pair("general.license", STRING, text("mit")))]))
def test_damaged_gguf_is_read_or_a_problem(content: bytes) -> None:
    reads_or_says_why(read_gguf, content)
    reads_or_says_why(read_gguf, content, 2**50)
