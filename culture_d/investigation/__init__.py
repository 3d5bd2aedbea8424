"""The investigation: figures that somebody says, clues opened one at a time, and a verdict to defend."""

from culture_d.investigation.case_file import Cases, load_cases
from culture_d.investigation.errors import InvestigationError
from culture_d.investigation.folder import CaseFolder, case
from culture_d.investigation.game import Investigation

__all__ = ["CaseFolder", "Cases", "Investigation", "InvestigationError", "case", "load_cases"]
