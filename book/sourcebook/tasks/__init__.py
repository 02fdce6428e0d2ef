"""The question bank in ``exercises/``: read, checked, printed in pages, marked and exported."""
