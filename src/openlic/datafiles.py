# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Read and check the knowledge files: licenses, exceptions and frameworks.

The files under ``data/`` are the source of what openlic knows, one per license,
exception and framework. A user's own licenses are files of the same form.
"""

from __future__ import annotations

__all__ = [
    "read_exception",
    "read_framework",
    "read_license",
    "read_pair_facts",
    "read_vocabulary",
]

from collections.abc import Mapping
from pathlib import Path

from openlic._checks import (
    Check,
    Record,
    are_tables,
    are_texts,
    check_table,
    check_tables,
    is_flag,
    is_number,
    is_table,
    is_text,
    load_toml,
    one_of,
    or_empty,
    some_of,
)
from openlic.errors import DataError
from openlic.terms import (
    BASES,
    CATEGORIES,
    CONTENT_TYPES,
    COPYLEFT_SCOPES,
    EXCEPTION_KINDS,
    REVIEW_STATES,
    STATEMENT_KINDS,
    USES,
)

_TRISTATE = ("yes", "no", "unknown")
_RATINGS = ("Model", "Gold", "Silver", "Bronze", "Lead")

#: Keys of what a license or exception says; :mod:`openlic._statements` checks them.
_SAYS: dict[str, Check] = {
    "like": is_text,
    "without": are_tables,
    "without_traits": are_texts,
    "statements": are_tables,
    "unclear": or_empty(are_texts),
    "traits": is_table,
}
_LICENSE: dict[str, Check] = {
    "id": is_text,
    "name": is_text,
    "family": is_text,
    "version": is_text,
    "deprecated": is_flag,
    "successor": is_text,
    "category": one_of(CATEGORIES),
    "copyleft_scope": one_of(COPYLEFT_SCOPES),
    "content": some_of(CONTENT_TYPES),
    "review": one_of(REVIEW_STATES),
    "note": is_text,
    **_SAYS,
}
_EXCEPTION: dict[str, Check] = {
    "id": is_text,
    "name": is_text,
    "kind": one_of(EXCEPTION_KINDS),
    "restricts": is_flag,
    "deprecated": is_flag,
    "successor": is_text,
    "review": one_of(REVIEW_STATES),
    "note": is_text,
    "modifies": are_texts,
    "lifts": are_tables,
    "only_with": is_text,
    **_SAYS,
}
_APPROVALS: dict[str, Check] = {
    "osi": one_of(_TRISTATE),
    "fsf": one_of(_TRISTATE),
    "open_definition": one_of(_TRISTATE),
    "blue_oak": one_of(_RATINGS),
}
_ALIASES: dict[str, Check] = {
    "hugging_face": are_texts,
    "hugging_face_names": are_texts,
    "scancode": are_texts,
    "spellings": are_texts,
    "titles": are_texts,
    "urls": are_texts,
}
_SOURCE: dict[str, Check] = {
    "of": is_text,
    "basis": one_of(BASES),
    "reference": is_text,
    "clause": is_text,
}
_TERM: dict[str, Check] = {
    "name": is_text,
    "kinds": some_of(STATEMENT_KINDS),
    "means": is_text,
    "example": is_text,
    "value": is_text,
    **dict.fromkeys(("choosealicense", "ccrel", "odrl", "osadl"), is_text),
}
_TRAIT: dict[str, Check] = {"means": is_text, "values": is_table}
_VOCABULARY: dict[str, Check] = {
    "terms": are_tables,
    **dict.fromkeys(
        ("on", "when", "form", "condition", "metric", "by", "at", "field", "traits", "implied"),
        is_table,
    ),
}

_FRAMEWORK: dict[str, Check] = {
    "id": is_text,
    "title": is_text,
    "version": is_text,
    "summary": is_text,
    "configuration_file": is_flag,
    "beyond_licenses": is_text,
    "reading": is_table,
    "lists": is_table,
    "fits": is_table,
    **dict.fromkeys(
        ("sources", "tiers", "requirements", "components", "substitutes", "covers", "alternatives"),
        are_tables,
    ),
}
_FRAMEWORK_NEEDS = (
    "id", "title", "version", "summary", "sources", "reading", "tiers", "requirements",
    "components", "lists",
)  # fmt: skip
_READING: dict[str, Check] = {
    "licenses": one_of(("expression", "exact-id")),
    "first_component": is_text,
}
_RULE: dict[str, Check] = {
    "id": is_text,
    "verdict": one_of(_TRISTATE),
    "when": is_table,
    "says": is_text,
}
_COMPONENT: dict[str, Check] = {
    "name": is_text,
    "content": one_of(CONTENT_TYPES),
    "tier": is_number,
    "required": is_flag,
    "requirement": is_text,
}
#: The nested tables of a framework: what their keys hold, and which are needed.
_FRAMEWORK_TABLES: dict[str, tuple[dict[str, Check], tuple[str, ...]]] = {
    "sources": ({"reference": is_text}, ("reference",)),
    "tiers": ({"tier": is_number, "name": is_text}, ("tier", "name")),
    "components": (_COMPONENT, tuple(_COMPONENT)),
    "requirements": (
        {"id": is_text, "asks": is_text, "none": one_of(_TRISTATE), "rules": are_tables},
        ("id", "asks", "none", "rules"),
    ),
    "substitutes": (
        {"component": is_text, "by": is_text, "applies": one_of(("when-met", "when-listed"))},
        ("component", "by", "applies"),
    ),
    "covers": ({"component": is_text, "by": are_texts}, ("component", "by")),
    "alternatives": (
        {"tier": is_number, "name": is_text, "any": are_texts},
        ("tier", "name", "any"),
    ),
}


def read_vocabulary(path: Path) -> Record:
    """Return the checked file of the words of statements.

    Raises:
        DataError: a key is missing or wrong.
    """
    record = load_toml(path)
    check_table(path, "", record, _VOCABULARY, _VOCABULARY)
    check_tables(path, "terms", record["terms"], _TERM, ("name", "kinds", "means", "example"))
    for name, entry in record["traits"].items():
        check_table(path, f"traits.{name}", entry, _TRAIT, _TRAIT)
    return record


_PAIR_FACT: dict[str, Check] = {
    "id": is_text,
    "inbound": are_texts,
    "outbound": are_texts,
    "uses": some_of(USES),
    "verdict": one_of(("yes", "no")),
    "says": is_text,
    "source": is_text,
}


def read_pair_facts(path: Path) -> list[Record]:
    """Return the checked facts about pairs of licenses.

    Raises:
        DataError: a key is missing or wrong, or an id stands twice.
    """
    record = load_toml(path)
    check_table(path, "", record, {"facts": are_tables}, ("facts",))
    check_tables(path, "facts", record["facts"], _PAIR_FACT, _PAIR_FACT)
    ids = [fact["id"] for fact in record["facts"]]
    for number, id in enumerate(ids):
        if id in ids[:number]:
            raise DataError(str(path), f"facts[{number}].id", f"{id!r} stands twice")
    return list(record["facts"])


def _check_parts(path: Path, record: Record, tables: Mapping[str, Mapping[str, Check]]) -> Record:
    """Check the nested tables of a record and return what is left of it."""
    for name, checks in tables.items():
        if name == "sources":
            check_tables(path, name, record.get(name, []), checks, ("of", "basis", "reference"))
        elif name in record:
            check_table(path, name, record[name], checks, ())
    return {name: value for name, value in record.items() if name not in tables}


def read_license(path: Path) -> Record:
    """Return the checked content of a license file; its statements are checked apart.

    Raises:
        DataError: a key, a word of a vocabulary or a combination is wrong.
    """
    record = load_toml(path)
    tables = {"approvals": _APPROVALS, "aliases": _ALIASES, "sources": _SOURCE}
    plain = _check_parts(path, record, tables)
    check_table(path, "", plain, _LICENSE, ("id", "name", "category", "content", "review"))
    _check_record(path, record)
    copyleft = record["category"].startswith(("copyleft", "sharealike"))
    if copyleft != ("copyleft_scope" in record):
        expected = "a scope is needed" if copyleft else "only copyleft has a scope"
        raise DataError(str(path), "copyleft_scope", f"{expected} with {record['category']!r}")
    if "version" in record and "family" not in record:
        raise DataError(str(path), "version", "a version needs a family")
    return record


def read_exception(path: Path) -> Record:
    """Return the checked content of an exception file; its statements are checked apart.

    Raises:
        DataError: a key or a word of a vocabulary is wrong.
    """
    record = load_toml(path)
    plain = _check_parts(path, record, {"aliases": _ALIASES, "sources": _SOURCE})
    check_table(path, "", plain, _EXCEPTION, ("id", "name", "kind", "restricts", "review"))
    _check_record(path, record)
    return record


def read_framework(path: Path) -> Record:
    """Return the checked content of a framework file.

    Raises:
        DataError: a key is missing or wrong, or a name is used that is not defined.
    """
    record = load_toml(path)
    check_table(path, "", record, _FRAMEWORK, _FRAMEWORK_NEEDS)
    _check_record(path, record)
    check_table(path, "reading", record["reading"], _READING, ("licenses",))
    for name, (checks, required) in _FRAMEWORK_TABLES.items():
        check_tables(path, name, record.get(name, []), checks, required)
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
        check_tables(path, where, entry["rules"], _RULE, _RULE)
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
        message = f"{record['id']!r} does not match the name of the file"
        raise DataError(str(path), "id", f"{message}; call the file {record['id']}.toml")
    if "successor" in record and not record.get("deprecated"):
        raise DataError(str(path), "successor", "only a deprecated id has a successor")
    if not record.get("sources"):
        raise DataError(str(path), "sources", "at least one source is needed")
