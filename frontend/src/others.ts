/** What there is for carers: one quiet card a person; and for administrators: people and cameras, without values. */
import { type TemplateResult, html, nothing } from "lit";
import { cameraState, carriedBy, dueName, moment, seenAt } from "./home";
import { Page, define } from "./page";
import { parts } from "./styles";
import type { Person } from "./server";

class People extends Page {
  static override styles = [parts];

  override render(): TemplateResult {
    return html`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.not_alarm")}</span></div>
      <div class="cols two">${carriedBy(this.home.view).map((one) => this.card(one))}</div>`;
  }

  private card(person: Person): TemplateResult {
    const at = seenAt(person);
    const due = person.next_input_due;
    return html`<section class="card">
      <h2><bdi>${person.name}</bdi></h2>
      <p class="say">${at ? this.t("seen", { when: moment(this.home, at) }) : this.t("people.unseen")}</p>
      ${person.monitoring ? nothing : html`<p class="sub">${this.t("people.paused")}</p>`}
      ${due ? html`<p class="sub">${this.t("people.due", { what: dueName(this.home, due.input) })}</p>` : nothing}
    </section>`;
  }
}

class HomePage extends Page {
  static override styles = [parts];

  override render(): TemplateResult {
    const { people, cameras, paused, waiting_for } = this.home.view;
    return html`<div class="cols two">
      ${paused ? html`<p class="card wide">${this.t("home.paused")}</p>` : nothing}
      ${waiting_for.map(({ name, erased_on }) => this.waiting(name, erased_on))}
      ${waiting_for.length && !people.length ? nothing : this.people(people)}
      <section class="card"><header><h2>${this.t("home.cameras")}</h2></header>
        ${cameras.length ? nothing : html`<p class="say">${this.t("home.no_camera")}</p>`}
        <ul class="rows">${cameras.map((one) => html`<li><ha-icon icon="mdi:cctv"></ha-icon><div><b><bdi>${one.name}</bdi></b><span class="sub">${cameraState(this.home, one.status)}${one.last_analysed_at ? html`, ${moment(this.home, one.last_analysed_at)}` : nothing}</span></div></li>`)}</ul>
      </section></div>`;
  }

  private people(people: Person[]): TemplateResult {
    return html`<section class="card"><header><h2>${this.t("home.people")}</h2></header>
      ${people.length ? nothing : html`<p class="say">${this.t("home.nobody")}</p>`}
      <ul class="rows">${people.map((one) => html`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${one.name}</bdi></b><span class="sub">${this.t(stateOf(one))}</span></div></li>`)}</ul>
    </section>`;
  }

  private waiting(name: string, erasedOn: string | null): TemplateResult {
    const when = erasedOn ? moment(this.home, erasedOn) : "";
    return html`<section class="card wide"><h2>${this.t("home.waiting", { name })}</h2>
      <p class="say">${this.t(erasedOn ? "home.waiting.until" : "home.waiting.linked", { name, when })}</p></section>`;
  }
}

function stateOf(person: Person): string {
  if (person.needs_consent) return "home.needs_consent";
  if (person.needs_enrolment) return "home.needs_enrolment";
  return person.monitoring ? "home.monitored" : "people.paused";
}

define("digitalshadow-people", People);
define("digitalshadow-home", HomePage);
