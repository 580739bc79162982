"""Finding services by what people type in Czech: word forms, spellings, synonyms, ranking, and why it was found.

Pure Python: the same words are found in the same order whatever database keeps them.
"""
