# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What openlic knows, as the verdicts need it.

The facts that verdicts rest on are in a small index that is read at the first
question. Spellings are in a file of their own, read when a text is no id. The rest (what
licenses permit and require, sources, notes) is read for one license at a time.
"""

from __future__ import annotations

__all__ = ["Catalog", "default_catalog"]

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from os import PathLike
from typing import TYPE_CHECKING, Any

from openlic._resources import read_part, read_resource

if TYPE_CHECKING:
    from openlic._facts import Details, ExceptionFacts, Facts
    from openlic.compiling import Tables


def _read_json(name: str) -> Any:
    return json.loads(read_resource("_data", name))


def _read_details(_id: str, facts: Mapping[str, Any]) -> Any:
    return json.loads(read_part(*facts["at"], "_data", "details.jsonl"))


class Catalog:
    """Licenses, exceptions and spellings.

    Users ask through :func:`openlic.license`, :func:`openlic.licenses` and
    :func:`openlic.normalize`; the catalog is what these read. One's own licenses are
    added by :meth:`load`.

    Parameters:
        read: gives the content of ``index.json`` or ``aliases.json``; each is asked
            for once, when first needed.
        read_details: gives what is known of a license or exception beyond the index,
            from its id and its entry there.
    """

    def __init__(
        self,
        read: Callable[[str], Any] = _read_json,
        read_details: Callable[[str, Mapping[str, Any]], Details] = _read_details,
    ) -> None:
        self._read = read
        self._read_details = read_details

    @classmethod
    def load(cls, path: str | PathLike[str], base: Catalog | None = None) -> Catalog:
        """Return a catalog with one's own licenses and exceptions.

        Parameters:
            path: a folder of TOML files in the form of openlic's own, one per license
                or exception; or a folder with such folders ``licenses`` and
                ``exceptions``. An ``aliases.toml`` in it adds spellings.
            base: the catalog to build on; the built-in one if None. A record of the
                folder replaces one of the same id.

        Raises:
            DataError: there is no such folder, it holds no record, or a file does not
                pass its checks.

        >>> own = Catalog.load("examples/licenses")
        >>> own.facts["LicenseRef-acme-model-1.0"]["category"]
        'use-restricted'
        """
        from openlic.compiling import load_folder

        known = base if base is not None else default_catalog()
        layered = _Layered(known, load_folder(path, known))
        return cls(layered.read, layered.details)

    @cached_property
    def _index(self) -> Mapping[str, Any]:
        index: Mapping[str, Any] = self._read("index.json")
        return index

    @cached_property
    def aliases(self) -> Mapping[str, Any]:
        """Spellings that people use, in the form that normalization reads."""
        aliases: Mapping[str, Any] = self._read("aliases.json")
        return aliases

    def details(self, id: str) -> Details:
        """Return what is known of a license or exception beyond the index.

        Raises:
            KeyError: the catalog has no such id.
        """
        group = self.facts if id in self.facts else self.exceptions
        return self._read_details(id, group[id])

    @property
    def spdx_version(self) -> str:
        """Version of the SPDX list that the catalog holds."""
        return str(self._index["spdx_version"])

    @property
    def facts(self) -> Mapping[str, Facts]:
        """Index entries of all licenses by id."""
        return self._index["licenses"]  # type: ignore[no-any-return]

    @property
    def exceptions(self) -> Mapping[str, ExceptionFacts]:
        """Index entries of all exceptions by id."""
        return self._index["exceptions"]  # type: ignore[no-any-return]

    @cached_property
    def _by_lower_case(self) -> Mapping[str, str]:
        return {id.lower(): id for group in (self.exceptions, self.facts) for id in group}

    @cached_property
    def references(self) -> Mapping[str, str]:
        """References that the catalog holds, by their lower-case form."""
        return {id.lower(): id for id in self.facts if id.startswith("LicenseRef-")}

    def canonical(self, id: str) -> str | None:
        """Return the id of a license or exception as the catalog spells it.

        SPDX ids match in any case (SPDX 3.0.1, annex on license expressions);
        ids with ``LicenseRef-`` match as written only.
        """
        if id in self.facts or id in self.exceptions:
            return id
        found = self._by_lower_case.get(id.lower())
        return None if found is None or found.startswith("LicenseRef-") else found

    @cached_property
    def _renamed(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the same license under other names, for ids that were withdrawn and
        those that replaced them."""
        names: dict[str, tuple[str, ...]] = {}
        for id, facts in self.facts.items():
            successor = facts.get("successor", "")
            license = successor.split(" WITH ")[0]
            if license in self.facts:
                names[id] = (license,)
                if license == successor:
                    names[license] = (*names.get(license, ()), id)
        return names

    def same_license(self, id: str) -> tuple[str, ...]:
        """Return an id and the ids that the same license has or had.

        An approval under one name is an approval of the license. Of a withdrawn id for
        a license with an exception, the license is taken.

        >>> default_catalog().same_license("Nunit")
        ('Nunit', 'zlib-acknowledgement')
        """
        return (id, *self._renamed.get(id, ()))

    def later_versions(self, id: str) -> tuple[str, ...]:
        """Return what "this version or any later one" offers, oldest first.

        A license without a series offers itself only.

        >>> default_catalog().later_versions("GPL-2.0-only")
        ('GPL-2.0-only', 'GPL-3.0-only')
        """
        facts = self.facts[id]
        series = self._index["series"].get(facts.get("family"), ())
        versions = [version for version, _ in series]
        if facts.get("version") not in versions:
            return (id,)
        later = series[versions.index(facts["version"]) :]
        return tuple(representative for _, representative in later)

    def contents(self, id: str) -> Sequence[str]:
        """Return what a license is written for; code if nothing is known of it.

        >>> default_catalog().contents("CC-BY-4.0")
        ['data', 'document']
        """
        return self.facts.get(id, {}).get("content", ("code",))

    def suggest(self, id: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return up to three ids that ``id`` may stand for, best first.

        What a family name is listed for comes first, then ids that are spelled almost
        like it, that begin like it, or are spelled much like it; ids in use come before
        withdrawn ones.

        >>> default_catalog().suggest("GPLv3")
        ('GPL-3.0-only', 'GPL-3.0-or-later', 'GPL-3.0-linking-exception')
        """
        from difflib import SequenceMatcher, get_close_matches

        names = list(self._by_lower_case.values() if among is None else among)
        known, text = {name.lower(): name for name in names}, id[:100].lower()
        family = self.aliases["ambiguous"].get(re.sub(r"[-_\s]+", " ", text), ())
        listed = [each for each in family if each in names]
        alike = get_close_matches(text, known, 3, 0.75)
        near = sorted((known[n] for n in alike), key=self._is_withdrawn)
        close = [n for n in near if SequenceMatcher(None, n.lower(), text).ratio() >= 0.85]
        start = _pieces(text)
        begins = [name for name in names if start and _pieces(name)[: len(start)] == start]
        begins.sort(reverse=True)  # the latest version first
        begins.sort(key=lambda name: (self._is_withdrawn(name), len(name)))
        return tuple(dict.fromkeys([*listed, *close, *begins, *near]))[:3]

    def _is_withdrawn(self, id: str) -> bool:
        facts = self.facts.get(id) or self.exceptions.get(id) or {}
        return bool(facts.get("deprecated"))


@lru_cache(maxsize=4096)
def _pieces(id: str) -> list[str]:
    """Return the words and numbers of an id, without a "v" before a number."""
    return re.findall(r"[a-z]+|\d+", re.sub(r"(?<=[a-z])v(?=\d)|\bv(?=\d)", "", id.lower()))


class _Layered:
    """What a catalog holds, with the content of a folder on top."""

    def __init__(self, base: Catalog, own: Tables) -> None:
        self._base = base
        self._own = own

    def read(self, name: str) -> Any:
        """Return one of the tables of a catalog."""
        if name == "index.json":
            return self._index()
        return {
            table: {**entries, **self._own.aliases[table]}
            for table, entries in self._base.aliases.items()
        }

    def _index(self) -> Mapping[str, Any]:
        from openlic.compiling import series

        licenses = {**self._base.facts, **self._own.licenses}
        return {
            "spdx_version": self._base.spdx_version,
            "licenses": licenses,
            "exceptions": {**self._base.exceptions, **self._own.exceptions},
            "series": series(licenses),
        }

    def details(self, id: str, _facts: Mapping[str, Any]) -> Details:
        """Return what else is known of a record, that of the folder first."""
        if id in self._own.details:
            return self._own.details[id]  # type: ignore[return-value]
        return self._base.details(id)


@cache
def default_catalog() -> Catalog:
    """Return the catalog that ships with openlic."""
    return Catalog()
