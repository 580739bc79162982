"""The cycle of a plan from the command line. Each module adds its commands."""
