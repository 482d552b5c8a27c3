"""A CRM that starts a call with its account, waits for the end, and takes the note: `python examples/crm.py api.json`.

`api.json` is in assist's data folder while `assist run` is up. Needs `pip install websockets`.
"""

import json
import sys
from pathlib import Path

from websockets.sync.client import connect

address = json.loads(Path(sys.argv[1]).read_text())
account = {"customer_name": "Ratna", "honorific": "Bu", "amount_due_idr": 1200000, "due_date": "2026-11-25"}
with connect(address["url"]) as assist:
    assist.send(json.dumps({"type": "hello", "token": address["token"]}))
    assist.send(json.dumps({"type": "start", "id": 1, "account": account}))
    for text in assist:
        message = json.loads(text)
        if message["type"] == "answer" and (message["why"] or message["notice"]):
            print(message["why"] or message["notice"])
        if message["type"] == "parts" and message.get("note"):
            print(message["note"]["text"])
            break
