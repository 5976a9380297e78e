const Log = require("logger");
const NodeHelper = require("node_helper");
const { HomeAssistant } = require("./home_assistant");

/** The address and the token lie in this process's environment alone: no browser is ever told them, or could change them. */
const ADDRESS = "DIGITALSHADOW_URL";
const TOKEN = "DIGITALSHADOW_TOKEN"; // not SECRET_…: MagicMirror² puts those into whatever a browser sends to a helper

module.exports = NodeHelper.create({
  start() {
    this.home = null;
  },

  stop() {
    this.home?.stop();
  },

  /** A browser opened the mirror. One connection serves all of them. */
  socketNotificationReceived(notification) {
    if (notification !== "CONNECT" || this.home) {
      return;
    }
    if (!process.env[ADDRESS] || !process.env[TOKEN]) {
      Log.error(`MMM-DigitalShadow: expected ${ADDRESS} and ${TOKEN} in the environment, found not both. See the README.`);
      return;
    }
    this.home = new HomeAssistant({
      address: process.env[ADDRESS],
      token: process.env[TOKEN],
      onPage: (page) => this.sendSocketNotification("PAGE", page),
      log: (text) => Log.warn(`MMM-DigitalShadow: ${text}`)
    });
    this.home.connect();
  }
});
