"""Guide to hiking trails: catalogue, profiles, closures, weather and statistics."""
