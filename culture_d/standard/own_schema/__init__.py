"""A schema of one's own: drafted from a table, corrected by a person, published with its documentation."""

from culture_d.standard.own_schema.schema import OwnSchema, OwnSchemaError, draft_schema

__all__ = ["OwnSchema", "OwnSchemaError", "draft_schema"]
