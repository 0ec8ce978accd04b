# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Answers on compatibility, offers and checklists as text, Markdown and HTML.

Nothing is decided here. Whatever comes from a user is escaped for where it goes.
"""

from __future__ import annotations

__all__ = [
    "checklist_html",
    "checklist_markdown",
    "checklist_text",
    "compatibility_html",
    "compatibility_text",
    "explain_compatibility",
    "explain_offers",
    "offers_html",
    "offers_text",
]

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from openlic._text import aligned, html_table, markdown_cell, one_line, shorten, table
from openlic.readings import QUESTIONS
from openlic.report import outline
from openlic.terms import CATEGORIES, PROVISIONS, USES
from openlic.uses import read_use

if TYPE_CHECKING:
    from openlic.applied import Duty
    from openlic.checklists import Checklist, Task
    from openlic.compatibility import Compatibility
    from openlic.offers import Offer, Offers

_MOST_ROWS = 20


def _cut(text: str, limit: int = 200) -> str:
    return shorten(text, limit)


def _rows(result: Compatibility) -> list[tuple[str, str]]:
    rows = [
        ("use", f"{result.use} ({USES[result.use]}), {result.provide}, {result.purpose}"),
        ("outbound", f"{_cut(result.outbound)}, for {read_use(result.use, ()).outbound}"),
        ("verdict", str(result.verdict)),
    ]
    rows += [("read", str(read)) for read in result.readings]
    if len(result.chosen) > 1 or any(
        " AND ".join(choice.inbound) != result.inbound for choice in result.chosen
    ):
        rows += [("chosen", _cut(str(choice))) for choice in result.chosen]
    rows += [("because", str(reason)) for reason in result.reasons[:_MOST_ROWS]]
    rows += _question_rows(result)
    rows += _duty_rows("you must", result.obligations)
    rows += _duty_rows("not allowed", result.restrictions)
    return rows


def _question_rows(result: Compatibility) -> Iterator[tuple[str, str]]:
    for id in result.questions:
        yield "depends on", f"{QUESTIONS[id].asks} [{id}]"
    if result.otherwise is not None:
        other = "default" if result.reading != "default" else "cautious"
        yield f"if {other}", str(result.otherwise)


def _duty_rows(name: str, duties: Iterable[Duty]) -> list[tuple[str, str]]:
    rows = [(name, _with_note(duty)) for duty in duties]
    if len(rows) > _MOST_ROWS:
        rows = [*rows[:_MOST_ROWS], ("", f"… ({len(rows)} in all)")]
    return rows


def _with_note(duty: Duty) -> str:
    return f"{duty}: {duty.statement.note}" if duty.statement.note else str(duty)


def _title(result: Compatibility) -> str:
    return one_line(f"{_cut(result.inbound)} -> {_cut(result.outbound)}: {result.verdict}")


def compatibility_text(result: Compatibility) -> str:
    """Return an answer on compatibility as text for a terminal."""
    return f"{_title(result)}\n{aligned(_rows(result))}"


def compatibility_html(result: Compatibility) -> str:
    """Return an answer on compatibility as an HTML fragment for a notebook."""
    return html_table(_title(result), _rows(result))


def explain_compatibility(result: Compatibility) -> str:
    """Return an answer on compatibility with all that it follows from."""
    how = f"{PROVISIONS[result.provide]}, {result.purpose}, reading {result.reading}"
    lines = [_title(result), f"  {USES[result.use]}; {how}", outline(result.derivation)]
    lines.append(aligned([*_question_rows(result), *_question_arguments(result)]))
    lines.append(aligned(_duty_rows("you must", result.obligations)))
    lines.append(aligned(_duty_rows("not allowed", result.restrictions)))
    return "\n".join(line for line in lines if line)


def _question_arguments(result: Compatibility) -> Iterator[tuple[str, str]]:
    for id in result.questions:
        yield from (("for yes", text) for text in QUESTIONS[id].arguments_for)
        yield from (("for no", text) for text in QUESTIONS[id].arguments_against)


# --- Offers -----------------------------------------------------------------------------


def _offers_title(result: Offers) -> str:
    works = ", ".join(f"{_cut(name, 80)} ({use})" for name, use in result.inbound)
    return one_line(f"{works}: {len(result)} licenses may be offered")


def _offer_rows(result: Offers, most: int) -> list[tuple[str, str]]:
    rows = []
    for category, offers in groupby(result.offers[:most], lambda offer: offer.category):
        names = ", ".join(offer.license for offer in offers)
        rows.append((category, names))
    if len(result) > most:
        rows.append(("", f"… ({len(result)} in all)"))
    return rows


def offers_text(result: Offers, most: int = _MOST_ROWS) -> str:
    """Return offers as text for a terminal, the first of them by category."""
    rows = _offer_rows(result, most)
    if result.offers:
        rows += _duty_rows("you must", result.offers[0].obligations)
    rows += [("stopped by", text) for text in result.stopped_by]
    if not result.offers and not result.stopped_by:
        rows.append(("stopped by", "the works together; no license takes in all of them"))
    if result.unknown:
        names = ", ".join(result.unknown[:5])
        more = f", … ({len(result.unknown)} in all)" if len(result.unknown) > 5 else ""
        rows.append(("unknown", names + more))
    return f"{_offers_title(result)}\n{aligned(rows)}"


def offers_html(result: Offers) -> str:
    """Return offers as an HTML fragment for a notebook."""
    rows = [(offer.license, offer.category, _duties(offer)) for offer in result.offers[:50]]
    return html_table(_offers_title(result), rows, ("license", "category", "you must"))


def _duties(offer: Offer) -> str:
    return ", ".join(dict.fromkeys(duty.statement.term for duty in offer.obligations))


def explain_offers(result: Offers, most: int = _MOST_ROWS) -> str:
    """Return offers with what decided for each, and what has to be done."""
    lines = [_offers_title(result)]
    for offer in result.offers[:most]:
        lines.append(one_line(f"  {offer.license} ({CATEGORIES[offer.category]})"))
        for answer in offer.answers:
            lines += [one_line(f"    {answer.inbound}: {reason}") for reason in answer.reasons]
        lines += [one_line(f"    you must: {_with_note(duty)}") for duty in offer.obligations]
    lines += [one_line(f"  stopped by {text}") for text in result.stopped_by]
    return "\n".join(lines)


# --- Checklists -------------------------------------------------------------------------


def checklist_text(result: Checklist) -> str:
    """Return a checklist as text for a terminal."""
    lines = [one_line(f"{result.model}: {len(result)} things to do")]
    for title, tasks in result.groups():
        lines += ["", f"{title}"]
        cells = [(_place(task), task.license, str(task.statement)) for task in tasks]
        lines.append(table(cells))
    if result.doubts:
        lines += ["", "not known, or not allowed", aligned(result.doubts)]
    return "\n".join(lines)


def _place(task: Task) -> str:
    return f"{task.component} ({task.use} of {task.work})" if task.work else task.component


def checklist_markdown(result: Checklist) -> str:
    """Return a checklist as Markdown, with a box to tick for each task."""
    blocks = [f"# {markdown_cell(f'{result.model}: what its licenses ask')}"]
    for title, tasks in result.groups():
        items = [f"- [ ] {markdown_cell(str(task))}" for task in tasks]
        blocks += [f"## {title.capitalize()}", "\n".join(items)]
    if result.doubts:
        items = [f"- {markdown_cell(f'{name}: {why}')}" for name, why in result.doubts]
        blocks += ["## Not known, or not allowed", "\n".join(items)]
    return "\n\n".join(blocks)


def checklist_html(result: Checklist) -> str:
    """Return a checklist as an HTML fragment for a notebook."""
    rows = [
        (title, _place(task), task.license, str(task.statement))
        for title, tasks in result.groups()
        for task in tasks
    ]
    rows += [("not known, or not allowed", name, "", why) for name, why in result.doubts]
    return html_table(result.model, rows, ("what", "for", "license", "asks"))
