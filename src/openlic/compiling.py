# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Compile knowledge files into the tables that a catalog reads."""

from __future__ import annotations

__all__ = ["Tables", "compile_data", "load_folder", "series"]

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from openlic._checks import (
    Check,
    Record,
    are_texts,
    check_table,
    check_tables,
    is_text,
    load_toml,
    one_of,
)
from openlic._statements import check_statements, complete
from openlic.datafiles import (
    read_exception,
    read_framework,
    read_license,
    read_pair_facts,
    read_vocabulary,
)
from openlic.errors import DataError
from openlic.spelling import exception_key, key, title_key, url_key
from openlic.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from openlic.catalog import Catalog

_NOT_A_LICENSE = (
    "undisclosed", "not-included", "none", "reference", "placeholder", "dataset", "other",
)  # fmt: skip

#: The tables of the file of spellings, with the keys of their entries.
_SPELLINGS = {
    "aliases": ("text", "expression", "source"),
    "urls": ("text", "expression"),
    "ambiguous": ("text", "candidates"),
    "not_a_license": ("text", "kind"),
}
_SPELLING: dict[str, Check] = {
    "text": is_text,
    "expression": is_text,
    "source": is_text,
    "candidates": are_texts,
    "kind": one_of(_NOT_A_LICENSE),
}


@frozen
class Tables:
    """What a folder of knowledge files holds, as a catalog reads it.

    Attributes:
        licenses: index entries of licenses by id.
        exceptions: index entries of exceptions by id.
        details: what else is known of licenses and exceptions, by id: statements,
            traits, spellings, sources and notes.
        aliases: spellings in the form that normalization reads.
    """

    licenses: Mapping[str, Record]
    exceptions: Mapping[str, Record]
    details: Mapping[str, Record]
    aliases: Mapping[str, Mapping[str, Any]]


def _version_order(version: str) -> list[tuple[int, str]]:
    return [
        (int(number or 0), letters) for number, letters in re.findall(r"(\d*)([a-z]*)", version)
    ]


def series(licenses: Mapping[str, Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return, for each family, its versions in order and the id that stands for each.

    A family of one version is a series if one of its ids says "or later".

    Parameters:
        licenses: index entries by id.
    """
    found: dict[str, dict[str, str]] = {}
    open_ended = set()
    for id, facts in licenses.items():
        if "version" not in facts or facts.get("deprecated"):
            continue
        if id.endswith("-or-later"):
            open_ended.add(facts["family"])
        else:
            versions = found.setdefault(facts["family"], {})
            versions.setdefault(facts["version"], id)
    return {
        family: sorted(versions.items(), key=lambda item: _version_order(item[0]))
        for family, versions in sorted(found.items())
        if len(versions) > 1 or family in open_ended
    }


def _index_entry(record: Record) -> Record:
    approvals = record.get("approvals", {})
    entry = {
        "name": record["name"],
        "category": record["category"],
        "content": record["content"] if record["content"] != ["code"] else None,
        "scope": record.get("copyleft_scope"),
        "family": record.get("family"),
        "version": record.get("version"),
        "deprecated": record.get("deprecated") or None,
        "successor": record.get("successor"),
        "osi": "yes" if approvals.get("osi") == "yes" else None,
        "fsf": _unless_unknown(approvals.get("fsf")),
        "open_definition": _unless_unknown(approvals.get("open_definition")),
        "blue_oak": approvals.get("blue_oak"),
    }
    return {name: value for name, value in entry.items() if value is not None}


def _unless_unknown(approval: str | None) -> str | None:
    return approval if approval != "unknown" else None


def _some(record: Record, names: Iterable[str]) -> Record:
    return {name: record[name] for name in names if record.get(name)}


class _Spellings:
    """Collect spellings; a spelling with two meanings is an error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.meanings: dict[str, Any] = {}
        self._writers: dict[str, str] = {}

    def add(self, text: str, meaning: Any, spelled: str, soft: bool = False) -> None:
        """Add a spelling; a ``soft`` one gives way to what is there."""
        if not spelled:
            raise DataError(str(self._path), text, "nothing is left of this spelling")
        known = self.meanings.setdefault(spelled, meaning)
        writer = self._writers.setdefault(spelled, text)
        if known != meaning and not soft:
            message = f"means {meaning!r} here, but {writer!r} means {known!r}"
            raise DataError(str(self._path), text, message)

    def of_type(self, kind: type) -> dict[str, Any]:
        """Return the meanings of one type, in the order of their spellings."""
        return {k: v for k, v in sorted(self.meanings.items()) if isinstance(v, kind)}


def _read_spellings(path: Path) -> Record:
    """Return the checked file of spellings; a file that is not there has none."""
    if not path.is_file():
        return {name: [] for name in _SPELLINGS}
    table = load_toml(path)
    check_table(path, "", table, dict.fromkeys(_SPELLINGS, lambda _: None), ())
    for name, keys in _SPELLINGS.items():
        checks = {key: _SPELLING[key] for key in keys}
        check_tables(path, name, table.setdefault(name, []), checks, keys)
    return table


def _aliases(
    path: Path, licenses: Collection[Record], exceptions: Collection[Record]
) -> dict[str, Any]:
    table = _read_spellings(path)
    words = _words(path, table, licenses)
    urls, tags, titles, additions = (_Spellings(path) for _ in range(4))
    for entry in table["urls"]:
        urls.add(entry["text"], entry["expression"], url_key(entry["text"]))
    for record in licenses:
        for text in record.get("aliases", {}).get("urls", ()):
            urls.add(text, record["id"], url_key(text))
        for tag in record.get("aliases", {}).get("hugging_face", ()):
            tags.add(tag, record["id"], tag.casefold())
        for title in record.get("aliases", {}).get("titles", ()):
            titles.add(title, record["id"], title_key(title))
    for record in exceptions:
        for text in (record["id"], record["name"], *_spellings_of(record)):
            additions.add(text, record["id"], exception_key(text), soft=True)
    return {
        "tags": tags.of_type(str),
        "titles": titles.of_type(str),
        "spellings": words.of_type(str),
        "ambiguous": words.of_type(list),
        "not_a_license": {k: v["kind"] for k, v in words.of_type(dict).items()},
        "urls": urls.of_type(str),
        "exceptions": additions.of_type(str),
    }


def _words(path: Path, table: Record, licenses: Iterable[Record]) -> _Spellings:
    """Collect spellings in words: an expression, a list of candidates, or a kind."""
    words = _Spellings(path)
    for entry in table["ambiguous"]:
        words.add(entry["text"], entry["candidates"], key(entry["text"]))
    for entry in table["not_a_license"]:
        words.add(entry["text"], {"kind": entry["kind"]}, key(entry["text"]))
    for entry in table["aliases"]:
        words.add(entry["text"], entry["expression"], key(entry["text"]))
    for record in licenses:
        for text in _spellings_of(record):
            words.add(text, record["id"], key(text))
    for record in licenses:
        if not record.get("deprecated"):
            words.add(record["name"], record["id"], key(record["name"]), soft=True)
    return words


def _spellings_of(record: Record) -> Iterator[str]:
    aliases = record.get("aliases", {})
    yield from aliases.get("spellings", ())
    if not record.get("deprecated"):
        yield record["id"]


class _Folder:
    """The license and exception files of a folder, on top of what a catalog has.

    Licenses stand in ``licenses``, exceptions in ``exceptions``; files beside these
    folders are told apart by their keys.
    """

    def __init__(self, path: Path, words: Vocabulary, base: Catalog | None) -> None:
        self._words = words
        self._base = base
        self._paths: dict[str, Path] = {}
        self.licenses: list[Record] = []
        self.exceptions: list[Record] = []
        for file in sorted((path / "licenses").glob("*.toml"), key=_by_id):
            self._add(file, self.licenses, read_license)
        for file in sorted((path / "exceptions").glob("*.toml"), key=_by_id):
            self._add(file, self.exceptions, read_exception)

    def add_loose(self, path: Path) -> None:
        """Add the files that stand in the folder itself."""
        for file in sorted(path.glob("*.toml"), key=_by_id):
            if file.name == "aliases.toml":
                continue
            if "kind" in load_toml(file):
                self._add(file, self.exceptions, read_exception)
            else:
                self._add(file, self.licenses, read_license)

    def _add(self, file: Path, group: list[Record], read: Callable[[Path], Record]) -> None:
        record = read(file)
        if record["id"] in self._paths:
            where = self._paths[record["id"]]
            raise DataError(str(file), "id", f"{record['id']!r} stands in {where} too")
        self._paths[record["id"]] = file
        group.append(record)

    def says(self) -> dict[str, Record]:
        """Return the checked statements of all records, complete."""
        ids = {record["id"] for record in self.licenses}
        ids |= set(self._base.facts) if self._base else set()
        found = {}
        for group in (self.licenses, self.exceptions):
            by_id = {record["id"]: record for record in group}
            for record in group:
                path = self._paths[record["id"]]
                check_statements(path, record, self._words, ids)
                base = self._like(path, record, by_id)
                found[record["id"]] = complete(path, record, base, self._words)
        return found

    def _like(
        self, path: Path, record: Record, group: Mapping[str, Record]
    ) -> Mapping[str, Any] | None:
        """Return what the record says that a record is like."""
        id = record.get("like")
        if id is None:
            return None
        base: Mapping[str, Any] | None = group.get(id)
        if base is None and self._base is not None and self._base.canonical(id) == id:
            base = dict(self._base.details(id))
        if base is None:
            raise DataError(str(path), "like", f"there is no {id!r}")
        if "like" in base:
            raise DataError(str(path), "like", f"{id!r} is itself like {base['like']!r}")
        if base["review"] == "category" and record["review"] != "category":
            raise DataError(str(path), "like", f"the text of {id!r} was not read")
        return base


def _by_id(path: Path) -> tuple[str, str]:
    return path.stem.lower(), path.stem


def load_folder(path: str | PathLike[str], base: Catalog) -> Tables:
    """Read a folder of one's own knowledge files.

    Parameters:
        path: a folder of license and exception files, or with folders ``licenses`` and
            ``exceptions``.
        base: what the files may refer to beside each other.

    Raises:
        DataError: there is no such folder, it holds no record, a file does not pass its
            checks, or two files contradict.
    """
    if not Path(path).is_dir():
        raise DataError(fspath(path), "folder", "there is no such folder")
    folder = _Folder(Path(path), vocabulary(), base)
    folder.add_loose(Path(path))
    if not folder.licenses and not folder.exceptions:
        raise DataError(fspath(path), "folder", "there is no license or exception file (*.toml)")
    return _tables(folder, Path(path))


def _tables(folder: _Folder, path: Path) -> Tables:
    licenses, exceptions = folder.licenses, folder.exceptions
    names = ("name", "kind", "restricts", "deprecated", "successor")
    parts = ("modifies", "lifts", "only_with", "aliases", "sources", "note")
    says = folder.says()
    details = {
        record["id"]: {**says[record["id"]], **_some(record, parts)}
        for record in (*licenses, *exceptions)
    }
    return Tables(
        licenses={record["id"]: _index_entry(record) for record in licenses},
        exceptions={record["id"]: _some(record, names) for record in exceptions},
        details=details,
        aliases=_aliases(path / "aliases.toml", licenses, exceptions),
    )


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _dump(value: Any, depth: int) -> str:
    """Return JSON with one line for each entry down to ``depth``."""
    if depth == 0 or not isinstance(value, dict):
        return _line(value)
    lines = [f"{_line(name)}:{_dump(value[name], depth - 1)}" for name in value]
    return "{\n" + ",\n".join(lines) + "\n}"


def _detail_lines(details: Mapping[str, Record]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return one line for each record, and where each stands: first byte and length."""
    lines, places, start = [], {}, 0
    for id, record in details.items():
        line = _line(record)
        size = len(line.encode())
        places[id] = (start, size)
        lines.append(line + "\n")
        start += size + 1
    return "".join(lines), places


def compile_data(folder: Path) -> dict[str, str]:
    """Return the files that ship, by name, made from the knowledge files.

    Parameters:
        folder: the ``data`` folder.

    Raises:
        DataError: a file does not pass its checks, or two files contradict.
    """
    words = read_vocabulary(folder / "vocabulary.toml")
    tables = _tables(_Folder(folder, Vocabulary.of(words), None), folder)
    catalog = load_toml(folder / "catalog.toml")
    check_table(folder / "catalog.toml", "", catalog, {"spdx_version": is_text}, ("spdx_version",))
    details, places = _detail_lines(tables.details)
    groups = {"licenses": tables.licenses, "exceptions": tables.exceptions}
    index = {
        "spdx_version": catalog["spdx_version"],
        **{
            name: {id: {**facts, "at": places[id]} for id, facts in group.items()}
            for name, group in groups.items()
        },
        "series": series(tables.licenses),
    }
    paths = sorted((folder / "frameworks").glob("*.toml"))
    facts = _pair_facts(folder / "compatibility.toml", tables)
    frameworks = {record["id"]: record for record in map(read_framework, paths)}
    return {
        "index.json": _dump(index, 2) + "\n",
        "details.jsonl": details,
        "aliases.json": _dump(tables.aliases, 2) + "\n",
        "compatibility.json": _dump(facts, 1) + "\n",
        "frameworks.json": _dump(frameworks, 1) + "\n",
        "vocabulary.json": _dump(words, 1) + "\n",
    }


def _pair_facts(path: Path, tables: Tables) -> dict[str, Record]:
    """Return the facts about pairs by id, with every license that they stand for."""
    facts = read_pair_facts(path) if path.is_file() else []
    for number, fact in enumerate(facts):
        for side in ("inbound", "outbound"):
            where = f"facts[{number}].{side}"
            named = (id for name in fact[side] for id in _named(path, where, name, tables))
            fact[side] = list(dict.fromkeys(named))
    return {fact.pop("id"): fact for fact in facts}


def _named(path: Path, where: str, name: str, tables: Tables) -> list[str]:
    """Return the licenses that a name of a fact stands for."""
    id, _, exception = name.partition(" WITH ")
    if exception and exception not in tables.exceptions:
        raise DataError(str(path), where, f"there is no exception {exception!r}")
    if name.endswith("*"):
        found = [
            each
            for each, facts in tables.licenses.items()
            if each.startswith(name[:-1]) and not facts.get("deprecated")
        ]
        if not found:
            raise DataError(str(path), where, f"no license begins with {name[:-1]!r}")
        return found
    if id not in tables.licenses:
        raise DataError(str(path), where, f"there is no license {id!r}")
    return [name]
