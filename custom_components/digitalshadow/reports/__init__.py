"""Makes reports, puts them into words and formats, and makes the weekly ones."""
