import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Action, SendMedia } from '../../src/bots/bot.ts';
import type { Attachment } from '../../src/sandbox/chatwoot/records.ts';
import { ana, begun, openOffice, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';

/** A server with files of a bot's; what each path gives, and how often it was asked for. */
export interface FileHost {
  url: string;
  asked: string[];
  give(path: string, answer: RequestListener | { type: string; bytes: Uint8Array }): void;
  close(): Promise<void>;
}

export async function fileHost(): Promise<FileHost> {
  const given = new Map<string, RequestListener>();
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const one = given.get(request.url ?? '');
    if (one) one(request, response);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    give: (path, answer) =>
      void given.set(
        path,
        typeof answer === 'function'
          ? answer
          : (_, response) =>
              void response
                .writeHead(200, { 'content-type': answer.type, 'content-length': answer.bytes.length })
                .end(answer.bytes),
      ),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

export const TOKENS = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token' };

/** An office whose bot gives `actions` to the customer's next words, and a word back to "hola". */
export async function mediaOffice(
  environment: Record<string, string>,
  actions: () => Action[],
): Promise<Office & { asks(): Promise<void> }> {
  const bot = {
    answer: ({ messages }: { messages: { text: string }[] }): Action[] =>
      messages.at(-1)?.text === 'hola' ? [{ do: 'reply', text: 'buenas' }] : actions(),
  };
  const office = await begun(await openOffice({ bot, environment }));
  let asked = 0;
  // Never the same twice: that would be a program.
  return { ...office, asks: () => office.says(`quiero el archivo ${(asked += 1)}`) };
}

export const sends = (more: Omit<SendMedia, 'do'>): Action => ({ do: 'media', ...more });

/** What the phone got after "buenas": type, file, words. */
export const onPhone = ({ stack }: Office) =>
  stack.sandbox.whatsapp.sent
    .filter(({ to }) => to === ana)
    .slice(1)
    .map(({ type, send, file }) => {
      const media = send.image ?? send.document ?? send.video ?? send.audio ?? send.sticker;
      const { caption = null, filename = null } = (media ?? {}) as { caption?: string; filename?: string };
      return { type, words: send.text?.body ?? caption, filename, bytes: file ? Buffer.from(file.bytes) : null };
    });

/** What stands in Chatwoot after "buenas" but the customer's own words. */
export const inDesk = (office: Office) =>
  (office.conversation()?.messages ?? [])
    .filter(({ type, content }) => type !== 2 && !/^(hola$|quiero el archivo)/.test(content ?? ''))
    .slice(1)
    .map(({ content, attachments, sender, private: note }) => ({
      content: content ?? '',
      note,
      by: sender?.kind ?? null,
      files: attachments.map(({ filename, contentType, bytes }: Attachment) => ({
        filename,
        contentType,
        bytes: Buffer.from(bytes),
      })),
    }));

/** Waits until nothing is left to be done, and no bytes are kept here. */
export async function settled({ stack }: Office): Promise<void> {
  const { db } = stack.service.store;
  await eventually(async () => {
    const open = await db.selectFrom('jobs').select('id').where('state', '=', 'ready').executeTakeFirst();
    const kept = await db.selectFrom('files').select('id').where('kept', '>', 0).executeTakeFirst();
    return open === undefined && kept === undefined;
  });
}
