/** Today in one glance: an urgent value first, what is due, the 10-year risk, the face signal, when to call. */
import { type TemplateResult, css, html, nothing } from "lit";
import { type Home, day, dueName, moment } from "./home";
import { Page, define } from "./page";
import { riskCard } from "./risk";
import { parts } from "./styles";
import { type Diary, type Urgent, ask } from "./server";
import { signalCard } from "./signal";

const DAY_MILLISECONDS = 86_400_000;
/** What is due later than this is no matter of today. */
const SOON_DAYS = 14;

/** Whether a diary was begun and has not ended yet. */
const goesOn = (diary: Diary): boolean => diary.day > 1 || diary.taken > 0;

/** The page on which an input is typed or answered; the texts know which of them are questions. */
export function pageFor(input: string, home: Home): string {
  if (input.endsWith("_mmhg")) return "measure";
  return `question.${input}` in home.texts ? `measure/questions/${input}` : `measure/add/${input}`;
}

class Today extends Page {
  static override properties = { ...Page.properties, diary: { state: true } };

  static override styles = [
    parts,
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
      .big { display: flex; flex-wrap: wrap; align-items: baseline; gap: 8px; margin-block: 6px 2px; }
      .big strong { font-size: 48px; font-weight: 500; line-height: 1; }
      .big span { font-size: 20px; line-height: 1.3; }
      .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: 5px 3px; margin-block: 14px 12px; max-width: 440px; }
      .people svg { width: 100%; height: auto; display: block; overflow: visible; }
      .p1 { fill: var(--ds-data); }
      .p0 { fill: none; stroke: var(--ds-ghost); }
      .key { display: flex; gap: 4px 18px; flex-wrap: wrap; font-size: 15px; }
      .key b { font-weight: 500; }
      .val { font-weight: 500; font-size: 32px; line-height: 1; }
      .bar { position: relative; height: 14px; margin-block: 20px 12px; border-radius: 7px; background: var(--ds-track); }
      .bar span { position: absolute; }
      .bar .band { inset-block: 0; background: var(--ds-data); opacity: 0.38; border-radius: 3px; }
      .bar .tick { inset-block: -4px; width: 2px; margin-inline-start: -1px; background: var(--ds-data); }
      .bar .dot { inset-block-start: 50%; width: 22px; height: 22px; margin: -11px; border-radius: 50%; background: var(--ds-data); border: 3px solid var(--ds-card); box-shadow: 0 0 0 1.5px var(--ds-data); }
      .ends { display: flex; justify-content: space-between; gap: 12px; font-size: 13px; color: var(--ds-ink2); text-align: center; }
      .days { display: grid; grid-template-columns: repeat(14, 1fr); gap: 4px; margin-block: 12px 8px; }
      .days i { height: 10px; border-radius: 5px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); }
      .days i.on { background: var(--ds-data); box-shadow: none; }
      .seen { display: flex; align-items: center; gap: 8px; margin: 14px -16px -16px; padding: 4px 16px; border-block-start: 1px solid var(--ds-line); min-height: 52px; font-size: 15px; }
      .seen span { flex: 1; }
      .seen ha-icon { color: var(--ds-ink2); --mdc-icon-size: 20px; }
    `,
  ];

  declare diary: Diary | null;
  private known = "";

  constructor() {
    super();
    this.diary = null;
  }

  /** What was measured in between changes what is due. */
  protected override updated(): void {
    const now = JSON.stringify([this.me.next_input_due, this.me.clinical, this.me.urgent]);
    if (now === this.known) return;
    this.known = now;
    void this.doing(async () => {
      this.diary = await ask<Diary>(this.home.hass, "diary", this.me.person_id);
    });
  }

  override render(): TemplateResult {
    const me = this.me;
    return html`<div class="hello">
        <h2>${this.t("hello")} <bdi>${me.name}</bdi></h2>
        <span class="sub">${day(this.home, new Date().toISOString())}</span>
      </div>
      <div class="cols two">
        ${me.urgent ? this.urgent(me.urgent) : nothing} ${this.due()}
        ${me.needs_consent || me.needs_enrolment
          ? html`<p class="card wide">${this.t(me.needs_consent ? "needs.consent" : "needs.enrolment")}</p>`
          : nothing}
        ${me.urgent
          ? html`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>`
          : html`${me.clinical ? riskCard(this.home, me.clinical) : nothing} ${signalCard(this.home, me)}`}
      </div>`;
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
    return this.dueCard(dueName(this.home, due.input), this.t(days < 0 ? "due.since" : "due.on", { day: day(this.home, due.on) }), pageFor(due.input, this.home));
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
