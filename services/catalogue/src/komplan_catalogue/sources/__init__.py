"""Where imported rows come from and exported ones go to: files of other programs. Nothing here knows a database."""
