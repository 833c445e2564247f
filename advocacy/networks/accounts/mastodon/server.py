"""What a Mastodon server says of itself, and how this installation becomes known to it."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy.foundation.i18n import lazy_gettext as _
from advocacy.networks.accounts.account import NetworkRefused, Ours, Outside
from advocacy.networks.accounts.mastodon.talking import Talk, is_at, not_known, object_of, word_of
from advocacy.networks.catalogue.mastodon import server_name, server_url

#: Mastodon takes no longer one.
_LONGEST_NAME = 60
_ABOUT = "/.well-known/oauth-authorization-server"
#: What posting needs. Reading is added only where a server shows nothing to strangers.
WRITING = ("write:statuses", "write:media")
READING = "read:statuses"
#: Who somebody is: the narrow right of 4.3 and later, and the one before it.
WHO, WHO_BEFORE = "profile", "read:accounts"
_NO_MASTODON = _(
    "This is no Mastodon server, or it lets no program post for its people. "
    "Write the name that stands in the address bar when you are there."
)


@dataclass(frozen=True)
class Server:
    """One server: where it lets people sign in, and what it understands."""

    host: str
    url: str
    authorise: str
    token: str
    revoke: str
    #: Who it says it is (RFC 9207); empty for the older ones that do not.
    issuer: str = ""
    takes_challenge: bool = False
    names_issuer: bool = False
    knows_profile: bool = False


@dataclass(frozen=True)
class KnownAs:
    """What a server calls this installation."""

    client_id: str
    client_secret: str


def read_server(typed: str, ours: Ours, outside: Outside) -> Server:
    """Asks a server for its description; one older than 4.3 has none, and keeps everything in the usual places."""
    host = server_name(typed, ours.places)
    if host is None:
        raise NetworkRefused("no server", _("Write the name of your server, for example mastodon.social."))
    url = server_url(host, ours.places)
    answer = Talk(url, outside).get(_ABOUT)
    if answer.status >= 500:
        raise not_known(answer)
    told = object_of(answer) if answer.status == 200 else {}
    usual = Server(host, url, f"{url}/oauth/authorize", f"{url}/oauth/token", f"{url}/oauth/revoke")
    issuer = word_of(told, "issuer")
    if not issuer:
        return usual
    places = (
        word_of(told, "authorization_endpoint"),
        word_of(told, "token_endpoint"),
        word_of(told, "revocation_endpoint") or usual.revoke,
    )
    if issuer.rstrip("/") != url or not all(is_at(place, url) for place in places):
        raise NetworkRefused("other issuer", _("This server says that it is another one. Write the name in its address bar."))
    return Server(
        host,
        url,
        *places,
        issuer=issuer,
        takes_challenge="S256" in _words(told.get("code_challenge_methods_supported")),
        names_issuer=told.get("authorization_response_iss_parameter_supported") is True,
        knows_profile=WHO in _words(told.get("scopes_supported")),
    )


def rights_for(server: Server, *, outside: Outside) -> tuple[str, ...]:
    """The least that serves here. A server that shows a stranger's question 404 shows strangers what is public."""
    who = (WHO if server.knows_profile else WHO_BEFORE,)
    answer = Talk(server.url, outside).get("/api/v1/statuses/0")
    return who + WRITING + ((READING,) if answer.status in {401, 403} else ())


def introduce_us(server: Server, ours: Ours, outside: Outside) -> KnownAs:
    """Registers this installation. What it is registered for is what it may ever ask for; people are asked for less."""
    most = (*((WHO,) if server.knows_profile else ()), WHO_BEFORE, READING, *WRITING)
    pairs = [("client_name", ours.name[:_LONGEST_NAME]), ("redirect_uris", ours.callback_url), ("scopes", " ".join(most))]
    answer = Talk(server.url, outside).post("/api/v1/apps", pairs)
    if answer.status >= 500:
        raise not_known(answer)
    told = object_of(answer)
    known = KnownAs(word_of(told, "client_id"), word_of(told, "client_secret"))
    if answer.status not in {200, 201} or not known.client_id or not known.client_secret:
        raise NetworkRefused("no Mastodon", _NO_MASTODON)
    return known


def _words(told: object) -> tuple[str, ...]:
    return tuple(each for each in told if isinstance(each, str)) if isinstance(told, list) else ()
