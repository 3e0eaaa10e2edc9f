"""Numbers, dates, symbols and addresses: compared as values."""
