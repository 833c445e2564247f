"""A program of its own: reads one picture from its standard input and writes plain pixels, or a word for why it cannot.

It is run in confinement (foundation.confinement), because here hostile files meet the decoder. So it knows nothing of ours and needs
only Pillow. What it writes is ``+``, width and height, and the pixels of the first frame as RGB, or ``-`` and the word.
"""

from __future__ import annotations

import io
import struct
import sys
import warnings

from PIL import Image, ImageOps

READABLE_KINDS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 10_000
SMALLEST_WIDTH = 600
MOST_TIMES_LONGER = 4
#: Nothing larger than this is ever served, so a large picture is made small before it is copied and turned.
KEPT_SIDE = 2560


class Unusable(Exception):
    """The picture cannot be used; the word says why."""


def main() -> None:
    """One picture in, one answer out."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        frame = pixels_of(sys.stdin.buffer.read())
        answer = b"+" + struct.pack(">II", *frame.size) + frame.tobytes()
    except Unusable as reason:
        answer = b"-" + str(reason).encode()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        answer = b"-pixels"
    # Pillow's decoders meet broken files with whatever they stumble over, so every kind of stumbling is a refusal.
    except Exception:  # noqa: BLE001
        answer = b"-damaged"
    sys.stdout.buffer.write(answer)


def pixels_of(data: bytes) -> Image.Image:
    """The first frame, upright, on white where it was see-through. The header is asked before a pixel is decoded (attack row M14)."""
    opened = Image.open(io.BytesIO(data), formats=READABLE_KINDS)
    if opened.width * opened.height > MOST_PIXELS or max(opened.size) > LONGEST_SIDE:
        raise Unusable("pixels")
    if max(opened.size) > MOST_TIMES_LONGER * min(opened.size):
        raise Unusable("narrow")
    image = _with_smooth_colours(opened)
    image.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    frame = _upright(image).convert("RGBA")
    if frame.width < SMALLEST_WIDTH:
        raise Unusable("small")
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


if __name__ == "__main__":
    main()
