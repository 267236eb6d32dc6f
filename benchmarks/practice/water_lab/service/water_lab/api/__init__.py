"""Handlers: parse the request, call, answer."""
