"""Tells people, preview fetchers and robots apart."""

from enum import StrEnum


class AgentKind(StrEnum):
    """What called a share link."""

    PERSON = "person"
    PREVIEW = "preview"
    DEVICE_PREVIEW = "device_preview"
    SCANNER = "scanner"
    ROBOT = "robot"
    PREFETCH = "prefetch"
    HEAD = "head"
