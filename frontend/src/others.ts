/** People I may read: one quiet card a person, whom nobody has seen longest first. */
import { type TemplateResult, css, html, nothing } from "lit";
import { carriedBy, clock, counted, day, dayName, dueName, seenAt, seenWords } from "./home";
import { Page, type Part, define } from "./page";
import { phonesRow } from "./phones";
import "./report";
import { type Person, type PhoneMessages, type Presence, ask } from "./server";
import { parts } from "./styles";

class People extends Page {
  static override properties = { ...Page.properties, seen: { state: true }, messages: { state: true } };

  static override styles = [
    parts,
    css`
      .card > .who { justify-content: flex-start; gap: 12px; flex-wrap: nowrap; }
      .who > div { min-width: 0; }
      .who h2 { font-size: 18px; }
      .ava { width: 44px; height: 44px; border-radius: 50%; background: var(--ds-act-soft); color: var(--ds-act); display: grid; place-items: center; font-weight: 500; font-size: 18px; flex: none; }
      .lead { margin-block-start: 14px; }
      .missed { font-size: 22px; font-weight: 500; }
      .presence { display: grid; grid-template-columns: repeat(14, 1fr); gap: 5px; margin-block: 12px 4px; max-width: 420px; }
      .presence i { aspect-ratio: 1; border-radius: 50%; background: var(--ds-data); max-width: 20px; }
      .presence i.no { background: none; box-shadow: inset 0 0 0 1.5px var(--ds-ghost); }
      .ends { display: flex; justify-content: space-between; max-width: 420px; font-size: 13px; color: var(--ds-ink2); }
      .urgent { background: var(--ds-urg-soft); border: 2px solid var(--ds-urg-line); color: var(--ds-urg); border-radius: 10px; padding: 12px; margin-block-start: 12px; }
    `,
  ];

  declare seen: Record<string, Presence>;
  /** Where this account is told the news of each. */
  declare messages: Record<string, PhoneMessages>;
  private known = "";

  constructor() {
    super();
    this.seen = {};
    this.messages = {};
  }

  /** Who was seen in between moves a dot. */
  protected override updated(): void {
    const people = carriedBy(this.home.view).filter((one) => one.can_read_record);
    const now = people.map((one) => `${one.person_id} ${seenAt(one)}`).join();
    if (now === this.known) return;
    this.known = now;
    void this.loading(...people.flatMap((one) => this.partsOf(one.person_id)));
  }

  private partsOf(of: string): Part[] {
    const { hass } = this.home;
    const seen = async () => {
      const presence = await ask<Presence>(hass, "presence", of);
      this.seen = { ...this.seen, [of]: presence };
    };
    const messages = async () => {
      const phones = await ask<PhoneMessages>(hass, "messages", of);
      this.messages = { ...this.messages, [of]: phones };
    };
    return [
      { of, names: ["visits.title"], load: seen },
      { of, names: ["data.phones"], load: messages },
    ];
  }

  override render(): TemplateResult {
    const people = carriedBy(this.home.view);
    const read = people.find((one) => one.person_id === this.home.path[0] && one.can_read_record);
    if (read) return this.report(read);
    const longest = (one: Person) => this.seen[one.person_id]?.days_unseen ?? -1;
    return html`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.what")}</span></div>
      <div class="cols two">${[...people].sort((a, b) => longest(b) - longest(a)).map((one) => this.card(one))}</div>`;
  }

  private report(person: Person): TemplateResult {
    return html`<p class="sub"><a class="more" href="${this.home.prefix}/people">${this.t("people.back")}</a></p>
      <div class="hello"><h2><bdi>${person.name}</bdi></h2></div>
      <digitalshadow-report .home=${this.home} .person=${person}></digitalshadow-report>`;
  }

  private card(person: Person): TemplateResult {
    return html`<section class="card">
      <header class="who"><span class="ava" aria-hidden="true">${person.name.slice(0, 1)}</span>
        <div><h2><bdi>${person.name}</bdi></h2><span class="sub">${this.t(person.can_read_record ? "people.lets_all" : "people.lets_values")}</span></div></header>
      ${person.urgent ? html`<p class="urgent" role="alert"><b>${this.t("people.urgent")} <bdi dir="ltr">${person.urgent.systolic_mmhg ?? "–"} / ${person.urgent.diastolic_mmhg ?? "–"}</bdi></b><br />${this.t("urgent.measured", { when: `${dayName(this.home, person.urgent.measured_at)}, ${clock(this.home, person.urgent.measured_at)}` })}</p>` : nothing}
      ${this.presence(person)} ${this.notLoaded(person.person_id)}
      ${this.rows(person)}
    </section>`;
  }

  private presence(person: Person): TemplateResult {
    const seen = this.seen[person.person_id];
    const at = seen?.last_seen_at ?? seenAt(person);
    const missed = seen?.days_unseen ?? 0;
    const when = at ? `${dayName(this.home, at)}, ${clock(this.home, at)}` : "";
    const words = !at ? this.t("people.unseen") : missed > 1 ? counted(this.home, "people.missed", missed, { days: missed }) : seenWords(this.home, at);
    if (!seen) return html`<p class="lead">${words}</p>${this.paused(person)}`;
    const count = seen.days.filter(Boolean).length;
    return html`<p class="lead ${missed > 1 ? "missed" : ""}">${words}</p>
      <div class="presence" role="img" aria-label=${this.t("people.dots", { count, of: seen.days.length })}>${seen.days.map((one) => html`<i class=${one ? "" : "no"}></i>`)}</div>
      <p class="ends"><span>${day(this.home, seen.first_day)}</span><span>${this.t("day.today")}</span></p>
      ${missed > 1 ? html`<p class="say">${this.t("people.last", { when })} ${this.cameras(seen)}</p><p class="sub">${this.t("people.not_alarm")}</p>` : nothing}
      ${this.paused(person)}`;
  }

  private paused(person: Person): TemplateResult | typeof nothing {
    return person.monitoring ? nothing : html`<p class="sub">${this.t("people.paused")}</p>`;
  }

  private cameras({ cameras, cameras_off }: Presence): string {
    if (cameras_off === cameras) return this.t("people.cameras_off");
    return cameras_off ? this.t("people.camera_off", { off: cameras_off, of: cameras }) : this.t("people.cameras_work");
  }

  private rows(person: Person): TemplateResult {
    const { next_input_due: due, trend } = person;
    const messages = this.messages[person.person_id];
    const known = trend && trend.model_kind === "livecad" && trend.state !== "calibrating" && !person.urgent;
    return html`<ul class="rows">
      ${due ? html`<li><ha-icon icon="mdi:calendar-clock"></ha-icon><div><b>${this.t("people.due", { what: dueName(this.home, due.input) })}</b><span class="sub">${day(this.home, due.on)}</span></div></li>` : nothing}
      ${known ? html`<li><ha-icon icon="mdi:face-recognition"></ha-icon><div><b>${this.t(`people.signal.${trend.state}`)}</b><span class="sub"><bdi>${trend.model}</bdi>. ${this.t("signal.model")}</span></div></li>` : nothing}
      ${person.can_read_record ? html`<li><ha-icon icon="mdi:file-document-outline"></ha-icon><div><b>${this.t("page.report")}</b></div><a class="btn soft small" href="${this.home.prefix}/people/${person.person_id}">${this.t("people.read")}</a></li>` : nothing}
      ${messages ? phonesRow(this.home, messages) : nothing}
    </ul>`;
  }
}

define("digitalshadow-people", People);
