"""What can be funded: measures chosen under budgets, with the reason for each that fell out.

Pure: a problem in, an answer out. All money is whole haléře; no float decides (ADR 0023).
"""
