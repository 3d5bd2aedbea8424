"""The portals of open data, behind one small interface.

``portal("data.gouv.fr").search("population")`` gives datasets; a dataset has files, that can be seen and
downloaded. Where there is no network, a dated copy answers, and says so.
"""

from culture_d.portals.errors import PortalError
from culture_d.portals.interface import Portal, portal
from culture_d.portals.model import Dataset, Found, Resource

__all__ = ["Dataset", "Found", "Portal", "PortalError", "Resource", "portal"]
