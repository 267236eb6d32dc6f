"""Accounts, memberships and court bookings of the TC Steinfeld."""

__version__ = "1.2.0"
