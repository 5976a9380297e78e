/** What each mirror of the home may show of the person: a switch a topic, and why some are off for good. */
import { type TemplateResult, css, html, nothing } from "lit";
import { Page, define } from "./page";
import { type MirrorChoice, type MirrorTopic, ask } from "./server";
import { parts, switches } from "./styles";

const ICONS: Record<MirrorTopic, string> = {
  greeting: "mdi:hand-wave-outline",
  due: "mdi:calendar-clock",
  signal: "mdi:face-recognition",
  risk: "mdi:heart-pulse",
  pulse: "mdi:heart-flash",
};
const TOPICS = Object.keys(ICONS) as MirrorTopic[];

export class MirrorChoices extends Page {
  static override properties = { ...Page.properties, mirrors: { state: true } };

  static override styles = [
    parts,
    switches,
    css`
      h3 { font-size: 16px; font-weight: 500; margin-block-start: 16px; }
    `,
  ];

  declare mirrors: MirrorChoice[];

  constructor() {
    super();
    this.mirrors = [];
  }

  protected override firstUpdated(): void {
    const mirrors = async () => (this.mirrors = await ask<MirrorChoice[]>(this.home.hass, "mirrors", this.me.person_id));
    void this.loading({ names: ["mirrors.title"], load: mirrors });
  }

  private turn(mirror: MirrorChoice, topic: MirrorTopic): Promise<boolean> {
    const topics = TOPICS.filter((one) => mirror.topics[one].on !== (one === topic));
    return this.doing(async () => {
      const choice = { mirror_id: mirror.mirror_id, topics };
      this.mirrors = await ask<MirrorChoice[]>(this.home.hass, "set_mirror", this.me.person_id, choice);
    });
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.mirrors.length && !this.unloaded.length) return nothing;
    return html`<section class="card"><header><h2>${this.t("mirrors.title")}</h2></header>
      <p class="say">${this.t("mirrors.rule")}</p>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing} ${this.notLoaded()}
      ${this.mirrors.map(
        (mirror) => html`<h3><bdi>${mirror.name}</bdi></h3>
        <ul class="rows">${TOPICS.map((topic) => this.row(mirror, topic))}</ul>`,
      )}
    </section>`;
  }

  private row(mirror: MirrorChoice, topic: MirrorTopic): TemplateResult {
    const { on, limit } = mirror.topics[topic];
    const id = `${mirror.mirror_id}-${topic}`;
    const why = limit ? `mirrors.limit.${limit}` : `mirrors.${topic}.${on ? "on" : "off"}`;
    return html`<li><ha-icon icon=${ICONS[topic]}></ha-icon><div><b id=${id}>${this.t(`mirrors.${topic}`)}</b>
        <span class="sub">${this.t(why)}</span></div>
      ${
        limit
          ? nothing
          : html`<button class="sw" role="switch" aria-checked=${on} aria-labelledby=${id} ?disabled=${this.waits}
        @click=${() => this.turn(mirror, topic)}></button>`
      }</li>`;
  }
}

define("digitalshadow-mirror-choices", MirrorChoices);
