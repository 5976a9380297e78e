/** Every measurement, newest first; what was typed in is corrected or deleted in its own row. */
import { type TemplateResult, css, html, nothing } from "lit";
import { byDay, clock, counted, day, dayName, measureName, number } from "./home";
import { Page, define } from "./page";
import { type Measurement, ask } from "./server";
import { parts } from "./styles";
import { numberOf, typedNumber } from "./typed-number";

const FEW = 10;
const UPPER = "systolic_mmhg";
const LOWER = "diastolic_mmhg";

/** What was measured at one moment and belongs together: both numbers of a pressure, or one value. */
interface Entry {
  key: string;
  values: Measurement[];
}

/** Both numbers of a blood pressure become one entry; the order stays. */
export function entriesOf(listed: Measurement[]): { pressures: Entry[]; others: Entry[] } {
  const pressures = new Map<string, Entry>();
  const others: Entry[] = [];
  for (const one of listed) {
    const isPressure = one.measure === UPPER || one.measure === LOWER;
    const key = `${isPressure ? "pressure" : one.measure} ${one.measured_at} ${one.is_typed}`;
    if (!isPressure) others.push({ key, values: [one] });
    else if (pressures.has(key)) pressures.get(key)!.values.push(one);
    else pressures.set(key, { key, values: [one] });
  }
  for (const { values } of pressures.values()) values.sort((a, b) => b.measure.localeCompare(a.measure));
  return { pressures: [...pressures.values()], others };
}

class AllValues extends Page {
  static override properties = {
    ...Page.properties,
    listed: { state: true },
    changing: { state: true },
    deleting: { state: true },
    said: { state: true },
    shown: { state: true },
  };

  static override styles = [
    parts,
    css`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      .inputs { display: flex; flex-wrap: wrap; gap: 8px; }
      .inputs label { flex: 1; min-width: 120px; font-size: 14px; color: var(--ds-ink2); }
    `,
  ];

  declare listed: Measurement[] | null;
  declare changing: string;
  declare deleting: boolean;
  declare said: string;
  declare shown: number;

  constructor() {
    super();
    this.listed = null;
    this.changing = "";
    this.deleting = false;
    this.said = "";
    this.shown = FEW;
  }

  override firstUpdated(): void {
    void this.fetch();
  }

  private fetch(): Promise<void> {
    const values = async () => (this.listed = await ask<Measurement[]>(this.home.hass, "measurements", this.me.person_id));
    return this.loading({ names: ["measure.values"], load: values });
  }

  private open(entry: Entry): void {
    this.changing = entry.key;
    this.deleting = false;
    this.error = "";
  }

  private async save(entry: Entry, event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const values = entry.values.map((one) => ({ measure: one.measure, value: numberOf(String(form.get(one.measure))), unit: one.unit, unit_is_sure: true }));
    if (values.some((one) => one.value === null)) {
      this.error = this.t("measure.no_number");
      return;
    }
    await this.changed("measure.corrected", () =>
      ask(this.home.hass, "add_measurements", this.me.person_id, { values, measured_at: entry.values[0]!.measured_at }),
    );
  }

  private delete(entry: Entry): Promise<void> {
    return this.changed("measure.deleted", async () => {
      for (const { measure, measured_at } of entry.values) await ask(this.home.hass, "delete_measurement", this.me.person_id, { measure, measured_at });
    });
  }

  private async changed(said: string, work: () => Promise<unknown>): Promise<void> {
    const done = await this.doing(async () => {
      await work();
    });
    if (!done) return;
    this.changing = "";
    this.said = this.t(said);
    await this.fetch();
  }

  override render(): TemplateResult {
    const { listed } = this;
    const { pressures, others } = entriesOf(listed ?? []);
    return html`<div class="hello"><h2>${this.t("measure.values")}</h2><span class="sub">${this.t("measure.values.how")}</span></div>
      <p class="sr" role="status">${this.said}</p>
      ${this.error && !this.changing ? html`<p class="error" role="alert">${this.error}</p>` : nothing} ${this.notLoaded()}
      <div class="cols">
        ${listed && !listed.length ? html`<p class="card">${this.t("measure.none")}</p>` : nothing}
        ${pressures.length ? this.card(this.t("measure.title"), pressures) : nothing}
        ${others.length ? this.card(this.t(pressures.length ? "measure.others" : "measure.values"), others) : nothing}
        ${this.me.can_change ? html`<a class="btn" href="${this.home.prefix}/measure/add"><ha-icon icon="mdi:plus"></ha-icon>${this.t("measure.add")}</a>` : nothing}
      </div>`;
  }

  private card(title: string, entries: Entry[]): TemplateResult {
    const shown = entries.slice(0, this.shown);
    return html`<section class="card">
      <header><h2>${title}</h2><span class="kind num">${counted(this.home, "measure.count", entries.length)}</span></header>
      ${byDay(shown, (entry) => entry.values[0]!.measured_at).map(([first, ofDay]) => html`<h3 class="dayhead">${dayName(this.home, first)}</h3><ul class="rows">${ofDay.map((entry) => this.row(entry))}</ul>`)}
      ${shown.length < entries.length ? html`<button class="more" @click=${() => (this.shown += 5 * FEW)}>${counted(this.home, "measure.more", entries.length - shown.length)}</button>` : nothing}
    </section>`;
  }

  private row(entry: Entry): TemplateResult {
    const [first] = entry.values as [Measurement];
    const isPressure = first.measure === UPPER || first.measure === LOWER;
    const value = entry.values.map((one) => number(this.home, one.value)).join(" / ");
    const name = isPressure && entry.values.length > 1 ? "" : `${measureName(this.home, first.measure)}: `;
    const words = html`<div><b class="num">${name}<bdi dir="ltr">${value} ${first.unit}</bdi></b>
      <span class="sub">${clock(this.home, first.measured_at)}, ${this.t(first.is_typed ? "measure.typed" : "measure.sensor")}</span></div>`;
    if (!first.is_typed || !this.me.can_change) return html`<li>${icon(first.measure)}${words}</li>`;
    if (this.changing !== entry.key)
      return html`<li>${icon(first.measure)}${words}<button class="btn line small" @click=${() => this.open(entry)}>${this.t("measure.change")}</button></li>`;
    return this.deleting ? this.asking(entry, words) : this.editing(entry, words);
  }

  private asking(entry: Entry, words: TemplateResult): TemplateResult {
    return html`<li class="ask">${words}<b>${this.t("measure.delete.ask")}</b>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <div class="btns"><button class="btn danger small" ?disabled=${this.waits} @click=${() => this.delete(entry)}>${this.t("delete")}</button>
        <button class="btn line small" @click=${() => (this.changing = "")}>${this.t("keep")}</button></div></li>`;
  }

  private editing(entry: Entry, words: TemplateResult): TemplateResult {
    return html`<li class="ask">${words}
      <form class="inputs" @submit=${(event: Event) => this.save(entry, event)}>
        ${entry.values.map(
          (one) => html`<label>${measureName(this.home, one.measure)}${one.unit ? `, ${one.unit}` : ""}
          <input class="input" name=${one.measure} inputmode="decimal" autocomplete="off" .value=${typedNumber(one.value, this.locale)} /></label>`,
        )}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="btns" style="width:100%;margin:0"><button class="btn small" ?disabled=${this.waits}>${this.t("save")}</button>
          <button class="btn danger small" type="button" @click=${() => (this.deleting = true)}>${this.t("delete")}</button>
          <button class="btn line small" type="button" @click=${() => (this.changing = "")}>${this.t("cancel")}</button></div>
        <p class="sub">${day(this.home, entry.values[0]!.measured_at)}</p>
      </form></li>`;
  }
}

const ICONS: [RegExp, string][] = [
  [/mmhg/, "mdi:heart-pulse"],
  [/weight/, "mdi:scale-bathroom"],
  [/height/, "mdi:human-male-height"],
  [/steps|activity/, "mdi:walk"],
  [/sleep/, "mdi:sleep"],
  [/points/, "mdi:food-apple-outline"],
];

export const icon = (measure: string): TemplateResult => html`<ha-icon icon=${ICONS.find(([names]) => names.test(measure))?.[1] ?? "mdi:test-tube"}></ha-icon>`;

define("digitalshadow-all-values", AllValues);
