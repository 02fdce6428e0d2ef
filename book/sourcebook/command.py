"""What the package's commands share: how a bad argument is told."""

import argparse


class Parser(argparse.ArgumentParser):
    """Says one sentence of a bad argument, without the usage."""

    def error(self, message):
        self.exit(2, f"STOPPED: {message[:1].upper()}{message[1:].rstrip('.')}. Try --help.\n")
