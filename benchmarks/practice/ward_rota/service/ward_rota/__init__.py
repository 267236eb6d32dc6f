"""Duty rotas of hospital wards."""

__version__ = "1.9.0"
