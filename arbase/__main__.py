"""`python -m arbase`."""

from arbase.cli import main

if __name__ == "__main__":
    main()
