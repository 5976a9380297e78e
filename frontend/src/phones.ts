/** Where somebody is told news on a phone. Only an administrator can change that; others read whom to ask, and nothing is sent. */
import { type TemplateResult, html, nothing } from "lit";
import { type Home, list, say } from "./home";
import type { PhoneMessages } from "./server";

export function phonesRow(home: Home, { phones, administrators }: PhoneMessages): TemplateResult {
  const told = phones.filter((one) => one.is_told).map((one) => one.name);
  const isAdministrator = home.view.is_administrator;
  const words = told.length
    ? say(home.texts, "data.phones.told", { phones: list(home, told) })
    : !phones.length
      ? say(home.texts, "data.phones.none")
      : say(home.texts, isAdministrator ? "data.phones.make" : "data.phones.ask", { who: list(home, administrators) });
  return html`<li><ha-icon icon="mdi:cellphone-message"></ha-icon><div><b>${say(home.texts, "data.phones")}</b><span class="sub">${words}</span></div>
    ${isAdministrator ? html`<a class="btn soft small" href="${home.prefix}/home">${say(home.texts, "page.home")}</a>` : nothing}</li>`;
}
