"""Reminders about documents that are missing."""
from permit_desk import audit, cases, letters


def remind(application, officer=None):
    """Write the next reminder, or None if nothing is missing."""
    missing = cases.missing_documents(application)
    if not missing:
        return None
    application.reminders_sent += 1
    application.save(update_fields=["reminders_sent"])
    letter = letters.reminder(application, missing)
    audit.record(application, officer, "reminded", {"documents": [document.kind for document in missing]})
    return letter
