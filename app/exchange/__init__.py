"""A local, Upbit-compatible exchange: rules, matching engine, accounts, market and servers."""
