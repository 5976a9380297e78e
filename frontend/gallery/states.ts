/** Homes as the server sends them, for the gallery: made-up people, real formulas' numbers. */
import type { Answer, Chart, Diary, MeasureForm, Measurement, Person, Point, QuestionForm, View, Visit } from "../src/server";

const TODAY = new Date();
const DAY = 86_400_000;
const ago = (days: number, hours = 8, minutes = 12): string => {
  const when = new Date(TODAY.getTime() - days * DAY);
  when.setHours(hours, minutes, 0, 0);
  return when.toISOString();
};
const date = (days: number): string => ago(days, 12).slice(0, 10);

const LIVECAD = { model: "LiveCAD 2", model_kind: "livecad" } as const;
const MARKER = { model: "Demonstration marker model", model_kind: "demonstration" } as const;

const HEINRICH: Person = {
  person_id: "h",
  subentry_id: "sub-h",
  name: "Heinrich",
  can_change: true,
  can_read_record: true,
  is_themself: true,
  is_granted: false,
  monitoring: true,
  needs_consent: false,
  needs_enrolment: false,
  last_seen_at: ago(0),
  reading: { ended_at: ago(0), signal_level: 24, ...LIVECAD },
  trend: { state: "stable", since: date(42), baseline_level: 24.5, current_level: 24, detectable_change: 6.5, baseline_days: 40, recent_days: 13, cameras: 2, ...LIVECAD },
  clinical: {
    risk_percent: 9,
    equation: "SCORE2",
    year: 2021,
    outcome: "fatal_or_nonfatal_cvd",
    horizon_years: 10,
    reason: null,
    missing_inputs: [],
    contradictions: [],
    steps: [
      { advice: "stop_smoking", change: "not_smoking", risk_percent: 5.2 },
      { advice: "cholesterol", change: "cholesterol_1_lower", risk_percent: 7.8 },
      { advice: "lower_blood_pressure", change: "pressure_130", risk_percent: 8 },
    ],
    risk_together_percent: 4,
    systolic_mmhg: 140,
    cholesterol_unit: "mg/dL",
  },
  next_input_due: { input: "systolic_mmhg", on: date(0) },
  urgent: null,
};

const VIEW: View = { people: [HEINRICH], cameras: [], question: null, waiting_for: [], is_administrator: false, emergency_numbers: ["112"], paused: false };
const me = (changes: Partial<Person>): View => ({ ...VIEW, people: [{ ...HEINRICH, ...changes }] });

/** Weeks back from this one with their medians; null is a week away. */
function weeks(levels: (number | null)[], first: number, spread = 4): Point[] {
  const monday = (TODAY.getDay() + 6) % 7;
  return levels.flatMap((level, index) =>
    level === null ? [] : [{ first_day: date(monday + 7 * (first - index)), level, lowest: level - spread, highest: level + spread, days: 6 }],
  );
}

const CHART: Chart = {
  step: "week",
  first_day: date(182),
  today: date(0),
  lines: [
    { ...LIVECAD, model: "LiveCAD 1", points: weeks([33, 36, 34, 37, 35, 34, 38, 36, 35, null, null, null, 37, 34, 36, 38, 35, 36], 26), bands: [{ first_day: date(182), last_day: date(58), low: 30, high: 42 }] },
    { ...LIVECAD, points: weeks([22, 25, 24, 27, 23, 22, 24], 6), bands: [{ first_day: date(35), last_day: date(0), low: 18, high: 31 }] },
  ],
  changes: [
    { kind: "camera", name: "Hall", on: date(143) },
    { kind: "model", name: "LiveCAD 2", on: date(50) },
  ],
  gaps: [{ first_day: date(119), last_day: date(98), reason: "not_seen" }],
};
const MARKED: Chart = { ...CHART, first_day: date(70), lines: [{ ...MARKER, points: weeks([8, 8, 92, 8, null, 8, 92, 92, 8, 8], 9, 3), bands: [] }], changes: [], gaps: [] };

const visit = (days: number, hours: number, minutes: number, camera: string, more: Partial<Visit> = {}): Visit => ({
  visit_id: `${days} ${hours}`,
  started_at: ago(days, hours, minutes),
  ended_at: ago(days, hours, minutes),
  cameras: [camera],
  frames: 5,
  taken_back: false,
  taken_back_by_me: false,
  why_not: null,
  ...more,
});
const VISITS = {
  visits: [
    visit(0, 8, 12, "Hall"),
    visit(0, 7, 40, "Kitchen", { taken_back: true, taken_back_by_me: true }),
    visit(1, 19, 5, "Hall"),
    visit(1, 12, 31, "Kitchen"),
    visit(1, 9, 50, "Hall", { visit_id: null, why_not: "too_dark" }),
  ],
  more: false,
};

interface State {
  view: View;
  answers: Record<string, unknown>;
  connected?: boolean;
}

const DIARY: Diary = { first_day: date(2), day: 3, part: "morning", counts: [[2, 2], [2, 2], [1, 0], [0, 0], [0, 0], [0, 0], [0, 0]], taken: 1, times_each: 2, latest: ago(0, 8, 2) };
const measured = (measure: string, value: number, unit: string, at: string, is_typed = true): Measurement => ({ measure, value, unit, measured_at: at, is_typed });
const pair = (upper: number, lower: number, at: string, is_typed = true) => [measured("diastolic_mmhg", lower, "mmHg", at, is_typed), measured("systolic_mmhg", upper, "mmHg", at, is_typed)];
const MEASURED = [
  ...pair(138, 84, ago(0, 8, 4)),
  ...pair(141, 89, ago(0, 8, 2)),
  ...pair(143, 90, ago(1, 20, 31), false),
  measured("weight_kg", 88, "kg", ago(1)),
  measured("total_cholesterol_mmol_l", 224, "mg/dL", ago(40)),
];
const MEASURES: MeasureForm[] = [
  { measure: "weight_kg", units: ["kg", "lb"], digits: 1 },
  { measure: "total_cholesterol_mmol_l", units: ["mg/dL", "mmol/L"], digits: 1 },
  { measure: "hba1c_mmol_mol", units: ["%", "mmol/mol"], digits: 0 },
  { measure: "steps_per_day", units: [""], digits: 0 },
];
const asked = (name: string, kind: QuestionForm["kind"], answer: Answer, choices: string[] = []): QuestionForm => ({ name, kind, choices, limits: null, answer, suggested: null });
const QUESTIONS = [
  asked("birth_date", "day", "1930-03-04"),
  asked("sex", "choice", "male", ["female", "male"]),
  asked("country", "country", "DE", ["DE", "FR", "JP"]),
  asked("smoking", "choice", "current", ["never", "quit_five_years_or_more", "quit_one_to_five_years", "quit_under_one_year", "inhaled_nicotine", "current"]),
  ...["indoor_smoke", "cardiovascular_disease", "statin"].map((name) => asked(name, "yes_no", null)),
];

const ANSWERS = {
  diary: DIARY,
  measures: MEASURES,
  questions: QUESTIONS, trend: CHART, visits: VISITS, measurements: MEASURED, report: null, report_languages: ["en", "de"] };

export const STATES: Record<string, State> = {
  settled: { view: VIEW, answers: ANSWERS },
  rise: { view: me({ trend: { ...HEINRICH.trend!, state: "rising", since: date(27), current_level: 44 } }), answers: ANSWERS },
  learning: { view: me({ trend: { ...HEINRICH.trend!, state: "calibrating", baseline_days: 5 } }), answers: { ...ANSWERS, trend: { ...CHART, lines: [{ ...LIVECAD, points: weeks([24], 0), bands: [] }], changes: [], gaps: [] } } },
  demonstration: { view: me({ reading: { ...HEINRICH.reading!, ...MARKER }, trend: { ...HEINRICH.trend!, state: "calibrating", baseline_days: 5, ...MARKER } }), answers: { ...ANSWERS, trend: MARKED } },
  urgent: {
    view: me({ urgent: { systolic_mmhg: 196, diastolic_mmhg: 118, measured_at: ago(0, 8, 4), language: "en", text: ["Sit down, rest 5 minutes, measure again.", "Still above 180 or 110? See a doctor today.", "Chest pain, short breath? Call 112 now."] } }),
    answers: ANSWERS,
  },
  missing: {
    view: me({ clinical: { ...HEINRICH.clinical!, risk_percent: null, reason: "missing_input", missing_inputs: ["total_cholesterol_mmol_l", "hdl_cholesterol_mmol_l", "smoking"], steps: [] }, trend: null, reading: null, last_seen_at: null }),
    answers: { ...ANSWERS, trend: { ...CHART, lines: [], changes: [], gaps: [] }, visits: { visits: [], more: false } },
  },
  paused: { view: me({ monitoring: false, clinical: { ...HEINRICH.clinical!, risk_percent: null, reason: "prior_disease", steps: HEINRICH.clinical!.steps!.map((one) => ({ ...one, risk_percent: null, change: null })) } }), answers: ANSWERS },
  contradiction: { view: me({ clinical: { ...HEINRICH.clinical!, contradictions: [{ answer: "diabetes", measured: ["hba1c_mmol_mol"] }] } }), answers: ANSWERS },
  offline: { view: VIEW, answers: ANSWERS, connected: false },
};

/** Which page is taken in which state. */
export const SHOWN: [string, string][] = [
  ["today", "settled"],
  ["today", "rise"],
  ["today", "learning"],
  ["today", "demonstration"],
  ["today", "urgent"],
  ["today", "missing"],
  ["today", "paused"],
  ["today", "contradiction"],
  ["today", "offline"],
  ["trend", "settled"],
  ["trend", "demonstration"],
  ["trend", "learning"],
  ["measure", "settled"],
  ["measure/values", "settled"],
  ["measure/add/total_cholesterol_mmol_l", "settled"],
  ["measure/questions/birth_date", "settled"],
  ["measure/questions/smoking", "settled"],
];
