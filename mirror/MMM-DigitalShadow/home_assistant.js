/** The connection to Home Assistant: signs in as the mirror's account and hands on what the mirror shall show. */

/** The server speaks every second; after this long without a word the connection is made anew. */
const SILENCE_MILLISECONDS = 10_000;
const FIRST_WAIT_MILLISECONDS = 1000;
const LONGEST_WAIT_MILLISECONDS = 60_000;
const SUBSCRIPTION = 1;

class HomeAssistant {
  /**
   * @param {object} options what it needs
   * @param {string} options.address where Home Assistant is, as "http://homeassistant.local:8123"
   * @param {string} options.token a long-lived access token of the mirror's own account
   * @param {(page: object | null) => void} options.onPage is told what to show, and null when nothing
   * @param {(text: string) => void} options.log is told what went wrong; never the token
   * @param {typeof WebSocket} [options.Socket] what connects
   */
  constructor({ address, token, onPage, log, Socket = globalThis.WebSocket }) {
    this.url = `${address.replace(/^http/u, "ws").replace(/\/+$/u, "")}/api/websocket`;
    this.token = token;
    this.onPage = onPage;
    this.log = log;
    this.Socket = Socket;
    this.wait = FIRST_WAIT_MILLISECONDS;
    this.socket = null;
    this.timer = null;
    this.silence = null;
  }

  connect() {
    const socket = new this.Socket(this.url);
    this.socket = socket;
    this.listen();
    socket.onmessage = ({ data }) => {
      if (socket === this.socket) {
        this.listen();
        this.take(JSON.parse(data));
      }
    };
    socket.onclose = () => this.lose(socket, "the connection was closed");
    socket.onerror = () => this.lose(socket, "no connection");
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    const { socket } = this;
    this.socket = null;
    socket?.close();
  }

  /** Waits for the next word, and gives a connection up that says none. */
  listen() {
    const { socket } = this;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lose(socket, "nothing was heard for ten seconds"), SILENCE_MILLISECONDS);
  }

  take(message) {
    switch (message.type) {
      case "auth_required":
        this.send({ type: "auth", access_token: this.token });
        break;
      case "auth_ok":
        this.send({ id: SUBSCRIPTION, type: "digitalshadow/mirror" });
        break;
      case "auth_invalid":
        this.log("Home Assistant refused the token. Make a new one as the mirror's account, then restart MagicMirror².");
        this.stop();
        break;
      case "result":
        if (!message.success) {
          // Home Assistant logs each refusal, so it is not asked often.
          this.wait = LONGEST_WAIT_MILLISECONDS;
          this.lose(this.socket, refusal(message.error));
        }
        break;
      case "event":
        this.wait = FIRST_WAIT_MILLISECONDS;
        this.onPage(message.event.page);
        break;
      default:
        break;
    }
  }

  send(message) {
    this.socket.send(JSON.stringify(message));
  }

  /** Goes dark, and tries again after a while that grows from one second to a minute. */
  lose(socket, why) {
    if (socket !== this.socket || socket === null) {
      return;
    }
    this.stop();
    this.onPage(null);
    this.log(`${why}; trying again in ${this.wait / 1000} s`);
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MILLISECONDS);
  }
}

function refusal(error) {
  return error?.code === "unauthorized" ? "this account belongs to no mirror; see Add mirror in DigitalShadow" : `Home Assistant refused: ${error?.message}`;
}

module.exports = { HomeAssistant };
