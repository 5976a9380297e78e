/** When to call, in reach on every page; it calls nobody by itself. */
import { type TemplateResult, css, html } from "lit";
import { Page, define } from "./page";
import { parts } from "./styles";

export class Emergency extends Page {
  static override styles = [
    parts,
    css`
      .sos { display: inline-flex; align-items: center; gap: 6px; min-height: 44px; padding-inline: 12px 14px; border: 1.5px solid var(--ds-line); border-radius: 999px; font-size: 15px; font-weight: 500; color: var(--ds-ink); white-space: nowrap; }
      .sos ha-icon { --mdc-icon-size: 18px; color: var(--ds-act); }
      dialog { background: var(--ds-card); color: var(--ds-ink); border: 0; padding: 24px 20px; width: 100%; max-width: min(520px, 100vw); border-radius: 28px 28px 0 0; margin: auto auto 0; max-height: 95dvh; overflow: auto; }
      dialog::backdrop { background: #0008; }
      h2 { font-size: 24px; font-weight: 500; }
      dialog > * + * { margin-block-start: 14px; }
      dialog ul { display: grid; gap: 14px; font-size: 17px; }
      dialog li b { display: block; font-weight: 500; font-size: 18px; }
      .btn { display: flex; width: 100%; }
      a.btn { min-height: 64px; font-size: 20px; }
      @media (min-width: 870px) { dialog { border-radius: 28px; margin: auto; } }
    `,
  ];

  override render(): TemplateResult {
    const numbers = this.home.view.emergency_numbers;
    const label = numbers.length ? numbers.join(" / ") : "";
    return html`<button class="sos" @click=${this.open}><ha-icon icon="mdi:phone"></ha-icon>${this.t("sos", { number: label })}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${numbers.length ? this.t("sos.title", { number: label }) : this.t("sos.title.unknown")}</h2>
        <p>${this.t("sos.one")}</p>
        <ul>
          <li><b>${this.t("sos.heart")}</b>${this.t("sos.heart.signs")}</li>
          <li><b>${this.t("sos.stroke")}</b>${this.t("sos.stroke.signs")}</li>
        </ul>
        ${numbers.map((one) => html`<a class="btn" href="tel:${one}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: one })}</a>`)}
        <button class="btn line" @click=${this.close}>${this.t("close")}</button>
        <p class="sub">${this.t("sos.limits")}</p>
      </dialog>`;
  }

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog")!;
  }

  private open = (): void => this.dialog.showModal();
  private close = (): void => this.dialog.close();
}

define("digitalshadow-emergency", Emergency);
