# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""List the files of a folder, and open them, without being led out of it.

Nothing recurses, symbolic links are followed to files in the folder only, and depth and number
of files are bounded. Whatever is left out is said in a finding.
"""

from __future__ import annotations

__all__ = ["MAX_DEPTH", "MAX_FILES", "FoundFile", "open_found", "read_start", "safe_files"]

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import BinaryIO

from attrs import field, frozen

#: Most files and folders that are looked at.
MAX_FILES = 100_000

#: Deepest nesting of folders.
MAX_DEPTH = 20

#: Folders of version control, which hold no part of a release.
SKIPPED = frozenset({".git", ".hg", ".svn"})

#: How many names a finding lists.
_NAMED = 5

#: Called with code, message and repair of a finding, such as ``Inventory.find``.
Find = Callable[[str, str, str], None]


@frozen(order=True)
class FoundFile:
    """A regular file in a folder.

    Attributes:
        path: relative to the folder, with ``/``; bytes that are no UTF-8 are written ``\\xNN``.
        size: in bytes.
        real: where it is on disk; for a symbolic link, the file that it leads to.
    """

    path: str
    size: int
    real: str = field(repr=False)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


def safe_files(
    root: str | os.PathLike[str],
    find: Find,
    *,
    max_files: int = MAX_FILES,
    max_depth: int = MAX_DEPTH,
    skip: frozenset[str] = SKIPPED,
    beside: Path | None = None,
) -> list[FoundFile]:
    """Return the regular files below a folder, sorted by path.

    A symbolic link to a file counts as a file if it leads to one in the folder; a link to a
    folder is not entered, because what is in the folder is found where it is.

    Parameters:
        root: the folder.
        find: takes the findings ``link-not-followed`` and ``file-not-read``, each with the
            number of files concerned and the first of their names.
        max_files: most files and folders that are looked at.
        max_depth: deepest nesting of folders; files of the folder itself are at depth 0.
        skip: names of folders that are not entered.
        beside: a folder outside, itself no link, to files directly in which links may lead;
            None for none.

    Returns:
        list of FoundFile: what could be listed. Nothing is raised for what could not be.

    >>> found = safe_files("examples", print)
    >>> "starcoder2.yml" in [each.path for each in found]
    True
    """
    walk = _Walk(os.fspath(root), max_files, max_depth, skip, beside)
    files = sorted(walk.files())
    walk.report(find)
    return files


def open_found(file: FoundFile) -> BinaryIO:
    """Open a file that was found, if it is still a regular file and no link.

    Raises:
        OSError: it cannot be opened, or is no regular file any more.
    """
    flags = os.O_RDONLY
    for each in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, each, 0)
    number = os.open(file.real, flags)
    try:
        if not S_ISREG(os.fstat(number).st_mode):
            raise OSError("it is no regular file any more")
        return os.fdopen(number, "rb")
    except BaseException:
        os.close(number)
        raise


def read_start(file: FoundFile, limit: int) -> bytes:
    """Return the first bytes of a file that was found.

    Parameters:
        file: the file.
        limit: most bytes that are read.

    Raises:
        OSError: it cannot be read.
    """
    with open_found(file) as opened:
        return opened.read(limit)


class _Walk:
    """One walk through a folder, with what was left out by the reason for it."""

    def __init__(
        self, root: str, max_files: int, max_depth: int, skip: frozenset[str], beside: Path | None
    ) -> None:
        self._root = os.path.realpath(root)
        # A link in its place would lead to a folder of someone else's choice.
        self._beside = beside and Path(os.path.realpath(beside.parent)) / beside.name
        self._max_depth = max_depth
        self._max_files = max_files
        self._left = max_files
        self._skip = skip
        self._out: list[str] = []
        self._deep: list[str] = []
        self._odd: list[str] = []
        self._failed: list[str] = []
        self._cut = False

    def files(self) -> Iterator[FoundFile]:
        folders = [(self._root, "", 0)]
        while folders and not self._cut:
            folder, path, depth = folders.pop()
            for entry, status in self._entries(folder, path):
                below = f"{path}{_shown(entry.name)}"
                if S_ISDIR(status.st_mode):
                    if entry.name not in self._skip:
                        self._enter(folders, entry.path, below, depth + 1)
                elif S_ISLNK(status.st_mode):
                    yield from self._linked(entry.path, below)
                elif S_ISREG(status.st_mode):
                    yield FoundFile(below, status.st_size, entry.path)
                else:
                    self._odd.append(below)

    def report(self, find: Find) -> None:
        """Say what was left out."""
        if self._out:
            find(
                "link-not-followed",
                f"symbolic links that do not lead to a file in the folder: {_listed(self._out)}",
                "put the files themselves into the folder if they are part of it",
            )
        for names, message, repair in (
            (self._failed, "files or folders that cannot be read", "check their permissions"),
            (self._odd, "neither files nor folders", "remove them"),
            (self._deep, f"folders nested more than {self._max_depth} deep", "name them instead"),
        ):
            if names:
                find("file-not-read", f"{message}: {_listed(names)}", repair)
        if self._cut:
            message = f"there are more than {self._max_files:,} files, and the rest was left out"
            find("file-not-read", message, "name a smaller folder")

    def _entries(self, folder: str, path: str) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
        """Give the entries of a folder, as many as are left to be looked at."""
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not self._left:
                        self._cut = True
                        return
                    self._left -= 1
                    yield entry, entry.stat(follow_symlinks=False)
        except OSError:
            self._failed.append(path or ".")

    def _enter(self, folders: list[tuple[str, str, int]], real: str, path: str, depth: int) -> None:
        if depth > self._max_depth:
            self._deep.append(path)
        else:
            folders.append((real, f"{path}/", depth))

    def _linked(self, link: str, path: str) -> Iterator[FoundFile]:
        try:
            target = Path(os.path.realpath(link, strict=True))
            status = target.lstat()
        except OSError:
            self._out.append(path)
            return
        if not self._is_inside(target):
            self._out.append(path)
        elif S_ISREG(status.st_mode):
            yield FoundFile(path, status.st_size, str(target))

    def _is_inside(self, target: Path) -> bool:
        if target.parent == self._beside:
            return True
        if not target.is_relative_to(self._root):
            return False
        return self._skip.isdisjoint(target.relative_to(self._root).parts)


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _listed(names: list[str]) -> str:
    first = ", ".join(sorted(names)[:_NAMED])
    return f"{first} and {len(names) - _NAMED:,} more" if len(names) > _NAMED else first
