/** The face signal against the person's own usual range, always beside its model's name and kind. */
import { type TemplateResult, html, nothing } from "lit";
import { type Home, day, moment, number, say, seenAt } from "./home";
import type { Person, Trend } from "./server";

export const LEARNING_DAYS = 14;

export function signalCard(home: Home, person: Person): TemplateResult {
  const t = (key: string, values = {}) => say(home.texts, key, values);
  const spoken = person.trend ?? person.reading;
  const demo = spoken?.model_kind === "demonstration";
  return html`<section class=${demo ? "card demo" : "card"}>
    ${demo ? html`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${t("demo.word")}</b> ${t("demo.not")}</span></p>` : nothing}
    <header>
      <h2>${t(demo ? "demo.title" : "signal.title")}</h2>
      ${spoken ? html`<span class="kind">${t(demo ? "demo.kind" : "signal.kind")}</span>` : nothing}
    </header>
    ${person.trend ? body(home, person.trend, demo) : html`<p class="say">${t(person.monitoring ? "signal.unseen" : "signal.paused")}</p>`}
    ${spoken
      ? html`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${spoken.model}</bdi>. ${t(demo ? "demo.model" : "signal.model")}</span></p>`
      : nothing}
    ${seen(home, person)}
  </section>`;
}

function body(home: Home, trend: Trend, demo: boolean): TemplateResult {
  const t = (key: string, values = {}) => say(home.texts, key, values);
  if (trend.state === "calibrating") {
    const days = Math.min(trend.baseline_days ?? 0, LEARNING_DAYS);
    const words = t("signal.day", { day: days, of: LEARNING_DAYS });
    return html`<p class="lead num"><span class="val">${words}</span></p>
      <div class="days" role="img" aria-label=${words}>
        ${Array.from({ length: LEARNING_DAYS }, (_, at) => html`<i class=${at < days ? "on" : ""}></i>`)}
      </div>
      <p class="say">${t("signal.learning")}</p>`;
  }
  const { current_level: now, baseline_level: usual, detectable_change: change } = trend;
  if (now == null || usual == null || change == null) return html`<p class="say">${t("signal.old")}</p>`;
  const low = Math.max(0, usual - change);
  const high = Math.min(100, usual + change);
  const range = t("signal.range", { low: Math.round(low), high: Math.round(high) });
  const words = t(`signal.${trend.state}`);
  return html`<p class="lead num"><span class="val">${number(home, Math.round(now))}</span> ${words}</p>
    <div class="bar num" role="img" aria-label=${`${Math.round(now)} ${words}: ${range}`}>
      <span class="band" style="inset-inline:${low}% ${100 - high}%"></span>
      <span class="tick" style="inset-inline-start:${low}%"></span>
      <span class="tick" style="inset-inline-start:${high}%"></span>
      <span class="dot" style="inset-inline-start:${now}%"></span>
    </div>
    <p class="ends num"><span>0</span><span>${range}</span><span>100</span></p>
    <p class="say">${demo ? t("demo.answers") : t("signal.chance")}</p>
    ${trend.state === "rising" && !demo ? html`<p class="say">${rise(home, trend)}</p>` : nothing}`;
}

function rise(home: Home, trend: Trend): string {
  const since = trend.since ? say(home.texts, "signal.since", { day: day(home, trend.since) }) : "";
  return `${since} ${say(home.texts, "signal.rise")}`.trim();
}

function seen(home: Home, person: Person): TemplateResult | typeof nothing {
  const at = seenAt(person);
  if (!at) return nothing;
  return html`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon><span>${say(home.texts, "seen", { when: moment(home, at) })}</span>
    <a class="more" href="${home.prefix}/trend">${say(home.texts, "seen.not_me")}</a></p>`;
}
