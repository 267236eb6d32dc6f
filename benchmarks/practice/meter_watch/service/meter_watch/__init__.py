"""Heat meters of rented buildings: readings, consumption and what it costs."""
