"""`python -m linen_rounds`: the commands."""

from linen_rounds import monitoring
from linen_rounds.commands import main

monitoring.start()
main()
