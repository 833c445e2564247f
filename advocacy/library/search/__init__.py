"""Finding stories by their words: how words are taken apart, and the index each database keeps of them."""

from advocacy.library.search.index import SearchIndex, search_index
from advocacy.library.search.words import Document, Question, question_of

__all__ = ["Document", "Question", "SearchIndex", "question_of", "search_index"]
