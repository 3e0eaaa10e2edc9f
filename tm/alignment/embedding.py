"""The place for a sentence-embedding model of the user's own (LaBSE, multilingual E5, …). None is needed or shipped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Anything that turns sentences into vectors that are near each other for translations.

    An example for `sentence-transformers`:

        class Labse:
            def __init__(self):
                self.model = SentenceTransformer("sentence-transformers/LaBSE")

            def embed(self, sentences, language):
                return self.model.encode(list(sentences))
    """

    def embed(self, sentences: Sequence[str], language: str) -> NDArray[np.float32]:
        """Return one row a sentence, all of the same length; `language` is `zh` or `en`. Rows need not be normalised."""


def vectors(embedder: Embedder, sentences: Sequence[str], language: str) -> NDArray[np.float32]:
    """Return the vectors, of length one each. Raise ValueError where the model does not return one row a sentence."""
    embedded = np.asarray(embedder.embed(sentences, language), np.float32)
    if embedded.ndim != 2 or len(embedded) != len(sentences):
        raise ValueError(f"{len(sentences)} sentences gave an array of shape {embedded.shape}")
    return np.asarray(embedded / np.maximum(np.linalg.norm(embedded, axis=1, keepdims=True), 1e-9), np.float32)
