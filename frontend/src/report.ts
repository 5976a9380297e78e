/** The report as a page: the kept one at once, a new one on request, a hand-out to print, FHIR to download. */
import { type TemplateResult, css, html, nothing } from "lit";
import { moment } from "./home";
import { Page, define, download } from "./page";
import { type KeptReport, type MadeReport, ask } from "./server";
import { parts } from "./styles";

const SIZES = [18, 21, 24];

class Report extends Page {
  static override properties = {
    ...Page.properties,
    kept: { state: true },
    languages: { state: true },
    language: { state: true },
    size: { state: true },
    whole: { state: true },
  };

  static override styles = [
    parts,
    css`
      .paper { max-width: 720px; margin-inline: auto; line-height: 1.55; padding: 20px; }
      .tools { max-width: 720px; margin: 0 auto 12px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
      select { min-height: 48px; border-radius: 999px; border: 1.5px solid var(--ds-ghost); background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; }
    `,
  ];

  declare kept: KeptReport | null | undefined;
  declare languages: string[];
  declare language: string;
  declare size: number;
  declare whole: boolean;

  constructor() {
    super();
    this.languages = [];
    this.language = "";
    this.size = 0;
    this.whole = false;
  }

  override firstUpdated(): void {
    void this.doing(async () => {
      this.languages = await this.home.hass.callWS<string[]>({ type: "digitalshadow/report_languages" });
      await this.fetchKept();
    });
  }

  private async fetchKept(): Promise<void> {
    this.kept = await ask<KeptReport | null>(this.home.hass, "report", this.me.person_id);
    this.language ||= this.kept?.language ?? this.ownLanguage();
  }

  private ownLanguage(): string {
    const own = this.home.hass.language;
    return this.languages.find((one) => one === own) ?? this.languages.find((one) => own.startsWith(one)) ?? "en";
  }

  private make(format: string): Promise<MadeReport> {
    return ask<MadeReport>(this.home.hass, "make_report", this.me.person_id, { language: this.language, format });
  }

  private anew(): Promise<boolean> {
    return this.doing(async () => {
      await this.make("markdown");
      await this.fetchKept();
    });
  }

  private fhir(): Promise<boolean> {
    return this.doing(async () => {
      const made = await this.make("fhir");
      download("heart-health-fhir.json", JSON.stringify(made.report, null, 2), "application/fhir+json");
    });
  }

  /** The page is the server's; in a frame without scripts it prints alone, without Home Assistant around it. */
  private print(): Promise<boolean> {
    return this.doing(async () => {
      const made = await this.make("handout");
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-same-origin allow-modals");
      frame.setAttribute("style", "position:fixed;width:0;height:0;border:0");
      frame.title = this.t("report.handout");
      frame.addEventListener("load", () => {
        frame.contentWindow?.addEventListener("afterprint", () => frame.remove());
        frame.contentWindow?.print();
      });
      frame.srcdoc = String(made.report);
      document.body.append(frame);
      await this.fetchKept();
    });
  }

  override render(): TemplateResult {
    const { kept } = this;
    return html`<div class="tools">
        <label><span class="sr">${this.t("report.language")}</span>
          <select @change=${(event: Event) => (this.language = (event.target as HTMLSelectElement).value)}>
            ${this.languages.map((one) => html`<option value=${one} lang=${one} ?selected=${one === this.language}>${nameOf(one)}</option>`)}
          </select></label>
        <button class="btn" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>
        <button class="btn line" aria-label=${this.t("report.larger")} @click=${() => (this.size = (this.size + 1) % SIZES.length)}>A+</button>
      </div>
      ${this.error ? html`<p class="tools error" role="alert">${this.error}</p>` : nothing}
      ${this.differs() ? html`<p class="tools sub">${this.t("report.other")}</p>` : nothing}
      ${kept ? this.paper(kept) : html`<p class="card paper" aria-busy=${kept === undefined}>${kept === null ? this.t("report.none") : ""}</p>`}
      <div class="tools" style="margin-block-start:12px">
        <button class="btn soft" ?disabled=${this.waits} @click=${this.print}><ha-icon icon="mdi:printer-outline"></ha-icon>${this.t("report.handout")}</button>
        <button class="btn soft" ?disabled=${this.waits} @click=${this.fhir}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("report.fhir")}</button>
        <p class="sub">${this.t("report.makes")}</p>
      </div>`;
  }

  private differs(): boolean {
    return Boolean(this.kept && this.language && this.kept.language !== this.language);
  }

  private paper(kept: KeptReport): TemplateResult {
    const shortened = kept.whole_markdown !== kept.markdown;
    return html`<article class="card paper" lang=${kept.language} dir="auto" style="font-size:${SIZES[this.size]}px">
        <ha-markdown .content=${this.whole ? kept.whole_markdown : kept.markdown}></ha-markdown>
      </article>
      <p class="tools sub">
        <span>${this.t("report.made", { when: moment(this.home, kept.made_at) })}
        <bdi>${kept.model}</bdi>: ${this.t(kept.model_kind === "demonstration" ? "demo.model" : "signal.model")}</span>
        ${shortened && !this.whole
          ? html`<button class="btn line small" @click=${() => (this.whole = true)}>${this.t("report.whole")}</button>`
          : nothing}
      </p>`;
  }
}

/** A language by its own name. */
function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
}

define("digitalshadow-report", Report);
