/** People as small figures: the struck ones filled, the others outlined. */
import { type TemplateResult, html, svg } from "lit";

const FEWEST_PERCENT = 0.5;

/** How many of a hundred; fewer than a half of one is none. */
export const struckOf = (percent: number): number => (percent < FEWEST_PERCENT ? 0 : Math.round(percent));

/** So many figures, in reading order. */
export function figures(struck: number, of: number): TemplateResult[] {
  return Array.from({ length: of }, (_, at) => figure(at < struck));
}

export function figure(struck: boolean): TemplateResult {
  return html`<svg viewBox="0 0 12 18" class=${struck ? "p1" : "p0"} aria-hidden="true">
    ${svg`<path d="M6 .7a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 0 1 0-5.2ZM1.6 17.3v-5.4a4.4 4.4 0 0 1 8.8 0v5.4Z"></path>`}
  </svg>`;
}
