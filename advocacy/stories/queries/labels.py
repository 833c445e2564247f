"""What the sorts, choices, licences and roles of stories are called."""

from __future__ import annotations

from advocacy.accounts.models import Role
from advocacy.foundation.i18n import LazyString
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.stories.models import Licence, PictureChoice, StoryKind

KIND_LABELS: dict[StoryKind, LazyString] = {
    StoryKind.BEHIND_THE_SCENES: _("Behind the scenes"),
    StoryKind.LEARNED: _("What we learned"),
    StoryKind.WHY: _("Why we do it this way"),
    StoryKind.RESULTS: _("Results"),
    StoryKind.PRAISE: _("Praise of a colleague"),
    StoryKind.VACANCY: _("A vacancy"),
}
PICTURE_LABELS: dict[PictureChoice, LazyString] = {
    PictureChoice.DESCRIBED: _("A picture, described in words"),
    PictureChoice.DECORATIVE: _("A picture that is only decoration"),
    PictureChoice.NONE: _("No picture"),
}
LICENCE_LABELS: dict[Licence, LazyString] = {
    Licence.NONE: _("The link may be shared, nothing else"),
    Licence.CC_BY: _("Yes, as long as the maker is named (CC BY 4.0)"),
    Licence.CC_BY_SA: _("Yes, naming the maker and passing it on in the same way (CC BY-SA 4.0)"),
    Licence.CC0: _("Yes, without any condition (CC0)"),
}
#: What a licence is called where readers see it; these names are the same in every language.
LICENCE_NAMES: dict[Licence, str] = {Licence.CC_BY: "CC BY 4.0", Licence.CC_BY_SA: "CC BY-SA 4.0", Licence.CC0: "CC0"}
LICENCE_ADDRESSES: dict[Licence, str] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}
ROLE_LABELS: dict[Role, LazyString] = {
    Role.LEADER: _("Leaders"),
    Role.DIRECTOR: _("Directors"),
    Role.EDITOR: _("Editors"),
    Role.HR: _("HR partners"),
    Role.ADMINISTRATOR: _("Administrators"),
}
