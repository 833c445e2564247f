"""What others may hear of tips."""

from advocacy.foundation.events import Event

tip_given = Event("tip_given", "Somebody has left a tip; the board has five working days. `tip`: the Tip.")
