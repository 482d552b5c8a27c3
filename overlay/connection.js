// The websocket: hello, messages, and coming back after a loss.

const WAITS_MS = [500, 1000, 2000, 4000, 5000];
const WRONG_TOKEN = 4001; // a close code of assist/push/doors.py
const PROOF_LETTERS = 20; // of assist/push/way_back.py
const STORED = "assist-token";
const WAY_BACK = "assist-way-back"; // the token that opens the next run of the server

/** The token of the address bar, kept for reloads; empty where there is none. */
function readToken() {
  const given = location.hash.slice(1);
  if (given) sessionStorage.setItem(STORED, given);
  return given || sessionStorage.getItem(STORED) || "";
}

/** Whether the server that refused `given` knows the token `left`: another program may sit on its port. */
async function proves(reason, left, given) {
  const [key, message] = [left, given].map((text) => new TextEncoder().encode(text));
  const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const bytes = [...new Uint8Array(await crypto.subtle.sign("HMAC", hmac, message))];
  const letters = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return reason.split(" ").includes(letters.slice(0, PROOF_LETTERS));
}

/** Takes the token that an earlier run of the server left for this one; returns whether there was any. */
async function takeWayBack(reason, given) {
  const left = sessionStorage.getItem(WAY_BACK);
  if (!left || !(await proves(reason, left, given))) return false;
  sessionStorage.setItem(STORED, left);
  history.replaceState(null, "", location.pathname); // the token there is that of a run which is over
  return true;
}

/**
 * Keeps one websocket open. `onMessage(message)` gets each message; `onState(state)` gets "open" (the first message is
 * there), "lost" (it tries again) or "refused" (the token is not one of this run: it does not try again).
 * `later(work, wait_ms)` is the timer that it waits with.
 */
export class Connection {
  #socket = null;
  #tries = 0;
  #token = ""; // the one that was sent last

  constructor(onMessage, onState, later) {
    this.onMessage = onMessage;
    this.onState = onState;
    this.later = later;
    addEventListener("hashchange", () => this.open()); // a new address in the same tab does not reload the page
  }

  /** Opens the socket now, dropping an older one. */
  open() {
    this.#socket?.close();
    this.#token = readToken();
    const socket = new WebSocket(`ws://${location.host}/ws`);
    this.#socket = socket;
    socket.addEventListener("open", () => socket.send(JSON.stringify({ type: "hello", token: this.#token })));
    socket.addEventListener("message", (event) => this.#received(socket, JSON.parse(event.data)));
    socket.addEventListener("close", (event) => this.#closed(socket, event));
  }

  /** Tries again now, where it waits to. */
  nudge() {
    if (this.#tries > 0 && this.#socket.readyState === WebSocket.CLOSED) this.open();
  }

  /** Sends `message` where the socket is open; returns whether it was. */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #received(socket, message) {
    if (socket !== this.#socket) return;
    this.#tries = 0;
    const { way_back, ...shown } = message;
    if (way_back) sessionStorage.setItem(WAY_BACK, way_back);
    this.onMessage(shown);
    if (message.type === "snapshot") this.onState("open"); // only now, or the tip of before the loss would flash up
  }

  async #closed(socket, { code, reason }) {
    if (socket !== this.#socket) return;
    if (code === WRONG_TOKEN) {
      const taken = await takeWayBack(reason, this.#token);
      if (socket !== this.#socket) return;
      if (taken) this.open();
      else this.onState("refused");
      return;
    }
    this.onState("lost");
    const wait_ms = WAITS_MS[Math.min(this.#tries, WAITS_MS.length - 1)];
    this.#tries += 1;
    this.later(() => socket === this.#socket && this.open(), wait_ms); // unless another one was opened meanwhile
  }
}
