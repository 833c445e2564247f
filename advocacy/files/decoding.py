"""Turns the bytes somebody brought into plain pixels, or refuses them with a sentence.

The decoder itself runs in a process of its own with at most 512 MB and five seconds (attack row M14); what comes back from it is
pixels and nothing else, so whatever a hostile file does to the decoder, what is served has been drawn here from colours.
"""

from __future__ import annotations

import struct
import threading
from pathlib import Path

from PIL import Image

from advocacy.foundation.confinement import ConfinedFailed, confined
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _

LARGEST_FILE = 20 * 1024 * 1024
READER = Path(__file__).with_name("pixels.py")
_HEAD = struct.Struct(">II")
_LONGEST_ANSWERED_SIDE = 2560

#: A decoder may take half a gigabyte for a moment: several at once would push the machine out of memory.
_one_at_a_time = threading.BoundedSemaphore(1)
_DAMAGED = _("This is not a JPEG, PNG, WebP or GIF picture, or it is damaged.")
_SENTENCES = {
    "pixels": _("The picture has too many pixels: at most 24 million, and 10,000 on the longest side."),
    "narrow": _("The picture is too long and narrow to be shown on a page."),
    "small": _("The picture is too small: at least 600 pixels wide, 1200 is better."),
}


def decoded(data: bytes) -> Image.Image:
    """The first frame as RGB pixels, upright, on white where it was see-through; raises InvalidInput with the reason.

    The header is asked before a pixel is decoded (attack row M14), and of an animation only the first frame is read (M15).
    """
    if not data:
        raise refused(_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise refused(_("The picture is too large: at most 20 MB."))
    with _one_at_a_time:
        try:
            answer = confined(READER, data)
        except ConfinedFailed as error:
            raise refused(_DAMAGED) from error
    if not answer.startswith(b"+"):
        raise refused(_SENTENCES.get(answer[1:].decode(errors="replace"), _DAMAGED))
    return _drawn(answer)


def refused(sentence: object) -> InvalidInput:
    """The refusal of a picture, shown beside the field it was chosen in."""
    return InvalidInput({"picture_file": sentence})


def _drawn(answer: bytes) -> Image.Image:
    """The pixels as a picture of ours. How many there are is counted again: a decoder that was taken over may claim anything."""
    width, height = _HEAD.unpack_from(answer, 1)
    start = 1 + _HEAD.size
    if not 0 < width <= _LONGEST_ANSWERED_SIDE or not 0 < height <= _LONGEST_ANSWERED_SIDE or len(answer) - start != width * height * 3:
        raise refused(_DAMAGED)
    return Image.frombytes("RGB", (width, height), memoryview(answer)[start:])
