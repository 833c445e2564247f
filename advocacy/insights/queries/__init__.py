"""Every number there is, from one place: the page, the file and the API all ask here."""

from advocacy.insights.queries.headline import figures_of, rung_counts
from advocacy.insights.queries.programmes import measurable_programmes
from advocacy.insights.queries.summary import Summary, find_programme_to_measure, summary_of

__all__ = ["Summary", "figures_of", "find_programme_to_measure", "measurable_programmes", "rung_counts", "summary_of"]
