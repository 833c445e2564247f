"""Every way a tip changes: given, answered, made into a story, told of, and removed when nobody needs it any more."""

from advocacy.tips.services.answering import decline_tip, draft_story_from_tip, take_tip
from advocacy.tips.services.giving import LONGEST_TIP, SHORTEST_TIP, SentTip, give_tip, see_news, take_back_tip, wish_for_credit
from advocacy.tips.services.sweeping import KEPT_FOR, forget_giver, sweep_tips
from advocacy.tips.services.telling import NOTE_PUBLISHED, TELL, note_published, remind_board, tell_giver

__all__ = [
    "KEPT_FOR",
    "LONGEST_TIP",
    "NOTE_PUBLISHED",
    "SHORTEST_TIP",
    "TELL",
    "SentTip",
    "decline_tip",
    "draft_story_from_tip",
    "forget_giver",
    "give_tip",
    "note_published",
    "remind_board",
    "see_news",
    "sweep_tips",
    "take_back_tip",
    "take_tip",
    "tell_giver",
    "wish_for_credit",
]
