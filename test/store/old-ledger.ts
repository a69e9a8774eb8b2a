import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import type { Message, MessageType } from '../../src/sandbox/chatwoot/records.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

/** What stood in Chatwoot when the old ledger was left. */
interface There {
  /** Milliseconds since 1970. */
  at: number;
  inbox: string;
  contacts: {
    id: number;
    name: string;
    phone: string | null;
    sources: {
      sourceId: string;
      token: string;
      conversations: {
        id: number;
        uuid: string;
        status: 'open' | 'pending' | 'resolved' | 'snoozed';
        labels: string[];
        assignee: number | null;
        messages: {
          id: number;
          type: MessageType;
          content: string;
          private: boolean;
          sourceId: string | null;
          sender: 'contact' | 'user' | 'agent_bot' | null;
          at: number;
          /** Why it is shown as failed; null where it is not. */
          failed: string | null;
        }[];
      }[];
    }[];
  }[];
}

export const there = JSON.parse(fixture('ledger-of-today.json')) as There;

/**
 * A ledger that the release before 003 left behind, after real traffic with the sandbox: eleven people, five in human hands, one joined
 * of two, one whose list cannot be had, an unclear post and an unclear send with more waiting behind them, files, ticks, problems.
 */
export function oldLedger(): { path: string; url: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-old-'));
  const path = join(folder, 'old.db');
  const file = new DatabaseSync(path);
  file.exec(`begin; ${fixture('ledger-of-today.sql')} commit;`);
  file.close();
  return { path, url: `sqlite:${path}`, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Puts into a sandbox what stood in Chatwoot then, with the same ids and tokens. */
export async function fillChatwoot(chatwoot: SandboxChatwoot): Promise<void> {
  const { state, url } = chatwoot;
  const post = async (path: string, body: object) => {
    await fetch(`${url}/public/api/v1/inboxes/${there.inbox}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  };
  for (const { id, name, phone, sources } of there.contacts) {
    for (const { sourceId, token, conversations } of sources) {
      await post('/contacts', { source_id: sourceId, name, ...(phone === null ? {} : { phone_number: phone }) });
      await post(`/contacts/${sourceId}/conversations`, {});
      const source = state.contacts.get(id)?.sources.find((it) => it.sourceId === sourceId);
      const made = source?.conversations[0];
      if (!source || !made) throw new Error(`${sourceId} was not made as ${id}`);
      state.byPubsubToken.delete(source.pubsubToken);
      state.byPubsubToken.set(token, Object.assign(source, { pubsubToken: token }));
      const [kept] = conversations;
      if (!kept) {
        // Deleted in Chatwoot since.
        state.conversations.delete(made.id);
        source.conversations = [];
        continue;
      }
      if (kept.id !== made.id) throw new Error(`conversation ${kept.id} was made as ${made.id}`);
      const assignee = state.users.find((it) => it.id === kept.assignee) ?? null;
      Object.assign(made, { uuid: kept.uuid, status: kept.status, labels: kept.labels, assignee });
      for (const { at, sender, failed, ...said } of kept.messages) {
        const by = { contact: source.contact, user: state.users[0], agent_bot: state.bots[0] };
        const message: Message = {
          ...said,
          conversationId: kept.id,
          contentType: 'text',
          contentAttributes: failed === null ? {} : { external_error: failed },
          additional: {},
          createdAt: at,
          updatedAt: at,
          status: failed === null ? 'sent' : 'failed',
          sender: sender === null ? null : (by[sender] ?? null),
          attachments: [],
        };
        made.messages.push(message);
        state.messages.push(message);
      }
    }
  }
  const last = Math.max(...state.messages.map(({ id }) => id));
  while (state.nextId('message') < last);
}
