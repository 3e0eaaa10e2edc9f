"""Findings, terms and corrections in editors: a language server over one warm session a folder.

A buffer (`buffer.py`) is a text with its version; the desk (`desk.py`) checks it and gives every finding its place in the
text as it stands in the editor (`raw_text.py`); one module a feature makes protocol values of that; `server.py` alone
speaks to the client.
"""
