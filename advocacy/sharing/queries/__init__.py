"""Every way shares, what came of them, and what they need beforehand are read."""

from advocacy.sharing.queries.evidence import ShareEvidence, evidence_of, rungs_of, visits_by_people, was_shown
from advocacy.sharing.queries.plans import count_open_plans_of, find_plan, get_own_plan, hold_plan_row, open_plans_of, plans_held_before
from advocacy.sharing.queries.postings import MOVING, find_posting, hold_posting, postings_of, postings_to_empty, state_of, was_planned
from advocacy.sharing.queries.shares import (
    count_shares_of,
    find_own_share,
    find_share_by_code,
    find_share_by_name,
    find_share_with_post,
    get_own_share,
    shares_of,
    short_link,
)
from advocacy.sharing.queries.taking_down import (
    get_own_take_down,
    open_take_downs,
    requests_about,
    shares_asked_about,
    shares_with_picture,
    take_down_numbers,
    unwritten_requests,
)
from advocacy.sharing.queries.writing import LENDER, Suggestion, get_story_of, get_story_to_share, offered_first, suggestions_for

__all__ = [
    "LENDER",
    "MOVING",
    "ShareEvidence",
    "Suggestion",
    "count_open_plans_of",
    "count_shares_of",
    "evidence_of",
    "find_own_share",
    "find_plan",
    "find_posting",
    "find_share_by_code",
    "find_share_by_name",
    "find_share_with_post",
    "get_own_plan",
    "get_own_share",
    "get_own_take_down",
    "get_story_of",
    "get_story_to_share",
    "hold_plan_row",
    "hold_posting",
    "offered_first",
    "open_plans_of",
    "open_take_downs",
    "plans_held_before",
    "postings_of",
    "postings_to_empty",
    "requests_about",
    "rungs_of",
    "shares_asked_about",
    "shares_of",
    "shares_with_picture",
    "short_link",
    "state_of",
    "suggestions_for",
    "take_down_numbers",
    "unwritten_requests",
    "visits_by_people",
    "was_planned",
    "was_shown",
]
