"""Made-up faces with a planted sign, to prove the tools of training and evaluation on."""
