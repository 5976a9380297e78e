/** The report's own Markdown as a page. It knows what our reports are made of and shows everything else as text. */
import { type TemplateResult, html } from "lit";
import { figures } from "./people";

/** Takes the escapes away that keep what stands for itself from being read as Markdown. */
const spelled = (text: string): string => text.replace(/&lt;/g, "<").replace(/\\([\\`*_{}[\]<>#|~&])/g, "$1");

const FOLDED = /^<details><summary>(.*)<\/summary>$/;

/** A hundred people, to be drawn below a heading. */
interface Drawn {
  of_100: number;
  heading: string;
}

/** Headings, paragraphs, lists and what is folded away; headings begin at the second rank, below the page's own. */
export function paper(markdown: string, people: Drawn | null = null): TemplateResult[] {
  const blocks = markdown.trim().split(/\n{2,}/);
  const shown: TemplateResult[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at]!;
    const folded = FOLDED.exec(block);
    if (folded) {
      const end = blocks.indexOf("</details>", at);
      const inner = blocks.slice(at + 1, end < 0 ? undefined : end);
      shown.push(html`<details><summary><h3>${spelled(folded[1]!)}</h3></summary>${inner.map(blockOf)}</details>`);
      at += inner.length + 1;
      continue;
    }
    shown.push(blockOf(block));
    // The text below says the same, so a screen reader is spared the drawing.
    if (people && block.startsWith("## ") && spelled(block.slice(3)) === people.heading)
      shown.push(html`<div class="people" aria-hidden="true">${figures(people.of_100, 100)}</div>`);
  }
  return shown;
}

function blockOf(block: string): TemplateResult {
  if (block.startsWith("## ")) return html`<h3>${spelled(block.slice(3))}</h3>`;
  if (block.startsWith("# ")) return html`<h2>${spelled(block.slice(2))}</h2>`;
  const lines = block.split("\n");
  if (lines.every((line) => line.startsWith("- "))) return html`<ul>${lines.map((line) => html`<li>${spelled(line.slice(2))}</li>`)}</ul>`;
  if (lines.every((line) => /^\d+\. /.test(line))) return html`<ol>${lines.map((line) => html`<li>${spelled(line.replace(/^\d+\. /, ""))}</li>`)}</ol>`;
  return html`${lines.map((line) => html`<p>${spelled(line)}</p>`)}`;
}

/** How a report looks on the screen and on paper. */
export const PAPER = `
  h2 { font-size: 1.35em; font-weight: 500; line-height: 1.25; margin: 4px 0 6px; }
  h3 { font-size: 1.2em; font-weight: 500; line-height: 1.25; margin: 26px 0 6px; break-after: avoid; }
  summary h3 { display: inline; }
  summary { cursor: pointer; margin-block-start: 26px; min-height: 44px; }
  p, li { margin: 0 0 8px; }
  ul, ol { padding-inline-start: 24px; margin: 0; }
  ul { list-style: disc; }
  ol { list-style: decimal; }
  li, tr, .people { break-inside: avoid; }
  .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: 5px 3px; margin-block: 10px 14px; max-width: min(440px, 115mm); }
  .people svg { width: 100%; height: auto; display: block; overflow: visible; }
  .p1 { fill: var(--ds-data, #0072b2); }
  .p0 { fill: none; stroke: var(--ds-ghost, #84898f); }
`;

/** Prints a page alone, without Home Assistant around it: in a frame of its own, in which no script runs. */
export function print(page: string, title: string): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.setAttribute("style", "position:fixed;width:0;height:0;border:0");
  frame.title = title;
  frame.addEventListener("load", () => {
    frame.contentWindow?.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow?.print();
  });
  frame.srcdoc = page;
  document.body.append(frame);
}

/** A page to print of an article on the screen; what is folded there is open on paper. */
export function pageOf(article: HTMLElement): string {
  const copy = article.cloneNode(true) as HTMLElement;
  for (const details of copy.querySelectorAll("details")) details.setAttribute("open", "");
  const root = document.createElement("html");
  root.lang = article.lang;
  root.dir = article.dir;
  root.innerHTML = `<head><meta charset="utf-8"><style>body{font:12pt/1.5 sans-serif;margin:15mm;color:#000}${PAPER}</style></head>`;
  const body = document.createElement("body");
  body.append(...copy.childNodes);
  root.append(body);
  return `<!doctype html>${root.outerHTML}`;
}
