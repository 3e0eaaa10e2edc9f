"""What programs and browsers see: the local server and its pages, protocols of other tools, editors, assistants; each stands on `service`."""
