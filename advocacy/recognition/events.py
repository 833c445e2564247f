"""What others may hear of recognition."""

from advocacy.foundation.events import Event

share_acknowledged = Event("share_acknowledged", "A leader has acknowledged a share. `acknowledgement`: the Acknowledgement.")
