"""Starts the programs of a desktop, which end with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess

from waiting import wait_until


def spawn(cleanup: contextlib.ExitStack, argv: list[str], environment: dict, fds: tuple = ()) -> subprocess.Popen:
    # A separate session, so that Ctrl+C reaches this script first and the display ends last.
    process = subprocess.Popen(argv, env=environment, pass_fds=fds, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def stop() -> None:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)

    cleanup.callback(stop)
    return process


def run_for_line(cleanup: contextlib.ExitStack, argv: list[str], what: str, environment: dict) -> str:
    """Starts a server that writes its address to a file descriptor (`{fd}` in argv), and waits for this line."""
    reading, writing = os.pipe()
    process = spawn(cleanup, [part.format(fd=writing) for part in argv], environment, (writing,))
    os.close(writing)
    os.set_blocking(reading, False)
    told = b""

    def line() -> bool:
        nonlocal told
        with contextlib.suppress(BlockingIOError):
            told += os.read(reading, 4096)
        return told.endswith(b"\n")

    try:
        wait_until(line, what, 20, lambda: None if process.poll() is None else f"{argv[0]} has ended")
    finally:
        os.close(reading)
    return told.decode().strip()
