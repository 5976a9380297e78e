/** What all pages have in common: the home they show, and its texts. */
import { LitElement } from "lit";
import { type Home, localeOf, say } from "./home";
import { reasonOf } from "./hass";
import type { Person } from "./server";

export class Page extends LitElement {
  static override properties = {
    home: { attribute: false },
    busy: { state: true },
    error: { state: true },
  };

  declare home: Home;
  declare busy: boolean;
  declare error: string;

  constructor() {
    super();
    this.busy = false;
    this.error = "";
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
