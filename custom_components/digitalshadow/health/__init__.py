"""Published clinical equations, each in its own file, with the coefficients as data and every refusal named.

`person_profile.py` holds what is known about a person, `selection.py` picks the equation that fits, and the
`EquationResult` that comes back (`equation.py`) either carries a value or the reason why there is none.
Nothing is ever filled in for a person: an unknown input makes a refusal that names it.
These equations know nothing of the facial signal, and nothing here mixes the two.
"""
