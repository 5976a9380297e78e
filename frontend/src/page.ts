/** What all pages have in common: the home they show, and its texts. */
import { LitElement, type TemplateResult, html, nothing } from "lit";
import { type Home, list, localeOf, say } from "./home";
import { reasonOf } from "./hass";
import type { Person } from "./server";

/** What a page asks the server for, so that it can show it. */
export interface Part {
  /** The texts that name it where it could not be loaded. */
  names: string[];
  /** Whom it is about, where a page has the same of several people. */
  of?: string;
  load: () => Promise<unknown>;
}

interface Unloaded extends Part {
  /** What the server says of it; empty where it says nothing. */
  reason: string;
}

const isSame = (one: Part, other: Part): boolean => one.of === other.of && one.names.join() === other.names.join();

export class Page extends LitElement {
  static override properties = {
    home: { attribute: false },
    busy: { state: true },
    error: { state: true },
    unloaded: { state: true },
  };

  declare home: Home;
  declare busy: boolean;
  declare error: string;
  /** What was asked for and did not arrive. */
  declare unloaded: Unloaded[];

  constructor() {
    super();
    this.busy = false;
    this.error = "";
    this.unloaded = [];
  }

  protected t(key: string, values: Record<string, string | number> = {}): string {
    return say(this.home.texts, key, values);
  }

  /** The language and region in which numbers and days are written. */
  protected get locale(): string {
    return localeOf(this.home);
  }

  /** The person whose account this is; the pages of one's own are there only with one. */
  protected get me(): Person {
    return this.home.view.people.find((one) => one.is_themself)!;
  }

  /** Nothing is sent while one answer is awaited or without a connection. */
  protected get waits(): boolean {
    return this.busy || !this.home.hass.connected;
  }

  /** Does something on the server; what it refuses is said on the page, and false returned. */
  protected async doing(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.error = "";
    try {
      await work();
      return true;
    } catch (error) {
      this.error = reasonOf(error, this.home.backend) || this.t("failed");
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Asks for parts of the page side by side. Each is shown when it arrives; `notLoaded` names those that do not. */
  protected async loading(...parts: Part[]): Promise<void> {
    this.busy = true;
    await Promise.all(parts.map((one) => this.load(one)));
    this.busy = false;
  }

  private async load(part: Part): Promise<void> {
    let failed: Unloaded[] = [];
    try {
      await part.load();
    } catch (error) {
      failed = [{ ...part, reason: reasonOf(error, this.home.backend) }];
    }
    this.unloaded = [...this.unloaded.filter((one) => !isSame(one, part)), ...failed];
  }

  /** One line about what could not be loaded, of the whole page or of one person, and a button that asks for it again. */
  protected notLoaded(of?: string): TemplateResult | typeof nothing {
    const unloaded = this.unloaded.filter((one) => one.of === of);
    if (!unloaded.length) return nothing;
    const what = unloaded.flatMap((one) => one.names).map((name) => this.t(name));
    const reasons = [...new Set(unloaded.map((one) => one.reason))].join(" ");
    return html`<div class="wide">
      <p class="error" role="alert">${this.t("not_loaded", { what: list(this.home, what) })} ${reasons}</p>
      <div class="btns"><button class="btn line small" ?disabled=${this.waits} @click=${() => this.loading(...unloaded)}>${this.t("load_again")}</button></div>
    </div>`;
  }
}

/** Home Assistant's pages stay when a new version is loaded; a name is taken only once. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

/** Hands the user a file, made here from what the server answered. */
export function download(name: string, content: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
