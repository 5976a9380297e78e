/** What the panel uses of Home Assistant's frontend; no other file knows its shapes. */
export interface Hass {
  callWS<T>(message: Record<string, unknown>): Promise<T>;
  connection: {
    subscribeMessage<T>(
      callback: (message: T) => void,
      message: Record<string, unknown>,
    ): Promise<() => Promise<void>>;
  };
  loadBackendTranslation(category: string, integration: string): Promise<Localize>;
  connected: boolean;
  language: string;
  locale?: { language: string; time_format?: string };
  themes?: { darkMode?: boolean };
  user?: { name: string };
}

export type Localize = (key: string, values?: Record<string, string>) => string;

export interface Route {
  prefix: string;
  path: string;
}

/** Opens another page of the panel, as Home Assistant's own links do. */
export function navigate(path: string): void {
  history.pushState(null, "", path);
  window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: false } }));
}

/** What an error of a command says to the user: the server translates its own refusals. */
export function reasonOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === "string" ? message : "";
}
