"""What both ends of a streamed request know."""

from typing import Final

TAKING: Final = "komplan-taking"
"""Initial metadata by which a server says that it takes the parts of a streamed request."""
