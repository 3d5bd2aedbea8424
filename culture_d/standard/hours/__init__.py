"""Opening hours: read OpenStreetMap's syntax, put it into words, and write French prose in it."""

from culture_d.standard.hours.french import read, to_osm
from culture_d.standard.hours.osm import is_open, parse, week
from culture_d.standard.hours.words import hours_in_words

__all__ = ["hours_in_words", "is_open", "parse", "read", "to_osm", "week"]
