"""Management commands of the ferry office."""
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ferry_office.settings")
    from ferry_office.monitoring import init_monitoring

    init_monitoring()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
