import type { Hono } from 'hono';
import type { SandboxEnv } from '../../http.ts';
import type { ChatwootState } from '../state.ts';
import { accountCalls } from './account.ts';
import { automationCalls } from './automation.ts';
import { botCalls } from './bots.ts';
import { callsOf, type ApplicationOptions } from './calls.ts';
import { contactCalls } from './contacts.ts';
import { listCalls } from './conversation-list.ts';
import { conversationCalls } from './conversations.ts';
import { deskCalls } from './desk.ts';
import { inboxCalls } from './inboxes.ts';
import { messageCalls } from './messages.ts';

/** The application API, as a bridge and the people at the desk use it. */
export function applicationRoutes(app: Hono<SandboxEnv>, state: ChatwootState, options: ApplicationOptions): void {
  const calls = callsOf(app, state);
  accountCalls(calls, state);
  automationCalls(calls, state);
  botCalls(calls, state);
  inboxCalls(calls, state);
  contactCalls(calls, state, options);
  listCalls(calls, state, options);
  conversationCalls(calls, state, options);
  deskCalls(calls, state);
  messageCalls(calls, state, options);
}
