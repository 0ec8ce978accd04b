# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Folders that follow the REUSE specification, through the package ``reuse``.

Source: REUSE Specification 3.3. Files are put together by license and kind of content, because a
tree has many files and few licenses.
"""

from __future__ import annotations

__all__ = ["KINDS", "load", "recognizes"]

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

from attrs import define, field

from openlic.catalog import default_catalog
from openlic.formats._folders import FoundFile, read_start
from openlic.formats._inventory import Inventory
from openlic.formats._reuse_tree import MAX_FILES, Statement, Tree, TreeFile, is_kind
from openlic.formats._source import Source
from openlic.model import Component, LocalLicense, Model
from openlic.texts import MAX_LENGTH, identify

#: Kinds of content by the ends of file names. Other files, such as JSON and YAML, may be code,
#: data or settings; their kind is not clear.
KINDS: dict[str, str] = {
    "code": (
        ".asm .awk .bash .bat .c .cc .cjs .clj .cmake .cpp .cs .css .cu .cuh .cxx .dart .el .erl "
        ".ex .exs .f .f90 .fish .fs .go .gradle .groovy .h .hh .hpp .hs .hxx .ipynb .java .jl .js "
        ".jsx .kt .kts .less .lua .m .mjs .ml .mm .nim .nix .php .pl .pm .proto .ps1 .py .pyi .pyx "
        ".r .rb .rs .s .sass .scala .scss .sh .sql .swift .tcl .ts .tsx .v .vb .vhd .vue .zig "
        ".zsh"
    ),
    "data": (
        ".arrow .avro .bin .ckpt .csv .feather .gguf .h5 .hdf5 .jsonl .ndjson .npy .npz .onnx .orc "
        ".parquet .pb .pkl .pt .pth .safetensors .sqlite .tfrecord .tflite .tsv"
    ),
    "document": (
        ".adoc .asciidoc .bib .bmp .doc .docx .epub .gif .htm .html .jpeg .jpg .md .mp3 .mp4 .odp "
        ".odt .ogg .pdf .png .ppt .pptx .rst .rtf .svg .tex .textile .tif .tiff .txt .wav .webm "
        ".webp"
    ),
    "font": ".eot .otf .ttf .woff .woff2",
}

_KIND_OF = {suffix: kind for kind, suffixes in KINDS.items() for suffix in suffixes.split()}
_PATHS = 20
_NAMED = 10
_NAME_LENGTH = 200
_UNLICENSED = "files without license information"


def recognizes(source: Source) -> bool:
    """Whether a folder has REUSE.toml, .reuse/dep5, or a folder LICENSES."""
    if not source.is_folder:
        return False
    root = Path(source.path)
    return (
        is_kind(root / "REUSE.toml", S_ISREG)
        or is_kind(root / ".reuse" / "dep5", S_ISREG)
        or is_kind(root / "LICENSES", S_ISDIR)
    )


def load(source: Source) -> Model:
    """Read a folder.

    Raises:
        InputError: it is no folder, or REUSE.toml or .reuse/dep5 cannot be read.
        MissingPackageError: the extra ``reuse`` is not installed.
    """
    if not source.is_folder:
        raise source.refuse("this is no folder", "name the root of the project")
    return _Reader(Tree(source), source.path).read()


@define(eq=False)
class _Group:
    """Files of one kind of content under the same licenses."""

    count: int = 0
    paths: list[str] = field(factory=list)
    notices: dict[str, None] = field(factory=dict)

    def add(self, file: TreeFile) -> None:
        self.count += 1
        if len(self.paths) < _PATHS:
            self.paths.append(file.path)
        if len(self.notices) < _PATHS:
            self.notices.update(dict.fromkeys(file.notices))


class _Reader:
    """Makes a model of a tree."""

    def __init__(self, tree: Tree, path: str) -> None:
        self._tree = tree
        self._path = path
        self._inventory = Inventory()
        self._groups: dict[tuple[tuple[str, ...], str], _Group] = {}
        self._used: dict[str, None] = {}
        self._files = 0
        self._malformed: list[str] = []
        self._without: list[str] = []
        self._no_notice: list[str] = []

    def read(self) -> Model:
        for file in self._tree.files():
            self._read_file(file)
        licenses = self._read_licenses()
        for (texts, kind), group in self._groups.items():
            self._add(texts, kind, group)
        self._report()
        used = [id for id in self._used if id in licenses or id.removesuffix("+") in licenses]
        return self._inventory.model(
            Path(os.path.realpath(self._path)).name or "folder",
            format="reuse",
            path=self._path,
            local_licenses=tuple(filter(None, licenses.values())),
            counts=(
                ("files", self._files),
                ("files_without_license", len(self._without)),
                ("files_without_copyright", len(self._no_notice)),
                ("licenses_used", len(self._used)),
                ("license_files", len(licenses)),
                ("licenses_used_with_file", len(used)),
                ("ignored", self._tree.ignored),
            ),
        )

    def _read_file(self, file: TreeFile) -> None:
        self._files += 1
        if file.problem:
            message = f"{file.path} could not be read: {file.problem}"
            self._inventory.find("file-not-read", message, "check it by hand")
        for statement in file.licenses:
            self._inventory.note(file.path, _field(statement), statement.value)
            if statement.valid:
                self._used.update(dict.fromkeys(statement.licenses))
            else:
                self._malformed.append(f"{statement.value!r} in {file.path}")
        texts = tuple(statement.value for statement in file.licenses)
        if not texts:
            self._without.append(file.path)
        if not file.notices:
            self._no_notice.append(file.path)
        key = texts, _kind(file.path) if texts else ""
        self._groups.setdefault(key, _Group()).add(file)

    def _add(self, texts: tuple[str, ...], kind: str, group: _Group) -> None:
        name = f"{kind or 'other files'} under {' AND '.join(texts)}" if texts else _UNLICENSED
        short = name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1]}…"
        component = Component(
            short,
            license=texts[0] if len(texts) == 1 else None,
            licenses=texts if len(texts) > 1 else (),
            description=f"{group.count:,} file{'s' if group.count > 1 else ''}",
            component_path=_listed(group.paths, group.count),
            kind="files",
            content=kind,
            part_of="",
            copyright="\n".join(list(group.notices)[:_PATHS]),
        )
        self._inventory.add(name, component)

    # The folder LICENSES

    def _read_licenses(self) -> dict[str, LocalLicense | None]:
        """Return the ids of the texts in LICENSES; of references with the text."""
        licenses: dict[str, LocalLicense | None] = {}
        unknown, twice = [], []
        for found in self._tree.license_files():
            id = _id_of(found)
            if id in licenses:
                twice.append(found.path)
                continue
            is_local = id.startswith("LicenseRef-")
            licenses[id] = self._local(id, found) if is_local else None
            if not is_local and default_catalog().canonical(id) != id:
                unknown.append(found.path)
        known = {*licenses, *(f"{id}+" for id in licenses)}
        missing = [id for id in self._used if id not in known]
        unused = [id for id in licenses if not {id, f"{id}+"} & self._used.keys()]
        self._warn("LICENSES has no text of", missing, "run `reuse download --all`")
        self._warn("LICENSES has texts that no file names:", unused, "remove them")
        self._warn("these files are not named after a license:", unknown, "rename them")
        self._warn("these are second texts of a license:", twice, "remove them")
        return licenses

    def _local(self, id: str, found: FoundFile) -> LocalLicense:
        try:
            content = read_start(found, MAX_LENGTH + 1)
        except OSError as error:
            message = f"{found.path} could not be read: {error.strerror or error}"
            self._inventory.find("file-not-read", message, "check its permissions")
            return LocalLicense(id)
        text = content.decode("utf-8-sig", "replace")
        match = identify(text)
        looks = f"; its text looks like {match.expression}" if match.expression else ""
        self._inventory.find("local-license", f"{id} is defined in {found.path}{looks}")
        return LocalLicense(id, text=text)

    # Findings

    def _report(self) -> None:
        tree = self._tree
        hint = "add the tags, or an annotation in REUSE.toml"
        self._warn("files without license information:", self._without, hint, _UNLICENSED)
        self._warn("files without a copyright notice:", self._no_notice, hint)
        self._warn("licenses that are no expressions:", self._malformed, "write SPDX expressions")
        self._warn("repositories of their own, left out:", tree.nested, "read them on their own")
        if tree.failed:
            message = f"folders that cannot be read: {_listed(tree.failed)}"
            self._inventory.find("file-not-read", message, "check their permissions")
        if tree.cut:
            message = f"there are more than {MAX_FILES:,} files, and the rest was left out"
            self._inventory.find("file-not-read", message, "name a smaller folder")

    def _warn(
        self, message: str, names: Sequence[str], repair: str, component: str | None = None
    ) -> None:
        if names:
            text = f"{message} {_listed(names)}"
            self._inventory.find("document-warning", text, repair, component)


def _field(statement: Statement) -> str:
    return "SPDX-License-Identifier" if statement.source == "file-header" else statement.source


def _kind(path: str) -> str:
    return _KIND_OF.get(PurePosixPath(path).suffix.lower(), "")


def _id_of(found: FoundFile) -> str:
    """Return the license that a text is named after; a name without an ending is the id itself."""
    name = found.name
    stem = PurePosixPath(name).stem
    return name if default_catalog().canonical(name) == name else stem


def _listed(names: Iterable[str], total: int | None = None) -> str:
    listed = list(names)
    limit = _NAMED if total is None else _PATHS
    count = len(listed) if total is None else total
    first = ", ".join(listed[:limit])
    return f"{first} and {count - limit:,} more" if count > limit else first
