"""arbase: from a production error to a verified fix that waits for a human's review."""

__version__ = "0.1.0"
