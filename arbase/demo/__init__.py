"""`arbase demo`: a real service with a real bug, watched, diagnosed and fixed live."""
