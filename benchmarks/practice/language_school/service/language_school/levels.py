"""The levels of the European framework and what a placement score says about them."""
from bisect import bisect_right

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
LANGUAGES = {"de": "German", "en": "English", "fr": "French", "ja": "Japanese", "pt": "Portuguese"}
LOWEST_SCORES = (20, 40, 58, 75, 90)  # of A2, B1, ...
MAX_SCORE = 100


def level_for(score: int) -> str:
    return LEVELS[bisect_right(LOWEST_SCORES, score)]
