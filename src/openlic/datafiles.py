# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read the knowledge files and compile them into what ships in the wheel.

The files under ``data/`` are the source: one per license, exception and framework,
and one of spellings. :func:`compile_data` checks them and gives the JSON files that
:mod:`openlic.catalog` and :mod:`openlic.frameworks` read.
"""

from __future__ import annotations

__all__ = ["compile_data", "read_exception", "read_framework", "read_license"]

import json
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openlic.errors import DataError
from openlic.normalization import exception_key, key, title_key, url_key
from openlic.terms import (
    BASES,
    CATEGORIES,
    CONTENT_TYPES,
    COPYLEFT_SCOPES,
    EXCEPTION_KINDS,
    REVIEW_STATES,
    STATEMENT_KINDS,
)

_TRISTATE = ("yes", "no", "unknown")
_RATINGS = ("Model", "Gold", "Silver", "Bronze", "Lead")
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

Check = Callable[[Any], str | None]
Record = dict[str, Any]


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value else "a text is expected"


def _flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "true or false is expected"


def _texts(value: Any) -> str | None:
    good = isinstance(value, list) and value and all(isinstance(v, str) and v for v in value)
    if not good:
        return "a list of texts is expected"
    return "an entry stands twice" if len(set(value)) < len(value) else None


def _one_of(words: Collection[str]) -> Check:
    def check(value: Any) -> str | None:
        known = isinstance(value, str) and value in words
        return None if known else f"{value!r} is not one of {', '.join(words)}"

    return check


def _some_of(words: Collection[str]) -> Check:
    def check(value: Any) -> str | None:
        wrong = _texts(value)
        unknown = [] if wrong else [v for v in value if v not in words]
        return wrong or (f"{unknown[0]!r} is not one of {', '.join(words)}" if unknown else None)

    return check


_LICENSE: dict[str, Check] = {
    "id": _text,
    "name": _text,
    "family": _text,
    "version": _text,
    "deprecated": _flag,
    "successor": _text,
    "category": _one_of(CATEGORIES),
    "copyleft_scope": _one_of(COPYLEFT_SCOPES),
    "content": _some_of(CONTENT_TYPES),
    "review": _one_of(REVIEW_STATES),
    "note": _text,
}
_EXCEPTION: dict[str, Check] = {
    "id": _text,
    "name": _text,
    "kind": _one_of(EXCEPTION_KINDS),
    "restricts": _flag,
    "deprecated": _flag,
    "successor": _text,
    "written_for": _texts,
    "note": _text,
}
_APPROVALS: dict[str, Check] = {
    "osi": _one_of(_TRISTATE),
    "fsf": _one_of(_TRISTATE),
    "open_definition": _one_of(_TRISTATE),
    "blue_oak": _one_of(_RATINGS),
}
_ALIASES: dict[str, Check] = {
    "hugging_face": _texts,
    "hugging_face_names": _texts,
    "scancode": _texts,
    "spellings": _texts,
    "titles": _texts,
    "urls": _texts,
}
_SOURCE: dict[str, Check] = {
    "of": _text,
    "basis": _one_of(BASES),
    "reference": _text,
    "clause": _text,
}
_STATEMENT: dict[str, Check] = {
    "kind": _one_of(STATEMENT_KINDS),
    "term": _text,
    "clause": _text,
}


_SPELLING: dict[str, Check] = {
    "text": _text,
    "expression": _text,
    "source": _text,
    "candidates": _texts,
    "kind": _one_of(_NOT_A_LICENSE),
}


def _table(value: Any) -> str | None:
    return None if isinstance(value, dict) else "a table is expected"


def _tables(value: Any) -> str | None:
    return None if isinstance(value, list) else "a list of tables is expected"


def _number(value: Any) -> str | None:
    return None if type(value) is int else "a number is expected"


_FRAMEWORK: dict[str, Check] = {
    "id": _text,
    "title": _text,
    "version": _text,
    "summary": _text,
    "configuration_file": _flag,
    "beyond_licenses": _text,
    "reading": _table,
    "lists": _table,
    "fits": _table,
    **dict.fromkeys(
        ("sources", "tiers", "requirements", "components", "substitutes", "covers", "alternatives"),
        _tables,
    ),
}
_FRAMEWORK_NEEDS = (
    "id", "title", "version", "summary", "sources", "reading", "tiers", "requirements",
    "components", "lists",
)  # fmt: skip
_READING: dict[str, Check] = {
    "licenses": _one_of(("expression", "exact-id")),
    "first_component": _text,
}
_RULE: dict[str, Check] = {
    "id": _text,
    "verdict": _one_of(_TRISTATE),
    "when": _table,
    "says": _text,
}
_COMPONENT: dict[str, Check] = {
    "name": _text,
    "content": _one_of(CONTENT_TYPES),
    "tier": _number,
    "required": _flag,
    "requirement": _text,
}
#: The nested tables of a framework: what their keys hold, and which are needed.
_FRAMEWORK_TABLES: dict[str, tuple[dict[str, Check], tuple[str, ...]]] = {
    "sources": ({"reference": _text}, ("reference",)),
    "tiers": ({"tier": _number, "name": _text}, ("tier", "name")),
    "components": (_COMPONENT, tuple(_COMPONENT)),
    "requirements": (
        {"id": _text, "asks": _text, "none": _one_of(_TRISTATE), "rules": _tables},
        ("id", "asks", "none", "rules"),
    ),
    "substitutes": (
        {"component": _text, "by": _text, "applies": _one_of(("when-met", "when-listed"))},
        ("component", "by", "applies"),
    ),
    "covers": ({"component": _text, "by": _texts}, ("component", "by")),
    "alternatives": ({"tier": _number, "name": _text, "any": _texts}, ("tier", "name", "any")),
}


def _load(path: Path) -> Record:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(str(path), "file", str(error)) from error


def _check_table(
    path: Path, where: str, table: Any, checks: Mapping[str, Check], required: Iterable[str]
) -> None:
    if not isinstance(table, dict):
        raise DataError(str(path), where, "a table is expected")
    prefix = f"{where}." if where else ""
    for name in required:
        if name not in table:
            raise DataError(str(path), f"{prefix}{name}", "this key is missing")
    for name, value in table.items():
        if name not in checks:
            known = ", ".join(checks)
            raise DataError(str(path), f"{prefix}{name}", f"no such key; there are {known}")
        wrong = checks[name](value)
        if wrong:
            raise DataError(str(path), f"{prefix}{name}", wrong)


def _check_tables(
    path: Path, where: str, tables: Any, checks: Mapping[str, Check], required: Iterable[str]
) -> None:
    if not isinstance(tables, list):
        raise DataError(str(path), where, "a list of tables is expected")
    for number, entry in enumerate(tables):
        _check_table(path, f"{where}[{number}]", entry, checks, required)


def _check_parts(path: Path, record: Record, tables: Mapping[str, Mapping[str, Check]]) -> Record:
    """Check the nested tables of a record and return what is left of it."""
    plain = {name: value for name, value in record.items() if name not in tables}
    for name, checks in tables.items():
        if name in ("sources", "statements"):
            required = ("of", "basis", "reference") if name == "sources" else ("kind", "term")
            _check_tables(path, name, record.get(name, []), checks, required)
        elif name in record:
            _check_table(path, name, record[name], checks, ())
    return plain


def read_license(path: Path) -> Record:
    """Return the checked content of a license file.

    Raises:
        DataError: a key, a word of a vocabulary or a combination is wrong.
    """
    record = _load(path)
    tables = {
        "approvals": _APPROVALS,
        "aliases": _ALIASES,
        "sources": _SOURCE,
        "statements": _STATEMENT,
    }
    plain = _check_parts(path, record, tables)
    _check_table(path, "", plain, _LICENSE, ("id", "name", "category", "content", "review"))
    _check_record(path, record)
    copyleft = record["category"].startswith(("copyleft", "sharealike"))
    if copyleft != ("copyleft_scope" in record):
        expected = "a scope is needed" if copyleft else "only copyleft has a scope"
        raise DataError(str(path), "copyleft_scope", f"{expected} with {record['category']!r}")
    if "version" in record and "family" not in record:
        raise DataError(str(path), "version", "a version needs a family")
    return record


def read_exception(path: Path) -> Record:
    """Return the checked content of an exception file.

    Raises:
        DataError: a key or a word of a vocabulary is wrong.
    """
    record = _load(path)
    plain = _check_parts(path, record, {"aliases": _ALIASES, "sources": _SOURCE})
    _check_table(path, "", plain, _EXCEPTION, ("id", "name", "kind", "restricts"))
    _check_record(path, record)
    return record


def read_framework(path: Path) -> Record:
    """Return the checked content of a framework file.

    Raises:
        DataError: a key is missing or wrong, or a name is used that is not defined.
    """
    record = _load(path)
    _check_table(path, "", record, _FRAMEWORK, _FRAMEWORK_NEEDS)
    _check_record(path, record)
    _check_table(path, "reading", record["reading"], _READING, ("licenses",))
    for name, (checks, required) in _FRAMEWORK_TABLES.items():
        _check_tables(path, name, record.get(name, []), checks, required)
    _check_names(path, record)
    return record


def _check_names(path: Path, record: Record) -> None:
    """Check that requirements, components and lists that a framework names exist."""
    components = {entry["name"] for entry in record["components"]}
    requirements = {entry["id"] for entry in record["requirements"]}
    for entry in record["components"]:
        if entry["requirement"] not in requirements:
            where = f"components.{entry['name']}.requirement"
            raise DataError(str(path), where, f"there is no requirement {entry['requirement']!r}")
    used = [(entry["component"], "substitutes") for entry in record.get("substitutes", [])]
    used += [(entry["by"], "substitutes") for entry in record.get("substitutes", [])]
    for entry in record.get("covers", []):
        used += [(name, "covers") for name in (entry["component"], *entry["by"])]
    for entry in record.get("alternatives", []):
        used += [(name, "alternatives") for name in entry["any"]]
    for name, where in used:
        if name not in components:
            raise DataError(str(path), where, f"there is no component {name!r}")
    for entry in record["requirements"]:
        where = f"requirements.{entry['id']}.rules"
        _check_tables(path, where, entry["rules"], _RULE, _RULE)
        if not entry["rules"] or entry["rules"][-1]["when"]:
            raise DataError(str(path), where, "the last rule must hold without condition")
        for rule in entry["rules"]:
            named = rule["when"].get("list", [])
            for name in [named] if isinstance(named, str) else named:
                if name not in record["lists"]:
                    raise DataError(str(path), where, f"there is no list {name!r}")


def _check_record(path: Path, record: Record) -> None:
    """Check what licenses, exceptions and frameworks have in common."""
    if record["id"] != path.stem:
        raise DataError(str(path), "id", f"{record['id']!r} does not match the name of the file")
    if "successor" in record and not record.get("deprecated"):
        raise DataError(str(path), "successor", "only a deprecated id has a successor")
    if not record.get("sources"):
        raise DataError(str(path), "sources", "at least one source is needed")


def _records(folder: Path, read: Callable[[Path], Record]) -> list[Record]:
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.stem.lower(), path.stem))
    return [read(path) for path in paths]


def _version_order(version: str) -> list[tuple[int, str]]:
    return [
        (int(number or 0), letters) for number, letters in re.findall(r"(\d*)([a-z]*)", version)
    ]


def _series(licenses: Iterable[Record]) -> dict[str, list[tuple[str, str]]]:
    """Return, for each family, its versions in order and the id that stands for each.

    A family of one version is a series if one of its ids says "or later".
    """
    found: dict[str, dict[str, str]] = {}
    open_ended = set()
    for record in licenses:
        if "version" not in record or record.get("deprecated"):
            continue
        if record["id"].endswith("-or-later"):
            open_ended.add(record["family"])
        else:
            versions = found.setdefault(record["family"], {})
            versions.setdefault(record["version"], record["id"])
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
        "fsf": approvals.get("fsf") if approvals.get("fsf") != "unknown" else None,
        "open_definition": (
            approvals.get("open_definition")
            if approvals.get("open_definition") != "unknown"
            else None
        ),
        "blue_oak": approvals.get("blue_oak"),
    }
    return {name: value for name, value in entry.items() if value is not None}


def _exception_entry(record: Record) -> Record:
    names = ("name", "kind", "restricts", "deprecated", "successor")
    return {name: record[name] for name in names if record.get(name)}


def _details(record: Record, names: Iterable[str]) -> Record:
    return {name: record[name] for name in names if name in record}


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
    """Return the checked file of spellings."""
    table = _load(path)
    _check_table(path, "", table, dict.fromkeys(_SPELLINGS, lambda _: None), _SPELLINGS)
    for name, keys in _SPELLINGS.items():
        checks = {key: _SPELLING[key] for key in keys}
        _check_tables(path, name, table[name], checks, keys)
    return table


def _aliases(
    folder: Path, licenses: Collection[Record], exceptions: Collection[Record]
) -> dict[str, Any]:
    path = folder / "aliases.toml"
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


def _dump(value: Any, depth: int) -> str:
    """Return JSON with one line for each entry down to ``depth``."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}:{_dump(value[name], depth - 1)}" for name in value
    ]
    return "{\n" + ",\n".join(lines) + "\n}"


def compile_data(folder: Path) -> dict[str, str]:
    """Return the files that ship, by name, made from the knowledge files.

    Parameters:
        folder: the ``data`` folder.

    Raises:
        DataError: a file does not pass its checks, or two files contradict.
    """
    licenses = _records(folder / "licenses", read_license)
    exceptions = _records(folder / "exceptions", read_exception)
    catalog = _load(folder / "catalog.toml")
    _check_table(folder / "catalog.toml", "", catalog, {"spdx_version": _text}, ("spdx_version",))
    index = {
        "spdx_version": catalog["spdx_version"],
        "licenses": {record["id"]: _index_entry(record) for record in licenses},
        "exceptions": {record["id"]: _exception_entry(record) for record in exceptions},
        "series": _series(licenses),
    }
    parts = ("review", "statements", "aliases", "sources", "note")
    details = {
        "licenses": {record["id"]: _details(record, parts) for record in licenses},
        "exceptions": {
            record["id"]: _details(record, ("written_for", *parts)) for record in exceptions
        },
    }
    paths = sorted((folder / "frameworks").glob("*.toml"))
    frameworks = {record["id"]: record for record in map(read_framework, paths)}
    return {
        "index.json": _dump(index, 2) + "\n",
        "details.json": _dump(details, 2) + "\n",
        "aliases.json": _dump(_aliases(folder, licenses, exceptions), 2) + "\n",
        "frameworks.json": _dump(frameworks, 1) + "\n",
    }
