"""The forms of campaigns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from advocacy.campaigns.models import Campaign, GoalKind
from advocacy.campaigns.services import CampaignPlan, ReportedApplications
from advocacy.campaigns.services.changing import LONGEST_LINE, LONGEST_TEXT
from advocacy.campaigns.services.reporting import LONGEST_SOURCE
from advocacy.campaigns.wording import GOAL_LABELS
from advocacy.foundation.forms import Form, line, paragraph
from advocacy.foundation.i18n import LOCALES, one_language
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.programmes.models import Programme


class TwoLanguageForm(Form):
    """A form whose fields are named ``<what>_da`` and ``<what>_en``; services name the same place ``<what>.da``."""

    def show(self, problems: Mapping[str, object]) -> None:
        """Puts each sentence at the field its place is called here."""
        super().show({place.replace(".", "_"): sentence for place, sentence in problems.items()})

    def texts(self, what: str) -> dict[str, str]:
        """What was typed in both languages."""
        return {locale: self[f"{what}_{locale}"].data or "" for locale in LOCALES}


def spread(what: str, texts: Mapping[str, str] | None) -> dict[str, str]:
    """A stored text as the two fields show it."""
    return {f"{what}_{locale}": (texts or {}).get(locale, "") for locale in LOCALES}


class CampaignForm(TwoLanguageForm):
    """What is planned; only the name is asked for at once."""

    programme = RadioField(_("Programme"), [Optional()], validate_choice=False)
    name_da = line(_("Name in Danish"), length=LONGEST_LINE)
    name_en = line(_("Name in English"), length=LONGEST_LINE)
    purpose = RadioField(_("Which purpose does it serve?"), [Optional()], validate_choice=False)
    starts_on = DateField(_("First day"), [Optional()])
    ends_on = DateField(_("Last day"), [Optional()], description=_("It ends by itself when this day is over."))
    goal_kind = RadioField(
        _("What do you want to count?"),
        [Optional()],
        choices=[SelectChoice(kind.value, label) for kind, label in GOAL_LABELS.items()],
        validate_choice=False,
    )
    goal_number = IntegerField(
        _("How many would be good?"), [Optional()], description=_("A number you can reach without pushing anybody.")
    )
    message_da = paragraph(_("Message in Danish"), required=False, length=LONGEST_TEXT)
    message_en = paragraph(_("Message in English"), required=False, length=LONGEST_TEXT)

    def offer(self, programmes: Sequence[Programme]) -> None:
        """Fills in what can be chosen: the programmes, and the purposes where there is only one."""
        self.programme.choices = [SelectChoice(each.public_id, one_language(each.name)) for each in programmes]
        purposes = programmes[0].purposes if len(programmes) == 1 else []
        self.purpose.choices = [SelectChoice(each.public_id, one_language(each.text)) for each in purposes]

    @property
    def plan(self) -> CampaignPlan:
        """What was typed."""
        kinds = {kind.value: kind for kind in GoalKind}
        return CampaignPlan(
            name=self.texts("name"),
            purpose=self.purpose.data or None,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            goal_kind=kinds.get(self.goal_kind.data or ""),
            goal_number=self.goal_number.data,
            message=self.texts("message"),
        )

    @classmethod
    def of(cls, campaign: Campaign) -> CampaignForm:
        """The form as it shows what is stored."""
        stored: dict[str, Any] = {
            **spread("name", campaign.name),
            **spread("message", campaign.message),
            "purpose": campaign.purpose.public_id if campaign.purpose else None,
            "starts_on": campaign.starts_on,
            "ends_on": campaign.ends_on,
            "goal_kind": campaign.goal_kind.value if campaign.goal_kind else None,
            "goal_number": campaign.goal_number,
        }
        form = cls(data=stored)
        form.offer([campaign.programme])
        return form


class KickOffForm(Form):
    """The press, and whether colleagues are told that the director has shared a story herself."""

    tell_first_share = BooleanField(_("Tell colleagues that I have shared one of the stories myself"))


class ProlongForm(Form):
    """A later last day."""

    to_day = DateField(_("New last day"), [InputRequired(_("Please fill this in."))])


class EndForm(TwoLanguageForm):
    """Why it ends before its last day."""

    reason_da = paragraph(_("Reason in Danish"), length=LONGEST_TEXT)
    reason_en = paragraph(_("Reason in English"), length=LONGEST_TEXT)


class ApplicationsForm(Form):
    """What HR knows of applications."""

    number = IntegerField(_("Applications so far"), [InputRequired(_("Please fill this in."))])
    source = line(
        _("Where the number comes from"), length=LONGEST_SOURCE, hint=_("For example the recruitment system, or a question to applicants.")
    )
    counted_on = DateField(_("Counted up to and with"), [InputRequired(_("Please fill this in."))])

    @property
    def told(self) -> ReportedApplications:
        """What was typed."""
        return ReportedApplications(self.number.data, self.source.data or "", self.counted_on.data)


class LessonsForm(TwoLanguageForm):
    """What was learnt; one language is enough."""

    worked_da = paragraph(_("What worked, in Danish"), required=False, length=LONGEST_TEXT)
    worked_en = paragraph(_("What worked, in English"), required=False, length=LONGEST_TEXT)
    change_da = paragraph(_("What we change next time, in Danish"), required=False, length=LONGEST_TEXT)
    change_en = paragraph(_("What we change next time, in English"), required=False, length=LONGEST_TEXT)
