/** The report as a page: the kept one at once, in any of its languages, and those before; hand-out and FHIR for the doctor. */
import { type PropertyValues, type TemplateResult, css, html, nothing, unsafeCSS } from "lit";
import { moment } from "./home";
import { Page, define } from "./page";
import { PAPER, pageOf, paper, print } from "./paper";
import { type KeptReport, type Person, ask } from "./server";
import { parts } from "./styles";

const SIZES = [18, 21, 24];
const FORMS = ["handout", "fhir"] as const;
/** How long a link to a file is good for; another browser or a phone's download may take a while to ask. */
const LINK_SECONDS = 600;

class Report extends Page {
  static override properties = {
    ...Page.properties,
    person: { attribute: false },
    kept: { state: true },
    languages: { state: true },
    language: { state: true },
    size: { state: true },
    whole: { state: true },
    links: { state: true },
    earlier: { state: true },
    shownAt: { state: true },
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
  /** The addresses of the files, signed for this account. */
  declare links: Partial<Record<(typeof FORMS)[number], string>>;
  /** The reports before the latest; null until somebody wants them. */
  declare earlier: KeptReport[] | null;
  /** Which of them is shown, by its time; null for the latest. */
  declare shownAt: string | null;
  private renewal: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.languages = [];
    this.language = "";
    this.size = 0;
    this.whole = false;
    this.links = {};
    this.earlier = null;
    this.shownAt = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.renewal = setInterval(() => void this.sign(), (LINK_SECONDS * 1000) / 2);
  }

  override disconnectedCallback(): void {
    clearInterval(this.renewal);
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    void this.begin();
  }

  /** The files for the doctor are there without a kept report, and without a choice of languages. */
  private async begin(): Promise<void> {
    const languages = async () => (this.languages = await this.home.hass.callWS<string[]>({ type: "digitalshadow/report_languages" }));
    const kept = async () => {
      await this.fetchKept();
      this.language = this.kept?.language ?? this.language;
    };
    await this.loading({ names: ["report.language"], load: languages }, { names: ["page.report"], load: kept });
    this.language ||= this.ownLanguage();
  }

  /** The addresses of the files hold the language. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("language") && this.language) void this.sign();
  }

  private get who(): Person {
    return this.person ?? this.me;
  }

  private async fetchKept(): Promise<void> {
    this.kept = await ask<KeptReport | null>(this.home.hass, "report", this.who.person_id);
  }

  private ownLanguage(): string {
    const own = this.home.hass.language;
    return this.languages.find((one) => one === own) ?? this.languages.find((one) => own.startsWith(one)) ?? "en";
  }

  private anew = (): Promise<boolean> =>
    this.doing(async () => {
      await ask(this.home.hass, "make_report", this.who.person_id, { language: this.language, format: "markdown" });
      this.earlier = this.shownAt = null;
      await this.fetchKept();
    });

  /** Has the addresses of the files signed, so that another tab or app opens them as this account. */
  private sign(): Promise<void> {
    return this.loading(...FORMS.map((form) => ({ names: [`report.${form}`], load: () => this.signOne(form) })));
  }

  private async signOne(form: (typeof FORMS)[number]): Promise<void> {
    const { language } = this;
    const path = `/api/digitalshadow/report/${this.who.person_id}/${language}/${form}`;
    const signed = await this.home.hass.callWS<{ path: string }>({ type: "auth/sign_path", path, expires: LINK_SECONDS });
    if (language === this.language) this.links = { ...this.links, [form]: signed.path };
  }

  /** A report is made in a language; to read it in another one a new one is made. */
  private async speak(event: Event): Promise<void> {
    this.language = (event.target as HTMLSelectElement).value;
    this.links = {};
    if (this.kept && this.kept.language !== this.language) await this.anew();
  }

  private lookBack = (): Promise<boolean> =>
    this.doing(async () => {
      this.earlier = await ask<KeptReport[]>(this.home.hass, "earlier_reports", this.who.person_id);
    });

  private get shown(): KeptReport | null | undefined {
    return this.earlier?.find((one) => one.made_at === this.shownAt) ?? this.kept;
  }

  private share = (): void => {
    const text = this.renderRoot.querySelector("article")!.innerText;
    // Somebody who changes their mind closes the sheet, which is no fault.
    void navigator.share({ title: this.t("page.report"), text }).catch(() => undefined);
  };

  /** The page for the doctor on paper. It allows itself no script, so it cannot do that by itself. */
  private printHandout = (): Promise<boolean> =>
    this.doing(async () => {
      const answer = await fetch(this.links.handout!);
      if (!answer.ok) throw new Error(this.t("report.over"));
      print(await answer.text(), this.t("report.handout"));
    });

  private printArticle = (): void => print(pageOf(this.renderRoot.querySelector("article")!), this.t("page.report"));

  override render(): TemplateResult {
    const { shown } = this;
    return html`<div class="tools">
        ${shown ? html`<button class="btn small" @click=${this.printArticle}><ha-icon icon="mdi:printer-outline"></ha-icon>${this.t("report.print")}</button>` : nothing}
        ${shown && "share" in navigator ? html`<button class="btn soft small" @click=${this.share}><ha-icon icon="mdi:share-variant"></ha-icon>${this.t("report.share")}</button>` : nothing}
        ${shown === null ? html`<button class="btn small" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>` : nothing}
        ${this.languages.length ? this.choice() : nothing}
        <button class="btn line small" aria-label="A+, ${this.t("report.larger")}" @click=${() => (this.size = (this.size + 1) % SIZES.length)}>A+</button>
      </div>
      ${this.error ? html`<p class="tools error" role="alert">${this.error}</p>` : nothing}
      ${this.unloaded.length ? html`<div class="tools">${this.notLoaded()}</div>` : nothing}
      ${shown ? this.paper(shown) : this.blank(shown === null)}
      <section class="card beside"><h2>${this.t("report.doctor")}</h2>
        <ul class="rows">
          ${this.file("handout", "mdi:stethoscope", this.t("report.open"), html`<button class="btn soft small" aria-label="${this.t("report.print")}: ${this.t("report.handout")}" ?disabled=${this.waits} @click=${this.printHandout}>${this.t("report.print")}</button>`)}
          ${this.file("fhir", "mdi:download-outline", this.t("report.save"))}
        </ul>
        <p class="sub">${this.t("report.makes")}</p></section>
      ${this.kept ? this.lookedBack() : nothing}`;
  }

  /** Where the report will stand: none was made, or it is awaited; nothing where it did not come, which is said above. */
  private blank(isNone: boolean): TemplateResult | typeof nothing {
    if (isNone) return html`<p class="card paper">${this.t("report.none")}</p>`;
    return this.unloaded.length ? nothing : html`<p class="card paper" aria-busy="true"></p>`;
  }

  private choice(): TemplateResult {
    return html`<label><span class="sr">${this.t("report.language")}</span>
      <select ?disabled=${this.waits} @change=${this.speak}>
        ${this.languages.map((one) => html`<option value=${one} lang=${one} ?selected=${one === this.language}>${nameOf(one)}</option>`)}
      </select></label>`;
  }

  /** A real link, which every browser and app opens in its own way; without an address it leads nowhere. */
  private file(form: (typeof FORMS)[number], icon: string, words: string, beside?: TemplateResult): TemplateResult {
    const address = this.links[form];
    return html`<li><ha-icon icon=${icon}></ha-icon><div><b>${this.t(`report.${form}`)}</b><span class="sub">${this.t(`report.${form}.what`)}</span></div>
      ${address ? html`${beside ?? nothing}<a class="btn soft small" href=${address} target="_blank" rel="noopener" aria-label="${words}: ${this.t(`report.${form}`)}">${words}</a>` : nothing}</li>`;
  }

  private lookedBack(): TemplateResult {
    const { earlier } = this;
    if (!earlier)
      return html`<div class="beside"><button class="btn line small" ?disabled=${this.waits} @click=${this.lookBack}>${this.t("report.earlier")}</button></div>`;
    return html`<section class="card beside"><h2>${this.t("report.earlier")}</h2>
      ${earlier.length ? nothing : html`<p class="say">${this.t("report.earlier.none")}</p>`}
      <ul class="rows">${earlier.map((one) => {
        const when = moment(this.home, one.made_at);
        return html`<li><ha-icon icon="mdi:file-document-outline"></ha-icon><div><b>${when}</b><span class="sub"><span lang=${one.language}>${nameOf(one.language)}</span>. <bdi>${one.model}</bdi></span></div>
          <button class="btn soft small" aria-pressed=${one.made_at === this.shownAt} aria-label="${this.t("people.read")}: ${when}" @click=${() => this.show(one.made_at)}>${this.t("people.read")}</button></li>`;
      })}</ul>
      <p class="sub">${this.t("report.earlier.what")}</p></section>`;
  }

  private show(madeAt: string | null): void {
    this.shownAt = madeAt;
    this.whole = false;
    window.scrollTo(0, 0);
  }

  private paper(shown: KeptReport): TemplateResult {
    const shortened = shown.whole_markdown !== shown.markdown;
    const isLatest = shown === this.kept;
    return html`<article class="card paper" lang=${shown.language} dir="auto" style="font-size:${SIZES[this.size]}px">
        ${paper(this.whole ? shown.whole_markdown : shown.markdown, shown.people)}
      </article>
      <div class="beside">
        <p class="sub">${this.t("report.made", { when: moment(this.home, shown.made_at) })}
          <bdi>${shown.model}</bdi>: ${this.t(shown.model_kind === "demonstration" ? "demo.model" : "signal.model")}</p>
        <div class="btns">
          ${shortened && !this.whole ? html`<button class="btn line small" @click=${() => (this.whole = true)}>${this.t("report.whole")}</button>` : nothing}
          ${isLatest ? html`<button class="btn line small" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>` : html`<button class="btn line small" @click=${() => this.show(null)}>${this.t("report.latest")}</button>`}
        </div>
        ${isLatest ? nothing : html`<p class="sub">${this.t("report.is_earlier")}</p>`}
      </div>`;
  }
}

/** A language by its own name. */
function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
}

define("digitalshadow-report", Report);
