"""What keeps a book, a receipt or a checkpoint from being believed."""


class BookError(ValueError):
    """A rule of the book is broken: stable `reason` in UPPER_SNAKE, and the `index` of the first bad entry if known."""

    def __init__(self, reason: str, message: str, index: int | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.index = index

    def at(self, index: int) -> "BookError":
        """The same error, telling in which entry (counted from 0) it was found."""
        return self if self.index is not None else BookError(self.reason, f"entry {index}: {self.message}", index)
