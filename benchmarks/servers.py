"""Small servers that `processes` starts: `python -m benchmarks.servers KIND … --ready-file FILE`.

`echo` answers at once, on bare `grpc.aio`; `stack` does so behind all that the kit does with a call; `serve` is the
real service. The answers of the first two are files of a folder, so that all send the same bytes.
"""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import grpc

from komplan.planning.v1 import plan_service_pb2
from komplan_cli import serving
from komplan_kit import logs
from komplan_kit.config_loading import load
from komplan_kit.serving import Context, run_loop

SERVICE: Final = plan_service_pb2.DESCRIPTOR.services_by_name["PlanService"]
Ready = Callable[[str], None]


async def echo(replies: Mapping[str, bytes], ready: Ready) -> None:
    """The limit: a server without interceptors, parsing and storage."""
    server = grpc.aio.server()
    handlers = {name: grpc.unary_unary_rpc_method_handler(_constant(reply)) for name, reply in replies.items()}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE.full_name, handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    ready(f"127.0.0.1:{port}")
    await server.wait_for_termination()


async def stack(replies: Mapping[str, bytes], config: Path, ready: Ready) -> None:
    """Everything that happens to a call, around a method that does nothing."""
    settings = load(config, ("planning",))
    logs.set_up(settings.log_level)
    methods = {method.name: _method(replies.get(method.name, b"")) for method in SERVICE.methods}
    context = Context(settings, ("planning",))
    context.server.add(SERVICE, type("Constant", (), methods)())
    await context.server.run(ready)


def _constant(reply: bytes) -> Callable[[bytes, Any], Any]:
    async def answer(request: bytes, context: Any) -> bytes:
        return reply

    return answer


def _method(reply: bytes) -> Callable[[Any, Any, Any], Any]:
    async def answer(self: Any, request: Any, context: Any) -> bytes:
        return reply

    return answer


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=("echo", "stack", "serve"))
    parser.add_argument("service", nargs="?", default="planning")
    parser.add_argument("--config", type=Path)
    parser.add_argument("--replies", type=Path)
    parser.add_argument("--core", type=int)
    parser.add_argument("--ready-file", type=Path, required=True)
    given = parser.parse_args()
    if given.core is not None:
        os.sched_setaffinity(0, {given.core})
    if given.kind == "serve":
        serving.run((given.service,), given.config, given.ready_file)
        return

    def ready(address: str) -> None:
        part = given.ready_file.with_suffix(".part")
        part.write_text(address)
        part.replace(given.ready_file)

    replies = {path.name: path.read_bytes() for path in given.replies.iterdir()}
    run_loop(echo(replies, ready) if given.kind == "echo" else stack(replies, given.config, ready))


if __name__ == "__main__":
    main()
