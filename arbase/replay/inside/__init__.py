"""What runs in the sandbox, under the repository's own interpreter.

Standard library only, Python 3.7 or later. The folder is shipped under the name `arbase_inside`, away from arbase
itself and from any name of the repository, which is why the imports among these files are relative.
"""
