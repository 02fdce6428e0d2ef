"""The teacher's kit: lessons and handouts, read from ``teach/`` and written as files."""
