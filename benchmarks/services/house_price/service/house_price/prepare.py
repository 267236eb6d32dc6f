"""`python -m house_price.prepare`: everything that the server needs under the data folder."""

from __future__ import annotations

from house_price.seed import seed
from house_price.settings import Settings
from house_price.train import train


def main() -> None:
    settings = Settings.from_env()
    train(settings.data)
    seed(settings.database)
    print(f"ready: {settings.data}")


if __name__ == "__main__":
    main()
