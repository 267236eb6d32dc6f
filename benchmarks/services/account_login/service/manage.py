#!/usr/bin/env python
"""Commands: `python manage.py help`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "account_login.settings")
    from django.core.management import execute_from_command_line

    from account_login import monitoring

    monitoring.start(sys.argv[1] if len(sys.argv) > 1 else "manage")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
