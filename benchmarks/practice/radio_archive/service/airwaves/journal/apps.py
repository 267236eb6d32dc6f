from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "airwaves.journal"

    def ready(self):
        from airwaves.journal import handlers

        handlers.connect()
