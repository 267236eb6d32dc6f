import sys

from grant_desk.cli import main

sys.exit(main())
