"""Notebook exercises: the checks that a learner sees, the release versions, and the marking.

``checks`` is the only part that a notebook uses, and needs nothing but Python. The rest needs the
packages of ``requirements-grading.txt``.
"""
