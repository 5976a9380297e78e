/** The blood pressure diary: two measurements in the morning and two in the evening, typed with large keys. */
import { type TemplateResult, css, html, nothing } from "lit";
import { clock } from "./home";
import { Page, define } from "./page";
import { NOTHING, type Typed, LOWER, UPPER, canSave, doubtOf, swapped, withDigit, withoutDigit } from "./pressure";
import { type Diary, ask } from "./server";
import { parts } from "./styles";

const REST_SECONDS = 60;
const DIARY_DAYS = 7;

class DiaryElement extends Page {
  static override properties = {
    ...Page.properties,
    typed: { state: true },
    diary: { state: true },
    said: { state: true },
    rest: { state: true },
  };

  static override styles = [
    parts,
    css`
      .hello { padding-block-end: 10px; }
      .week { display: grid; grid-template-columns: auto repeat(7, 1fr); gap: 6px 4px; align-items: center; font-size: 13px; color: var(--ds-ink2); text-align: center; }
      .week .part { text-align: start; padding-inline-end: 8px; }
      .week .c { height: 24px; border-radius: 6px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); line-height: 24px; }
      .week .on { background: var(--ds-data); color: var(--ds-on-data); box-shadow: none; }
      .week .now { box-shadow: inset 0 0 0 2.5px var(--ds-act); color: var(--ds-ink); }
      .week .now.on { color: var(--ds-on-data); }
      .week .today { color: var(--ds-ink); font-weight: 500; }
      .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-block: 12px; }
      .field { border: 1.5px solid var(--ds-ghost); border-radius: 12px; padding: 8px 12px 6px; background: var(--ds-card); }
      .field span { font-size: 15px; color: var(--ds-ink2); }
      .field b { display: block; font-size: 40px; font-weight: 500; line-height: 1.15; min-height: 46px; }
      .field[aria-pressed="true"] { border: 3px solid var(--ds-act); padding: 6.5px 10.5px 4.5px; }
      .field[aria-pressed="true"] span { color: var(--ds-act); font-weight: 500; }
      .note { display: flex; align-items: center; gap: 8px; min-height: 48px; font-size: 15px; }
      .note span { flex: 1; }
      .pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; direction: ltr; }
      .pad button { height: 68px; border-radius: 14px; background: var(--ds-card); border: 1px solid var(--ds-line); color: var(--ds-ink); font-size: 28px; display: grid; place-items: center; padding: 0; }
      .pad .go { background: var(--ds-act); color: var(--ds-on-act); font-size: 18px; font-weight: 500; border: 0; text-align: center; }
      .links { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 4px 4px 0; }
    `,
  ];

  declare typed: Typed;
  declare diary: Diary | null;
  declare said: string;
  declare rest: number;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.typed = NOTHING;
    this.diary = null;
    this.said = "";
    this.rest = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("keydown", this.onKey);
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    void this.fetch();
  }

  private fetch(): Promise<void> {
    const diary = async () => (this.diary = await ask<Diary>(this.home.hass, "diary", this.me.person_id));
    return this.loading({ names: ["measure.title"], load: diary });
  }

  /** The keys of a keyboard do what the large ones do; those that belong to another control are left to it. */
  private onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (/^\d$/.test(event.key)) this.type(event.key);
    else if (event.key === "Backspace") this.typed = withoutDigit(this.typed);
    else return;
    event.preventDefault();
  };

  private type(digit: string): void {
    this.typed = withDigit(this.typed, digit);
    this.said = "";
  }

  private async save(): Promise<void> {
    const { upper, lower } = this.typed;
    const saved = await this.doing(async () => {
      await ask(this.home.hass, "add_measurements", this.me.person_id, {
        values: [
          { measure: "systolic_mmhg", value: Number(upper), unit: "mmHg" },
          { measure: "diastolic_mmhg", value: Number(lower), unit: "mmHg" },
        ],
      });
    });
    if (!saved) return; // the digits stay, so that nothing is typed twice
    this.said = this.t("measure.saved", { upper, lower });
    this.typed = NOTHING;
    await this.fetch();
    if (this.diary?.taken === 1) this.wait();
  }

  /** A minute's rest before the second one. */
  private wait(): void {
    clearInterval(this.timer);
    this.rest = REST_SECONDS;
    this.timer = setInterval(() => {
      this.rest -= 1;
      if (this.rest <= 0) clearInterval(this.timer);
    }, 1000);
  }

  override render(): TemplateResult {
    return html`<div class="hello"><h2>${this.t("measure.title")}</h2><span class="sub">${this.place()}</span></div>
      ${this.notLoaded()} ${this.diary ? this.week(this.diary) : nothing}
      <div class="fields num">${this.field("upper")} ${this.field("lower")}</div>
      ${this.note()}
      <div class="pad num">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => this.key(digit))}
        <button aria-label=${this.t("measure.back")} @click=${() => (this.typed = withoutDigit(this.typed))}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !canSave(this.typed)} @click=${this.save}>${this.t("save")}</button>
      </div>
      <p class="links">
        ${["values", "add", "questions"].map((one) => html`<a class="more" href="${this.home.prefix}/measure/${one}">${this.t(`measure.${one}`)}</a>`)}
      </p>`;
  }

  /** Which measurement comes now: "This morning, second of 2. Day 3 of 7". */
  private place(): string {
    const { diary } = this;
    if (!diary) return this.t("measure.how");
    const part = this.t(`diary.this_${diary.part}`);
    const which = diary.taken >= diary.times_each ? this.t("diary.done") : this.t(diary.taken ? "diary.second" : "diary.first");
    return `${part}, ${which}. ${this.t("signal.day", { day: diary.day, of: DIARY_DAYS })}`;
  }

  private week(diary: Diary): TemplateResult {
    const days = diary.counts.map((_, index) => {
      const when = new Date(`${diary.first_day}T12:00:00`);
      when.setDate(when.getDate() + index);
      return when.toLocaleDateString(this.locale, { weekday: "short" });
    });
    const row = (part: "morning" | "evening", at: 0 | 1) =>
      html`<span class="part">${this.t(`diary.${part}`)}</span>${diary.counts.map((counts, index) => {
        const enough = counts[at] >= diary.times_each;
        const now = index + 1 === diary.day && diary.part === part;
        return html`<span class="c ${enough ? "on" : ""} ${now ? "now" : ""}">${counts[at] ? Math.min(counts[at], 9) : ""}</span>`;
      })}`;
    return html`<div class="week num" role="img" aria-label=${this.place()}>
      <span></span>${days.map((name, index) => html`<span class=${index + 1 === diary.day ? "today" : ""}>${name}</span>`)}
      ${row("morning", 0)} ${row("evening", 1)}
    </div>`;
  }

  private field(at: "upper" | "lower"): TemplateResult {
    return html`<button class="field" aria-pressed=${this.typed.at === at} @click=${() => (this.typed = { ...this.typed, at, [at]: "" })}>
      <span>${this.t(`measure.${at}`)}, mmHg</span><b>${this.typed[at]}</b>
    </button>`;
  }

  private key(digit: string): TemplateResult {
    return html`<button @click=${() => this.type(digit)}>${digit}</button>`;
  }

  private note(): TemplateResult {
    const doubt = doubtOf(this.typed);
    const range = doubt === "lower_range" ? LOWER : UPPER;
    const text = this.error ? `${this.error} ${this.t("measure.unsaved")}` : doubt ? this.t(`measure.${doubt}`, range) : this.said;
    return html`<p class="note ${this.error ? "error" : ""}">
      <span aria-live="polite" role=${doubt && !this.error ? "alert" : nothing}>${text || this.hint()}</span>
      ${
        doubt === "swapped" && !this.error
          ? html`<button class="btn soft small" @click=${() => (this.typed = swapped(this.typed))}>${this.t("measure.swap")}</button>`
          : nothing
      }
      ${this.rest > 0 && !doubt && !this.error ? html`<b class="num" aria-hidden="true">${this.t("diary.rest", { seconds: this.rest })}</b>` : nothing}
    </p>`;
  }

  private hint(): string {
    const latest = this.diary?.latest;
    return latest && this.diary?.taken === 1 ? this.t("diary.after_first", { when: clock(this.home, latest) }) : this.t("measure.how");
  }
}

define("digitalshadow-diary", DiaryElement);
