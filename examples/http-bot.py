"""A bot behind an address (BOT=http), with nothing but Python's standard library.

    read -rs BOT_SECRET && export BOT_SECRET    # a long random text; so it stays out of the shell's history
    OPTIATIENDE=http://127.0.0.1:8080 PORT=8900 python3 examples/http-bot.py

and in the .env of OptiAtiende BOT=http, BOT_URL=http://127.0.0.1:8900/turns and the same BOT_SECRET.
"""

import hashlib
import hmac
import json
import os
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["BOT_SECRET"].encode()
# Where the service is: files of customers are fetched there.
OPTIATIENDE = os.environ.get("OPTIATIENDE", "http://127.0.0.1:8080")
# Older turns are somebody's who listened and sends them again.
MOST_AGE = 300


def answer(turn):
    """What to do, as docs/BOTS.md explains it."""
    text = turn["messages"][-1]["text"]
    sent = turn["messages"][-1].get("file")
    times = (turn["state"] or {"times": 0})["times"] + 1
    kept = {"do": "state", "value": {"times": times}}
    if "persona" in text.lower():
        words = "Ya te atiende una persona." if turn["peopleAreThere"] else "Mañana te contesta una persona."
        return [{"do": "handoff", "reason": "Asked for a person", "words": words, "asked": True}, kept]
    if sent:
        try:
            text = f"Recibí {sent['name']} ({sent['type']}, {len(read(sent))} bytes)"
        except OSError:
            text = f"No pude abrir {sent['name']}. ¿Me lo contás con palabras?"
        return [{"do": "reply", "text": text}, kept]
    return [{"do": "reply", "text": f"Dijiste: {text} ({times})"}, kept]


def read(sent):
    """The bytes of a file, while the turn lasts. Its path is signed: it needs no token."""
    with urllib.request.urlopen(OPTIATIENDE + sent["path"], timeout=10) as response:
        return response.read()


class Bot(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.is_signed(body):
            return self.give(401, {"error": "not signed with BOT_SECRET"})
        try:
            turn = json.loads(body)["turn"]
        except (ValueError, KeyError):
            return self.give(400, {"error": "no turn in it"})
        # The same turn.id (also in Idempotency-Key) is the same turn, tried again: do nothing twice outside.
        self.give(200, {"actions": answer(turn)})

    def is_signed(self, body):
        timestamp = self.headers.get("X-OptiAtiende-Timestamp", "0")
        if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > MOST_AGE:
            return False
        wanted = "sha256=" + hmac.new(SECRET, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(wanted, self.headers.get("X-OptiAtiende-Signature", ""))

    def give(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Customers' words stay out of the log."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8900"))), Bot)
    print(f"http://127.0.0.1:{server.server_port}/turns", flush=True)
    server.serve_forever()
