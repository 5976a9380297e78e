/** The face signal against the person's own usual range, always beside its model's name and kind. */
import { type TemplateResult, html, nothing } from "lit";
import { type Home, counted, day, number, say, seenAt, seenWords } from "./home";
import type { Person, Trend } from "./server";

export const LEARNING_DAYS = 14;
const NEW_LEVEL_TOLD_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

type Words = (key: string, values?: Record<string, string | number>) => string;

/** `below` stands under the source line, as a small chart does where there is room. */
export function signalCard(home: Home, person: Person, goOn: () => void, below: TemplateResult | typeof nothing = nothing): TemplateResult {
  const t: Words = (key, values = {}) => say(home.texts, key, values);
  const spoken = person.trend ?? person.reading;
  const demo = spoken?.model_kind === "demonstration";
  return html`<section class=${demo ? "card demo" : "card"}>
    ${demo ? html`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${t("demo.word")}</b> ${t("demo.not")}</span></p>` : nothing}
    <header>
      <h2>${t(demo ? "demo.title" : "signal.title")}</h2>
      ${spoken ? html`<span class="kind"><ha-icon icon=${demo ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${t(demo ? "demo.kind" : "signal.kind")}</span>` : nothing}
    </header>
    ${person.monitoring ? nothing : paused(home, t, person, goOn)}
    ${person.trend && person.reading ? body(home, t, person.trend, person.reading.ended_at, demo) : person.monitoring ? html`<p class="say">${t("signal.unseen")}</p>` : nothing}
    ${
      spoken
        ? html`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${spoken.model}</bdi>. ${t(demo ? "demo.model" : "signal.model")} ${person.trend?.current_level != null && !demo ? counted(home, "signal.mean", person.trend.recent_days ?? 0, { days: person.trend.recent_days ?? 0 }) : nothing}</span></p>`
        : nothing
    }
    ${below} ${seen(home, t, person)}
  </section>`;
}

function paused(home: Home, t: Words, person: Person, goOn: () => void): TemplateResult {
  return html`<div class="paused"><p>${t("signal.paused")}</p>
    ${person.can_change ? html`<button class="btn soft small" ?disabled=${!home.hass.connected} @click=${goOn}>${t("signal.go_on")}</button>` : nothing}</div>`;
}

function body(home: Home, t: Words, trend: Trend, seenLast: string, demo: boolean): TemplateResult {
  if (trend.state === "calibrating") return learning(t, trend, demo);
  const { current_level: now, baseline_level: usual, detectable_change: change } = trend;
  if (usual == null || change == null) return html`<p class="say">${t("signal.old", { day: day(home, seenLast) })}</p>`;
  const [low, high] = [Math.max(0, usual - change), Math.min(100, usual + change)];
  const range = t("range", { low: Math.round(low), high: Math.round(high) });
  const words = now == null ? t("signal.old", { day: day(home, seenLast) }) : t(`signal.${trend.state}`);
  const label = `${now == null ? "" : `${Math.round(now)} `}${words}. ${t("signal.range", { range })}`;
  return html`<p class="lead num">${now == null ? nothing : html`<span class="val">${number(home, Math.round(now))}</span> `}${words}</p>
    <div class="bar num" role="img" aria-label=${label}>
      <span class="band" style="inset-inline:${low}% ${100 - high}%"></span>
      <span class="tick" style="inset-inline-start:${low}%"></span>
      <span class="tick" style="inset-inline-start:${high}%"></span>
      <span class="lab" style="inset-inline-start:${Math.min(Math.max((low + high) / 2, 10), 90)}%">${range}</span>
      ${now == null ? nothing : html`<span class="dot" style="inset-inline-start:${now}%"></span>`}
    </div>
    <p class="ends num"><span>0</span><span>${t(demo ? "demo.answers" : "signal.chance")}</span><span>100</span></p>
    ${demo ? nothing : html`${since(home, t, trend)}`}`;
}

function learning(t: Words, trend: Trend, demo: boolean): TemplateResult {
  const days = Math.min(trend.baseline_days ?? 0, LEARNING_DAYS);
  const words = t("signal.day", { day: days, of: LEARNING_DAYS });
  return html`<p class="lead num"><span class="val">${words}</span></p>
    <div class="days" role="img" aria-label=${words}>
      ${Array.from({ length: LEARNING_DAYS }, (_, at) => html`<i class=${at < days ? "on" : ""}></i>`)}
    </div>
    ${
      demo
        ? html`<div class="bar num" role="img" aria-label=${t("demo.bar")}>
            <span class="lab" style="inset-inline-start:16%">${t("demo.without")}</span><span class="lab" style="inset-inline-start:84%">${t("demo.with")}</span>
            <span class="mark" style="inset-inline-start:8%"></span><span class="mark" style="inset-inline-start:92%"></span>
          </div>
          <p class="ends num"><span>0</span><span>100</span></p>
          <p class="say">${t("demo.answers")} ${t("demo.same_days")}</p>`
        : html`<p class="say">${t("signal.learning")}</p>`
    }`;
}

/** Since when it is above or below, in how many cameras, and what else can do that; or a new own level, told for a while. */
function since(home: Home, t: Words, trend: Trend): TemplateResult | typeof nothing {
  const level = trend.new_level_since;
  if (level && Date.now() - Date.parse(level) < (NEW_LEVEL_TOLD_DAYS + 90) * DAY_MILLISECONDS)
    return html`<p class="say">${t("trend.new_level", { day: day(home, level) })}.</p>`;
  if (trend.state !== "rising" && trend.state !== "falling") return nothing;
  const several = (trend.cameras ?? 1) > 1;
  const begun = trend.since ? t(several ? "signal.since_cameras" : "signal.since_camera", { day: day(home, trend.since), count: trend.cameras ?? 1 }) : "";
  // One camera alone asks for nothing: a new lamp before it looks the same.
  return html`<p class="say">${begun} ${t("signal.other_reasons")} ${several && trend.state === "rising" ? t("signal.measure") : nothing}</p>`;
}

function seen(home: Home, t: Words, person: Person): TemplateResult | typeof nothing {
  const at = seenAt(person);
  if (!at) return nothing;
  return html`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon><span>${seenWords(home, at)}</span>
    <a class="more" href="${home.prefix}/trend">${t("seen.not_me")}</a></p>`;
}
