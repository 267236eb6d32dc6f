"""House price estimates, comparables and market reports."""

__version__ = "1.2.0"
