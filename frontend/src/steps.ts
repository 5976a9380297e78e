/** A person's three steps, the biggest first: what the same formula says of people who are the same but took one. */
import { type TemplateResult, html, nothing } from "lit";
import { type Home, say } from "./home";
import { figures, struckOf } from "./people";
import type { Clinical, Step } from "./server";

export function stepsCard(home: Home, clinical: Clinical): TemplateResult | typeof nothing {
  const t = (key: string, values: Record<string, string | number> = {}) => say(home.texts, key, values);
  const steps = clinical.steps ?? [];
  if (!steps.length) return nothing;
  const before = struckOf(clinical.risk_percent ?? 0);
  const counted = !clinical.contradictions?.length && steps.some((one) => fewer(one.risk_percent, before) !== null);
  const together = counted ? fewer(clinical.risk_together_percent ?? null, before) : null;
  return html`<section class="card wide">
    <header><h2>${t(counted ? "steps.title" : "steps.title.plain")}</h2></header>
    <ol class="steps num">
      ${steps.map((one, at) => html`<li><span class="n">${at + 1}</span><div><b>${named(home, one, clinical)}</b>${counted ? gain(t, one, before) : nothing}</div></li>`)}
    </ol>
    <p class="sum num">${together === null ? nothing : html`<b>${t("steps.together", { then: together || t("risk.fewer"), before })}</b> `}${t("steps.promise")}</p>
    ${counted ? html`<p class="src"><ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon><span>${t("steps.source", { equation: clinical.equation })}</span></p>` : nothing}
  </section>`;
}

/** How many are struck then; null where it is not known or rounds to as many as before. */
function fewer(percent: number | null, before: number): number | null {
  return percent !== null && struckOf(percent) < before ? struckOf(percent) : null;
}

function gain(t: (key: string, values?: Record<string, string | number>) => string, step: Step, before: number): TemplateResult | typeof nothing {
  const then = fewer(step.risk_percent, before);
  if (then === null) return nothing;
  return html`<div class="few" aria-hidden="true">${figures(then, before)}</div>
    <p class="sub">${t("steps.instead", { then: then || t("risk.fewer"), before })}</p>`;
}

/** What the step is: as the equation was asked, with the person's own unit, else the advice alone. */
function named(home: Home, step: Step, clinical: Clinical): string {
  if (step.change === "cholesterol_1_lower")
    return say(home.texts, clinical.cholesterol_unit === "mg/dL" ? "step.cholesterol_mg_dl" : "step.cholesterol_mmol_l");
  if (step.change === "pressure_130") return say(home.texts, "step.pressure_130", { now: clinical.systolic_mmhg ?? "" });
  if (step.change === "pressure_10_lower") return say(home.texts, "step.pressure_10_lower");
  return say(home.texts, `step.${step.advice}`);
}
