"""The back office of the print shop: quotes, orders, payments, invoices."""
