/** Home, for administrators: the first hour, people, cameras, the model that speaks, privacy. No health value. */
import { type TemplateResult, css, html, nothing } from "lit";
import "./camera-view";
import { moment, number } from "./home";
import "./messages";
import { Page, define } from "./page";
import type { HomeSetup, Messages, Person } from "./server";
import { parts } from "./styles";

/** The integration's own page, where people, cameras and models are added. */
const SETTINGS = "/config/integrations/integration/digitalshadow";
const SHOWN_DIGITS = 12;

interface Task {
  done: boolean;
  words: string;
  more?: string;
}

class HomePage extends Page {
  static override properties = { ...Page.properties, state: { state: true }, messages: { state: true } };

  static override styles = [
    parts,
    css`
      .todo li { display: grid; grid-template-columns: 28px 1fr; gap: 12px; align-items: center; min-height: 52px; border-block-end: 1px solid var(--ds-line); padding-block: 6px; }
      .todo li:last-child { border: 0; }
      .todo .done { color: var(--ds-ink2); }
      .todo .done ha-icon { color: var(--ds-act); }
      .todo ha-icon { color: var(--ds-ghost); }
      summary { cursor: pointer; font-weight: 500; min-height: 44px; display: flex; align-items: center; }
      dl { display: grid; grid-template-columns: minmax(0, auto) minmax(55%, 1fr); gap: 8px 16px; margin-block-start: 10px; }
      dt { color: var(--ds-ink2); }
      dd { text-align: end; overflow-wrap: anywhere; }
    `,
  ];

  declare state: HomeSetup | null;
  declare messages: Messages | null;
  private known = "";

  constructor() {
    super();
    this.state = null;
    this.messages = null;
  }

  /** People, cameras and the engine change what is to do. */
  protected override updated(): void {
    const { people, cameras, waiting_for } = this.home.view;
    const now = JSON.stringify([
      people.map((one) => [one.person_id, one.reading !== null, one.clinical?.missing_inputs]),
      cameras.map((one) => [one.subentry_id, one.status]),
      waiting_for.length,
    ]);
    if (now === this.known) return;
    this.known = now;
    const asked = <T>(command: string): Promise<T> => this.home.hass.callWS<T>({ type: `digitalshadow/${command}` });
    void this.loading(
      { names: ["first.title", "model.title", "privacy.title"], load: async () => (this.state = await asked<HomeSetup>("home")) },
      { names: ["messages.title"], load: async () => (this.messages = await asked<Messages>("messages")) },
    );
  }

  override render(): TemplateResult {
    const { people, cameras, paused, waiting_for } = this.home.view;
    const worstFirst = [...cameras].sort((a, b) => Number(isFine(a.status)) - Number(isFine(b.status)));
    return html`<div class="hello"><h2>${this.t("home.title")}</h2><span class="sub">${this.t("home.no_values")}</span></div>
      ${this.notLoaded()}
      <div class="cols two">
        ${paused ? html`<p class="card wide">${this.t("home.paused")}</p>` : nothing}
        ${waiting_for.map(({ name, erased_on }) => this.waiting(name, erased_on))}
        <div class="cols">${this.state ? this.firstHour(this.state) : nothing} ${waiting_for.length && !people.length ? nothing : this.people(people)} ${this.messages ? html`<digitalshadow-messages .home=${this.home} .messages=${this.messages} @changed=${this.told}></digitalshadow-messages>` : nothing} ${this.state ? this.model(this.state) : nothing} ${this.state ? this.privacy(this.state) : nothing}</div>
        <div class="cols">
          ${cameras.length ? nothing : html`<section class="card"><h2>${this.t("home.cameras")}</h2><p class="say">${this.t("home.no_camera")}</p>${this.settings("home.add")}</section>`}
          ${worstFirst.map((one) => html`<digitalshadow-camera-view .home=${this.home} .camera=${one}></digitalshadow-camera-view>`)}
        </div>
      </div>`;
  }

  private told = (event: CustomEvent<Messages>): void => {
    this.messages = event.detail;
  };

  private settings(words: string): TemplateResult {
    return html`<p class="btns"><a class="btn line small" href=${SETTINGS}>${this.t(words)}</a></p>`;
  }

  private tasks(state: HomeSetup): Task[] {
    const agreed = state.people.filter((one) => one.has_agreed);
    return [
      { done: state.model !== null, words: this.t("first.model") },
      { done: agreed.length > 0, words: agreed.length ? this.t("first.agreed", { name: agreed[0]!.name }) : this.t("first.person") },
      { done: this.home.view.cameras.length > 0, words: this.t("first.camera") },
      { done: Object.values(state.cameras).some((one) => one.saw_faces) || state.people.some((one) => one.was_read), words: this.t("first.faces") },
      { done: state.people.some((one) => one.was_read), words: this.t("first.value"), more: this.t("first.value.how") },
      ...agreed.map((one) => ({ done: one.has_answered, words: this.t("first.answers", { name: one.name }), more: this.t("first.answers.where") })),
      ...this.messageTasks(),
    ];
  }

  /** A message needs a phone; the blueprints are for more than messages. */
  private messageTasks(): Task[] {
    if (!this.messages) return [];
    const { blueprints, receivers } = this.messages;
    const phones = receivers.flatMap((one) => one.phones);
    const installed = { done: blueprints !== "none", words: this.t("first.blueprints"), more: this.t("first.messages.where") };
    return phones.length
      ? [installed, { done: phones.some((one) => one.is_told), words: this.t("first.messages"), more: this.t("first.messages.where") }]
      : [installed];
  }

  private firstHour(state: HomeSetup): TemplateResult {
    const tasks = this.tasks(state);
    const done = tasks.filter((one) => one.done).length;
    const items = html`<ul class="todo">${tasks.map(
      (one) => html`<li class=${one.done ? "done" : ""}><ha-icon icon=${one.done ? "mdi:check-circle" : "mdi:circle-outline"}></ha-icon>
        <span><span class="sr">${this.t(one.done ? "first.done" : "first.open")}: </span>${one.words}${one.more && !one.done ? html`<br /><span class="sub">${one.more}</span>` : nothing}</span></li>`,
    )}</ul>`;
    const title = html`<h2>${this.t("first.title")}</h2>`;
    const count = html`<span class="kind num">${this.t("first.count", { done, of: tasks.length })}</span>`;
    if (done === tasks.length)
      return html`<section class="card"><details><summary>${this.t("first.title")}: ${this.t("first.count", { done, of: tasks.length })}</summary>${items}</details></section>`;
    return html`<section class="card"><header>${title}${count}</header>${items}</section>`;
  }

  private people(people: Person[]): TemplateResult {
    return html`<section class="card"><header><h2>${this.t("home.people")}</h2></header>
      ${people.length ? nothing : html`<p class="say">${this.t("home.nobody")}</p>${this.settings("home.add")}`}
      <ul class="rows">${people.map((one) => html`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${one.name}</bdi></b><span class="sub">${this.t(stateOf(one))}</span></div></li>`)}</ul>
    </section>`;
  }

  private model({ model, cameras }: HomeSetup): TemplateResult {
    if (!model) return html`<section class="card"><h2>${this.t("model.title")}</h2><p class="say">${this.t("model.none")}</p></section>`;
    const demo = model.model_kind === "demonstration";
    const times = Object.values(cameras).flatMap((one) => (one.frame_ms === null ? [] : [one.frame_ms]));
    return html`<section class=${demo ? "card demo" : "card"}>
      ${demo ? html`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not_anybody")}</span></p>` : nothing}
      <header><h2>${this.t("model.title")}</h2><span class="kind">${this.t(demo ? "demo.kind" : "signal.kind")}</span></header>
      <dl class="num">
        <dt>${this.t("model.name")}</dt><dd><bdi>${model.model}</bdi></dd>
        <dt>${this.t("model.runtime")}</dt><dd><bdi>${model.runtime}</bdi></dd>
        <dt>${this.t("model.faces")}</dt><dd><bdi>${model.detector}${model.recogniser ? `, ${model.recogniser}` : ""}</bdi></dd>
        ${times.length ? html`<dt>${this.t("model.frame")}</dt><dd>${number(this.home, Math.max(...times))} ms</dd>` : nothing}
        <dt>${this.t("model.file")}</dt><dd><bdi>${model.sha256.slice(0, SHOWN_DIGITS)}</bdi></dd>
      </dl>
      ${demo ? this.settings("model.own") : nothing}
    </section>`;
  }

  private privacy({ people }: HomeSetup): TemplateResult {
    const shared = people.filter((one) => one.is_shared).length;
    return html`<section class="card"><h2>${this.t("privacy.title")}</h2><dl class="num">
      <dt>${this.t("privacy.pictures")}</dt><dd>${this.t("data.none")}</dd>
      <dt>${this.t("privacy.strangers")}</dt><dd>${this.t("privacy.forgotten")}</dd>
      <dt>${this.t("home.people")}</dt><dd>${this.t("privacy.people", { private: people.length - shared, shared })}</dd>
    </dl></section>`;
  }

  private waiting(name: string, erasedOn: string | null): TemplateResult {
    const when = erasedOn ? moment(this.home, erasedOn) : "";
    return html`<section class="card wide"><h2>${this.t("home.waiting", { name })}</h2>
      <p class="say">${this.t(erasedOn ? "home.waiting.until" : "home.waiting.linked", { name, when })}</p></section>`;
  }
}

const isFine = (status: string): boolean => ["watching", "nobody", "asleep", "starting"].includes(status);

function stateOf(person: Person): string {
  if (person.needs_consent) return "home.needs_consent";
  if (person.needs_enrolment) return "home.needs_enrolment";
  return person.monitoring ? "home.monitored" : "people.paused";
}

define("digitalshadow-home", HomePage);
