"""A listening socket, made before anything else starts, so that a taken port is the first thing said."""

from __future__ import annotations

import socket

from arbase.domain.errors import UserError


def bound_socket(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 picks a free one. Raises UserError that says who cannot listen where."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        raise UserError(
            f"cannot listen on {host}:{port} ({error.strerror or error}); choose another with --host and --port"
        ) from error
    listener.set_inheritable(True)
    return listener
