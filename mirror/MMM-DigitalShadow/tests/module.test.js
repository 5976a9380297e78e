/** The module as MagicMirror² runs it, with MagicMirror²'s own parts replaced by the least that it needs. */
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { beforeEach, describe, it, mock } = require("node:test");
const vm = require("node:vm");
const nunjucks = require("nunjucks");

const FOLDER = path.join(__dirname, "..");
const MOST_WORDS = 12;
const ANNA = {
  language: "en",
  headline: ["Good morning,", "Anna"],
  people: null,
  bar: { at: 24, usual: [18, 31] },
  lines: [
    { text: "Face signal inside your range", tone: "plain" },
    { text: "experimental", tone: "quiet" }
  ],
  due: "Pressure due",
  phone: "112"
};
const RISK = {
  ...ANNA,
  headline: ["9 of 100"],
  people: 9,
  bar: null,
  lines: [{ text: "heart attack or stroke, 10 years", tone: "plain" }, { text: "SCORE2 formula", tone: "quiet" }],
  due: null
};

/** Serves the module's files. */
const FILES = (name) => Promise.resolve({ text: () => Promise.resolve(readFileSync(path.join(FOLDER, name), "utf8")) });

/** Returns the module as it is registered, started with a configuration. */
async function started(config = {}) {
  let definition = null;
  const code = readFileSync(path.join(FOLDER, "MMM-DigitalShadow.js"), "utf8");
  vm.runInNewContext(code, { Module: { register: (_name, found) => (definition = found) }, setTimeout, clearTimeout, fetch: FILES });
  const module = Object.assign(Object.create(definition), {
    config: { ...definition.defaults, ...config },
    sent: [],
    drawn: 0,
    file: (name) => name,
    sendSocketNotification: () => undefined,
    sendNotification: (...notification) => module.sent.push(notification),
    updateDom: (speed) => {
      assert.equal(speed, undefined, "nothing fades out");
      module.drawn += 1;
    }
  });
  module.start();
  await new Promise((resolve) => setImmediate(resolve));
  module.drawn = 0;
  return module;
}

function drawing(module) {
  return new nunjucks.Environment(null, { autoescape: true }).renderString(module.getTemplate(), module.getTemplateData());
}

/** Returns what a person reads of it. */
function read(module) {
  return drawing(module)
    .replace(/<[^>]*>/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

describe("MMM-DigitalShadow", () => {
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout"] });
  });

  it("is dark before anything was told", async () => assert.equal(drawing(await started()).trim(), ""));

  it("shows the page, and no word that Home Assistant did not send", async () => {
    const module = await started();
    for (const page of [ANNA, RISK]) {
      module.socketNotificationReceived("PAGE", page);
      const sent = [...page.headline, ...page.lines.map((line) => line.text), page.due, page.phone].filter(Boolean);
      assert.equal(read(module), sent.join(" "));
      assert.ok(read(module).split(" ").length <= MOST_WORDS);
    }
  });

  it("draws a range for a signal, hatching for a demonstration, and a hundred people", async () => {
    const module = await started();
    module.socketNotificationReceived("PAGE", ANNA);
    assert.match(drawing(module), /left: 18%; right: 69%/u);
    module.socketNotificationReceived("PAGE", { ...ANNA, bar: { at: 8, usual: null } });
    assert.match(drawing(module), /ds-hatched/u);
    module.socketNotificationReceived("PAGE", RISK);
    assert.equal(drawing(module).match(/ds-struck/gu).length, 9);
    assert.equal(drawing(module).match(/ds-spared/gu).length, 91);
  });

  it("shows a name as text", async () => {
    const module = await started();
    module.socketNotificationReceived("PAGE", { ...ANNA, headline: ["Hello,", "<img src=x onerror=alert(1)>"] });
    assert.doesNotMatch(drawing(module), /<img/u);
    assert.match(drawing(module), /&lt;img/u);
  });

  it("goes dark five seconds after the last word, and at once when told", async () => {
    const module = await started();
    module.socketNotificationReceived("PAGE", ANNA);
    mock.timers.tick(4999);
    module.socketNotificationReceived("PAGE", ANNA);
    mock.timers.tick(4999);
    assert.notEqual(read(module), "");
    mock.timers.tick(1);
    assert.equal(read(module), "");
    module.socketNotificationReceived("PAGE", ANNA);
    module.socketNotificationReceived("PAGE", null);
    assert.equal(read(module), "");
  });

  it("goes dark without asking its server for anything", async () => {
    const module = await started();
    assert.match(module.getTemplate(), /ds-page/u, "a name of a file would be fetched each time");
  });

  it("draws anew only what changed", async () => {
    const module = await started();
    for (let second = 0; second < 5; second += 1) {
      module.socketNotificationReceived("PAGE", ANNA);
    }
    assert.equal(module.drawn, 1);
  });

  const says = [
    ["CURRENT_PROFILE", "ben", false],
    ["CURRENT_PROFILE", "anna", true],
    ["CURRENT_PROFILE", "default", true],
    ["CURRENT_PROFILE", ["anna", "ben"], false],
    ["CHANGED_PROFILE", { from: "anna", to: "ben" }, false],
    ["CURRENT_USER", "Ben", false],
    ["CURRENT_USER", "None", true],
    ["USERS_LOGIN", ["ben"], false],
    ["USERS_LOGIN", ["Anna"], true],
    ["LOGGED_IN_USERS", ["anna", "ben"], false],
    ["USER_PRESENCE", false, false],
    ["USER_PRESENCE", true, true],
    ["CLOCK_SECOND", 3, true]
  ];
  for (const [notification, payload, stays] of says) {
    it(`${stays ? "stays" : "goes dark"} while Anna stands there and another module says ${notification} ${JSON.stringify(payload)}`, async () => {
      const module = await started();
      module.socketNotificationReceived("PAGE", ANNA);
      module.notificationReceived(notification, payload, { name: "MMM-Other" });
      assert.equal(read(module) !== "", stays);
    });
    it(`stays dark while nobody stands there and another module says ${notification} ${JSON.stringify(payload)}`, async () => {
      const module = await started();
      module.notificationReceived(notification, payload, { name: "MMM-Other" });
      assert.equal(read(module), "");
    });
  }

  it("shows Anna again when the other module takes Ben back", async () => {
    const module = await started();
    module.socketNotificationReceived("PAGE", ANNA);
    module.notificationReceived("USERS_LOGIN", ["ben"], { name: "MMM-Other" });
    module.notificationReceived("USERS_LOGOUT", ["ben"], { name: "MMM-Other" });
    assert.notEqual(read(module), "");
  });

  it("remembers who was greeted for the page without a name, and no longer than the visit", async () => {
    const module = await started();
    module.notificationReceived("CURRENT_PROFILE", "anna", { name: "MMM-Other" });
    module.socketNotificationReceived("PAGE", ANNA);
    module.socketNotificationReceived("PAGE", RISK);
    assert.notEqual(read(module), "");
    module.socketNotificationReceived("PAGE", null);
    module.socketNotificationReceived("PAGE", RISK);
    assert.equal(read(module), "");
  });

  it("tells other modules nothing unless it is asked to", async () => {
    const module = await started();
    module.socketNotificationReceived("PAGE", ANNA);
    module.socketNotificationReceived("PAGE", null);
    assert.deepEqual(module.sent, []);
  });

  it("tells them who is there and when nobody is, where it is asked to", async () => {
    const module = await started({ emitProfile: true });
    module.socketNotificationReceived("PAGE", ANNA);
    module.socketNotificationReceived("PAGE", RISK);
    module.socketNotificationReceived("PAGE", null);
    assert.deepEqual(module.sent, [
      ["CURRENT_PROFILE", "anna"],
      ["CURRENT_PROFILE", "default"]
    ]);
  });

  it("grows with the distance, the density and the scale", async () => {
    assert.equal((await started()).getTemplateData().unit, 1);
    assert.equal((await started({ viewingDistance: 3, density: 184, scale: 0.5 })).getTemplateData().unit, 1.5);
  });
});
