/** The commands of the server and what they answer; every right is decided there. */
import type { Hass } from "./hass";

export interface Spoken {
  model: string;
  model_kind: "demonstration" | "livecad";
}

export interface Trend extends Spoken {
  state: "calibrating" | "stable" | "rising" | "falling";
  since?: string | null;
  new_level_since?: string | null;
  baseline_level?: number | null;
  current_level?: number | null;
  detectable_change?: number | null;
  baseline_days?: number;
  recent_days?: number;
  cameras?: number;
}

export interface Step {
  advice: string;
  change: string | null;
  /** The risk of people who are the same but took it; null where none is computed. */
  risk_percent: number | null;
}

export interface Clinical {
  risk_percent: number | null;
  equation: string;
  year: number;
  outcome: string | null;
  horizon_years: number | null;
  reason: string | null;
  missing_inputs: string[];
  /** These are sent to readers of the record alone. */
  contradictions?: { answer: string; measured: string[] }[];
  steps?: Step[];
  risk_together_percent?: number | null;
  systolic_mmhg?: number | null;
  cholesterol_unit?: string;
}

export interface Urgent {
  systolic_mmhg: number | null;
  diastolic_mmhg: number | null;
  measured_at: string;
  language: string;
  text: string[];
}

export interface Person {
  person_id: string;
  subentry_id: string;
  name: string;
  can_change: boolean;
  can_read_record: boolean;
  is_themself: boolean;
  is_granted: boolean;
  monitoring: boolean;
  needs_consent: boolean;
  needs_enrolment: boolean;
  last_seen_at: string | null;
  /** When the pulse was measured that is one of now; null while there is none. */
  pulse_at?: string | null;
  reading: ({ ended_at: string; signal_level: number } & Spoken) | null;
  trend: Trend | null;
  clinical: Clinical | null;
  next_input_due: { input: string; on: string } | null;
  urgent: Urgent | null;
}

export interface Camera {
  subentry_id: string;
  name: string;
  camera_entity_id: string | null;
  status: string;
  last_analysed_at: string | null;
  /** For administrators alone. */
  video: CameraVideo | null;
}

export interface CameraVideo {
  video: "stills" | "opening" | "live";
  /** Why there is no live stream, in one word. */
  reason: string | null;
  codec: string | null;
  width_px: number | null;
  height_px: number | null;
  frames_per_second: number | null;
  keyframe_interval_seconds: number | null;
  reconnects: number;
}

export interface Question {
  person_id: string;
  name: string;
  /** Why the account is asked: added by somebody, linked later, or another text than the one agreed to. */
  reason: "added" | "linked" | "text";
  version: string;
  asked_by: string | null;
  sharing: "shared" | "private";
  cameras: string[];
  erased_on: string | null;
}

export interface View {
  people: Person[];
  cameras: Camera[];
  /** What this account has yet to answer. */
  question: Question | null;
  /** Whose answer an administrator's home waits for. */
  waiting_for: { name: string; erased_on: string | null }[];
  is_administrator: boolean;
  emergency_numbers: string[];
  paused: boolean;
}

export interface KeptReport extends Spoken {
  made_at: string;
  language: string;
  markdown: string;
  whole_markdown: string;
  /** How many of a hundred it speaks of, and below which heading; null where none may be drawn. */
  people: { of_100: number; heading: string } | null;
}

export interface Measurement {
  measure: string;
  value: number;
  unit: string;
  measured_at: string;
  is_typed: boolean;
}

export interface MeasureForm {
  measure: string;
  /** The likeliest first; a single empty one stands for a bare number. */
  units: string[];
  digits: number;
}

export interface Diary {
  first_day: string;
  /** From 1 on. */
  day: number;
  part: "morning" | "evening";
  /** For each day how often in the morning and in the evening. */
  counts: [number, number][];
  taken: number;
  times_each: number;
  latest: string | null;
}

export type Answer = string | number | boolean | null;

export interface QuestionForm {
  name: string;
  kind: "day" | "choice" | "yes_no" | "number" | "country";
  choices: string[];
  limits: { low: number; high: number } | null;
  answer: Answer;
  suggested: string | null;
}

export interface Stored {
  consents: number;
  templates: number;
  readings: number;
  measurements: number;
  documents: number;
  pulses: number;
}

/** An inference server that may compute the facial model, and whether the person agreed that it gets their face. */
export interface FaceReceiver {
  receiver: string;
  agreed: boolean;
  may_agree: boolean;
}

export interface MyData extends PhoneMessages {
  sharing: "shared" | "private";
  account: string | null;
  /** Accounts that may read or could be let; administrators may anyway. */
  others: { user_id: string; name: string; is_granted: boolean }[];
  consented_at: string | null;
  stored: Stored;
  monitoring: boolean;
  muted: boolean;
  /** After how many days without being seen that is told; null where it never is. */
  not_seen_days: number | null;
  server: FaceReceiver | null;
  /** Which cameras measure the pulse, and whether the person agreed; null where there is nothing to choose. */
  pulse: { cameras: string[]; agreed: boolean; may_agree: boolean } | null;
}

export interface PulseRate {
  measured_at: string;
  bpm: number;
  seconds: number;
  is_calm: boolean;
  should_count: boolean;
  camera: string | null;
  method: string;
}

export interface PulseMedians {
  today_bpm: number | null;
  today_answers: number;
  week_bpm: number | null;
  baseline_bpm: number | null;
  baseline_days: number;
  fewest_days: number;
  changed_bpm: number | null;
}

export interface PulseState {
  agreed: boolean;
  cameras: string[];
  latest: PulseRate | null;
  why_not: string[];
  medians: PulseMedians | null;
}

/** One week or month of the chart; levels are 0 to 100. */
export interface Point {
  first_day: string;
  level: number;
  lowest: number;
  highest: number;
  days: number;
}

export interface Band {
  first_day: string;
  last_day: string;
  low: number;
  high: number;
}

/** From when on another model or one more camera speaks. */
export interface Change {
  /** The model, how faces are cut out, pictures without colour or with it, or a camera that joined. */
  kind: "model" | "crop" | "grey" | "colour" | "camera";
  name: string | null;
  on: string;
}

export interface Chart {
  step: "week" | "month";
  first_day: string;
  today: string;
  lines: ({ points: Point[]; bands: Band[] } & Spoken)[];
  changes: Change[];
  gaps: { first_day: string; last_day: string; reason: "not_seen" | "paused" | "camera_off" }[];
}

export interface Visit {
  visit_id: string | null;
  started_at: string;
  ended_at: string;
  cameras: string[];
  frames: number;
  taken_back: boolean;
  taken_back_by_me: boolean;
  why_not: string | null;
  liveness: "seen" | "not_seen" | "unknown";
}

export interface Visits {
  visits: Visit[];
  more: boolean;
}

export type MirrorTopic = "greeting" | "due" | "signal" | "risk" | "pulse";

export interface MirrorChoice {
  mirror_id: string;
  name: string;
  /** What the person chose, and why a topic is never shown, whatever they choose. */
  topics: Record<MirrorTopic, { on: boolean; limit: "mirror" | "age" | null }>;
}

/** The phones of an account, whether news are told there, and who could change that. */
export interface PhoneMessages {
  phones: { name: string; is_told: boolean }[];
  administrators: string[];
}

/** On which days a person was seen; not when, and not how often. */
export interface Presence {
  first_day: string;
  days: boolean[];
  days_unseen: number | null;
  last_seen_at: string | null;
  cameras: number;
  cameras_off: number;
}

/** A face in a camera's picture; its place as shares of the picture. */
export interface LookedFace {
  left: number;
  top: number;
  width: number;
  height: number;
  face_px: number;
  why_not: string | null;
  person: string | null;
}

export interface Looked {
  /** Base64; null where it is too large to be sent. */
  picture: string | null;
  width_px: number;
  height_px: number;
  turn_degrees: number;
  needed_px: number;
  faces: LookedFace[];
}

export interface HomeSetup {
  model: ({ version: string; sha256: string; runtime: string; detector: string; recogniser: string | null } & Spoken) | null;
  people: { name: string; is_shared: boolean; has_agreed: boolean; has_answered: boolean; was_read: boolean }[];
  cameras: Record<string, { saw_faces: boolean; frame_ms: number | null }>;
}

/** A phone on which news can be told, and whether an automation does it. */
export interface ReceivingPhone {
  device_id: string;
  name: string;
  is_told: boolean;
}

/** Somebody who could be told the news of a person: the person, or a carer whom the person lets read. */
export interface Receiver {
  person_id: string;
  name: string;
  account: string | null;
  is_carer: boolean;
  why_not: "no_phone" | "no_person" | null;
  phones: ReceivingPhone[];
}

export interface Messages {
  /** Whether the blueprints are installed, and as the integration brings them. */
  blueprints: "none" | "current" | "older";
  receivers: Receiver[];
}

/** What Home Assistant needs to make an automation from a blueprint. */
export interface PreparedAutomation {
  automation_id: string;
  use_blueprint: { path: string; input: Record<string, string> };
}

export interface Erased {
  verified: boolean;
  found_in: { where: string; until: string }[];
}

/** Asks for something about one person. */
export function ask<T>(hass: Hass, command: string, personId: string, fields: Record<string, unknown> = {}): Promise<T> {
  return hass.callWS<T>({ type: `digitalshadow/person/${command}`, person_id: personId, ...fields });
}
