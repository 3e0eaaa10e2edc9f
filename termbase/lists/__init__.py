"""Term lists as people make them: what their headers, rows and cells mean."""
