"""The night bus that comes when it is called."""
