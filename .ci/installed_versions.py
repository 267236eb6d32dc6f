"""Writes `name==version` of what is installed, without arbase itself and the installers."""

import sys
from importlib.metadata import distributions

pins = {str(found.metadata["Name"]).lower().replace("_", "-"): found.version for found in distributions()}
for name in sorted(pins.keys() - {"arbase", "pip", "setuptools", "wheel", "uv"}):
    sys.stdout.write(f"{name}=={pins[name]}\n")
