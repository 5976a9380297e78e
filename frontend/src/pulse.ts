/** The pulse at the mirror: the latest rate with all that must be said beside it, why there is none, and the medians. */
import { type TemplateResult, html, nothing } from "lit";
import { type Home, list, moment, named, number, say } from "./home";
import { Page, define } from "./page";
import { type PulseMedians, type PulseRate, type PulseState, ask } from "./server";
import { parts, switches } from "./styles";

type Words = (key: string, values?: Record<string, string | number>) => string;

const reasonOf = (home: Home, reason: string): string => named(home, "entity.sensor.pulse_why_not.state", reason);

/** A card for the page of today; nothing for somebody who did not agree. */
export function pulseCard(home: Home, state: PulseState): TemplateResult | typeof nothing {
  if (!state.agreed) return nothing;
  const t: Words = (key, values = {}) => say(home.texts, key, values);
  return html`<section class="card wide"><header><h2>${t("pulse.title")}</h2><span class="kind"><ha-icon icon="mdi:flask-outline"></ha-icon>${t("pulse.kind")}</span></header>
    ${state.latest ? rate(home, t, state.latest) : html`<p class="say">${t("pulse.none")}</p>`}
    ${
      state.why_not.length
        ? html`<p class="say">${t("pulse.why", {
            why: list(
              home,
              state.why_not.map((one) => reasonOf(home, one)),
            ),
          })}</p>`
        : nothing
    }
    ${state.medians ? medians(home, t, state.medians) : nothing}
  </section>`;
}

function rate(home: Home, t: Words, { bpm, seconds, is_calm, should_count, measured_at, camera }: PulseRate): TemplateResult {
  const when = camera ? t("pulse.when", { when: moment(home, measured_at), camera }) : moment(home, measured_at);
  return html`<p class="lead num">${t(is_calm ? "pulse.calm" : "pulse.rate", { bpm, seconds })}</p>
    ${should_count ? html`<p class="say"><b>${t("pulse.count")}</b></p>` : nothing}
    <p class="src"><ha-icon icon="mdi:camera-outline"></ha-icon><span>${when}</span></p>`;
}

function medians(
  home: Home,
  t: Words,
  { today_bpm, today_answers, week_bpm, baseline_bpm, baseline_days, fewest_days, changed_bpm }: PulseMedians,
): TemplateResult {
  const row = (key: string, value: string) => html`<dt>${t(key)}</dt><dd>${value}</dd>`;
  const learning = t("pulse.learning", { day: Math.min(baseline_days, fewest_days), of: fewest_days });
  return html`<dl class="num">
      ${today_bpm === null ? nothing : row("pulse.today", t("pulse.of", { bpm: today_bpm, answers: today_answers }))}
      ${week_bpm === null ? nothing : row("pulse.week", number(home, week_bpm))}
      ${row("pulse.baseline", baseline_bpm === null ? learning : number(home, baseline_bpm))}
    </dl>
    ${changed_bpm === null ? nothing : html`<p class="say">${t(changed_bpm > 0 ? "pulse.higher" : "pulse.lower", { bpm: Math.abs(changed_bpm) })}</p>`}`;
}

/** A person's own yes or no to the pulse; nothing where no camera measures it. */
class PulseChoice extends Page {
  static override properties = { ...Page.properties, choice: { attribute: false } };

  static override styles = [parts, switches];

  declare choice: { cameras: string[]; agreed: boolean; may_agree: boolean } | null;

  constructor() {
    super();
    this.choice = null;
  }

  private turn(on: boolean): Promise<boolean> {
    return this.doing(async () => {
      const now = await ask<{ pulse: PulseChoice["choice"] }>(this.home.hass, "set_switch", this.me.person_id, { switch: "pulse", on });
      this.choice = now.pulse;
    });
  }

  override render(): TemplateResult | typeof nothing {
    const { choice } = this;
    if (!choice) return nothing;
    const { cameras, agreed, may_agree } = choice;
    return html`<section class="card"><header><h2>${this.t("pulse.title")}</h2></header>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <p class="say">${this.t("pulse.what")}</p>
      <ul class="rows"><li><ha-icon icon="mdi:heart-flash"></ha-icon><div><b id="pulse">${this.t("pulse.choice")}</b>
          <span class="sub">${this.t(agreed ? "pulse.on" : may_agree ? "pulse.off" : "data.server.theirs")} ${cameras.length ? this.t("pulse.cameras", { cameras: list(this.home, cameras) }) : this.t("pulse.no_camera")}</span></div>
        <button class="sw" role="switch" aria-checked=${agreed} aria-labelledby="pulse" ?disabled=${this.waits || !(agreed || may_agree)}
          @click=${() => this.turn(!agreed)}></button></li></ul>
    </section>`;
  }
}

define("digitalshadow-pulse-choice", PulseChoice);
