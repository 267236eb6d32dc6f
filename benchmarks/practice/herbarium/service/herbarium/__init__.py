"""The catalogue of the herbarium."""
