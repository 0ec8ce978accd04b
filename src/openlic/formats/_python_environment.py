# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The distributions that are installed in a Python environment, by their metadata.

https://packaging.python.org/en/latest/specifications/recording-installed-packages/
No package is imported, and no path configuration file is run.
"""

from __future__ import annotations

__all__ = ["RUNNING", "current_environment", "load", "recognizes"]

import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from openlic.formats._folders import FoundFile, read_start
from openlic.formats._inventory import Inventory
from openlic.formats._license_files import find_beside, limited
from openlic.formats._python_metadata import (
    CoreMetadata,
    add_distribution,
    canonical_name,
    license_texts,
    parse_metadata,
)
from openlic.formats._source import Source
from openlic.model import LocalLicense, Model

#: The path that stands for the environment of the running interpreter.
RUNNING = "python:"

#: Largest file with metadata that is read, in bytes.
MAX_METADATA = 16 * 1024 * 1024

#: Where the metadata are, in a folder of each ending; the first that can be read count.
_METADATA = {
    ".dist-info": ("METADATA", "PKG-INFO"),
    ".egg-info": ("PKG-INFO", "METADATA"),
    ".egg": ("EGG-INFO/PKG-INFO",),
}

#: Files that say that a folder is the source of a package, which may have an ``.egg-info``.
_SOURCE_FILES = frozenset({"pyproject.toml", "setup.py", "setup.cfg"})

_SYSTEM = re.compile(r"^include-system-site-packages\s*=\s*true\s*$", re.IGNORECASE | re.MULTILINE)


def recognizes(source: Source) -> bool:
    """Whether it is ``python:``, a virtual environment, or a folder of installed packages."""
    if source.path == RUNNING:
        return True
    names = set(_names(source.path)) if source.is_folder else set()
    if "pyvenv.cfg" in names or any(name.endswith(".dist-info") for name in names):
        return True
    return any(name.endswith(".egg-info") for name in names) and not names & _SOURCE_FILES


def load(source: Source) -> Model:
    """Read the metadata of all distributions in a folder or a virtual environment.

    Raises:
        InputError: it is no such folder.
    """
    if source.path == RUNNING:
        return current_environment()
    if not source.is_folder:
        raise source.refuse("this is no folder", "name a folder with installed packages")
    environment = _Environment()
    root = Path(os.path.realpath(source.path))
    folders = list(_site_packages(root))
    if not folders:
        raise source.refuse(
            "the environment has no site-packages", "name the folder with the packages"
        )
    for folder in folders:
        if folder.resolve().is_relative_to(root):
            environment.add_folder(folder)
        else:
            environment.leave_out(folder)
    if _uses_system(root):
        environment.inventory.find(
            "document-warning",
            "packages of the system are part of the environment, and not listed",
            "read the site-packages of the system as well",
        )
    return environment.model(root.name, source.path)


def current_environment(path: Iterable[str] | None = None) -> Model:
    """Return the distributions that the running interpreter finds.

    Parameters:
        path: folders to look in, first to last; ``sys.path`` if None. The first
            distribution of a name counts, as for imports.

    >>> names = {each.name for each in current_environment().components}
    >>> {"attrs", "networkx"} <= names
    True
    """
    environment = _Environment(first_only=True)
    given = sys.path if path is None else path
    for folder in dict.fromkeys(os.path.realpath(each or ".") for each in given):
        environment.add_folder(Path(folder))
    return environment.model(f"Python {platform.python_version()} environment", RUNNING)


class _Environment:
    """The distributions of an environment, while they are read.

    Parameters:
        first_only: whether later distributions of a name that is there are left out.
    """

    def __init__(self, *, first_only: bool = False) -> None:
        self.inventory = Inventory()
        self._first_only = first_only
        self._read: dict[str, CoreMetadata] = {}
        self._local: list[LocalLicense] = []
        self._out: list[str] = []

    def add_folder(self, folder: Path) -> None:
        """Add the distributions of a folder."""
        for name in sorted(_names(folder)):
            ending = next((each for each in _METADATA if name.endswith(each)), None)
            if ending is not None:
                self._add(folder / name, ending)

    def leave_out(self, path: Path) -> None:
        """Note a link that is not followed."""
        self._out.append(path.name)

    def model(self, name: str, path: str) -> Model:
        """Return the environment."""
        edges = sum(self._relate(key, each) for key, each in self._read.items())
        if self._out:
            message = f"symbolic links that lead out of the folder: {', '.join(self._out[:5])}"
            more = f" and {len(self._out) - 5:,} more" if len(self._out) > 5 else ""
            self.inventory.find("link-not-followed", message + more, "read what they lead to")
        self.inventory.findings[:] = limited(self.inventory.findings)
        return self.inventory.model(
            name,
            format="python-environment",
            path=path,
            local_licenses=tuple(self._local),
            counts=(("distributions", len(self._read)), ("requirements", edges)),
        )

    def _relate(self, key: str, metadata: CoreMetadata) -> int:
        return sum(
            self.inventory.relate(key, required, "link-dynamic") for required in metadata.requires
        )

    def _add(self, path: Path, ending: str) -> None:
        if path.is_symlink():
            self.leave_out(path)
            return
        names = [f"{path.name}/{name}" for name in _METADATA[ending]]
        if ending == ".egg-info" and path.is_file():  # as distutils wrote it
            names = [path.name]
        elif not path.is_dir():
            return
        metadata = next(filter(None, (_read(path.parent, name) for name in names)), None)
        if metadata is not None:
            self._add_metadata(metadata, path)
        elif any((path.parent / name).is_symlink() for name in names):
            self.leave_out(path)
        else:
            message = f"{names[0]} is no metadata that can be read"
            self.inventory.find("file-not-read", message, "install the distribution again")

    def _add_metadata(self, metadata: CoreMetadata, path: Path) -> None:
        key = canonical_name(metadata.name or path.stem)
        if key in self._read:
            if self._first_only:
                return
            message = f"{metadata.name!r} is installed more than once"
            self.inventory.find("document-warning", message, "remove what is left over")
        element, local = add_distribution(
            self.inventory, metadata, path.stem, lambda: license_texts(metadata, path)
        )
        self._read[element.key] = metadata
        self._local.extend(local)


def _read(folder: Path, name: str) -> CoreMetadata | None:
    found = find_beside(folder, name)
    try:
        content = b"" if found is None else read_start(found, MAX_METADATA + 1)
    except OSError:
        return None
    metadata = parse_metadata(content) if len(content) <= MAX_METADATA else None
    return metadata if metadata is not None and metadata.metadata_version else None


def _names(folder: str | os.PathLike[str]) -> list[str]:
    try:
        return [each.name for each in Path(folder).iterdir()]
    except (OSError, ValueError):
        return []


def _site_packages(root: Path) -> Iterator[Path]:
    """Yield the folders of an environment that packages are installed in, each once."""
    if "pyvenv.cfg" not in _names(root):
        yield root
        return
    below = [f"{lib}/{name}" for lib in ("lib", "lib64") for name in sorted(_names(root / lib))]
    versions = [each for each in below if re.search(r"/(?:python|pypy)\d", each) is not None]
    folders = (root / each / "site-packages" for each in (*versions, "Lib"))
    real = {folder.resolve(): folder for folder in folders if folder.is_dir()}
    yield from real.values()


def _uses_system(root: Path) -> bool:
    try:
        content = read_start(FoundFile("pyvenv.cfg", 0, str(root / "pyvenv.cfg")), 65_536)
    except OSError:
        return False
    return _SYSTEM.search(content.decode("utf-8", "replace")) is not None
