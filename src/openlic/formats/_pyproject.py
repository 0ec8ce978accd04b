# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""pyproject.toml: the license of a Python project, and what it needs.

https://packaging.python.org/en/latest/specifications/pyproject-toml/
"""

from __future__ import annotations

__all__ = ["load", "recognizes"]

import fnmatch
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from openlic.formats._inventory import Inventory
from openlic.formats._license_files import is_license_file, limited, read_beside
from openlic.formats._python_licenses import Decision, Statements, decide, is_license_classifier
from openlic.formats._python_metadata import PART_OF, canonical_name, required_name
from openlic.formats._source import Source
from openlic.model import Component, Model, Origin

_TABLE = re.compile(
    r"^[ \t]*\[[ \t]*(?:project|build-system|dependency-groups|tool[ \t]*\.[ \t]*poetry)"
    r"[ \t]*(?:\.[^\]\n]*)?\][ \t]*(?:#|\r?$)",
    re.MULTILINE,
)

#: License files that are read where no pattern names others.
_USUAL_FILES = ("LICEN[CS]E*", "COPYING*")

#: Most license files of one project, and most entries of a folder that a pattern is tried on.
_MOST_FILES, _MOST_ENTRIES = 50, 10_000


def recognizes(source: Source) -> bool:
    """Whether a text has a table that pyproject.toml has."""
    return _TABLE.search(source.head) is not None


def load(source: Source) -> Model:
    """Read a project; license files beside it are read if nothing else is said.

    Raises:
        InputError: it is no TOML, or has neither ``[project]`` nor ``[tool.poetry]``.
    """
    content = source.toml
    project, poetry = _table(content, "project"), _table(content, "tool", "poetry")
    if not project and not poetry and not _table(content, "build-system"):
        raise source.refuse("there is no table [project]", "add it", where="$.project")
    return _Project(content, project, poetry, source.path).model()


class _Project:
    """One project, while it is read."""

    def __init__(
        self, content: dict[str, Any], project: dict[str, Any], poetry: dict[str, Any], path: str
    ) -> None:
        self.content = content
        self.project = project
        self.poetry = poetry
        self.path = path
        self.folder = Path(path).parent
        self.inventory = Inventory()
        self.license_path = ""
        self.name = (
            _text(project, "name") or _text(poetry, "name") or Path(path).absolute().parent.name
        )

    def model(self) -> Model:
        """Return the project as a model."""
        decision = self._decision()
        self.inventory.findings.extend(decision.findings)
        version = _text(self.project, "version") or _text(self.poetry, "version") or ""
        component = Component(
            name=self.name,
            license=decision.license,
            licenses=decision.licenses,
            license_path=self.license_path,
            id=canonical_name(self.name),
            version=version,
            kind="project",
            content="code",
            part_of=PART_OF,
            description=_text(self.project, "description")
            or _text(self.poetry, "description")
            or "",
        )
        element = self.inventory.add(component.id, component)
        uses = dict.fromkeys(self._uses())
        element.works.extend(Origin(use, work=name) for use, name in uses)
        needed = sum(use == "link-dynamic" for use, _ in uses)
        self.inventory.findings[:] = limited(self.inventory.findings)
        return self.inventory.model(
            self.name,
            version=version,
            format="pyproject",
            path=self.path,
            local_licenses=decision.local,
            counts=(("dependencies", needed), ("tools", len(uses) - needed)),
        )

    def _decision(self) -> Decision:
        classifiers = []
        for holder, where in ((self.project, "project"), (self.poetry, "tool.poetry")):
            for each in filter(is_license_classifier, _texts(holder.get("classifiers"))):
                self._note(f"{where}.classifiers", each)
                classifiers.append(each)
        for pattern in self._patterns():
            self._note("project.license-files", pattern)
        expression, free, where = self._license()
        return decide(
            Statements(self.name, expression, free, tuple(classifiers), where, self._license_texts)
        )

    def _license(self) -> tuple[str | None, str | None, str]:
        """Return the license as an expression, or as free text with its place."""
        written = self.project.get("license")
        if isinstance(written, str):
            self._note("project.license", written)
            return written, None, ""
        if isinstance(written, dict):
            return None, *self._license_table(written)
        if written is not None:
            self._doubt(f"project.license is {written!r:.50}", "write an SPDX expression")
        written = _text(self.poetry, "license")
        if written is not None:
            self._note("tool.poetry.license", written)
        return None, written, "tool.poetry.license"

    def _license_table(self, table: dict[str, Any]) -> tuple[str | None, str]:
        text, file = _text(table, "text"), _text(table, "file")
        if (text is None) == (file is None):
            self._doubt("project.license needs either `text` or `file`", "keep one of them")
        if file is not None:
            self._note("project.license.file", file)
            self.license_path = file
        if text is not None:
            self._note("project.license.text", text)
            return text, "project.license.text"
        return (None, "") if file is None else (self._license_file(file), file)

    def _license_file(self, path: str) -> str | None:
        text = read_beside(self.folder, path)
        if text is None:
            message = f"{path!r} is no file in the folder of the project that can be read"
            self.inventory.find("file-not-read", message, "name a license file", self.name)
        return text

    def _license_texts(self) -> list[tuple[str, str]]:
        if self.license_path:
            return []  # another file is named, which cannot be read
        patterns = self._patterns() or _USUAL_FILES
        found = dict.fromkeys(path for each in patterns for path in _matching(self.folder, each))
        paths = list(filter(is_license_file, found))[:_MOST_FILES]
        texts = ((path, read_beside(self.folder, path)) for path in paths)
        return [(path, text) for path, text in texts if text is not None]

    def _patterns(self) -> list[str]:
        """Return the patterns of license files; they once stood in a table."""
        written = self.project.get("license-files")
        if isinstance(written, dict):
            return [*_texts(written.get("paths")), *_texts(written.get("globs"))]
        return _texts(written)

    def _uses(self) -> Iterator[tuple[str, str]]:
        """Yield use and name of what the project needs, but for its extras."""
        for use, requirements in (
            ("link-dynamic", _texts(self.project.get("dependencies"))),
            ("link-dynamic", _poetry_names(self.poetry.get("dependencies"))),
            ("tool", _texts(_table(self.content, "build-system").get("requires"))),
            *(
                ("tool", _texts(each))
                for each in _table(self.content, "dependency-groups").values()
            ),
            ("tool", _poetry_names(self.poetry.get("dev-dependencies"))),
            *(
                ("tool", _poetry_names(_table(group).get("dependencies")))
                for group in _table(self.poetry, "group").values()
            ),
        ):
            names = map(required_name, requirements)
            yield from ((use, name) for name in names if name is not None)

    def _note(self, where: str, value: str) -> None:
        self.inventory.note(self.name, where, value)

    def _doubt(self, message: str, repair: str) -> None:
        self.inventory.find("document-warning", message, repair, self.name)


def _table(value: Any, *keys: str) -> dict[str, Any]:
    """Return a table below a value; empty if there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _text(table: dict[str, Any], key: str) -> str | None:
    value = table.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _texts(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _poetry_names(table: Any) -> list[str]:
    return [
        name
        for name, wanted in _table(table).items()
        if name != "python" and _table(wanted).get("optional") is not True
    ]


def _matching(folder: Path, pattern: str) -> list[str]:
    """Return the files in a folder that a pattern names, ``**`` being one level."""
    *above, last = pattern.split("/")
    folders = [""]
    for part in above:
        folders = [
            below for each in folders for below in _entries(folder, each, part, is_folder=True)
        ]
    return [file for each in folders for file in _entries(folder, each, last, is_folder=False)]


def _entries(root: Path, folder: str, pattern: str, *, is_folder: bool) -> list[str]:
    if pattern in ("", ".", ".."):
        return []
    try:
        with os.scandir(root / folder) as entries:
            found = sorted(
                f"{folder}/{entry.name}".lstrip("/")
                for entry in islice(entries, _MOST_ENTRIES)
                if fnmatch.fnmatchcase(entry.name, pattern)
                and (entry.is_dir(follow_symlinks=False) if is_folder else entry.is_file())
            )
    except (OSError, ValueError):
        return []
    return found[:_MOST_FILES]
