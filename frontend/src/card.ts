/** What our cards have in common: the home they show, and what Home Assistant asks of a card. */
import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { RETRY_MILLISECONDS, type Spoken, follow, spokenTo } from "./follow";
import type { Hass } from "./hass";
import { type Home, say } from "./home";
import { drawings, parts, tokens } from "./styles";
import type { View } from "./server";

export interface CardConfig {
  type: string;
  /** What somebody set by hand in a dashboard of sections. */
  grid_options?: { rows?: number | "auto" };
}

export interface Choice {
  value: string;
  label: string;
}

/** The size of a card in a dashboard of sections: twelve columns, rows of 56 px. */
export interface GridOptions {
  columns: number | "full";
  rows: number | "auto";
  min_columns: number;
  min_rows: number;
}

export abstract class Card<Config extends CardConfig> extends LitElement {
  static override properties = {
    hass: { attribute: false },
    config: { state: true },
    layout: { attribute: false },
    view: { state: true },
    spoken: { state: true },
  };

  static override styles = [
    tokens,
    parts,
    drawings,
    css`
      :host { display: block; height: 100%; background: none; }
      /* A card is as high as what it shows, unless somebody gave it a number of rows: then it shows what has room. */
      .box { container-type: inline-size; height: 100%; }
      :host([fixed]) .box { container-type: size; min-height: 120px; }
      .card { position: relative; display: flex; flex-direction: column; height: 100%; padding: 12px 14px; }
      .card.demo { padding-block-start: 0; }
      .who { display: flex; gap: 10px; align-items: center; }
      .who > div { flex: 1; min-width: 0; line-height: 1.25; }
      .who b { display: block; font-weight: 500; }
      .ava { width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; flex: none; background: var(--ds-act-soft); color: var(--ds-act); font-size: 17px; font-weight: 500; }
      .strip { margin: 0 -14px 8px; padding: 14px 14px 6px; font-size: 14px; }
      .src { margin-block-start: auto; padding-block-start: 6px; font-size: 13px; }
      .to { position: absolute; inset: 0; border-radius: inherit; }
      ha-icon { --mdc-icon-size: 18px; }
    `,
  ];

  declare hass: Hass;
  declare config: Config;
  /** Set by Home Assistant: `grid` in a dashboard of sections. */
  declare layout: string | undefined;
  declare view: View | null;
  declare spoken: Spoken | null;

  private stop: (() => void) | null = null;
  private language = "";

  constructor() {
    super();
    this.view = null;
    this.spoken = null;
  }

  setConfig(config: Config): void {
    this.config = config;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hass) this.follow();
  }

  override disconnectedCallback(): void {
    this.stop?.();
    this.stop = null;
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.toggleAttribute("fixed", this.layout === "grid" && typeof this.config?.grid_options?.rows === "number");
    if (!changed.has("hass") || !this.hass) return;
    this.toggleAttribute("dark", this.hass.themes?.darkMode === true);
    if (!this.stop && this.isConnected) this.follow();
    if (this.language !== this.hass.language) void this.fetchTexts(this.hass.language);
  }

  private async fetchTexts(language: string): Promise<void> {
    this.language = language;
    try {
      this.spoken = await spokenTo(this.hass);
    } catch {
      // Without its texts the card cannot say what stands against them; they come once Home Assistant answers.
      setTimeout(() => {
        if (this.language !== language) return;
        if (this.isConnected) void this.fetchTexts(language);
        else this.language = "";
      }, RETRY_MILLISECONDS);
    }
  }

  private follow(): void {
    this.stop = follow(this.hass, (view) => (this.view = view));
  }

  protected get home(): Home | null {
    if (!this.view || !this.spoken) return null;
    return { hass: this.hass, view: this.view, ...this.spoken, prefix: "/digitalshadow", path: [], withdrawn: () => undefined };
  }

  protected abstract body(home: Home): TemplateResult;

  override render(): TemplateResult {
    const home = this.config ? this.home : null;
    return html`<div class="box">${home ? this.body(home) : html`<div class="card" aria-busy="true"></div>`}</div>`;
  }

  protected missing(home: Home, key: string): TemplateResult {
    return html`<div class="card"><p class="say">${say(home.texts, key)}</p></div>`;
  }

  /** The whole card is one link, whose name is what the card says. */
  protected link(home: Home, page: string, sentence: string): TemplateResult {
    return html`<a class="to" href="${home.prefix}/${page}" aria-label=${sentence}></a>`;
  }
}

/** How the fields of a card's form are called, in the user's language. */
export async function labels(hass: Hass): Promise<(field: { name: string }) => string> {
  const { texts } = await spokenTo(hass);
  return ({ name }) => say(texts, `card.form.${name}`);
}

/** What a form of Home Assistant offers to choose from. */
export function select(name: string, options: Choice[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return { name, selector: { select: { options, mode: "dropdown", ...more } } };
}

export { css, html, nothing, type TemplateResult };
