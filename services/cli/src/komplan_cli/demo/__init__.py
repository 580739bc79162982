"""The demonstration: five cities and two regions on this machine, filled through the public API only."""
