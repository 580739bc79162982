"""Update campaigns: every provider is asked whether the catalogue still says the truth."""
