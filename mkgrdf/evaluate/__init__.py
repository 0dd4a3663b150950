"""How good what was extracted, and what is said with it, is: measures as pure functions, on labelled data."""
