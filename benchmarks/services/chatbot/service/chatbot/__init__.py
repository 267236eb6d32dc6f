"""The shop's chat assistant."""

__version__ = "1.1.0"
