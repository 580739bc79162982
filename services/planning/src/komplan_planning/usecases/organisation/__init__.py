"""Bodies and the people in them, handovers, and the participation register."""
