"""What others may hear of the people in pictures."""

from advocacy.foundation.events import Event

consent_ended = Event(
    "consent_ended",
    "A picture may be shown in fewer places than before: a consent was withdrawn, has run out or was narrowed, or somebody turned up "
    "who has not said yes. `picture`: the Picture; `lost`: the places where it may be shown no more, as in consents.places.",
)
