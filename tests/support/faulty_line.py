"""A line to a server that a test can spoil: mute, slow, closed, or open again."""

import asyncio
import threading
from contextlib import suppress
from typing import Final

OPEN: Final = "open"
MUTE: Final = "mute"
"""Connections are accepted, and nothing ever comes."""
SLOW: Final = "slow"
"""One byte a second comes from the server."""
CLOSED: Final = "closed"
"""Connections are refused."""


class FaultyLine:
    """Passes bytes between whoever connects to `target` and a server, as well as its state lets it."""

    def __init__(self, server: str) -> None:
        self._server, self._state = server, OPEN
        self._connections: set[asyncio.Task[None]] = set()
        self._listener: asyncio.Server | None = None
        self._port = 0
        self._audible = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.turns(OPEN)

    @property
    def target(self) -> str:
        """The address to call."""
        return f"127.0.0.1:{self._port}"

    def turns(self, state: str, server: str = "") -> None:
        """Be so from now on; connections that are open stay so when it turns mute or slow, else they are cut."""
        self._server = server or self._server
        asyncio.run_coroutine_threadsafe(self._turn(state), self._loop).result(10)

    def close(self) -> None:
        """Cut everything."""
        self.turns(CLOSED)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _turn(self, state: str) -> None:
        self._state = state
        (self._audible.clear if state == MUTE else self._audible.set)()
        if state in (OPEN, CLOSED):
            cut = list(self._connections)
            for connection in cut:
                connection.cancel()
            await asyncio.gather(*cut, return_exceptions=True)
        if state == CLOSED and self._listener is not None:
            self._listener.close()
            self._listener = None
        elif state != CLOSED and self._listener is None:
            self._listener = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
            self._port = self._listener.sockets[0].getsockname()[1]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        upstream = None
        try:
            host, port = self._server.rsplit(":", 1)
            await self._audible.wait()
            back, upstream = await asyncio.open_connection(host, int(port))
            await asyncio.gather(self._pass(reader, upstream), self._pass(back, writer, to_caller=True))
        except (OSError, asyncio.CancelledError):
            pass  # the line is cut
        finally:
            self._connections.discard(task)
            for end in (writer, upstream):
                if end is not None:
                    with suppress(OSError):
                        end.close()

    async def _pass(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, to_caller: bool = False) -> None:
        while data := await source.read(65_536):
            for piece in self._pieces(data, to_caller):
                await self._audible.wait()
                if self._state == SLOW and to_caller:
                    await asyncio.sleep(1.0)
                to.write(piece)
                await to.drain()
        to.close()

    def _pieces(self, data: bytes, to_caller: bool) -> list[bytes]:
        if self._state == SLOW and to_caller:
            return [bytes([byte]) for byte in data]
        return [data]
