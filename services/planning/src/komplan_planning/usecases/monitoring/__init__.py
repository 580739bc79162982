"""How plans are carried out: action plans, observations, deviations, projects, evaluations, what was known."""
