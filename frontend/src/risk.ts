/** The 10-year risk: a number in words, 100 people, and the equation it comes from. */
import { type TemplateResult, html, nothing, svg } from "lit";
import { type Home, inputName, list, outcomeName, reasonName, say } from "./home";
import type { Clinical } from "./server";

const ACROSS = 20;
const FEWEST = 0.5;

/** One card; a number never stands without the name and year of its equation. */
export function riskCard(home: Home, clinical: Clinical): TemplateResult {
  const t = (key: string, values = {}) => say(home.texts, key, values);
  return html`<section class="card">
    <header>
      <h2>${t("risk.title", { years: clinical.horizon_years ?? 10 })}</h2>
      <span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${t("risk.kind")}</span>
    </header>
    ${clinical.risk_percent === null ? noNumber(home, clinical) : people(home, clinical)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span><bdi>${clinical.equation}</bdi>, ${clinical.year}. ${t("risk.source")}</span>
    </p>
  </section>`;
}

function people(home: Home, clinical: Clinical): TemplateResult {
  const t = (key: string, values = {}) => say(home.texts, key, values);
  const percent = clinical.risk_percent ?? 0;
  const struck = percent < FEWEST ? 0 : Math.round(percent);
  const years = clinical.horizon_years ?? 10;
  const count = struck ? String(struck) : t("risk.fewer");
  const outcome = clinical.outcome ? outcomeName(home, clinical.outcome) : t("risk.outcome");
  const sentence = t("risk.sentence", { count, not: 100 - struck, years });
  return html`<p class="big num"><strong>${count}</strong> <span>${t("risk.of", { years })}</span></p>
    <div class="people" role="img" aria-label=${sentence}>
      ${Array.from({ length: 100 }, (_, at) => figure(at < struck, at))}
    </div>
    <p class="key num"><b>${outcome}: ${count}</b> <span>${t("risk.not", { not: 100 - struck })}</span></p>
    <p class="say">${sentence}</p>`;
}

function noNumber(home: Home, clinical: Clinical): TemplateResult {
  const missing = clinical.missing_inputs.map((one) => inputName(home, one));
  if (missing.length)
    return html`<p class="lead">${say(home.texts, "risk.incomplete")}</p>
      <p class="say">${say(home.texts, "risk.missing", { names: list(home, missing) })}</p>`;
  return html`<p class="lead">${say(home.texts, "risk.none")}</p>
    ${clinical.reason ? html`<p class="say">${reasonName(home, clinical.reason)}.</p>` : nothing}`;
}

/** One of a hundred people, filled or outlined. */
export function figure(struck: boolean, at: number): TemplateResult {
  return html`<svg viewBox="0 0 11 18" class=${struck ? "p1" : "p0"} aria-hidden="true" data-column=${at % ACROSS}>
    ${svg`<circle cx="5.5" cy="3.5" r="2.9"></circle><path d="M1 17V10.5a2.5 2.5 0 0 1 2.5-2.5h4a2.5 2.5 0 0 1 2.5 2.5V17z"></path>`}
  </svg>`;
}
