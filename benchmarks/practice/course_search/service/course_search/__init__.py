"""Search and figures for the course programme of the evening schools."""

__version__ = "0.9.0"
