"""Blueprints."""
from print_shop.web.billing import billing
from print_shop.web.desk import desk
from print_shop.web.public import public
from print_shop.web.reporting import reporting

blueprints = [public, desk, billing, reporting]
