# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""How Sphinx builds the documentation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openlic import __version__

ROOT = Path(__file__).resolve().parent.parent

project = "openlic"
author = "The openlic authors"
copyright = "2026, The openlic authors"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "_generated"]
html_theme = "furo"
html_title = f"openlic {__version__}"
nitpicky = True

# Markdown: headings down to this level can be linked to.
myst_heading_anchors = 3

# Docstrings: indented lists under "Parameters:", "Returns:", "Raises:", "Attributes:".
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = False
autodoc_member_order = "bysource"
autodoc_class_signature = "mixed"
python_maximum_signature_line_length = 88
add_module_names = False

# Examples run from the root of the repository, where `examples/` is. Docstrings are
# left out here: the unit tests run them.
doctest_test_doctest_blocks = ""
doctest_global_setup = f"""
import os
os.chdir({str(ROOT)!r})
import openlic
"""

# What no page of this documentation can define.
nitpick_ignore = [
    ("py:class", "ExceptionFacts"),  # rows of the index, for type checkers only
    ("py:class", "Facts"),  # the same
    ("py:class", "Details"),  # the same
    ("py:class", "Network"),  # an alias of networkx.MultiDiGraph, for type checkers only
    ("py:class", "PathLike"),  # standard library, os
]
nitpick_ignore_regex = [
    (r"py:.*", r"(collections\.abc|datetime|os|pathlib|typing)\..+"),  # standard library
    (r"py:class", r"(nx|networkx)\..+"),  # networkx
]


def _resolve_short_name(app: Any, environment: Any, node: Any, content: Any) -> Any:
    """Resolve a name that docstrings and annotations give without its module.

    The objects of the package are documented as ``openlic.name``, so a name that is
    short in its own module is not found there. It is resolved if only one object has it.
    """
    target = node.get("reftarget", "")
    if node.get("refdomain") != "py" or not target:
        return None
    domain = environment.get_domain("py")
    found = [name for name in domain.objects if name.endswith(f".{target}")]
    if len(found) != 1:
        return None
    source = node.get("refdoc", environment.docname)
    return domain.resolve_xref(
        environment, source, app.builder, node["reftype"], found[0], node, content
    )


def setup(app: Any) -> None:
    """Connect the resolver."""
    app.connect("missing-reference", _resolve_short_name)
