# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The files of a REUSE tree, with what they and REUSE.toml say of their licenses.

Source: REUSE Specification 3.3. Names of what is covered, tags and their values, and the rules of
REUSE.toml and .reuse/dep5 come from the package ``reuse``. Files are listed and opened here: the
package would start programs of version control, open what links lead to, and match patterns and
lines of foreign files without a bound.
"""

from __future__ import annotations

__all__ = ["Statement", "Tree", "TreeFile", "is_kind"]

import os
import re
from collections.abc import Iterator
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any

from attrs import frozen

from openlic.errors import MissingPackageError
from openlic.formats._folders import FoundFile, open_found, read_start
from openlic.formats._globs import IgnoreRule, PathGlob, read_ignore_rules
from openlic.formats._source import Source

if TYPE_CHECKING:
    from reuse.copyright import ReuseInfo
    from reuse.global_licensing import GlobalLicensing

#: Most files and folders that are looked at.
MAX_FILES = 100_000

#: Most characters after a tag, and most lines with tags, that are read of a file.
MAX_LINE = 500
MAX_LINES = 10_000

#: Most stars in one pattern of .reuse/dep5, which are tried in every way.
MAX_STARS = 3

_HEAD = 2048
_CONFIG_LIMIT = 4 * 1024 * 1024
_PIECE = 65_536
_LONGEST_TAG = 40
_TAGGED = re.compile(rf"REUSE-\w+|(?:SPDX-|Copyright|\N{{COPYRIGHT SIGN}}).{{0,{MAX_LINE}}}")
_SPACES = re.compile(r"[^\S\n]+")
_FOLDERS_OF_VERSION_CONTROL = (".git", ".hg", ".jj", ".pijul")


@frozen
class Statement:
    """A license of a file, or a copyright notice.

    Attributes:
        value: as written.
        source: where it stands: ``file-header``, ``dot-license``, ``reuse-toml`` or ``dep5``.
        licenses: the ids in it; empty for a notice.
        valid: whether it has the form of an expression.
    """

    value: str
    source: str
    licenses: tuple[str, ...] = ()
    valid: bool = True


@frozen
class TreeFile:
    """A file that the specification covers.

    Attributes:
        path: relative to the tree.
        licenses: all that hold, each once, sorted.
        notices: copyright notices, sorted.
        problem: why it could not be read; empty if it could.
    """

    path: str
    licenses: tuple[Statement, ...] = ()
    notices: tuple[str, ...] = ()
    problem: str = ""


class Tree:
    """A folder that follows the REUSE specification.

    Parameters:
        source: the folder.

    Raises:
        InputError: REUSE.toml or .reuse/dep5 cannot be read.
        MissingPackageError: the package ``reuse`` is not installed, or finds no package that
            tells encodings.

    Attributes:
        ignored: how many files and folders are ignored by .gitignore.
        nested: folders that are repositories of their own, and are left out.
        failed: folders that cannot be read.
        cut: whether there are more files than are looked at.
    """

    def __init__(self, source: Source) -> None:
        _import_reuse()
        self._source = source
        self._root = os.path.realpath(source.path)
        self._obeys_git = os.path.lexists(Path(self._root, ".git"))
        self.ignored = 0
        self.nested: list[str] = []
        self.failed: list[str] = []
        self.cut = False
        self._tomls: list[FoundFile] = []
        self._found = list(self._walk())
        self._global = self._global_licensing()

    def files(self) -> Iterator[TreeFile]:
        """Give the files that are covered, in the order of their paths."""
        from reuse.exceptions import ReuseError

        for found in sorted(self._found):
            path = found.path
            try:
                yield self._read(found)
            except OSError as error:
                yield TreeFile(path, problem=error.strerror or str(error))
            except (ReuseError, ArithmeticError, LookupError, RecursionError, ValueError) as error:
                yield TreeFile(path, problem=f"{type(error).__name__}: {error}"[:200])

    def license_files(self) -> list[FoundFile]:
        """Return the files in LICENSES that are license texts."""
        found = []
        pending = [("LICENSES/", str(Path(self._root, "LICENSES")))]
        while pending:
            below, folder = pending.pop()
            if not is_kind(folder, S_ISDIR):
                continue
            for entry, status in self._entries(folder, below):
                path = f"{below}{_shown(entry.name)}"
                if S_ISDIR(status.st_mode):
                    pending.append((f"{path}/", entry.path))
                elif S_ISREG(status.st_mode) and not entry.name.endswith(".license"):
                    found.append(FoundFile(path, status.st_size, entry.path))
        return sorted(found)

    # Listing files

    def _walk(self) -> Iterator[FoundFile]:
        from reuse.covered_files import is_path_ignored

        left = MAX_FILES
        pending: list[tuple[str, str, tuple[IgnoreRule, ...]]] = [
            (self._root, "", self._excluded())
        ]
        while pending:
            folder, below, rules = pending.pop()
            rules += self._rules(folder, below)
            for entry, status in self._entries(folder, below):
                left -= 1
                if left < 0:
                    self.cut = True
                    return
                path = f"{below}{_shown(entry.name)}"
                is_folder = S_ISDIR(status.st_mode)
                if not is_folder and not S_ISREG(status.st_mode):
                    continue
                if is_path_ignored(Path(entry.path), include_reuse_tomls=True):
                    continue
                if _is_ignored(rules, path, is_folder=is_folder):
                    self.ignored += 1
                elif not is_folder:
                    yield from self._sorted_out(FoundFile(path, status.st_size, entry.path))
                elif any(os.path.lexists(Path(entry.path, n)) for n in _FOLDERS_OF_VERSION_CONTROL):
                    self.nested.append(path)
                else:
                    pending.append((entry.path, f"{path}/", rules))

    def _sorted_out(self, found: FoundFile) -> Iterator[FoundFile]:
        if found.name == "REUSE.toml":
            self._tomls.append(found)
        else:
            yield found

    def _entries(
        self, folder: str, below: str
    ) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    yield entry, entry.stat(follow_symlinks=False)
        except OSError:
            self.failed.append(below or ".")

    def _excluded(self) -> tuple[IgnoreRule, ...]:
        return self._rules_of(Path(self._root, ".git", "info", "exclude"), "")

    def _rules(self, folder: str, below: str) -> tuple[IgnoreRule, ...]:
        return self._rules_of(Path(folder, ".gitignore"), below)

    def _rules_of(self, path: Path, base: str) -> tuple[IgnoreRule, ...]:
        if not self._obeys_git or not is_kind(path, S_ISREG):
            return ()
        try:
            content = read_start(FoundFile(path.name, 0, str(path)), _CONFIG_LIMIT)
        except OSError:
            return ()
        return tuple(read_ignore_rules(content.decode("utf-8-sig", "replace"), base))

    # REUSE.toml and .reuse/dep5

    def _global_licensing(self) -> GlobalLicensing | None:
        from reuse.global_licensing import NestedReuseTOML

        dep5 = Path(self._root, ".reuse", "dep5")
        has_dep5 = is_kind(dep5.parent, S_ISDIR) and is_kind(dep5, S_ISREG)
        if has_dep5 and self._tomls:
            message = f"there are both {self._tomls[0].path} and .reuse/dep5"
            raise self._source.refuse(message, "keep REUSE.toml")
        if has_dep5:
            return self._dep5(dep5)
        if not self._tomls:
            return None
        tomls = [self._toml(each) for each in sorted(self._tomls)]
        return NestedReuseTOML(reuse_tomls=tomls, source=self._root)

    def _toml(self, found: FoundFile) -> Any:
        from reuse.exceptions import ReuseError
        from reuse.global_licensing import ReuseTOML

        table = Source(found.real, _CONFIG_LIMIT).toml
        version: Any = table.get("version")
        try:
            item = _bounded_item()
            return ReuseTOML(
                version=version,
                source=found.real,
                annotations=[item.from_dict(each) for each in table.get("annotations", [])],
            )
        except (ReuseError, AttributeError, LookupError, TypeError, ValueError) as error:
            message = f"{found.path} is no REUSE.toml: {error}"
            raise self._source.refuse(message, "correct its tables `annotations`") from None

    def _dep5(self, path: Path) -> GlobalLicensing:
        from io import StringIO

        from debian.copyright import Copyright
        from debian.copyright import Error as DebianError
        from reuse.global_licensing import ReuseDep5

        text = Source(path, _CONFIG_LIMIT).text
        if any(len(re.findall(r"[*?]+", word)) > MAX_STARS for word in text.split()):
            message = f"a pattern in .reuse/dep5 has more than {MAX_STARS} stars"
            raise self._source.refuse(message, "write REUSE.toml in its place")
        try:
            return ReuseDep5(str(path), Copyright(StringIO(text)))
        except (DebianError, AttributeError, LookupError, TypeError, ValueError) as error:
            message = f".reuse/dep5 cannot be read: {error}"
            raise self._source.refuse(message, "write REUSE.toml in its place") from None

    # Reading files

    def _read(self, found: FoundFile) -> TreeFile:
        statements: dict[str, Statement] = {}
        notices: set[str] = set()
        for info in self._infos(found):
            notices.update(str(notice) for notice in info.copyright_notices)
            source = info.source_type.value if info.source_type is not None else "file-header"
            for expression in info.spdx_expressions:
                each = _statement(expression, source)
                statements.setdefault(each.value, each)
        ordered = tuple(statements[value] for value in sorted(statements))
        return TreeFile(found.path, ordered, tuple(sorted(notices)))

    def _infos(self, found: FoundFile) -> list[ReuseInfo]:
        """Return what holds for a file (section "Order of precedence")."""
        from reuse.global_licensing import PrecedenceType

        elsewhere: dict[PrecedenceType, list[ReuseInfo]] = {}
        if self._global is not None:
            elsewhere = self._global.reuse_info_of(os.path.relpath(found.real, self._root))
        always = elsewhere.get(PrecedenceType.OVERRIDE, []) + elsewhere.get(
            PrecedenceType.AGGREGATE, []
        )
        if PrecedenceType.OVERRIDE in elsewhere:
            return always
        own = self._own_info(found)
        closest = elsewhere.get(PrecedenceType.CLOSEST, [])
        if own.copyright_notices and own.spdx_expressions:
            closest = []
        elif own.copyright_notices:
            closest = [each.copy(copyright_notices=set()) for each in closest[:1]]
        elif own.spdx_expressions:
            closest = [each.copy(spdx_expressions=set()) for each in closest[:1]]
        return [*always, own, *closest]

    def _own_info(self, found: FoundFile) -> ReuseInfo:
        """Return what the file says, or the file ``.license`` beside it."""
        from reuse.copyright import SourceType

        beside = self._beside(found)
        info = _info_of(beside or found, self._source.limit)
        return info.copy(source_type=SourceType.DOT_LICENSE if beside else SourceType.FILE_HEADER)

    def _beside(self, found: FoundFile) -> FoundFile | None:
        path = f"{found.real}.license"
        if not os.path.lexists(path):
            return None
        real = os.path.realpath(path, strict=True)
        if not Path(real).is_relative_to(self._root):
            raise OSError("the file .license beside it is a link that leads out of the folder")
        return FoundFile(f"{found.path}.license", Path(real).stat().st_size, real)


def is_kind(path: str | os.PathLike[str], kind: Any) -> bool:
    """Whether there is something at a path, no link, whose mode is of a kind."""
    try:
        return bool(kind(os.lstat(path).st_mode))
    except (OSError, ValueError):
        return False


def _import_reuse() -> None:
    try:
        import reuse.exceptions
    except ImportError:
        raise MissingPackageError("reuse", "REUSE folders") from None
    try:
        import reuse.extract
    except (ImportError, reuse.exceptions.ReuseError):
        raise MissingPackageError("charset-normalizer", "REUSE folders") from None


def _is_ignored(rules: tuple[IgnoreRule, ...], path: str, *, is_folder: bool) -> bool:
    last = next((rule for rule in reversed(rules) if rule.fits(path, is_folder=is_folder)), None)
    return last is not None and last.ignores


def _bounded_item() -> Any:
    """Return the class of a table of REUSE.toml, with patterns that are matched in bounded time."""
    from reuse.global_licensing import AnnotationsItem

    class Item(AnnotationsItem):
        @cached_property
        def _globs(self) -> list[PathGlob]:
            return [PathGlob(each) for each in sorted(self.paths)]

        def matches(self, path: str) -> bool:
            return any(each.matches(path) for each in self._globs)

    return Item


def _statement(expression: Any, source: str) -> Statement:
    try:
        return Statement(
            str(expression), source, tuple(expression.licenses), bool(expression.is_valid)
        )
    except RecursionError:
        return Statement("NOASSERTION", source, valid=False)


def _info_of(found: FoundFile, limit: int) -> ReuseInfo:
    """Return what a file says of itself; nothing if it is no text."""
    from reuse.copyright import ReuseInfo
    from reuse.extract import (
        REUSE_IGNORE_END,
        REUSE_IGNORE_START,
        detect_encoding,
        extract_reuse_info,
    )

    with open_found(found) as opened:
        encoding = detect_encoding(opened.read(_HEAD))
        if encoding is None:
            return ReuseInfo()
        if found.size > limit:
            raise OSError(f"it is larger than the limit of {limit:,} bytes")
        opened.seek(0)
        with TextIOWrapper(opened, encoding, "replace") as text:
            lines = "\n".join(_lines(text))
    hidden = re.compile(rf"{REUSE_IGNORE_START}.*?(?:{REUSE_IGNORE_END}|\Z)", re.DOTALL)
    return extract_reuse_info(hidden.sub("", lines))


def _lines(text: TextIOWrapper) -> Iterator[str]:
    """Give the lines that may have a tag.

    Of long lines, what follows each tag is given, marked where it is cut off, so that no pattern
    takes long on it, and no part of an expression passes for the whole.
    """
    count, rest = 0, ""
    for piece in iter(lambda: text.readline(_PIECE), ""):
        line = _SPACES.sub(" ", rest + piece.rstrip("\n"))
        ends = len(piece) < _PIECE or piece.endswith("\n")
        rest = "" if ends else piece[-_LONGEST_TAG:]
        for tag in _TAGGED.finditer(line):
            count += 1
            if count > MAX_LINES:
                raise OSError(f"it has more than {MAX_LINES:,} lines with tags")
            if ends and len(line) <= MAX_LINE:
                yield line
                break
            yield tag.group() + ("" if ends and tag.end() == len(line) else " …")


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
