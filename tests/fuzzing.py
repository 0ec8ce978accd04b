# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Damaged input for readers: bytes and JSON values with something changed in them."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from openlic.errors import InputError
from openlic.model import Model


def fuzz_examples() -> int:
    """Return how many inputs each reader gets."""
    return int(os.environ.get("OPENLIC_FUZZ_EXAMPLES", "2000"))


#: Settings of a fuzz test: many examples, none of which is shrunk for long.
fuzzing = settings(
    max_examples=fuzz_examples(),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

#: Values that stand where others are expected.
odd_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just([None]),
    st.just({"": ""}),
    st.just([{"license": {"id": 1}}]),
    st.sampled_from(
        ["NOASSERTION", "NONE", "MIT OR", "((", "MIT AND", "\x00", "\x1b[31m", "\u202e"]
    ),
)


@st.composite
def mutated_bytes(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Return a seed with some bytes removed, repeated, or replaced."""
    content = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 8))):
        place = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 12))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            del content[place : place + length]
        elif kind == 1:
            content[place:place] = draw(st.binary(max_size=8))
        elif kind == 2:
            content[place : place + 1] = draw(st.binary(min_size=1, max_size=1))
        else:
            content[place:place] = content[max(0, place - length) : place]
    return bytes(content)


@st.composite
def mutated_json(draw: st.DrawFn, seeds: list[Any]) -> Any:
    """Return a seed with some values replaced by odd ones, or removed."""
    value = copy.deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 4))):
        holder, key = value, None
        while isinstance(holder, (dict, list)) and holder:
            key = draw(
                st.sampled_from(sorted(holder))
                if isinstance(holder, dict)
                else st.integers(0, len(holder) - 1)
            )
            below = holder[key]
            if not isinstance(below, (dict, list)) or not below or draw(st.integers(0, 3)) == 0:
                break
            holder = below
        if key is None or not isinstance(holder, (dict, list)):
            return copy.deepcopy(draw(odd_values))
        if draw(st.integers(0, 4)) == 0:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(draw(odd_values))
    return value


def reads_or_refuses(read: Callable[[Path], Model], path: Path, content: bytes) -> None:
    """Check that a file gives a model, or an error that says what is wrong."""
    path.write_bytes(content)
    found: Model | InputError
    try:
        found = read(path)
    except InputError as error:
        found = error
    if isinstance(found, InputError):
        assert found.problems
        assert all(problem.message and problem.repair for problem in found.problems)
    else:
        assert isinstance(found, Model)
