/** Homes as the server sends them, for the gallery: made-up people, real formulas' numbers. */
import type {
  Answer,
  Chart,
  Diary,
  HomeSetup,
  KeptReport,
  Looked,
  MeasureForm,
  Measurement,
  Messages,
  MirrorChoice,
  MyData,
  Person,
  Point,
  Presence,
  PulseState,
  QuestionForm,
  View,
  Visit,
} from "../src/server";
import type { MirrorPage } from "../src/mirror";

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
  trend: {
    state: "stable",
    since: date(42),
    baseline_level: 24.5,
    current_level: 24,
    detectable_change: 6.5,
    baseline_days: 40,
    recent_days: 13,
    cameras: 2,
    ...LIVECAD,
  },
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
    {
      ...LIVECAD,
      model: "LiveCAD 1",
      points: weeks([33, 36, 34, 37, 35, 34, 38, 36, 35, null, null, null, 37, 34, 36, 38, 35, 36], 26),
      bands: [{ first_day: date(182), last_day: date(58), low: 30, high: 42 }],
    },
    { ...LIVECAD, points: weeks([22, 25, 24, 27, 23, 22, 24], 6), bands: [{ first_day: date(35), last_day: date(0), low: 18, high: 31 }] },
  ],
  changes: [
    { kind: "camera", name: "Hall", on: date(143) },
    { kind: "model", name: "LiveCAD 2", on: date(50) },
  ],
  gaps: [{ first_day: date(119), last_day: date(98), reason: "not_seen" }],
};
const MARKED: Chart = {
  ...CHART,
  first_day: date(70),
  lines: [{ ...MARKER, points: weeks([8, 8, 92, 8, null, 8, 92, 92, 8, 8], 9, 3), bands: [] }],
  changes: [],
  gaps: [],
};

const visit = (days: number, hours: number, minutes: number, camera: string, more: Partial<Visit> = {}): Visit => ({
  visit_id: `${days} ${hours}`,
  started_at: ago(days, hours, minutes),
  ended_at: ago(days, hours, minutes),
  cameras: [camera],
  frames: 5,
  taken_back: false,
  taken_back_by_me: false,
  why_not: null,
  liveness: "seen",
  ...more,
});
const VISITS = {
  visits: [
    visit(0, 8, 12, "Hall"),
    visit(0, 7, 40, "Kitchen", { taken_back: true, taken_back_by_me: true }),
    visit(1, 19, 5, "Hall", { liveness: "unknown" }),
    visit(1, 12, 31, "Kitchen"),
    visit(1, 9, 50, "Hall", { visit_id: null, why_not: "too_dark" }),
  ],
  more: false,
};

const ILSE: Person = {
  ...HEINRICH,
  person_id: "i",
  name: "Ilse",
  is_themself: false,
  is_granted: true,
  last_seen_at: ago(3, 18, 20),
  reading: { ...HEINRICH.reading!, ended_at: ago(3, 18, 20) },
};
const PRESENCE: Presence = {
  first_day: date(13),
  days: Array.from({ length: 14 }, (_, at) => at < 11),
  days_unseen: 3,
  last_seen_at: ago(3, 18, 20),
  cameras: 2,
  cameras_off: 0,
};
const CAMERAS: View["cameras"] = [
  {
    subentry_id: "c1",
    camera_entity_id: "camera.hall",
    name: "Hall",
    status: "watching",
    last_analysed_at: ago(0),
    video: { video: "live", reason: null, codec: "h264", width_px: 1280, height_px: 720, frames_per_second: 15, keyframe_interval_seconds: 2, reconnects: 0 },
  },
  {
    subentry_id: "c2",
    camera_entity_id: "camera.kitchen",
    name: "Kitchen",
    status: "too_small",
    last_analysed_at: ago(0),
    video: {
      video: "stills",
      reason: "battery",
      codec: null,
      width_px: null,
      height_px: null,
      frames_per_second: null,
      keyframe_interval_seconds: null,
      reconnects: 0,
    },
  },
];
const HOME: HomeSetup = {
  model: {
    ...MARKER,
    version: "1",
    sha256: "4ada64c2074e99aa",
    runtime: "onnxruntime 1.32.0",
    detector: "face_detection_yunet_2023mar",
    recogniser: "face_recognition_sface_2021dec",
  },
  people: [
    { name: "Heinrich", is_shared: false, has_agreed: true, has_answered: false, was_read: false },
    { name: "Ilse", is_shared: true, has_agreed: true, has_answered: true, was_read: false },
  ],
  cameras: { c1: { saw_faces: true, frame_ms: 84 }, c2: { saw_faces: false, frame_ms: 91 } },
};
const MESSAGES: Messages = {
  blueprints: "none",
  receivers: [
    { person_id: "h", name: "Heinrich", account: "Heinrich", is_carer: false, why_not: null, phones: [{ device_id: "p1", name: "Fairphone", is_told: true }] },
    { person_id: "h", name: "Heinrich", account: "Karin", is_carer: true, why_not: null, phones: [{ device_id: "p2", name: "Pixel 9", is_told: false }] },
    { person_id: "i", name: "Ilse", account: "Ilse", is_carer: false, why_not: "no_phone", phones: [] },
  ],
};
/** A drawn room and a drawn head: the gallery shows nobody. */
function room(): string {
  if (typeof document === "undefined") return "";
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const drawing = canvas.getContext("2d")!;
  const shape = (colour: string, draw: () => void) => {
    drawing.fillStyle = colour;
    drawing.beginPath();
    draw();
    drawing.fill();
  };
  shape("#c3beb1", () => drawing.rect(0, 0, 640, 360));
  shape("#8d8375", () => drawing.rect(0, 250, 640, 110));
  shape("#4a6a8a", () => drawing.ellipse(330, 330, 90, 110, 0, 0, 7));
  shape("#d9a27e", () => drawing.ellipse(330, 150, 62, 82, 0, 0, 7));
  return canvas.toDataURL("image/jpeg").split(",")[1]!;
}
const LOOKED: Looked = {
  picture: room(),
  width_px: 640,
  height_px: 360,
  turn_degrees: 0,
  needed_px: 50,
  faces: [{ left: 0.42, top: 0.19, width: 0.19, height: 0.46, face_px: 142, why_not: null, person: "Ilse" }],
};

interface State {
  view: View;
  answers: Record<string, unknown>;
  connected?: boolean;
  /** What the server sends a mirror. */
  mirror?: MirrorPage;
}

const DIARY: Diary = {
  first_day: date(2),
  day: 3,
  part: "morning",
  counts: [
    [2, 2],
    [2, 2],
    [1, 0],
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ],
  taken: 1,
  times_each: 2,
  latest: ago(0, 8, 2),
};
const measured = (measure: string, value: number, unit: string, at: string, is_typed = true): Measurement => ({
  measure,
  value,
  unit,
  measured_at: at,
  is_typed,
});
const pair = (upper: number, lower: number, at: string, is_typed = true) => [
  measured("diastolic_mmhg", lower, "mmHg", at, is_typed),
  measured("systolic_mmhg", upper, "mmHg", at, is_typed),
];
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
const asked = (name: string, kind: QuestionForm["kind"], answer: Answer, choices: string[] = []): QuestionForm => ({
  name,
  kind,
  choices,
  limits: null,
  answer,
  suggested: null,
});
const QUESTIONS = [
  asked("birth_date", "day", "1930-03-04"),
  asked("sex", "choice", "male", ["female", "male"]),
  asked("country", "country", "DE", ["DE", "FR", "JP"]),
  asked("smoking", "choice", "current", ["never", "quit_five_years_or_more", "quit_one_to_five_years", "quit_under_one_year", "inhaled_nicotine", "current"]),
  ...["indoor_smoke", "cardiovascular_disease", "statin"].map((name) => asked(name, "yes_no", null)),
];

const REPORT = `# Heart report

Made on Sunday, 29 November 2026.

## Your 10-year risk

Out of 100 people with answers like yours, about 9 have a heart attack or stroke within 10 years.

## What helps most

- Stop smoking. About 5 instead of 9.
- Cholesterol 39 mg/dL lower. About 8 instead of 9.

<details><summary>What helps besides</summary>

Walk every day.

</details>

## What this report cannot do

It finds no disease and rules none out.`;
const DATA: MyData = {
  sharing: "private",
  account: "Heinrich",
  others: [
    { user_id: "k", name: "Karin", is_granted: true },
    { user_id: "t", name: "Tom", is_granted: false },
  ],
  administrators: ["Karin"],
  consented_at: "2026-03-14T08:00:00Z",
  stored: { consents: 2, templates: 3, readings: 212, measurements: 31, documents: 3, pulses: 0 },
  monitoring: true,
  muted: false,
  not_seen_days: 3,
  phones: [{ name: "Fairphone", is_told: false }],
  server: null,
  pulse: null,
};
const MIRROR: MirrorChoice = {
  mirror_id: "m",
  name: "Mirror in the hall",
  topics: {
    greeting: { on: true, limit: null },
    due: { on: true, limit: null },
    signal: { on: false, limit: null },
    risk: { on: false, limit: "mirror" },
    pulse: { on: false, limit: "mirror" },
  },
};
const PULSE: PulseState = {
  agreed: true,
  cameras: ["Hall"],
  latest: { measured_at: ago(0), bpm: 72, seconds: 20, is_calm: false, should_count: false, camera: "Hall", method: "POS+CHROM 1" },
  why_not: ["weak"],
  medians: { today_bpm: 71, today_answers: 4, week_bpm: 72, baseline_bpm: 66, baseline_days: 20, fewest_days: 14, changed_bpm: 6 },
};

const ANSWERS = {
  data: DATA,
  mirrors: [MIRROR],
  diary: DIARY,
  pulse: { agreed: false, cameras: [], latest: null, why_not: [], medians: null } satisfies PulseState,
  measures: MEASURES,
  questions: QUESTIONS,
  trend: CHART,
  visits: VISITS,
  measurements: MEASURED,
  report: {
    made_at: ago(0, 7, 30),
    language: "en",
    markdown: REPORT,
    whole_markdown: `${REPORT}\n\nMore.`,
    people: { of_100: 9, heading: "Your 10-year risk" },
    ...LIVECAD,
  } satisfies KeptReport,
  earlier_reports: [],
  "auth/sign_path": { path: "#file" },
  report_languages: ["en", "de"],
};

/** What a mirror shows at the least. */
const GLASS: MirrorPage = { language: "en", headline: ["Good morning,", "Heinrich"], people: null, bar: null, lines: [], due: null, phone: null };
const AGAINST_RANGE: Partial<MirrorPage> = {
  bar: { at: 24, usual: [18, 31] },
  lines: [
    { text: "Face signal inside your range", tone: "plain" },
    { text: "experimental", tone: "quiet" },
  ],
};

export const STATES: Record<string, State> = {
  settled: { view: VIEW, answers: ANSWERS },
  pulse: { view: VIEW, answers: { ...ANSWERS, pulse: PULSE, data: { ...DATA, pulse: { cameras: ["Hall"], agreed: true, may_agree: true } } } },
  rise: { view: me({ trend: { ...HEINRICH.trend!, state: "rising", since: date(27), current_level: 44 } }), answers: ANSWERS },
  learning: {
    view: me({ trend: { ...HEINRICH.trend!, state: "calibrating", baseline_days: 5 } }),
    answers: { ...ANSWERS, trend: { ...CHART, lines: [{ ...LIVECAD, points: weeks([24], 0), bands: [] }], changes: [], gaps: [] } },
  },
  demonstration: {
    view: me({ reading: { ...HEINRICH.reading!, ...MARKER }, trend: { ...HEINRICH.trend!, state: "calibrating", baseline_days: 5, ...MARKER } }),
    answers: { ...ANSWERS, trend: MARKED },
  },
  urgent: {
    view: me({
      urgent: {
        systolic_mmhg: 196,
        diastolic_mmhg: 118,
        measured_at: ago(0, 8, 4),
        language: "en",
        text: ["Sit down, rest 5 minutes, measure again.", "Still above 180 or 110? See a doctor today.", "Chest pain, short breath? Call 112 now."],
      },
    }),
    answers: ANSWERS,
  },
  missing: {
    view: me({
      clinical: {
        ...HEINRICH.clinical!,
        risk_percent: null,
        reason: "missing_input",
        missing_inputs: ["total_cholesterol_mmol_l", "hdl_cholesterol_mmol_l", "smoking"],
        steps: [],
      },
      trend: null,
      reading: null,
      last_seen_at: null,
    }),
    answers: { ...ANSWERS, trend: { ...CHART, lines: [], changes: [], gaps: [] }, visits: { visits: [], more: false } },
  },
  paused: {
    view: me({
      monitoring: false,
      clinical: {
        ...HEINRICH.clinical!,
        risk_percent: null,
        reason: "prior_disease",
        steps: HEINRICH.clinical!.steps!.map((one) => ({ ...one, risk_percent: null, change: null })),
      },
    }),
    answers: ANSWERS,
  },
  contradiction: {
    view: me({ clinical: { ...HEINRICH.clinical!, contradictions: [{ answer: "diabetes", measured: ["hba1c_mmol_mol"] }] } }),
    answers: ANSWERS,
  },
  carer: {
    view: {
      ...VIEW,
      people: [
        ILSE,
        {
          ...ILSE,
          person_id: "o",
          name: "Otto",
          can_read_record: false,
          next_input_due: null,
          last_seen_at: null,
          reading: { ...HEINRICH.reading!, ended_at: ago(0) },
        },
      ],
    },
    answers: { ...ANSWERS, presence: PRESENCE, messages: { phones: [{ name: "Pixel 9", is_told: false }], administrators: ["Karin"] } },
  },
  administrator: {
    view: { ...VIEW, people: [{ ...ILSE, is_granted: false }], cameras: CAMERAS, is_administrator: true },
    answers: { ...ANSWERS, home: HOME, messages: MESSAGES, "camera/look": LOOKED },
  },
  offline: { view: VIEW, answers: ANSWERS, connected: false },
  /** Nothing that is asked for comes: every page says so. */
  unloaded: { view: VIEW, answers: Object.fromEntries(Object.keys(ANSWERS).map((name) => [name, new Error()])) },
  asked: {
    view: {
      ...VIEW,
      people: [],
      question: {
        person_id: "h",
        name: "Heinrich",
        reason: "added",
        version: "1",
        asked_by: "Karin",
        sharing: "private",
        cameras: ["Hall", "Kitchen"],
        erased_on: ago(-14),
      },
    },
    answers: {},
  },
  greeting: { view: VIEW, answers: {}, mirror: GLASS },
  signal: { view: VIEW, answers: {}, mirror: { ...GLASS, ...AGAINST_RANGE, due: "Pressure due", phone: "112" } },
  marker: {
    view: VIEW,
    answers: {},
    mirror: { ...GLASS, bar: { at: 8, usual: null }, lines: [{ text: "Demonstration, no meaning", tone: "demonstration" }], phone: "112" },
  },
  risk: {
    view: VIEW,
    answers: {},
    mirror: {
      ...GLASS,
      headline: ["9 of 100"],
      people: 9,
      lines: [
        { text: "heart attack or stroke, 10 years", tone: "plain" },
        { text: "SCORE2 formula", tone: "quiet" },
      ],
      phone: "112",
    },
  },
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
  ["today", "unloaded"],
  ["today", "pulse"],
  ["trend", "settled"],
  ["trend", "demonstration"],
  ["trend", "learning"],
  ["report", "settled"],
  ["report", "unloaded"],
  ["data", "settled"],
  ["data", "pulse"],
  ["people", "carer"],
  ["home", "administrator"],
  ["measure", "settled"],
  ["measure", "unloaded"],
  ["measure/values", "settled"],
  ["measure/add/total_cholesterol_mmol_l", "settled"],
  ["measure/questions/birth_date", "settled"],
  ["measure/questions/smoking", "settled"],
  ["confirm", "asked"],
  ["mirror", "greeting"],
  ["mirror", "signal"],
  ["mirror", "marker"],
  ["mirror", "risk"],
];
