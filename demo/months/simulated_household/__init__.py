"""A component for the real Home Assistant that shows the months: the play's cameras, and the play's engine."""
