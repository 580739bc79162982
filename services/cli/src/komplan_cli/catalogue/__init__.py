"""`komplan catalogue`: the directory of services from the command line."""
