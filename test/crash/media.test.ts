import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { fileOf } from '../media/people.ts';
import { sharedDatabase } from '../store/databases.ts';
import { eventually } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';

let child: ChildProcess | null = null;
afterEach(() => void child?.kill('SIGKILL'));

const pdf = fileOf('application/pdf');

test(
  'killed while a bot’s file is fetched, sent, registered: the customer has it once, and so has Chatwoot',
  { timeout: 300_000 },
  async () => {
    const database = await sharedDatabase.make();
    const sandbox = await startSandbox();
    const { whatsapp, chatwoot } = sandbox;
    let isDeadly = false;
    // The program behind the address, which also has the file.
    const program = createServer((request, response) => {
      if (request.method === 'GET') {
        if (isDeadly) return void ((isDeadly = false), child?.kill('SIGKILL'));
        return void response.writeHead(200, { 'content-type': 'application/pdf' }).end(pdf);
      }
      request.resume().on('end', () => {
        const actions = [
          { do: 'media', url: `http://${request.headers.host}/lista.pdf`, caption: 'la lista' },
          { do: 'reply', text: 'eso es todo' },
        ];
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ actions }));
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => program.once('listening', resolve));
    const environment = {
      ...process.env,
      ...sandbox.settings,
      CHATWOOT_ACCOUNT_ID: '1',
      CHATWOOT_BOT_TOKEN: 'bot-token',
      CHATWOOT_TIMEOUT: '1',
      DATABASE_URL: database.url,
      PORT: '0',
      BOT: 'http',
      BOT_URL: `http://127.0.0.1:${(program.address() as AddressInfo).port}/turns`,
      BOT_SECRET: 'a-secret-of-both',
      BOT_WAIT: '0',
      UNCLEAR_SEND_WAIT: '1',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    };
    let url = '';
    async function start(): Promise<void> {
      const started = fork(join(import.meta.dirname, 'media-child.ts'), { env: environment });
      child = started;
      url = await new Promise<string>((resolve) => started.once('message', (message) => resolve(message as string)));
      sandbox.setWebhook(url);
    }
    const got = (n: number) =>
      whatsapp.sent
        .filter(({ to }) => to === personNumber(n))
        .map(({ type, send, file }) => [type, send.text?.body ?? send.document?.caption, file?.bytes.length]);
    const shown = (n: number) =>
      [...chatwoot.state.conversations.values()]
        .filter(({ source }) => source.sourceId === personNumber(n))
        .flatMap(({ messages }) => messages.filter(({ type }) => type === 1))
        .map(({ content, attachments }) => [content, attachments.map(({ bytes }) => bytes.length)]);
    const writes = (n: number) => deliver(() => url, textWebhook(personNumber(n), `wamid.file.${n}`, 'la lista'));
    const all = [
      ['document', 'la lista', pdf.length],
      ['text', 'eso es todo', undefined],
    ];
    const both = async (n: number) =>
      await eventually(() => got(n).length >= all.length && shown(n).length >= all.length, 240_000);

    await start();
    whatsapp.faults.set([{ kind: 'hang_after', method: 'POST', path: 'messages$', text: 'document', times: 1 }]);
    await writes(0);
    await eventually(() => got(0).length === 1, 240_000);
    chatwoot.faults.set([{ kind: 'hang_after', method: 'POST', path: '/messages$', text: 'lista.pdf', times: 1 }]);
    await writes(1);
    await eventually(() => shown(1).length === 1, 240_000);
    // The process dies by the request for the third one's file, with the answers of the other two on their way.
    const dead = new Promise((resolve) => child?.once('exit', resolve));
    isDeadly = true;
    await writes(2);
    await dead;
    await start();
    for (const n of [0, 1, 2]) await both(n);
    for (const n of [0, 1, 2]) {
      expect(got(n)).toEqual(all);
      expect(shown(n)).toEqual([
        ['la lista', [pdf.length]],
        ['eso es todo', []],
      ]);
    }
    const last = child;
    const gone = new Promise((resolve) => last?.once('exit', resolve));
    last?.kill('SIGTERM');
    await gone;
    child = null;
    program.closeAllConnections();
    program.close();
    await sandbox.close();
    await database.remove();
  },
);
