"""The pulse at the mirror over days and weeks. It enters no equation and is mixed with nothing."""
