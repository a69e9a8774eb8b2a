import { ok } from '../answers.ts';
import { changeConversation } from '../change-conversation.ts';
import { addLine } from '../conversations.ts';
import type { AgentBot, Team, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { CONVERSATION, conversationOf, type Call, type Calls } from './calls.ts';
import { slimBotView, teamView, userView } from './views.ts';

/** Who has a conversation, and its labels. */
export function deskCalls(calls: Calls, state: ChatwootState): void {
  calls.post(`${CONVERSATION}/assignments`, { bot: 'assignments' }, (call) => {
    const conversation = conversationOf(state, call);
    const { c, caller, fields } = call;
    if ('team_id' in fields && !('assignee_id' in fields)) {
      const team = state.teams.find(({ id }) => id === Number(fields['team_id'])) ?? null;
      changeConversation(state, conversation, { team });
      return ok(c, team ? teamView(team) : null);
    }
    const had = conversation.assignee;
    const assignee = wantedAssignee(state, call);
    if (changeConversation(state, conversation, { assignee })) {
      const line = assignmentLine(assignee, had, caller);
      if (line !== null) addLine(state, conversation, line);
    }
    return ok(c, assignee ? (assignee.kind === 'user' ? userView(assignee) : slimBotView(assignee)) : null);
  });

  calls.get(`${CONVERSATION}/labels`, { bot: 'labels' }, (call) =>
    ok(call.c, { payload: conversationOf(state, call).labels }),
  );

  calls.post(`${CONVERSATION}/labels`, { bot: 'labels' }, (call) => {
    const conversation = conversationOf(state, call);
    const before = conversation.labels;
    const given = call.fields['labels'];
    const labels = [...new Set((Array.isArray(given) ? given : []).map((label) => String(label).trim().toLowerCase()))];
    if (changeConversation(state, conversation, { labels })) {
      const added = labels.filter((label) => !before.includes(label));
      const removed = before.filter((label) => !labels.includes(label));
      const { name } = call.caller;
      if (added.length > 0) addLine(state, conversation, `${name} agregó ${added.join(', ')}`);
      if (removed.length > 0) addLine(state, conversation, `${name} eliminó a ${removed.join(', ')}`);
    }
    return ok(call.c, { payload: conversation.labels });
  });
}

/** An unknown one counts as nobody, recorded. Releases before 4.8.0 take a bot's id for a person's. */
function wantedAssignee(state: ChatwootState, { fields }: Call): User | AgentBot | null {
  const id = Number(fields['assignee_id'] ?? NaN);
  const bot = fields['assignee_type'] === 'AgentBot' && state.features.botAssignee;
  return (bot ? state.bots : state.users).find((one) => one.id === id) ?? null;
}

/** A bot comes and goes without a line. */
function assignmentLine(now: User | AgentBot | null, had: User | AgentBot | Team | null, by: User | AgentBot) {
  if (now?.kind === 'user' && now === by) return `${by.name} auto asignó esta conversación`;
  if (now?.kind === 'user') return `Asignado a ${now.name} por ${by.name}`;
  const left = now === null && had !== null && 'kind' in had && had.kind === 'user';
  return left ? `Conversación no asignada por ${by.name}` : null;
}
