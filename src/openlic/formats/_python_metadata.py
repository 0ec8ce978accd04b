# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The core metadata of one Python distribution: METADATA or PKG-INFO.

Versions 1.0 to 2.5: https://packaging.python.org/en/latest/specifications/core-metadata/
"""

from __future__ import annotations

__all__ = [
    "PART_OF",
    "CoreMetadata",
    "add_distribution",
    "canonical_name",
    "license_texts",
    "load",
    "parse_metadata",
    "recognizes",
    "required_name",
]

import re
from collections.abc import Callable, Sequence
from email.message import Message
from email.parser import HeaderParser
from email.policy import compat32
from pathlib import Path

from attrs import field, frozen

from openlic.formats._inventory import Element, Inventory
from openlic.formats._license_files import is_license_file, limited, read_beside
from openlic.formats._python_licenses import (
    Statements,
    decide,
    is_license_classifier,
)
from openlic.formats._source import Source
from openlic.model import Component, LocalLicense, Model, Origin

#: The component of a framework that distributions are parts of.
PART_OF = "Supporting libraries and tools"

#: Latest version of the core metadata that is known.
_LATEST = (2, 5)

#: Most license files of one distribution that are read.
_MOST_FILES = 50

_MARK = re.compile(r"^metadata-version[ \t]*:", re.IGNORECASE | re.MULTILINE)
_END_OF_HEADERS = re.compile(r"\r?\n[ \t]*\r?\n")
_REQUIRED = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_EXTRA = re.compile(r"\bextra\s*(?:==|in\b)")

#: Fields that may stand once, of those that are read.
_SINGLE = ("Metadata-Version", "Name", "Version", "License-Expression", "License")


@frozen
class CoreMetadata:
    """What the metadata of a distribution say, as written.

    Attributes:
        name: of the distribution; empty if it is missing.
        version: of the distribution.
        metadata_version: version of the core metadata.
        expression: License-Expression, or None.
        license: License, or None; further lines with their indentation.
        classifiers: license classifiers.
        license_files: paths of license files.
        requires: names of distributions that it needs when no extra is asked for.
        summary: one line.
        author: who wrote it.
        dynamic: names of fields that the source leaves to the build.
        doubts: what the core metadata do not allow, with its repair.
    """

    name: str
    version: str = ""
    metadata_version: str = ""
    expression: str | None = None
    license: str | None = None
    classifiers: tuple[str, ...] = ()
    license_files: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    summary: str = ""
    author: str = ""
    dynamic: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = field(default=(), eq=False)


def recognizes(source: Source) -> bool:
    """Whether a text begins with headers, ``Metadata-Version`` among them."""
    return _has_mark(source.head)


def load(source: Source) -> Model:
    """Read the metadata of one distribution; license files beside it are read if needed.

    Raises:
        InputError: the file cannot be read, or has no ``Metadata-Version``.
    """
    metadata = parse_metadata(source.content)
    if not metadata.metadata_version:
        raise source.refuse(
            "there is no Metadata-Version", "name a METADATA or PKG-INFO file", line=1
        )
    folder = Path(source.path).parent
    inventory = Inventory()
    element, local = add_distribution(
        inventory, metadata, folder.name, lambda: license_texts(metadata, folder)
    )
    names = dict.fromkeys(metadata.requires)
    element.works.extend(Origin("link-dynamic", work=name) for name in names)
    inventory.findings[:] = limited(inventory.findings)
    return inventory.model(
        element.component.name,
        version=metadata.version,
        format="python-distribution",
        path=source.path,
        local_licenses=local,
        counts=(
            ("license_classifiers", len(metadata.classifiers)),
            ("license_files", len(metadata.license_files)),
            ("dynamic", len(metadata.dynamic)),
            ("requires", len(names)),
        ),
    )


def parse_metadata(content: bytes) -> CoreMetadata:
    """Return what a METADATA or PKG-INFO file says.

    Parameters:
        content: of the file, in UTF-8; other bytes are replaced, with a doubt.

    >>> parse_metadata(b"Metadata-Version: 2.4\\nName: demo\\nLicense: MIT\\n").license
    'MIT'
    """
    text, doubts = content.decode("utf-8-sig", "replace").lstrip(), []
    if "\ufffd" in text and b"\xef\xbf\xbd" not in content:
        doubts.append(("the metadata are not UTF-8", "save the file as UTF-8"))
    message = HeaderParser(policy=compat32).parsestr(text)
    doubts.extend(_doubts(message))
    classifiers = tuple(filter(is_license_classifier, _every(message, "Classifier")))
    return CoreMetadata(
        name=_first(message, "Name") or "",
        version=_first(message, "Version") or "",
        metadata_version=_first(message, "Metadata-Version") or "",
        expression=_first(message, "License-Expression"),
        license=next((str(each) for each in message.get_all("License", ()) if each.strip()), None),
        classifiers=classifiers,
        license_files=_every(message, "License-File"),
        requires=_required(message),
        summary=_first(message, "Summary") or "",
        author=_first(message, "Author") or _first(message, "Author-Email") or "",
        dynamic=tuple(each.casefold() for each in _every(message, "Dynamic")),
        doubts=tuple(doubts),
    )


def add_distribution(
    inventory: Inventory,
    metadata: CoreMetadata,
    place: str,
    files: Callable[[], Sequence[tuple[str, str]]],
) -> tuple[Element, tuple[LocalLicense, ...]]:
    """Add a distribution as an element, with its facts and findings.

    Parameters:
        inventory: where to.
        metadata: what the distribution says.
        place: folder of the metadata, which names a distribution that has no name.
        files: gives path and text of each license file.

    Returns:
        tuple: the element, and its license texts that were not recognized.
    """
    name = metadata.name or place
    for where, value in _facts(metadata):
        inventory.note(name, where, value)
    for message, repair in metadata.doubts:
        inventory.find("document-warning", f"{name}: {message}", repair, name)
    statements = Statements(
        name, metadata.expression, metadata.license, metadata.classifiers, files=files
    )
    decision = decide(statements)
    inventory.findings.extend(decision.findings)
    component = Component(
        name=name,
        license=decision.license,
        licenses=decision.licenses,
        id=canonical_name(name),
        version=metadata.version,
        kind="distribution",
        content="code",
        part_of=PART_OF,
        description=metadata.summary,
    )
    return inventory.add(component.id, component), decision.local


def canonical_name(name: str) -> str:
    """Return the form under which names of distributions are compared.

    >>> canonical_name("Ruamel_YAML.clib")
    'ruamel-yaml-clib'
    """
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def required_name(requirement: str) -> str | None:
    """Return the name in a requirement; None for one of an extra.

    Other environment markers are not evaluated.

    >>> required_name("attrs>=23.2; python_version < '4'"), required_name("x; extra == 'dev'")
    ('attrs', None)
    """
    found = _REQUIRED.match(requirement)
    if found is None or _EXTRA.search(requirement.partition(";")[2]) is not None:
        return None
    return canonical_name(found.group(1).rstrip("._-"))


def _has_mark(text: str) -> bool:
    end = _END_OF_HEADERS.search(text)
    headers = text if end is None else text[: end.start()]
    return _MARK.search(headers) is not None and re.match(r"[!-9;-~]+[ \t]*:", headers) is not None


def _every(message: Message, name: str) -> tuple[str, ...]:
    return tuple(str(each).strip() for each in message.get_all(name, ()) if str(each).strip())


def _first(message: Message, name: str) -> str | None:
    return next(iter(_every(message, name)), None)


def _required(message: Message) -> tuple[str, ...]:
    names = map(required_name, _every(message, "Requires-Dist"))
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _doubts(message: Message) -> list[tuple[str, str]]:
    """Return what the core metadata do not allow."""
    doubts = [
        (f"{name} stands {len(found)} times, the first was taken", "keep one")
        for name in _SINGLE
        if len(found := _every(message, name)) > 1
    ]
    doubts.extend(
        (f"there is no {name}", "add it")
        for name in ("Name", "Version")
        if _first(message, name) is None
    )
    version = _version(_first(message, "Metadata-Version") or "")
    expression = _first(message, "License-Expression")
    if version is None or version > _LATEST:
        written = _first(message, "Metadata-Version")
        doubts.append((f"Metadata-Version {written!r} is not known", "use 1.0 to 2.5"))
    elif expression is not None and version < (2, 4):
        doubts.append(("License-Expression is new in version 2.4", "set Metadata-Version to 2.4"))
    if expression is not None and _first(message, "License") is not None:
        doubts.append(("License stands beside License-Expression", "remove License"))
    if message.defects:
        doubts.append(("a line is no header, and ended the headers", "indent further lines"))
    return doubts


def _version(text: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{1,3})\.(\d{1,3})", text, re.ASCII)
    return None if found is None else (int(found.group(1)), int(found.group(2)))


def _facts(metadata: CoreMetadata) -> list[tuple[str, str]]:
    facts = [("License-Expression", metadata.expression), ("License", metadata.license)]
    facts.extend(("Classifier", each) for each in metadata.classifiers)
    facts.extend(("License-File", each) for each in metadata.license_files)
    return [(where, value) for where, value in facts if value is not None]


def license_texts(metadata: CoreMetadata, folder: Path) -> list[tuple[str, str]]:
    """Return the license files that the metadata name, or that are named as such."""
    if not folder.name.endswith((".dist-info", ".egg-info")):
        return []
    paths = list(filter(is_license_file, metadata.license_files)) or _named_as_licenses(folder)
    texts = []
    for path in dict.fromkeys(paths[:_MOST_FILES]):
        text = read_beside(folder, f"licenses/{path}")
        if text is None:
            text = read_beside(folder, path)
        if text is not None:
            texts.append((path, text))
    return texts


def _named_as_licenses(folder: Path) -> list[str]:
    try:
        return sorted(each.name for each in folder.iterdir() if is_license_file(each.name))
    except OSError:
        return []
