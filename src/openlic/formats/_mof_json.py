# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The framework's configuration file, MOF.json."""

from __future__ import annotations

__all__ = ["load", "read", "recognizes"]

import re
from collections.abc import Iterator

from openlic.findings import Finding
from openlic.formats._document import Node, read_document
from openlic.formats._fields import Fields
from openlic.formats._model import build_model, claimed_class, note_unknown_keys
from openlic.formats._source import Source
from openlic.frameworks import framework
from openlic.model import Component, Model
from openlic.normalization import normalize
from openlic.problems import Problem

_TEXTS = ("producer", "type", "architecture", "treatment", "origin", "contact")
_KEYS = {"name", "version", "date", "mof_class", *_TEXTS}
_COMPONENT_KEYS = {"description", "location", "license", "license_name", "license_path"}

#: Names of the configuration file that differ from the tool's by more than case.
_OTHER_NAMES = {
    "model parameters": "Model parameters (Final)",
    "final model parameters": "Model parameters (Final)",
    "intermediate model parameters": "Model parameters (Intermediate)",
    "training, validation and testing code": "Training code",
    "training, validation, and testing code": "Training code",
}
_NOT_A_COMPONENT = "model openness configuration file"


def recognizes(source: Source) -> bool:
    """Whether a file has a release, and components as a mapping beside it."""
    found = source.object
    return isinstance(found.get("release"), dict) and isinstance(found.get("components"), dict)


def load(source: Source) -> Model:
    """Read a configuration file."""
    return read(read_document(source), source.path)


def read(root: Node, path: str) -> Model:
    """Return the model that a configuration file describes.

    Raises:
        InputError: with all problems of the document.
    """
    problems: list[Problem] = []
    document = Fields(root, "$", problems)
    release = document.below("release")
    assert release is not None
    findings: list[Finding] = []
    name = release.name("the release")
    components = tuple(_components(document, findings))
    return build_model(
        release,
        components,
        findings,
        name=name,
        path=path,
        texts=_TEXTS,
        claimed_class=claimed_class(release, "mof_class"),
        configuration_file=True,
        unknown_keys=note_unknown_keys(release, _KEYS, findings),
        format="mof-json",
    )


def _components(document: Fields, findings: list[Finding]) -> Iterator[Component]:
    entries = document.below("components")
    assert entries is not None
    for written in entries:
        if written.casefold().replace("framework ", "") == _NOT_A_COMPONENT:
            continue
        entry = entries.below(written)
        if entry is None:
            if entries.node.value[written].value is None:
                entries.wrong(written, f"{written} is null", "describe it, or leave it out")
            continue
        name = _name(written, entries.line(written), findings)
        note_unknown_keys(entry, _COMPONENT_KEYS, findings, name)
        texts = tuple(_license_texts(entry))
        yield Component(
            name=name,
            license=texts[0] if len(texts) == 1 else None,
            licenses=texts if len(texts) > 1 else (),
            description=entry.text("description"),
            license_path=entry.text("license_path"),
            component_path=entry.text("location"),
            line=entry.node.line,
        )


def _name(written: str, line: int, findings: list[Finding]) -> str:
    """Return the name that the framework has for a title-cased one."""
    names = {name.casefold(): name for name in framework("mof").names}
    folded = " ".join(written.split()).casefold()
    name = names.get(folded) or _OTHER_NAMES.get(folded)
    if name is None or name == written:
        return written
    if folded not in names:
        message = f"{written!r} was read as {name!r}"
        findings.append(Finding("component-read-as", message, "", name, line))
    return name


def _license_texts(entry: Fields) -> Iterator[str]:
    """Yield the licenses of a component; a text may hold a list of them.

    No license at all is "unlicensed" here: the file has no license of the release
    that could apply.
    """
    for key in ("license", "license_name"):
        if entry.has(key) and entry.node.value[key].value is not None:
            for text in entry.texts(key):
                whole = not text or normalize(text).expression is not None
                yield from [text] if whole else filter(None, re.split(r"\s*[,;]\s*", text))
            return
    yield "unlicensed"
