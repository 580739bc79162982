"""The written consultation of one municipality: rounds, the comment book, settlement."""
