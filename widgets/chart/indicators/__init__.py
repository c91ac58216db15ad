"""Indicators on a chart: which are on, where their lines run, how they are painted, read out and chosen."""
