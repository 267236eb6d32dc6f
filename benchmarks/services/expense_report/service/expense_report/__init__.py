"""Travel and expense reports: from the receipt to the payment file."""

__version__ = "1.1.0"
