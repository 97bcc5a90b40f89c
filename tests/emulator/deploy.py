"""Runs the modules of deploying/, or those that are named; started by `deploy`."""
import unittest

from deploying import failure, image, interruption, lines, operation, pace, refusal, whole

SUBJECTS = [module.__name__.split(".")[-1] for module in (whole, image, refusal, failure, interruption, lines, operation, pace)]

if __name__ == "__main__":
    unittest.main(module="deploying", defaultTest=SUBJECTS, verbosity=2)
