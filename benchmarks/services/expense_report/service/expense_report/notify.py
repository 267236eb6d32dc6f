"""Sending e-mail: over the company's mail API (http), a relay (smtp), or into a file (file)."""

from __future__ import annotations

import json
import smtplib
import urllib.request
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

SENDER = "expenses@acme.example"
TIMEOUT = 5.0


class NotifyError(Exception):
    """The mail service did not take the message; trying again later may help."""


@dataclass(frozen=True)
class Message:
    """An e-mail."""

    to: str
    subject: str
    text: str
    cc: str | None = None


def send(url: str, message: Message) -> None:
    """Hands a message to the service behind the URL. Raises NotifyError."""
    parts = urlsplit(url)
    try:
        if parts.scheme == "file":
            send_to_file(Path(parts.path), message)
        elif parts.scheme == "smtp":
            send_by_smtp(parts.hostname or "localhost", parts.port or 25, message)
        else:
            send_by_http(url, message)
    except (OSError, smtplib.SMTPException) as error:
        raise NotifyError(f"{parts.scheme}: {error}") from error


def send_to_file(path: Path, message: Message) -> None:
    """Appends the message as a line of JSON; for development."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(asdict(message), ensure_ascii=False) + "\n")


def send_by_smtp(host: str, port: int, message: Message) -> None:
    """Sends over a relay."""
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = SENDER, message.to, message.subject
    if message.cc:
        email["Cc"] = message.cc
    email.set_content(message.text)
    with smtplib.SMTP(host, port, timeout=TIMEOUT) as relay:
        relay.send_message(email)


def send_by_http(url: str, message: Message) -> None:
    """Posts the message as JSON to the mail API."""
    body = json.dumps({"from": SENDER, **asdict(message)}).encode()
    headers = {"Content-Type": "application/json"}
    with urllib.request.urlopen(
        urllib.request.Request(url, body, headers), timeout=TIMEOUT
    ) as answer:
        answer.read()
