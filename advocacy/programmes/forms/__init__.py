"""The forms of programmes."""

from advocacy.programmes.forms.guidelines import GuidelineForm
from advocacy.programmes.forms.joining import JoinForm
from advocacy.programmes.forms.preparing import (
    AboutForm,
    AddForm,
    AudiencesForm,
    LinesForm,
    MandateForm,
    NetworksForm,
    PersonForm,
    PurposesForm,
    TextForm,
    TopicsForm,
    UnitsForm,
)

__all__ = [
    "AboutForm",
    "AddForm",
    "AudiencesForm",
    "GuidelineForm",
    "JoinForm",
    "LinesForm",
    "MandateForm",
    "NetworksForm",
    "PersonForm",
    "PurposesForm",
    "TextForm",
    "TopicsForm",
    "UnitsForm",
]
