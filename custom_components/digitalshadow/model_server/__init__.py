"""An inference server that the household named: what it is asked, how it proves itself, and who may be asked about."""
