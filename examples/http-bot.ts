/**
 * A bot behind an address (`BOT=http`) that takes its time: it says 202 at once, and gives its actions later.
 *
 *     read -rs BOT_SECRET && read -rs API_TOKEN && export BOT_SECRET API_TOKEN    # so they stay out of the shell's history
 *     OPTIATIENDE=http://127.0.0.1:8080 PORT=8900 node examples/http-bot.ts
 *
 * and in the .env of OptiAtiende BOT=http, BOT_URL=http://127.0.0.1:8900/turns and the same BOT_SECRET and API_TOKEN.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

interface Turn {
  id: string;
  messages: { text: string }[];
}

const { BOT_SECRET = '', API_TOKEN = '', OPTIATIENDE = 'http://127.0.0.1:8080', PORT = '8900' } = process.env;
/** Seconds; older turns are somebody's who listened and sends them again. */
const MOST_AGE = 300;
/** The same turn, tried again, is worked on once. */
const begun = new Set<string>();

function isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
  const timestamp = String(headers['x-optiatiende-timestamp']);
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= MOST_AGE)) return false;
  const wanted = `sha256=${createHmac('sha256', BOT_SECRET).update(`${timestamp}.`).update(body).digest('hex')}`;
  const given = String(headers['x-optiatiende-signature']);
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}

function turnIn(body: Buffer): Turn | null {
  try {
    return (JSON.parse(body.toString()) as { turn?: Turn }).turn ?? null;
  } catch {
    return null;
  }
}

async function work(turn: Turn): Promise<void> {
  const text = turn.messages.map((message) => message.text).join('\n');
  const actions = [{ do: 'reply', text: `Lo pensé bien: ${text}` }];
  const answer = await fetch(`${OPTIATIENDE}/api/turns/${turn.id}/actions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ actions }),
  });
  if (!answer.ok) process.stderr.write(`turn ${turn.id}: ${answer.status} ${await answer.text()}\n`);
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    if (!isSigned(request, body)) return void response.writeHead(401).end();
    const turn = turnIn(body);
    if (turn === null) return void response.writeHead(400).end();
    response.writeHead(202).end();
    if (begun.has(turn.id)) return;
    begun.add(turn.id);
    work(turn).catch((error: unknown) => {
      begun.delete(turn.id);
      process.stderr.write(`turn ${turn.id}: ${String(error)}\n`);
    });
  });
});
server.listen(Number(PORT), '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : PORT}/turns\n`);
});
