"""The committee role-play: arbitrations and their measured price, comments, a published version, the ratchet."""

from culture_d.standard.committee.game import Committee, CommitteeError, ratchet_chart

__all__ = ["Committee", "CommitteeError", "ratchet_chart"]
