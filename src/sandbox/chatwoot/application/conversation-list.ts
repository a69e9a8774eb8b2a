import type { SandboxContext } from '../../http.ts';
import { ok } from '../answers.ts';
import type { AgentBot, Conversation, User } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { ACCOUNT, type ApplicationOptions, type Calls } from './calls.ts';
import { conversationView } from './views.ts';

/** `CONVERSATION_RESULTS_PER_PAGE` of a real server, where it was not set. */
const PAGE = 25;

/**
 * The account's conversations, by page. What may be asked for is as documented (developers.chatwoot.com, "Conversations List"), and
 * `sort_by` as the page of 4.x asks; the answer as recorded. Who is no administrator sees the inboxes they are a member of.
 */
export function listCalls(calls: Calls, state: ChatwootState, { base }: ApplicationOptions): void {
  calls.get(`${ACCOUNT}/conversations`, {}, ({ c, caller }) => {
    const all = wanted(
      [...state.conversations.values()].filter((one) => sees(caller, one)),
      c,
    );
    const mine = all.filter((one) => one.assignee === caller);
    const unassigned = all.filter((one) => one.assignee === null);
    const counts = {
      mine_count: mine.length,
      assigned_count: all.length - unassigned.length,
      unassigned_count: unassigned.length,
      all_count: all.length,
    };
    const type = c.req.query('assignee_type');
    const assigned = all.filter((one) => one.assignee !== null);
    const shown = type === 'me' ? mine : type === 'unassigned' ? unassigned : type === 'assigned' ? assigned : all;
    const sorted = shown.sort(orders.get(c.req.query('sort_by') ?? '') ?? newestActivity);
    const page = Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1);
    const payload = sorted.slice((page - 1) * PAGE, page * PAGE).map((one) => conversationView(state, one, base()));
    return ok(c, { data: { meta: counts, payload } });
  });
}

const sees = (caller: User | AgentBot, { source }: Conversation): boolean =>
  caller.kind === 'user' && (caller.role === 'administrator' || source.inbox.members.has(caller.id));

function wanted(all: Conversation[], c: SandboxContext): Conversation[] {
  const { status = 'open', inbox_id: inbox, team_id: team, q } = c.req.query();
  const labels = [...(c.req.queries('labels[]') ?? []), ...(c.req.queries('labels') ?? [])];
  return all.filter(
    (one) =>
      // A search finds conversations of every status.
      (q === undefined ? status === 'all' || one.status === status : says(one, q)) &&
      (inbox === undefined || one.source.inbox.id === Number(inbox)) &&
      (team === undefined || one.team?.id === Number(team)) &&
      (labels.length === 0 || labels.some((label) => one.labels.includes(label))),
  );
}

const says = ({ messages }: Conversation, words: string): boolean =>
  messages.some(({ type, content }) => type < 2 && content?.toLowerCase().includes(words.toLowerCase()));

type Order = (a: Conversation, b: Conversation) => number;
const newestActivity: Order = (a, b) => b.lastActivityAt - a.lastActivityAt || b.id - a.id;
/** Any other word sorts by the newest activity, as on a real server. */
const orders = new Map<string, Order>([
  ['last_activity_at_asc', (a, b) => -newestActivity(a, b)],
  ['created_at_asc', (a, b) => a.createdAt - b.createdAt || a.id - b.id],
  ['created_at_desc', (a, b) => b.createdAt - a.createdAt || b.id - a.id],
]);
