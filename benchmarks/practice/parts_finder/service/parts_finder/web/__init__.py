"""Routes, one module for each area; each has a list `routes`."""
