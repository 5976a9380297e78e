"""Each person's trend and 10-year risk, and the measurements behind them."""
