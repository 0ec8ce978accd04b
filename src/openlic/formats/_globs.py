# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Match paths against the patterns of REUSE.toml and .gitignore, in bounded time.

Patterns come from foreign files. None is made into a regular expression that could try ways
without end.
"""

from __future__ import annotations

__all__ = ["IgnoreRule", "PathGlob", "read_ignore_rules"]

from fnmatch import fnmatchcase
from functools import cached_property

from attrs import field, frozen

#: A star that stops at slashes, and one that does not.
_STAR, _ANY = "*", "**"


@frozen
class PathGlob:
    """A pattern of REUSE.toml (REUSE Specification 3.3, section "REUSE.toml").

    ``*`` matches all but slashes, ``**`` everything, and a backslash takes the meaning from the
    star after it.

    Parameters:
        pattern: as written.

    >>> PathGlob("docs/**/*.md").matches("docs/a/b.md")
    True
    >>> PathGlob("docs/*.md").matches("docs/a/b.md")
    False
    """

    pattern: str
    _tokens: tuple[str, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_tokens", tuple(_tokens(self.pattern)))

    def matches(self, path: str) -> bool:
        """Whether a path, relative to the folder of the file, fits."""
        if not path.startswith(self._prefix):
            return False
        letters, stars, anything, end = self._masks
        states = self._past_stars(1)
        for letter in path:
            kept = states & (anything if letter == "/" else stars)
            states = self._past_stars(((states & letters.get(letter, 0)) << 1) | kept)
            if not states:
                return False
        return bool(states & end)

    def _past_stars(self, states: int) -> int:
        """Add the states in which a star has matched nothing; no two stars touch."""
        return states | ((states & self._masks[1]) << 1)

    @cached_property
    def _prefix(self) -> str:
        first = next((i for i, token in enumerate(self._tokens) if token in (_STAR, _ANY)), None)
        return "".join(self._literals[:first])

    @cached_property
    def _literals(self) -> tuple[str, ...]:
        return tuple(token[-1:] for token in self._tokens)

    @cached_property
    def _masks(self) -> tuple[dict[str, int], int, int, int]:
        """Which places of the pattern take which letters, as bits."""
        letters: dict[str, int] = {}
        stars = anything = 0
        for place, token in enumerate(self._tokens):
            if token in (_STAR, _ANY):
                stars |= 1 << place
                anything |= (token == _ANY) << place
            else:
                letters[token[-1]] = letters.get(token[-1], 0) | 1 << place
        return letters, stars, anything, 1 << len(self._tokens)


def _tokens(pattern: str) -> list[str]:
    """Return stars, and letters after a backslash, as the REUSE tool takes a pattern apart.

    A slash after ``**`` belongs to it. The tool takes a star that is escaped for one that may
    begin a star as well; so does this.
    """
    found: list[str] = []
    before, escaping, anything = "", False, False
    for letter in pattern:
        pending = before == "*" and not anything
        if letter == "\\":
            escaping = not (before == "\\" and escaping)
            if not escaping:
                found.append("\\\\")
        elif letter == "*" and escaping:
            found.append("\\*")
            escaping = False
        elif letter == "*":
            if pending:
                anything = True
                found.append(_ANY)
        elif letter != "/" or not anything:
            if pending:
                found.append(_STAR)
            found.append("\\" + letter)
            escaping = anything = False
        else:
            escaping = False
        before = letter
    if before == "*" and not anything:
        found.append(_STAR)
    return found


@frozen
class IgnoreRule:
    """A line of a .gitignore (gitignore(5), "PATTERN FORMAT").

    Attributes:
        base: the folder of the file, relative, with a slash at the end; empty for the root.
        segments: the pattern between slashes; one without a slash fits names at any depth.
        anchored: whether the pattern has a slash, so that it begins at the folder.
        folders: whether it fits folders only.
        ignores: False if it takes back what an earlier line ignores.
    """

    base: str
    segments: tuple[str, ...]
    anchored: bool
    folders: bool
    ignores: bool

    def fits(self, path: str, *, is_folder: bool) -> bool:
        """Whether the rule is about a path, relative to the root."""
        if (self.folders and not is_folder) or not path.startswith(self.base):
            return False
        if not self.anchored:
            return fnmatchcase(path.rpartition("/")[2], self.segments[-1])
        return _fit(self.segments, path[len(self.base) :].split("/"))


def _fit(pattern: tuple[str, ...], names: list[str]) -> bool:
    """Match names one by one; ``**`` stands for any number of them."""
    reached = {0}
    for name in names:
        reached = _past(pattern, reached)
        stay = {place for place in reached if pattern[place : place + 1] == ("**",)}
        step = {
            place + 1
            for place in reached - stay
            if place < len(pattern) and fnmatchcase(name, pattern[place])
        }
        reached = stay | step
    return len(pattern) in _past(pattern, reached)


def _past(pattern: tuple[str, ...], places: set[int]) -> set[int]:
    found = set(places)
    for place in places:
        while pattern[place : place + 1] == ("**",):
            place += 1  # noqa: PLW2901
            found.add(place)
    return found


def read_ignore_rules(text: str, base: str) -> list[IgnoreRule]:
    """Return the rules of a .gitignore, in file order.

    Parameters:
        text: its content.
        base: its folder, relative to the root, with a slash at the end; empty for the root.

    >>> [rule.segments for rule in read_ignore_rules("# built\\nbuild/\\n", "")]
    [('build',)]
    """
    rules = []
    for line in text.splitlines():
        written = line if line.endswith("\\ ") else line.rstrip(" ")
        ignores = not written.startswith("!")
        pattern = written.removeprefix("!")
        folders = pattern.endswith("/")
        pattern = pattern.removesuffix("/")
        if not pattern or pattern.startswith("#"):
            continue
        segments = tuple(_as_fnmatch(each) for each in pattern.removeprefix("/").split("/"))
        if segments[-1] == "**":
            segments += ("*",)
        rules.append(IgnoreRule(base, segments, "/" in pattern, folders, ignores))
    return rules


def _as_fnmatch(pattern: str) -> str:
    """Return a pattern of one name as fnmatch writes it, which knows no backslash."""
    found, escaped = [], False
    for letter in pattern.replace("[^", "[!"):
        if letter == "\\" and not escaped:
            escaped = True
            continue
        found.append(f"[{letter}]" if escaped and letter in "*?[" else letter)
        escaped = False
    return "".join(found)
