"""The region's view of its cities: structures made comparable, needs, supply, money (act 108/2006 Sb., § 95).

Each subject is a module of its own; import from the module.
"""
