# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""What the files of a repository on the Hugging Face hub are, by their well-known names."""

from __future__ import annotations

__all__ = ["CONTENT", "RULES", "component_of", "is_license", "is_notice", "license_scope"]

import re

_DATA = "data"
_CODE = "code"
_DOCUMENT = "document"

#: Content types of the components that files are sorted into.
CONTENT: dict[str, str] = {
    "Model parameters (Final)": _DATA,
    "Model parameters (Intermediate)": _DATA,
    "Model metadata": _DATA,
    "Model architecture": _CODE,
    "Data preprocessing code": _CODE,
    "Training code": _CODE,
    "Inference code": _CODE,
    "Evaluation code": _CODE,
    "Supporting libraries and tools": _CODE,
    "Datasets": _DATA,
    "Evaluation data": _DATA,
    "Evaluation results": _DOCUMENT,
    "Sample model outputs": _DOCUMENT,
    "Model card": _DOCUMENT,
    "Data card": _DOCUMENT,
    "Research paper": _DOCUMENT,
    "Technical report": _DOCUMENT,
}

_HARD_WEIGHTS = r"(?:safetensors|gguf|ggml|ckpt|onnx|onnx_data|tflite|keras|pdparams|mlmodel)"
_SOFT_WEIGHTS = r"(?:bin|pt|pth|h5|msgpack|npz)"
_WEIGHTS = rf"(?:{_HARD_WEIGHTS}|{_SOFT_WEIGHTS})"
_SHARD = r"(?:pytorch_model|tf_model|flax_model|model)-\d{5}-of-\d{5}"
_TABLE = r"(?:parquet|jsonl|csv|tsv|arrow|ndjson)(?:\.(?:gz|zst|bz2|xz))?"
_PLAIN = r"(?:json|txt|xml|md|yaml|yml)(?:\.(?:gz|zst|bz2|xz))?"
_ARCHIVE = r"(?:zip|tar|tgz|tar\.(?:gz|xz|bz2|zst)|7z|gz|zst)"
_MEDIA = r"(?:png|jpe?g|webp|gif|wav|flac|mp3|ogg|mp4|webm)"
_SOURCE = r"(?:py|ipynb|sh|cu|cpp|c|rs|js|ts)"
_RESULT = r"(?:\w*[-_.])?(?:results?|metrics|scores?|leaderboard)"
_TEST = r"(?:test|eval|evaluation|validation|valid|dev|benchmark)"

#: Components with the paths, in lower case, of what belongs to them; the first that fits decides.
RULES: tuple[tuple[str, str], ...] = (
    ("Model card", r"(?:.*/)?model[-_]?card[^/]*\.md"),
    ("Data card", r"(?:.*/)?(?:data|dataset)[-_]?card[^/]*\.md"),
    ("Technical report", r"(?:.*/)?[^/]*(?:report|technical)[^/]*\.(?:pdf|md|tex)"),
    ("Research paper", r"(?:.*/)?(?:[^/]*(?:paper|arxiv)[^/]*|\d{4}\.\d{4,5}(?:v\d+)?)\.(?:pdf|tex)"),
    ("Model parameters (Intermediate)", r"(?:.*/)?(?:optimizer|scheduler|rng_state\w*|scaler)\.\w+"),
    ("Model metadata", r"(?:.*/)?(?:training_args\.\w+|trainer_state\.json)"),
    (
        "Model parameters (Intermediate)",
        rf"(?:.*/)?(?:checkpoints?|intermediate|checkpoint[-_]\d+|step[-_]?\d+)/.*\.{_WEIGHTS}",
    ),
    ("Model parameters (Final)", rf".*\.{_HARD_WEIGHTS}"),
    ("Model parameters (Final)", rf"(?:.*/)?{_SHARD}[^/]*"),
    ("Model parameters (Final)", r"(?:.*/)?(?:pytorch_model|flax_model|tf_model|adapter_model)[^/]*"),
    ("Model parameters (Final)", r"(?:.*/)?(?:saved_model\.pb|[^/]*\.data-\d{5}-of-\d{5}|[^/]*\.ckpt\.index)"),
    ("Model parameters (Final)", rf".*\.{_SOFT_WEIGHTS}"),
    (
        "Model metadata",
        (r"(?:.*/)?(?:config|\w+_config|config_\w+|configuration|params|modules|model_index|tokenizer"
        r"|vocab|added_tokens|special_tokens_map|chat_template|[^/]*\.index)\.json"),
    ),
    (
        "Model metadata",
        (r"(?:.*/)?(?:vocab\.txt|merges\.txt|tokenizer\.model|chat_template\.jinja|modelfile"
        r"|[^/]*(?:spiece|sentencepiece)[^/]*\.model|spm\.model|[^/]*\.(?:tiktoken|jinja))"),
    ),
    ("Model architecture", rf"(?:.*/)?(?:modeling|configuration)_\w+\.{_SOURCE}"),
    ("Model architecture", rf"(?:.*/)?(?:model|models|modeling|architecture)\.{_SOURCE}"),
    (
        "Data preprocessing code",
        (rf"(?:.*/)?(?:tokenization|processing|image_processing|feature_extraction|preprocess\w*"
        rf"|prepare_?\w*|tokenize\w*|data_prep\w*|clean_\w+|dedup\w*)[^/]*\.{_SOURCE}"),
    ),
    ("Training code", rf"(?:.*/)?(?:run_)?(?:pre_?train|train|fine_?tune|sft|dpo)[^/]*\.{_SOURCE}"),
    ("Training code", rf"(?:.*/)?(?:training|train)/[^/]*\.{_SOURCE}"),
    ("Evaluation code", rf"(?:.*/)?(?:run_)?(?:eval|evaluate|benchmark)[^/]*\.{_SOURCE}"),
    ("Evaluation code", rf"(?:.*/)?(?:evaluation|eval|benchmarks?)/[^/]*\.{_SOURCE}"),
    (
        "Inference code",
        rf"(?:.*/)?(?:infer|generat|predict|pipeline|handler|serve|demo|app|chat|sample)[^/]*\.{_SOURCE}",
    ),
    ("Inference code", rf"(?:.*/)?inference/[^/]*\.{_SOURCE}"),
    (
        "Supporting libraries and tools",
        (r"(?:.*/)?(?:requirements[^/]*\.txt|environment\.ya?ml|setup\.(?:py|cfg)|pyproject\.toml"
        r"|pipfile|dockerfile|package\.json|makefile)"),
    ),
    ("Supporting libraries and tools", rf".*\.{_SOURCE}"),
    ("Supporting libraries and tools", r"(?:.*/)?scripts/.*"),
    ("Evaluation results", rf"(?:.*/)?{_RESULT}\.(?:json|jsonl|csv|tsv|txt|md|ya?ml)"),
    ("Evaluation results", rf"(?:.*/)?\.?(?:eval_)?results/.*\.(?:{_PLAIN}|{_TABLE})"),
    (
        "Sample model outputs",
        rf"(?:.*/)?(?:samples?|outputs?|generations?|generated|examples?)/[^/]*\.(?:{_MEDIA}|{_PLAIN}|{_TABLE})",
    ),
    (
        "Sample model outputs",
        rf"(?:.*/)?(?:samples?|outputs?|generated)(?:[-_]?\w*)\.(?:{_MEDIA}|{_PLAIN}|{_TABLE})",
    ),
    ("Evaluation data", rf"(?:.*/)?(?:{_TEST}(?:[-_./][^/]*)?|[^/]*[-_]{_TEST})\.{_TABLE}"),
    ("Evaluation data", rf"(?:.*/)?{_TEST}(?:[-_]\w+)?/.*\.(?:{_TABLE}|{_PLAIN}|{_MEDIA}|{_ARCHIVE})"),
    ("Datasets", rf".*\.{_TABLE}"),
    ("Datasets", rf"(?:.*/)?(?:data|dataset|datasets|train)/.*\.(?:{_PLAIN}|{_MEDIA}|{_ARCHIVE})"),
)  # fmt: skip

#: In a repository of a dataset, these are the dataset before any rule is asked.
DATASET_FILES = rf".*\.(?:{_TABLE}|{_SOFT_WEIGHTS}|{_ARCHIVE})|(?:.*/)?(?:data|train|test|validation)/.*\.(?:{_PLAIN}|{_MEDIA})"

_COMPILED = tuple((name, re.compile(rf"(?:{pattern})\Z", re.DOTALL)) for name, pattern in RULES)
_DATASET = re.compile(rf"(?:{DATASET_FILES})\Z", re.DOTALL)
_MODEL_FILE = re.compile(
    r"(?:.*/)?(?:pytorch_model|flax_model|tf_model|adapter_model|optimizer|training_args)[^/]*\Z"
)

_LICENSE = re.compile(r"(?:.*[-_. ])?(?:licen[cs]es?|copying|unlicense)(?:[-_. ].*)?\Z", re.DOTALL)
_NOTICE = re.compile(r"(?:.*[-_. ])?(?:notices?|third[-_ ]?party.*)(?:[-_. ].*)?\Z", re.DOTALL)
_NOT_SUFFIXES = re.compile(r"\.(?:py|ipynb|json|ya?ml|toml|js|ts|sh|pdf|png|svg|jpe?g|csv)\Z")

#: Words in the name of a license file, and the components that it is for.
SCOPES: dict[str, frozenset[str]] = {
    "code": frozenset(name for name, content in CONTENT.items() if content == _CODE),
    "model": frozenset(
        {"Model parameters (Final)", "Model parameters (Intermediate)", "Model metadata"}
    ),
    "data": frozenset({"Datasets", "Evaluation data"}),
}
SCOPES |= {"weights": SCOPES["model"], "dataset": SCOPES["data"], "datasets": SCOPES["data"]}


def component_of(path: str, kind: str) -> str:
    """Return the component that a file belongs to; empty if its name does not say so.

    Parameters:
        path: relative to the repository.
        kind: ``model``, ``dataset`` or ``space``.

    >>> component_of("model-00001-of-00002.safetensors", "model")
    'Model parameters (Final)'
    >>> component_of("data/train-00000-of-00001.parquet", "dataset")
    'Datasets'
    """
    lowered = path.lower()
    if kind == "dataset" and _DATASET.match(lowered) and not _MODEL_FILE.match(lowered):
        return "Datasets"
    found = next((name for name, pattern in _COMPILED if pattern.match(lowered)), "")
    is_loader = kind == "dataset" and "/" not in path and lowered.endswith(".py")
    if is_loader and found == "Supporting libraries and tools":
        return "Data preprocessing code"
    return found


def is_license(path: str) -> bool:
    """Whether a file is named as one that holds a license.

    >>> is_license("LICENSE-MODEL"), is_license("COPYING.txt"), is_license("check_license.py")
    (True, True, False)
    """
    folder, _, name = path.lower().rpartition("/")
    if _NOT_SUFFIXES.search(name):
        return False
    return bool(_LICENSE.match(name)) or folder.rpartition("/")[2] == "licenses"


def is_notice(path: str) -> bool:
    """Whether a file is named as one with notices, of others' licenses too."""
    name = path.lower().rpartition("/")[2]
    return bool(_NOTICE.match(name)) and not _NOT_SUFFIXES.search(name)


def license_scope(path: str) -> frozenset[str] | None:
    """Return the components that a license file names in its name; None for all.

    >>> "Training code" in license_scope("LICENSE-CODE")
    True
    """
    words = re.split(r"[^a-z]+", path.lower().rpartition("/")[2])
    found = [SCOPES[word] for word in words if word in SCOPES]
    return frozenset().union(*found) if found else None
