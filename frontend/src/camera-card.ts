/** A watched camera: what it does, in words, and its picture as it is now. */
import { Card, type CardConfig, type GridOptions, type TemplateResult, css, html, nothing, select } from "./card";
import { latest } from "./follow";
import type { Hass } from "./hass";
import { type Home, cameraState, moment, say } from "./home";
import { define } from "./page";

const RENEWED_MILLISECONDS = 2000;

export interface CameraCardConfig extends CardConfig {
  /** A subentry id. */
  camera?: string;
}

export class CameraCard extends Card<CameraCardConfig> {
  static override properties = { ...Card.properties, turn: { state: true } };

  static override styles = [
    ...Card.styles,
    css`
      .view { flex: 1; min-height: 96px; margin-block-start: 10px; border-radius: 8px; overflow: hidden; background: var(--ds-soft); }
      .view img { width: 100%; height: 100%; object-fit: cover; display: block; }
    `,
  ];

  /** Counts the pictures that were asked for. */
  declare turn: number;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.turn = 0;
  }

  static async getConfigForm(): Promise<unknown> {
    const hass = document.querySelector<HTMLElement & { hass: Hass }>("home-assistant")?.hass;
    const cameras = hass ? (await latest(hass)).cameras : [];
    return { schema: [select("camera", cameras.map((one) => ({ value: one.subentry_id, label: one.name })))] };
  }

  static async getStubConfig(hass: Hass): Promise<Partial<CameraCardConfig>> {
    const [first] = (await latest(hass)).cameras;
    return first ? { camera: first.subentry_id } : {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => document.hidden || (this.turn += 1), RENEWED_MILLISECONDS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  getCardSize(): number {
    return 5;
  }

  getGridOptions(): GridOptions {
    return { columns: 12, rows: 5, min_columns: 6, min_rows: 4 };
  }

  protected override body(home: Home): TemplateResult {
    const camera = home.view.cameras.find((one) => one.subentry_id === this.config.camera);
    if (!camera) return this.missing(home, "card.no_camera");
    const state = cameraState(home, camera.status);
    const when = camera.last_analysed_at ? moment(home, camera.last_analysed_at) : "";
    const picture = this.hass.states?.[camera.camera_entity_id ?? ""]?.attributes.entity_picture;
    return html`<div class="card">
      ${home.view.is_administrator ? this.link(home, "home", `${camera.name}: ${state}`) : nothing}
      <div class="who"><div><b><bdi>${camera.name}</bdi></b><span class="sub">${state}${when ? html`<br />${say(home.texts, "card.looked", { when })}` : nothing}</span></div></div>
      <div class="view">${picture ? html`<img alt=${say(home.texts, "card.preview", { name: camera.name })} src="${picture}&width=640&height=360&turn=${this.turn}" />` : nothing}</div>
    </div>`;
  }
}

define("digitalshadow-camera-card", CameraCard);
