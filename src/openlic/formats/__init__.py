# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read releases from the formats that have license facts, and write them.

A format is one module with the same functions: ``recognizes`` says whether a file is in
the format, by its content; ``load`` reads it; ``dump``, where there is one, writes it.
"""

from __future__ import annotations

__all__ = ["FORMATS", "Format", "dump", "format_of", "load", "write"]

from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from attrs import frozen

from openlic.errors import InputError, UnknownFormatError
from openlic.formats._source import Source
from openlic.model import Model
from openlic.problems import Problem


@frozen
class Format:
    """A format that can be read, or written.

    Attributes:
        id: short name.
        title: full name.
        module: the adapter, below :mod:`openlic.formats`.
        extra: the extra of the package that it needs; empty if none.
        writes: whether it can be written.
        suffixes: endings of file names by which it is chosen for writing.
    """

    id: str
    title: str
    module: str
    extra: str = ""
    writes: bool = False
    suffixes: tuple[str, ...] = ()

    def adapter(self) -> Any:
        """Return the module that reads and writes the format."""
        return import_module(f"openlic.formats.{self.module}")


#: Formats by id, in the order in which files are compared with them.
FORMATS: dict[str, Format] = {
    each.id: each
    for each in (
        # Folders
        Format("python-environment", "Python environment", "_python_environment"),
        Format("hf-repository", "checked-out Hugging Face repository", "_hf_folder"),
        Format("reuse", "REUSE tree", "_reuse", extra="reuse"),
        # Bills of materials
        Format(
            "spdx3",
            "SPDX 3.0 JSON-LD",
            "_spdx3",
            writes=True,
            suffixes=(".spdx3.json", ".spdx.jsonld"),
        ),
        Format(
            "spdx",
            "SPDX 2.2 and 2.3",
            "_spdx2",
            extra="spdx",
            writes=True,
            suffixes=(".spdx.json",),
        ),
        Format(
            "cyclonedx",
            "CycloneDX",
            "_cyclonedx",
            writes=True,
            suffixes=(".cdx.json", "bom.json"),
        ),
        # Packages
        Format("npm", "package.json and package-lock.json of npm", "_npm"),
        Format("pylock", "pylock.toml", "_pylock"),
        Format("uv-lock", "uv.lock", "_uv_lock"),
        Format("pyproject", "pyproject.toml", "_pyproject"),
        Format("python-distribution", "core metadata of a Python distribution", "_python_metadata"),
        # Cards and descriptions
        Format(
            "croissant",
            "Croissant dataset metadata",
            "_croissant",
            writes=True,
            suffixes=("croissant.json",),
        ),
        Format("hf-card", "Hugging Face card", "_hf_card", writes=True, suffixes=(".md",)),
        Format("mof-json", "configuration file of the Model Openness Framework", "_mof_json"),
        Format(
            "openlic",
            "openlic's own format",
            "_own",
            writes=True,
            suffixes=(".openlic.yml", ".openlic.yaml"),
        ),
        # Last: it takes what no other format wants, to say what is wrong with it.
        Format(
            "mot",
            "YAML of the Model Openness Tool",
            "_release",
            writes=True,
            suffixes=(".yml", ".yaml"),
        ),
    )
}


def load(
    path: str | PathLike[str],
    *,
    format: str | None = None,
    max_bytes: int | None = None,
) -> Model:
    """Read a release from a file or folder, whose format is recognized by its content.

    Parameters:
        path: a file in one of :data:`openlic.formats.FORMATS`, or a folder.
        format: id of the format; recognized if None.
        max_bytes: most bytes that are read of one file. If None, 256 MiB, and 8 MiB for
            descriptions of a release in YAML.

    Returns:
        Model: everything as written; what is doubtful is in ``findings``.

    Raises:
        InputError: the file cannot be read; ``problems`` has all that is wrong in
            it, with place and repair.
        MissingPackageError: the format needs a package that is not installed.
        UnknownFormatError: there is no such format.

    >>> load("examples/starcoder2.yml").name
    'StarCoder2-15B'
    """
    source = Source(path, max_bytes)
    chosen = _recognize(source) if format is None else _format(format)
    return chosen.adapter().load(source)  # type: ignore[no-any-return]


def dump(model: Model, format: str, original: str | PathLike[str] | None = None) -> str:
    """Return a release as text in a format.

    Parameters:
        model: the release.
        format: id of a format that can be written.
        original: a file in that format in which only licenses are filled in; None to
            write all anew. Formats that can only be filled in need it.

    Raises:
        InputError: the original cannot be read.
        UnknownFormatError: there is no such format, or it cannot be written.

    >>> text = dump(load("examples/starcoder2.yml"), "mot")
    >>> text.splitlines()[0]
    'framework:'
    """
    chosen = _format(format)
    if not chosen.writes:
        raise UnknownFormatError(format, [each.id for each in FORMATS.values() if each.writes])
    source = None if original is None else Source(original)
    return chosen.adapter().dump(model, source)  # type: ignore[no-any-return]


def format_of(path: str | PathLike[str]) -> str:
    """Return the id of the format in which a file is written, by the ending of its name.

    Raises:
        UnknownFormatError: no format that can be written has such an ending.

    >>> format_of("bom.cdx.json")
    'cyclonedx'
    """
    name = fspath(path).lower()
    endings = {end: each.id for each in FORMATS.values() if each.writes for end in each.suffixes}
    found = max((end for end in endings if name.endswith(end)), key=len, default=None)
    if found is None:
        raise UnknownFormatError(fspath(path), list(endings))
    return endings[found]


def write(
    model: Model,
    path: str | PathLike[str],
    format: str | None = None,
    original: str | PathLike[str] | None = None,
) -> None:
    """Write a release to a file, which is replaced once all is written.

    Parameters:
        model: the release.
        path: the file.
        format: id of a format that can be written; by the ending of the file if None.
        original: as for :func:`dump`.

    Raises:
        InputError: the original cannot be read, or the file cannot be written.
        UnknownFormatError: there is no such format, or it cannot be written.
    """
    text = dump(model, format_of(path) if format is None else format, original)
    target = Path(path)
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.parent, prefix=".", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(text)
        if target.exists():
            temporary.chmod(target.stat().st_mode)
        temporary.replace(target)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        problem = Problem(f"the file cannot be written: {reason}", "name another file")
        raise InputError(fspath(path), [problem]) from error


def _format(id: str) -> Format:
    if id not in FORMATS:
        raise UnknownFormatError(id, list(FORMATS))
    return FORMATS[id]


def _recognize(source: Source) -> Format:
    return next(each for each in FORMATS.values() if each.adapter().recognizes(source))
