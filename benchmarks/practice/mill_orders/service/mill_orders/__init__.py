"""Orders, stock, recipes and batches of the mill."""
