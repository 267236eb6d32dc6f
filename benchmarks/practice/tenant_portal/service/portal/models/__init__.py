from portal.models.accounts import Account, ApiToken, EmailChange, Role
from portal.models.houses import Building, Flat, Tenancy, Tenant
from portal.models.meters import Meter, Reading
from portal.models.repairs import Repair, StatusChange
from portal.models.agenda import Appointment, Round
from portal.models.letters import Letter
from portal.models.statements import Cost, Statement

__all__ = [
    "Account", "ApiToken", "EmailChange", "Role",
    "Building", "Flat", "Tenancy", "Tenant",
    "Meter", "Reading",
    "Repair", "StatusChange",
    "Appointment", "Round",
    "Letter",
    "Cost", "Statement",
]
