"""What every komplan service needs and is nobody's subject: contract, storage, calls, start and stop."""
