/** Measure: the diary at once, and behind it all values, a new value, and the health questions. */
import { type TemplateResult, html } from "lit";
import "./add-value";
import "./all-values";
import "./diary";
import { Page, define } from "./page";
import "./questions";
import { parts } from "./styles";

class Measure extends Page {
  static override styles = [parts];

  override render(): TemplateResult {
    return html`<div class="narrow">${this.page()}</div>`;
  }

  private page(): TemplateResult {
    switch (this.home.path[0]) {
      case "values":
        return html`<digitalshadow-all-values .home=${this.home}></digitalshadow-all-values>`;
      case "add":
        return html`<digitalshadow-add-value .home=${this.home}></digitalshadow-add-value>`;
      case "questions":
        return html`<digitalshadow-questions .home=${this.home}></digitalshadow-questions>`;
      default:
        return html`<digitalshadow-diary .home=${this.home}></digitalshadow-diary>`;
    }
  }
}

define("digitalshadow-measure", Measure);
