"""What the use cases need of storage, a module for each subject."""
