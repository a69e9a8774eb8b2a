import type { Conversation, User } from './chatwoot/records.ts';
import type { SandboxChatwoot } from './chatwoot/server.ts';
import type { DeskAct } from './page-types.ts';

interface Call {
  method: 'POST' | 'DELETE' | 'PATCH';
  /** Below the account's address. */
  path: string;
  body?: Record<string, unknown> | FormData;
}

/**
 * Ana Ruiz does something at the desk, as the agents' page would: by the application API, over HTTP, with her token. The status
 * and what Chatwoot answered.
 */
export async function deskAct(chatwoot: SandboxChatwoot, act: DeskAct): Promise<{ status: number; answer: unknown }> {
  const conversation = chatwoot.state.conversations.get(act.conversation);
  const me = chatwoot.state.users.find(({ token }) => token === chatwoot.adminToken);
  const colleague = chatwoot.state.users.find(({ name }) => name === act.text);
  const { method, path, body } = callFor(act, me?.id ?? 1, conversation, colleague);
  if (act.action === 'auto_assign') chatwoot.setOnline(chatwoot.agentToken, act.text !== 'off');
  const json = body instanceof FormData ? null : JSON.stringify(body ?? {});
  const response = await fetch(`${chatwoot.url}/api/v1/accounts/1${path}`, {
    method,
    headers: {
      api_access_token: chatwoot.adminToken,
      ...(json === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'DELETE' ? {} : { body: json ?? (body as FormData) }),
  });
  const text = await response.text();
  const status = response.status;
  return { status, answer: text === '' ? {} : (JSON.parse(text) as unknown) };
}

function callFor(act: DeskAct, me: number, conversation: Conversation | undefined, colleague?: User): Call {
  const { action, message, text = '' } = act;
  const here = `/conversations/${act.conversation}`;
  const labels = conversation?.labels ?? [];
  const post = (path: string, body: Record<string, unknown> | FormData): Call => ({
    method: 'POST',
    path: here + path,
    body,
  });
  const inbox_id = conversation?.source.inbox.id ?? 0;
  switch (action) {
    case 'answer':
    case 'note':
      return post('/messages', written(act, action === 'note'));
    case 'assign':
      return post('/assignments', { assignee_id: colleague?.id ?? me });
    case 'unassign':
      return post('/assignments', { assignee_id: null });
    case 'label':
      return post('/labels', { labels: [...labels, text] });
    case 'unlabel':
      return post('/labels', { labels: labels.filter((one) => one !== text) });
    case 'resolve':
      return post('/toggle_status', { status: 'resolved' });
    case 'seen':
      return post('/update_last_seen', {});
    case 'snooze':
      return post('/toggle_status', { status: 'snoozed' });
    case 'pending':
    case 'open':
      return post('/toggle_status', { status: action });
    case 'retry':
      return post(`/messages/${message}/retry`, {});
    case 'delete':
      return { method: 'DELETE', path: `${here}/messages/${message}` };
    case 'begin':
      return { method: 'POST', path: '/conversations', body: { source_id: conversation?.source.sourceId, inbox_id } };
    case 'auto_assign':
      return { method: 'PATCH', path: `/inboxes/${inbox_id}`, body: { enable_auto_assignment: text !== 'off' } };
    case 'typing':
      return post('/toggle_typing_status', { typing_status: text === 'off' ? 'off' : 'on' });
  }
}

/** The agents' page gives each message an echo_id of its own. */
function written({ file, message, text }: DeskAct, isPrivate: boolean): Record<string, unknown> | FormData {
  const echo_id = crypto.randomUUID();
  const quote = message === undefined ? {} : { content_attributes: { in_reply_to: message } };
  if (!file) return { content: text ?? '', private: isPrivate, echo_id, ...quote };
  const form = new FormData();
  if (text) form.append('content', text);
  form.append('private', String(isPrivate));
  form.append('echo_id', echo_id);
  if (message !== undefined) form.append('content_attributes', JSON.stringify({ in_reply_to: message }));
  form.append('attachments[]', new Blob([Buffer.from(file.base64, 'base64')], { type: file.mime }), file.name);
  return form;
}
