"""The back office of a chain of parcel shops."""

__version__ = "1.4.0"
