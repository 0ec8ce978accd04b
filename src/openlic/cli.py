# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""The command line: ``openlic assess``, ``check``, ``license`` and the rest."""

from __future__ import annotations

__all__ = ["main"]

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
from attrs import asdict

from openlic import __version__, answers, decisions, report
from openlic._text import printable, shorten, table
from openlic.assessment import Assessment, assess
from openlic.catalog import Catalog, default_catalog
from openlic.checking import check
from openlic.checklists import obligations
from openlic.choosing import Conflict, Solution, solve
from openlic.comparing import diff
from openlic.compatibility import compatible
from openlic.errors import OpenlicError, UnknownLicenseError
from openlic.formats import FORMATS, dump, format_of, load, write
from openlic.frameworks import Framework, framework_ids
from openlic.networks import graph, to_dot, to_json, to_mermaid
from openlic.normalization import normalize
from openlic.offers import outbound
from openlic.planning import plan
from openlic.policies import Policy, read_framework
from openlic.questions import USE_CASES
from openlic.readings import READINGS
from openlic.records import License, LicenseException, exception, license, licenses
from openlic.situations import PURPOSES
from openlic.terms import CATEGORIES, CONTENT_TYPES, PROVISIONS, USES, Verdict
from openlic.uses import USE_ALIASES

BAD_INPUT, NOT_MET = 2, 1

#: From this many files on, a terminal gets a progress bar.
_MANY_FILES = 10

#: From this size in bytes on, a terminal shows what is done with a file.
_LARGE_FILE = 1024 * 1024


def _show(text: str) -> None:
    click.echo(printable(text))


def _fail(error: Exception) -> NoReturn:
    click.echo(printable(f"openlic: {error}"), err=True)
    sys.exit(BAD_INPUT)


@contextmanager
def _reported() -> Iterator[None]:
    """Turn errors of openlic, and of values it was called with, into exit code 2."""
    try:
        yield
    except (OpenlicError, ValueError) as error:
        _fail(error)


def _catalog(folder: str | None) -> Catalog | None:
    return Catalog.load(folder) if folder is not None else None


def _json(value: Any) -> str:
    return json.dumps(value, indent=2)


def _framework_name(context: click.Context, option: click.Parameter, value: str) -> str:
    """Return the id of a framework or the path of a policy; anything else is an error."""
    if value in framework_ids() or value.endswith(".toml"):
        return value
    known = ", ".join(framework_ids())
    message = f"{value!r} is not one of {known}, nor the file of a policy, which ends in .toml."
    raise click.BadParameter(message, context, option)


_framework_option = click.option(
    "--framework",
    callback=_framework_name,
    metavar=f"[{'|'.join(framework_ids())}|POLICY.toml]",
    default="mof",
    show_default=True,
    help="The framework to judge by, or the file of a policy of your own.",
)
_catalog_option = click.option(
    "--catalog",
    "folder",
    type=click.Path(),
    metavar="FOLDER",
    help="A folder with license files of your own.",
)
_size_option = click.option(
    "--max-size", type=click.IntRange(1), metavar="BYTES",
    help="Most bytes that are read of one file.",
)  # fmt: skip
_text_or_json = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the answer.",
)


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"openlic {__version__} (SPDX license list {default_catalog().spdx_version})")
        context.exit()


class _Group(click.Group):
    """A group whose complaints show no control characters of what was typed."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _printable_errors():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _printable_errors():
            return super().invoke(ctx)


@contextmanager
def _printable_errors() -> Iterator[None]:
    try:
        yield
    except click.ClickException as error:
        error.message = printable(error.message)  # type: ignore[misc]
        raise


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Print the version and that of the license list.",
)  # fmt: skip
def main() -> None:
    """Decide, and prove, what licenses allow.

    Exit codes: 0 the answer was given and what was asked for holds, 1 it does not
    hold, 2 the input could not be read.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@main.command("assess")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@_framework_option
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text",
    show_default=True, help="How to print the report.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Give the reasons in full (text only).")
@click.option(
    "--require-tier", type=click.IntRange(1, 3), metavar="N",
    help="Exit with 1 unless every release reaches class N or better (1 is the best).",
)  # fmt: skip
@click.option(
    "--allow-review", is_flag=True,
    help="With a policy: exit with 0 if nothing is denied, even if something is to review.",
)  # fmt: skip
@_size_option
@_catalog_option
def assess_command(
    files: Sequence[str],
    framework: str,
    style: str,
    explain: bool,
    require_tier: int | None,
    allow_review: bool,
    max_size: int | None,
    folder: str | None,
) -> None:
    """Say which class of a framework each release in FILES reaches, and what stops it.

    With a policy: say what it denies, and what is to review, and exit with 1 if there is any.
    """
    results, errors = [], []
    with _reported():
        catalog = _catalog(folder)
        rules = read_framework(framework, catalog)
    for path in _progress(files):
        try:
            results.append(_assessed(path, rules, max_size, catalog))
        except OpenlicError as error:
            errors.append((path, error))
    print_report = {"json": _print_json, "markdown": _print_markdown, "text": _print_text}[style]
    print_report(results, errors, explain)
    for _, unread in errors:
        click.echo(printable(f"openlic: {unread}"), err=True)
    if errors:
        sys.exit(BAD_INPUT)
    if not all(_is_met(result, require_tier, allow_review) for result in results):
        sys.exit(NOT_MET)


def _is_met(result: Assessment, require_tier: int | None, allow_review: bool) -> bool:
    """Whether a release is what was asked for."""
    if result.framework.is_policy:
        verdict = result.classes[0].verdict
        return verdict == Verdict.YES or (allow_review and verdict == Verdict.UNKNOWN)
    return require_tier is None or 0 < result.tier <= require_tier


def _assessed(
    path: str, rules: Framework | Policy, max_size: int | None, catalog: Catalog | None
) -> Assessment:
    """Assess a file; if it is large, a terminal shows what is being done."""
    try:
        large = sys.stderr.isatty() and Path(path).stat().st_size >= _LARGE_FILE
    except (OSError, ValueError):
        large = False
    if not large:
        return assess(load(path, max_bytes=max_size), rules, catalog=catalog)
    with click.progressbar(
        length=2, label=printable(shorten(path, 30)), file=sys.stderr,
        item_show_func=lambda step: step or "", show_eta=False, update_min_steps=1,
    ) as bar:  # fmt: skip
        bar.current_item = "reading"
        bar.render_progress()
        model = load(path, max_bytes=max_size)
        bar.update(1, f"judging {len(model.components):,} components")
        result = assess(model, rules, catalog=catalog)
        bar.update(1, "done")
    return result


def _progress(files: Sequence[str]) -> Iterator[str]:
    if len(files) < _MANY_FILES or not sys.stderr.isatty():
        yield from files
        return
    with click.progressbar(files, label="assessing", file=sys.stderr) as bar:
        yield from bar


_Errors = list[tuple[str, OpenlicError]]


def _print_text(results: list[Assessment], errors: _Errors, explain: bool) -> None:
    for result in results:
        _show(result.explain() if explain else str(result))
        if len(results) > 1:
            click.echo()
    if len(results) + len(errors) > 1:
        _show(report.summary(results, len(errors)))


def _print_markdown(results: list[Assessment], errors: _Errors, _explain: bool) -> None:
    for result in results:
        click.echo(report.assessment_markdown(result) + "\n")
    if len(results) + len(errors) > 1:
        _show(report.summary(results, len(errors)))


def _print_json(results: list[Assessment], errors: _Errors, _explain: bool) -> None:
    if len(results) == 1 and not errors:
        click.echo(_json(results[0].to_dict()))
        return
    value = {
        "assessments": [result.to_dict() for result in results],
        "errors": [{"path": path, "message": str(error)} for path, error in errors],
        "summary": report.summary(results, len(errors)),
    }
    click.echo(_json(value))


@main.command("check")
@click.argument("expression")
@click.option("--content", help="code, data or document: is it also written for that?")
@click.option("--component", help="A component of the framework, such as 'Model card'.")
@_framework_option
@_text_or_json
@click.option("--explain", is_flag=True, help="Show how the verdict follows (text only).")
@click.option("--require-yes", is_flag=True, help="Exit with 1 unless the verdict is yes.")
@_catalog_option
def check_command(
    expression: str,
    content: str | None,
    component: str | None,
    framework: str,
    style: str,
    explain: bool,
    require_yes: bool,
    folder: str | None,
) -> None:
    """Say whether EXPRESSION is an open license, or fits a component.

    Also lists what the expression as a whole permits, requires, prohibits and disclaims.
    """
    with _reported():
        result = check(
            expression,
            content=content,
            component=component,
            framework=framework,
            catalog=_catalog(folder),
        )
    if style == "json":
        click.echo(_json(result.to_dict()))
    else:
        _show(result.explain() if explain else str(result))
    if require_yes and result.verdict != "yes":
        sys.exit(NOT_MET)


@main.command("license")
@click.argument("id")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text",
    show_default=True, help="How to print it (markdown for licenses only).",
)  # fmt: skip
@_catalog_option
def license_command(id: str, style: str, folder: str | None) -> None:
    """Print what is known of a license or exception: facts, statements with clauses, sources."""
    with _reported():
        record = _record(id, _catalog(folder))
    if style == "json":
        click.echo(_json(record.to_dict()))
    elif style == "markdown" and isinstance(record, License):
        _show(report.license_markdown(record))
    else:
        _show(str(record))


def _record(id: str, catalog: Catalog | None) -> License | LicenseException:
    try:
        return _license(id, catalog)
    except UnknownLicenseError as unknown:
        if (catalog or default_catalog()).canonical(id) is None:
            raise unknown from None
        return exception(id, catalog)


def _license(id: str, catalog: Catalog | None) -> License:
    """Return a license by its id, or as people write it."""
    try:
        return license(id, catalog)
    except UnknownLicenseError as unknown:
        read = normalize(id, catalog).expression
        if read is None or read.operator is not None or read.exceptions:
            raise unknown from None
        return license(read.licenses[0], catalog)


def _situation_options(*, use: bool = True) -> Callable[[Any], Any]:
    """Return the options that say who does what."""
    options = [
        click.option(
            "--provide", type=click.Choice(list(PROVISIONS)), default="binary",
            show_default=True, help="How the result is provided.",
        ),
        click.option(
            "--purpose", type=click.Choice(list(PURPOSES)), default="commercial",
            show_default=True, help="The purpose of the one who acts.",
        ),
        click.option(
            "--reading", type=click.Choice(list(READINGS)), default="default",
            show_default=True, help="How questions that the law leaves open are read.",
        ),
    ]  # fmt: skip
    if use:
        options.insert(
            0,
            click.option(
                "--use", type=click.Choice([*USES, *USE_ALIASES]), default="combine",
                show_default=True, help="How the work is used.",
            ),
        )  # fmt: skip

    def add(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_content_option = click.option(
    "--content", type=click.Choice(list(CONTENT_TYPES)), help="What the work is."
)


@main.command("compatible")
@click.argument("inbound")
@click.argument("outbound", required=False)
@_situation_options()
@_content_option
@_text_or_json
@click.option("--explain", is_flag=True, help="Show how the verdict follows (text only).")
@click.option("--require-yes", is_flag=True, help="Exit with 1 unless the verdict is yes.")
@_catalog_option
def compatible_command(
    inbound: str,
    outbound: str | None,
    style: str,
    explain: bool,
    require_yes: bool,
    folder: str | None,
    **situation: Any,
) -> None:
    """Say whether a work under INBOUND may be used, and the result be under OUTBOUND.

    Both are expressions. Gives the rules and clauses that decide, what has to be done and
    what recipients may not do. INBOUND can also be a file or folder, of a release, a bill of
    materials or the like: then all that is used in it has to go together, and into a whole
    under OUTBOUND, if that is given.
    """
    result: Any
    with _reported():
        catalog = _catalog(folder)
        if _is_path(inbound, catalog):
            result = _all_compatible(inbound, outbound, catalog, **situation)
        elif outbound is None:
            raise click.UsageError("OUTBOUND is missing; without it, name a file")
        else:
            result = compatible(inbound, outbound, catalog=catalog, **situation)
    if style == "json":
        click.echo(_json(result.to_dict()))
    else:
        _show(result.explain() if explain else str(result))
    if require_yes and result.verdict != "yes":
        sys.exit(NOT_MET)


def _is_path(text: str, catalog: Catalog | None) -> bool:
    """Say whether a text names a file, not a license."""
    if (catalog or default_catalog()).canonical(text) is not None:
        return False
    try:
        return Path(text).exists()
    except (OSError, ValueError):
        return False


def _all_compatible(
    path: str,
    outbound: str | None,
    catalog: Catalog | None,
    *,
    provide: str,
    purpose: str,
    reading: str,
    **_of_one_work: Any,
) -> Solution | Conflict:
    """Say whether all that a file describes goes together."""
    cases = [
        name
        for name, each in USE_CASES.items()
        if (each.provide, each.purpose) == (provide, purpose)
    ]
    if not cases:
        raise ValueError(f"releases are not asked about {provide!r} with {purpose!r}; see `solve`")
    return solve(path, outbound=outbound, use_case=cases[0], reading=reading, catalog=catalog)


def _work(text: str) -> str | tuple[str, str]:
    """Return a license, with its use if one stands before it."""
    use, colon, name = text.partition(":")
    return (name, use) if colon and use in (*USES, *USE_ALIASES) else text


@main.command("outbound")
@click.argument("inbound", nargs=-1, required=True)
@_situation_options()
@_content_option
@click.option("--among", multiple=True, metavar="ID", help="Choose among these only.")
@click.option("--all", "everything", is_flag=True, help="Show all that is found (text only).")
@_text_or_json
@click.option("--explain", is_flag=True, help="Show what decided for each (text only).")
@_catalog_option
def outbound_command(
    inbound: Sequence[str],
    among: Sequence[str],
    everything: bool,
    style: str,
    explain: bool,
    folder: str | None,
    **situation: Any,
) -> None:
    """List the licenses for a result that works under INBOUND go into.

    The most permissive come first. A use can stand before a license, as in
    link-dynamic:LGPL-2.1-only; --use holds for the others. Exits with 1 if there is none.
    """
    with _reported():
        result = outbound(
            [_work(text) for text in inbound],
            among=among or None,
            catalog=_catalog(folder),
            **situation,
        )
    most = len(result) if everything else 20
    if style == "json":
        click.echo(_json(result.to_dict()))
    elif explain:
        _show(answers.explain_offers(result, most))
    else:
        _show(answers.offers_text(result, most))
    if not result:
        sys.exit(NOT_MET)


@main.command("obligations")
@click.argument("file", type=click.Path())
@_situation_options(use=False)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text",
    show_default=True, help="How to print the checklist.",
)  # fmt: skip
@_catalog_option
def obligations_command(file: str, style: str, folder: str | None, **situation: Any) -> None:
    """List what the licenses of the release in FILE ask of the one who releases it."""
    with _reported():
        result = obligations(file, catalog=_catalog(folder), **situation)
    if style == "json":
        click.echo(_json(result.to_dict()))
    else:
        _show(result.to_markdown() if style == "markdown" else str(result))


_report_option = click.option(
    "--format", "style", type=click.Choice(["text", "json", "markdown"]), default="text",
    show_default=True, help="How to print the answer.",
)  # fmt: skip


def _question_options(command: Any) -> Any:
    """Add the options that say what is asked of a release as a whole."""
    options = [
        click.option("--outbound", metavar="LICENSE", help="What all of it is to be offered under."),
        click.option(
            "--use-case", type=click.Choice(list(USE_CASES)), default="commercial",
            show_default=True, help="What is done with the release.",
        ),
        click.option(
            "--reading", type=click.Choice(list(READINGS)), default="default",
            show_default=True, help="How questions that the law leaves open are read.",
        ),
        click.option("--minimal", is_flag=True, help="Give the smallest conflicts."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@main.command("solve")
@click.argument("file", type=click.Path())
@click.option(
    "--framework", type=click.Choice(framework_ids()),
    help="Whose class is asked for; the best that can be reached if no target is given.",
)  # fmt: skip
@click.option("--target", type=int, metavar="N", help="The class asked for (1 is the best).")
@_question_options
@click.option(
    "--prefer", multiple=True, metavar="LICENSE",
    help="A license or category that is wanted first; may be given several times.",
)  # fmt: skip
@_report_option
@click.option("--explain", is_flag=True, help="Show how the answer follows (text only).")
@_catalog_option
def solve_command(
    file: str,
    style: str,
    explain: bool,
    folder: str | None,
    prefer: Sequence[str],
    **asked: Any,
) -> None:
    """Elect one alternative of every OR in the release in FILE, so that everything holds.

    Licenses have to go together along the provenance, and to meet what the class asks for.
    If they cannot, gives the facts that do not go together, and exits with 1.
    """
    with _reported():
        result = solve(file, prefer=prefer, catalog=_catalog(folder), **asked)
    _print_answer(result, style, explain)
    if isinstance(result, Conflict):
        sys.exit(NOT_MET)


def _print_answer(result: Solution | Conflict, style: str, explain: bool) -> None:
    if style == "json":
        click.echo(_json(result.to_dict()))
    elif style == "text":
        _show(result.explain() if explain else str(result))
    elif isinstance(result, Solution):
        _show(decisions.solution_markdown(result))
    else:
        _show(decisions.conflict_markdown(result))


@main.command("plan")
@click.argument("file", type=click.Path())
@_framework_option
@click.option(
    "--target", type=int, default=1, show_default=True, metavar="N",
    help="The class to reach (1 is the best).",
)  # fmt: skip
@click.option("--costs", type=click.Path(), metavar="FILE", help="What changes cost, as TOML.")
@_question_options
@_report_option
@click.option("--explain", is_flag=True, help="Show what stands in the way now (text only).")
@_catalog_option
def plan_command(file: str, style: str, explain: bool, folder: str | None, **asked: Any) -> None:
    """Give the cheapest changes with which the release in FILE reaches a class.

    Exits with 1 if no change that is allowed will do, and says what forbids it.
    """
    with _reported():
        result = plan(file, catalog=_catalog(folder), **asked)
    if style == "json":
        click.echo(_json(result.to_dict()))
    elif style == "markdown":
        _show(decisions.plan_markdown(result))
    else:
        _show(result.explain() if explain else str(result))
    if not result.reached:
        sys.exit(NOT_MET)


@main.command("diff")
@click.argument("left")
@click.argument("right")
@click.option("--all", "everything", is_flag=True, help="Show what is the same too (text only).")
@_text_or_json
@_catalog_option
def diff_command(left: str, right: str, everything: bool, style: str, folder: str | None) -> None:
    """Compare the licenses LEFT and RIGHT term by term."""
    with _reported():
        catalog = _catalog(folder)
        result = diff(_license(left, catalog).id, _license(right, catalog).id, catalog)
    if style == "json":
        click.echo(_json(result.to_dict()))
    else:
        _show(result.to_text(everything=everything))


def _terms_option(name: str, says: str) -> Callable[[Any], Any]:
    return click.option(f"--{name}", multiple=True, metavar="TERM", help=f"It {says} this.")


_APPROVAL = [str(verdict) for verdict in Verdict]


@main.command("licenses")
@click.option("--category", type=click.Choice(list(CATEGORIES)), help="Its category.")
@click.option("--content", type=click.Choice(list(CONTENT_TYPES)), help="It is written for this.")
@click.option("--osi", type=click.Choice(_APPROVAL), help="Whether the OSI approved it.")
@click.option("--fsf", type=click.Choice(_APPROVAL), help="Whether the FSF calls it free.")
@_terms_option("permits", "permits")
@_terms_option("requires", "requires")
@_terms_option("prohibits", "prohibits")
@_terms_option("disclaims", "disclaims")
@_terms_option("permits-not", "is known not to permit")
@_terms_option("requires-not", "is known not to require")
@_terms_option("prohibits-not", "is known not to prohibit")
@_terms_option("disclaims-not", "is known not to disclaim")
@_text_or_json
@_catalog_option
def licenses_command(style: str, folder: str | None, **filters: Any) -> None:
    """List the licenses for which every filter holds; terms may be given several times."""
    with _reported():
        wanted = {name: value for name, value in filters.items() if value}
        found = licenses(_catalog(folder), **wanted)
    if style == "json":
        click.echo(_json([record.id for record in found]))
        return
    for record in found:
        _show(f"{record.id:<40} {record.category:<18} {record.name}")
    click.echo(f"{len(found)} licenses", err=True)


@main.command("normalize")
@click.argument("string")
@_text_or_json
@_catalog_option
def normalize_command(string: str, style: str, folder: str | None) -> None:
    """Read a license as people write it and print the SPDX expression."""
    with _reported():
        read = normalize(string, _catalog(folder))
    if style == "json":
        click.echo(_json(read.to_dict()))
    else:
        _show(str(read))


_GRAPH_FORMATS: dict[str, Callable[[Any], str]] = {
    "dot": to_dot,
    "mermaid": to_mermaid,
    "json": to_json,
}


@main.command("graph")
@click.argument("file", type=click.Path())
@_framework_option
@click.option(
    "--format", "style", type=click.Choice(list(_GRAPH_FORMATS)), default="dot",
    show_default=True, help="The language of the graph.",
)  # fmt: skip
@click.option(
    "--terms/--no-terms", default=None,
    help="Draw what licenses permit, require and prohibit; by default with json only.",
)  # fmt: skip
@click.option(
    "--proof", is_flag=True,
    help="Draw only what proves that licenses go together, or that they cannot.",
)  # fmt: skip
@click.option(
    "--target", type=int, metavar="N", help="With --proof: the class asked for (1 is the best)."
)
@_catalog_option
def graph_command(
    file: str,
    framework: str,
    style: str,
    terms: bool | None,
    proof: bool,
    target: int | None,
    folder: str | None,
) -> None:
    """Print the graph on which the release in FILE was judged."""
    with _reported():
        catalog = _catalog(folder)
        result: Any
        if proof:
            result = solve(file, framework, target, catalog=catalog)
        else:
            result = assess(file, framework, catalog=catalog)
    wanted = style == "json" if terms is None else terms
    click.echo(_GRAPH_FORMATS[style](graph(result, terms=wanted)))


@main.command("convert")
@click.argument("source", type=click.Path())
@click.argument("target", type=click.Path())
@click.option("--from", "read_as", type=click.Choice(list(FORMATS)), help="The format of SOURCE.")
@click.option(
    "--to", "write_as", type=click.Choice([each.id for each in FORMATS.values() if each.writes]),
    help="The format of TARGET; by its ending if not given.",
)  # fmt: skip
@click.option(
    "--fresh",
    is_flag=True,
    help="Write all anew, even if SOURCE or TARGET has the format of TARGET.",
)
@_size_option
def convert_command(
    source: str,
    target: str,
    read_as: str | None,
    write_as: str | None,
    fresh: bool,
    max_size: int | None,
) -> None:
    """Write what SOURCE describes to TARGET, with the licenses that were concluded.

    If SOURCE is in the format of TARGET, or TARGET is a Hugging Face card that there is
    already, licenses are filled in and nothing else changes. TARGET may be - for the screen.
    """
    with _reported():
        model = load(source, format=read_as, max_bytes=max_size)
        if write_as is None and target == "-":
            raise click.UsageError("--to is missing, as there is no file name to tell the format")
        format = write_as or format_of(target)
        original = None if fresh else _original(source, target, model.format, format)
        if target == "-":
            click.echo(dump(model, format, original), nl=False)
        else:
            write(model, target, format, original)
    if target != "-":
        click.echo(f"{source} ({model.format}) -> {target} ({format})", err=True)


def _original(source: str, target: str, found: str, wanted: str) -> str | None:
    """Return the file in which licenses are filled in, if there is one."""
    if wanted == "hf-card" and Path(target).is_file():
        return target
    return source if found == wanted and wanted not in ("mot", "openlic") else None


@main.command("formats")
@_text_or_json
def formats_command(style: str) -> None:
    """List the formats that can be read and written."""
    if style == "json":
        click.echo(_json([asdict(each) for each in FORMATS.values()]))
        return
    rows = [("format", "is", "written", "needs")]
    rows += [
        (
            each.id,
            each.title,
            "yes" if each.writes else "-",
            f"openlic[{each.extra}]" if each.extra else "-",
        )
        for each in FORMATS.values()
    ]
    _show(table(rows))
