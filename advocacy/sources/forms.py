"""The forms of bringing a story in."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import LOCALES, current_locale, one_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.foundation.text import shortened
from advocacy.programmes.models import Programme
from advocacy.sources.models import PagePreview, Source
from advocacy.sources.services.pages import LONGEST_TITLE, Beginning

LANGUAGE_WORDS = {"da": "Dansk", "en": "English"}
_LANGUAGES = [SelectChoice(language, LANGUAGE_WORDS[language]) for language in LOCALES]
_LONGEST_WORDS = 20_000


class _OfProgramme(Form):
    """A form in which one chooses among the programmes one writes for."""

    programme = SelectField(_("For which programme?"), validate_choice=False)

    def offer(self, programmes: Sequence[Programme]) -> None:
        """Fills in the choices."""
        self.programme.choices = [SelectChoice(each.public_id, one_language(each.name)) for each in programmes]

    def chosen(self, programmes: Sequence[Programme]) -> Programme | None:
        """The programme that was chosen; the only one there is needs no choosing."""
        if len(programmes) == 1:
            return programmes[0]
        return next((each for each in programmes if each.public_id == self.programme.data), None)


class AddressForm(_OfProgramme):
    """An address somebody pastes. Looking at a page changes nothing, so a second press needs no key."""

    address = line(_("The address of the page"), length=1000)


class FeedForm(_OfProgramme):
    """A feed to follow, and what its drafts begin with."""

    address = line(_("The address of the feed, or of the page that has it"), length=1000)
    language = RadioField(_("Which language is it in?"), choices=_LANGUAGES, default=lambda: current_locale())
    topic = SelectField(_("Topic of its drafts"), validate_choice=False)

    def offer_topics(self, programmes: Sequence[Programme]) -> None:
        """With several programmes the topic is chosen afterwards, on the feed's own page."""
        topics = programmes[0].topics if len(programmes) == 1 else []
        self.topic.choices = [
            SelectChoice("", _("Choose later")),
            *(SelectChoice(each.public_id, one_language(each.text)) for each in topics),
        ]


class FeedChangeForm(Form):
    """What the drafts of a feed begin with."""

    language = RadioField(_("Which language is it in?"), choices=_LANGUAGES)
    topic = SelectField(_("Topic of its drafts"), validate_choice=False)

    @classmethod
    def of(cls, source: Source) -> FeedChangeForm:
        """As it is now."""
        form = cls(data={"language": source.language, "topic": source.topic.public_id if source.topic else ""})
        topics = (SelectChoice(each.public_id, one_language(each.text)) for each in source.programme.topics)
        form.topic.choices = [SelectChoice("", _("Choose later")), *topics]
        return form


class PageForm(_OfProgramme):
    """What was found on a page, for the editor to change before the draft begins."""

    address = line(_("The address of the page"), required=False, length=1000)
    language = RadioField(_("Which language is it in?"), choices=_LANGUAGES, default=lambda: current_locale())
    title = line(_("Title"), length=LONGEST_TITLE)
    words = paragraph(_("Text"), required=False, length=_LONGEST_WORDS)
    picture = HiddenField()
    takes_picture = BooleanField(_("Use this picture"))

    @classmethod
    def of(cls, preview: PagePreview, *, takes_picture: bool) -> PageForm:
        """As the page told it."""
        found = {
            "address": preview.address,
            "language": preview.language or current_locale(),
            "title": shortened(preview.title, LONGEST_TITLE)[:LONGEST_TITLE],
            "words": preview.words,
            "picture": preview.picture.public_id if preview.picture else "",
            "takes_picture": takes_picture,
        }
        return cls(data=found)

    @property
    def beginning(self) -> Beginning:
        """What was typed."""
        return Beginning(
            language=self.language.data if self.language.data in LOCALES else current_locale(),
            title=self.title.data or "",
            words=self.words.data or "",
            address=self.address.data or "",
            picture=self.picture.data if self.takes_picture.data else "",
        )


class SheetForm(_OfProgramme):
    """A spreadsheet to try."""

    sheet_file = FileField(_("Choose a spreadsheet"))

    @property
    def sheet_bytes(self) -> bytes:
        """The file that was chosen, or nothing. Its name is never looked at (attack row M17)."""
        sent = self.sheet_file.data
        if not hasattr(sent, "read"):
            return b""
        data: bytes = sent.read()
        sent.close()
        return data
