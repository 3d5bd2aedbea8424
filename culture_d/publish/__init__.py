"""Publish a table as open data: tidy it, look for persons, describe it, choose a licence, pack it."""

from culture_d.publish.archive import package, package_bytes
from culture_d.publish.descriptors import datapackage, dcat, dcat_gaps, to_json
from culture_d.publish.drafting import draft
from culture_d.publish.errors import PublishError
from culture_d.publish.frequencies import FREQUENCIES, Frequency, find_frequency
from culture_d.publish.hygiene import tidy, tidy_advice
from culture_d.publish.licences import Licence, find_licence, licence, licences
from culture_d.publish.portal_page import preview
from culture_d.publish.privacy import Concern, Concerns, personal_warning
from culture_d.publish.quality import Criterion, Score, quality, score_dataset
from culture_d.publish.readmes import credit, readme
from culture_d.publish.sheet import FieldWords, Sheet

__all__ = [
    "FREQUENCIES",
    "Concern",
    "Concerns",
    "Criterion",
    "FieldWords",
    "Frequency",
    "Licence",
    "PublishError",
    "Score",
    "Sheet",
    "credit",
    "datapackage",
    "dcat",
    "dcat_gaps",
    "draft",
    "find_frequency",
    "find_licence",
    "licence",
    "licences",
    "package",
    "package_bytes",
    "personal_warning",
    "preview",
    "quality",
    "readme",
    "score_dataset",
    "tidy",
    "tidy_advice",
    "to_json",
]
