"""What a market is and does: symbols, books, candles, the tape and tick sizes."""
