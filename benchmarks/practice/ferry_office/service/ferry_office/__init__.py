"""The ferry company's office: sailings, bookings, quay and crew."""
