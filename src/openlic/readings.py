# SPDX-FileCopyrightText: 2026 The openlic authors
# SPDX-License-Identifier: Apache-2.0
"""Answers to questions that the law has not settled.

A reading is a set of questions that are answered with yes. ``default`` answers none of
them so: it follows what the license texts say and nothing else. ``cautious`` answers all
of them so: it assumes that rights reach as far as is argued. A question can be answered
alone by its id.
"""

from __future__ import annotations

__all__ = ["QUESTIONS", "READINGS", "OpenQuestion", "read_reading"]

from attrs import frozen


@frozen
class OpenQuestion:
    """A question of law without a settled answer.

    Attributes:
        id: its name in verdicts.
        asks: the question.
        default: what follows from the texts of licenses alone.
        cautious: what follows if the answer is yes.
        arguments_for: why it may be yes.
        arguments_against: why it may be no.
        references: where the arguments are made.
    """

    id: str
    asks: str
    default: str
    cautious: str
    arguments_for: tuple[str, ...]
    arguments_against: tuple[str, ...]
    references: tuple[str, ...]


#: The questions, by id.
QUESTIONS: dict[str, OpenQuestion] = {
    question.id: question
    for question in (
        OpenQuestion(
            id="training-derives",
            asks="Is a model a derivative (adaptation) of the data it was trained on?",
            default="It is not, unless the license of the data speaks of trained models.",
            cautious="Conditions on changed versions of the data hold for the model.",
            arguments_for=(
                "Weights can hold copies of training data that come out again word for word.",
                "Courts have held that memorized works in a model are reproductions of them.",
                "Share-alike terms of data speak of what is 'based upon' it, which is broad.",
            ),
            arguments_against=(
                "Weights are statistics on many works; what is protected in one is not in them.",
                "Several licenses for data leave results of computing with it free by their text.",
                "Fair use and the exceptions for text and data mining ask for no license.",
            ),
            references=(
                "Creative Commons, Using CC-licensed works for AI training, 2025",
                "Directive (EU) 2019/790, Articles 3 and 4",
                "GEMA v OpenAI, Landgericht München I, 42 O 14139/24, 11 November 2025",
                "Getty Images v Stability AI, [2025] EWHC 2863 (Ch), 4 November 2025",
            ),
        ),
        OpenQuestion(
            id="code-copyleft-reaches-weights",
            asks="Does copyleft of source code reach the weights of a model trained on it?",
            default="It does not: weights are not a form of the program that was read.",
            cautious="Copyleft on works based on the code holds for the weights.",
            arguments_for=(
                "A model that gives back code of the program has a copy of it inside.",
                "Strong copyleft is written for every work based on the program, in any form.",
            ),
            arguments_against=(
                "Source and object form, which copyleft speaks of, do not fit weights.",
                "What a model learns from a program is mostly ideas and methods.",
                "A duty of source for all training data is not in the text of any such license.",
            ),
            references=(
                "Free Software Foundation, call for papers on Copilot, 2021 and 2022",
                "Doe v GitHub, N.D. Cal. 4:22-cv-06823",
                "Software Freedom Conservancy, Committee on AI-assisted programming, 2022",
            ),
        ),
        OpenQuestion(
            id="outputs-carry-terms",
            asks="Do outputs, or a model that learned from them, carry the terms of the model "
            "where its license is silent on outputs?",
            default="They do not: the license holds for the model, not for what it makes.",
            cautious="Conditions on changed versions of the model hold for its outputs.",
            arguments_for=(
                "An output can contain protected parts of the work that produced it.",
                "Terms of use can bind by contract, whatever copyright says of outputs.",
            ),
            arguments_against=(
                "The GPL covers output only if its content is itself a covered work.",
                "Outputs without a human author have no copyright in many countries.",
            ),
            references=(
                "GNU GPL version 2, section 0, and version 3, section 2; GNU GPL FAQ, GPLOutput",
                "U.S. Copyright Office, Copyright and Artificial Intelligence, part 2, 2025",
            ),
        ),
    )
}

#: Questions that a reading answers with yes.
READINGS: dict[str, frozenset[str]] = {
    "default": frozenset(),
    "cautious": frozenset(QUESTIONS),
    **{id: frozenset({id}) for id in QUESTIONS},
}


def read_reading(name: str) -> frozenset[str]:
    """Return the questions that a reading answers with yes.

    Raises:
        ValueError: there is no such reading.

    >>> sorted(read_reading("training-derives"))
    ['training-derives']
    """
    if name not in READINGS:
        raise ValueError(f"there is no reading {name!r}; there are {', '.join(READINGS)}")
    return READINGS[name]
