import { onTestFinished } from 'vitest';
import type { Action, Turn } from '../../../../src/bots/bot.ts';
import { silentLog } from '../../../../src/observe/log.ts';
import { textOf, type ChatRequest, type Said } from '../../../../src/sandbox/llm/chat.ts';
import {
  startSandboxMcp,
  type McpTool,
  type SandboxMcp,
  type SandboxMcpOptions,
} from '../../../../src/sandbox/mcp/server.ts';
import { eventually } from '../../../stack.ts';
import { turnOf } from '../../turn.ts';
import { never, startRig, type RigOptions } from '../rig.ts';

export const object = (properties: Record<string, object>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
export const TOOLS: McpTool[] = [
  {
    name: 'find.orders',
    description: 'Orders of a customer.',
    inputSchema: object({ phone: { type: 'string' }, state: { type: 'string', description: 'open or sent' } }, [
      'phone',
    ]),
  },
  { name: 'cancel', description: 'Cancels an order.', inputSchema: object({ order: { type: 'string' } }, ['order']) },
  {
    name: 'note',
    description: 'Notes a wish.',
    inputSchema: object({ wish: { type: 'string', maxLength: 40 } }, ['wish']),
  },
  { name: 'secret_admin', description: 'Deletes everything.', inputSchema: object({}) },
];

export const file = (url: string) => `servers:
  - name: shop
    url: ${url}
    timeout: 60
    headers: { Authorization: 'Bearer {MCP_KEY}' }
    tools:
      - name: find.orders
        description: Orders of a customer.
        parameters: { type: object, required: [phone], properties: { phone: { type: string }, state: { type: string, description: open or sent } } }
        ours: { phone: phone }
        looks: true
      - name: cancel
        description: Cancels an order.
        asks: Cancelar el pedido
        parameters: { type: object, required: [order], properties: { order: { type: string } } }
        known: [order]
      - name: note
        description: Notes a wish.
        parameters: { type: object, required: [wish], properties: { wish: { maxLength: 40, type: string } } }
        confirm: false
`;

/** What went to the log, as its messages. */
export function noting() {
  const lines: string[] = [];
  const log = silentLog();
  const note = (_: unknown, message: string) => void lines.push(message);
  Object.assign(log, { warn: note });
  return { lines, log };
}

export async function start(
  given: SandboxMcpOptions = {},
  more: RigOptions = {},
  text: (url: string) => string = file,
) {
  const mcp = await startSandboxMcp({ tools: structuredClone(TOOLS), ...given });
  onTestFinished(() => mcp.close());
  mcp.token = 'llave-mcp';
  const { lines, log } = noting();
  const clock = { at: Date.now(), now: () => clock.at };
  const { bot, ...rest } = more;
  const rig = await startRig({
    mcp: text(mcp.url),
    bot: { toolsSecrets: 'MCP_KEY=llave-mcp', ...bot },
    around: { log, clock },
    ...rest,
  });
  const ask = (words: string, turn: Partial<Turn> = {}) =>
    Promise.resolve(rig.bot.answer(turnOf([words], turn), never));
  const looked = () => eventually(() => mcp.methods.filter((one) => one === 'tools/list').length >= 2);
  return { ...rig, mcp, lines, clock, ask, looked };
}

export const call = (name: string, given: Record<string, unknown> = {}): Said => ({
  calls: [{ name, arguments: given }],
});
export const lastTool = ({ messages }: ChatRequest) =>
  messages.at(-1)?.role === 'tool' ? textOf(messages.at(-1)!) : null;
export const texts = (actions: Action[]) => actions.flatMap((one) => (one.do === 'reply' ? [one.text] : []));
export const offered = ({ tools = [] }: ChatRequest) =>
  tools.map((tool) => tool.function.name).filter((name) => name.startsWith('shop_'));

export const changed = (at: number, change: Partial<McpTool>) =>
  TOOLS.map((tool, n) => (n === at ? { ...tool, ...change } : tool));
/** What the model reads of a call, and what comes of the turn. */
export async function outcome(
  mcp: SandboxMcp,
  { llm, ask }: Pick<Awaited<ReturnType<typeof start>>, 'llm' | 'ask'>,
  said: Said,
  turn = {},
) {
  let read: string | null = null;
  llm.model = (request) => {
    read = lastTool(request) ?? read;
    return lastTool(request) ? { text: '¿Algo más?' } : said;
  };
  const actions = await ask('quiero algo', turn);
  return { read: read as string | null, actions, heard: mcp.calls.length };
}
