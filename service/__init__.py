"""What every face stands on: one warm session over termbases, memory and settings that answers in plain values."""
