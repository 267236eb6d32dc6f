"""The tables."""

from ward_rota.models.absences import Absence
from ward_rota.models.accounts import Entry
from ward_rota.models.messages import Message
from ward_rota.models.payroll import Delivery
from ward_rota.models.people import Contract, Qualification, Staff, Token, Ward
from ward_rota.models.rota import Assignment, Shift
from ward_rota.models.swaps import Swap

__all__ = [
    "Absence",
    "Assignment",
    "Contract",
    "Delivery",
    "Entry",
    "Message",
    "Qualification",
    "Shift",
    "Staff",
    "Swap",
    "Token",
    "Ward",
]
