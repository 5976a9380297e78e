/** My data: who may see what, the two switches, a file of everything, and withdrawing. */
import { type TemplateResult, css, html, nothing } from "lit";
import { counted, day } from "./home";
import "./mirror-choices";
import { Page, define, download } from "./page";
import { phonesRow } from "./phones";
import "./pulse";
import "./readers";
import { type Erased, type MyData, type Stored, ask } from "./server";
import { parts, switches } from "./styles";

const KINDS: (keyof Stored)[] = ["templates", "readings", "measurements", "pulses", "documents", "consents"];
/** The longest absence that is told; the server takes no longer one. */
const MOST_DAYS = 30;
type Step = "closed" | "shown" | "sure";

class Data extends Page {
  static override properties = {
    ...Page.properties,
    data: { state: true },
    step: { state: true },
    exported: { state: true },
  };

  static override styles = [
    parts,
    switches,
    css`
      dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin-block-start: 10px; }
      dt { color: var(--ds-ink2); }
      dd { text-align: end; overflow-wrap: normal; }
      .input.short { width: auto; margin: 0; }
      @media not (min-width: 1080px) { .cols.two { max-width: 560px; margin-inline: auto; } }
    `,
  ];

  declare data: MyData | null;
  declare step: Step;
  declare exported: boolean;

  constructor() {
    super();
    this.data = null;
    this.step = "closed";
    this.exported = false;
  }

  override firstUpdated(): void {
    const data = async () => (this.data = await ask<MyData>(this.home.hass, "data", this.me.person_id));
    void this.loading({ names: ["page.data"], load: data });
  }

  private turn(name: "monitoring" | "muted" | "server", on: boolean): Promise<boolean> {
    return this.doing(async () => {
      const now = await ask<Partial<MyData>>(this.home.hass, "set_switch", this.me.person_id, { switch: name, on });
      if (this.data) this.data = { ...this.data, ...now };
    });
  }

  private export(): Promise<boolean> {
    return this.doing(async () => {
      const all = await ask<unknown>(this.home.hass, "export", this.me.person_id);
      download("heart-health-export.json", JSON.stringify(all, null, 2), "application/json");
      this.exported = true;
    });
  }

  private withdraw(): Promise<boolean> {
    return this.doing(async () => {
      this.home.withdrawn(await ask<Erased>(this.home.hass, "withdraw", this.me.person_id));
    });
  }

  private chosen = (event: CustomEvent<{ sharing: MyData["sharing"]; granted: string[] }>): void => {
    const { sharing, granted } = event.detail;
    if (this.data) this.data = { ...this.data, sharing, others: this.data.others.map((one) => ({ ...one, is_granted: granted.includes(one.user_id) })) };
  };

  override render(): TemplateResult {
    const { data } = this;
    return html`<div class="cols two">
      ${this.error ? html`<p class="error wide" role="alert">${this.error}</p>` : nothing} ${this.notLoaded()}
      ${
        data
          ? html`<div class="cols">
                <digitalshadow-readers .home=${this.home} .data=${data} @chosen=${this.chosen}></digitalshadow-readers>
                <digitalshadow-mirror-choices .home=${this.home}></digitalshadow-mirror-choices>
                ${data.pulse ? html`<digitalshadow-pulse-choice .home=${this.home} .choice=${data.pulse}></digitalshadow-pulse-choice>` : nothing} ${this.leaves(data)}
              </div>
              <div class="cols">${this.switches(data)} ${this.stored(data)} ${this.leaving(data)}</div>`
          : html`<section class="card" aria-busy=${!this.unloaded.length}><h2>${this.t("data.readers")}</h2></section>`
      }
    </div>`;
  }

  private switches(data: MyData): TemplateResult {
    const row = (name: "monitoring" | "muted", icon: string) =>
      html`<li><ha-icon icon=${icon}></ha-icon><div><b id=${name}>${this.t(`data.${name}`)}</b>
          <span class="sub">${this.t(`data.${name}.${data[name] ? "on" : "off"}`)}</span></div>
        <button class="sw" role="switch" aria-checked=${data[name]} aria-labelledby=${name} ?disabled=${this.waits}
          @click=${() => this.turn(name, !data[name])}></button></li>`;
    return html`<section class="card"><header><h2>${this.t("data.switches")}</h2></header>
      <ul class="rows">${row("monitoring", "mdi:face-recognition")} ${row("muted", "mdi:bell-off-outline")} ${this.absence(data)} ${phonesRow(this.home, data)}</ul></section>`;
  }

  private setAbsence = (event: Event): void => {
    const chosen = Number((event.target as HTMLSelectElement).value) || null;
    void this.doing(async () => {
      await ask(this.home.hass, "set_absence", this.me.person_id, { days: chosen });
      if (this.data) this.data = { ...this.data, not_seen_days: chosen };
    });
  };

  private absence({ not_seen_days: days }: MyData): TemplateResult {
    const choices = Array.from({ length: MOST_DAYS }, (_, at) => at + 1);
    return html`<li><ha-icon icon="mdi:account-clock-outline"></ha-icon><div><b id="absence">${this.t("data.absence")}</b><span class="sub">${this.t(days ? "data.absence.on" : "data.absence.off")}</span></div>
      <select class="input short" aria-labelledby="absence" ?disabled=${this.waits} @change=${this.setAbsence}>
        <option value="" ?selected=${!days}>${this.t("data.absence.never")}</option>
        ${choices.map((one) => html`<option value=${one} ?selected=${one === days}>${counted(this.home, "data.absence.days", one, { days: one })}</option>`)}
      </select></li>`;
  }

  private leaves({ server }: MyData): TemplateResult {
    const row = ({ receiver, agreed, may_agree }: NonNullable<MyData["server"]>) =>
      html`<ul class="rows"><li><ha-icon icon="mdi:server-network"></ha-icon><div><b id="server">${this.t("data.server", { receiver })}</b>
          <span class="sub">${this.t(`data.server.${agreed ? "on" : may_agree ? "off" : "theirs"}`, { receiver })}</span></div>
        <button class="sw" role="switch" aria-checked=${agreed} aria-labelledby="server" ?disabled=${this.waits || !(agreed || may_agree)}
          @click=${() => this.turn("server", !agreed)}></button></li></ul>
        <p class="sub">${this.t("data.server.owner")}</p>`;
    return html`<section class="card"><header><h2>${this.t("data.leaves")}</h2></header>
      ${server ? row(server) : html`<p class="say">${this.t("data.leaves.nothing")}</p>`}</section>`;
  }

  private stored(data: MyData): TemplateResult {
    return html`<section class="card"><header><h2>${this.t("data.stored")}</h2></header>
      ${this.counted(data)}
      ${data.consented_at ? html`<p class="src"><ha-icon icon="mdi:shield-lock-outline"></ha-icon><span>${this.t("data.sealed", { day: day(this.home, data.consented_at) })}</span></p>` : nothing}
      <div class="btns"><button class="btn soft" ?disabled=${this.waits} @click=${this.export}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("data.export")}</button></div>
    </section>`;
  }

  private counted(data: MyData): TemplateResult {
    return html`<dl class="num">
      <dt>${this.t("data.kind.pictures")}</dt><dd>${this.t("data.none")}</dd>
      ${KINDS.map((kind) => html`<dt>${this.t(`data.kind.${kind}`)}</dt><dd>${data.stored[kind]}</dd>`)}
    </dl>`;
  }

  private leaving(data: MyData): TemplateResult {
    if (this.step === "closed")
      return html`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header><p class="say">${this.t("data.withdraw.short")}</p>
        <div class="btns"><button class="btn line" @click=${() => (this.step = "shown")}>${this.t("data.withdraw.open")}</button></div></section>`;
    const sure = this.step === "sure";
    return html`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header>
      <p class="say">${this.t("data.withdraw.goes")}</p>
      ${this.counted(data)}
      <p class="say">${this.t("data.withdraw.stays")}</p>
      ${sure ? html`<p class="say" role="alert"><b>${this.t("data.withdraw.sure")}</b></p>` : nothing}
      <div class="btns">
        <button class="btn" ?disabled=${this.waits} @click=${this.export}>${this.t(this.exported ? "data.export.again" : "data.export.first")}</button>
        <button class="btn danger" ?disabled=${this.waits} @click=${sure ? this.withdraw : () => (this.step = "sure")}>${this.t(sure ? "data.withdraw.yes" : "data.withdraw.all")}</button>
        <button class="btn line" @click=${() => (this.step = "closed")}>${this.t("keep.all")}</button>
      </div></section>`;
  }
}

define("digitalshadow-data", Data);
