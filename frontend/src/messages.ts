/** Messages on phones, for administrators: whose news are told where, one click a phone, and the blueprints behind it. */
import { type TemplateResult, css, html, nothing } from "lit";
import { Page, define } from "./page";
import type { Messages, PreparedAutomation, ReceivingPhone, Receiver } from "./server";
import { parts } from "./styles";

const BLUEPRINTS = "/config/blueprint/dashboard";
const LOOKS = 10;
const LOOK_MILLISECONDS = 300;

class MessagesCard extends Page {
  static override properties = { ...Page.properties, messages: { attribute: false } };

  static override styles = [
    parts,
    css`
      .told { display: inline-flex; align-items: center; gap: 6px; color: var(--ds-ink2); font-size: 15px; flex: none; }
      .told ha-icon { color: var(--ds-act); }
    `,
  ];

  declare messages: Messages;

  /** Tells the page what the server answered anew. */
  private changed(messages: Messages): void {
    this.dispatchEvent(new CustomEvent("changed", { detail: messages }));
  }

  private fetch(): Promise<Messages> {
    return this.home.hass.callWS<Messages>({ type: "digitalshadow/messages" });
  }

  /** Home Assistant is asked for the automation as its own editor asks; it reloads it a moment after it has answered. */
  private tell({ person_id, account, name }: Receiver, { device_id, name: phone }: ReceivingPhone): Promise<boolean> {
    return this.doing(async () => {
      const { hass } = this.home;
      const { automation_id, use_blueprint } = await hass.callWS<PreparedAutomation>({ type: "digitalshadow/messages/prepare", person_id, phone: device_id });
      const alias = this.t("messages.alias", { name, account: account ?? "", phone });
      await hass.callApi("POST", `config/automation/config/${automation_id}`, { alias, description: this.t("messages.made_here"), use_blueprint });
      const isTold = ({ receivers }: Messages) =>
        receivers.some((one) => one.person_id === person_id && one.phones.some((its) => its.device_id === device_id && its.is_told));
      for (let look = 0; look < LOOKS; look += 1) {
        const now = await this.fetch();
        this.changed(now);
        if (isTold(now)) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
      }
      throw new Error(this.t("messages.not_loaded"));
    });
  }

  private install = (): Promise<boolean> =>
    this.doing(async () => {
      await this.home.hass.callWS({ type: "call_service", domain: "digitalshadow", service: "install_blueprints", return_response: true });
      this.changed(await this.fetch());
    });

  override render(): TemplateResult {
    const { receivers, blueprints } = this.messages;
    return html`<section class="card"><header><h2>${this.t("messages.title")}</h2></header>
      <p class="say">${this.t(receivers.length ? "messages.what" : "messages.nobody")}</p>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <ul class="rows">
        ${receivers.map((one) => (one.why_not ? this.without(one) : one.phones.map((phone) => this.row(one, phone))))}
        <li><ha-icon icon="mdi:file-tree-outline"></ha-icon><div><b>${this.t("messages.blueprints")}</b><span class="sub">${this.t(`messages.blueprints.${blueprints}`)}</span></div>
          ${blueprints === "current" ? html`<a class="btn soft small" href=${BLUEPRINTS}>${this.t("messages.blueprints.open")}</a>` : html`<button class="btn soft small" ?disabled=${this.waits} @click=${this.install}>${this.t(`messages.blueprints.do_${blueprints}`)}</button>`}</li>
      </ul></section>`;
  }

  private row(receiver: Receiver, phone: ReceivingPhone): TemplateResult {
    const what = this.t(receiver.is_carer ? "messages.carer" : "messages.own", { name: receiver.name });
    return html`<li><ha-icon icon="mdi:cellphone-message"></ha-icon><div><b><bdi>${receiver.account}</bdi>, <bdi>${phone.name}</bdi></b><span class="sub">${what}</span></div>
      ${
        phone.is_told
          ? html`<span class="told"><ha-icon icon="mdi:check-circle"></ha-icon>${this.t("messages.told")}</span>`
          : html`<button class="btn soft small" aria-label="${this.t("messages.tell")}: ${receiver.account}, ${phone.name}, ${what}" ?disabled=${this.waits} @click=${() => this.tell(receiver, phone)}>${this.t("messages.tell")}</button>`
      }</li>`;
  }

  private without({ account, name, is_carer, why_not }: Receiver): TemplateResult {
    const what = this.t(is_carer ? "messages.carer" : "messages.own", { name });
    return html`<li><ha-icon icon="mdi:cellphone-off"></ha-icon><div><b><bdi>${account}</bdi></b><span class="sub">${what}. ${this.t(`messages.${why_not}`)}</span></div></li>`;
  }
}

define("digitalshadow-messages", MessagesCard);
