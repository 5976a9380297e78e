/** The trend as a drawing: a line a model, ranges, numbered changes, gaps. Its sentence and its table say the same. */
import { LitElement, type TemplateResult, css, html, nothing, svg } from "lit";
import { define } from "./page";
import type { Change, Chart, Point } from "./server";

const HEIGHT = 270;
const PLAIN_HEIGHT = 150;
const LEFT = 30;
const RIGHT = 8;
const BOTTOM = 28;
const FLAGS = 30;
const DAY_MILLISECONDS = 86_400_000;
const NARROW = 340;
const LABEL_PIXELS = 48;
/** Everything fits below, or the whole scale is shown; it is never zoomed to the values. */
const HALF_SCALE = 50;

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** The top of the scale for a chart. */
export function topOf(chart: Chart): number {
  const values = chart.lines.flatMap((line) => [...line.points.map((one) => one.highest), ...line.bands.map((one) => one.high)]);
  return Math.max(0, ...values) <= HALF_SCALE ? HALF_SCALE : 100;
}

/** Points of a line in runs of neighbouring weeks or months: only those are joined. */
export function runsOf(points: Point[], step: Chart["step"]): Point[][] {
  const longest = step === "week" ? 7.5 : 31.5;
  const runs: Point[][] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    const joins = before && (at(point.first_day) - at(before.first_day)) / DAY_MILLISECONDS <= longest;
    if (joins) runs.at(-1)!.push(point);
    else runs.push([point]);
  });
  return runs;
}

class ChartElement extends LitElement {
  static override properties = {
    chart: { attribute: false },
    locale: { attribute: false },
    sentence: { attribute: false },
    words: { attribute: false },
    plain: { type: Boolean },
    mark: { attribute: false },
    width: { state: true },
  };

  static override styles = css`
    :host { display: block; }
    svg { display: block; direction: ltr; }
    text { font-family: inherit; font-size: 13px; fill: var(--ds-ink2); }
    .ink { fill: var(--ds-ink); }
  `;

  declare chart: Chart;
  declare locale: string;
  declare sentence: string;
  /** How a range and the reason of a gap are written. */
  declare words: { range: (low: number, high: number) => string; reason: (reason: string) => string };
  /** Without labels, and without flags unless they are given marks, for a small one. */
  declare plain: boolean;
  /** What stands on the flag of a change; its number where nothing is given. */
  declare mark: ((change: Change) => string) | undefined;
  declare width: number;

  private observer: ResizeObserver | null = null;

  constructor() {
    super();
    this.width = NARROW;
    this.plain = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer = new ResizeObserver(([entry]) => {
      this.width = Math.max(240, Math.round(entry?.contentRect.width ?? NARROW));
    });
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.observer?.disconnect();
    super.disconnectedCallback();
  }

  private get isFlagged(): boolean {
    return !this.plain || (this.mark !== undefined && this.chart.changes.length > 0);
  }

  private get height(): number {
    return this.plain ? PLAIN_HEIGHT + (this.isFlagged ? FLAGS : 0) : HEIGHT;
  }

  private get above(): number {
    return this.isFlagged ? FLAGS : 10;
  }

  private x(day: string | number): number {
    const first = at(this.chart.first_day);
    const last = Math.max(at(this.chart.today), first + 7 * DAY_MILLISECONDS);
    const when = Math.min(Math.max(typeof day === "number" ? day : at(day), first), last);
    return LEFT + ((this.width - LEFT - RIGHT) * (when - first)) / (last - first);
  }

  private y(level: number): number {
    return this.above + (this.height - this.above - BOTTOM) * (1 - Math.min(level, topOf(this.chart)) / topOf(this.chart));
  }

  override render(): TemplateResult {
    return html`<svg width="100%" height=${this.height} viewBox="0 0 ${this.width} ${this.height}" role="img" aria-label=${this.sentence}>
      ${this.grid()} ${this.chart.lines.map((line) => line.bands.map((band) => this.band(band)))} ${this.gaps()} ${this.isFlagged ? this.flags() : nothing}
      ${this.chart.lines.map((line) => this.line(line.points))} ${this.months()}
    </svg>`;
  }

  private grid() {
    const step = topOf(this.chart) === HALF_SCALE && !this.plain ? 10 : topOf(this.chart) / (this.plain ? 2 : 4);
    const ticks = Array.from({ length: topOf(this.chart) / step + 1 }, (_, index) => index * step);
    return ticks.map(
      (tick) => svg`<line x1=${LEFT} x2=${this.width - RIGHT} y1=${this.y(tick)} y2=${this.y(tick)} stroke="var(--ds-line)"></line>
        <text x=${LEFT - 6} y=${this.y(tick) + 4} text-anchor="end">${tick}</text>`,
    );
  }

  private band(band: { first_day: string; last_day: string; low: number; high: number }) {
    const [left, right] = [this.x(band.first_day) - 3, this.x(band.last_day) + 3];
    const [top, low] = [this.y(band.high), this.y(band.low)];
    return svg`<rect x=${left} width=${right - left} y=${top} height=${Math.max(2, low - top)} rx="3" fill="var(--ds-band)"></rect>
      ${this.plain ? nothing : svg`<text class="ink" x=${Math.min(left + 2, this.width - RIGHT - 60)} y=${top - 6}>${this.words.range(Math.round(band.low), Math.round(band.high))}</text>`}`;
  }

  private gaps() {
    const floor = this.y(0) - 7;
    return this.chart.gaps.map((gap) => {
      const [left, right] = [this.x(gap.first_day), this.x(gap.last_day)];
      const middle = Math.min(Math.max((left + right) / 2, LEFT + 34), this.width - RIGHT - 34);
      return svg`<line x1=${left} x2=${right} y1=${floor} y2=${floor} stroke="var(--ds-ghost)" stroke-dasharray="1 4" stroke-width="2" stroke-linecap="round"></line>
        ${this.plain ? nothing : svg`<text x=${middle} y=${floor - 7} text-anchor="middle">${this.words.reason(gap.reason)}</text>`}`;
    });
  }

  private flags() {
    return this.chart.changes.map((change, index) => {
      const x = this.x(change.on);
      return svg`<line x1=${x} x2=${x} y1=${FLAGS - 6} y2=${this.y(0)} stroke="var(--ds-ink2)" stroke-dasharray="4 3"></line>
        <circle cx=${x} cy=${FLAGS - 15} r="10" fill="var(--ds-card)" stroke="var(--ds-ink2)" stroke-width="1.25"></circle>
        <text class="ink" x=${x} y=${FLAGS - 10.5} text-anchor="middle">${this.mark?.(change) ?? index + 1}</text>`;
    });
  }

  private line(points: Point[]) {
    const half = (this.chart.step === "week" ? 3.5 : 15) * DAY_MILLISECONDS;
    const middle = (one: Point) => this.x(Math.min(at(one.first_day) + half, at(this.chart.today)));
    const path = runsOf(points, this.chart.step).map((run) =>
      run.map((one, index) => `${index ? "L" : "M"}${middle(one).toFixed(1)} ${this.y(one.level).toFixed(1)}`).join(""),
    );
    return svg`<path d=${path.join("")} fill="none" stroke="var(--ds-data)" stroke-width="2"></path>
      ${points.map(
        (
          one,
        ) => svg`<line x1=${middle(one)} x2=${middle(one)} y1=${this.y(one.highest)} y2=${this.y(one.lowest)} stroke="var(--ds-data)" stroke-opacity=".55" stroke-width="2"></line>
        <circle cx=${middle(one)} cy=${this.y(one.level)} r=${this.plain ? 3.5 : 4} fill="var(--ds-data)" stroke="var(--ds-card)" stroke-width="1.5"></circle>`,
      )}`;
  }

  /** Names of months where there is room for them; of a long time, years. */
  private months() {
    const first = new Date(at(this.chart.first_day));
    const days = (at(this.chart.today) - first.getTime()) / DAY_MILLISECONDS;
    const isLong = days > 500;
    const format: Intl.DateTimeFormatOptions = isLong ? { year: "numeric", timeZone: "UTC" } : { month: "short", timeZone: "UTC" };
    const labels = [];
    let free = LEFT;
    for (
      let month = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1, 12));
      month.getTime() <= at(this.chart.today);
      month.setUTCMonth(month.getUTCMonth() + 1)
    ) {
      const x = this.x(month.getTime());
      if ((isLong && month.getUTCMonth() !== 0) || month < first || x < free || x > this.width - RIGHT - 12) continue;
      labels.push(svg`<text x=${x} y=${this.height - 8} text-anchor="start">${month.toLocaleDateString(this.locale, format)}</text>`);
      free = x + LABEL_PIXELS;
    }
    return labels;
  }
}

define("digitalshadow-chart", ChartElement);
