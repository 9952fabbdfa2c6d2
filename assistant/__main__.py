"""Let `python -m assistant` be the command line."""

from assistant.cli import main

main()
