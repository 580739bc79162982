"""What the tests share."""

import os

os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "0"  # before grpc is loaded: its handlers abort children that change the user
