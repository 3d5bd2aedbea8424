"""Repairs proposed one by one: what changes, why, how sure; a person decides, and every change is logged."""

from culture_d.standard.repair.engine import repair
from culture_d.standard.repair.proposals import Left, Proposal, Repaired, RepairError, Repairs
from culture_d.standard.repair.rules import NAMES

__all__ = ["NAMES", "Left", "Proposal", "RepairError", "Repaired", "Repairs", "repair"]
