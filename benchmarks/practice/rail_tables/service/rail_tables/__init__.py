"""Questions about timetables and delays."""
