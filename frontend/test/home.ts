/** A home as the server sends it, for tests of the pages. */
import en from "../texts/en.json";
import type { Hass } from "../src/hass";
import type { Home } from "../src/home";
import type { Person, View } from "../src/server";

export const HEINRICH: Person = {
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
  last_seen_at: null,
  reading: { ended_at: "2026-11-29T08:12:00Z", signal_level: 77.7, model: "LiveCAD 2", model_kind: "livecad" },
  trend: {
    state: "stable",
    baseline_level: 24,
    current_level: 25,
    detectable_change: 6,
    baseline_days: 14,
    model: "LiveCAD 2",
    model_kind: "livecad",
  },
  clinical: {
    risk_percent: 9.1,
    equation: "SCORE2",
    year: 2021,
    outcome: "fatal_or_nonfatal_cvd",
    horizon_years: 10,
    reason: null,
    missing_inputs: [],
  },
  next_input_due: null,
  urgent: null,
};

export const VIEW: View = {
  people: [HEINRICH],
  cameras: [],
  question: null,
  waiting_for: [],
  is_administrator: false,
  emergency_numbers: ["112"],
  paused: false,
};

type Answers = Record<string, unknown>;

/** A connection that answers each command as told and remembers what was sent. */
export class Server {
  sent: Record<string, unknown>[] = [];

  readonly answers: Answers;

  constructor(answers: Answers = {}) {
    this.answers = { "person/mirrors": [], ...answers };
  }

  hass(more: Partial<Hass> = {}): Hass {
    return {
      callWS: (async (message: Record<string, unknown>) => {
        this.sent.push(message);
        const answer = this.answers[String(message.type).replace("digitalshadow/", "")];
        if (answer instanceof Error) throw answer;
        return answer;
      }) as Hass["callWS"],
      callApi: async (method, path, parameters) => {
        this.sent.push({ method, path, ...parameters });
        return undefined;
      },
      connection: { subscribeMessage: async () => async () => undefined },
      loadBackendTranslation: async () => () => "",
      connected: true,
      language: "en",
      ...more,
    };
  }
}

export function homeOf(hass: Hass, me: Partial<Person> = {}, view: Partial<View> = {}): Home {
  const people = [{ ...HEINRICH, ...me }];
  return { hass, view: { ...VIEW, people, ...view }, texts: en, backend: () => "", prefix: "/digitalshadow", path: [], withdrawn: () => undefined };
}

interface Rendered extends HTMLElement {
  home: Home;
  updateComplete: Promise<boolean>;
}

/** Shows a page and waits until it has asked the server. */
export async function shown(name: string, home: Home): Promise<ShadowRoot> {
  document.body.replaceChildren();
  const element = document.createElement(name) as Rendered;
  element.home = home;
  document.body.append(element);
  await settled(element);
  return element.shadowRoot!;
}

export async function settled(element: Element): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    await (element as Rendered).updateComplete;
  }
}

export function text(root: ShadowRoot): string {
  return (root.textContent ?? "").replace(/\s+/g, " ");
}

export function button(root: ShadowRoot, label: string): HTMLButtonElement {
  const found = [...root.querySelectorAll("button")].find((one) => one.textContent?.trim() === label);
  if (!found) throw new Error(`expected a button "${label}", found: ${text(root)}`);
  return found;
}

export async function click(root: ShadowRoot, label: string): Promise<void> {
  button(root, label).click();
  await settled(root.host);
}
