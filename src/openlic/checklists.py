# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the licenses in a release ask of the one who releases it."""

from __future__ import annotations

__all__ = ["TASKS", "Checklist", "Task", "obligations"]

from collections.abc import Iterator, Sequence
from itertools import groupby
from os import PathLike
from typing import Any

from attrs import frozen

from openlic.catalog import Catalog
from openlic.compatibility import compatible
from openlic.expression import Expression
from openlic.frameworks import framework as get_framework
from openlic.model import Model, Origin
from openlic.normalization import ReadLicense, read_license
from openlic.releases import Release
from openlic.statements import Statement
from openlic.uses import read_use

#: Kinds of tasks, with what they are and the terms of the vocabulary that ask for them.
TASKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "license-copies": ("copies of licenses", ("include-license",)),
    "notices": (
        "notices and credit",
        (
            "include-copyright", "retain-notices", "include-notice-file", "include-disclaimer",
            "display-notices", "attribution", "advertising-ack", "acknowledge-publication",
            "keep-documentation", "disclose-ai-generated",
        ),
    ),
    "changes": ("changes marked", ("state-changes", "separate-changes", "rename")),
    "naming": ("names and brands", ("name-prefix", "display-branding")),
    "source": ("source", ("provide-source", "installation-info", "enable-relinking")),
    "license-of-result": ("license of the result", ("same-license",)),
    "use-policy": ("use policy passed on", ("pass-through", "comply-policy", "seek-assent")),
    "toward-licensor": (
        "toward the licensor",
        ("contribute-back", "report", "register", "request-license", "pay", "indemnify"),
    ),
    "conduct": ("conduct", ("comply-law", "use-latest-version")),
}  # fmt: skip

_KIND_OF = {term: kind for kind, (_, terms) in TASKS.items() for term in terms}


@frozen
class Task:
    """Something that the one who releases has to do.

    Attributes:
        kind: a key of :data:`TASKS`.
        component: the component for which it is asked.
        work: the work that the component was made from, if it is that work's license
            that asks; else empty.
        use: how the component, or the work in it, is used.
        license: the license that asks.
        statement: what it asks, with the clause.
    """

    kind: str
    component: str
    work: str
    use: str
    license: str
    statement: Statement

    @property
    def clause(self) -> str:
        """The clause of the license that asks for it."""
        return self.statement.clause

    def __str__(self) -> str:
        of = f" ({self.use} of {self.work})" if self.work else ""
        return f"{self.component}{of}: {self.license}: {self.statement}"

    def to_dict(self) -> dict[str, Any]:
        """Return the task as plain values."""
        return {
            "kind": self.kind,
            "component": self.component,
            "work": self.work,
            "use": self.use,
            "license": self.license,
            "statement": self.statement.to_dict(),
        }


@frozen(repr=False)
class Checklist(Sequence[Task]):
    """What the licenses in a release ask of the one who releases it.

    A sequence of :class:`Task`, in the order of :data:`TASKS`.

    Attributes:
        model: name of the release.
        tasks: what is to be done.
        doubts: components and works whose license is not known, or does not allow this, with why.
    """

    model: str
    tasks: tuple[Task, ...]
    doubts: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.tasks)

    def __getitem__(self, place: Any) -> Any:
        return self.tasks[place]

    def of_kind(self, kind: str) -> tuple[Task, ...]:
        """Return the tasks of one kind, a key of :data:`TASKS`."""
        return tuple(task for task in self.tasks if task.kind == kind)

    def groups(self) -> Iterator[tuple[str, list[Task]]]:
        """Yield what each kind of tasks is, with its tasks."""
        for kind, tasks in groupby(self.tasks, lambda task: task.kind):
            yield TASKS[kind][0], list(tasks)

    def to_dict(self) -> dict[str, Any]:
        """Return the checklist as plain values, under ``obligations.schema.json``."""
        return {
            "model": self.model,
            "tasks": [task.to_dict() for task in self.tasks],
            "doubts": [{"of": name, "why": why} for name, why in self.doubts],
        }

    def to_markdown(self) -> str:
        """Return the checklist as Markdown with a box to tick for each task."""
        from openlic import answers

        return answers.checklist_markdown(self)

    def __str__(self) -> str:
        from openlic import answers

        return answers.checklist_text(self)

    def __repr__(self) -> str:
        return f"Checklist({self.model!r}, {len(self.tasks)} tasks)"

    def __rich_repr__(self) -> Iterator[Any]:
        yield self.model
        yield "tasks", len(self.tasks)

    def _repr_html_(self) -> str:
        from openlic import answers

        return answers.checklist_html(self)


def obligations(
    model: Model | str | PathLike[str],
    *,
    provide: str = "binary",
    purpose: str = "commercial",
    reading: str = "default",
    catalog: Catalog | None = None,
) -> Checklist:
    """Return what the licenses in a release ask of the one who releases it.

    Asked are the licenses of its components, as for copies that are passed on, and those
    of the works from elsewhere that components were made from (``derived_from``), down to
    works that are passed on inside of these.

    Parameters:
        model: a release, or the path of its file.
        provide: how components are provided where the file does not say, a key of
            :data:`openlic.terms.PROVISIONS`.
        purpose: of the one who releases, a key of :data:`openlic.situations.PURPOSES`.
        reading: a key of :data:`openlic.readings.READINGS`.
        catalog: what is known of licenses; the built-in one if None.

    Raises:
        InputError: the file cannot be read.
        UseError: a use makes no sense for the work that it is made of.
        ValueError: a word is not known.

    >>> checklist = obligations("examples/starcoder2.yml")
    >>> sorted({task.kind for task in checklist})[:2]
    ['changes', 'conduct']
    """
    if not isinstance(model, Model):
        from openlic.formats import load

        model = load(model)
    asked = _Asked(provide, purpose, reading, catalog)
    release = Release(model, get_framework("mof"), catalog)
    for name, licensed in release.licensed.items():
        if licensed.component is None or not licensed.present:
            continue
        asked.add_component(name, licensed.expression, licensed.written)
        for origin in licensed.component.derived_from:
            asked.add_origin(name, origin)
    order = list(TASKS)
    tasks = sorted(dict.fromkeys(asked.tasks), key=lambda task: order.index(task.kind))
    return Checklist(model.name, tuple(tasks), tuple(dict.fromkeys(asked.doubts)))


class _Asked:
    """Collects what licenses ask."""

    def __init__(self, provide: str, purpose: str, reading: str, catalog: Catalog | None) -> None:
        self._provide = provide
        self._purpose = purpose
        self._reading = reading
        self._catalog = catalog
        self.tasks: list[Task] = []
        self.doubts: list[tuple[str, str]] = []

    def add_component(self, name: str, expression: Expression | None, written: str | None) -> None:
        if expression is None:
            self.doubts.append((name, f"{written!r} was not read as a license"))
        else:
            self._add(name, "", expression, "aggregate", self._provide)

    def add_origin(self, name: str, origin: Origin) -> None:
        if origin.work is None:
            return  # another component of the release, which is asked itself
        self._add_work(name, origin.work, origin)
        if read_use(origin.use, ()).shipped:
            for below in origin.derived_from:
                self.add_origin(name, below)

    def _add_work(self, name: str, work: str, origin: Origin) -> None:
        text = origin.license
        read = read_license(text, self._catalog) if text else ReadLicense("", None)
        if read.expression is None:
            why = read.why if text else "it has no license"
            self.doubts.append((f"{name}, {origin.use} of {work}", why))
            return
        self._add(name, work, read.expression, origin.use, origin.provide or self._provide)

    def _add(self, name: str, work: str, expression: Expression, use: str, provide: str) -> None:
        # Released under the very license, so that what is elected is what asks least.
        answer = compatible(
            expression, expression, use=use, provide=provide, purpose=self._purpose,
            reading=self._reading, catalog=self._catalog,
        )  # fmt: skip
        place = f"{name}, {use} of {work}" if work else name
        if answer.verdict != "yes":
            self.doubts.append((place, "; ".join(str(each) for each in answer.reasons)))
        for duty in answer.obligations:
            kind = _KIND_OF[duty.statement.term]
            self.tasks.append(Task(kind, name, work, answer.use, duty.license, duty.statement))
