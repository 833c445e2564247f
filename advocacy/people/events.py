"""What others may hear of people."""

from advocacy.foundation.events import Event

person_left = Event(
    "person_left", "Somebody has left the organisation. `person`: the Person; sign-ins and tokens end, links stay without a name."
)
