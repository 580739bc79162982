"""Finding services by what people type in Czech: words, forms, spellings, synonyms, ranking, and why a service was found.

Pure Python: the same words are found in the same order whatever database keeps them.
"""
