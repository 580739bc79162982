"""What every komplan service needs and is nobody's subject: contract, storage, calls, start and stop."""

import os

# nobody forks, and grpc, which reads this when it is imported, would watch for it at some cost
os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")
