/* global Module */

/** So long after the last word of Home Assistant the mirror is dark, whether the connection broke or something hangs. */
const SILENCE_MILLISECONDS = 5000;
/** 59 px are read at 2 m on 24 inches with 1080 lines, which has 92 dots per inch. */
const METRES = 2;
const DOTS_PER_INCH = 92;
/** What other modules call nobody in particular. */
const NOBODY = ["", "default", "everyone", "none", "unknown"];

Module.register("MMM-DigitalShadow", {
  requiresVersion: "2.35.0",

  defaults: {
    viewingDistance: METRES,
    density: DOTS_PER_INCH,
    scale: 1,
    emitProfile: false
  },

  start() {
    this.page = null;
    this.silence = null;
    /** The name in the latest greeting, for as long as that visit lasts. */
    this.greeted = null;
    this.emitted = "default";
    /** Whom other modules name, by module: they can darken this one and nothing else. */
    this.others = {};
    this.isAway = false;
    this.template = "";
    this.loadTemplate();
    this.sendSocketNotification("CONNECT");
  },

  /** Once, so that going dark asks nothing of a server that may hang. */
  async loadTemplate() {
    const answer = await fetch(this.file("MMM-DigitalShadow.njk"));
    this.template = await answer.text();
    this.draw();
  },

  getStyles() {
    return ["MMM-DigitalShadow.css"];
  },

  getTemplate() {
    return this.template;
  },

  getTemplateData() {
    const { density, scale, viewingDistance } = this.config;
    const unit = (viewingDistance / METRES) * (density / DOTS_PER_INCH) * scale;
    return { page: this.visible() ? this.page : null, people: Array.from({ length: 100 }, (_, at) => at), unit };
  },

  socketNotificationReceived(notification, payload) {
    if (notification === "PAGE") {
      this.show(payload);
    }
  },

  /** Other modules' profiles: see the README. Whatever they say, nobody is shown whom Home Assistant did not name. */
  notificationReceived(notification, payload, sender) {
    const from = sender ? sender.name : "";
    switch (notification) {
      case "CURRENT_PROFILE":
      case "CURRENT_USER":
        this.others[from] = namesIn([payload]);
        break;
      case "CHANGED_PROFILE":
        this.others[from] = namesIn([payload && payload.to]);
        break;
      case "LOGGED_IN_USERS":
        this.others[from] = namesIn(payload);
        break;
      case "USERS_LOGIN":
        this.others[from] = [...(this.others[from] || []), ...namesIn(payload)];
        break;
      case "USERS_LOGOUT":
        this.others[from] = (this.others[from] || []).filter((name) => !namesIn(payload).includes(name));
        break;
      case "USER_PRESENCE":
        this.isAway = payload === false;
        break;
      default:
        return;
    }
    this.draw();
  },

  /** Every word of Home Assistant counts as one: it keeps the page, or takes it away at once. */
  show(page) {
    clearTimeout(this.silence);
    const before = JSON.stringify(this.page);
    this.page = page;
    if (!page) {
      this.greeted = null;
    } else if (page.headline.length === 2) {
      this.greeted = page.headline[1].toLowerCase();
    }
    if (page) {
      this.silence = setTimeout(() => this.show(null), SILENCE_MILLISECONDS);
    }
    if (JSON.stringify(page) !== before) {
      this.draw();
    }
  },

  /** Nobody else may be named by another module, and nobody may be away. */
  visible() {
    const named = Object.values(this.others).flat();
    return Boolean(this.page) && !this.isAway && named.every((name) => name === this.greeted);
  },

  draw() {
    // Without a time, so that what must go is gone at once; what comes fades in by its style.
    this.updateDom();
    const profile = (this.visible() && this.greeted) || "default";
    if (this.config.emitProfile && profile !== this.emitted) {
      this.emitted = profile;
      this.sendNotification("CURRENT_PROFILE", profile);
    }
  }
});

/** Returns the names of people in what another module sent, in lower case. */
function namesIn(sent) {
  const names = (Array.isArray(sent) ? sent : [sent]).filter((name) => name !== null && typeof name !== "undefined");
  return names.map((name) => String(name).trim().toLowerCase()).filter((name) => !NOBODY.includes(name));
}
