"""Every way an own story and the talk about it change."""

from advocacy.sparring.services.forgetting import KEPT_FOR, forget_person, sweep_own_stories
from advocacy.sparring.services.library import unwish_for_library, wish_for_library
from advocacy.sparring.services.talking import ask_for_sparring, close_talk, read_messages, send_message
from advocacy.sparring.services.telling import REMIND, TELL, remind_partners, tell_of_message
from advocacy.sparring.services.writing import OwnWords, delete_own_story, rewrite_own_story, write_own_story

__all__ = [
    "KEPT_FOR",
    "REMIND",
    "TELL",
    "OwnWords",
    "ask_for_sparring",
    "close_talk",
    "delete_own_story",
    "forget_person",
    "read_messages",
    "remind_partners",
    "rewrite_own_story",
    "send_message",
    "sweep_own_stories",
    "tell_of_message",
    "unwish_for_library",
    "wish_for_library",
    "write_own_story",
]
