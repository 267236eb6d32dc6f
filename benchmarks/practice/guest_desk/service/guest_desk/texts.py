"""Texts of our e-mails: subject and body by language."""

TEXTS = {
    "code": {
        "en": ("Your code", "Hello {name}, your code is {code}. It works for ten minutes."),
        "de": ("Dein Code", "Hallo {name}, dein Code ist {code}. Er gilt zehn Minuten."),
        "pt": ("O teu código", "Olá {name}, o teu código é {code}. É válido por dez minutos."),
    },
    "recovery": {
        "en": ("A new password", "Hello {name}, set a new password with {code}."),
        "de": ("Ein neues Passwort", "Hallo {name}, setze ein neues Passwort mit {code}."),
        "pt": ("Nova palavra-passe", "Olá {name}, define uma nova palavra-passe com {code}."),
    },
    "invitation": {
        "en": ("Come and stay", "{host} invites you to {hostel}: {token}"),
        "de": ("Komm vorbei", "{host} lädt dich ins {hostel} ein: {token}"),
        "pt": ("Vem ficar", "{host} convida-te para {hostel}: {token}"),
    },
    "reminder": {
        "en": ("See you soon", "Hello {name}, we expect you at {hostel} on {day}."),
        "de": ("Bis bald", "Hallo {name}, wir erwarten dich am {day} im {hostel}."),
        "pt": ("Até breve", "Olá {name}, esperamos por ti em {hostel} no dia {day}."),
    },
}
LANGUAGES = ("en", "de", "pt")


def render(template: str, language: str, **values: str) -> tuple[str, str]:
    subject, body = TEXTS[template][language]
    return subject, body.format(**values)
