/** What a camera sees just now: where faces are, how large, and the reason why one cannot be read. Only when asked. */
import { type TemplateResult, css, html, nothing } from "lit";
import { faceParts, faceSentence, faces, sizeWords } from "./faces";
import { cameraState, counted, list, moment, number } from "./home";
import { Page, define } from "./page";
import type { Camera, CameraVideo, LookedFace, Looked } from "./server";
import { parts } from "./styles";

const PAUSE_MILLISECONDS = 2000;
/** The bar reaches to so many times what is needed. */
const BAR_SHARE = 3;

class CameraView extends Page {
  static override properties = { ...Page.properties, camera: { attribute: false }, looked: { state: true }, looking: { state: true } };

  static override styles = [
    parts,
    faceParts,
    css`
      .size { position: relative; height: 10px; border-radius: 5px; background: var(--ds-track); margin-block: 14px 32px; }
      .size i { position: absolute; inset-block: 0; inset-inline-start: 0; border-radius: 5px; background: var(--ds-data); }
      .size u { position: absolute; inset-block: -5px; width: 2.5px; background: var(--ds-ink); inset-inline-start: 33.3%; }
      .size span { position: absolute; inset-block-start: 20px; inset-inline-start: calc(33.3% - 18px); font-size: 13px; white-space: nowrap; }
      .state { font-size: 18px; font-weight: 500; line-height: 1.3; margin-block-start: 12px; }
    `,
  ];

  declare camera: Camera;
  declare looked: Looked | null;
  declare looking: boolean;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.looked = null;
    this.looking = false;
  }

  override disconnectedCallback(): void {
    this.stop();
    super.disconnectedCallback();
  }

  private start = (): void => {
    this.looking = true;
    void this.look();
  };

  /** Nothing of the picture stays, here neither. */
  private stop = (): void => {
    clearTimeout(this.timer);
    this.looking = false;
    this.looked = null;
  };

  private async look(): Promise<void> {
    if (document.visibilityState === "visible" && this.home.hass.connected)
      await this.doing(async () => {
        const looked = await this.home.hass.callWS<Looked>({ type: "digitalshadow/camera/look", camera: this.camera.subentry_id });
        if (this.looking) this.looked = looked;
      });
    if (this.looking && this.isConnected) this.timer = setTimeout(() => void this.look(), PAUSE_MILLISECONDS);
  }

  override render(): TemplateResult {
    const { camera } = this;
    return html`<section class="card">
      <header><h2><bdi>${camera.name}</bdi></h2><span class="kind"><ha-icon icon=${this.looking ? "mdi:video" : "mdi:cctv"}></ha-icon>${cameraState(this.home, camera.status)}</span></header>
      ${camera.last_analysed_at ? html`<p class="sub">${this.t("camera.last", { when: moment(this.home, camera.last_analysed_at) })}</p>` : nothing}
      ${camera.video ? html`<p class="sub">${this.video(camera.video)}</p>` : nothing}
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${this.looked ? this.seen(this.looked) : nothing}
      <div class="btns">${
        this.looking
          ? html`<button class="btn line small" @click=${this.stop}>${this.t("camera.stop")}</button>`
          : html`<button class="btn soft small" ?disabled=${!this.home.hass.connected} @click=${this.start}>${this.t("camera.show")}</button>`
      }</div>
      <p class="sub">${this.t("camera.not_stored")}</p>
    </section>`;
  }

  /** How it is looked at, and why not live. */
  private video({ video, reason, reconnects, ...facts }: CameraVideo): string {
    const back = reconnects ? ` ${counted(this.home, "camera.video.reconnects", reconnects)}` : "";
    if (video === "live") return `${this.t("camera.video.live", { what: this.stream(facts) })}${back}`;
    return `${this.t(video === "stills" && reason ? `camera.video.why.${reason}` : `camera.video.${video}`)}${back}`;
  }

  private stream({ codec, width_px, height_px, frames_per_second, keyframe_interval_seconds }: Omit<CameraVideo, "video" | "reason" | "reconnects">): string {
    return list(this.home, [
      ...(codec ? [codec.toUpperCase()] : []),
      ...(width_px && height_px ? [`${width_px} × ${height_px}`] : []),
      ...(frames_per_second ? [this.t("camera.video.fps", { fps: frames_per_second })] : []),
      ...(keyframe_interval_seconds ? [this.t("camera.video.keyframe", { seconds: number(this.home, keyframe_interval_seconds) })] : []),
    ]);
  }

  private seen(looked: Looked): TemplateResult {
    const [face] = looked.faces;
    return html`${looked.picture ? faces(this.home, this.camera.name, looked) : html`<p class="sub">${this.t("camera.large")}</p>`}
      <p class="state" role="status">${faceSentence(this.home, looked)}</p>
      ${face ? this.size(face, looked) : nothing}
      ${face?.why_not ? html`<p>${this.t(`camera.mend.${face.why_not}`)}</p>` : nothing}
      ${face?.person ? html`<p class="sub">${this.t("camera.recognised")} <bdi>${face.person}</bdi>.</p>` : nothing}`;
  }

  private size(face: LookedFace, looked: Looked): TemplateResult {
    const share = Math.min(100, (100 * face.face_px) / (BAR_SHARE * looked.needed_px));
    return html`<div class="size" role="img" aria-label=${sizeWords(this.home, face, looked)}>
      <i style="width:${share}%"></i><u></u><span>${this.t("camera.needs", { needed: looked.needed_px })}</span></div>`;
  }
}

define("digitalshadow-camera-view", CameraView);
