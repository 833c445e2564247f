"""What others may hear of training."""

from advocacy.foundation.events import Event

licence_issued = Event("licence_issued", "Somebody has passed a course. `licence`: the Licence.")
