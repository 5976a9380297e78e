/** A watched camera: what it does, in words, and its picture as it is now; for administrators, on request, with its faces. */
import { Card, type CardConfig, type GridOptions, type TemplateResult, css, html, labels, nothing, select } from "./card";
import { latest } from "./follow";
import { type Home, cameraState, moment, say } from "./home";
import { faceSentence, faces, faceParts } from "./faces";
import { type Hass, reasonOf } from "./hass";
import { define } from "./page";
import type { Camera, Looked } from "./server";

const RENEWED_MILLISECONDS = 2000;

export interface CameraCardConfig extends CardConfig {
  /** A subentry id. */
  camera?: string;
}

export class CameraCard extends Card<CameraCardConfig> {
  static override properties = { ...Card.properties, turn: { state: true }, looked: { state: true }, looking: { state: true }, error: { state: true } };

  static override styles = [
    ...Card.styles,
    faceParts,
    css`
      .now { flex: 1; min-height: 96px; margin-block-start: 10px; border-radius: 8px; overflow: hidden; background: var(--ds-soft); }
      .now img { width: 100%; height: 100%; object-fit: cover; display: block; }
      .btn { position: relative; z-index: 1; }
    `,
  ];

  /** Counts the pictures that were asked for. */
  declare turn: number;
  /** What the engine found in the latest picture; only while an administrator asked to see it. */
  declare looked: Looked | null;
  declare looking: boolean;
  declare error: string;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.turn = 0;
    this.looked = null;
    this.looking = false;
    this.error = "";
  }

  static async getConfigForm(): Promise<unknown> {
    const hass = document.querySelector<HTMLElement & { hass: Hass }>("home-assistant")?.hass;
    if (!hass) return { schema: [] };
    const { cameras } = await latest(hass);
    return {
      schema: [
        select(
          "camera",
          cameras.map((one) => ({ value: one.subentry_id, label: one.name })),
        ),
      ],
      computeLabel: await labels(hass),
    };
  }

  static async getStubConfig(hass: Hass): Promise<Partial<CameraCardConfig>> {
    const [first] = (await latest(hass)).cameras;
    return first ? { camera: first.subentry_id } : {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => document.hidden || this.renew(), RENEWED_MILLISECONDS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    this.endLook();
    super.disconnectedCallback();
  }

  private renew(): void {
    if (this.looking) void this.look();
    else this.turn += 1;
  }

  private beginLook = (): void => {
    this.looking = true;
    void this.look();
  };

  /** Nothing of the picture stays. */
  private endLook = (): void => {
    this.looking = false;
    this.looked = null;
    this.error = "";
  };

  private async look(): Promise<void> {
    try {
      const looked = await this.hass.callWS<Looked>({ type: "digitalshadow/camera/look", camera: this.config.camera });
      if (!this.looking) return;
      this.looked = looked;
      this.error = "";
    } catch (error) {
      if (this.home) this.error = reasonOf(error, this.home.backend) || say(this.home.texts, "failed");
    }
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
    const { looked } = this;
    return html`<div class="card">
      ${home.view.is_administrator ? this.link(home, "home", `${camera.name}: ${state}`) : nothing}
      <div class="who"><div><b><bdi>${camera.name}</bdi></b><span class="sub">${state}${when ? html`<br />${say(home.texts, "card.looked", { when })}` : nothing}</span></div>
        ${home.view.is_administrator ? html`<button class="btn soft small" aria-pressed=${this.looking} @click=${this.looking ? this.endLook : this.beginLook}>${say(home.texts, this.looking ? "camera.stop" : "card.faces")}</button>` : nothing}</div>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${looked?.picture ? faces(home, camera.name, looked) : this.now(home, camera)}
      ${looked ? html`<p class="say" role="status">${faceSentence(home, looked)}</p>` : nothing}
    </div>`;
  }

  private now(home: Home, camera: Camera): TemplateResult {
    const picture = this.hass.states?.[camera.camera_entity_id ?? ""]?.attributes.entity_picture;
    return html`<div class="now">${picture ? html`<img alt=${say(home.texts, "card.preview", { name: camera.name })} src="${picture}&width=640&height=360&turn=${this.turn}" />` : nothing}</div>`;
  }
}

define("digitalshadow-camera-card", CameraCard);
