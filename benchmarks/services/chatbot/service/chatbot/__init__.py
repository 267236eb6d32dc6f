"""The shop's chat assistant."""

__version__ = "1.0.0"
