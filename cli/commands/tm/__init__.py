"""The commands of `yizhi tm`: the translation memory."""
