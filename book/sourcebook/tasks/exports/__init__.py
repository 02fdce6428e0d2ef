"""The bank in the formats of other systems: one module a format, and what each cannot carry.

Nothing here is imported by a build of the book. The packages that some formats need are those of
the extra ``exports``; each module imports its own when it writes.
"""
