/** The dashboard "Heart health", built from what the account may see, and how Home Assistant finds it and the cards. */
import "./camera-card";
import { latest, spokenTo, textsIn } from "./follow";
import type { Hass } from "./hass";
import { say } from "./home";
import { define } from "./page";
import "./person-card";
import type { Person, View } from "./server";
import "./trend-card";

const CARDS = ["person", "trend", "camera"] as const;
const DOMAIN = "digitalshadow";

/** Views of sections: those whom the account may read, then the cameras for whoever administers the home. */
export class Dashboard extends HTMLElement {
  static async generate(_config: unknown, hass: Hass): Promise<unknown> {
    const [view, { texts }] = await Promise.all([latest(hass), spokenTo(hass)]);
    const t = (key: string): string => say(texts, key);
    const sections = [...view.people.map(section), ...camerasOf(view, t("home.cameras"))];
    const empty = { type: "grid", cards: [{ type: "custom:digitalshadow-person-card" }] };
    return { title: t("panel"), views: [{ title: t("panel"), type: "sections", max_columns: 3, sections: sections.length ? sections : [empty] }] };
  }
}

function section(person: Person): unknown {
  const cards = [
    { type: "custom:digitalshadow-person-card", people: [person.subentry_id], size: person.clinical?.risk_percent == null ? "bar" : "full" },
    ...(person.can_read_record ? [{ type: "custom:digitalshadow-trend-card", person: person.subentry_id }] : []),
  ];
  return { type: "grid", cards: [{ type: "heading", heading: person.name }, ...cards] };
}

function camerasOf(view: View, heading: string): unknown[] {
  if (!view.is_administrator || !view.cameras.length) return [];
  const cards = view.cameras.map((camera) => ({ type: "custom:digitalshadow-camera-card", camera: camera.subentry_id }));
  return [{ type: "grid", cards: [{ type: "heading", heading }, ...cards] }];
}

/** A card for an entity of ours: of its person, or of its camera. */
export function suggested(card: (typeof CARDS)[number], hass: Hass, entityId: string): { config: Record<string, unknown> } | null {
  const entity = hass.entities?.[entityId];
  if (entity?.platform !== DOMAIN || !entity.device_id) return null;
  const device = hass.devices?.[entity.device_id];
  const subentry = device?.identifiers?.find(([domain]) => domain === DOMAIN)?.[1];
  if (!subentry || device?.model_id === "home") return null;
  const isCamera = device?.model === "Watched camera";
  if (isCamera !== (card === "camera")) return null;
  const which = card === "person" ? { people: [subentry], size: "bar" } : { [card === "trend" ? "person" : "camera"]: subentry };
  return { config: { type: `custom:${DOMAIN}-${card}-card`, ...which } };
}

interface Described {
  type: string;
  name: string;
  description: string;
}

declare global {
  interface Window {
    customCards?: (Described & Record<string, unknown>)[];
    customStrategies?: (Described & Record<string, unknown>)[];
  }
}

/** Tells Home Assistant of the cards and the dashboard, in English at first and then in the language of the page. */
export function announce(): void {
  const cards = (window.customCards ??= []);
  const strategies = (window.customStrategies ??= []);
  if (strategies.some((one) => one.type === DOMAIN)) return;
  const described: [Described, string][] = [];
  for (const card of CARDS) {
    const entry = {
      type: `${DOMAIN}-${card}-card`,
      name: `Heart health: ${card}`,
      description: "",
      preview: true,
      getEntitySuggestion: (hass: Hass, entityId: string) => suggested(card, hass, entityId),
    };
    cards.push(entry);
    described.push([entry, `card.${card}`]);
  }
  const strategy = { type: DOMAIN, strategyType: "dashboard", name: "Heart health", description: "" };
  strategies.push(strategy);
  described.push([strategy, "card.dashboard"]);
  textsIn(document.documentElement.lang || navigator.language).then(
    (texts) => {
      for (const [entry, key] of described) Object.assign(entry, { name: say(texts, key), description: say(texts, `${key}.is`) });
    },
    () => undefined, // then they keep their English names
  );
}

define("ll-strategy-dashboard-digitalshadow", Dashboard);
announce();
