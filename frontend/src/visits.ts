/** Was seen: each visit with its camera and time, taken back in its own row and put in again. */
import { type TemplateResult, css, html, nothing } from "lit";
import { byDay, clock, counted, dayName, list } from "./home";
import { Page, define } from "./page";
import { type Visit, type Visits, ask } from "./server";
import { parts } from "./styles";

const COUNTED_DAYS = 14;
const DAY_MILLISECONDS = 86_400_000;

class VisitsElement extends Page {
  static override properties = {
    ...Page.properties,
    listed: { state: true },
    more: { state: true },
    asked: { state: true },
    said: { state: true },
  };

  static override styles = [
    parts,
    css`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      .gone b { text-decoration: line-through; text-decoration-thickness: 1.5px; color: var(--ds-ink2); }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      li.ask .btns { margin: 0; }
      .btn ha-icon { color: inherit; --mdc-icon-size: 18px; }
    `,
  ];

  declare listed: Visit[] | null;
  declare more: boolean;
  declare asked: string;
  declare said: string;
  private shown: string | null | undefined;

  constructor() {
    super();
    this.listed = null;
    this.more = false;
    this.asked = "";
    this.said = "";
  }

  protected override updated(): void {
    const now = this.me.reading?.ended_at ?? null;
    if (now === this.shown) return;
    this.shown = now;
    void this.fetch();
  }

  private fetch(before?: string): Promise<void> {
    const visits = async () => {
      const answer = await ask<Visits>(this.home.hass, "visits", this.me.person_id, before ? { before } : {});
      this.listed = [...(before ? (this.listed ?? []) : []), ...answer.visits];
      this.more = answer.more;
    };
    return this.loading({ names: ["visits.title"], load: visits });
  }

  private async count(visit: Visit, counts: boolean): Promise<void> {
    const done = await this.doing(async () => {
      await ask(this.home.hass, "count_visit", this.me.person_id, { visit_id: visit.visit_id, counts });
    });
    this.asked = "";
    if (!done) return;
    this.said = this.t(counts ? "visit.is_back" : "visit.is_gone");
    this.listed = (this.listed ?? []).map((one) => (one === visit ? { ...one, taken_back: !counts, taken_back_by_me: !counts } : one));
    this.dispatchEvent(new Event("changed"));
  }

  override render(): TemplateResult {
    const { listed } = this;
    return html`<section class="card" aria-busy=${listed === null && !this.unloaded.length}>
      <header><h2>${this.t("visits.title")}</h2>${this.counted()}</header>
      <p class="sub">${this.t("visits.how")}</p>
      <p class="sr" role="status">${this.said}</p>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing} ${this.notLoaded()}
      ${listed && !listed.length ? html`<p class="say">${this.t("visits.none")}</p>` : nothing}
      ${byDay(listed ?? [], (one) => one.started_at).map(([first, ofDay]) => html`<h3 class="dayhead">${dayName(this.home, first)}</h3><ul class="rows">${ofDay.map((one) => this.row(one))}</ul>`)}
      ${this.more ? html`<button class="more" ?disabled=${this.waits} @click=${() => this.fetch(listed?.at(-1)?.started_at)}>${this.t("visits.older")}</button>` : nothing}
    </section>`;
  }

  private counted(): TemplateResult | typeof nothing {
    const since = Date.now() - COUNTED_DAYS * DAY_MILLISECONDS;
    const all = this.listed ?? [];
    if (!all.length || (this.more && Date.parse(all.at(-1)!.started_at) > since)) return nothing;
    const count = all.filter((one) => Date.parse(one.started_at) > since && one.visit_id && !one.taken_back).length;
    return html`<span class="sub num">${counted(this.home, "visits.count", count, { days: COUNTED_DAYS })}</span>`;
  }

  private row(visit: Visit): TemplateResult {
    const where = visit.cameras.length ? list(this.home, visit.cameras) : this.t("change.removed");
    const when = clock(this.home, visit.started_at);
    if (visit.why_not)
      return html`<li><ha-icon icon="mdi:eye-off-outline"></ha-icon><div><b class="num">${when}</b><span class="sub"><bdi>${where}</bdi>. ${this.t(`why.${visit.why_not}`)}</span></div></li>`;
    if (this.asked === visit.visit_id)
      return html`<li class="ask"><div><b>${this.t("visit.ask", { when, where })}</b><span class="sub">${this.t("visit.ask.what")}</span></div>
        <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.count(visit, false)}>${this.t("visit.take_back")}</button>
        <button class="btn line small" @click=${() => (this.asked = "")}>${this.t("keep")}</button></div></li>`;
    const frames = visit.taken_back
      ? this.t(visit.taken_back_by_me ? "visit.gone_by_you" : "visit.gone")
      : `${counted(this.home, "visit.frames", visit.frames)}. ${this.t(`living.${visit.liveness}`)}`;
    return html`<li class=${visit.taken_back ? "gone" : ""}><ha-icon icon="mdi:cctv"></ha-icon><div><b class="num">${when}</b><span class="sub"><bdi>${where}</bdi>. ${frames}</span></div>
      ${this.me.can_change ? this.button(visit) : nothing}</li>`;
  }

  private button(visit: Visit): TemplateResult {
    return visit.taken_back
      ? html`<button class="btn soft small" ?disabled=${this.waits} @click=${() => this.count(visit, true)}><ha-icon icon="mdi:redo"></ha-icon>${this.t("visit.put_back")}</button>`
      : html`<button class="btn line small" @click=${() => (this.asked = visit.visit_id ?? "")}>${this.t("visit.not_me")}</button>`;
  }
}

define("digitalshadow-visits", VisitsElement);
