/** Shows the panel, or the mirror, without Home Assistant: `?page=trend&state=settled&theme=dark&language=de`. For pictures and design. */
import type { Hass, Localize } from "../src/hass";
import "../src/mirror";
import "../src/panel";
import { STATES } from "./states";

const asked = new URLSearchParams(location.search);
const page = asked.get("page") ?? "today";
const language = asked.get("language") ?? "en";
const dark = asked.get("theme") === "dark";

/** Home Assistant's icon, from its own files. */
class Icon extends HTMLElement {
  static observedAttributes = ["icon"];

  async attributeChangedCallback(): Promise<void> {
    const path = await (await fetch(`/home-assistant/icon/${this.getAttribute("icon")?.slice(4)}`)).text();
    (this.shadowRoot ?? this.attachShadow({ mode: "open" })).innerHTML =
      `<style>:host{display:inline-flex}svg{width:var(--mdc-icon-size,24px);height:var(--mdc-icon-size,24px);fill:currentColor}</style><svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"></path></svg>`;
  }
}
customElements.define("ha-icon", Icon);

/** Enough of Markdown for a report. */
class Markdown extends HTMLElement {
  set content(markdown: string) {
    this.replaceChildren(
      ...markdown.split("\n\n").map((block) => {
        const level = /^#+/.exec(block)?.[0].length;
        const element = document.createElement(level ? `h${level}` : "p");
        element.textContent = block.replace(/^#+ /, "");
        return element;
      }),
    );
  }
}
customElements.define("ha-markdown", Markdown);

async function backend(): Promise<Localize> {
  const texts = await (await fetch(`/home-assistant/translations/${language}`)).json();
  return (key) => {
    const path = key.replace("component.digitalshadow.", "").split(".");
    const found = path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], texts);
    return typeof found === "string" ? found : "";
  };
}

const state = STATES[asked.get("state") ?? ""] ?? STATES.settled!;
const localize = await backend();
const hass: Hass = {
  callWS: async <T>(message: Record<string, unknown>): Promise<T> => {
    const name = String(message.type).replace("digitalshadow/", "").replace("person/", "");
    if (!(name in state.answers)) {
      const missing = new Error(`The gallery has no answer to ${name}.`);
      // A page says what failed or leaves it out; whoever takes pictures has to hear of it.
      reportError(missing);
      throw missing;
    }
    const answer = state.answers[name];
    if (answer instanceof Error) throw answer;
    return answer as T;
  },
  callApi: async () => undefined,
  connection: {
    subscribeMessage: async <T>(callback: (message: T) => void) => {
      const tell = () => callback((page === "mirror" ? { page: state.mirror } : state.view) as T);
      tell();
      // A mirror to which nobody speaks for some seconds goes dark.
      if (page === "mirror") setInterval(tell, 1000);
      return async () => undefined;
    },
  },
  loadBackendTranslation: async () => localize,
  connected: state.connected ?? true,
  language,
  themes: { darkMode: dark },
};

document.documentElement.lang = language;
document.documentElement.dir = asked.get("dir") ?? "ltr";
document.body.style.background = dark ? "#111" : "#fafafa";
const theme = dark ? { "--divider-color": "#e1e1e11f" } : { "--divider-color": "#0000001f" };
for (const [name, value] of Object.entries(theme)) document.body.style.setProperty(name, value);
const panel = Object.assign(document.createElement(page === "mirror" ? "digitalshadow-mirror" : "digitalshadow-panel"), {
  hass,
  narrow: innerWidth < 870,
  route: { prefix: "/digitalshadow", path: `/${page}` },
});
document.body.append(panel);
