"""The maintainers' side of the course: what generates, records and checks its notebooks and pages."""
