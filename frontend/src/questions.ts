/** The health questions, one a screen. Which there are and how each is answered comes from the server. */
import { type TemplateResult, css, html, nothing } from "lit";
import { formOf, isoOf, spelled, typedOf, yearsBetween } from "./birth-date";
import { counted, named } from "./home";
import { Page, define } from "./page";
import { type Answer, type QuestionForm, ask } from "./server";
import { parts } from "./styles";
import { numberOf } from "./typed-number";

const NOT_SAID = "";

class Questions extends Page {
  static override properties = {
    ...Page.properties,
    asked: { state: true },
    at: { state: true },
    given: { state: true },
    finished: { state: true },
  };

  static override styles = [
    parts,
    css`
      .top { display: flex; justify-content: space-between; gap: 12px; padding-block-end: 8px; }
      .prog { height: 6px; border-radius: 3px; background: var(--ds-track); overflow: hidden; }
      .prog i { display: block; height: 100%; background: var(--ds-data); }
      h2 { font-size: 24px; font-weight: 400; line-height: 1.3; margin-block: 20px 6px; outline-offset: 4px; }
      fieldset { border: 0; padding: 0; margin: 18px 0; display: grid; gap: 10px; min-width: 0; }
      .opt { display: flex; align-items: center; gap: 12px; min-height: 64px; border: 1.5px solid var(--ds-ghost); border-radius: 14px; padding: 8px 18px; font-size: 18px; background: var(--ds-card); cursor: pointer; }
      .opt:has(input:checked) { border: 3px solid var(--ds-act); padding: 6.5px 16.5px; font-weight: 500; }
      .opt:has(input:focus-visible) { outline: 3px solid var(--ds-act); outline-offset: 2px; }
      .opt input { width: 20px; height: 20px; accent-color: var(--ds-act); flex: none; }
      .typed { display: block; margin-block: 18px 8px; font-size: 15px; color: var(--ds-ink2); }
      .parts { display: block; }
      .parts::first-letter { text-transform: uppercase; }
      .btns .btn:last-child { flex: 1; }
    `,
  ];

  declare asked: QuestionForm[] | null;
  declare at: number;
  declare given: string;
  declare finished: boolean;

  constructor() {
    super();
    this.asked = null;
    this.at = 0;
    this.given = NOT_SAID;
    this.finished = false;
  }

  override firstUpdated(): void {
    const questions = async () => {
      this.asked = await ask<QuestionForm[]>(this.home.hass, "questions", this.me.person_id);
      const named = this.asked.findIndex((one) => one.name === this.home.path[1]);
      const open = this.asked.findIndex((one) => one.answer === null);
      this.go(named >= 0 ? named : Math.max(0, open));
    };
    void this.loading({ names: ["measure.questions"], load: questions });
  }

  private get question(): QuestionForm | undefined {
    return this.asked?.[this.at];
  }

  private go(at: number): void {
    this.at = at;
    this.error = "";
    const question = this.question;
    this.given = question ? this.written(question, question.answer ?? question.suggested) : NOT_SAID;
  }

  /** An answer as its field holds it. */
  private written(question: QuestionForm, answer: Answer): string {
    if (answer === null) return NOT_SAID;
    return question.kind === "day" ? typedOf(String(answer), formOf(this.locale)) : String(answer);
  }

  /** What the field holds as an answer; undefined for what is not whole yet. */
  private answerOf(question: QuestionForm): Answer | undefined {
    if (this.given === NOT_SAID) return null;
    if (question.kind === "day") return isoOf(this.given, formOf(this.locale)) ?? undefined;
    if (question.kind === "number") return numberOf(this.given) ?? undefined;
    return question.kind === "yes_no" ? this.given === "true" : this.given;
  }

  private async next(event: Event): Promise<void> {
    event.preventDefault();
    const question = this.question!;
    const answer = this.answerOf(question);
    if (answer === undefined) {
      this.error = this.t("question.not_whole");
      return;
    }
    const kept =
      answer === question.answer ||
      (await this.doing(async () => {
        this.asked = await ask<QuestionForm[]>(this.home.hass, "answer", this.me.person_id, { question: question.name, answer });
      }));
    if (!kept) return;
    const after = this.asked!.findIndex((one) => one.name === question.name) + 1;
    if (after >= this.asked!.length) this.finished = true;
    else this.go(after);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  private again = (): void => {
    this.finished = false;
    this.go(0);
  };

  override render(): TemplateResult {
    const question = this.question;
    if (!question || !this.asked)
      return html`<section class="card" aria-busy=${!this.unloaded.length}><h2>${this.t("measure.questions")}</h2>${this.notLoaded()}</section>`;
    const known = this.asked.filter((one) => one.answer !== null).length;
    if (this.finished)
      return html`<h2 tabindex="-1">${this.t("question.finished")}</h2><p>${this.t("question.finished.known", { known, of: this.asked.length })}</p>
        <div class="btns"><button class="btn line" @click=${this.again}>${this.t("question.again")}</button><a class="btn" href="${this.home.prefix}/today">${this.t("page.today")}</a></div>`;
    return html`<p class="top num"><span>${this.t("question.number", { number: this.at + 1, of: this.asked.length })}</span><span class="sub">${this.t("question.stop")}</span></p>
      <div class="prog" role="progressbar" aria-label=${this.t("question.progress")} aria-valuemin="0" aria-valuemax=${this.asked.length} aria-valuenow=${known}><i style="width:${(100 * known) / this.asked.length}%"></i></div>
      <form @submit=${this.next}>
        <h2 tabindex="-1" id="question">${this.t(`question.${question.name}`)}</h2>
        ${this.home.texts[`question.${question.name}.why`] ? html`<p class="sub" id="why">${this.t(`question.${question.name}.why`)}</p>` : nothing}
        ${this.field(question)}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <div class="btns">
          <button class="btn line" type="button" ?disabled=${this.at === 0} @click=${() => this.go(this.at - 1)}>${this.t("question.back")}</button>
          <button class="btn" ?disabled=${this.waits}>${this.t("question.next")}</button>
        </div>
      </form>`;
  }

  private field(question: QuestionForm): TemplateResult {
    switch (question.kind) {
      case "day":
        return this.day(question);
      case "number":
        return html`<label class="typed">${this.t("question.years")}<input class="input large" inputmode="numeric" autocomplete="off" aria-describedby="why" .value=${this.given} @input=${this.take} /></label>`;
      case "country":
        return html`<label class="typed">${this.t("question.choose")}<select class="input large" @change=${this.take}>
          <option value="" ?selected=${this.given === NOT_SAID}>${this.t("question.not_said")}</option>
          ${this.countries(question).map(([code, name]) => html`<option value=${code} ?selected=${this.given === code}>${name}</option>`)}</select></label>`;
      default:
        return this.options(question);
    }
  }

  private take = (event: Event): void => {
    this.given = (event.target as HTMLInputElement).value;
  };

  private day(question: QuestionForm): TemplateResult {
    const form = formOf(this.locale);
    const iso = isoOf(this.given, form);
    const typed = (event: Event) => {
      const input = event.target as HTMLInputElement;
      // While digits are taken away, a separator must not come back by itself.
      if ((event as InputEvent).inputType?.startsWith("delete")) this.given = input.value;
      else input.value = this.given = spelled(input.value, form);
    };
    return html`<label class="typed"><span class="parts">${form.order.map((part) => this.t(`date.${part}`)).join(", ")}</span>
        <input class="input large" inputmode="numeric" autocomplete=${question.name === "birth_date" ? "bday" : "off"} maxlength="10" .value=${this.given} @input=${typed} /></label>
      <p class="sub num" aria-live="polite">${iso && question.name === "birth_date" ? counted(this.home, "question.age", yearsBetween(iso, new Date()), { years: yearsBetween(iso, new Date()) }) : ""}</p>`;
  }

  private options(question: QuestionForm): TemplateResult {
    const choices: [string, string][] =
      question.kind === "yes_no"
        ? [
            ["true", this.t("yes")],
            ["false", this.t("no")],
          ]
        : question.choices.map((one) => [one, named(this.home, `selector.${question.name}.options`, one)]);
    return html`<fieldset aria-labelledby="question">
      ${[...choices, [NOT_SAID, this.t("question.not_said")]].map(([value, label]) => html`<label class="opt"><input type="radio" name="answer" .value=${value} .checked=${this.given === value} @change=${this.take} />${label}</label>`)}
    </fieldset>`;
  }

  private countries(question: QuestionForm): [string, string][] {
    const names = new Intl.DisplayNames([this.locale], { type: "region" });
    return question.choices.map((code): [string, string] => [code, names.of(code) ?? code]).sort(([, a], [, b]) => a.localeCompare(b, this.locale));
  }
}

define("digitalshadow-questions", Questions);
