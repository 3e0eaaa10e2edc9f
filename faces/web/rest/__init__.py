"""The server's own interface, `/api/v1/`: the JSON of the command line over HTTP. One subject, one file."""
