"""Bringing a picture: everything that is served has been made by us, and hostile files are met with a sentence."""

from __future__ import annotations

import io
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from PIL import Image, PngImagePlugin

from advocacy.files.decoding import LARGEST_FILE, decoded
from advocacy.files.models import Picture
from advocacy.files.queries import picture_folder
from advocacy.files.services import bring_picture, sweep_pictures
from advocacy.files.sizes import SIZES, file_name, measures
from advocacy.foundation import clock
from advocacy.foundation.database import db
from advocacy.foundation.errors import InvalidInput
from advocacy.foundation.i18n import in_language
from tests.factories.pictures import picture_bytes
from tests.people import Cast

BOMB = b"<script>alert('polyglot')</script>"


@pytest.fixture
def opened(app: Flask) -> Iterator[None]:
    """An application context with nothing of earlier tests in the folder."""
    with app.app_context():
        for path in picture_folder().glob("*"):
            path.unlink()
        yield


def served(picture: Picture) -> dict[str, bytes]:
    return {size: (picture_folder() / file_name(picture.public_id, size)).read_bytes() for size in SIZES}


def sentence_for(data: bytes) -> str:
    with pytest.raises(InvalidInput) as refusal:
        bring_picture(data, by=None)
    assert not list(picture_folder().glob("*")), "a refused picture left something behind"
    assert db.session.query(Picture).count() == 0
    with in_language("en"):
        return str(refusal.value.problems["picture_file"])


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("PNG", "I;16"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
        ("GIF", "P"),
    ],
)
def test_every_readable_kind_comes_in_and_looks_right(opened: None, kind: str, mode: str) -> None:
    """Attack row M15, with CMYK and 16 bits: dark stays dark and light stays light."""
    data = _sixteen_bits() if mode == "I;16" else picture_bytes(kind, mode=mode)
    made = served(bring_picture(data, by=None))
    for size, wanted in (("card", (640, 360)), ("page", (1280, 720)), ("preview", (1200, 630))):
        image = Image.open(io.BytesIO(made[size]))
        assert (image.size, image.mode, image.format) == (wanted, "RGB", SIZES[size].kind.upper())
        grey = image.convert("L")
        assert grey.getpixel((20, 20)) < 110 < 150 < grey.getpixel((wanted[0] - 20, 20)), mode


def _sixteen_bits() -> bytes:
    row = struct.pack("<H", 12_000) * 640 + struct.pack("<H", 50_000) * 640
    image = Image.frombytes("I;16", (1280, 720), row * 720)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_what_is_see_through_becomes_white(opened: None) -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (800, 600), (0, 0, 0, 0)).save(buffer, "PNG")
    made = served(bring_picture(buffer.getvalue(), by=None))
    assert min(Image.open(io.BytesIO(made["page"])).getpixel((5, 5))) > 250


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_the_camera_noted_survives(opened: None, kind: str) -> None:
    """Attack row M18: place, serial number, thumbnail, XMP and comments are gone; the picture stands upright."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0xA431] = 6, "SpyCamera", "SERIAL-4711"
    exif[0x8825] = {1: "N", 2: (56.0, 9.0, 30.0), 3: "E", 4: (10.0, 12.0, 0.0)}
    saving: dict[str, object] = {"exif": exif.tobytes()}
    if kind == "JPEG":
        saving |= {"comment": b"SecretComment", "xmp": b"<x:xmpmeta>SecretXmp</x:xmpmeta>"}
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", "SecretComment")
        notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>SecretXmp</x:xmpmeta>")
        saving["pnginfo"] = notes
    data = picture_bytes(kind, (1280, 720), **saving)
    assert b"SERIAL-4711" in data
    picture = bring_picture(data, by=None)
    assert (picture.width, picture.height) == (720, 1280), "turned as the camera says"
    for size, made in served(picture).items():
        for trace in (b"Exif", b"GPS", b"SERIAL", b"SpyCamera", b"xmp", b"Secret", b"ICC_PROFILE", b"iCCP", b"ICCP", b"8BIM"):
            assert trace not in made, (size, trace)
        assert not Image.open(io.BytesIO(made)).getexif()


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_broken_note_of_the_camera_does_not_cost_the_picture(opened: None) -> None:
    bring_picture(picture_bytes("JPEG", exif=b"Exif\x00\x00" + b"II*\x00\xff\xff\xff\xff" + b"\x41" * 40), by=None)


POLYGLOTS: dict[str, Callable[[], bytes]] = {
    "JPEG and a page after it": lambda: picture_bytes("JPEG") + BOMB,
    "JPEG and a ZIP after it": lambda: picture_bytes("JPEG") + b"PK\x03\x04" + BOMB,
    "GIF that is a script too": lambda: picture_bytes("GIF") + b"*/=1;" + BOMB,
    "PNG and a page after it": lambda: picture_bytes("PNG") + BOMB,
    "WebP and a page after it": lambda: picture_bytes("WEBP") + BOMB,
    "JPEG with a page in its comment": lambda: picture_bytes("JPEG", comment=BOMB),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_picture_that_is_something_else_as_well_is_only_a_picture_afterwards(opened: None, name: str) -> None:
    """Attack row M11."""
    data = POLYGLOTS[name]()
    assert BOMB in data
    for made in served(bring_picture(data, by=None)).values():
        assert b"script" not in made
        assert b"PK\x03\x04" not in made


NOT_PICTURES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a page": lambda: b"<!doctype html><script>alert(1)</script>",
    "SVG with a script": lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "SVG with an entity": lambda: (
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>'
    ),
    "PDF": lambda: b"%PDF-1.7\n" + BOMB,
    "PHP": lambda: b"<?php system('id'); ?>",
    "ZIP": lambda: b"PK\x03\x04" + bytes(200),
    "BMP": lambda: picture_bytes("BMP"),
    "TIFF": lambda: picture_bytes("TIFF"),
    "ICO": lambda: picture_bytes("ICO", (256, 256)),
    "PPM": lambda: picture_bytes("PPM"),
    "EPS": lambda: picture_bytes("EPS"),
    "PSD head": lambda: b"8BPS\x00\x01" + bytes(200),
    "only the first bytes of a JPEG": lambda: b"\xff\xd8\xff\xe0" + bytes(50),
    "only the first bytes of a PNG": lambda: b"\x89PNG\r\n\x1a\n" + bytes(50),
    "the first bytes of a PNG before a JPEG": lambda: b"\x89PNG\r\n\x1a\n" + picture_bytes("JPEG"),
    "GIF head and script": lambda: b"GIF89a/*" + BOMB,
    "chance": lambda: os.urandom(5_000),
    "zeros": lambda: bytes(5_000),
    "PNG with a wrong check sum": lambda: picture_bytes("PNG")[:40] + b"\x00\x01\x02\x03" + picture_bytes("PNG")[44:],
    "PNG with text that unpacks to megabytes": lambda: _png_with_packed_text(),
}


@pytest.mark.parametrize("name", NOT_PICTURES)
def test_what_is_no_picture_is_refused_with_a_sentence(opened: None, name: str) -> None:
    """Attack rows M11, M13 and M15; nothing is left on disk."""
    assert sentence_for(NOT_PICTURES[name]()).endswith(".")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_half_a_picture_is_refused(opened: None, kind: str, share: float) -> None:
    """Attack row M15: truncated."""
    noise = Image.frombytes("L", (800, 600), os.urandom(800 * 600))
    buffer = io.BytesIO()
    noise.save(buffer, kind)
    data = buffer.getvalue()
    assert "damaged" in sentence_for(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((9_000, 9_000), "too many pixels"),
        ((12_000, 12_000), "too many pixels"),
        ((20_000, 20_000), "too many pixels"),
        ((5_000, 4_900), "too many pixels"),
        ((10_001, 100), "too many pixels"),
        ((9_000, 700), "too long and narrow"),
        ((599, 700), "too small"),
        ((1, 1), "too small"),
    ],
)
def test_a_flood_of_pixels_is_stopped_at_the_header(opened: None, size: tuple[int, int], words: str) -> None:
    """Attack row M14: 20,000 by 20,000 pixels fit into 50 kB, and none of them is decoded."""
    data = _flat_png(*size)
    started, before = time.process_time(), _memory()
    assert words in sentence_for(data)
    assert time.process_time() - started < 1
    assert _memory() - before < 50_000


def _flat_png(width: int, height: int) -> bytes:
    """A PNG of one colour, written by hand: one bit a pixel, packed row by row."""
    packer, row = zlib.compressobj(9), bytes(1 + (width + 7) // 8)
    packed = b"".join(packer.compress(row * min(1_000, height - at)) for at in range(0, height, 1_000)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def _png_with_packed_text() -> bytes:
    head, rest = picture_bytes("PNG")[:33], picture_bytes("PNG")[33:]
    return head + _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(20 * 1024 * 1024), 9)) + rest


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _memory() -> int:
    """Memory this process holds now, in kB."""
    return int(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")).split()[1])


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_kept(opened: None, kind: str) -> None:
    """Attack row M15: many frames, and only the first is ever decoded."""
    frames = [Image.new("L", (640, 400), level) for level in (40, *(240, 220) * 30)]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=20)
    picture = bring_picture(buffer.getvalue(), by=None)
    for made in served(picture).values():
        image = Image.open(io.BytesIO(made))
        assert getattr(image, "n_frames", 1) == 1
        assert max(image.convert("RGB").getpixel((50, 50))) < 120


def test_a_large_file_is_refused_before_it_is_opened(opened: None) -> None:
    """Attack row M15: a tiny picture with a huge comment."""
    assert "at most 20 MB" in sentence_for(picture_bytes() + bytes(LARGEST_FILE))


def test_a_large_picture_is_made_small(opened: None) -> None:
    picture = bring_picture(picture_bytes("JPEG", (5_800, 4_000)), by=None)
    assert max(picture.width, picture.height) == 2_560
    assert Image.open(io.BytesIO(served(picture)["page"])).size == measures(picture.width, picture.height, "page") == (1_280, 883)


def test_two_hundred_megabytes_a_day_are_enough(opened: None, cast: Cast) -> None:
    """Attack row M19."""
    db.session.add(Picture(width=1, height=1, byte_count=200 * 1024 * 1024 - 10, sha256="0" * 64, brought_by_id=cast.lone.id))
    db.session.flush()
    with pytest.raises(InvalidInput):
        bring_picture(picture_bytes(), by=cast.lone.id)
    bring_picture(picture_bytes(), by=cast.tine.id)
    with time_machine.travel(clock.end_of_day(clock.today()), tick=False):
        bring_picture(picture_bytes(), by=cast.lone.id)


def test_files_that_belong_to_nothing_are_swept_after_a_day(opened: None) -> None:
    """Attack row M16: halves of a killed worker, and wholes whose row was rolled back."""
    kept = bring_picture(picture_bytes(), by=None)
    db.session.commit()
    bring_picture(picture_bytes(), by=None)
    db.session.rollback()
    (picture_folder() / "AAAA-card.part").write_bytes(b"half")
    assert len(list(picture_folder().glob("*"))) == 7
    assert sweep_pictures(before=clock.now().replace(year=2000)) == 0
    in_a_day = time.time() + 86_400
    assert sweep_pictures(before=clock.now().fromtimestamp(in_a_day, clock.now().tzinfo)) == 4
    assert len(served(kept)) == 3


def test_a_full_disk_leaves_nothing_behind(opened: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack row M16: the third file cannot be written, so none of the three stays."""
    written = []

    def full(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        bring_picture(picture_bytes(), by=None)
    assert not list(picture_folder().glob("*"))


def test_the_decoder_never_reads_more_than_the_first_frame_in_memory() -> None:
    """What is returned is plain pixels without a trace of the file: nothing can be carried over by accident."""
    image = decoded(picture_bytes("PNG", dpi=(72, 72), icc_profile=b"x" * 200))
    assert (image.mode, image.info) == ("RGB", {})
