"""The solver behind the choice of what can be funded."""
