# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read releases from the formats that have license facts, and write them.

A format is one module with the same functions: ``recognizes`` says whether a file is in
the format, by its content; ``load`` reads it; ``dump``, where there is one, writes it.
"""

from __future__ import annotations

__all__ = ["FORMATS", "Format", "dump", "load"]

from importlib import import_module
from os import PathLike
from typing import Any

from attrs import frozen

from openlic.errors import UnknownFormatError
from openlic.formats._source import Source
from openlic.model import Model


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
        Format("mof-json", "configuration file of the Model Openness Framework", "_mof_json"),
        Format("openlic", "openlic's own format", "_own", writes=True, suffixes=(".openlic.yml",)),
        # Last: it takes what no other format wants, to say what is wrong with it.
        Format(
            "mot", "YAML of the Model Openness Tool", "_release", writes=True, suffixes=(".yml",)
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


def _format(id: str) -> Format:
    if id not in FORMATS:
        raise UnknownFormatError(id, list(FORMATS))
    return FORMATS[id]


def _recognize(source: Source) -> Format:
    return next(each for each in FORMATS.values() if each.adapter().recognizes(source))
