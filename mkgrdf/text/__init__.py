"""Text, before anybody asks what it means: its language, its sentences, its words, and where known labels stand."""
