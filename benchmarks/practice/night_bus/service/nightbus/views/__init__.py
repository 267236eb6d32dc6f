"""Views: read the request, call a service module, answer."""
