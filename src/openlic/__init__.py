# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""openlic: what licenses allow, decided and proved.

>>> import openlic
>>> openlic.check("MIT OR GPL-3.0-only").verdict
<Verdict.YES: 'yes'>

Everything here is loaded when it is first used, so importing the package is cheap.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as a type checker sees it; importing typing costs more than all the rest
if TYPE_CHECKING:
    from typing import Any

    from openlic.assessment import assess
    from openlic.catalog import Catalog
    from openlic.checking import check
    from openlic.checklists import obligations
    from openlic.choosing import solve
    from openlic.comparing import diff
    from openlic.compatibility import compatible
    from openlic.errors import InputError, OpenlicError, ParseError, UnknownLicenseError
    from openlic.expression import parse
    from openlic.formats import load
    from openlic.networks import graph
    from openlic.normalization import normalize
    from openlic.offers import outbound
    from openlic.planning import plan
    from openlic.records import license, licenses
    from openlic.terms import Verdict

__version__ = "0.1.0"

_HOMES = {
    "Catalog": "catalog",
    "InputError": "errors",
    "OpenlicError": "errors",
    "ParseError": "errors",
    "UnknownLicenseError": "errors",
    "Verdict": "terms",
    "assess": "assessment",
    "check": "checking",
    "compatible": "compatibility",
    "diff": "comparing",
    "graph": "networks",
    "license": "records",
    "licenses": "records",
    "load": "formats",
    "normalize": "normalization",
    "obligations": "checklists",
    "outbound": "offers",
    "parse": "expression",
    "plan": "planning",
    "solve": "choosing",
}

__all__ = [
    "Catalog",
    "InputError",
    "OpenlicError",
    "ParseError",
    "UnknownLicenseError",
    "Verdict",
    "assess",
    "check",
    "compatible",
    "diff",
    "graph",
    "license",
    "licenses",
    "load",
    "normalize",
    "obligations",
    "outbound",
    "parse",
    "plan",
    "solve",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'openlic' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"openlic.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
