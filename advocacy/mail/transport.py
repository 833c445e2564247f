"""How a letter leaves the house: over SMTP, or into a folder where a developer or the demo can read it."""

from __future__ import annotations

import smtplib
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from advocacy.config import Settings
from advocacy.foundation import clock
from advocacy.foundation.text import clean_line

TIMEOUT_SECONDS = 20


class LetterRefused(Exception):
    """The mail server says that this letter will never arrive."""


class Transport(Protocol):
    """Anything that can send a letter."""

    def send(self, address: str, subject: str, text: str, html: str, *, reference: str) -> None: ...


def written(sender: str, address: str, subject: str, text: str, html: str, reference: str) -> EmailMessage:
    """The letter as it travels: plain text and HTML, one recipient, marked as automatic. Raises ValueError on a hostile header."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = str(Address(addr_spec=address))
    message["Subject"] = clean_line(subject)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(reference, domain=sender.rpartition("@")[2].rstrip(">") or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


class SmtpTransport:
    """Sends through a mail server."""

    def __init__(self, url: str, sender: str) -> None:
        self.parts = urlsplit(url)
        self.sender = sender

    def send(self, address: str, subject: str, text: str, html: str, *, reference: str) -> None:
        message = written(self.sender, address, subject, text, html, reference)
        kind = smtplib.SMTP_SSL if self.parts.scheme == "smtps" else smtplib.SMTP
        with kind(self.parts.hostname or "", self.parts.port or 25, timeout=TIMEOUT_SECONDS) as server:
            if self.parts.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls()
            if self.parts.username:
                server.login(unquote(self.parts.username), unquote(self.parts.password or ""))
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as error:
                code = next(iter(error.recipients.values()))[0]
                if code >= 500:
                    raise LetterRefused(str(code)) from error
                raise


class FolderTransport:
    """Keeps each letter as a file, for the demo and for development."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder = folder
        self.sender = sender

    def send(self, address: str, subject: str, text: str, html: str, *, reference: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        message = written(self.sender, address, subject, text, html, reference)
        (self.folder / f"{reference}.eml").write_bytes(bytes(message))


def make_transport(settings: Settings) -> Transport:
    """The way out the settings name."""
    if settings.mail_url.startswith("file:"):
        return FolderTransport(settings.instance / "letters", settings.mail_from)
    return SmtpTransport(settings.mail_url, settings.mail_from)
