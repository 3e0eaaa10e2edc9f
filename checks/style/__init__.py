"""House style: how United Nations documents write numbers, names and lists."""
