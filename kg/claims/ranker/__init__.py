"""A small learned layer beside the detectors: it drops, mends and adds attributions where rules are weak."""
