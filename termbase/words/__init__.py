"""Chinese words: dictionary, segmentation, readings."""
