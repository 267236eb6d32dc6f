"""Search over the listings of a marketplace for second-hand goods."""

__version__ = "1.0.0"
