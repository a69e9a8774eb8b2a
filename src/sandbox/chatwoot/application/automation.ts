import { perform } from '../automation/perform.ts';
import { empty, ok } from '../answers.ts';
import { isObject, text } from '../params.ts';
import type { Action, AutomationRule, Condition, Macro } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { ACCOUNT, found, numberOf, type Call, type Calls } from './calls.ts';

const RULES = `${ACCOUNT}/automation_rules`;
const MACROS = `${ACCOUNT}/macros`;

/** What happens by itself when something else does, and what an agent has done with one click. */
export function automationCalls(calls: Calls, state: ChatwootState): void {
  const admin = { admin: true } as const;

  calls.get(RULES, admin, ({ c }) => ok(c, { payload: state.automation.map((rule) => ruleView(state, rule)) }));

  calls.post(RULES, admin, ({ c, fields }) => {
    const rule: AutomationRule = {
      id: state.nextId('automation'),
      name: text(fields, 'name') ?? '',
      eventName: text(fields, 'event_name') ?? '',
      conditions: objects<Condition>(fields['conditions']).map((one) => ({ ...one, values: list(one.values) })),
      actions: actionsIn(fields),
      active: fields['active'] !== false,
    };
    state.automation.push(rule);
    return ok(c, ruleView(state, rule));
  });

  calls.delete(`${RULES}/:rule`, admin, ({ c }) => {
    const rule = found(state.automation.find(({ id }) => id === numberOf(c, 'rule')));
    state.automation.splice(state.automation.indexOf(rule), 1);
    return empty(c);
  });

  const macroOf = ({ c }: Call) => found(state.macros.find(({ id }) => id === numberOf(c, 'macro')));
  calls.get(MACROS, {}, ({ c }) => ok(c, { payload: state.macros.map((macro) => macroView(state, macro)) }));

  calls.post(MACROS, {}, ({ c, fields }) => {
    const macro = { id: state.nextId('macro'), name: text(fields, 'name') ?? '', actions: actionsIn(fields) };
    state.macros.push(macro);
    return ok(c, { payload: macroView(state, macro) });
  });

  calls.delete(`${MACROS}/:macro`, {}, (call) => {
    state.macros.splice(state.macros.indexOf(macroOf(call)), 1);
    return empty(call.c);
  });

  calls.post(`${MACROS}/:macro/execute`, {}, (call) => {
    const macro = macroOf(call);
    const { caller } = call;
    for (const id of list(call.fields['conversation_ids'])) {
      const conversation = state.conversations.get(Number(id));
      if (!conversation || caller.kind !== 'user') continue;
      state.background.run(() => perform(state, conversation, macro.actions, { user: caller }));
    }
    return empty(call.c);
  });
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const objects = <T>(value: unknown): T[] => list(value).filter(isObject) as T[];

function actionsIn(fields: Record<string, unknown>): Action[] {
  return objects<Action>(fields['actions']).map(({ action_name, action_params }) => ({
    action_name: String(action_name),
    action_params: list(action_params),
  }));
}

function ruleView(state: ChatwootState, { eventName, ...rule }: AutomationRule): Record<string, unknown> {
  return { ...rule, account_id: state.account.id, event_name: eventName };
}

function macroView(state: ChatwootState, macro: Macro): Record<string, unknown> {
  return { ...macro, account_id: state.account.id, visibility: 'global' };
}
