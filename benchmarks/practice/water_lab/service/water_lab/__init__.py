"""Water-quality laboratory."""
