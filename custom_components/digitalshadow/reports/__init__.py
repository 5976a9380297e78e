"""Makes reports, has a language model choose from them, answers questions, and makes the weekly ones."""
