// A CRM that starts a call with its account, waits for the end, and takes the note: `node examples/crm.mjs api.json`.
// `api.json` is in assist's data folder while `assist run` is up. Needs Node 22 (or `npm install ws` for older ones).

import { readFileSync } from "node:fs";

const { url, token } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const account = { customer_name: "Ratna", honorific: "Bu", amount_due_idr: 1200000, due_date: "2026-11-25" };
const assist = new WebSocket(url);
assist.onopen = () => {
  assist.send(JSON.stringify({ type: "hello", token }));
  assist.send(JSON.stringify({ type: "start", id: 1, account }));
};
assist.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.type === "answer" && (message.why || message.notice)) console.log(message.why || message.notice);
  if (message.type !== "parts" || !message.note) return;
  console.log(message.note.text);
  assist.close();
};
assist.onclose = ({ code, reason }) => code === 1000 || console.error(`assist: ${code} ${reason}`);
