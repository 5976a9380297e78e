/** Who may see what: private or shared, and each account that may read; the person changes it themself. */
import { type TemplateResult, css, html, nothing } from "lit";
import { list } from "./home";
import { Page, define } from "./page";
import { type MyData, ask } from "./server";
import { parts, switches } from "./styles";

class Readers extends Page {
  static override properties = { ...Page.properties, data: { attribute: false }, sharing: { state: true } };

  static override styles = [
    parts,
    switches,
    css`
      .seg { display: flex; margin-block: 12px 8px; }
      .seg button { flex: 1; }
      .ava { width: 44px; height: 44px; border-radius: 50%; background: var(--ds-act-soft); color: var(--ds-act); display: grid; place-items: center; font-weight: 500; font-size: 18px; flex: none; }
      .ask { background: var(--ds-soft); border-radius: 10px; padding: 12px; }
    `,
  ];

  declare data: MyData;
  /** Whether it is asked if everybody shall see. */
  declare sharing: boolean;

  constructor() {
    super();
    this.sharing = false;
  }

  private get granted(): string[] {
    return this.data.others.filter((one) => one.is_granted).map((one) => one.user_id);
  }

  private async choose(sharing: MyData["sharing"], granted: string[]): Promise<void> {
    const done = await this.doing(async () => {
      await ask(this.home.hass, "set_readers", this.me.person_id, { sharing, granted });
    });
    this.sharing = false;
    if (done) this.dispatchEvent(new CustomEvent("chosen", { detail: { sharing, granted } }));
  }

  private let(userId: string, reads: boolean): Promise<void> {
    const others = this.granted.filter((one) => one !== userId);
    return this.choose(this.data.sharing, reads ? [...others, userId] : others);
  }

  override render(): TemplateResult {
    const { data } = this;
    return html`<section class="card"><h2>${this.t("data.readers")}</h2>
      <div class="seg" role="group" aria-label=${this.t("data.readers")}>
        <button aria-pressed=${data.sharing === "private"} ?disabled=${this.waits} @click=${() => (data.sharing === "private" ? undefined : this.choose("private", this.granted))}>${this.t("data.is_private")}</button>
        <button aria-pressed=${data.sharing === "shared"} ?disabled=${this.waits} @click=${() => (this.sharing = data.sharing === "private")}>${this.t("data.is_shared")}</button>
      </div>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${
        this.sharing
          ? html`<div class="ask"><b>${this.t("data.share.ask")}</b><p class="sub">${this.t("data.share.what")}</p>
            <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.choose("shared", this.granted)}>${this.t("data.share.yes")}</button>
              <button class="btn line small" @click=${() => (this.sharing = false)}>${this.t("data.share.no")}</button></div></div>`
          : html`<p class="sub">${this.t(`data.${data.sharing}`)}</p>`
      }
      <ul class="rows">
        ${data.others.map(
          (
            one,
          ) => html`<li><span class="ava" aria-hidden="true">${one.name.slice(0, 1)}</span><div><b id=${one.user_id}><bdi>${one.name}</bdi></b><span class="sub">${this.t(one.is_granted ? "data.reads" : "data.reads_not")}</span></div>
          <button class="sw" role="switch" aria-checked=${one.is_granted} aria-labelledby=${one.user_id} ?disabled=${this.waits} @click=${() => this.let(one.user_id, !one.is_granted)}></button></li>`,
        )}
        <li><ha-icon icon="mdi:cog" style="margin:10px"></ha-icon><div><b>${this.t("data.administrators")}</b><span class="sub"><bdi>${list(this.home, data.administrators)}</bdi>. ${this.t("data.administrators.what")}</span></div></li>
      </ul></section>`;
  }
}

define("digitalshadow-readers", Readers);
