/** The face signal of one person over half a year, for those who may read their record. */
import { Card, type CardConfig, type GridOptions, type TemplateResult, css, html, labels, nothing, select } from "./card";
import "./chart";
import { latest } from "./follow";
import { type Hass, reasonOf } from "./hass";
import { type Home, day, localeOf, number, say } from "./home";
import { define } from "./page";
import { type Change, type Chart, type Person, ask } from "./server";

export interface TrendCardConfig extends CardConfig {
  /** A subentry id. */
  person?: string;
}

export class TrendCard extends Card<TrendCardConfig> {
  static override properties = { ...Card.properties, chart: { state: true }, failed: { state: true } };

  static override styles = [
    ...Card.styles,
    css`
      digitalshadow-chart { margin: 4px -6px 0; }
      .kind { max-width: 45%; font-size: 14px; }
      .say, .error { font-size: 14px; }
      .btns { position: relative; z-index: 1; }
      .marks { display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 13px; color: var(--ds-ink2); }
    `,
  ];

  declare chart: Chart | null;
  /** Why the chart did not come; null where it did, or is awaited. */
  declare failed: { reason: string } | null;
  private shown = "";

  constructor() {
    super();
    this.chart = null;
    this.failed = null;
  }

  static async getConfigForm(): Promise<unknown> {
    const hass = document.querySelector<HTMLElement & { hass: Hass }>("home-assistant")?.hass;
    if (!hass) return { schema: [] };
    const people = (await latest(hass)).people.filter((one) => one.can_read_record);
    return {
      schema: [
        select(
          "person",
          people.map((one) => ({ value: one.subentry_id, label: one.name })),
        ),
      ],
      computeLabel: await labels(hass),
    };
  }

  static async getStubConfig(hass: Hass): Promise<Partial<TrendCardConfig>> {
    const { people } = await latest(hass);
    const first = people.find((one) => one.is_themself) ?? people.find((one) => one.can_read_record);
    return first ? { person: first.subentry_id } : {};
  }

  getCardSize(): number {
    return 4;
  }

  getGridOptions(): GridOptions {
    return { columns: 12, rows: "auto", min_columns: 9, min_rows: 4 };
  }

  private personOf(home: Home): Person | undefined {
    return home.view.people.find((one) => one.subentry_id === this.config.person);
  }

  /** A new visit moves the line, so it is asked for again. */
  protected override updated(): void {
    const person = this.home && this.personOf(this.home);
    if (!person?.can_read_record || person.urgent) return;
    const now = `${person.person_id} ${person.reading?.ended_at ?? ""}`;
    if (now === this.shown) return;
    this.shown = now;
    void this.fetch(person);
  }

  private async fetch(person: Person): Promise<void> {
    try {
      this.chart = await ask<Chart>(this.hass, "trend", person.person_id, { span: "half_year" });
      this.failed = null;
    } catch (error) {
      this.chart = null;
      this.failed = { reason: this.home ? reasonOf(error, this.home.backend) : "" };
    }
  }

  protected override body(home: Home): TemplateResult {
    const t = (key: string, values = {}) => say(home.texts, key, values);
    const person = this.personOf(home);
    if (!person?.can_read_record) return this.missing(home, "card.not_shared");
    const spoken = person.trend ?? person.reading ?? this.chart?.lines.at(-1);
    const demo = spoken?.model_kind === "demonstration";
    const headline = person.urgent ? t("signal.hidden") : headlineOf(home, person, demo);
    return html`<div class=${demo ? "card demo" : "card"}>
      ${this.link(home, person.is_themself ? "trend" : "people", `${person.name}. ${headline}`)}
      ${demo ? html`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${t("demo.word")}</b> ${t("card.demo", { name: person.name })}</span></p>` : nothing}
      <div class="who"><div><b><bdi>${person.name}</bdi>, ${t(demo ? "demo.title" : "signal.title")}</b><span class="sub">${headline}</span></div>
        ${spoken ? html`<span class="kind"><ha-icon icon=${demo ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon><span><bdi>${spoken.model}</bdi></span></span>` : nothing}</div>
      ${this.drawn(home, person, headline)}</div>`;
  }

  private drawn(home: Home, person: Person, headline: string): TemplateResult {
    const t = (key: string, values = {}) => say(home.texts, key, values);
    if (person.urgent) return html`<p class="say">${t("hidden.why")}</p>`;
    if (this.failed) return this.notLoaded(home, person, this.failed.reason);
    if (!this.chart?.lines.length) return html`<p class="say">${this.chart ? t("card.signal.none") : ""}</p>`;
    const words = {
      range: (low: number, high: number) => t("range", { low: number(home, low), high: number(home, high) }),
      reason: (reason: string) => t(`gap.${reason}`),
    };
    const changes = this.chart.changes.map((one) => `${day(home, one.on)}: ${t(`change.${one.kind}`, { name: one.name ?? t("change.removed") })}`);
    const markOf = ({ kind }: Change) => `card.mark.${kind === "model" || kind === "camera" ? kind : "picture"}`;
    const marks = [...new Set(this.chart.changes.map(markOf))];
    return html`<digitalshadow-chart plain .chart=${this.chart} .locale=${localeOf(home)} .sentence=${[headline, ...changes].join(" ")} .words=${words} .mark=${(one: Change) => t(markOf(one))}></digitalshadow-chart>
      ${marks.length ? html`<p class="marks">${marks.map((mark) => html`<span><b>${t(mark)}</b> ${t(`${mark}.is`)}</span>`)}</p>` : nothing}`;
  }

  private notLoaded(home: Home, person: Person, reason: string): TemplateResult {
    const what = say(home.texts, "page.trend");
    return html`<p class="error" role="alert">${say(home.texts, "not_loaded", { what })} ${reason}</p>
      <div class="btns"><button class="btn soft small" @click=${() => this.fetch(person)}>${say(home.texts, "load_again")}</button></div>`;
  }
}

function headlineOf(home: Home, person: Person, demo: boolean): string {
  const t = (key: string, values = {}) => say(home.texts, key, values);
  const { trend } = person;
  if (demo) return t("demo.trend");
  if (!trend) return t("trend.none");
  if (trend.state === "calibrating") return t("card.signal.learning");
  if (!person.is_themself) return `${t("signal.title")} ${t(`card.signal.${trend.state}`)}`;
  return t(`trend.is_${trend.state}`, { day: trend.since ? day(home, trend.since) : "" });
}

define("digitalshadow-trend-card", TrendCard);
