"""The grants office."""

VERSION = "0.9.0"
