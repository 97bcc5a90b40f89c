"""Runs the modules of deploying/, or those that are named; started by `deploy`."""
import unittest

from deploying import failure, image, interruption, lines, operation, pace, refusal, staging, whole

MODULES = whole, image, refusal, failure, interruption, lines, operation, staging, pace
SUBJECTS = [module.__name__.split(".")[-1] for module in MODULES]

if __name__ == "__main__":
    unittest.main(module="deploying", defaultTest=SUBJECTS, verbosity=2)
