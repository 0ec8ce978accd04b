# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the files of a repository of the Hugging Face hub say about its license and sources.

Read are the card, license texts, configuration files, and the headers of weights.
"""

from __future__ import annotations

__all__ = ["Repository", "Said", "read_json", "read_repository"]

import re
from collections.abc import Callable
from typing import Any, BinaryIO

from attrs import define, field, frozen

from openlic.errors import InputError
from openlic.formats import _hf_card
from openlic.formats._folders import FoundFile, open_found, read_start
from openlic.formats._hf_card import RELATIONS, Card
from openlic.formats._hf_names import component_of, is_license, is_notice, license_scope
from openlic.formats._inventory import Inventory
from openlic.formats._source import Source
from openlic.formats._weights import Weights, read_gguf, read_safetensors
from openlic.model import LocalLicense, Origin
from openlic.texts import identify

#: Most of a license text and of a configuration file that is read, in bytes.
MAX_TEXT = 1024 * 1024

#: Most license files, and most files of weights, that are opened.
MAX_LICENSES, MAX_WEIGHTS = 200, 1_000

#: Most base models of one file that are read.
_MAX_BASES = 100

#: Most findings of one kind.
_FINDINGS = 20

_PARAMETERS = "Model parameters (Final)"
_LFS = b"version https://git-lfs.github.com/spec/"
_READERS: dict[str, Callable[[BinaryIO, int], Weights]] = {
    "safetensors": read_safetensors,
    "gguf": read_gguf,
}
#: Keys of the metadata of weights under which licenses stand.
_LICENSE_KEY = re.compile(r"(?:.*\.)?licen[cs]e(?:[._](?P<about>name|link|url|id))?\Z")


@frozen
class Said:
    """A license that stands somewhere in the repository.

    Attributes:
        path: the file.
        text: the license as it is compared and judged.
        shown: what stands there, for a reader.
        scope: components that it is for; None for all.
        below: the folder whose files it is for; empty for all.
    """

    path: str
    text: str
    shown: str
    scope: frozenset[str] | None = None
    below: str = ""

    def applies(self, part: str, folders: set[str]) -> bool:
        """Whether it is about a component with files in some folders."""
        if self.scope is not None and part not in self.scope:
            return False
        return not self.below or self.below in folders


@define
class Repository:
    """A repository, while it is read.

    Attributes:
        inventory: takes licenses and findings.
        limit: most bytes of the card that are read.
        files: in it.
        card: what its card says, if it has one.
        card_path: where the card is.
        said: every license in it.
        works: what it was made from.
        local: texts of licenses that are not recognized.
        architecture: of the model.
    """

    inventory: Inventory
    limit: int
    files: list[FoundFile]
    card: Card | None = None
    card_path: str = ""
    said: list[Said] = field(factory=list)
    works: list[Origin] = field(factory=list)
    local: list[LocalLicense] = field(factory=list)
    architecture: str = ""

    def file(self, path: str) -> FoundFile | None:
        """Return the file at a path, in lower case, or None."""
        return next((each for each in self.files if each.path.lower() == path), None)

    def unread(self, file: FoundFile, reason: str, repair: str) -> None:
        """Say that a file could not be read."""
        found = sum(each.code == "file-not-read" for each in self.inventory.findings)
        if found < _FINDINGS:
            self.inventory.find("file-not-read", f"{file.path}: {reason}", repair)


def read_repository(found: Repository) -> None:
    """Read what the files of a repository say; what cannot be read becomes a finding."""
    _read_card(found)
    _read_licenses(found)
    _read_configuration(found)
    _read_weights(found)


def read_json(file: FoundFile) -> Any:
    """Return the value of a small JSON file; None if it cannot be read."""
    source = Source(file.path)
    try:
        source.content = read_start(file, MAX_TEXT)
        return source.json
    except (OSError, InputError):
        return None


def _read_card(found: Repository) -> None:
    file = found.file("readme.md")
    if file is None:
        return
    source = Source(file.path, found.limit)
    try:
        source.content = read_start(file, found.limit + 1)
        if len(source.content) > found.limit:
            raise source.refuse("it is larger than the limit", "set a higher limit")
        found.card = _hf_card.read_card(source, found.inventory, file.path)
    except InputError as error:
        found.unread(file, error.problems[0].message, error.problems[0].repair)
        return
    except OSError:
        found.unread(file, "it cannot be read", "check its permissions")
        return
    found.card_path = file.path
    found.works += found.card.works
    found.said += [Said(file.path, text, f"says {text!r}") for text in found.card.licenses]


def _read_licenses(found: Repository) -> None:
    files = [each for each in found.files if is_license(each.path) or is_notice(each.path)]
    for file in files[:MAX_LICENSES]:
        try:
            text = read_start(file, MAX_TEXT).decode("utf-8-sig", "replace")
        except OSError:
            found.unread(file, "it cannot be read", "check its permissions")
            continue
        _read_license(found, file, text)
    _tell_left_out(found, len(files), MAX_LICENSES, "license files")


def _read_license(found: Repository, file: FoundFile, text: str) -> None:
    """Note what a license file is; one that is not recognized is a license of its own."""
    match = identify(text)
    folder = file.path.rpartition("/")[0]
    below = f"{folder}/" if folder else ""
    if folder.lower().rpartition("/")[2] == "licenses":
        below = below[: -len("licenses/")]
    scope = license_scope(file.path)
    if match.expression is not None:
        name = str(match.expression)
        found.inventory.note(file.path, "text", name)
        found.said.append(Said(file.path, name, f"is the text of {name}", scope, below))
        return
    if is_notice(file.path) or not text.strip():
        return
    id = f"LicenseRef-file-{re.sub(r'[^A-Za-z0-9.]+', '-', file.path).strip('-') or 'text'}"
    found.local.append(LocalLicense(id, file.path, text))
    found.inventory.note(file.path, "text", id)
    near = ", ".join(name for name, _ in match.candidates[:3])
    looks = f"looks like {near}" if near else "is not recognized"
    message = f"{file.path} holds a text that {looks}; it stands for itself as {id}"
    if len(found.local) <= _FINDINGS:
        found.inventory.find("local-license", message, "name the license in the card")
    found.said.append(Said(file.path, id, "is a text that is not recognized", scope, below))


def _tell_left_out(found: Repository, count: int, limit: int, what: str) -> None:
    if count > limit:
        message = f"there are {count:,} {what}, of which {limit:,} were read"
        found.inventory.find("file-not-read", message, "name a smaller folder")


def _read_configuration(found: Repository) -> None:
    """Read the configuration of the model, and of an adapter, at the top of the folder."""
    for name in ("config.json", "adapter_config.json"):
        file = found.file(name)
        if file is None:
            continue
        value = read_json(file)
        if not isinstance(value, dict):
            found.unread(file, "it is no JSON object, or too large", "correct it")
            continue
        license = value.get("license")
        if isinstance(license, str) and license.strip():
            found.inventory.note(file.path, "license", license)
            found.said.append(Said(file.path, license, f"says {license!r}"))
        names = value.get("architectures")
        first = names[0] if isinstance(names, list) and names else value.get("model_type")
        if isinstance(first, str) and name == "config.json":
            found.architecture = first
        base = value.get("base_model_name_or_path")
        if isinstance(base, str) and base and name == "adapter_config.json":
            _add_work(found, Origin("adapter", work=base))


def _add_work(found: Repository, origin: Origin) -> None:
    if origin.work not in [each.work for each in found.works]:
        found.works.append(origin)


def _read_weights(found: Repository) -> None:
    files = [each for each in found.files if _suffix(each) in _READERS]
    for file in files[:MAX_WEIGHTS]:
        try:
            with open_found(file) as opened:
                is_pointer = opened.read(len(_LFS)) == _LFS
                opened.seek(0)
                weights = _READERS[_suffix(file)](opened, file.size)
        except OSError:
            found.unread(file, "it cannot be read", "check its permissions")
            continue
        if is_pointer:
            found.unread(file, "it is a pointer of git-lfs, without weights", "run `git lfs pull`")
            continue
        if weights.problem:
            found.unread(file, weights.problem, "download it again, if it is damaged")
        _take_licenses(found, file, weights)
        _take_sources(found, weights)
    _tell_left_out(found, len(files), MAX_WEIGHTS, "files of weights")


def _suffix(file: FoundFile) -> str:
    return file.name.lower().rpartition(".")[2]


def _take_licenses(found: Repository, file: FoundFile, weights: Weights) -> None:
    """Note the licenses that a file of weights names."""
    said: dict[str, list[str]] = {"id": [], "name": [], "link": [], "url": []}
    for key, texts in weights.texts.items():
        match = _LICENSE_KEY.match(key)
        for text in filter(str.strip, texts if match is not None else ()):
            assert match is not None
            found.inventory.note(file.path, key, text)
            said[match.group("about") or "id"].append(text)
    own = Inventory()
    licenses = _hf_card.settle(said["id"], said["name"], said["link"] + said["url"], own)
    part = frozenset({component_of(file.path, "model") or _PARAMETERS})
    found.said += [Said(file.path, text, f"says {text!r}", part) for text in licenses]
    known = found.inventory.findings
    known += [each for each in own.findings if each not in known]


def _take_sources(found: Repository, weights: Weights) -> None:
    """Note the architecture and the base models that GGUF names."""
    found.architecture = found.architecture or weights.first("general.architecture")
    count = _number(weights.first("general.base_model.count"))
    for number in range(min(count, _MAX_BASES)):
        _add_base(found, weights, f"general.base_model.{number}")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _add_base(found: Repository, weights: Weights, key: str) -> None:
    """Add a base model that GGUF names, unless the card names base models itself."""
    address = weights.first(f"{key}.repo_url")
    name = address.partition("huggingface.co/")[2].strip("/") or weights.first(f"{key}.name")
    card_names = found.card is not None and any(
        each.use in RELATIONS.values() for each in found.card.works
    )
    if name and not card_names:
        _add_work(found, Origin("fine-tune", work=name))
