"""What every komplan service needs and is nobody's subject: contract, storage, calls, start and stop."""

import os

os.environ.setdefault(
    "GRPC_ENABLE_FORK_SUPPORT", "0"
)  # nobody forks; grpc reads it when imported, and its handlers cost
