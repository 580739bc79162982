"""Taking over whole sources: decided and applied in one transaction, or not at all."""
