/** The connection to Home Assistant: signing in, reconnecting, and what it does when it hears nothing. */
const assert = require("node:assert/strict");
const { beforeEach, describe, it, mock } = require("node:test");
const { HomeAssistant } = require("../home_assistant");

const TOKEN = "CANARY-TOKEN";

class Socket {
  static opened = [];

  constructor(url) {
    this.url = url;
    this.sent = [];
    this.isClosed = false;
    Socket.opened.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.isClosed = true;
    this.onclose?.();
  }

  says(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

describe("the connection to Home Assistant", () => {
  let pages = [];
  let logged = [];

  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout"] });
    Socket.opened = [];
    pages = [];
    logged = [];
  });

  function connected(address = "http://home.local:8123/") {
    const home = new HomeAssistant({ address, token: TOKEN, onPage: (page) => pages.push(page), log: (text) => logged.push(text), Socket });
    home.connect();
    return home;
  }

  const latest = () => Socket.opened.at(-1);

  it("signs in with the token, subscribes, and hands pages on", () => {
    connected();
    assert.equal(latest().url, "ws://home.local:8123/api/websocket");
    latest().says({ type: "auth_required" });
    latest().says({ type: "auth_ok" });
    latest().says({ id: 1, type: "result", success: true });
    latest().says({ id: 1, type: "event", event: { page: { headline: ["Hello,", "Anna"] } } });
    latest().says({ id: 1, type: "event", event: { page: null } });
    assert.deepEqual(latest().sent, [
      { type: "auth", access_token: TOKEN },
      { id: 1, type: "digitalshadow/mirror" }
    ]);
    assert.deepEqual(pages, [{ headline: ["Hello,", "Anna"] }, null]);
  });

  it("encrypts where Home Assistant does", () => {
    connected("https://home.local");
    assert.equal(latest().url, "wss://home.local/api/websocket");
  });

  it("goes dark and connects again when the connection is lost, ever more seldom up to a minute", () => {
    connected();
    const waits = [1, 2, 4, 8, 16, 32, 60, 60];
    for (const [number, seconds] of waits.entries()) {
      latest().onerror();
      assert.equal(pages.at(-1), null);
      mock.timers.tick(seconds * 1000 - 1);
      assert.equal(Socket.opened.length, number + 1);
      mock.timers.tick(1);
      assert.equal(Socket.opened.length, number + 2);
    }
  });

  it("begins with a short wait again once it was told something", () => {
    connected();
    latest().onclose();
    mock.timers.tick(1000);
    latest().says({ type: "event", event: { page: null } });
    latest().onclose();
    mock.timers.tick(1000);
    assert.equal(Socket.opened.length, 3);
  });

  it("gives up a connection on which nothing is heard for ten seconds", () => {
    connected();
    const first = latest();
    first.says({ type: "event", event: { page: { headline: [] } } });
    mock.timers.tick(10_000);
    assert.equal(pages.at(-1), null);
    assert.ok(first.isClosed);
    mock.timers.tick(1000);
    assert.notEqual(latest(), first);
    first.says({ type: "event", event: { page: { headline: ["late"] } } });
    assert.equal(pages.at(-1), null, "what an old connection still says is not shown");
  });

  it("stops asking with a token that is refused, and never logs it", () => {
    connected();
    latest().says({ type: "auth_required" });
    latest().says({ type: "auth_invalid", message: "bad" });
    mock.timers.tick(120_000);
    assert.equal(Socket.opened.length, 1);
    assert.equal(logged.length, 1);
    assert.ok(!logged.join().includes(TOKEN));
  });

  it("says that an account is no mirror's, and asks again in a minute", () => {
    connected();
    latest().says({ id: 1, type: "result", success: false, error: { code: "unauthorized" } });
    assert.match(logged[0], /belongs to no mirror/u);
    mock.timers.tick(59_999);
    assert.equal(Socket.opened.length, 1);
    mock.timers.tick(1);
    assert.equal(Socket.opened.length, 2);
  });

  it("ends with the helper", () => {
    const home = connected();
    home.stop();
    mock.timers.tick(120_000);
    assert.equal(Socket.opened.length, 1);
    assert.ok(latest().isClosed);
  });
});
