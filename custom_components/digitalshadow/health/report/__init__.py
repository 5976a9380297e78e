"""What a report may say, in which words, languages and formats."""
