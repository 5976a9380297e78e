/** The 10-year risk: a number in words, 100 people, and the equation it comes from; or why there is no number. */
import { type TemplateResult, html, nothing } from "lit";
import { type Home, counted, inputName, list, outcomeName, pageFor, reasonName, say } from "./home";
import { figure, figures, struckOf } from "./people";
import type { Clinical } from "./server";

type Words = (key: string, values?: Record<string, string | number>) => string;

/** One card; a number never stands without the name and year of its equation. */
export function riskCard(home: Home, clinical: Clinical): TemplateResult {
  const t: Words = (key, values = {}) => say(home.texts, key, values);
  const contradictions = clinical.contradictions ?? [];
  const missing = clinical.risk_percent === null ? clinical.missing_inputs : [];
  const hasNumber = clinical.risk_percent !== null && !contradictions.length;
  return html`<section class="card">
    <header>
      <h2>${t("risk.title", { years: clinical.horizon_years ?? 10 })}</h2>
      ${
        hasNumber
          ? html`<span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${t("risk.kind")}</span>`
          : missing.length
            ? html`<span class="kind num"><ha-icon icon="mdi:clock-outline"></ha-icon>${counted(home, "risk.to_go", missing.length)}</span>`
            : nothing
      }
    </header>
    ${contradictions.length ? contradicted(home, t, clinical) : hasNumber ? people(home, t, clinical) : noNumber(home, t, clinical)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span>${missing.length ? html`${t("risk.will_be")} ` : nothing}<bdi>${clinical.equation}</bdi>, ${clinical.year}. ${hasNumber ? t("risk.source") : nothing}</span>
    </p>
  </section>`;
}

function people(home: Home, t: Words, clinical: Clinical): TemplateResult {
  const struck = struckOf(clinical.risk_percent ?? 0);
  const years = clinical.horizon_years ?? 10;
  const count = struck ? String(struck) : t("risk.fewer");
  const outcome = clinical.outcome ? outcomeName(home, clinical.outcome) : t("risk.outcome");
  const sentence = counted(home, "risk.sentence", struck, { count, not: 100 - struck, years });
  return html`<p class="big num"><strong>${count}</strong> <span>${t("risk.of", { years })}</span></p>
    <div class="people" role="img" aria-label=${sentence}>${figures(struck, 100)}</div>
    <p class="key num"><span>${figure(true)}<b>${outcome}: ${count}</b></span> <span>${figure(false)}${t("risk.not", { not: 100 - struck })}</span></p>
    <p class="say">${sentence}</p>`;
}

/** What was answered and what was measured do not fit: both are named, and no number stands beside them. */
function contradicted(home: Home, t: Words, clinical: Clinical): TemplateResult {
  return html`<p class="lead">${t("risk.contradiction")}</p>
    <ul class="rows">
      ${clinical.contradictions!.map(
        (one) =>
          html`<li><ha-icon icon="mdi:stethoscope"></ha-icon><div><b>${t("risk.contradiction.both", {
            answer: inputName(home, one.answer),
            measured: list(
              home,
              one.measured.map((name) => inputName(home, name)),
            ),
          })}</b></div></li>`,
      )}
    </ul>
    <p class="say">${t("risk.contradiction.doctor")}</p>`;
}

/** What is missing, each with the way to it; or the reason why no formula fits. */
function noNumber(home: Home, t: Words, clinical: Clinical): TemplateResult {
  if (!clinical.missing_inputs.length)
    return html`<p class="lead">${t("risk.none")}</p>${clinical.reason ? html`<p class="say">${reasonName(home, clinical.reason)}.</p>` : nothing}`;
  return html`<p class="lead">${t("risk.incomplete")}</p>
    <ul class="rows">
      ${clinical.missing_inputs.map((input) => {
        const page = pageFor(input, home);
        return html`<li><ha-icon icon=${page.includes("questions") ? "mdi:comment-question-outline" : "mdi:test-tube"}></ha-icon><div><b>${inputName(home, input)}</b></div>
          <a class="btn soft small" href="${home.prefix}/${page}" aria-label="${t(page.includes("questions") ? "risk.answer" : "due.enter")}: ${inputName(home, input)}">${t(page.includes("questions") ? "risk.answer" : "due.enter")}</a></li>`;
      })}
    </ul>`;
}
