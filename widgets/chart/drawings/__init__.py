"""Drawings on a chart: where they stand, how they are painted, and the mouse that makes and moves them."""
