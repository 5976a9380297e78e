/** What all cards of a page share: one subscription a connection, and the texts of one language. */
import type { Hass, Localize } from "./hass";
import { type Texts, languageOf } from "./home";
import type { View } from "./server";

/** After this long it is asked again for what there must be, as while Home Assistant starts. */
export const RETRY_MILLISECONDS = 5000;

type Listener = (view: View) => void;

interface Followed {
  listeners: Set<Listener>;
  view: View | null;
  stop: () => void;
}

const followed = new WeakMap<Hass["connection"], Followed>();
const loaded = new Map<string, Promise<Spoken>>();

export interface Spoken {
  texts: Texts;
  backend: Localize;
}

/** Calls back with what the account may see, now and whenever it changes; returns how to stop that. */
export function follow(hass: Hass, listener: Listener): () => void {
  const { connection } = hass;
  const one = followed.get(connection) ?? begin(connection);
  one.listeners.add(listener);
  if (one.view) listener(one.view);
  return () => {
    one.listeners.delete(listener);
    if (one.listeners.size) return;
    one.stop();
    followed.delete(connection);
  };
}

function begin(connection: Hass["connection"]): Followed {
  let ended = false;
  let end: (() => Promise<void>) | null = null;
  const one: Followed = {
    listeners: new Set(),
    view: null,
    stop: () => {
      ended = true;
      void end?.().catch(() => undefined);
    },
  };
  followed.set(connection, one);
  const subscribe = (): void => {
    connection
      .subscribeMessage<View>(
        (view) => {
          one.view = view;
          one.listeners.forEach((listener) => listener(view));
        },
        { type: "digitalshadow/subscribe" },
      )
      .then((found) => {
        end = found;
        if (ended) one.stop();
      })
      // The integration does not run yet, or no more; its cards wait.
      .catch(() => setTimeout(() => ended || subscribe(), RETRY_MILLISECONDS));
  };
  subscribe();
  return one;
}

/** What the account may see now. */
export function latest(hass: Hass): Promise<View> {
  return new Promise((resolve) => {
    const stop = follow(hass, (view) => {
      resolve(view);
      setTimeout(() => stop());
    });
  });
}

/** The texts in the language of a user, fetched once. */
export function textsIn(language: string): Promise<Texts> {
  const name = `./texts/${languageOf(language)}.json`; // by name, so that the build leaves the address to the browser
  return fetch(new URL(name, import.meta.url)).then((answer) => answer.json() as Promise<Texts>);
}

/** Our texts and those that the integration has already, fetched once a language. */
export function spokenTo(hass: Hass): Promise<Spoken> {
  const { language } = hass;
  const found = loaded.get(language);
  if (found) return found;
  const asked = Promise.all([textsIn(language), hass.loadBackendTranslation("entity", "digitalshadow")]).then(([texts, backend]) => ({ texts, backend }));
  loaded.set(language, asked);
  asked.catch(() => loaded.delete(language));
  return asked;
}
