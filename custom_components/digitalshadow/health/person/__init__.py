"""What is known of a person: answers, measurements, their units, ranges and due dates."""
