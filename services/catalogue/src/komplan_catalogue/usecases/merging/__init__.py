"""Entries that stand twice: found, compared, and made one."""
