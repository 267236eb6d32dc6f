"""Padding of base64 that code cuts off what it encodes: `text.rstrip("=")`."""

from __future__ import annotations

import re

STRIPS = re.compile(r"""r?strip\(b?["']=+["']\)|replace\(b?["']=["'], *b?["']["']\)""")
