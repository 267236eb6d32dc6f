"""What needs no token: quotes, links to uploads, the provider's webhook."""
from __future__ import annotations

from flask import Blueprint, current_app, jsonify, request

from print_shop import db, payments, pricing, provider, security, uploads, wire
from print_shop.errors import BadInput, Forbidden
from print_shop.web import views

public = Blueprint("public", __name__)


def read_line(data: object) -> pricing.Line:
    """`finishing` is a list; the old shop window sends one name as a text."""
    if not isinstance(data, dict):
        raise BadInput("a line must be an object")
    finishing = data.get("finishing") or []
    if isinstance(finishing, str):
        finishing = [finishing]
    if not isinstance(finishing, list) or not all(isinstance(name, str) for name in finishing):
        raise BadInput("finishing must be a list of names")
    return pricing.Line(wire.read_text(data, "paper"), wire.read_int(data, "sheets", least=1, most=500_000), tuple(finishing))


@public.post("/quotes")
def make_quote():
    data = wire.body(request)
    lines = data.get("lines")
    if not isinstance(lines, list) or not lines:
        raise BadInput("lines must be a list")
    customer_id = wire.read_int(data, "customer", least=1, most=10**9) if data.get("customer") is not None else None
    with db.transaction():
        quote = pricing.make_quote([read_line(line) for line in lines], customer_id, wire.read_text(data, "coupon", optional=True))
        answer = views.quote(quote)
    return jsonify(answer), 201


@public.get("/quotes/<int:quote_id>")
def show_quote(quote_id: int):
    return jsonify(views.quote(pricing.get_quote(quote_id)))


@public.get("/uploads/<int:upload_id>")
def show_upload(upload_id: int):
    secret = current_app.config["SHOP"].link_secret
    if not security.same(request.args.get("key", ""), security.link_key(secret, upload_id)):
        raise Forbidden("wrong key")
    return jsonify(views.upload(uploads.get(upload_id), secret))


@public.post("/webhooks/payments")
def payment_event():
    body = request.get_data()
    provider.check_signature(current_app.config["SHOP"].provider_secret, request.headers.get("X-Pay-Signature", ""), body)
    event = provider.parse(body)
    with db.transaction():
        outcome = payments.receive(event)
    return jsonify(result=outcome.result, order=outcome.order, status=outcome.status)
