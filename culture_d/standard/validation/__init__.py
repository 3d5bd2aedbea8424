"""Check a file against a schema: frictionless detects, these modules explain."""

from culture_d.standard.validation.check import validate

__all__ = ["validate"]
