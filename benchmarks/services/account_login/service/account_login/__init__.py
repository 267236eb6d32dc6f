"""Accounts and sign-in for all products of the company."""

__version__ = "1.4.0"
