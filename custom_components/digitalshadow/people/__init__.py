"""Who the people of the home are, who agreed to what, and who may read whom."""
