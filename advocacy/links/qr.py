"""A link as a square that a telephone's camera reads: sharp at any size, black on white, with the quiet edge that cameras need."""

from __future__ import annotations

from io import BytesIO

import segno

#: Up to 15 % of it may be torn, covered or faded.
CORRECTION = "m"
QUIET_EDGE = 4
#: Dots of a PNG for each small square: printed 6 cm wide, more than 300 to the inch.
PRINT_SCALE = 24


def svg_of(address: str) -> bytes:
    """As a drawing, without any style that a strict page would refuse."""
    drawn = BytesIO()
    _made(address).save(drawn, kind="svg", scale=8, border=QUIET_EDGE, dark="#000", light="#fff", svgclass=None, lineclass=None, nl=False)
    return drawn.getvalue()


def png_of(address: str) -> bytes:
    """As a picture for printing."""
    drawn = BytesIO()
    _made(address).save(drawn, kind="png", scale=PRINT_SCALE, border=QUIET_EDGE, dark="#000", light="#fff")
    return drawn.getvalue()


def _made(address: str) -> segno.QRCode:
    return segno.make(address, error=CORRECTION, micro=False)
