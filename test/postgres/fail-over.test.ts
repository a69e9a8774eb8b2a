import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { echoBot, eventually, startStack } from '../stack.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';
import { startServer } from './server.ts';
import { openStandby, WITH_STANDBY } from './standby.ts';

const PEOPLE = 6;
const EACH = 8;

/** The address that operators give: it leads to whoever is the primary. */
async function openAddress(first: number): Promise<{ port: number; leadTo(port: number): void; close(): void }> {
  const sockets = new Set<Socket>();
  let to = first;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => (sockets.delete(socket), other.destroy()));
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => void (to = port),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

test('the primary dies amid the work and its standby takes over: 503 meanwhile, then all goes on by itself, once and in order', async () => {
  const primary = await startServer(process.env['TMPDIR'], WITH_STANDBY);
  const standby = await openStandby(primary);
  const address = await openAddress(primary.port);
  const url = new URL(`${primary.url}/postgres`);
  url.port = String(address.port);
  const stack = await startStack({
    bot: echoBot,
    environment: { DATABASE_URL: url.href, CHATWOOT_CONCURRENCY: '6', UNCLEAR_SEND_WAIT: '5', CHATWOOT_TIMEOUT: '5' },
    sandbox: {
      chatwoot: { messagesPerMinute: 100_000 },
      whatsapp: { redeliverMs: 100, longestRedeliverMs: 1_000, webhookTries: Infinity },
    },
  });
  onTestFinished(async () => {
    await stack.close();
    address.close();
    await standby.stop();
    await primary.stop();
  });
  const door = () => stack.service.url + stack.service.webhookPath;
  const health = async () => {
    const answer = await fetch(`${stack.service.url}/health/ready`);
    return { status: answer.status, body: (await answer.json()) as { reason?: string; fix?: string } };
  };
  const talking = talk(door, PEOPLE, EACH);
  await eventually(() => stack.sandbox.whatsapp.sent.length >= PEOPLE);
  // As a power cut ends it.
  await primary.kill();
  const seen = await eventually(async () => {
    const it = await health();
    return it.status === 503 ? it.body : null;
  });
  expect(seen.reason).toBeTypeOf('string');
  expect(seen.fix).toBeTypeOf('string');
  // Whoever leads there before it is promoted finds a server that takes no writes.
  address.leadTo(standby.port);
  await eventually(async () => (await health()).body.reason?.includes('it takes no writes now'));
  await standby.promote();
  await eventually(async () => (await health()).status === 200);
  await talking;
  await expectAllOnceInOrder(stack.sandbox, PEOPLE, EACH);
});
