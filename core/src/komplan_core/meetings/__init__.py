"""Meetings of bodies and working groups: convened, held, voted in, recorded."""
