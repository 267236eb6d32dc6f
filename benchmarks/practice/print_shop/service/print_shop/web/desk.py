"""The desk: customers, orders, uploads, the planning."""
from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, current_app, jsonify, request

from print_shop import coupons, customers, db, orders, planning, pricing, uploads, wire
from print_shop.errors import BadInput
from print_shop.web import views
from print_shop.web.auth import need_staff

desk = Blueprint("desk", __name__)
desk.before_request(need_staff)


@desk.get("/customers")
def find_customers():
    return jsonify(customers=[views.customer(item) for item in customers.search(request.args.get("q", ""))])


@desk.get("/customers/<int:customer_id>")
def show_customer(customer_id: int):
    return jsonify(views.customer(customers.get(customer_id)))


@desk.post("/customers")
def add_customer():
    data = wire.body(request)
    where = data.get("address")
    if where is not None and not isinstance(where, dict):
        raise BadInput("address must be an object")
    address = {key: wire.read_text(where, key) for key in ("street", "postcode", "city", "country")} if where is not None else None
    if address and not (len(address["country"]) == 2 and address["country"].isupper()):
        raise BadInput("country must be two capitals")
    with db.transaction():
        customer = customers.create(
            wire.read_text(data, "name"),
            wire.read_text(data, "email", optional=True),
            wire.read_text(data, "vat_number", optional=True),
            address,
            wire.read_text(data, "price_list", optional=True) or "standard",
        )
    return jsonify(views.customer(customer)), 201


@desk.post("/coupons")
def add_coupon():
    data = wire.body(request)
    percent = wire.read_int(data, "percent", least=1, most=100) if data.get("percent") is not None else None
    amount = wire.read_money(data, "amount") if data.get("amount") is not None else None
    minimum = wire.read_money(data, "minimum") if data.get("minimum") is not None else None
    with db.transaction():
        coupon = coupons.create(wire.read_text(data, "code"), percent, amount, minimum)
    return jsonify(code=coupon.code, percent=coupon.percent, amount=coupon.amount, minimum=coupon.minimum), 201


@desk.get("/orders")
def list_orders():
    status = request.args.get("status")
    limit = wire.query_int(request, "limit", least=1, most=100, default=10)
    page = orders.page(orders.status_of(status) if status else None, request.args.get("cursor"), limit)
    return jsonify(orders=[views.order(item) for item in page.orders], cursor=page.cursor)


@desk.post("/orders")
def place_order():
    data = wire.body(request)
    quote_id = wire.read_int(data, "quote", least=1, most=10**9)
    due_on = wire.read_date(data, "due_on")
    priority = wire.read_int(data, "priority", least=1, most=9, default=5)
    with db.transaction():
        order = orders.place(pricing.get_quote(quote_id), due_on, priority)
        answer = views.order(order)
    return jsonify(answer), 201


@desk.get("/orders/<number>")
def show_order(number: str):
    return jsonify(views.order(orders.get(number)))


@desk.post("/orders/<number>/status")
def move_order(number: str):
    status = orders.status_of(wire.read_text(wire.body(request), "status"))
    with db.transaction():
        order = orders.get(number)
        orders.move(order, status)
        answer = views.order(order)
    return jsonify(answer)


@desk.post("/orders/<number>/uploads")
def add_upload(number: str):
    shop = current_app.config["SHOP"]
    with db.transaction():
        upload = uploads.store(orders.get(number), request.args.get("name") or "unnamed", request.get_data(), shop.files)
        answer = views.upload(upload, shop.link_secret)
    return jsonify(answer), 201


@desk.get("/plan")
def show_plan():
    presses = wire.query_int(request, "presses", least=1, most=8, default=2)
    until = wire.read_date(request.args, "until")
    return jsonify(slots=[asdict(slot) for slot in planning.plan(presses, until)])
