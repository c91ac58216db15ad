"""Other people's Upbit clients beside the library, on the same frames."""
