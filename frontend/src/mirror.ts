/** The mirror without MagicMirror²: black, full screen, and only what the server sends this mirror's account. */
import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { RETRY_MILLISECONDS, textsIn } from "./follow";
import type { Hass } from "./hass";
import { type Texts, say } from "./home";
import { define } from "./page";
import { figures } from "./people";

/** So long after the last word of the server the mirror is dark, whether the connection broke or the server hangs. */
export const SILENCE_MILLISECONDS = 5000;
/** 59 px are read at 2 m on 24 inches with 1080 lines, which has 92 dots per inch. */
const METRES = 2;
const DOTS_PER_INCH = 92;

export interface MirrorPage {
  language: string;
  headline: string[];
  people: number | null;
  /** Without a usual range it is a demonstration's. */
  bar: { at: number; usual: [number, number] | null } | null;
  lines: { text: string; tone: "plain" | "quiet" | "demonstration" }[];
  due: string | null;
  phone: string | null;
}

/** How many pixels one pixel of the design is, from the address: `?distance=` in metres, `?density=` in dots per inch, `?scale=`. */
export function unitOf(search: string): number {
  const asked = new URLSearchParams(search);
  const positive = (name: string, usual: number): number => {
    const value = Number(asked.get(name) ?? usual);
    return Number.isFinite(value) && value > 0 ? value : usual;
  };
  return (positive("distance", METRES) / METRES) * (positive("density", DOTS_PER_INCH) / DOTS_PER_INCH) * positive("scale", 1);
}

export class Mirror extends LitElement {
  static override properties = {
    hass: { attribute: false },
    page: { state: true },
    refused: { state: true },
  };

  static override styles = css`
    * { box-sizing: border-box; margin: 0; padding: 0; }
    .sheet { position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none; border: 0; overflow: hidden; background: #000; color: #fff; cursor: none; font: 400 calc(64 * var(--u)) / 1.2 Roboto, Noto, sans-serif; overflow-wrap: anywhere; --ds-data: #56b4e9; --ds-ghost: #8d9196; }
    main { position: absolute; inset: auto calc(90 * var(--u)) calc(150 * var(--u)); animation: come 400ms; }
    @keyframes come { from { opacity: 0; } }
    h1 { font-size: calc(92 * var(--u)); font-weight: 400; line-height: 1.15; }
    h1 span { display: block; }
    .quiet, .phone { color: #d0d0d0; }
    .quiet { margin-block-start: calc(22 * var(--u)); }
    .demonstration { color: #f0b3d5; }
    .bar { position: relative; height: calc(34 * var(--u)); border-radius: calc(17 * var(--u)); background: #2b2e31; margin-block: calc(72 * var(--u)) calc(40 * var(--u)); }
    .bar i { position: absolute; inset-block: 0; background: #56b4e9; opacity: 0.5; border-radius: calc(4 * var(--u)); }
    .bar b { position: absolute; inset-block-start: 50%; width: calc(66 * var(--u)); height: calc(66 * var(--u)); margin: calc(-33 * var(--u)); border-radius: 50%; background: #56b4e9; border: calc(8 * var(--u)) solid #000; box-shadow: 0 0 0 calc(5 * var(--u)) #56b4e9; }
    .bar.hatched { background: repeating-linear-gradient(135deg, #f0b3d566 0 calc(16 * var(--u)), transparent 0 calc(32 * var(--u))), #2a1c25; box-shadow: 0 0 0 calc(3 * var(--u)) #a96f91; }
    .hatched b { background: #f0b3d5; box-shadow: 0 0 0 calc(5 * var(--u)) #f0b3d5; }
    .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: calc(12 * var(--u)) calc(8 * var(--u)); margin-block: calc(56 * var(--u)) calc(36 * var(--u)); }
    .people svg { width: 100%; display: block; }
    .p1 { fill: var(--ds-data); }
    .p0 { fill: none; stroke: var(--ds-ghost); stroke-width: 1.1; }
    footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: calc(24 * var(--u)); margin-block-start: calc(64 * var(--u)); }
    footer:empty { display: none; }
    footer p { display: flex; align-items: center; gap: calc(28 * var(--u)); }
    ha-icon { --mdc-icon-size: calc(64 * var(--u)); }
    .due ha-icon { color: #56b4e9; }
    .phone { margin-inline-start: auto; }
    .refused { padding: 32px; font: 400 20px/1.5 Roboto, Noto, sans-serif; color: var(--primary-text-color); }
    .refused a { display: block; padding-block: 12px; color: inherit; }
    @media (prefers-reduced-motion: reduce) { main { animation: none; } }
  `;

  declare hass: Hass;
  declare page: MirrorPage | null;
  /** The texts that say so to another account; null while this is a mirror's. */
  declare refused: Texts | null;

  private stop: Promise<() => Promise<void>> | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.page = null;
    this.refused = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hass-notification", this.swallow, true);
    this.kiosk(true);
    if (this.hass) this.subscribe();
  }

  override disconnectedCallback(): void {
    window.removeEventListener("hass-notification", this.swallow, true);
    this.kiosk(false);
    this.show(null);
    void this.stop?.then((stop) => stop()).catch(() => undefined);
    this.stop = null;
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("hass") || !this.hass) return;
    if (!this.hass.connected) this.show(null);
    if (!this.stop) this.subscribe();
  }

  /** A popover lies above whatever Home Assistant opened before, dialogs and messages too. */
  protected override updated(): void {
    const sheet = this.renderRoot.querySelector<HTMLElement>(".sheet");
    if (sheet && !sheet.matches(":popover-open")) sheet.showPopover();
  }

  /** Nobody can touch a message in a mirror, and it would shine through the glass of a dark one. */
  private swallow = (event: Event): void => {
    if (!this.refused) event.stopImmediatePropagation();
  };

  private kiosk(enable: boolean): void {
    this.dispatchEvent(new CustomEvent("hass-kiosk-mode", { bubbles: true, composed: true, detail: { enable } }));
  }

  private subscribe(): void {
    this.stop = this.hass.connection.subscribeMessage<{ page: MirrorPage | null }>(
      (told) => {
        this.refused = null;
        this.show(told.page);
      },
      { type: "digitalshadow/mirror" },
    );
    this.stop.catch((error: unknown) => {
      this.show(null);
      // Home Assistant logs each refusal, so another account is not asked about again.
      if ((error as { code?: unknown }).code === "unauthorized") void this.refuse();
      else setTimeout(() => this.isConnected && this.subscribe(), RETRY_MILLISECONDS);
    });
  }

  /** Every word of the server counts as one: it keeps the page, or takes it away at once. */
  private show(page: MirrorPage | null): void {
    clearTimeout(this.silence);
    this.page = page;
    if (page) this.silence = setTimeout(() => (this.page = null), SILENCE_MILLISECONDS);
  }

  /** Whoever opens this page with another account is told so, on a page they can leave. */
  private async refuse(): Promise<void> {
    this.refused = await textsIn(this.hass.language);
    this.kiosk(false);
  }

  override render(): TemplateResult {
    if (this.refused)
      return html`<p class="refused" role="alert">${say(this.refused, "mirror.refused")} <a href="/digitalshadow">${say(this.refused, "panel")}</a></p>`;
    return html`<div class="sheet" popover="manual" style="--u:${unitOf(location.search)}px">${this.page ? shown(this.page) : nothing}</div>`;
  }
}

function shown(page: MirrorPage): unknown {
  const { headline, people, bar, lines, due, phone } = page;
  return keyed(
    headline.join(),
    html`<main lang=${page.language}>
      ${headline.length ? html`<h1>${headline.map((line) => html`<span>${line}</span>`)}</h1>` : nothing}
      ${people === null ? nothing : html`<div class="people" aria-hidden="true">${figures(people, 100)}</div>`}
      ${bar ? signal(bar) : nothing}
      ${lines.map((line) => html`<p class=${line.tone}>${line.text}</p>`)}
      ${
        due || phone
          ? html`<footer>
            ${due ? html`<p class="due"><ha-icon icon="mdi:heart-pulse"></ha-icon>${due}</p>` : nothing}
            ${phone ? html`<p class="phone"><ha-icon icon="mdi:phone"></ha-icon>${phone}</p>` : nothing}
          </footer>`
          : nothing
      }
    </main>`,
  );
}

function signal(bar: NonNullable<MirrorPage["bar"]>): TemplateResult {
  const { at, usual } = bar;
  return html`<div class=${usual ? "bar" : "bar hatched"} aria-hidden="true">
    ${usual ? html`<i style="inset-inline:${usual[0]}% ${100 - usual[1]}%"></i>` : nothing}<b style="inset-inline-start:${at}%"></b>
  </div>`;
}

define("digitalshadow-mirror", Mirror);
