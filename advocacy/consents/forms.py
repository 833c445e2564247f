"""The forms of the register."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from wtforms import DateField, HiddenField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from advocacy.consents.models import Basis, Consent, ConsentWay, PicturedKind
from advocacy.consents.places import BASIS_LABELS, INTERNAL, PLACE_LABELS
from advocacy.consents.services.terms import LONGEST_NAME, LONGEST_PROOF, LONGEST_WORDS, Pictured, Terms
from advocacy.foundation import clock
from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import LazyString, gettext
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.people.models import Person

WAY_LABELS: dict[ConsentWay, LazyString] = {ConsentWay.WRITTEN: _("In writing"), ConsentWay.ORAL: _("In person or by telephone")}
#: How long a consent lasts unless its editor says otherwise.
USUAL_DAYS = 365


class _TermsForm(Form):
    """What somebody has said yes to."""

    basis = HiddenField(default=Basis.CONSENT.value)
    networks = SelectMultipleField(_("Where may the picture be shown?"), validate_choice=False)
    given_on = DateField(_("Day they said yes"), [Optional()])
    way = RadioField(
        _("How did they say yes?"), validate_choice=False, choices=[SelectChoice(way.value, label) for way, label in WAY_LABELS.items()]
    )
    proof = line(_("Where does the proof lie?"), required=False, length=LONGEST_PROOF)
    told = paragraph(_("What were they told?"), required=False, length=LONGEST_WORDS)
    expires_on = DateField(_("Last day"), [Optional()])

    @property
    def terms(self) -> Terms:
        """What was typed."""
        reason = self._fields.get("reason")
        return Terms(
            basis=Basis(self.basis.data) if self.basis.data in set(Basis) else Basis.CONSENT,
            reason=(reason.data or "") if reason is not None else "",
            networks=tuple(self.networks.data or ()),
            given_on=self.given_on.data,
            way=ConsentWay(self.way.data) if self.way.data in set(ConsentWay) else None,
            proof=self.proof.data or "",
            told=self.told.data or "",
            expires_on=self.expires_on.data,
        )


class RenewForm(_TermsForm):
    """A new yes: the same person, a new day, and what it covers."""


class ConsentForm(_TermsForm):
    """Somebody in a picture: who, on what basis, where and until when."""

    name = line(_("Name"), required=False, length=LONGEST_NAME)
    guardian = line(_("Who said yes for the child?"), required=False, length=LONGEST_NAME)
    basis = RadioField(
        _("Why may they be seen?"),
        validate_choice=False,
        default=Basis.CONSENT.value,
        choices=[SelectChoice(basis.value, label) for basis, label in BASIS_LABELS.items()],
    )
    reason = paragraph(_("What is the reason?"), required=False, length=LONGEST_WORDS)

    def pictured(self, kind: PicturedKind, person: Person | None) -> Pictured:
        """Whom it is about; the kind and the colleague are chosen on the page before."""
        return Pictured(kind, person, self.name.data or "", self.guardian.data or "")


AnyForm = TypeVar("AnyForm", bound=_TermsForm)


def new_consent_form() -> ConsentForm:
    """An empty form with what is nearly always right filled in already."""
    today = clock.today()
    form = ConsentForm(
        data={
            "networks": [INTERNAL],
            "given_on": today,
            "way": ConsentWay.WRITTEN.value,
            "told": gettext(
                "What the picture shows, what the story is about, where it is shown and until when. "
                "That they may say no, and may change their mind at any time without giving a reason."
            ),
            "expires_on": today + timedelta(days=USUAL_DAYS),
        }
    )
    return with_places(form)


def consent_form_of(consent: Consent) -> ConsentForm:
    """A consent as it stands."""
    return with_places(ConsentForm(data=_stored(consent)))


def renew_form_of(consent: Consent) -> RenewForm:
    """The same terms, given today and for another year."""
    today = clock.today()
    fresh = {"given_on": today, "expires_on": today + timedelta(days=USUAL_DAYS), "proof": "", "basis": Basis.CONSENT.value}
    return with_places(RenewForm(data=_stored(consent) | fresh))


def with_places(form: AnyForm) -> AnyForm:
    """The form with the places to choose among."""
    form.networks.choices = [SelectChoice(place, label) for place, label in PLACE_LABELS.items()]
    return form


def _stored(consent: Consent) -> dict[str, object]:
    return {
        "name": consent.name,
        "guardian": consent.guardian,
        "basis": consent.basis.value,
        "reason": consent.reason,
        "networks": list(consent.networks),
        "given_on": consent.given_on,
        "way": consent.way.value if consent.way else None,
        "proof": consent.proof,
        "told": consent.told,
        "expires_on": consent.expires_on,
    }
