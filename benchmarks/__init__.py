"""What every speed claim is measured with: one program a goal, one JSON line a figure."""
