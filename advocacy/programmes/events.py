"""What others may hear of programmes."""

from advocacy.foundation.events import Event

programme_launched = Event(
    "programme_launched", "The initiator has launched a programme. `programme`: the Programme, `actor`: the Actor who did."
)
enrolment_stopped = Event("enrolment_stopped", "Somebody has stopped taking part, of their own free will. `enrolment`: the Enrolment.")
