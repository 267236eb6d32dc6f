"""Counter of the ski rental at the valley station."""
