"""Google: where one was, in the four shapes in which this was exported over the years."""

from __future__ import annotations

from culture_d.personal.formats import google_records, google_timeline

FORMATS = (*google_records.FORMATS, *google_timeline.FORMATS)
