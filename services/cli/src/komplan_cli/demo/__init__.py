"""The demonstration: three cities and a region on this machine, filled through the public API only."""
