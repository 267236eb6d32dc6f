"""Portal of the energy cooperative: members, meters, tariffs, invoices, feed-in and the grid operator's events."""
