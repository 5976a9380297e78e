"""From the colour of a face over time to a pulse rate, or to the reasons why there is none."""
