"""What services raise when something is not possible; the app turns these into answers."""

class RentalError(Exception):
    """Base of everything that the client is told about."""
    status = 400

class Unauthorized(RentalError):
    status = 401

class Forbidden(RentalError):
    status = 403

class NotFound(RentalError):
    status = 404

class Conflict(RentalError):
    """Not possible in this state."""
    status = 409

class OutOfStock(Conflict):
    """Nothing of this size is free on these days."""

class Unusable(RentalError):
    """A value that we cannot understand."""
    status = 422
