"""Every way that networks' servers and people's own accounts there change, and the door through which these are spoken with."""

from advocacy.networks.services.connecting import address_of, come_back, count_attempt, set_out
from advocacy.networks.services.ending import END_CONNECTION, disconnect, forget_old, forget_person, give_back
from advocacy.networks.services.keys import Keep
from advocacy.networks.services.servers import ASK_SERVER, ask_server_when_due, choose_mastodon_server, keep_server_limits
from advocacy.networks.services.speaking import find_with, look_with, new_draft_key, post_with

__all__ = [
    "ASK_SERVER",
    "END_CONNECTION",
    "Keep",
    "address_of",
    "ask_server_when_due",
    "choose_mastodon_server",
    "come_back",
    "count_attempt",
    "disconnect",
    "find_with",
    "forget_old",
    "forget_person",
    "give_back",
    "keep_server_limits",
    "look_with",
    "new_draft_key",
    "post_with",
    "set_out",
]
