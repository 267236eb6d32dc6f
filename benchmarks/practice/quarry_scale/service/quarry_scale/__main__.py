"""`python -m quarry_scale`: the commands."""

from quarry_scale import monitoring
from quarry_scale.cli import main

monitoring.start()
main()
