# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Solutions, conflicts and plans of whole releases as text, Markdown and HTML.

Nothing is decided here. Whatever comes from a user is escaped for where it goes.
"""

from __future__ import annotations

__all__ = [
    "conflict_html",
    "conflict_markdown",
    "conflict_text",
    "explain_conflict",
    "explain_plan",
    "explain_solution",
    "plan_html",
    "plan_markdown",
    "plan_text",
    "solution_html",
    "solution_markdown",
    "solution_text",
]

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openlic._text import html_table, markdown_cell, markdown_table, one_line, shorten, table
from openlic.questions import USE_CASES
from openlic.report import outline

if TYPE_CHECKING:
    from openlic.choosing import Conflict, Elected, Member, Solution
    from openlic.planning import Plan
    from openlic.questions import Question

_MOST_ROWS = 40
_MOST_REASONS = 6

#: Most conflicts that are shown, those that are certain first.
_MOST_CONFLICTS = 20


def _title(asked: Question, says: str) -> str:
    return one_line(f"{asked.model.name}: {says}")


def _circumstances(asked: Question) -> str:
    return f"  {USE_CASES[asked.use_case].says}; reading {asked.reading}"


# --- Solutions --------------------------------------------------------------------------

_ELECTED_HEAD = ("for", "elected", "of")


def _solution_title(result: Solution) -> str:
    chosen = sum(each.choice for each in result.elected)
    choices = f"{chosen} choice{'s' if chosen != 1 else ''} made"
    return _title(result.question, f"{result.question.goal}: yes, {choices}")


def _elected_rows(elected: Sequence[Elected]) -> list[tuple[str, ...]]:
    """Return what was elected where there was a choice; all of it if there was none."""
    chosen = [each for each in elected if each.choice] or elected
    rows: list[tuple[str, ...]] = [
        (
            " <- ".join(each.path),
            shorten(str(each.license), 60),
            shorten(each.written, 60) if each.choice else "",
        )
        for each in chosen[:_MOST_ROWS]
    ]
    if len(chosen) > _MOST_ROWS:
        rows.append(("…", f"({len(chosen)} in all)", ""))
    return rows


def solution_text(result: Solution) -> str:
    """Return a solution as text for a terminal."""
    lines = [_solution_title(result), _circumstances(result.question)]
    return "\n".join([*lines, table(_elected_rows(result.elected))])


def solution_markdown(result: Solution) -> str:
    """Return a solution as Markdown."""
    title = f"# {markdown_cell(_solution_title(result))}"
    return f"{title}\n\n{markdown_table(_ELECTED_HEAD, _elected_rows(result.elected))}"


def solution_html(result: Solution) -> str:
    """Return a solution as an HTML fragment for a notebook."""
    return html_table(_solution_title(result), _elected_rows(result.elected), _ELECTED_HEAD)


def explain_solution(result: Solution) -> str:
    """Return what is elected and why it holds."""
    return f"{solution_text(result)}\n\nwhy\n{outline(result.derivation)}"


# --- Conflicts --------------------------------------------------------------------------


def _conflict_title(result: Conflict) -> str:
    count = len(result.all)
    found = "a conflict" if count == 1 else f"{count} independent conflicts"
    return _title(result.question, f"{result.question.goal}: {result.verdict}, {found}")


def _headings(result: Conflict) -> Iterator[tuple[str, Conflict]]:
    for number, each in enumerate(result.all[:_MOST_CONFLICTS], 1):
        size = len(each.members)
        says = "this cannot be" if size == 1 else f"these {size} cannot be together"
        if each.verdict == "unknown":
            says = "it is not known whether " + says.replace("cannot", "can")
        yield (f"{number}. {says}" if result.others else says), each


def _more_conflicts(result: Conflict) -> list[str]:
    """Return a line on the conflicts that are not shown, if there are any."""
    more = len(result.all) - _MOST_CONFLICTS
    return [f"… and {more:,} more, which the plain values have"] if more > 0 else []


def _reasons(member: Member) -> list[str]:
    why = member.why
    more = [f"… ({len(why)} reasons in all)"] if len(why) > _MOST_REASONS else []
    return [*why[:_MOST_REASONS], *more]


def _way(member: Member) -> str:
    """Return how a use hangs together with the release, if that takes more than one step."""
    return f"by way of {' <- '.join(member.path)}" if len(member.path) > 2 else ""


def conflict_text(result: Conflict) -> str:
    """Return all conflicts as text for a terminal."""
    lines = [_conflict_title(result), _circumstances(result.question)]
    for heading, each in _headings(result):
        lines.append(f"  {heading}")
        for member in each.members:
            lines.append(one_line(f"    {member}"))
            details = [_way(member), *_reasons(member)]
            lines += [one_line(f"      {text}") for text in details if text]
    return "\n".join(lines + [f"  {text}" for text in _more_conflicts(result)])


def conflict_markdown(result: Conflict) -> str:
    """Return all conflicts as Markdown."""
    blocks = [f"# {markdown_cell(_conflict_title(result))}"]
    for heading, each in _headings(result):
        blocks.append(f"## {markdown_cell(heading.capitalize())}")
        for member in each.members:
            details = [_way(member), *_reasons(member)]
            items = [f"  - {markdown_cell(text)}" for text in details if text]
            blocks.append("\n".join([f"- {markdown_cell(str(member))}", *items]))
    return "\n\n".join(blocks + _more_conflicts(result))


def conflict_html(result: Conflict) -> str:
    """Return all conflicts as an HTML fragment for a notebook."""
    rows = [
        (heading, str(member), "; ".join(_reasons(member)))
        for heading, each in _headings(result)
        for member in each.members
    ]
    rows += [(text, "", "") for text in _more_conflicts(result)]
    return html_table(_conflict_title(result), rows, ("conflict", "fact", "because"))


def explain_conflict(result: Conflict) -> str:
    """Return all conflicts with the derivation of each."""
    lines = [_conflict_title(result), _circumstances(result.question)]
    for heading, each in _headings(result):
        lines += [f"  {heading}", outline(each.derivation, "    ")]
    return "\n".join(lines + [f"  {text}" for text in _more_conflicts(result)])


# --- Plans ------------------------------------------------------------------------------

_PLAN_HEAD = ("change", "cost")


def _plan_title(result: Plan) -> str:
    goal = result.question.goal
    if result.conflict is not None:
        return _title(result.question, f"{goal}: cannot be reached with the changes allowed")
    if not result.changes:
        return _title(result.question, f"{goal}: reached without any change")
    count = len(result.changes)
    changes = f"{count} change{'s' if count != 1 else ''}"
    return _title(result.question, f"{goal}: reached with {changes}, cost {result.cost}")


def _change_rows(result: Plan) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (str(change), str(change.cost)) for change in result.changes[:_MOST_ROWS]
    ]
    if len(result.changes) > _MOST_ROWS:
        rows.append((f"… ({len(result.changes)} in all)", ""))
    return rows


def plan_text(result: Plan) -> str:
    """Return a plan as text for a terminal."""
    lines = [_plan_title(result)]
    lines += [one_line(f"  - {change} [cost {cost}]") for change, cost in _change_rows(result)]
    if result.conflict is not None:
        lines.append(conflict_text(result.conflict))
    return "\n".join(lines)


def plan_markdown(result: Plan) -> str:
    """Return a plan as Markdown, with a box to tick for each change."""
    blocks = [f"# {markdown_cell(_plan_title(result))}"]
    rows = _change_rows(result)
    if rows:
        items = [f"- [ ] {markdown_cell(f'{change} (cost {cost})')}" for change, cost in rows]
        blocks.append("\n".join(items))
    if result.conflict is not None:
        blocks.append(f"#{conflict_markdown(result.conflict)}")
    return "\n\n".join(blocks)


def plan_html(result: Plan) -> str:
    """Return a plan as an HTML fragment for a notebook."""
    found = html_table(_plan_title(result), _change_rows(result), _PLAN_HEAD)
    return found + (conflict_html(result.conflict) if result.conflict is not None else "")


def explain_plan(result: Plan, obstacle: Conflict | None) -> str:
    """Return a plan with what stands in the way of the release as it is."""
    if obstacle is None or not result.changes:
        return plan_text(result)
    return f"{plan_text(result)}\n\nwhat stands in the way now\n{explain_conflict(obstacle)}"
