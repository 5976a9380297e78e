/** Confirm: the account says yes or no to what an administrator prepared; until then there is no other page. */
import { type TemplateResult, css, html, nothing } from "lit";
import { list, moment } from "./home";
import { Page, define } from "./page";
import { type Erased, type Question, ask } from "./server";
import { parts } from "./styles";

const TEXT = "component.digitalshadow.config_subentries.person.step";
/** The steps of the dialog that hold the text which is agreed to. */
const STEPS = ["consent", "consent_kept", "sharing"];

class Confirm extends Page {
  static override properties = {
    ...Page.properties,
    whole: { state: true },
    sure: { state: true },
  };

  static override styles = [
    parts,
    css`
      h2.ask { font-size: 22px; font-weight: 400; line-height: 1.25; }
      .answers { display: grid; gap: 8px; margin-block-start: 14px; }
      .whole { margin-block-start: 12px; font-size: 16px; }
      .more { background: none; color: var(--ds-act); min-height: 44px; margin-block-start: 8px; text-decoration: underline; }
    `,
  ];

  /** The text that is agreed to, once somebody asked for it; null before. */
  declare whole: string | null;
  declare sure: boolean;

  constructor() {
    super();
    this.whole = null;
    this.sure = false;
  }

  private get question(): Question {
    return this.home.view.question!;
  }

  private agree = (): Promise<boolean> =>
    this.doing(async () => {
      const { person_id, version } = this.question;
      await ask(this.home.hass, "agree", person_id, { version });
    });

  private refuse = (): Promise<boolean> =>
    this.doing(async () => {
      this.home.withdrawn(await ask<Erased>(this.home.hass, "refuse", this.question.person_id));
    });

  private read = (): Promise<boolean> =>
    this.doing(async () => {
      const { name, version } = this.question;
      const localize = await this.home.hass.loadBackendTranslation("config_subentries", "digitalshadow");
      this.whole = STEPS.map(
        (step) => `## ${localize(`${TEXT}.${step}.title`, { name, version })}\n\n${localize(`${TEXT}.${step}.description`, { name, version })}`,
      ).join("\n\n");
    });

  override render(): TemplateResult {
    const { reason, asked_by, cameras, erased_on } = this.question;
    const line = (icon: string, text: string) => html`<li><ha-icon icon=${icon}></ha-icon><div>${text}</div></li>`;
    const title = reason === "added" && !asked_by ? "confirm.added.by_somebody" : `confirm.${reason}`;
    return html`<section class="card narrow">
      <h2 class="ask">${this.t(title, { by: asked_by ?? "" })}</h2>
      <p class="say">${this.t("confirm.until")}</p>
      <ul class="rows">
        ${line("mdi:cctv", cameras.length ? this.t("confirm.cameras", { cameras: list(this.home, cameras) }) : this.t("confirm.no_camera"))}
        ${line("mdi:image-outline", this.t("confirm.kept"))}
        ${line("mdi:lock-outline", this.t(reason === "added" ? "confirm.private" : `confirm.stays.${this.question.sharing}`))}
        ${line("mdi:undo", this.t("confirm.stop"))}
      </ul>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${this.sure ? this.last() : this.answers()}
      ${erased_on ? html`<p class="sub say">${this.t("confirm.silence", { when: moment(this.home, erased_on) })}</p>` : nothing}
      ${this.whole === null ? html`<button class="more" ?disabled=${this.waits} @click=${this.read}>${this.t("confirm.read")}</button>` : html`<ha-markdown class="whole" .content=${this.whole}></ha-markdown>`}
    </section>`;
  }

  private answers(): TemplateResult {
    return html`<div class="answers">
      <button class="btn" ?disabled=${this.waits} @click=${this.agree}>${this.t("confirm.yes")}</button>
      <button class="btn line" ?disabled=${this.waits} @click=${() => (this.sure = true)}>${this.t("confirm.no")}</button>
    </div>`;
  }

  private last(): TemplateResult {
    const added = this.question.reason === "added";
    return html`<p class="say" role="alert"><b>${this.t(added ? "confirm.sure.photos" : "confirm.sure.all")}</b></p>
      <div class="answers">
        <button class="btn danger" ?disabled=${this.waits} @click=${this.refuse}>${this.t("confirm.sure.yes")}</button>
        <button class="btn line" @click=${() => (this.sure = false)}>${this.t("confirm.back")}</button>
      </div>`;
  }
}

define("digitalshadow-confirm", Confirm);
