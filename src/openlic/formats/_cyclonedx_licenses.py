# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The licenses of one element of a CycloneDX document, and what is doubtful about them."""

from __future__ import annotations

__all__ = ["Doubts", "Held", "LicenseReader", "Statement", "shown"]

import base64
import binascii
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from openlic.catalog import default_catalog
from openlic.expression import NOASSERTION
from openlic.formats._inventory import Inventory
from openlic.model import LocalLicense
from openlic.normalization import normalize
from openlic.texts import identify

#: Most findings of one kind, and most of what the schema does not allow.
_MOST, _MOST_WARNINGS = 50, 20

#: Most names, and most pairs of licenses, that are compared by what they mean; in files that
#: have more, the others are compared as written.
_MOST_LOOKS = 500

_REFERENCES = ("LicenseRef-", "DocumentRef-")
_NAMED = ("id", "name")


class Doubts:
    """Findings of one file, at most so many of a kind.

    Parameters:
        inventory: gets the findings.
    """

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._counts: Counter[str] = Counter()

    def find(self, code: str, message: str, repair: str = "", component: str | None = None) -> None:
        """Note something doubtful."""
        self._counts[code] += 1
        if self._counts[code] <= _most(code):
            self._inventory.find(code, message, repair, component)

    def warn(self, where: str, message: str, repair: str = "") -> None:
        """Note something that the schema of the format does not allow."""
        self.find("document-warning", f"{where:.200}: {message}", repair)

    def close(self) -> None:
        """Say how many findings were left out."""
        for code, count in self._counts.items():
            if count > _most(code):
                self._inventory.find(code, f"and {count - _most(code):,} more like these")


def shown(value: Any) -> str:
    """Return a value for a message; of lists and objects, however deep, only what they are."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    return f"{value!r:.60}"


def _most(code: str) -> int:
    return _MOST_WARNINGS if code == "document-warning" else _MOST


@frozen
class Statement:
    """One license of an element.

    Attributes:
        text: as written.
        acknowledgement: ``declared``, ``concluded`` or empty.
    """

    text: str
    acknowledgement: str = ""


@frozen
class Held:
    """What the licenses of an element come to, as a component has it."""

    license: str | None = None
    licenses: tuple[str, ...] = ()
    declared: str = ""

    @property
    def joined(self) -> str | None:
        """All of it as one text."""
        return _joined(self.licenses) if self.licenses else self.license


class LicenseReader:
    """Reads the ``licenses`` of elements.

    Parameters:
        inventory: gets the facts.
        doubts: gets the findings.
        mixes: whether a list may hold an expression beside others.

    Attributes:
        texts: how many license texts there are.
        licensing: how many blocks on commercial licensing.
    """

    def __init__(self, inventory: Inventory, doubts: Doubts, mixes: bool = True) -> None:
        self._inventory = inventory
        self._doubts = doubts
        self._mixes = mixes
        self._locals: dict[tuple[str, str], LocalLicense] = {}
        self._named: Counter[str] = Counter()
        self._same: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {}
        self._known = default_catalog().facts
        self.texts = 0
        self.licensing = 0

    @property
    def local_licenses(self) -> tuple[LocalLicense, ...]:
        """Licenses that the file defines for itself."""
        return tuple(self._locals.values())

    def read(self, entries: Any, subject: str, prefix: str = "") -> list[Statement]:
        """Return what stands in a list of licenses, and note each.

        Parameters:
            entries: the list as the document has it.
            subject: whose licenses these are.
            prefix: before the names of fields, for lists in other places.
        """
        if entries is None:
            return []
        if not isinstance(entries, list):
            self._doubts.warn(subject, "`licenses` is not a list", "write a list")
            return []
        if not self._mixes and len(entries) > 1 and any(map(_is_expression, entries)):
            message = (
                "an expression stands beside other licenses, which this version does not allow"
            )
            self._doubts.warn(subject, message, "write one expression")
        found = [each for entry in entries for each in self._entry(entry, subject, prefix)]
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def hold(self, statements: Sequence[Statement], name: str) -> Held:
        """Return what holds: what was concluded, or else everything that stands there."""
        if len(statements) == 1:
            only = statements[0]
            return Held(only.text, (), only.text if only.acknowledgement == "declared" else "")
        concluded = _texts(statements, ("concluded",))
        others = _texts(statements, ("declared", ""))
        used = concluded or others
        if not used:
            return Held()
        declared = _joined(others if concluded else _texts(statements, ("declared",)))
        if concluded and others and not self._agree(concluded, others):
            message = f"{_joined(concluded)!r:.200} is concluded, {declared!r:.200} is declared"
            self._doubts.find("concluded-differs", message, component=name)
        if len(used) == 1:
            return Held(used[0], (), declared)
        message = (
            f"a list of {len(used)} licenses was read as all of them: {', '.join(used[:5]):.200}"
        )
        self._doubts.find("list-of-licenses", message, "write one expression", name)
        return Held(None, used, declared)

    def _agree(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        if (one, other) not in self._same:
            looks = len(self._same) < _MOST_LOOKS
            same = set(one) == set(other) or (looks and _read(one) == _read(other))
            self._same[one, other] = same or NOASSERTION in (*one, *other)
        return self._same[one, other]

    def _entry(self, entry: Any, subject: str, prefix: str) -> Iterator[Statement]:
        if not isinstance(entry, dict):
            self._doubts.warn(subject, "a license is not an object")
            return
        if "" in entry:
            self._doubts.warn(subject, "a license has several ids or names", "give one")
        if "license" in entry:
            yield from self._license(entry["license"], entry, subject, prefix)
        if "expression" in entry:
            yield from self._expression(entry, subject, prefix)
        elif "license" not in entry:
            message = "an entry of `licenses` has neither a license nor an expression"
            self._doubts.warn(subject, message, "give one of them")

    def _expression(self, entry: dict[str, Any], subject: str, prefix: str) -> Iterator[Statement]:
        self.licensing += "licensing" in entry
        details = entry.get("expressionDetails")
        for detail in details if isinstance(details, list) else ():
            if isinstance(detail, dict):
                name, url = detail.get("licenseIdentifier"), detail.get("url")
                self._define(name, self._text(detail, subject), url)
        text = self._noted(entry, "expression", subject, prefix)
        if text:
            yield Statement(text, self._acknowledged(entry, subject))

    def _license(
        self, license: Any, entry: dict[str, Any], subject: str, prefix: str
    ) -> Iterator[Statement]:
        if not isinstance(license, dict):
            self._doubts.warn(subject, "`license` is not an object", "give it an id or a name")
            return
        self.licensing += "licensing" in license
        id, name = (self._noted(license, f"license.{key}", subject, prefix) for key in _NAMED)
        self._check(id, name, subject)
        url = license.get("url")
        text = self._text(license, subject)
        named = id or name or (url if isinstance(url, str) and not text else "")
        if not id and (text or named.startswith(_REFERENCES)):
            named = self._define(name, text, url)
        elif id.startswith(_REFERENCES):
            self._define(id, text, url)
        if named:
            acknowledged = license if "acknowledgement" in license else entry
            yield Statement(named, self._acknowledged(acknowledged, subject))

    def _check(self, id: str, name: str, subject: str) -> None:
        if id and name:
            self._doubts.warn(subject, f"a license has an id, {shown(id)}, and a name", "give one")
        if not id and not name:
            self._doubts.warn(subject, "a license has neither an id nor a name", "give one")
        if id and (id not in self._known or id.startswith(_REFERENCES)):
            message = f"{shown(id)} is not an id of the SPDX list"
            self._doubts.warn(subject, message, "write it as a name or an expression")

    def _noted(self, holder: dict[str, Any], field: str, subject: str, prefix: str) -> str:
        """Return a license as written, and note it; empty if there is none."""
        value = holder.get(field.rpartition(".")[2])
        if isinstance(value, str) and value.strip():
            self._inventory.note(subject, prefix + field, value)
            return value
        if value is not None:
            self._doubts.warn(subject, f"`{field}` is {shown(value)}", "write a text")
        return ""

    def _acknowledged(self, holder: dict[str, Any], subject: str) -> str:
        value = holder.get("acknowledgement")
        if value in ("declared", "concluded"):
            return str(value)
        if value is not None:
            message = f"an acknowledgement is {shown(value)}"
            self._doubts.warn(subject, message, "write `declared` or `concluded`")
        return ""

    def _text(self, holder: dict[str, Any], subject: str) -> str:
        """Return a license text, decoded; empty if there is none."""
        attached = holder.get("text")
        if attached is None:
            return ""
        self.texts += 1
        attached = {"content": attached} if isinstance(attached, str) else attached
        content = attached.get("content") if isinstance(attached, dict) else None
        if not isinstance(content, str):
            self._doubts.warn(subject, "a license text has no content", "give its content")
            return ""
        encoding = attached.get("encoding")
        if encoding == "base64":
            return self._decoded(content, subject)
        if encoding is not None:
            message = f"a license text is in the encoding {shown(encoding)}"
            self._doubts.warn(subject, message, "use base64, or no encoding")
        return content

    def _decoded(self, content: str, subject: str) -> str:
        try:
            return base64.b64decode(content).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            self._doubts.warn(subject, "a license text is not base64", "encode it again")
            return ""

    def _define(self, identifier: Any, text: str, url: Any) -> str:
        """Note a license that the file defines; return what to call it."""
        name: str = identifier if isinstance(identifier, str) else ""
        see_also = (url,) if isinstance(url, str) and url else ()
        is_reference = name.startswith(_REFERENCES)
        looks = bool(name) and not is_reference and len(self._locals) < _MOST_LOOKS
        if looks and normalize(name).expression is not None:
            return name
        if not text and not (is_reference and see_also):
            return name
        local = self._locals.get((name, text))
        if local is None:
            self._named[name] += 1
            number = self._named[name]
            id = name or f"LicenseRef-text-{number}"
            id += f" ({number})" if name and number > 1 else ""
            local = self._locals[name, text] = LocalLicense(id, name, text, see_also)
            self._say(local)
        return name or local.id

    def _say(self, local: LocalLicense) -> None:
        message = f"the file defines the license {shown(local.id)}"
        if local.text and len(self._locals) <= _MOST:
            match = identify(local.text)
            if match.expression is not None:
                message += f"; its text looks like {match.expression}"
        self._doubts.find("local-license", message, "check which license it is")


def _is_expression(entry: Any) -> bool:
    return isinstance(entry, dict) and "expression" in entry


def _texts(statements: Iterable[Statement], kinds: tuple[str, ...]) -> tuple[str, ...]:
    found = (each.text for each in statements if each.acknowledgement in kinds)
    return tuple(dict.fromkeys(found))


def _joined(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return " AND ".join(f"({text})" if " OR " in text.upper() else text for text in texts)


def _read(texts: tuple[str, ...]) -> frozenset[str]:
    """Return what texts were read as, apart where all of it applies; or else as written."""
    parts: set[str] = set()
    for text in texts:
        found = normalize(text).expression
        read = text if found is None else str(found)
        parts |= {read} if " OR " in read else set(read.split(" AND "))
    return frozenset(parts)
