"""What a language model may choose from a report or for an answer, and what becomes of its choice."""
