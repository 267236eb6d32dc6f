"""Sizes in which an image is offered; the images themselves are with the content network."""

import math

WIDTHS = {"small": 160, "medium": 480, "large": 960}


def sizes(width: float, height: float) -> dict[str, list[int]]:
    """Each size with width and height; an image is never made larger than it is. No image, no sizes."""
    if math.isnan(width) or math.isnan(height) or not width or not height:
        return {}
    offered = {}
    for name, wanted in WIDTHS.items():
        scale = min(wanted / width, 1.0)
        offered[name] = [round(width * scale), max(1, round(height * scale))]
    return offered
