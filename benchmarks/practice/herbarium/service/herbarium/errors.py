"""Errors that a client may cause, with the status that each of them means."""


class CatalogueError(Exception):
    status = 400


class BadCursor(CatalogueError):
    status = 400


class NotFound(CatalogueError):
    status = 404


class Taken(CatalogueError):
    status = 409
