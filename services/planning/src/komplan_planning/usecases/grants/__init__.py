"""Grant calls from the announcement to the settlement, and money traced to the plan."""
