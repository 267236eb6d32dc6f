"""Runs inside the sandbox in the service's interpreter: standard library (and time-machine) only, no arbase."""
