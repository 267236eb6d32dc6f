"""How things look in JSON."""
from __future__ import annotations

from print_shop import invoices, security
from print_shop.models import Customer, Invoice, Order, Quote, Upload


def quote(item: Quote) -> dict:
    return {
        "id": item.id,
        "customer": item.customer_id,
        "lines": item.lines,
        "subtotal": item.subtotal,
        "discount": item.discount,
        "total": item.total,
        "coupon": item.coupon_code,
        "created_at": item.created_at,
    }


def order(item: Order) -> dict:
    return {
        "number": item.number,
        "customer": item.customer.name,
        "status": item.status.value,
        "total": item.total,
        "sheets": item.sheets,
        "due_on": item.due_on,
        "priority": item.priority,
        "payment": item.payment.status if item.payment else None,
        "invoice": item.invoice.number if item.invoice else None,
        "created_at": item.created_at,
    }


def customer(item: Customer) -> dict:
    where = item.address
    return {
        "id": item.id,
        "name": item.name,
        "email": item.email,
        "vat_number": item.vat_number,
        "price_list": item.price_list,
        "address": {"street": where.street, "postcode": where.postcode, "city": where.city, "country": where.country} if where else None,
    }


def upload(item: Upload, secret: str) -> dict:
    return {
        "id": item.id,
        "order": item.order.number,
        "name": item.name,
        "size": item.size,
        "details": item.details,
        "link": f"/uploads/{item.id}?key={security.link_key(secret, item.id)}",
    }


def invoice(item: Invoice) -> dict:
    return {
        "number": item.number,
        "order": item.order.number,
        "net": item.net,
        "vat_percent": item.vat_percent,
        "gross": item.gross,
        "refunded": invoices.refunded(item),
        "issued_on": item.issued_on,
        "due_on": item.due_on,
    }
