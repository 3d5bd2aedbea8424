"""Beyond the schema: places, codes, hours, numbers and texts that are accepted and may be wrong."""

from culture_d.standard.beyond.look import Doubts, look_beyond

__all__ = ["Doubts", "look_beyond"]
