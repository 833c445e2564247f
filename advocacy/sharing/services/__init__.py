"""Every way shares change."""

from advocacy.sharing.services.coming_due import TELL_OF_HOLD, carry_out_plan, tell_not_posted, tell_of_hold
from advocacy.sharing.services.delivering import TELL_NOT_POSTED, carry_out_posting
from advocacy.sharing.services.leaving import forget_sharer, forget_waiting_words
from advocacy.sharing.services.looking import FIND_POST, LOOK_AT_POST, can_be_looked_at, find_post_of, look_at_posting, look_now
from advocacy.sharing.services.planning import (
    CARRY_OUT_PLAN,
    cancel_plan,
    change_planned_words,
    move_plan,
    plan_share,
    words_of_plan,
)
from advocacy.sharing.services.posting import POST_WORDS, forget_words, try_again, words_kept
from advocacy.sharing.services.pressing import TAKEN_ADDRESS, confirm_share, post_from_here, press_share, withdraw_share
from advocacy.sharing.services.taking_down import WRITE_LETTERS, answer_take_down, ask_to_take_down, write_take_down_letters

__all__ = [
    "CARRY_OUT_PLAN",
    "FIND_POST",
    "LOOK_AT_POST",
    "POST_WORDS",
    "TAKEN_ADDRESS",
    "TELL_NOT_POSTED",
    "TELL_OF_HOLD",
    "WRITE_LETTERS",
    "answer_take_down",
    "ask_to_take_down",
    "can_be_looked_at",
    "cancel_plan",
    "carry_out_plan",
    "carry_out_posting",
    "change_planned_words",
    "confirm_share",
    "find_post_of",
    "forget_sharer",
    "forget_waiting_words",
    "forget_words",
    "look_at_posting",
    "look_now",
    "move_plan",
    "plan_share",
    "post_from_here",
    "press_share",
    "tell_not_posted",
    "tell_of_hold",
    "try_again",
    "withdraw_share",
    "words_kept",
    "words_of_plan",
    "write_take_down_letters",
]
