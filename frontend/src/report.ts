/** The report as a page: the kept one at once, in any of its languages, printed alone; a hand-out and FHIR for the doctor. */
import { type TemplateResult, css, html, nothing, unsafeCSS } from "lit";
import { moment } from "./home";
import { Page, define, download } from "./page";
import { PAPER, pageOf, paper, print } from "./paper";
import { type KeptReport, type MadeReport, type Person, ask } from "./server";
import { parts } from "./styles";

const SIZES = [18, 21, 24];

class Report extends Page {
  static override properties = {
    ...Page.properties,
    person: { attribute: false },
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
      .tools, .beside { max-width: 720px; margin: 0 auto 12px; }
      .tools { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
      .beside { margin-block: 12px 0; }
      select { min-height: 44px; border-radius: 999px; border: 1.5px solid var(--ds-ghost); background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; }
      .btn ha-icon { --mdc-icon-size: 18px; color: inherit; }
    `,
    css`.paper { ${unsafeCSS(PAPER)} }`,
  ];

  /** Whose report; without one that of the account itself. */
  declare person: Person | undefined;
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

  private get who(): Person {
    return this.person ?? this.me;
  }

  private async fetchKept(): Promise<void> {
    this.kept = await ask<KeptReport | null>(this.home.hass, "report", this.who.person_id);
    this.language ||= this.kept?.language ?? this.ownLanguage();
  }

  private ownLanguage(): string {
    const own = this.home.hass.language;
    return this.languages.find((one) => one === own) ?? this.languages.find((one) => own.startsWith(one)) ?? "en";
  }

  private make(format: string): Promise<MadeReport> {
    return ask<MadeReport>(this.home.hass, "make_report", this.who.person_id, { language: this.language, format });
  }

  private anew = (): Promise<boolean> =>
    this.doing(async () => {
      await this.make("markdown");
      await this.fetchKept();
    });

  /** A report is made in a language; to read it in another one a new one is made. */
  private speak(event: Event): void {
    this.language = (event.target as HTMLSelectElement).value;
    if (this.kept && this.kept.language !== this.language) void this.anew();
  }

  private fhir = (): Promise<boolean> =>
    this.doing(async () => {
      const made = await this.make("fhir");
      download("heart-health-fhir.json", JSON.stringify(made.report, null, 2), "application/fhir+json");
    });

  private handout = (): Promise<boolean> =>
    this.doing(async () => {
      const made = await this.make("handout");
      print(String(made.report), this.t("report.handout"));
      await this.fetchKept();
    });

  private printArticle = (): void => print(pageOf(this.renderRoot.querySelector("article")!), this.t("page.report"));

  override render(): TemplateResult {
    const { kept } = this;
    return html`<div class="tools">
        ${kept ? html`<button class="btn small" @click=${this.printArticle}><ha-icon icon="mdi:printer-outline"></ha-icon>${this.t("report.print")}</button>` : nothing}
        ${kept === null ? html`<button class="btn small" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>` : nothing}
        <label><span class="sr">${this.t("report.language")}</span>
          <select ?disabled=${this.waits} @change=${this.speak}>
            ${this.languages.map((one) => html`<option value=${one} lang=${one} ?selected=${one === this.language}>${nameOf(one)}</option>`)}
          </select></label>
        <button class="btn line small" aria-label="A+, ${this.t("report.larger")}" @click=${() => (this.size = (this.size + 1) % SIZES.length)}>A+</button>
      </div>
      ${this.error ? html`<p class="tools error" role="alert">${this.error}</p>` : nothing}
      ${kept ? this.paper(kept) : html`<p class="card paper" aria-busy=${kept === undefined && !this.error}>${kept === null ? this.t("report.none") : ""}</p>`}
      <section class="card beside"><h2>${this.t("report.doctor")}</h2>
        <ul class="rows">
          <li><ha-icon icon="mdi:stethoscope"></ha-icon><div><b>${this.t("report.handout")}</b><span class="sub">${this.t("report.handout.what")}</span></div>
            <button class="btn soft small" ?disabled=${this.waits} @click=${this.handout}>${this.t("report.print")}</button></li>
          <li><ha-icon icon="mdi:download-outline"></ha-icon><div><b>${this.t("report.fhir")}</b><span class="sub">${this.t("report.fhir.what")}</span></div>
            <button class="btn soft small" ?disabled=${this.waits} @click=${this.fhir}>${this.t("report.save")}</button></li>
        </ul>
        <p class="sub">${this.t("report.makes")}</p></section>`;
  }

  private paper(kept: KeptReport): TemplateResult {
    const shortened = kept.whole_markdown !== kept.markdown;
    return html`<article class="card paper" lang=${kept.language} dir="auto" style="font-size:${SIZES[this.size]}px">
        ${paper(this.whole ? kept.whole_markdown : kept.markdown)}
      </article>
      <div class="beside">
        <p class="sub">${this.t("report.made", { when: moment(this.home, kept.made_at) })}
          <bdi>${kept.model}</bdi>: ${this.t(kept.model_kind === "demonstration" ? "demo.model" : "signal.model")}</p>
        <div class="btns">
          ${shortened && !this.whole ? html`<button class="btn line small" @click=${() => (this.whole = true)}>${this.t("report.whole")}</button>` : nothing}
          <button class="btn line small" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>
        </div>
        <p class="sub">${this.t("report.newest")}</p>
      </div>`;
  }
}

/** A language by its own name. */
function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
}

define("digitalshadow-report", Report);
