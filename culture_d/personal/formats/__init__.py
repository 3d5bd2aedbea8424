"""One module for each organisation: how its files are recognised and read. Each has a tuple ``FORMATS``."""
