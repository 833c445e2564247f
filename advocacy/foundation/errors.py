"""The ways in which the application says no; each knows its HTTP answer, and none knows HTTP otherwise."""

from __future__ import annotations

from collections.abc import Mapping


class AdvocacyError(Exception):
    """Something the application itself refuses, with a sentence a person can act on."""

    status = 500

    def __init__(self, sentence: object = "") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Refusal(AdvocacyError):
    """A rule says no to this change in this state; the sentence says what would make it possible."""

    status = 409


class InvalidInput(Refusal):
    """What was typed cannot be used; ``problems`` maps a field's name to a sentence, shown beside that field."""

    status = 422

    def __init__(self, problems: Mapping[str, object]) -> None:
        super().__init__("; ".join(f"{name}: {sentence}" for name, sentence in problems.items()))
        self.problems = dict(problems)


class Forbidden(AdvocacyError):
    """A member asks for what their role does not allow."""

    status = 403


class Missing(AdvocacyError):
    """There is no such thing, or its existence is none of this person's business."""

    status = 404


class Gone(AdvocacyError):
    """It was here and was taken away on purpose."""

    status = 410


class TooManyTries(AdvocacyError):
    """Asked too often; ``seconds`` says when to come back."""

    status = 429

    def __init__(self, seconds: int, sentence: object = "") -> None:
        super().__init__(sentence)
        self.seconds = seconds
