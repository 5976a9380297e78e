"""What may be said of a person, for tests of how it is said."""

from datetime import timedelta

from custom_components.digitalshadow.health.person.choices import Sex, Smoking
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.pressure import PressureReading
from custom_components.digitalshadow.health.person.regions import Regions
from simulation.people import FIRST_DAY
from tests.health.report_people import (
    DEMONSTRATION,
    MEASURED,
    facts_of,
    measured_on,
    noon,
    seen_days,
)

AS_OF = FIRST_DAY + timedelta(119)

FACTS = {
    "everything": facts_of(),
    "demonstration": facts_of(model=DEMONSTRATION),
    "rising": facts_of(days=seen_days(rise=0.4)),
    "rising demonstration": facts_of(days=seen_days(rise=0.4), model=DEMONSTRATION),
    "rising, not measured since": facts_of(
        days=seen_days(rise=0.4), measurements=measured_on(AS_OF - timedelta(80))
    ),
    "risen for good": facts_of(days=seen_days(170, rise=0.4), as_of=FIRST_DAY + timedelta(169)),
    "falling": facts_of(days=seen_days(rise=-0.15)),
    "calibrating": facts_of(days=seen_days(10)),
    "never seen": facts_of(days=()),
    "not seen lately": facts_of(days=seen_days(60)),
    "nothing known": facts_of(
        age_years=None, sex=None, regions=Regions(), smoking=None, diabetes=None, measurements=[]
    ),
    "prior disease": facts_of(cardiovascular_disease=True),
    "America": facts_of(country="US"),
    "China": facts_of(country="CN"),
    "Brazil, old values": facts_of(country="BR", measurements=measured_on(AS_OF - timedelta(300), days=3)),
    "early disease in the family": facts_of(family_history=True, smoking=Smoking.NEVER),
    "inhaled nicotine": facts_of(smoking=Smoking.INHALED_NICOTINE),
    "very high pressure": facts_of(pressure=PressureReading(196, 118, noon(AS_OF))),
    "very high pressure last week": facts_of(pressure=PressureReading(184, None, noon(AS_OF - timedelta(7)))),
    "pregnant": facts_of(sex=Sex.FEMALE, age_years=31.0, pregnant=True, country="US"),
    "pregnant, high pressure": facts_of(
        sex=Sex.FEMALE, age_years=31.0, pregnant=True, pressure=PressureReading(142, 91, noon(AS_OF))
    ),
    "after a birth, severe pressure": facts_of(
        sex=Sex.FEMALE,
        age_years=31.0,
        child_birth_date=AS_OF - timedelta(20),
        pressure=PressureReading(None, 112, noon(AS_OF)),
    ),
    "values for a doctor": facts_of(
        measurements=measured_on(
            AS_OF,
            {
                **MEASURED,
                Measure.SYSTOLIC: 182,
                Measure.TOTAL_CHOLESTEROL: 8.4,
                Measure.EGFR: 22,
                Measure.HBA1C: 51,
                Measure.FASTING_GLUCOSE: 9,
            },
        )
    ),
    "a poor kidney": facts_of(measurements=measured_on(AS_OF, {**MEASURED, Measure.EGFR: 22})),
    "a sugar in the range of diabetes": facts_of(
        measurements=measured_on(AS_OF, {**MEASURED, Measure.HBA1C: 75})
    ),
    "a very high pressure": facts_of(
        measurements=measured_on(AS_OF, {**MEASURED, Measure.SYSTOLIC: 196, Measure.DIASTOLIC: 118})
    ),
    "35 in Germany": facts_of(age_years=35.0),
    "LDL 190 in America": facts_of(
        country="US", measurements=measured_on(AS_OF, {**MEASURED, Measure.LDL_CHOLESTEROL: 5.0})
    ),
    "50 in Germany": facts_of(
        age_years=50.0,
        sex=Sex.FEMALE,
        smoking=Smoking.NEVER,
        measurements=measured_on(AS_OF, {**MEASURED, Measure.SYSTOLIC: 160}),
    ),
    "70 in Germany": facts_of(age_years=70.0, smoking=Smoking.NEVER),
    "Liechtenstein": facts_of(country="LI"),
    "Andorra": facts_of(country="AD"),
    "Great Britain, a statin": facts_of(country="GB", statin=True, lipid_treatment=True),
    "Australia": facts_of(country="AU"),
    "nowhere": facts_of(country="TW"),
    "a woman in Spain": facts_of(country="ES", sex=Sex.FEMALE, age_years=44.0),
}
