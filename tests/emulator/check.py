"""Runs the modules of checks/, or those that are named; started by `check`."""
import unittest

import checks
from checks import change_set, export, fault, launcher, system

SUBJECTS = [module.__name__.split(".")[-1] for module in (change_set, export, fault, launcher, system)]

if __name__ == "__main__":
    with checks.emulator:
        unittest.main(module=checks, defaultTest=SUBJECTS, verbosity=2)
