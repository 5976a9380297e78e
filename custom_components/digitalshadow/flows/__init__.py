"""The dialogs: set-up, options, and the subentries of people and cameras."""
