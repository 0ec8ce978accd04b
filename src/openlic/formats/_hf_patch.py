# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Fill the license into the front matter of a card, and leave every other byte as it is."""

from __future__ import annotations

__all__ = ["new_card", "patched", "tag_of"]

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from openlic.catalog import default_catalog
from openlic.formats._front_matter import (
    FrontMatter,
    Value,
    find_front_matter,
    read_front_matter,
)
from openlic.formats._source import Source
from openlic.model import Component, Model
from openlic.normalization import normalize

#: Components whose license a card states, as a card of that kind says it.
_PARTS = ("Model parameters (Final)", "Datasets")

#: Tags of the hub for ids without a variant, which the catalog has no tag for.
_GNU_TAGS = ("agpl-3.0", "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0")

#: Tags that name no single license, and are written as they are.
_FAMILIES = frozenset({"openrail", "bsd", "cc", "gfdl", "gpl", "lgpl", "other"})

_RELATIONS = {
    "fine-tune": "finetune",
    "adapter": "adapter",
    "merge-weights": "merge",
    "modify": "quantized",
}

#: Keys of the license.
_KEYS = frozenset({"license", "licenses", "license_name", "license_link"})

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_KEY_LINE = re.compile(
    r"[\"']?(license|licenses|license_name|license_link)[\"']?[ \t]*:(?=[ \t\r\n]|\Z)"
)
_INSIDE = re.compile(r"[ \t]+[^ \t\r\n#]|-(?=[ \t\r\n]|\Z)|[ \t]+#|\]|\}")
_BEFORE_VALUE = re.compile(r"[ \t]*-[ \t]*|[^:]*:[ \t]*")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_COMMENT = re.compile(r"(?:\A|[ \t])#")
_PLAIN = re.compile(r"[A-Za-z][\w.+-]*(?:/[\w.+-]+)*\Z", re.ASCII)
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_UNPRINTABLE = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff"\\\\]')


@frozen
class _Written:
    """A license as a card writes it: as a tag, or as ``other`` with a name."""

    tag: str
    name: str = ""


def tag_of(text: str) -> str:
    """Return the tag of the hub for a license; empty if it has none.

    >>> tag_of("Apache-2.0"), tag_of("MIT OR Apache-2.0")
    ('apache-2.0', '')
    """
    if text.strip().casefold() in _FAMILIES:
        return text.strip().casefold()
    read = normalize(text)
    if read.kind == "undisclosed" or str(read.expression) == "NOASSERTION":
        return "unknown"
    tags = {id: tag for tag, id in default_catalog().aliases["tags"].items()}
    tags |= {str(normalize(tag).expression): tag for tag in _GNU_TAGS}
    return str(tags.get(str(read.expression), ""))


def new_card(model: Model) -> str:
    """Return a card with the license of a release and what it was made from.

    Parameters:
        model: the release.
    """
    part = _part(model, _PARTS)
    texts = _texts(part)
    license_lines = _new_lines(_written(texts)) if texts else ()
    lines = ("---", *license_lines, *_kind_lines(model, part), "---", "")
    return "\n".join((*lines, f"# {' '.join(model.name.split())}", ""))


def patched(source: Source, model: Model, part: str, licenses: tuple[str, ...]) -> str:
    """Return a card with another license.

    Parameters:
        source: the card.
        model: the release.
        part: the component whose license the card states.
        licenses: those that the card has now.

    Raises:
        InputError: the front matter is in braces, or in another form in which a line cannot be
            filled in.
    """
    mark = "\ufeff" if source.content.startswith(b"\xef\xbb\xbf") else ""
    text = mark + source.text
    wanted = _texts(_part(model, (part, *_PARTS)))
    if not wanted or _same(wanted, licenses):
        return text
    written = _written(wanted)
    found = find_front_matter(source.text)
    if found is None:
        end = (re.findall(r"\r\n|\n|\r", source.text) or ["\n"])[0]
        block = "".join(line + end for line in ("---", *_new_lines(written), "---", ""))
        return f"{mark}{block}{source.text}"
    if found.block.lstrip().startswith(("{", "[")):
        message = "the front matter is in braces or brackets, in which nothing is filled in"
        raise source.refuse(message, "write it as lines of keys and values", found.line)
    text = f"{found.head}{''.join(_filled(found, written))}{found.tail}"
    if not _is_filled(source, found, text, written):
        message = "the license stands in a form in which it cannot be filled in"
        raise source.refuse(message, "write it as one line, `license: ...`", found.line)
    return mark + text


def _is_filled(source: Source, found: FrontMatter, text: str, written: _Written) -> bool:
    """Check that front matter reads the same, but for the license, which is the new one."""
    now = find_front_matter(text)
    if now is None or now.tail != found.tail:
        return False
    old, was_wrong = read_front_matter(source, found)
    new, is_wrong = read_front_matter(source, now)
    tags = {each.text for key in ("license", "licenses") for each in new.get(key, ())}
    names = [each.text for each in new.get("license_name", ())]
    is_new = tags == {written.tag} and names == [written.name] * bool(written.name)
    is_new = is_new and not new.get("license_link")
    return is_new and (was_wrong is None) == (is_wrong is None) and _others(old) == _others(new)


def _others(values: dict[str, list[Value]]) -> dict[str, list[tuple[str, str]]]:
    return {
        key: [(value.part, value.text) for value in texts]
        for key, texts in values.items()
        if key not in _KEYS
    }


def _part(model: Model, names: Sequence[str]) -> Component | None:
    """Return the first component of these names that has a license, or that there is."""
    found = [each for name in names for each in model.components if name in (each.slot, each.name)]
    return next((each for each in found if _texts(each)), found[0] if found else None)


def _texts(component: Component | None) -> tuple[str, ...]:
    if component is None:
        return ()
    return component.licenses or tuple(filter(None, (component.license,)))


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return set(map(_meaning, one)) == set(map(_meaning, other))


def _meaning(text: str) -> str:
    read = normalize(text)
    return text if read.expression is None else str(read.expression)


def _written(texts: tuple[str, ...]) -> _Written:
    text = texts[0]
    if len(texts) > 1:
        parts = map(_meaning, texts)
        text = " AND ".join(f"({each})" if " " in each else each for each in parts)
    tag = tag_of(text)
    return _Written(tag) if tag else _Written("other", text)


def _new_lines(written: _Written) -> Iterator[str]:
    yield f"license: {written.tag}"
    if written.name:
        yield f"license_name: {_quoted(written.name)}"


def _kind_lines(model: Model, part: Component | None) -> Iterator[str]:
    """Give the lines that say what a card is about, and what that was made from."""
    if part is None or part.slot != "Datasets":
        yield f"model_name: {_quoted(model.name)}"
    else:
        yield f"pretty_name: {_quoted(model.name)}"
    origins = () if part is None else part.derived_from
    for key, uses in (
        ("base_model", tuple(_RELATIONS)),
        ("datasets", ("train-on",)),
        ("source_datasets", ("include-data",)),
    ):
        works = [each.work for each in origins if each.work and each.use in uses]
        if works:
            yield f"{key}:"
            yield from (f"- {_quoted(work)}" for work in works)
    relation = next((_RELATIONS[each.use] for each in origins if each.use in _RELATIONS), "")
    if relation:
        yield f"base_model_relation: {relation}"


def _filled(found: FrontMatter, written: _Written) -> Iterator[str]:
    """Give the lines of a block with another license."""
    values = {"license": written.tag, "licenses": written.tag, "license_name": written.name}
    groups = list(_groups(found.block))
    keys = {key for key, _ in groups}
    end = found.line_end
    is_last = found.block and not found.block.endswith(("\r", "\n"))
    if not keys & {"license", "licenses"}:
        yield f"license: {written.tag}{end}"
        yield from _name_line(keys, written, end)
    for number, (key, lines) in enumerate(groups):
        value = values.get(key, "")
        if key and not value:
            yield from _notes(lines[1:])
            continue
        new = _with_value(lines, value) if key else lines
        yield from new
        if key in ("license", "licenses"):
            if is_last and number == len(groups) - 1 and written.name:
                yield end
            yield from _name_line(keys, written, end)
            keys.add("license_name")


def _name_line(keys: set[str], written: _Written, end: str) -> Iterator[str]:
    if written.name and "license_name" not in keys:
        yield f"license_name: {_quoted(written.name)}{end}"


def _groups(block: str) -> Iterator[tuple[str, list[str]]]:
    """Give the lines of each key of the license together, and other lines with no key."""
    key, lines = "", list[str]()
    for line in filter(None, _LINES.findall(block)):
        opened = _KEY_LINE.match(line)
        if opened is not None or (key and line.strip() and not _INSIDE.match(line)):
            if lines:
                yield key, lines
            key, lines = opened.group(1) if opened is not None else "", []
        lines.append(line)
    if lines:
        yield key, lines


def _with_value(lines: list[str], value: str) -> Iterator[str]:
    """Give the lines of a key with another value, in the form that they have."""
    items = [number for number, line in enumerate(lines) if number and line.lstrip()[:1] == "-"]
    below = [line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    if len(items) == 1 and len(below) == 1:
        yield from lines[: items[0]]
        yield _replaced(lines[items[0]], value)
        yield from lines[items[0] + 1 :]
        return
    yield _replaced(lines[0], value)
    yield from _notes(lines[1:])


def _notes(lines: list[str]) -> Iterator[str]:
    """Give those lines that are blank or comments."""
    return (line for line in lines if not line.strip() or line.lstrip().startswith("#"))


def _replaced(line: str, value: str) -> str:
    content = line.rstrip("\r\n")
    end = line[len(content) :]
    start = _BEFORE_VALUE.match(content)
    assert start is not None
    before, rest = start.group(), content[start.end() :]
    quoted, comment = _QUOTED.match(rest), _COMMENT.search(rest)
    if quoted is not None:
        old = quoted.group()
    else:
        old = (rest if comment is None else rest[: comment.start()]).rstrip()
    after = rest[len(old) :]
    new = f"{old[0]}{value}{old[0]}" if quoted and _is_plain(value) else _quoted(value)
    space = "" if before[-1].isspace() else " "
    gap = " " if after.startswith("#") else ""
    return f"{before}{space}{new}{gap}{after}{end}"


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back."""
    if _is_plain(text):
        return text
    return '"' + _UNPRINTABLE.sub(_escape, text) + '"'


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.match(text)) and text.lower() not in _WORDS


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04x}"
