"""What the investigation refuses."""

from __future__ import annotations

from culture_d.parts import ContentError


class InvestigationError(ContentError):
    """One sentence in the reader's language: what cannot be done, and what to do."""
