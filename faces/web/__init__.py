"""The local server: one guard before every face, REST, and the protocols that clients already speak."""
