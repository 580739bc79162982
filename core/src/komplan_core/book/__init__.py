"""The comment book (kniha připomínek) as a transparency log that anybody can check.

Formats: RFC 8785 canonical JSON, RFC 6962 hashing, and C2SP's signed-note, tlog-checkpoint, tlog-cosignature,
tlog-proof and tlog-tiles. Only the standard library and `cryptography` are imported, nothing else of komplan, so that
`python -m komplan_core.book` verifies a book on any computer, without a network. Everything here is pure: clock,
randomness and keys are arguments.
"""
