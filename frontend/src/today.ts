/** Today in one glance: an urgent value first, what is due, the 10-year risk, the face signal, when to call. */
import { type TemplateResult, css, html, nothing } from "lit";
import "./chart";
import { day, dueName, moment, pageFor } from "./home";
import { Page, define } from "./page";
import { pulseCard } from "./pulse";
import { riskCard } from "./risk";
import { drawings, parts } from "./styles";
import { type Chart, type Diary, type PulseState, type Urgent, ask } from "./server";
import { signalCard } from "./signal";
import { stepsCard } from "./steps";

const DAY_MILLISECONDS = 86_400_000;
/** What is due later than this is no matter of today. */
const SOON_DAYS = 14;
const ROOMY = "(min-width: 1080px)";
const MINI_DAYS = 56;

/** The last eight weeks of a chart, of the model that stands above it alone: levels of two models are no one line. */
export function latest(chart: Chart, model: string): Chart {
  const first_day = new Date(Date.parse(chart.today) - MINI_DAYS * DAY_MILLISECONDS).toISOString().slice(0, 10);
  const lines = chart.lines
    .filter((line) => line.model === model)
    .map((line) => ({
      ...line,
      points: line.points.filter((one) => one.first_day >= first_day),
      bands: line.bands.filter((one) => one.last_day >= first_day),
    }));
  return { ...chart, first_day: first_day > chart.first_day ? first_day : chart.first_day, lines, gaps: chart.gaps.filter((one) => one.last_day >= first_day) };
}

export const greeting = (hour: number): string => (hour < 12 ? "hello.morning" : hour < 18 ? "hello.day" : "hello.evening");

/** Whether a diary was begun and has not ended yet. */
const goesOn = (diary: Diary): boolean => diary.day > 1 || diary.taken > 0;

class Today extends Page {
  static override properties = { ...Page.properties, diary: { state: true }, chart: { state: true }, pulse: { state: true } };

  static override styles = [
    parts,
    drawings,
    css`
      .urgent { background: var(--ds-urg-soft); border: 2px solid var(--ds-urg-line); color: var(--ds-urg); }
      .urgent h2 { display: flex; gap: 10px; align-items: center; font-size: 20px; }
      .urgent ol { margin-block: 12px; display: grid; gap: 10px; list-style: decimal; padding-inline-start: 22px; }
      .urgent .btn { background: var(--ds-urg); color: var(--ds-urg-soft); }
      .urgent .btn.line { background: none; border-color: currentColor; color: inherit; }
      .due { display: flex; gap: 12px; align-items: center; }
      .due > div { flex: 1; min-width: 0; }
      .due b { font-weight: 500; display: block; line-height: 1.3; }
      .ico { width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; background: var(--ds-act-soft); color: var(--ds-act); flex: none; }
      .people svg, .few svg { width: 100%; height: auto; display: block; overflow: visible; }
      .key span { display: inline-flex; align-items: center; gap: 6px; }
      .key svg { width: 11px; height: 18px; flex: none; overflow: visible; }
      .key b, .sum b, .steps b { font-weight: 500; }
      .steps li { display: grid; grid-template-columns: 28px 1fr; gap: 12px; padding-block: 14px; border-block-end: 1px solid var(--ds-line); }
      .steps li:last-child { border: 0; padding-block-end: 4px; }
      .steps .n { width: 28px; height: 28px; border-radius: 50%; background: var(--ds-soft); display: grid; place-items: center; font-weight: 500; font-size: 15px; }
      .few { display: flex; flex-wrap: wrap; gap: 5px; margin-block: 8px 4px; }
      .few svg { width: 13px; }
      .sum { background: var(--ds-soft); border-radius: 8px; padding: 12px; margin-block-start: 8px; }
      .paused { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin-block-start: 8px; }
      .paused p { flex: 1; min-width: 200px; }
      dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin-block-start: 10px; }
      dt { color: var(--ds-ink2); }
      dd { text-align: end; overflow-wrap: normal; }
      .mini { display: none; margin-block: 14px; }
      @media (min-width: 1080px) {
        .mini { display: block; }
        .cols.two { align-items: stretch; }
        .card:has(> .seen) { display: flex; flex-direction: column; }
        .card > .seen { margin-block-start: auto; }
        .steps { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; margin-block-start: 4px; }
        .steps li { border: 0; padding-block: 10px 0; }
      }
      .bar { position: relative; height: 14px; margin-block: 36px 8px; border-radius: 7px; background: var(--ds-track); }
      .bar .mark { inset-block-start: 50%; width: 10px; height: 10px; margin: -5px; border-radius: 50%; background: var(--ds-card); border: 2px solid var(--ds-data); }
      .bar .lab { inset-block-end: 23px; line-height: 1.2; transform: translateX(-50%); font-size: 13px; white-space: nowrap; }
      .bar .lab:dir(rtl) { transform: translateX(50%); }
      .demo .bar { background: repeating-linear-gradient(135deg, var(--ds-demo-hatch) 0 5px, transparent 5px 10px), var(--ds-demo-soft); box-shadow: inset 0 0 0 1px var(--ds-demo-line); }
      .seen { display: flex; align-items: center; gap: 8px; margin: 14px -16px -16px; padding: 4px 16px; border-block-start: 1px solid var(--ds-line); min-height: 52px; font-size: 15px; }
      .seen span { flex: 1; }
      .seen ha-icon { color: var(--ds-ink2); --mdc-icon-size: 20px; }
    `,
  ];

  declare diary: Diary | null;
  declare chart: Chart | null;
  declare pulse: PulseState | null;
  private known = "";

  constructor() {
    super();
    this.diary = null;
    this.chart = null;
    this.pulse = null;
  }

  /** What was measured in between changes what is due. */
  protected override updated(): void {
    const now = JSON.stringify([this.me.next_input_due, this.me.clinical, this.me.urgent, this.me.pulse_at]);
    if (now === this.known) return;
    this.known = now;
    const asked = <T>(command: string): Promise<T> => ask<T>(this.home.hass, command, this.me.person_id);
    const chart = { names: ["page.trend"], load: async () => (this.chart = await asked<Chart>("trend")) };
    void this.loading(
      { names: ["measure.title"], load: async () => (this.diary = await asked<Diary>("diary")) },
      { names: ["pulse.title"], load: async () => (this.pulse = await asked<PulseState>("pulse")) },
      ...(matchMedia(ROOMY).matches ? [chart] : []),
    );
  }

  override render(): TemplateResult {
    const me = this.me;
    return html`<div class="hello">
        <h2>${this.t(greeting(new Date().getHours()))} <bdi>${me.name}</bdi></h2>
        <span class="sub">${new Date().toLocaleDateString(this.locale, { weekday: "long", day: "numeric", month: "long" })}</span>
      </div>
      <div class="cols two">
        ${me.urgent ? this.urgent(me.urgent) : nothing} ${this.due()}
        ${this.error ? html`<p class="error wide" role="alert">${this.error}</p>` : nothing} ${this.notLoaded()}
        ${me.needs_consent || me.needs_enrolment ? html`<p class="card wide">${this.t(me.needs_consent ? "needs.consent" : "needs.enrolment")}</p>` : nothing}
        ${
          me.urgent
            ? html`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>`
            : html`${me.clinical ? riskCard(this.home, me.clinical) : nothing} ${signalCard(this.home, me, this.goOn, this.mini())}
              ${this.pulse ? pulseCard(this.home, this.pulse) : nothing} ${me.clinical ? stepsCard(this.home, me.clinical) : nothing}`
        }
      </div>`;
  }

  private goOn = (): void => {
    void this.doing(async () => {
      await ask(this.home.hass, "set_switch", this.me.person_id, { switch: "monitoring", on: true });
    });
  };

  /** The last weeks, where there is room beside the risk; nothing while the range is learned, as the card says, or of a demonstration. */
  private mini(): TemplateResult | typeof nothing {
    const { trend } = this.me;
    if (!this.chart || trend?.model_kind !== "livecad" || trend.state === "calibrating") return nothing;
    const chart = latest(this.chart, trend.model);
    if (!chart.lines.some((line) => line.points.length)) return nothing;
    return html`<digitalshadow-chart class="mini" plain aria-hidden="true" .chart=${chart} .locale=${this.locale}></digitalshadow-chart>`;
  }

  private urgent(urgent: Urgent): TemplateResult {
    const numbers = this.home.view.emergency_numbers;
    const pair = `${urgent.systolic_mmhg ?? "–"} / ${urgent.diastolic_mmhg ?? "–"}`;
    return html`<section class="card urgent wide" role="alert">
      <h2><ha-icon icon="mdi:alert"></ha-icon><span>${this.t("urgent.title")} <bdi dir="ltr">${pair}</bdi></span></h2>
      <p class="say">${this.t("urgent.measured", { when: moment(this.home, urgent.measured_at) })}</p>
      <ol lang=${urgent.language}>${urgent.text.map((one) => html`<li>${one}</li>`)}</ol>
      <div class="btns">
        ${numbers.map((one) => html`<a class="btn" href="tel:${one}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: one })}</a>`)}
        <a class="btn line" href="${this.home.prefix}/measure">${this.t("urgent.again")}</a>
      </div>
    </section>`;
  }

  /** What should be measured or answered now: a diary that goes on comes first. */
  private due(): TemplateResult | typeof nothing {
    const { diary } = this;
    if (diary && goesOn(diary)) {
      const left = diary.times_each - diary.taken;
      const when = left > 0 ? this.t(`diary.this_${diary.part}`) : this.t("diary.this_is_done");
      return this.dueCard(
        this.t(left === 1 ? "due.pressure_once" : "due.pressure"),
        `${when}. ${this.t("signal.day", { day: diary.day, of: diary.counts.length })}`,
        left > 0 ? "measure" : null,
      );
    }
    const due = this.me.next_input_due;
    const days = due ? (new Date(`${due.on}T23:59:59`).getTime() - Date.now()) / DAY_MILLISECONDS : Infinity;
    if (!due || days > SOON_DAYS) return nothing;
    return this.dueCard(
      dueName(this.home, due.input),
      this.t(days < 0 ? "due.since" : "due.on", { day: day(this.home, due.on) }),
      pageFor(due.input, this.home),
    );
  }

  private dueCard(what: string, when: string, page: string | null): TemplateResult {
    return html`<section class="card due wide">
      <span class="ico"><ha-icon icon="mdi:heart-pulse"></ha-icon></span>
      <div><b>${what}</b><span class="sub">${when}</span></div>
      ${page && this.me.can_change ? html`<a class="btn small" href="${this.home.prefix}/${page}">${this.t("due.enter")}</a>` : nothing}
    </section>`;
  }
}

define("digitalshadow-today", Today);
