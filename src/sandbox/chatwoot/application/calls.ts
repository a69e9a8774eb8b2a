import type { Handler, Hono } from 'hono';
import { answer, type SandboxContext, type SandboxEnv } from '../../http.ts';
import { noRoute, Stop, unparsable } from '../answers.ts';
import type { BotRight } from '../features.ts';
import { readParams, type Params } from '../params.ts';
import type { AgentBot, Contact, Conversation, Inbox, Message, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';

export const ACCOUNT = '/api/v1/accounts/:account';
export const CONVERSATION = `${ACCOUNT}/conversations/:conversation`;
export const MESSAGE = `${CONVERSATION}/messages/:message`;

export interface ApplicationOptions {
  messagesPerMinute: number;
  base: () => string;
}

/** What a handler is given. */
export interface Call extends Params {
  c: SandboxContext;
  caller: User | AgentBot;
}

export interface Rights {
  /** What an agent bot's token needs: always allowed, a right that came with some release, or never. Never where absent. */
  bot?: 'always' | BotRight;
  /** Administrators only. */
  admin?: true;
  /** False where this release knows no such call. */
  known?: boolean;
}

/** Registers calls of the application API: who may make them is checked in the order recorded. */
export function callsOf(app: Hono<SandboxEnv>, state: ChatwootState) {
  const call =
    (rights: Rights, handle: (call: Call) => Response | Promise<Response>): Handler<SandboxEnv> =>
    async (c) => {
      if (rights.known === false) return noRoute(c);
      const caller = callerOf(state, c);
      if (caller instanceof Response) return caller;
      const account = c.req.param('account');
      if (account !== undefined && account !== String(state.account.id)) throw missing();
      const refusal = caller.kind === 'agent_bot' ? botRefusal(state, caller, rights) : null;
      if (refusal !== null) return refused(c, { error: refusal });
      if (rights.admin && caller.kind === 'user' && caller.role !== 'administrator') {
        return refused(c, { error: 'You are not authorized to do this action' });
      }
      const params = await readParams(c);
      if (!params) return unparsable(c);
      return handle({ c, caller, ...params });
    };
  return {
    get: (path: string, rights: Rights, handle: (call: Call) => Response | Promise<Response>) =>
      app.get(path, call(rights, handle)),
    post: (path: string, rights: Rights, handle: (call: Call) => Response | Promise<Response>) =>
      app.post(path, call(rights, handle)),
    patch: (path: string, rights: Rights, handle: (call: Call) => Response | Promise<Response>) =>
      app.patch(path, call(rights, handle)),
    put: (path: string, rights: Rights, handle: (call: Call) => Response | Promise<Response>) =>
      app.put(path, call(rights, handle)),
    delete: (path: string, rights: Rights, handle: (call: Call) => Response | Promise<Response>) =>
      app.delete(path, call(rights, handle)),
  };
}

export type Calls = ReturnType<typeof callsOf>;

function callerOf(state: ChatwootState, c: SandboxContext): User | AgentBot | Response {
  const token = c.req.header('api_access_token');
  if (token === undefined) return refused(c, { errors: ['You need to sign in or sign up before continuing.'] });
  const caller = [...state.users, ...state.bots].find((one) => one.token === token);
  return caller ?? refused(c, { error: 'Invalid Access Token' });
}

function botRefusal(state: ChatwootState, bot: AgentBot, { bot: right }: Rights): string | null {
  const { unconnectedBots, botMay } = state.features;
  const allowed = right === 'always' || (right !== undefined && botMay.has(right));
  if (!allowed) return 'Access to this endpoint is not authorized for bots';
  const connected = [...state.inboxes.values()].some((inbox) => inbox.bot === bot);
  return connected || unconnectedBots ? null : 'Bot is not authorized to access this account';
}

function refused(c: SandboxContext, body: unknown): Response {
  return answer(c, 401, 'application/json; charset=utf-8', JSON.stringify(body));
}

export const missing = (): Stop => new Stop(404, { error: 'Resource could not be found' });

/** A number in the path; NaN where it is none. */
export const numberOf = (c: SandboxContext, name: string): number => Number.parseInt(c.req.param(name) ?? '', 10);

export function conversationOf(state: ChatwootState, { c }: Call): Conversation {
  return found(state.conversations.get(numberOf(c, 'conversation')));
}

export function messageOf(conversation: Conversation, { c }: Call): Message {
  const id = numberOf(c, 'message');
  return found(conversation.messages.find((one) => one.id === id));
}

export function contactOf(state: ChatwootState, { c }: Call): Contact {
  return found(state.contacts.get(numberOf(c, 'contact')));
}

export function inboxById(state: ChatwootState, id: number): Inbox {
  return found([...state.inboxes.values()].find((one) => one.id === id));
}

export function found<T>(value: T | undefined): T {
  if (value === undefined) throw missing();
  return value;
}
