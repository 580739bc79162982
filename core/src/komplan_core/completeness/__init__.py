"""Whether a plan holds what the law and the city ask of it: dated rules, checks, findings."""
