"""How good a risk model is: measures, calibration, report, plots."""
