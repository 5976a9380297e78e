/** What the panel uses of Home Assistant's frontend; no other file knows its shapes. */
export interface Hass {
  callWS<T>(message: Record<string, unknown>): Promise<T>;
  /** Home Assistant's own REST API, for what it has no websocket command for. */
  callApi(method: "POST", path: string, parameters: Record<string, unknown>): Promise<unknown>;
  connection: {
    subscribeMessage<T>(callback: (message: T) => void, message: Record<string, unknown>): Promise<() => Promise<void>>;
  };
  loadBackendTranslation(category: string, integration: string): Promise<Localize>;
  connected: boolean;
  language: string;
  locale?: { language: string; time_format?: string };
  themes?: { darkMode?: boolean };
  user?: { name: string };
  states?: Record<string, { attributes: { entity_picture?: string } } | undefined>;
  entities?: Record<string, { platform?: string; device_id?: string } | undefined>;
  devices?: Record<string, { identifiers?: [string, string][]; model?: string; model_id?: string } | undefined>;
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

/** An error of a command: the server names its refusals, so that each account reads them in its own language. */
interface Refusal {
  message?: unknown;
  translation_key?: string;
  translation_placeholders?: Record<string, string>;
}

/** What an error of a command says to the user; empty where it says nothing. */
export function reasonOf(error: unknown, localize: Localize): string {
  const refusal = error as Refusal | null;
  const key = refusal?.translation_key;
  const translated = key && localize(`component.digitalshadow.exceptions.${key}.message`, refusal.translation_placeholders);
  return translated || (typeof refusal?.message === "string" ? refusal.message : "");
}

/** The name of a refusal; empty where the error has none. */
export const refusalOf = (error: unknown): string => (error as Refusal | null)?.translation_key ?? "";
