/** The trend over weeks and years, what changed in between, and below it who was seen when. */
import { type TemplateResult, css, html, nothing } from "lit";
import "./chart";
import { day, number } from "./home";
import { Page, define } from "./page";
import { type Chart, type Trend, ask } from "./server";
import { LEARNING_DAYS } from "./signal";
import { parts } from "./styles";
import "./visits";

const SPANS = ["half_year", "year", "all"];

class TrendPage extends Page {
  static override properties = { ...Page.properties, chart: { state: true }, span: { state: true } };

  static override styles = [
    parts,
    css`
      .seg { margin-block: 12px 4px; }
      digitalshadow-chart { margin-inline: -6px; }
      .marks { display: grid; gap: 8px; margin-block-start: 8px; font-size: 15px; }
      .marks li { display: grid; grid-template-columns: 24px 1fr; gap: 8px; }
      .flag { width: 22px; height: 22px; border-radius: 50%; border: 1.25px solid var(--ds-ink2); display: grid; place-items: center; font-size: 13px; }
      .band { width: 20px; height: 14px; margin: 3px 2px; border-radius: 3px; background: var(--ds-band); }
      summary { cursor: pointer; }
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; font-size: 15px; }
      th, td { padding: 8px 8px 8px 0; text-align: start; font-weight: 400; border-block-end: 1px solid var(--ds-line); }
    `,
  ];

  declare chart: Chart | null;
  declare span: string;
  private shown = "";

  constructor() {
    super();
    this.chart = null;
    this.span = SPANS[0]!;
  }

  /** A new visit moves the line, so it is asked for again. */
  protected override updated(): void {
    const now = `${this.span} ${this.me.reading?.ended_at ?? ""}`;
    if (now === this.shown) return;
    this.shown = now;
    void this.fetch();
  }

  private fetch(): Promise<void> {
    const chart = async () => (this.chart = await ask<Chart>(this.home.hass, "trend", this.me.person_id, { span: this.span }));
    return this.loading({ names: ["page.trend"], load: chart });
  }

  override render(): TemplateResult {
    return html`<div class="cols two">
      ${this.me.urgent ? html`<section class="card"><h2>${this.t("signal.hidden")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : this.card()}
      <digitalshadow-visits .home=${this.home} @changed=${() => this.fetch()}></digitalshadow-visits>
    </div>`;
  }

  private card(): TemplateResult {
    const { chart } = this;
    const trend = this.me.trend;
    const spoken = trend ?? this.me.reading ?? chart?.lines.at(-1);
    const demo = spoken?.model_kind === "demonstration";
    return html`<section class=${demo ? "card demo" : "card"} aria-busy=${chart === null && !this.unloaded.length}>
      ${demo ? html`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not")}</span></p>` : nothing}
      <header><h2>${this.t(demo ? "demo.title" : "signal.title")}</h2>
        ${spoken ? html`<span class="kind"><ha-icon icon=${demo ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${this.t(demo ? "demo.kind" : "signal.kind")}</span>` : nothing}</header>
      <p class="lead">${demo && chart?.lines.length ? this.t("demo.trend") : this.headline(trend)}</p>
      <p class="sub">${this.t(demo ? "demo.nothing" : "signal.chance")}</p>
      ${this.notLoaded()}
      <div class="seg" role="group" aria-label=${this.t("trend.span")}>
        ${SPANS.map((one) => html`<button aria-pressed=${one === this.span} @click=${() => (this.span = one)}>${this.t(`trend.${one}`)}</button>`)}
      </div>
      ${chart?.lines.length ? this.drawn(chart, demo) : html`<p class="say">${chart ? this.t(this.me.monitoring ? "signal.unseen" : "signal.paused") : ""}</p>`}
    </section>`;
  }

  private headline(trend: Trend | null): string {
    if (!trend) return this.t("trend.none");
    if (trend.state === "calibrating") return this.t("signal.day", { day: Math.min(trend.baseline_days ?? 0, LEARNING_DAYS), of: LEARNING_DAYS });
    if (trend.new_level_since) return this.t("trend.new_level", { day: day(this.home, trend.new_level_since) });
    return this.t(`trend.is_${trend.state}`, { day: trend.since ? day(this.home, trend.since) : "" });
  }

  private drawn(chart: Chart, demo: boolean): TemplateResult {
    const words = {
      range: (low: number, high: number) => this.t("range", { low, high }),
      reason: (reason: string) => this.t(`gap.${reason}`),
    };
    const shown = demo ? { ...chart, lines: chart.lines.map((line) => ({ ...line, bands: [] })) } : chart;
    const models = [...new Set(chart.lines.map((line) => line.model))];
    return html`<digitalshadow-chart .chart=${shown} .words=${words} .locale=${this.locale} .sentence=${this.sentence(shown)}></digitalshadow-chart>
      <ul class="marks">
        ${chart.changes.map((change, index) => html`<li><span class="flag num">${index + 1}</span><span>${day(this.home, change.on)}: ${this.t(`change.${change.kind}`, { name: change.name ?? this.t("change.removed") })}</span></li>`)}
        ${demo ? nothing : html`<li><span class="band"></span><span>${this.t(`trend.legend.${chart.step}`)}</span></li>`}
      </ul>
      <p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${models.join(", ")}</bdi>. ${this.t(demo ? "demo.answers" : "trend.source")}</span></p>
      <details><summary class="more">${this.t("trend.table")}</summary>${this.table(shown)}</details>`;
  }

  private sentence(chart: Chart): string {
    const points = chart.lines.flatMap((line) => line.points);
    const levels = points.map((one) => one.level);
    return this.t(`trend.sentence.${chart.step}`, {
      from: day(this.home, chart.first_day),
      to: day(this.home, chart.today),
      low: Math.round(Math.min(...levels)),
      high: Math.round(Math.max(...levels)),
    });
  }

  private table(chart: Chart): TemplateResult {
    const rows = chart.lines.flatMap((line) => line.points.map((point) => ({ ...point, model: line.model })));
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.t("trend.table")}><table class="num">
      <thead><tr>${["begins", "level", "spread", "days", "model"].map((name) => html`<th scope="col">${this.t(`trend.column.${name}`)}</th>`)}</tr></thead>
      <tbody>${rows.reverse().map(
        (one) => html`<tr><th scope="row">${day(this.home, one.first_day)}</th><td>${number(this.home, one.level)}</td>
        <td>${this.t("range", { low: number(this.home, one.lowest), high: number(this.home, one.highest) })}</td><td>${one.days}</td><td><bdi>${one.model}</bdi></td></tr>`,
      )}</tbody>
    </table></div>`;
  }
}

define("digitalshadow-trend", TrendPage);
