"""Invoices and refunds."""
from __future__ import annotations

from flask import Blueprint, jsonify, request

from print_shop import db, invoices, orders, wire
from print_shop.web import views
from print_shop.web.auth import need_staff

billing = Blueprint("billing", __name__)
billing.before_request(need_staff)


@billing.post("/orders/<number>/invoice")
def issue_invoice(number: str):
    with db.transaction():
        answer = views.invoice(invoices.issue(orders.get(number)))
    return jsonify(answer)


@billing.get("/invoices/<path:number>")
def show_invoice(number: str):
    return jsonify(views.invoice(invoices.get(number)))


@billing.post("/refunds")
def give_back():
    data = wire.body(request)
    amount = wire.read_money(data, "amount")
    reason = wire.read_text(data, "reason")
    with db.transaction():
        invoice = invoices.get(wire.read_text(data, "invoice"))
        invoices.refund(invoice, amount, reason)
        answer = views.invoice(invoice)
    return jsonify(answer), 201
