import { ok } from '../answers.ts';
import { assign } from '../conversations/assign.ts';
import { changeConversation } from '../conversations/change-conversation.ts';
import { setLabels } from '../conversations/labels.ts';
import type { AgentBot, User } from '../records.ts';
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
    const assignee = wantedAssignee(state, call);
    assign(state, conversation, assignee, caller);
    return ok(c, assignee ? (assignee.kind === 'user' ? userView(state, assignee) : slimBotView(assignee)) : null);
  });

  calls.get(`${CONVERSATION}/labels`, { bot: 'labels' }, (call) =>
    ok(call.c, { payload: conversationOf(state, call).labels }),
  );

  calls.post(`${CONVERSATION}/labels`, { bot: 'labels' }, (call) => {
    const conversation = conversationOf(state, call);
    const given = call.fields['labels'];
    setLabels(state, conversation, Array.isArray(given) ? given : [], call.caller.name);
    return ok(call.c, { payload: conversation.labels });
  });
}

/** An unknown one counts as nobody, recorded. Releases before 4.8.0 take a bot's id for a person's. */
function wantedAssignee(state: ChatwootState, { fields }: Call): User | AgentBot | null {
  const id = Number(fields['assignee_id'] ?? NaN);
  const bot = fields['assignee_type'] === 'AgentBot' && state.features.botAssignee;
  return (bot ? state.bots : state.users).find((one) => one.id === id) ?? null;
}
