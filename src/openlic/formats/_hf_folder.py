# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Repositories of the Hugging Face hub, as they lie in a folder.

Components are found by the well-known names of files. No weights, data or archives are read:
only the card, license texts, configuration files, and the headers of weights.
"""

from __future__ import annotations

__all__ = ["load", "recognizes"]

import os
import re
from pathlib import Path
from typing import Any

from attrs import evolve

from openlic.formats._folders import SKIPPED, FoundFile, read_start, safe_files
from openlic.formats._front_matter import find_front_matter, read_front_matter
from openlic.formats._hf_card import KINDS
from openlic.formats._hf_names import CONTENT, component_of, is_license, is_notice
from openlic.formats._hf_repository import (
    MAX_TEXT,
    Repository,
    Said,
    read_json,
    read_repository,
)
from openlic.formats._inventory import Inventory
from openlic.formats._source import Source
from openlic.model import Component, Model
from openlic.normalization import normalize

#: Most files that a component lists, further ones are counted; and most places of a finding.
_LISTED, _PLACES = 20, 6

#: Most entries of a folder that are looked at to recognize it.
_LOOKED_AT = 10_000

_PARAMETERS = "Model parameters (Final)"
_CACHE = re.compile(r"(models|datasets|spaces)--(.+)\Z")
_SKIPPED = SKIPPED | {".cache", "__pycache__", "node_modules"}
_WEIGHTS_SUFFIXES = (".safetensors", ".gguf", ".onnx")
_WEIGHTS_NAMES = re.compile(
    r"(?:pytorch_model|tf_model|flax_model|adapter_model|model)(?:[-.]\d.*)?"
    r"\.(?:bin|h5|msgpack|pt|pth)\Z"
)
_DATA_SUFFIXES = (".parquet", ".arrow", ".jsonl", ".csv", ".tsv")
_CARD_KEYS = frozenset({"license", "licenses", "tags", "language"}).union(
    *(kind.keys for kind in KINDS.values())
)
_CONFIGURATIONS = ("config.json", "model_index.json")
_MODEL_KEYS = frozenset({"model_type", "architectures", "_class_name"})


def recognizes(source: Source) -> bool:
    """Whether a folder has a card, the configuration of a model, weights, or a data set."""
    if not source.is_folder:
        return False
    try:
        names = _names(source.path)
    except (OSError, ValueError):
        return False
    if any(map(_is_weights, names)):
        return True
    files = safe_files(source.path, _ignore, max_depth=0, beside=_blobs(source.path))
    by_name = {each.path.lower(): each for each in files}
    configurations = [by_name[name] for name in _CONFIGURATIONS if name in by_name]
    if any(_tells_of_model(read_json(each)) for each in configurations):
        return True
    return _is_cache(source.path) or ("readme.md" in by_name and _is_card(by_name["readme.md"]))


def load(source: Source) -> Model:
    """Read a repository.

    Raises:
        InputError: it is no folder, or is a cache with several revisions.
    """
    if not source.is_folder:
        raise source.refuse("this is not a folder", "name the folder of the repository")
    root = _revision(source)
    inventory = Inventory()
    files = safe_files(root, inventory.find, skip=_SKIPPED, beside=_blobs(root))
    found = Repository(inventory, source.limit, files)
    read_repository(found)
    _settle_kind(found)
    parts = _parts(found)
    _add_parts(found, parts)
    id, card = _hub_id(root), found.card
    return inventory.model(
        id or (card.title if card else "") or Path(root).resolve().name or "repository",
        type=card.pipeline if card else "",
        architecture=found.architecture,
        huggingface=f"https://huggingface.co/{id}" if id else "",
        format="hf-repository",
        path=source.path,
        counts=_counts(found, parts),
        local_licenses=tuple(found.local),
    )


def _ignore(code: str, message: str, repair: str) -> None:
    """Take a finding that another walk repeats."""


def _names(path: str) -> list[str]:
    with os.scandir(path) as entries:
        return [entry.name.lower() for entry, _ in zip(entries, range(_LOOKED_AT), strict=False)]


def _is_card(file: FoundFile) -> bool:
    """Whether a README has front matter with keys of cards."""
    try:
        text = read_start(file, MAX_TEXT).decode("utf-8-sig", "replace")
    except OSError:
        return False
    found = find_front_matter(text)
    return found is not None and not _CARD_KEYS.isdisjoint(
        read_front_matter(Source(file.path), found)[0]
    )


def _tells_of_model(value: Any) -> bool:
    return isinstance(value, dict) and not _MODEL_KEYS.isdisjoint(value)


# The cache of the hub's client: models--ORG--NAME with blobs, refs and snapshots/REVISION.


def _is_cache(path: str | Path) -> bool:
    """Whether a folder is a repository in the cache of the hub's client."""
    folder = Path(path).resolve()
    return bool(_CACHE.match(folder.name)) and (folder / "snapshots").is_dir()


def _revision(source: Source) -> str:
    """Return the folder with the files: the one revision that a cache has, or the folder."""
    if not _is_cache(source.path):
        return source.path
    folder = Path(source.path).resolve() / "snapshots"
    try:
        found = sorted(each.name for each in folder.iterdir() if each.is_dir())
    except OSError as error:
        message = f"its revisions cannot be listed: {error.strerror}"
        raise source.refuse(message, "check its permissions") from None
    if len(found) != 1:
        message = f"this is a cache with {len(found)} revisions: {', '.join(found[:5])}"
        raise source.refuse(message, "name the folder of one, below `snapshots`")
    return str(folder / found[0])


def _blobs(path: str | Path) -> Path | None:
    """Return the folder that holds the files of a revision in a cache, or None."""
    folder = Path(path).resolve()
    is_revision = folder.parent.name == "snapshots" and _CACHE.match(folder.parent.parent.name)
    return folder.parent.parent / "blobs" if is_revision else None


def _hub_id(path: str) -> str:
    """Return the id of a repository in a cache, such as ``org/name``; empty elsewhere."""
    match = _CACHE.match(Path(path).resolve().parent.parent.name) if _blobs(path) else None
    if match is None:
        return ""
    prefix = "" if match.group(1) == "models" else f"{match.group(1)}/"
    return prefix + match.group(2).replace("--", "/", 1)


# What comes of it: components, each with the files that belong to it.


def _settle_kind(found: Repository) -> None:
    """Say what the card is about, by the files, where the card does not say it."""
    card = found.card
    if card is None or card.certain:
        return
    is_model, is_dataset = _is_model(found), _has_data(found)
    kind = "dataset" if is_dataset and not is_model else "model"
    found.card = evolve(card, kind=kind, certain=is_model or is_dataset)
    if not found.card.certain:
        message = f"the card does not say what it is about, and was read as one of a {kind}"
        found.inventory.find("part-read-as", message, "add `pipeline_tag` or `task_categories`")


def _is_model(found: Repository) -> bool:
    names = [each.name.lower() for each in found.files]
    return any(map(_is_weights, names)) or found.file("config.json") is not None


def _has_data(found: Repository) -> bool:
    return any(each.name.lower().endswith(_DATA_SUFFIXES) for each in found.files)


def _is_weights(name: str) -> bool:
    return name.endswith(_WEIGHTS_SUFFIXES) or bool(_WEIGHTS_NAMES.match(name))


def _parts(found: Repository) -> dict[str, list[str]]:
    """Return the components with the files of each."""
    parts: dict[str, list[str]] = {}
    kind = "dataset" if _has_data(found) and not _is_model(found) else "model"
    if found.card is not None:
        kind = found.card.kind
        parts = {KINDS[kind].part: [], KINDS[kind].card: [found.card_path]}
    for file in found.files:
        hidden = file.path.startswith(".") and not file.path.startswith(".eval_results/")
        is_text = is_license(file.path) or is_notice(file.path)
        if hidden or is_text or file.path == found.card_path:
            continue
        name = component_of(file.path, kind)
        if name:
            parts.setdefault(name, []).append(file.path)
    return parts


def _add_parts(found: Repository, parts: dict[str, list[str]]) -> None:
    disagreements: dict[str, list[str]] = {}
    for name, paths in parts.items():
        folders = _folders(paths)
        said = [each for each in found.said if each.applies(name, folders)]
        licenses = _licenses(found, said)
        if len(licenses) > 1:
            places = {f"{each.path} {each.shown}": None for each in said if each.text in licenses}
            disagreements.setdefault("; ".join(list(places)[:_PLACES]), []).append(name)
        element = found.inventory.add(name, _component(found, name, paths, said, licenses))
        if name == _made(found, parts):
            element.works += found.works
    for places_of, names in disagreements.items():
        found.inventory.find(
            "licenses-disagree",
            f"{places_of}; all were taken to apply to {', '.join(names)}",
            "let the card, the license files and the weights name one license",
            names[0] if len(names) == 1 else None,
        )


def _folders(paths: list[str]) -> set[str]:
    """Return the folders that files are in, and those above them, each with ``/``."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and f"{folder}/" not in found:
            found.add(f"{folder}/")
            folder = folder.rpartition("/")[0]
    return found


def _made(found: Repository, parts: dict[str, list[str]]) -> str:
    """Return the component that is made from the works that are named."""
    if found.card is not None:
        return KINDS[found.card.kind].part
    return _PARAMETERS if _PARAMETERS in parts else "Datasets"


def _component(
    found: Repository, name: str, paths: list[str], said: list[Said], licenses: tuple[str, ...]
) -> Component:
    texts = dict.fromkeys(each.path for each in said if is_license(each.path))
    link = found.card.link if found.card is not None else ""
    sources = ", ".join(list(dict.fromkeys(each.path for each in said))[:_PLACES])
    stated = f"license stated by {sources}" if sources else "no license is stated"
    return Component(
        name,
        license=licenses[0] if len(licenses) == 1 else None,
        licenses=licenses if len(licenses) > 1 else (),
        description=f"files: {len(paths):,}; {stated}",
        license_path=_listed(list(texts)) or link,
        component_path=_listed(paths),
        kind="files" if paths else "card",
        content=CONTENT.get(name, "code" if name == KINDS["space"].part else "document"),
        part_of=name if name in CONTENT else "",
    )


def _listed(paths: list[str]) -> str:
    more = f" and {len(paths) - _LISTED:,} more" if len(paths) > _LISTED else ""
    return ", ".join(paths[:_LISTED]) + more


def _licenses(found: Repository, said: list[Said]) -> tuple[str, ...]:
    """Return the licenses that apply: every different one that is stated.

    One that leaves several open gives way to another that is one of these, and ``other``
    in the card to the license file that it is about.
    """
    meanings = {each.text: _meaning(each.text) for each in said}
    named = set(meanings.values())
    has_file = any(is_license(each.path) and not each.below for each in said)
    kept: dict[str, str] = {}
    for text, meaning in meanings.items():
        is_narrowed = bool(named.intersection(normalize(text).candidates) - {meaning})
        if not is_narrowed and not (has_file and _gives_way(found, text)):
            kept.setdefault(meaning, text)
    return tuple(kept.values())


def _meaning(text: str) -> str:
    expression = normalize(text).expression
    return text if expression is None else str(expression)


def _gives_way(found: Repository, text: str) -> bool:
    """Whether a text of the card only says that the license is in a file."""
    card = found.card
    if card is None or not card.open or text != card.open:
        return False
    return text == "other" or (is_license(card.link) and found.file(card.link.lower()) is not None)


def _counts(found: Repository, parts: dict[str, list[str]]) -> tuple[tuple[str, int], ...]:
    return (
        ("files", len(found.files)),
        ("components", len(parts)),
        ("license_files", sum(is_license(each.path) for each in found.files)),
        ("weights", len(parts.get(_PARAMETERS, ()))),
    )
