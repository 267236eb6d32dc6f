"""How well a sheet fits to the words of a search (BM25)."""
import numpy as np

from herbarium.index import Snapshot

K1, B = 1.2, 0.6


def bm25(snapshot: Snapshot, terms: list[str], places: list[int]) -> np.ndarray:
    """A score for each of these places."""
    scores = np.zeros(len(snapshot.docs))
    average = snapshot.lengths.mean() if snapshot.lengths.size else 1.0
    for term in terms:
        posting = snapshot.postings.get(term)
        if not posting:
            continue
        at = np.fromiter(posting.keys(), dtype=int)
        times = np.fromiter(posting.values(), dtype=float)
        rarity = np.log(1 + (len(snapshot.docs) - len(at) + 0.5) / (len(at) + 0.5))
        scores[at] += rarity * times * (K1 + 1) / (times + K1 * (1 - B + B * snapshot.lengths[at] / average))
    return scores[np.array(places, dtype=int)]


def relevance(scores: np.ndarray) -> np.ndarray:
    """Scores as shares of the best one, to three places."""
    if not scores.size:
        return scores
    return np.round(scores / scores.max(), 3)
