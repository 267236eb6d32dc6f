from django.apps import AppConfig


class BloodBankConfig(AppConfig):
    name = "blood_bank"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from blood_bank import signals  # noqa: F401
