/** The panel: head, tabs and the page; which pages there are follows from what the server sends this account. */
import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import "./confirm";
import "./emergency";
import { type Hass, type Localize, type Route, navigate } from "./hass";
import "./home-page";
import { RETRY_MILLISECONDS, textsIn } from "./follow";
import { type Home, type Texts, pagesOf, say } from "./home";
import "./dashboard";
import "./mirror";
import "./my-data";
import "./others";
import "./measure";
import { define } from "./page";
import "./report";
import type { Erased, View } from "./server";
import { parts, tokens } from "./styles";
import "./today";
import "./trend";

const ICONS: Record<string, string> = {
  today: "mdi:heart-pulse",
  trend: "mdi:chart-line",
  measure: "mdi:plus",
  report: "mdi:file-document-outline",
  data: "mdi:shield-account-outline",
  people: "mdi:account-heart-outline",
  home: "mdi:home-outline",
};

export class Panel extends LitElement {
  static override properties = {
    hass: { attribute: false },
    narrow: { attribute: false },
    route: { attribute: false },
    view: { state: true },
    texts: { state: true },
    failed: { state: true },
    erased: { state: true },
  };

  static override styles = [
    tokens,
    parts,
    css`
      :host { min-height: 100vh; min-height: 100dvh; }
      .top { position: sticky; inset-block-start: 0; z-index: 5; display: flex; align-items: center; gap: 4px; min-height: 56px; padding-inline: 4px 12px; background: var(--ds-card); border-block-end: 1px solid var(--ds-line); }
      h1 { font-size: 20px; font-weight: 400; line-height: 1.2; flex: 1; min-width: 0; padding-inline-start: 8px; }
      digitalshadow-emergency { margin-inline-start: auto; }
      .tabs { display: flex; background: var(--ds-card); }
      .tabs[hidden] { display: none; }
      .tabs a { display: flex; align-items: center; justify-content: center; text-decoration: none; text-align: center; color: var(--ds-ink2); font-size: 13px; line-height: 1.15; font-weight: 500; }
      .tabs a[aria-current] { color: var(--ds-act); }
      main { display: block; max-width: 1040px; margin-inline: auto; padding: 16px 16px 96px; }
      .offline { padding: 8px 16px; background: var(--ds-soft); text-align: center; }
      .block { height: 112px; border-radius: 8px; background: var(--ds-soft); margin-block-start: 12px; }
      .help { display: flex; gap: 12px; padding: 20px 4px 4px; font-size: 15px; }
      .help ha-icon { color: var(--ds-act); }
      @media (max-width: 869px) {
        .tabs { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 5; border-block-start: 1px solid var(--ds-line); padding-inline: 4px; }
        .tabs a { flex: 1; min-width: 0; min-height: 64px; flex-direction: column; gap: 2px; hyphens: auto; }
        .tabs ha-icon { width: 52px; max-width: 100%; height: 28px; padding: 2px 0; border-radius: 14px; display: grid; place-items: center; }
        .tabs a[aria-current] ha-icon { background: var(--ds-act-soft); }
      }
      @media (min-width: 870px) {
        .top { padding-inline: 24px 20px; gap: 16px; }
        h1 { flex: none; padding: 0; }
        .tabs { flex: 1; }
        .tabs a { min-height: 56px; padding-inline: 14px; font-size: 14px; border-block-end: 2px solid transparent; }
        .tabs a[aria-current] { border-color: currentColor; }
        .tabs ha-icon { display: none; }
        main { padding: 20px 24px 40px; }
      }
    `,
  ];

  declare hass: Hass;
  declare narrow: boolean;
  declare route: Route | undefined;
  declare view: View | null;
  declare texts: Texts | null;
  declare failed: boolean;
  declare erased: Erased | null;

  private backend: Localize = () => "";
  private stop: Promise<() => Promise<void>> | null = null;
  private spoken = "";

  constructor() {
    super();
    this.view = null;
    this.texts = null;
    this.failed = false;
    this.erased = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("click", this.follow);
    if (this.hass) this.subscribe();
  }

  override disconnectedCallback(): void {
    this.removeEventListener("click", this.follow);
    void this.stop?.then((stop) => stop()).catch(() => undefined);
    this.stop = null;
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("hass") || !this.hass) return;
    this.toggleAttribute("dark", this.hass.themes?.darkMode === true);
    if (!this.stop) this.subscribe();
    if (this.spoken !== this.hass.language) void this.fetchTexts(this.hass.language);
  }

  private subscribe(): void {
    this.stop = this.hass.connection.subscribeMessage<View>(
      (view) => {
        this.view = view;
        this.failed = false;
      },
      { type: "digitalshadow/subscribe" },
    );
    this.stop.catch(() => {
      this.failed = true;
      setTimeout(() => {
        if (this.isConnected) this.subscribe();
      }, RETRY_MILLISECONDS);
    });
  }

  private async fetchTexts(language: string): Promise<void> {
    this.spoken = language;
    try {
      const [texts] = await Promise.all([
        textsIn(language),
        this.hass.loadBackendTranslation("selector", "digitalshadow"),
        this.hass.loadBackendTranslation("exceptions", "digitalshadow"),
      ]);
      this.backend = await this.hass.loadBackendTranslation("entity", "digitalshadow");
      this.texts = texts;
    } catch {
      // Without its texts the page cannot say what stands against them; they come once Home Assistant answers.
      setTimeout(() => {
        if (this.spoken !== language) return;
        if (this.isConnected) void this.fetchTexts(language);
        else this.spoken = "";
      }, RETRY_MILLISECONDS);
    }
  }

  /** Links within the panel change the page without loading Home Assistant anew. */
  private follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    const path = link?.getAttribute("href") ?? "";
    if (!path.startsWith(`${this.root}/`)) return;
    event.preventDefault();
    navigate(path);
    window.scrollTo(0, 0);
  };

  private get root(): string {
    return this.route?.prefix ?? "/digitalshadow";
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.texts) return nothing;
    const t = (key: string) => say(this.texts!, key);
    if (!this.view)
      return html`${this.head(null, [], "")}<main>${this.failed ? html`<p class="card" role="alert">${t("not_running")}</p>` : html`<section class="card" aria-busy="true"><h2>${t("loading")}</h2><div class="block"></div></section>`}</main>`;
    const home: Home = {
      hass: this.hass,
      view: this.view,
      texts: this.texts,
      backend: this.backend,
      prefix: this.root,
      path: this.route?.path.split("/").slice(2) ?? [],
      withdrawn: (erased) => (this.erased = erased),
    };
    const pages = pagesOf(this.view);
    const asked = this.route?.path.split("/")[1] ?? "";
    const page = pages.includes(asked) ? asked : (pages[0] ?? "");
    return html`${this.head(home, pages, page)}
      ${this.hass.connected ? nothing : html`<p class="offline" role="status">${t("offline")}</p>`}
      <main>
        ${this.erased ? html`<section class="card" role="status"><h2>${t("data.gone")}</h2><p class="say">${t(this.erased.verified ? "data.gone.all" : "data.gone.left")}</p></section>` : nothing}
        ${page ? pageOf(page, home) : this.erased ? nothing : html`<p class="card">${t("nobody")}</p>`}
        <p class="help"><ha-icon icon="mdi:phone-in-talk"></ha-icon><span>${t("help")}</span></p>
      </main>`;
  }

  private head(home: Home | null, pages: string[], page: string): TemplateResult {
    const t = (key: string) => say(this.texts!, key);
    return html`<header class="top">
      <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
      <h1>${t("panel")}</h1>
      <nav class="tabs" aria-label=${t("pages")} ?hidden=${pages.length < 2}>
        ${pages.map((one) => html`<a href="${this.root}/${one}" aria-current=${one === page ? "page" : nothing}><ha-icon icon=${ICONS[one]}></ha-icon><span>${t(`page.${one}`)}</span></a>`)}
      </nav>
      ${home ? html`<digitalshadow-emergency .home=${home}></digitalshadow-emergency>` : nothing}
    </header>`;
  }
}

function pageOf(page: string, home: Home): TemplateResult | typeof nothing {
  switch (page) {
    case "today":
      return html`<digitalshadow-today .home=${home}></digitalshadow-today>`;
    case "trend":
      return html`<digitalshadow-trend .home=${home}></digitalshadow-trend>`;
    case "measure":
      return html`<digitalshadow-measure .home=${home}></digitalshadow-measure>`;
    case "report":
      return html`<digitalshadow-report .home=${home}></digitalshadow-report>`;
    case "data":
      return html`<digitalshadow-data .home=${home}></digitalshadow-data>`;
    case "people":
      return html`<digitalshadow-people .home=${home}></digitalshadow-people>`;
    case "confirm":
      return html`<digitalshadow-confirm .home=${home}></digitalshadow-confirm>`;
    case "home":
      return html`<digitalshadow-home .home=${home}></digitalshadow-home>`;
    default:
      return nothing;
  }
}

define("digitalshadow-panel", Panel);
