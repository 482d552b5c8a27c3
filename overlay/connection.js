// The websocket: hello, messages, and coming back after a loss.

const WAITS_MS = [500, 1000, 2000, 4000, 5000];
const WRONG_TOKEN = 4001; // a close code of assist/push/server.py
const STORED = "assist-token";
const WAY_BACK = "assist-way-back"; // the token that opens the next run of the server

/** The token of the address bar, kept for reloads; empty where there is none. */
function readToken() {
  const given = location.hash.slice(1);
  if (given) sessionStorage.setItem(STORED, given);
  return given || sessionStorage.getItem(STORED) || "";
}

/** Takes the token that an earlier run of the server left for this one; returns whether there was any. */
function takeWayBack() {
  const left = sessionStorage.getItem(WAY_BACK);
  if (!left) return false;
  sessionStorage.removeItem(WAY_BACK);
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

  constructor(onMessage, onState, later) {
    this.onMessage = onMessage;
    this.onState = onState;
    this.later = later;
    addEventListener("hashchange", () => this.open()); // a new address in the same tab does not reload the page
  }

  /** Opens the socket now, dropping an older one. */
  open() {
    this.#socket?.close();
    const socket = new WebSocket(`ws://${location.host}/ws`);
    this.#socket = socket;
    socket.addEventListener("open", () => socket.send(JSON.stringify({ type: "hello", token: readToken() })));
    socket.addEventListener("message", (event) => this.#received(socket, JSON.parse(event.data)));
    socket.addEventListener("close", (event) => this.#closed(socket, event.code));
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

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    if (code === WRONG_TOKEN) {
      if (takeWayBack()) this.open();
      else this.onState("refused");
      return;
    }
    this.onState("lost");
    const wait_ms = WAITS_MS[Math.min(this.#tries, WAITS_MS.length - 1)];
    this.#tries += 1;
    this.later(() => socket === this.#socket && this.open(), wait_ms); // unless another one was opened meanwhile
  }
}
