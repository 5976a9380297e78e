/** One value of anything that can be measured, in the units that the person uses. */
import { type TemplateResult, css, html, nothing } from "lit";
import { icon } from "./all-values";
import { measureName } from "./home";
import { refusalOf } from "./hass";
import { Page, define } from "./page";
import { type MeasureForm, ask } from "./server";
import { parts } from "./styles";
import { numberOf } from "./typed-number";

/** Typed as a pair, on the page of the diary. */
const PRESSURE = /_mmhg$/;
const PERHAPS_ANOTHER_UNIT = "perhaps_g_l";

class AddValue extends Page {
  static override properties = {
    ...Page.properties,
    forms: { state: true },
    measure: { state: true },
    unsure: { state: true },
    said: { state: true },
  };

  static override styles = [
    parts,
    css`
      .choice { width: 100%; display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 0; }
      .choice b { flex: 1; }
      form { display: grid; gap: 14px; margin-block-start: 12px; }
      label { font-size: 15px; color: var(--ds-ink2); }
      .two { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; }
    `,
  ];

  declare forms: MeasureForm[] | null;
  declare measure: string;
  declare unsure: boolean;
  declare said: string;

  constructor() {
    super();
    this.forms = null;
    this.measure = "";
    this.unsure = false;
    this.said = "";
  }

  override firstUpdated(): void {
    this.measure = this.home.path[1] ?? "";
    void this.fetch();
  }

  private fetch(): Promise<void> {
    const forms = async () => {
      const all = await ask<MeasureForm[]>(this.home.hass, "measures", this.me.person_id);
      this.forms = all.filter((one) => !PRESSURE.test(one.measure));
    };
    return this.loading({ names: ["measure.add"], load: forms });
  }

  private async save(form: MeasureForm, event: Event): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement);
    const value = numberOf(String(typed.get("value")));
    if (value === null) {
      this.error = this.t("measure.no_number");
      return;
    }
    const when = String(typed.get("when") ?? "");
    const saved = await this.doing(async () => {
      try {
        await ask(this.home.hass, "add_measurements", this.me.person_id, {
          values: [{ measure: form.measure, value, unit: String(typed.get("unit") ?? form.units[0]), unit_is_sure: this.unsure }],
          ...(when ? { measured_at: new Date(when).toISOString() } : {}),
        });
      } catch (error) {
        this.unsure = refusalOf(error) === PERHAPS_ANOTHER_UNIT;
        throw error;
      }
    });
    if (!saved) return;
    this.said = this.t("measure.added", { name: measureName(this.home, form.measure) });
    this.measure = "";
    this.unsure = false;
    await this.fetch();
  }

  override render(): TemplateResult {
    const form = this.forms?.find((one) => one.measure === this.measure);
    return html`<div class="hello"><h2>${this.t("measure.add")}</h2><span class="sub">${this.t("measure.add.how")}</span></div>
      <p class=${this.said ? "say" : "sr"} role="status">${this.said}</p>
      ${form ? this.form(form) : this.choices()}
      <a class="more" href="${this.home.prefix}/measure/values">${this.t("measure.values")}</a>`;
  }

  private choices(): TemplateResult {
    return html`${this.notLoaded()}
      <section class="card" aria-busy=${this.forms === null && !this.unloaded.length}><ul class="rows">
        <li><a class="choice" style="color:inherit;text-decoration:none" href="${this.home.prefix}/measure">${icon("systolic_mmhg")}<b>${this.t("measure.title")}</b></a></li>
        ${(this.forms ?? []).map((one) => html`<li><button class="choice" @click=${() => this.choose(one.measure)}>${icon(one.measure)}<b>${measureName(this.home, one.measure)}</b></button></li>`)}
      </ul></section>`;
  }

  private choose(measure: string): void {
    this.measure = measure;
    this.said = "";
    this.error = "";
    this.unsure = false;
  }

  private form(form: MeasureForm): TemplateResult {
    return html`<section class="card"><h2>${measureName(this.home, form.measure)}</h2>
      <form @submit=${(event: Event) => this.save(form, event)}>
        <div class="two"><label>${this.t("measure.value")}<input class="input large" name="value" inputmode="decimal" autocomplete="off" required /></label>
          ${
            form.units.length > 1
              ? html`<label>${this.t("measure.unit")}<select class="input" name="unit" @change=${() => (this.unsure = false)}>${form.units.map((one) => html`<option value=${one}>${one}</option>`)}</select></label>`
              : html`<span class="sub" style="padding-block-end:20px">${form.units[0]}</span>`
          }</div>
        <label>${this.t("measure.when")}<input class="input" type="datetime-local" name="when" /></label>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="btns" style="margin:0"><button class="btn" ?disabled=${this.waits}>${this.t(this.unsure ? "measure.sure" : "save")}</button>
          <button class="btn line" type="button" @click=${() => this.choose("")}>${this.t("cancel")}</button></div>
      </form></section>`;
  }
}

define("digitalshadow-add-value", AddValue);
