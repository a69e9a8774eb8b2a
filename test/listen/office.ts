import { expect } from 'vitest';
import { deskAct } from '../../src/sandbox/desk.ts';
import type { DeskAct } from '../../src/sandbox/page-types.ts';
import { currentPlace } from '../../src/store/people/places.ts';
import type { Contact, Place } from '../../src/store/tables.ts';
import { eventually, startOn, startStack, type Stack, type StackOptions } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';

export interface OfficeOptions extends StackOptions {
  /** Which webhooks of Chatwoot point at us; none where absent. */
  webhooks?: ('inbox' | 'account')[];
  /** False: nothing is heard by it. */
  cable?: boolean;
}

/** A product between WhatsApp and Chatwoot with people at both ends: customers write, agents act at the desk. */
export interface Office {
  stack: Stack;
  /** A customer writes; the first one where none is named. */
  says(text: string, person?: string, at?: number): Promise<void>;
  /** An agent acts in a person's conversation; gives Chatwoot's answer. */
  act(action: DeskAct['action'], more?: Omit<DeskAct, 'conversation' | 'action'>, person?: string): Promise<unknown>;
  /** What a person's phone got, in order. */
  phone(person?: string): string[];
  /** The bodies of all sends to a person. */
  bodies(person?: string): Record<string, unknown>[];
  /** Every message of a person's conversation, whatever its kind. */
  desk(person?: string): { id: number; type: number; text: string; private: boolean; sender: string | null }[];
  conversation(person?: string): ReturnType<Stack['sandbox']['chatwoot']['state']['conversations']['get']>;
  contact(person?: string): Promise<Contact>;
  /** Where the person's messages go in Chatwoot. */
  place(person?: string): Promise<Place>;
  answeredBy(who: 'bot' | 'human', person?: string): Promise<Contact>;
  cable(): Promise<string>;
  /** Another start on the same ledger. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const ana = personNumber(1);

/** Says back what was said. */
export const parrot = {
  answer: ({ messages }: { messages: { text: string }[] }) => [
    { do: 'reply' as const, text: `re: ${messages.at(-1)?.text}` },
  ],
};

const SECRET = 'the-door-of-chatwoot';
let wamids = 0;

export async function openOffice({ webhooks = [], cable = true, ...options }: OfficeOptions = {}): Promise<Office> {
  const bot = options.bot ?? parrot;
  const stack = await startStack({
    ...options,
    bot,
    environment: {
      CHATWOOT_CABLE: String(cable),
      SWEEP_REQUESTS_PER_MINUTE: '3000',
      ...(webhooks.length > 0 ? { CHATWOOT_WEBHOOK_SECRET: SECRET } : {}),
      ...options.environment,
    },
  });
  const { chatwoot, whatsapp } = stack.sandbox;
  const hook = () => `${stack.service.url}/webhooks/chatwoot/${SECRET}`;
  const point = () => {
    if (webhooks.includes('inbox')) chatwoot.setInboxWebhook(hook());
    chatwoot.state.webhooks.splice(0);
    if (webhooks.includes('account')) chatwoot.addAccountWebhook(hook());
  };
  point();
  const conversation = (person = ana) =>
    [...chatwoot.state.conversations.values()].find((it) => it.source.sourceId === person);
  const contact = async (person = ana) =>
    await stack.service.store.db
      .selectFrom('contacts')
      .selectAll()
      .where('wa_id', '=', person)
      .executeTakeFirstOrThrow();
  const bodies = (person = ana) => whatsapp.sent.filter((it) => it.to === person).map((it) => it.body);
  return {
    stack,
    async says(text, person = ana, at) {
      wamids += 1;
      const body = textWebhook(person, `wamid.${wamids}.${person}`, text, at);
      await deliver(() => stack.service.url + stack.service.webhookPath, body);
    },
    async act(action, more = {}, person = ana) {
      const done = await deskAct(chatwoot, { conversation: conversation(person)?.id ?? 0, action, ...more });
      expect(done.status, JSON.stringify(done.answer)).toBeLessThan(300);
      return done.answer;
    },
    phone: (person) =>
      bodies(person).map(
        (body) =>
          (body['text'] as { body: string } | undefined)?.body ??
          `<${String(body['type'])} ${(body['template'] as { name: string } | undefined)?.name ?? ''}>`,
      ),
    bodies,
    desk: (person) =>
      (conversation(person)?.messages ?? []).map((it) => ({
        id: it.id,
        type: it.type,
        text: it.content ?? '',
        private: it.private,
        sender: it.sender?.kind ?? null,
      })),
    conversation,
    contact,
    place: async (person) => await currentPlace(stack.service.store.db, (await contact(person)).id),
    answeredBy: async (who, person) =>
      await eventually(async () => {
        const row = await contact(person);
        return row.answered_by === who ? row : null;
      }, 5_000),
    async cable() {
      const answer = await fetch(`${stack.service.url}/health/ready`);
      return ((await answer.json()) as { listening: { cable: string } }).listening.cable;
    },
    async restart() {
      await stack.service.stop();
      stack.service = await startOn(stack.environment, bot, undefined, options.given);
      stack.sandbox.setWebhook(stack.service.url + stack.service.webhookPath);
      point();
    },
    close: () => stack.close(),
  };
}

/** A customer has said hello and was answered; both stand in Chatwoot. */
export async function begun(office: Office, person = ana): Promise<Office> {
  await office.says('hola', person);
  await eventually(() => office.phone(person).length === 1 && office.desk(person).length >= 2);
  return office;
}

export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
