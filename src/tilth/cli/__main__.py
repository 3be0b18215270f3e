"""So that `python -m tilth.cli` is the command line too."""

from tilth.cli.main import main

main()
