import type { Clock } from '../../clock.ts';
import { cleanText } from '../../text.ts';
import { LONG } from '../../wire/answer-text.ts';
import { baseUrl } from '../address.ts';
import {
  assigned,
  attributesSet,
  conversationPage,
  eventMessage,
  labelSet,
  messagePage,
  profileShape,
  shownConversation,
  toggled,
} from './application-shapes.ts';
import { openCaller, type CallReport } from './caller.ts';
import type { ApplicationClient } from './application-client.ts';
import type { Fetch } from './exchange.ts';
import { postableContent } from './postable.ts';
import { formOf, UPLOAD_MS } from './upload.ts';
import { keptFromLiquid } from '../shown/keep-liquid.ts';

export type { ApplicationClient, ApplicationPost, Assignee } from './application-client.ts';

/** The calls we make, by their shape; also the label of metrics. All but the first are below the account. */
export type ApplicationRoute =
  | '/profile'
  | '/conversations'
  | '/conversations/:conversation'
  | '/conversations/:conversation/messages'
  | '/conversations/:conversation/messages/:message'
  | '/conversations/:conversation/toggle_status'
  | '/conversations/:conversation/assignments'
  | '/conversations/:conversation/labels'
  | '/conversations/:conversation/custom_attributes';

export interface ApplicationOptions {
  /** As in `CHATWOOT_URL`; see `baseUrl`. */
  url: string;
  /** `CHATWOOT_ACCOUNT_ID`. */
  accountId: number;
  /** `CHATWOOT_BOT_TOKEN` or `CHATWOOT_USER_TOKEN`. */
  token: string;
  /** Whose token it is: a bot's may neither read messages nor set their status. */
  kind: 'bot' | 'user';
  /** For each call. Milliseconds. */
  timeoutMs: number;
  fetch?: Fetch;
  clock?: Clock;
  onCall?: (report: CallReport<ApplicationRoute>) => void;
  log?: { debug(fields: object, text: string): void };
}

/** Long enough for any reason worth reading. */
const REASON_MAX = 500;

export function openApplicationClient(options: ApplicationOptions): ApplicationClient {
  const { kind, accountId } = options;
  if (!Number.isSafeInteger(accountId) || accountId < 1) throw new Error('an account id is a whole number from 1 on');
  const headers = { api_access_token: options.token };
  const call = openCaller<ApplicationRoute>({ ...options, root: `${baseUrl(options.url)}/api/v1`, headers });
  const route = '/conversations/:conversation';
  const path = (id: number) => `/accounts/${accountId}/conversations/${id}`;
  const users = () => {
    if (kind === 'bot') throw new Error('a bot token may not do this: a user token is needed');
  };

  return {
    kind,

    postMessage: async (id, post) => {
      const content = postableContent(post.content);
      if (content === '') throw new Error('a message without content cannot be posted to Chatwoot');
      const body = {
        content: post.messageType === 'incoming' ? content : keptFromLiquid(content),
        ...(post.private === undefined ? {} : { private: post.private }),
        ...(post.messageType === undefined ? {} : { message_type: post.messageType }),
        ...(post.sourceId === undefined ? {} : { source_id: post.sourceId }),
        ...(post.echoId === undefined ? {} : { echo_id: post.echoId }),
        ...(post.contentAttributes === undefined ? {} : { content_attributes: post.contentAttributes }),
        ...(post.contentType === undefined ? {} : { content_type: post.contentType }),
      };
      return call({
        method: 'POST',
        route: `${route}/messages`,
        path: `${path(id)}/messages`,
        shape: eventMessage,
        body,
      });
    },

    postFiles: async (id, { content, sourceId, echoId, files }) =>
      call({
        method: 'POST',
        route: `${route}/messages`,
        path: `${path(id)}/messages`,
        shape: eventMessage,
        form: formOf({
          content: keptFromLiquid(postableContent(content)),
          echo_id: echoId,
          more: { message_type: 'outgoing', source_id: sourceId },
          files,
        }),
        timeoutMs: Math.max(options.timeoutMs, UPLOAD_MS),
      }),

    toggleStatus: async (id, status) =>
      call({
        method: 'POST',
        route: `${route}/toggle_status`,
        path: `${path(id)}/toggle_status`,
        shape: toggled,
        body: { status },
      }),

    assign: async (id, to) =>
      call({
        method: 'POST',
        route: `${route}/assignments`,
        path: `${path(id)}/assignments`,
        shape: assigned,
        // Never `assignee_type` for "nobody": releases below 4.8.0 do not know it.
        body:
          'none' in to
            ? { assignee_id: null }
            : 'teamId' in to
              ? { team_id: to.teamId }
              : { assignee_id: to.assigneeId },
      }),

    labels: async (id) =>
      call({ method: 'GET', route: `${route}/labels`, path: `${path(id)}/labels`, shape: labelSet }),

    setLabels: async (id, labels) =>
      call({
        method: 'POST',
        route: `${route}/labels`,
        path: `${path(id)}/labels`,
        shape: labelSet,
        body: { labels: [...new Set(labels)] },
      }),

    setAttributes: async (id, attributes) => {
      await call({
        method: 'POST',
        route: `${route}/custom_attributes`,
        path: `${path(id)}/custom_attributes`,
        shape: attributesSet,
        body: { custom_attributes: attributes },
      });
    },

    conversation: async (id) => call({ method: 'GET', route, path: path(id), shape: shownConversation }),

    // Never `updated_within`, which would give all of them in one answer.
    conversations: async (inboxId, page) => {
      users();
      const asked = { inbox_id: inboxId, status: 'all', sort_by: 'last_activity_at_desc', page };
      const query = Object.entries(asked).map(([name, value]) => `${name}=${value}`);
      return call({
        method: 'GET',
        route: '/conversations',
        path: `/accounts/${accountId}/conversations?${query.join('&')}`,
        shape: conversationPage,
        maxBytes: LONG,
      });
    },

    messages: async (id, { before, after } = {}) => {
      users();
      const query = new URLSearchParams();
      if (before !== undefined) query.set('before', String(before));
      if (after !== undefined) query.set('after', String(after));
      const asked = query.size === 0 ? '' : `?${query.toString()}`;
      return call({
        method: 'GET',
        route: `${route}/messages`,
        path: `${path(id)}/messages${asked}`,
        shape: messagePage,
        maxBytes: LONG,
      });
    },

    setMessageStatus: async (id, messageId, status, externalError) => {
      users();
      const reason = cleanText(externalError ?? '')
        .trim()
        .slice(0, REASON_MAX);
      if (status === 'failed' && reason === '') throw new Error('a message is never marked failed without a reason');
      const body = { status, ...(reason === '' ? {} : { external_error: reason }) };
      const message = await call({
        method: 'PATCH',
        route: `${route}/messages/:message`,
        path: `${path(id)}/messages/${messageId}`,
        shape: eventMessage,
        body,
      });
      return message.status;
    },

    profile: async () => {
      users();
      return call({ method: 'GET', route: '/profile', path: '/profile', shape: profileShape });
    },
  };
}
