"""One draft format, one module: each declares a `FORMAT`."""
