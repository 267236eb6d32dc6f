"""The tool library of the neighbourhood association."""

__version__ = "1.8.0"
