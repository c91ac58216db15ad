"""The desk: Qt widgets that show what app/ knows and pass on what the trader wants."""
