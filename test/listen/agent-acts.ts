import { expect } from 'vitest';
import type { Office } from './office.ts';

/** What an agent does in Chatwoot beyond the desk: by the application API, with an administrator's token. */
export interface AgentActs {
  api: (method: string, path: string, body: object) => Promise<Record<string, unknown>>;
  /** Another conversation with somebody known, in the same inbox, with first words or without; gives its number. */
  opensAnother: (person: string, words?: string) => Promise<number>;
  /** A contact of the agent's making and a conversation with it; in our inbox where none is named. */
  makesContact: (
    given: { name: string; phone_number?: string; email?: string },
    words: string,
    inbox?: string,
  ) => Promise<{ contactId: number; id: number }>;
  writes: (conversation: number, content: string) => Promise<void>;
}

export function agentActs(office: () => Office): AgentActs {
  const state = () => office().stack.sandbox.chatwoot.state;

  async function api(method: string, path: string, body: object): Promise<Record<string, unknown>> {
    const { url, adminToken } = office().stack.sandbox.chatwoot;
    const answer = await fetch(`${url}/api/v1/accounts/1${path}`, {
      method,
      headers: { 'content-type': 'application/json', api_access_token: adminToken },
      body: JSON.stringify(body),
    });
    expect(answer.status, path).toBeLessThan(300);
    return (await answer.json()) as Record<string, unknown>;
  }

  return {
    api,
    async opensAnother(person, words) {
      const source = office().conversation(person)?.source;
      const ids = { source_id: source?.sourceId, inbox_id: source?.inbox.id, contact_id: source?.contact.id };
      const message = words === undefined ? {} : { message: { content: words } };
      return Number((await api('POST', '/conversations', { ...ids, ...message }))['id']);
    },
    async makesContact(given, words, inbox) {
      const inboxes = state().inboxes;
      const inbox_id = (inbox === undefined ? [...inboxes.values()][0] : inboxes.get(inbox))?.id;
      const made = await api('POST', '/contacts', { ...given, inbox_id });
      const { contact } = made['payload'] as { contact: { id: number } };
      const body = { inbox_id, contact_id: contact.id, message: { content: words } };
      return { contactId: contact.id, id: Number((await api('POST', '/conversations', body))['id']) };
    },
    async writes(conversation, content) {
      await api('POST', `/conversations/${conversation}/messages`, { content });
    },
  };
}
