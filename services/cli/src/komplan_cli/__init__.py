"""The `komplan` command: data on stdout, talk and progress on stderr."""
