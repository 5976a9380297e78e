/** A person on a dashboard: who was seen and what is due; in larger sizes the signal and the risk, with their models. */
import { Card, type CardConfig, type GridOptions, type TemplateResult, css, html, labels, nothing, select } from "./card";
import { latest, spokenTo } from "./follow";
import type { Hass } from "./hass";
import { type Home, clock, counted, dueName, moment, outcomeName, say, seenAt, todayIso } from "./home";
import { define } from "./page";
import { figures, struckOf } from "./people";
import type { Person } from "./server";

const SIZES = ["tile", "bar", "full"] as const;
type Size = (typeof SIZES)[number];
const ROWS: Record<Size, number> = { tile: 2, bar: 3, full: 6 };
const UNSEEN_DAYS = 2;
const DAY_MILLISECONDS = 86_400_000;

export interface PersonCardConfig extends CardConfig {
  /** Subentry ids; nobody stands for everybody whom the account may read. */
  people?: string[];
  size?: Size;
}

export class PersonCard extends Card<PersonCardConfig> {
  static override styles = [
    ...Card.styles,
    css`
      .due { display: flex; gap: 6px; align-items: center; margin-block-start: auto; padding-block-start: 6px; font-size: 14px; line-height: 1.2; }
      .due ha-icon { color: var(--ds-act); }
      .bar { margin-block: 12px 8px; flex: none; }
      .words { margin-block-start: 8px; font-size: 14px; line-height: 1.25; }
      .hatched { background: repeating-linear-gradient(135deg, var(--ds-demo-tape) 0 4px, transparent 0 8px), var(--ds-demo-soft); box-shadow: 0 0 0 1px var(--ds-demo-line); }
      .people { gap: 3px; margin-block: 8px 6px; }
      .big { margin-block: 8px 0; }
      .big strong { font-size: 36px; }
      .big span { font-size: 17px; }
      .call { position: relative; z-index: 1; display: inline-flex; align-items: center; gap: 6px; min-height: 44px; padding-inline: 14px; border: 1.5px solid var(--ds-line); border-radius: 999px; color: var(--ds-ink); text-decoration: none; font-weight: 500; }
      .call ha-icon { color: var(--ds-act); }
      .row { position: relative; min-height: 64px; border-block-end: 1px solid var(--ds-line); }
      .row:last-child { border: 0; }
      .urgent { margin-block-start: 10px; padding: 8px 12px; border-radius: 8px; background: var(--ds-urg-soft); border: 1.5px solid var(--ds-urg-line); color: var(--ds-urg); font-size: 14px; }
      /* Where there is no room for a value with its model there is no value; type never shrinks. */
      @container (max-width: 270px) { .value, .call { display: none; } .card.demo { padding-block-start: 12px; border: 1px solid var(--ds-line); } }
      :host([fixed]) .risk { display: none; }
      @container (min-height: 420px) { :host([fixed]) .risk { display: block; } }
      @container (max-height: 230px) { :host([fixed]) .value { display: none; } :host([fixed]) .card.demo { padding-block-start: 12px; border: 1px solid var(--ds-line); } }
      .inner { margin-block-start: 10px; padding: 0 14px 10px; border-radius: 8px; overflow: hidden; }
    `,
  ];

  static async getConfigForm(): Promise<unknown> {
    const hass = document.querySelector<HTMLElement & { hass: Hass }>("home-assistant")?.hass;
    if (!hass) return { schema: [] };
    const { people } = await latest(hass);
    const { texts } = await spokenTo(hass);
    const sizes = SIZES.map((one) => ({ value: one, label: say(texts, `card.size.${one}`) }));
    return {
      schema: [
        select(
          "people",
          people.map((one) => ({ value: one.subentry_id, label: one.name })),
          { multiple: true },
        ),
        select("size", sizes),
      ],
      computeLabel: await labels(hass),
    };
  }

  static async getStubConfig(hass: Hass): Promise<Partial<PersonCardConfig>> {
    const { people } = await latest(hass);
    const first = people.find((one) => one.is_themself) ?? people[0];
    return { people: first ? [first.subentry_id] : [], size: "bar" };
  }

  getCardSize(): number {
    return ROWS[this.size];
  }

  getGridOptions(): GridOptions {
    const isTile = this.size === "tile" && this.config.people?.length === 1;
    return { columns: isTile ? 6 : 12, rows: "auto", min_columns: 6, min_rows: 2 };
  }

  private get size(): Size {
    return this.config.size ?? "bar";
  }

  protected override body(home: Home): TemplateResult {
    const asked = this.config.people ?? [];
    const people = home.view.people.filter((one) => (asked.length ? asked.includes(one.subentry_id) : true));
    if (!people.length) return this.missing(home, asked.length ? "card.not_shared" : "card.nobody");
    if (asked.length === 1) return this.one(home, people[0]!);
    const sorted = [...people].sort((a, b) => (seenAt(a) ?? "").localeCompare(seenAt(b) ?? ""));
    return html`<div class="card">${sorted.map((one) => this.row(home, one))}</div>`;
  }

  private row(home: Home, person: Person): TemplateResult {
    const due = dueOf(home, person);
    return html`<div class="who row">${this.link(home, pageOf(person), sentence(home, person))}
      ${avatar(person)}<div><b><bdi>${person.name}</bdi></b><span class="sub">${seenWords(home, person)}${due ? html`<br />${due}` : nothing}</span></div></div>`;
  }

  private one(home: Home, person: Person): TemplateResult {
    const t = (key: string, values = {}) => say(home.texts, key, values);
    const spoken = person.trend ?? person.reading;
    const demo = spoken?.model_kind === "demonstration" && !person.urgent && this.size !== "tile";
    const due = dueOf(home, person);
    const [number] = home.view.emergency_numbers;
    // Beside a validated risk the demonstration has a box of its own.
    const isWhole = demo && !(this.size === "full" && hasRisk(person));
    return html`<div class=${isWhole ? "card demo" : "card"}>
      ${this.link(home, pageOf(person), sentence(home, person))}
      ${isWhole ? strip(home, person) : nothing}
      <div class="who">${avatar(person)}<div><b><bdi>${person.name}</bdi></b><span class="sub">${seenWords(home, person)}</span></div>
        ${this.size === "full" && number ? html`<a class="call" href="tel:${number}" aria-label=${t("call", { number })}><ha-icon icon="mdi:phone"></ha-icon>${number}</a>` : nothing}</div>
      ${this.size === "tile" ? nothing : this.values(home, person, { demo, isWhole })}
      ${due ? html`<p class="due"><ha-icon icon="mdi:calendar-clock"></ha-icon><span>${due}</span></p>` : nothing}
    </div>`;
  }

  private values(home: Home, person: Person, { demo, isWhole }: { demo: boolean; isWhole: boolean }): TemplateResult {
    const t = (key: string, values = {}) => say(home.texts, key, values);
    if (person.urgent) return html`<p class="urgent">${t("hidden.title")}. ${t("hidden.why")}</p>`;
    const spoken = person.trend ?? person.reading;
    return html`${this.size === "full" ? risk(home, person) : nothing}
      ${
        spoken
          ? html`<div class=${demo && !isWhole ? "value demo inner" : "value"}>${demo && !isWhole ? strip(home, person) : nothing}${demo ? demonstration(home, person) : signal(home, person)}
            <p class="src"><ha-icon icon=${demo ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon><span><bdi>${spoken.model}</bdi>. ${t(demo ? "demo.kind" : "signal.kind")}</span></p></div>`
          : nothing
      }`;
  }
}

function strip(home: Home, person: Person): TemplateResult {
  return html`<p class="strip value"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${say(home.texts, "demo.word")}</b> ${say(home.texts, "card.demo", { name: person.name })}</span></p>`;
}

const hasRisk = ({ clinical }: Person): boolean => clinical !== null && clinical.risk_percent !== null && !clinical.contradictions?.length;

function avatar(person: Person): TemplateResult {
  return html`<span class="ava" aria-hidden="true">${[...person.name][0]}</span>`;
}

const pageOf = (person: Person): string => (person.is_themself ? "today" : "people");

const isToday = (iso: string, now: number): boolean => new Date(iso).toDateString() === new Date(now).toDateString();

/** When somebody was seen; for how long not, where that is days. */
export function seenWords(home: Home, person: Person, now = Date.now()): string {
  const at = seenAt(person);
  if (!at) return say(home.texts, "people.unseen");
  const days = Math.floor((now - new Date(at).getTime()) / DAY_MILLISECONDS);
  return days >= UNSEEN_DAYS
    ? counted(home, "card.not_seen", days, { days })
    : say(home.texts, "seen", { when: isToday(at, now) ? clock(home, at) : moment(home, at) });
}

/** What is due today, or has been for long. */
export function dueOf(home: Home, person: Person, today = todayIso()): string {
  const due = person.next_input_due;
  return due && due.on <= today ? say(home.texts, "card.due", { what: dueName(home, due.input) }) : "";
}

function sentence(home: Home, person: Person): string {
  const due = dueOf(home, person);
  return `${person.name}: ${seenWords(home, person)}${due ? `. ${due}` : ""}`;
}

function risk(home: Home, person: Person): TemplateResult | typeof nothing {
  if (!hasRisk(person)) return nothing;
  const clinical = person.clinical!;
  const t = (key: string, values = {}) => say(home.texts, key, values);
  const struck = struckOf(clinical.risk_percent!);
  const count = struck ? String(struck) : t("risk.fewer");
  const years = clinical.horizon_years ?? 10;
  return html`<div class="value risk"><p class="big num"><strong>${count}</strong> <span>${t("risk.of", { years })}</span></p>
    <div class="people" role="img" aria-label="${count} ${t("risk.of", { years })}">${figures(struck, 100)}</div>
    <p class="sub">${clinical.outcome ? outcomeName(home, clinical.outcome) : t("risk.outcome")}. <bdi>${clinical.equation}</bdi>, ${clinical.year}. ${t("risk.kind")}</p></div>`;
}

/** The mean of the last weeks against the own range, drawn for those who may read it; in words for everybody else. */
function signal(home: Home, person: Person): TemplateResult {
  const t = (key: string, values = {}) => say(home.texts, key, values);
  const { trend } = person;
  if (!trend) return html`<p class="words">${t("card.signal.none")}</p>`;
  if (trend.state === "calibrating") return html`<p class="words">${t("card.signal.learning")}</p>`;
  const { current_level: now, baseline_level: usual, detectable_change: change } = trend;
  const where = t(`card.signal.${trend.state}`);
  if (now == null || usual == null || change == null) return html`<p class="words">${t("signal.title")}: ${where}</p>`;
  const [low, high] = [Math.max(0, usual - change), Math.min(100, usual + change)];
  const words = `${t("signal.title")} ${Math.round(now)}, ${where}`;
  return html`<p class="words num">${words}</p>
    <div class="bar" role="img" aria-label="${words}: ${Math.round(low)} – ${Math.round(high)}">
      <span class="band" style="inset-inline:${low}% ${100 - high}%"></span><span class="tick" style="inset-inline-start:${low}%"></span><span class="tick" style="inset-inline-start:${high}%"></span><span class="dot" style="inset-inline-start:${now}%"></span></div>
    <p class="ends num"><span>0</span><span>${t("card.no_chance")}</span><span>100</span></p>`;
}

function demonstration(home: Home, person: Person): TemplateResult {
  const level = person.reading?.signal_level;
  if (level == null) return html`<p class="words">${say(home.texts, "card.signal.none")}</p>`;
  const words = `${say(home.texts, "demo.title")} ${Math.round(level)}`;
  return html`<p class="words num">${words}</p>
    <div class="bar hatched" role="img" aria-label=${words}><span class="dot" style="inset-inline-start:${level}%"></span></div>
    <p class="ends num"><span>0</span><span>100</span></p>`;
}

define("digitalshadow-person-card", PersonCard);
