"""The sound archive of Radio Havelwelle."""

__version__ = "2.4.0"
