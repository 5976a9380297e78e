"""The published equations of the 10-year risk, and which of them fits whom."""
