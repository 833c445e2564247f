"""Turns the bytes somebody brought into plain pixels, or refuses them; here hostile files meet the decoder, one at a time.

The decoder runs in the web worker itself. What an attacker could do with a flaw in it is bounded by what is asked of the header
before a pixel is decoded, by one decoding at a time, and by four formats; a separate process with limits on memory and time
would bound it further and has not been built.
"""

from __future__ import annotations

import io
import threading

from PIL import Image, ImageOps

from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import lazy_gettext as _

READABLE_KINDS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 10_000
SMALLEST_WIDTH = 600
MOST_TIMES_LONGER = 4
LARGEST_FILE = 20 * 1024 * 1024
#: Nothing larger than this is ever served, so a large picture is made small before it is copied and turned.
KEPT_SIDE = 2560

#: The largest picture takes some 100 MB while it is decoded: several at once would push the worker out of memory.
_one_at_a_time = threading.BoundedSemaphore(1)


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
            return _read(data)
        except InvalidInput:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise refused(_TOO_MANY_PIXELS) from error
        # Pillow's decoders meet broken files with whatever they stumble over, so every kind of stumbling is a refusal.
        except Exception as error:
            raise refused(_("This is not a JPEG, PNG, WebP or GIF picture, or it is damaged.")) from error


def refused(sentence: object) -> InvalidInput:
    """The refusal of a picture, shown beside the field it was chosen in."""
    return InvalidInput({"picture_file": sentence})


_TOO_MANY_PIXELS = _("The picture has too many pixels: at most 24 million, and 10,000 on the longest side.")


def _read(data: bytes) -> Image.Image:
    opened = Image.open(io.BytesIO(data), formats=READABLE_KINDS)
    if opened.width * opened.height > MOST_PIXELS or max(opened.size) > LONGEST_SIDE:
        raise refused(_TOO_MANY_PIXELS)
    if max(opened.size) > MOST_TIMES_LONGER * min(opened.size):
        raise refused(_("The picture is too long and narrow to be shown on a page."))
    image = _with_smooth_colours(opened)
    image.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    frame = _upright(image).convert("RGBA")
    if frame.width < SMALLEST_WIDTH:
        raise refused(_("The picture is too small: at least 600 pixels wide, 1200 is better."))
    ground = Image.new("RGB", frame.size, "white")
    ground.paste(frame, mask=frame.getchannel("A"))
    return ground


def _with_smooth_colours(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be made smaller without steps: no palette, no more than eight bits a colour.

    Pillow cuts deep greys off at 255, which would turn nearly all of them white, so they are scaled down first.
    """
    if image.mode.startswith("I"):
        grey = image.convert("I").point(lambda level: level / 256).convert("L")
        grey.info = image.info
        return grey
    return image.convert("RGBA") if image.mode in {"P", "PA", "1"} else image


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera's note says; a note that cannot be read is no reason to refuse the picture."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001 - as above: a broken note breaks the reader in many ways.
        return image
