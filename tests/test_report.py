# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Reports say what was decided, and let nothing from a file out of its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from openlic import assess, check, license, normalize, parse, report
from openlic._text import aligned, html_table, markdown_cell, printable
from openlic.assessment import Assessment
from openlic.derivations import Derivation, Step
from openlic.frameworks import framework
from openlic.model import Component, GlobalLicense, Model
from openlic.records import exception
from openlic.terms import Verdict

REQUIRED = [known for known in framework("mof").components if known.required]
HOSTILE = [
    "<script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "&lt;b&gt; & \"quotes\" 'both'",
    "a | b \\| c",
    "`code` *bold* _it_ [link](javascript:x)",
    "line\nfeed\r\nand\ttab",
    "\x1b[31mred\x07\x9b\u202e",
    "\ud800",
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=())))


def _model(tier: int, license: str = "Apache-2.0", *, name: str = "X", version: str = "") -> Model:
    """Return a release that reaches a class, or none with 0."""
    names = [known.name for known in REQUIRED if tier and known.tier >= tier]
    components = tuple(Component(name) for name in names or ["Model card"])
    return Model(name, components, (GlobalLicense("distribution", license),), version=version)


def _hostile(text: str) -> Assessment:
    """Return the assessment of a release that has a text wherever it may have one."""
    return assess(
        Model(
            text,
            (
                Component("Model card", text),
                Component("Data card", licenses=(text, f"{text} license")),
                Component(f"{text}!", "MIT"),
                Component("Datasets", f"License{text}", covers=(text,)),
            ),
            version=f"1{text}",
        )
    )


# --- Text -----------------------------------------------------------------------------


LACKING_3 = (
    "Model architecture, Model parameters (Final), Data card, "
    "Technical report or Research paper, Evaluation results"
)
ALSO_2 = "Training code, Inference code, Evaluation code, Evaluation data"
ALSO_1 = "Data preprocessing code, Model parameters (Intermediate), Research paper"


@pytest.fixture
def tiny() -> str:
    """The text of a release with a license to be read, and one that is not there."""
    components = (
        Component("Model card", "Apache 2.0", line=7),
        Component("Datasets", "unlicensed"),
    )
    return str(assess(Model("Tiny", components, version="2")))


def test_the_text_of_an_assessment_starts_with_the_classes_and_what_stops_them(tiny: str) -> None:
    assert tiny.split("\n\n  component ", maxsplit=1)[0].split("\n") == [
        "Tiny 2: no class (Model Openness Framework, 1.0)",
        f"  Class III - Open Model         no       16.7 %; stopped by {LACKING_3}",
        f"  Class II - Open Tooling Model  no        0.0 %; also stopped by {ALSO_2}",
        f"  Class I - Open Science Model   no        0.0 %; also stopped by {ALSO_1}",
        "",
        "what stops Class III - Open Model",
        *(f"  {name}: it is not in the release" for name in LACKING_3.split(", ")),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "  component                        status    license     open  fits its content",
        "  Model card                       included  Apache-2.0  yes   yes",
        "  Datasets                         included  unlicensed  no    no",
        "  Data card                        missing   -           -     -",
        "  Model metadata                   absent    -           -     -",
    ],
)
def test_the_text_of_an_assessment_has_a_row_for_every_component(tiny: str, row: str) -> None:
    assert row in tiny.split("\n")


def test_the_text_of_an_assessment_ends_with_findings(tiny: str) -> None:
    first = tiny.split("\n\nfindings\n")[1].split("\n", maxsplit=1)[0]
    assert first == (
        "  note [license-read-as] (line 7): Model card: 'Apache 2.0' was read as Apache-2.0 "
        "(alias); write Apache-2.0"
    )


@pytest.mark.parametrize(
    ("tier", "label"),
    [
        (0, "no class"),
        (1, "Class I - Open Science Model"),
        (2, "Class II - Open Tooling Model"),
        (3, "Class III - Open Model"),
    ],
)
def test_the_heading_says_the_class(tier: int, label: str) -> None:
    result = assess(_model(tier))
    assert str(result).split("\n")[0] == f"X: {label} (Model Openness Framework, 1.0)"


@pytest.mark.parametrize(
    ("name", "version", "heading"),
    [("X", "7B", "X 7B: "), ("X-7B", "7B", "X-7B: "), ("X", "", "X: ")],
)
def test_the_heading_says_the_version_once(name: str, version: str, heading: str) -> None:
    assert str(assess(_model(0, name=name, version=version))).startswith(heading)


def test_a_release_of_the_best_class_is_stopped_by_nothing() -> None:
    text = str(assess(_model(1)))
    assert "what stops" not in text
    assert "stopped by" not in text


def test_every_component_has_a_row_of_aligned_columns() -> None:
    lines = str(assess(_model(3))).split("\n")
    head = next(number for number, line in enumerate(lines) if line.startswith("  component "))
    rows = lines[head : head + 18]
    assert [row[2:34].strip() for row in rows[1:]] == list(framework("mof").names)
    assert len({re.split(r" {2,}", row.strip())[1] for row in rows[1:]}) > 1
    column = rows[0].index("status")
    assert {row[column - 1] for row in rows} == {" "}


def test_every_finding_of_an_assessment_is_printed() -> None:
    result = assess(Model("X", (Component("Model Card", "BSD"), Component("Data card", "BSD"))))
    shown = str(result).split("findings\n")[1]
    assert result.findings
    assert shown == "\n".join(f"  {finding}" for finding in result.findings)


def test_what_stops_a_class_comes_with_its_reason() -> None:
    result = assess(Model("X", (Component("Model card", "CC-BY-NC-4.0"),)))
    line = next(line for line in str(result).split("\n") if line.startswith("  Model card: "))
    reason = result.components["Model card"].reasons[0].says
    assert line == f"  Model card: {reason}"
    assert "non-commercial" in line


def test_a_long_license_is_cut_in_the_table() -> None:
    license = " OR ".join(f"LicenseRef-{number}" for number in range(100))
    result = assess(Model("X", (Component("Model card", license),)))
    row = next(row for row in str(result).split("\n") if row.startswith("  Model card  "))
    shown = re.split(r" {2,}", row.strip())[2]
    assert shown == license[:47] + "…"
    assert result.components["Model card"].license == license


def test_a_license_that_fits_the_table_is_shown_in_full() -> None:
    license = "LicenseRef-" + "a" * 37
    result = assess(Model("X", (Component("Model card", license),)))
    assert f"  {license}  " in str(result)
    assert "…" not in str(result).split("findings")[0]


# --- Explanations ---------------------------------------------------------------------


def test_an_explanation_has_a_part_for_every_class() -> None:
    result = assess(_model(2))
    parts = result.explain().split("\n\n")
    assert parts[0] == str(result).split("\n")[0]
    assert parts[1:3] == [
        f"{name}: yes\n  every component that it asks for meets its requirement"
        for name in ("Class III - Open Model", "Class II - Open Tooling Model")
    ]
    assert parts[3].startswith("Class I - Open Science Model: no\n  no ")


def test_an_explanation_says_what_is_lacking() -> None:
    lines = assess(_model(2)).explain().split("\n")
    assert lines.count("  no      Data preprocessing code: it is not in the release") == 1
    assert lines.count("  no      Research paper: it is not in the release") == 1
    assert not [line for line in lines if "Model architecture" in line]


def test_an_explanation_goes_down_to_the_fact_that_decided() -> None:
    model = _model(3, license="MIT AND (CC-BY-NC-4.0 OR LicenseRef-x)")
    lines = assess(model).explain().split("\n")
    start = lines.index("  unknown Model architecture")
    assert lines[start + 1].startswith("    unknown all of")
    assert lines[start + 2].startswith("      unknown one of")
    assert lines[start + 3].startswith("        unknown LicenseRef-x: ")


def test_an_explanation_lists_the_strings_that_were_read() -> None:
    result = assess(
        Model("X", (Component("Model card", "Apache 2.0"), Component("Datasets", "BSD")))
    )
    shown = result.explain().split("license strings that were read\n")[1]
    assert shown == "\n".join(f"  {reading}" for reading in result.readings)
    assert len(result.readings) == 2


def test_an_explanation_without_read_strings_lists_none() -> None:
    assert "license strings" not in assess(_model(3)).explain()


@pytest.mark.parametrize("text", ["AND", "OR", "WITH", "(", ""])
@pytest.mark.parametrize("name", ["mof", "mot", "osaid"])
def test_a_license_that_looks_like_an_operator_is_explained(name: str, text: str) -> None:
    wanted = {"Model card", "Model architecture", "Inference code", "Datasets"}
    model = Model("OR", tuple(Component(each, text) for each in wanted))
    result = assess(model, name)
    assert result.explain().startswith("OR: no class")
    assert str(result).startswith("OR: no class")


def test_the_explanation_of_a_check() -> None:
    assert check("MIT AND (SSPL-1.0 OR ISC)").explain().split("\n") == [
        "MIT AND (SSPL-1.0 OR ISC): yes (an open license)",
        "  yes     all of",
        "    yes     MIT: approved by the OSI",
        "    yes     one of",
        "      yes     ISC: approved by the OSI",
    ]


def test_an_exception_is_explained() -> None:
    lines = check("GPL-2.0-only WITH Classpath-exception-2.0").explain().split("\n")
    assert lines[1:] == [
        "  yes     GPL-2.0-only WITH Classpath-exception-2.0",
        "    yes     GPL-2.0-only: approved by the OSI",
        "    yes     Classpath-exception-2.0: the exception only adds permissions",
    ]


def _alternatives(count: int) -> str:
    return " OR ".join(f"LicenseRef-{number}" for number in range(count))


@pytest.mark.parametrize("count", [59, 60, 500])
def test_a_long_explanation_is_cut(count: int) -> None:
    lines = check(_alternatives(count)).explain().split("\n")[1:]
    whole = count + 1 <= 60
    assert len(lines) == min(count + 1, 61)
    assert (lines[-1] == f"  … ({count + 1} steps in all)") is not whole


def test_an_outline_indents_premises_under_what_they_support() -> None:
    steps = (
        Step("a", "license", Verdict.NO, "because"),
        Step("AND", "all-of", Verdict.NO, "", (0,)),
        Step("b", "component", Verdict.NO, "", (1, 0)),
    )
    assert report.outline(Derivation(steps), "> ").split("\n") == [
        "> no      b",
        ">   no      all of",
        ">     no      a: because",
        ">   no      a: because",
    ]


def test_an_unread_text_is_named_as_written() -> None:
    assert "unknown BSD: the text was not read as a license" in check("BSD").explain()


# --- Checks ---------------------------------------------------------------------------


def test_the_text_of_a_check() -> None:
    text = str(check("GPLv3 or SSPL-1.0", component="Model card"))
    assert text.split("\n")[:10] == [
        "GPL-3.0-only OR SSPL-1.0",
        "  asked                 an open license (mof)",
        "  for                   Model card (document)",
        "  verdict               yes",
        f"  read                  {normalize('GPLv3 or SSPL-1.0')}",
        "  chosen                GPL-3.0-only",
        "  open                  yes",
        "  open and written for  code",
        "  warning               open, but not written for document",
        "  because               GPL-3.0-only: yes, approved by the OSI",
    ]


def test_a_check_for_a_content_type_names_it() -> None:
    rows = str(check("CC-BY-4.0", content="document")).split("\n")
    assert [row for row in rows if row.startswith("  for ")] == ["  for                   document"]
    assert not [row for row in rows if row.startswith("  warning ")]


@pytest.mark.parametrize(("count", "shown"), [(12, 12), (13, 13), (40, 13)])
def test_many_reasons_are_cut(count: int, shown: int) -> None:
    result = check(_alternatives(count))
    text = str(result)
    assert len(result.reasons) == count
    assert text.count("because") + text.count("reasons in all") == shown
    assert (f"… ({count} reasons in all)" in text) is (count > 12)


@pytest.mark.parametrize("expression", [_alternatives(100), "LicenseRef-" + "a" * 1000])
def test_a_long_expression_is_cut_in_the_title(expression: str) -> None:
    result = check(expression)
    title = str(result).split("\n")[0]
    assert title == expression[:199] + "…"
    assert str(result.expression) == expression


# --- Summary --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiers", "failed", "line"),
    [
        ((1,), 0, "1 file: 1 class 1"),
        ((0,), 0, "1 file: 1 no class"),
        ((), 1, "1 file: 1 not read"),
        ((), 2, "2 files: 2 not read"),
        ((3, 1, 1, 0, 2), 0, "5 files: 2 class 1, 1 class 2, 1 class 3, 1 no class"),
        ((0, 0, 2), 1, "4 files: 1 class 2, 2 no class, 1 not read"),
    ],
)
def test_the_summary_counts_classes(tiers: Iterable[int], failed: int, line: str) -> None:
    assert report.summary([assess(_model(tier)) for tier in tiers], failed) == line


# --- Markdown -------------------------------------------------------------------------


def _bare(markdown: str) -> str:
    """Return Markdown without what is escaped in it."""
    return re.sub(r"\\[\\|`*_\[\]]", "", markdown)


def _blocks(markdown: str) -> list[list[str]]:
    return [block.split("\n") for block in markdown.split("\n\n")]


def test_the_markdown_of_an_assessment() -> None:
    result = assess(_model(3))
    heading, classes, components, findings_title, findings = _blocks(
        report.assessment_markdown(result)
    )
    assert heading == ["# X: Class III - Open Model (Model Openness Framework, 1.0)"]
    assert classes[:3] == [
        "| class | reached | progress | stopped by |",
        "| --- | --- | --- | --- |",
        "| Class III - Open Model | yes | 100.0 % | - |",
    ]
    assert components[2] == "| Model architecture | included | Apache-2.0 | yes | yes |"
    assert findings_title == ["## Findings"]
    assert len(findings) == len(result.findings)
    assert all(line.startswith("- ") for line in findings)


def test_markdown_without_findings_has_no_list_of_them() -> None:
    result = assess(Model("X", (Component("Model card", "CC-BY-NC-4.0"),)), "mot")
    assert result.findings == ()
    assert "## Findings" not in report.assessment_markdown(result)
    assert "<ul>" not in result._repr_html_()


@given(texts)
def test_no_text_of_a_file_leaves_its_place_in_markdown(text: str) -> None:
    result = _hostile(text)
    heading, classes, components, title, findings = _blocks(report.assessment_markdown(result))
    assert len(heading) == len(title) == 1
    assert heading[0].startswith("# ")
    assert {_bare(row).count("|") for row in classes} == {5}
    assert {_bare(row).count("|") for row in components} == {6}
    assert (len(classes), len(components)) == (2 + 3, 2 + 17)
    assert len(findings) == len(result.findings)
    assert all(line.startswith("- ") for line in findings)


@given(texts)
def test_no_text_of_a_file_becomes_markup_in_markdown(text: str) -> None:
    markdown = report.assessment_markdown(_hostile(text))
    words = _bare(markdown).replace("|", "")
    assert not set("<>`*_[]") & set(words)
    assert all(char == "\n" or char.isprintable() for char in markdown)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a|b", r"a\|b"),
        ("a\\|b", r"a\\\|b"),
        ("<b>", "&lt;b&gt;"),
        ("a & b", "a &amp; b"),
        ("`x` *y* _z_", r"\`x\` \*y\* \_z\_"),
        ("[a](b)", r"\[a\](b)"),
        ("a\nb", "a b"),
        ("a\rb", r"a\\rb"),
        ("\x1b[1m", r"\\x1b\[1m"),
        ("plain (text), 1.0", "plain (text), 1.0"),
    ],
)
def test_a_markdown_cell_escapes_what_means_something(text: str, cell: str) -> None:
    assert markdown_cell(text) == cell


# --- HTML -----------------------------------------------------------------------------


class _Page(HTMLParser):
    """The tags of a page, in order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_html_of_an_assessment_shows_classes_components_and_findings() -> None:
    result = assess(_model(3))
    page = _Page(result._repr_html_())
    assert page.tags.count("table") == 2
    assert page.tags.count("tr") == 1 + 3 + 1 + 17
    assert page.tags.count("li") == len(result.findings) > 0
    assert "X: Class III - Open Model (Model Openness Framework, 1.0)" in page.text
    assert set(result.components) <= set(page.text)


def test_the_html_of_a_check_shows_what_its_text_shows() -> None:
    page = _Page(check("MIT", content="code")._repr_html_())
    assert page.tags.count("table") == 1
    assert page.text[:3] == ["MIT", "asked", "an open license (mof)"]
    text = str(check("MIT", content="code"))
    assert [word for word in page.text if word not in " ".join(text.split())] == []


@pytest.mark.parametrize("id", ["MIT", "LicenseRef-llama-3"])
def test_the_html_of_a_license_shows_its_name_and_category(id: str) -> None:
    known = license(id)
    page = _Page(known._repr_html_())
    assert page.text[:2] == [f"{known.id}: {known.name}", "category"]
    assert page.text[2].startswith(known.category)


def test_the_html_of_an_exception_shows_its_kind() -> None:
    page = _Page(exception("LLVM-exception")._repr_html_())
    assert page.text[:2] == ["LLVM-exception: LLVM Exception", "exception"]


@given(texts)
def test_no_text_of_a_file_becomes_markup_in_html(text: str) -> None:
    result = _hostile(text)
    page = _Page(result._repr_html_())
    plain = _Page(_hostile("x")._repr_html_())
    assert set(page.tags) == set(plain.tags)
    assert page.tags.count("tr") == plain.tags.count("tr")
    assert page.open == []
    assert page.attributes == []
    assert all(char == "\n" or char.isprintable() for char in "".join(page.text))


@given(texts)
def test_a_table_of_html_holds_the_very_texts(text: str) -> None:
    page = _Page(html_table(text, [(f"{text}?", "b")], ("<h>",)))
    assert page.tags == ["table", "caption", "thead", "tr", "th", "tbody", "tr", "td", "td"]
    assert "".join(page.text) == f"{printable(text)}<h>{printable(text)}?b"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_check_of_a_hostile_text_is_safe_html(text: str) -> None:
    page = _Page(check(text, framework="mot")._repr_html_())
    assert set(page.tags) == {"table", "caption", "tbody", "tr", "td"}
    assert page.attributes == []


# --- Plain text is safe for terminals -------------------------------------------------


@given(texts)
def test_no_control_character_is_in_a_text(text: str) -> None:
    result = _hostile(text)
    for shown in (str(result), result.explain(), str(check(text, framework="mot"))):
        assert all(char == "\n" or char.isprintable() for char in shown)


@given(st.sampled_from("\n\r\v\f\u2028\u2029\x85"))
def test_a_line_break_of_a_file_adds_no_line(char: str) -> None:
    broken, plain = _hostile(f"a{char}b"), _hostile("a b")
    assert str(broken).count("\n") == str(plain).count("\n")
    assert broken.explain().count("\n") == plain.explain().count("\n")


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_printable_has_nothing_that_steers_a_terminal(text: str) -> None:
    shown = printable(text)
    assert all(char == "\n" or char.isprintable() for char in shown)
    assert printable(shown) == shown
    assert shown.count("\n") == text.count("\n")


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_what_is_printable_already_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], ""),
        ([("a", "1"), ("long", "2")], "> a     1\n> long  2"),
        ([("a", "")], "> a"),
    ],
)
def test_rows_are_aligned(rows: list[tuple[str, str]], text: str) -> None:
    assert aligned(rows, "> ") == text


# --- Consoles -------------------------------------------------------------------------


@pytest.fixture
def no_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every import of rich fail."""
    monkeypatch.setitem(sys.modules, "rich", None)


@pytest.mark.usefixtures("no_rich")
def test_values_show_themselves_to_rich_without_it() -> None:
    result = assess(_model(3))
    assert list(result.__rich_repr__()) == [
        "X",
        ("framework", "mof"),
        ("tier", 3),
        ("progress", result.progress),
    ]
    assert list(check("MIT OR SSPL-1.0").__rich_repr__()) == [
        "MIT OR SSPL-1.0",
        ("verdict", "yes"),
        ("chosen", "MIT"),
    ]
    assert next(iter(license("MIT").__rich_repr__())) == "MIT"
    assert list(parse("mit").__rich_repr__()) == ["MIT"]
    assert list(_model(0).__rich_repr__()) == ["X", ("components", ["Model card"])]
    assert next(iter(normalize("BSD").__rich_repr__())) == "BSD"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (assess(_model(3)), "Assessment('X', 'mof', tier=3, 'Class III - Open Model')"),
        (assess(_model(0)), "Assessment('X', 'mof', tier=0, 'Unclassified')"),
        (check("MIT"), "Check('MIT', 'mof', verdict='yes')"),
        (
            check("LicenseRef-" + "a" * 90),
            f"Check('LicenseRef-{'a' * 68}…', 'mof', verdict='unknown')",
        ),
        (_model(0), "Model('X', 1 components)"),
        (license("MIT"), "License('MIT')"),
        (exception("LLVM-exception"), "LicenseException('LLVM-exception')"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_have_a_short_repr(value: object, shown: str) -> None:
    assert repr(value) == shown


@pytest.mark.parametrize("text", ["MIT OR FDK-AAC", "MIT AND FDK-AAC"])
def test_a_check_names_what_is_not_clear_and_does_not_claim_it(text: str) -> None:
    lines = str(check(text)).splitlines()
    assert [line.split() for line in lines if "same-license" in line] == [
        ["not", "clear", "FDK-AAC:", "same-license"]
    ]


# --- what a license says, as Markdown ---------------------------------------------------

RENDERED = ("MPL-2.0", "CC-BY-SA-4.0", "LicenseRef-scancode-llama-3.1-license-2024")


@pytest.mark.parametrize("id", RENDERED)
def test_every_statement_and_trait_is_a_row_with_its_clause(id: str) -> None:
    record = license(id)
    text = report.license_markdown(record)
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    for each in record.statements:
        assert any(row[0] == each.term and row[2] == each.clause for row in rows), each
    for trait in record.traits:
        assert any(row[0] == trait.name.replace("_", " ") for row in rows), trait
    assert all(term in text for term in record.unclear)
    assert text.startswith(f"# {id}: {record.name}")


@pytest.mark.parametrize("id", RENDERED)
def test_the_documentation_shows_them(id: str) -> None:
    page = Path(__file__).parent.parent / "docs" / "statements.md"
    assert f"{{include}} _generated/license-{id}.md" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_in_the_markdown_stays_in_its_place(text: str) -> None:
    record = evolve(license("MIT"), name=text)
    lines = report.license_markdown(record).splitlines()
    assert lines[1:] == report.license_markdown(license("MIT")).splitlines()[1:]
    assert not set(lines[0]) & {"<", "\x1b", "\x07", "\u202e"}
