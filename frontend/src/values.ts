/** Values: a blood pressure typed on one screen with large keys, and every measurement with a way to delete it. */
import { type TemplateResult, css, html, nothing } from "lit";
import { measureName, moment, number } from "./home";
import { Page, define } from "./page";
import { NOTHING, type Typed, LOWER, UPPER, canSave, doubtOf, swapped, withDigit, withoutDigit } from "./pressure";
import { type Measurement, ask } from "./server";
import { parts } from "./styles";

const FEW = 20;

class Values extends Page {
  static override properties = {
    ...Page.properties,
    typed: { state: true },
    listed: { state: true },
    asked: { state: true },
    said: { state: true },
    all: { state: true },
  };

  static override styles = [
    parts,
    css`
      .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-block: 12px; }
      .field { border: 1.5px solid var(--ds-ghost); border-radius: 12px; padding: 8px 12px 6px; background: var(--ds-card); }
      .field span { font-size: 15px; color: var(--ds-ink2); }
      .field b { display: block; font-size: 40px; font-weight: 500; line-height: 1.15; min-height: 46px; }
      .field[aria-pressed="true"] { border: 3px solid var(--ds-act); padding: 6.5px 10.5px 4.5px; }
      .field[aria-pressed="true"] span { color: var(--ds-act); font-weight: 500; }
      .note { display: flex; align-items: center; gap: 8px; min-height: 48px; font-size: 15px; }
      .note span { flex: 1; }
      .pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; margin-block-end: 16px; direction: ltr; }
      .pad button { height: 68px; border-radius: 14px; background: var(--ds-card); border: 1px solid var(--ds-line); color: var(--ds-ink); font-size: 28px; display: grid; place-items: center; padding: 0; }
      .pad .go { background: var(--ds-act); color: var(--ds-on-act); font-size: 18px; font-weight: 500; border: 0; text-align: center; }
      .ask { flex-wrap: wrap; }
      .ask .btns { margin: 0; }
      h2 { font-size: 22px; font-weight: 400; }
    `,
  ];

  declare typed: Typed;
  declare listed: Measurement[] | null;
  declare asked: string;
  declare said: string;
  declare all: boolean;

  constructor() {
    super();
    this.typed = NOTHING;
    this.listed = null;
    this.asked = "";
    this.said = "";
    this.all = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("keydown", this.onKey);
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    void this.list();
  }

  private list(): Promise<boolean> {
    return this.doing(async () => {
      this.listed = await ask<Measurement[]>(this.home.hass, "measurements", this.me.person_id);
    });
  }

  /** The keys of a keyboard do what the large ones do; those that belong to another control are left to it. */
  private onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (/^\d$/.test(event.key)) this.typed = withDigit(this.typed, event.key);
    else if (event.key === "Backspace") this.typed = withoutDigit(this.typed);
    else return;
    this.said = "";
    event.preventDefault();
  };

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
    this.said = this.t("values.saved", { upper, lower });
    this.typed = NOTHING;
    await this.list();
  }

  private async takeBack(one: Measurement): Promise<void> {
    const gone = await this.doing(async () => {
      await ask(this.home.hass, "delete_measurement", this.me.person_id, {
        measure: one.measure,
        measured_at: one.measured_at,
      });
    });
    if (!gone) return;
    this.asked = "";
    this.said = this.t("values.deleted");
    await this.list();
  }

  override render(): TemplateResult {
    return html`<div class="narrow">
      <div class="hello"><h2>${this.t("values.title")}</h2><span class="sub">${this.t("values.how")}</span></div>
      <div class="fields num">${this.field("upper")} ${this.field("lower")}</div>
      ${this.note()}
      <div class="pad num">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => this.key(digit))}
        <button aria-label=${this.t("values.back")} @click=${() => (this.typed = withoutDigit(this.typed))}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !canSave(this.typed)} @click=${this.save}>${this.t("save")}</button>
      </div>
      ${this.table()}
    </div>`;
  }

  private field(at: "upper" | "lower"): TemplateResult {
    return html`<button
      class="field"
      aria-pressed=${this.typed.at === at}
      @click=${() => (this.typed = { ...this.typed, at, [at]: "" })}
    >
      <span>${this.t(`values.${at}`)}, mmHg</span><b>${this.typed[at]}</b>
    </button>`;
  }

  private key(digit: string): TemplateResult {
    return html`<button
      @click=${() => {
        this.typed = withDigit(this.typed, digit);
        this.said = "";
      }}
    >
      ${digit}
    </button>`;
  }

  private note(): TemplateResult {
    const doubt = doubtOf(this.typed);
    const text = this.error
      ? `${this.error} ${this.t("values.unsaved")}`
      : doubt
        ? this.t(`values.${doubt}`, doubt === "lower_range" ? LOWER : UPPER)
        : this.said;
    return html`<p class="note" aria-live="polite">
      <span class=${this.error ? "error" : ""}>${text}</span>
      ${doubt === "swapped" && !this.error
        ? html`<button class="btn soft small" @click=${() => (this.typed = swapped(this.typed))}>${this.t("values.swap")}</button>`
        : nothing}
    </p>`;
  }

  private table(): TemplateResult {
    const listed = this.listed;
    if (!listed) return html`<section class="card" aria-busy="true"><h2>${this.t("values.all")}</h2></section>`;
    const shown = this.all ? listed : listed.slice(0, FEW);
    return html`<section class="card">
      <header><h2>${this.t("values.all")}</h2><span class="kind num">${listed.length}</span></header>
      ${listed.length ? nothing : html`<p class="say">${this.t("values.none")}</p>`}
      <ul class="rows">${shown.map((one) => this.row(one))}</ul>
      ${shown.length < listed.length
        ? html`<div class="btns"><button class="btn line" @click=${() => (this.all = true)}>${this.t("values.more", { count: listed.length - shown.length })}</button></div>`
        : nothing}
    </section>`;
  }

  private row(one: Measurement): TemplateResult {
    const key = `${one.measure} ${one.measured_at}`;
    const words = html`<div>
      <b>${measureName(this.home, one.measure)}: <bdi>${number(this.home, one.value)} ${one.unit}</bdi></b>
      <span class="sub">${moment(this.home, one.measured_at)}, ${this.t(one.is_typed ? "values.typed" : "values.sensor")}</span>
    </div>`;
    if (!one.is_typed || !this.me.can_change) return html`<li>${words}</li>`;
    if (this.asked !== key)
      return html`<li>${words}<button class="btn line small" @click=${() => (this.asked = key)}>${this.t("delete")}</button></li>`;
    return html`<li class="ask">${words}
      <div class="btns" role="group" aria-label=${this.t("values.ask")}>
        <button class="btn danger small" ?disabled=${this.waits} @click=${() => this.takeBack(one)}>${this.t("delete")}</button>
        <button class="btn soft small" @click=${() => (this.asked = "")}>${this.t("keep")}</button>
      </div>
    </li>`;
  }
}

define("digitalshadow-values", Values);
