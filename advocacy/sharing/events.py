"""What others may hear of sharing."""

from advocacy.foundation.events import Event

share_confirmed = Event("share_confirmed", "Somebody has said that a share is posted. `share`: the Share.")
share_withdrawn = Event(
    "share_withdrawn", "Somebody has taken a share back. `share`: the Share; thanks for it disappear from the leader's queue."
)
