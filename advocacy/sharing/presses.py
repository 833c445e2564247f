"""What a page for writing carries until its button is pressed: a fresh link, and our seal on whose it is and for what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from advocacy.accounts.access import Actor
from advocacy.foundation.database import new_public_id
from advocacy.foundation.errors import Refusal
from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.links.services import unused_code
from advocacy.networks.catalogue.network import NetworkKind
from advocacy.stories.models import StoryVersion

#: How long a page for writing may lie open before its button is pressed.
LIFETIME = timedelta(hours=8)
_SALT = "sharing.press"


@dataclass(frozen=True)
class Press:
    """One press to come: who, which version of a story, where, and the link and the name that the share will have."""

    person_id: int
    version_id: int
    network: NetworkKind
    code: str
    public_id: str
    #: The same, sealed; empty when the press is made here and now.
    seal: str = ""


def new_press(actor: Actor, version: StoryVersion, network: NetworkKind) -> Press:
    """A press with a link that nobody has used."""
    return Press(actor.person.id, version.id, network, unused_code(), new_public_id())


def sealed(press: Press, secret: str) -> Press:
    """The press with our seal, to be carried by a page. The browser then knows the link at the moment of the press."""
    carried = [press.person_id, press.version_id, press.network.value, press.code, press.public_id]
    return replace(press, seal=_serializer(secret).dumps(carried))


def unsealed(seal: str, secret: str) -> Press:
    """The press a page carried; raises Refusal when the seal is not ours or too old."""
    try:
        person, version, network, code, public_id = _serializer(secret).loads(seal, max_age=int(LIFETIME.total_seconds()))
    except SignatureExpired as error:
        raise Refusal(_("The page for writing had been open for many hours. Open it again for a new link.")) from error
    except (BadSignature, ValueError) as error:
        raise Refusal(_("This did not come from our own page for writing. Open it again and press once more.")) from error
    return Press(person, version, NetworkKind(network), code, public_id, seal)


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=_SALT, signer_kwargs={"digest_method": sha256})
