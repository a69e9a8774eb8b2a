import { empty, ok } from '../answers.ts';
import { text } from '../params.ts';
import type { AgentBot } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { ACCOUNT, found, numberOf, type Call, type Calls } from './calls.ts';
import { slimBotView } from './views.ts';

const BOTS = `${ACCOUNT}/agent_bots`;
const BOT = `${BOTS}/:bot`;

/** Agent bots with their tokens and secrets. */
export function botCalls(calls: Calls, state: ChatwootState): void {
  const admin = { admin: true } as const;
  const botOf = ({ c }: Call): AgentBot => found(state.bots.find(({ id }) => id === numberOf(c, 'bot')));
  const show = (call: Call, bot: AgentBot) => ok(call.c, botView(state, bot, bot.token));

  calls.get(BOTS, {}, ({ c }) =>
    ok(
      c,
      state.bots.map((bot) => botView(state, bot, bot.token)),
    ),
  );
  calls.get(BOT, {}, (call) => show(call, botOf(call)));

  calls.post(BOTS, admin, (call) => {
    const { fields } = call;
    const bot: AgentBot = {
      kind: 'agent_bot',
      id: state.nextId('bot'),
      name: text(fields, 'name') ?? '',
      description: text(fields, 'description'),
      outgoingUrl: text(fields, 'outgoing_url'),
      token: state.newToken(24),
      tokenId: state.nextId('token'),
      secret: state.newToken(24),
      createdAt: state.clock.now(),
    };
    state.bots.push(bot);
    return show(call, bot);
  });

  calls.patch(BOT, admin, (call) => {
    const bot = botOf(call);
    const { fields } = call;
    bot.name = text(fields, 'name') ?? bot.name;
    bot.description = text(fields, 'description') ?? bot.description;
    bot.outgoingUrl = text(fields, 'outgoing_url') ?? bot.outgoingUrl;
    return show(call, bot);
  });

  calls.delete(BOT, admin, (call) => {
    const bot = botOf(call);
    state.bots.splice(state.bots.indexOf(bot), 1);
    for (const inbox of state.inboxes.values()) if (inbox.bot === bot) inbox.bot = null;
    return empty(call.c);
  });

  calls.post(`${BOT}/reset_access_token`, { ...admin, known: state.features.resetAccessToken }, (call) => {
    const bot = botOf(call);
    bot.token = state.newToken(24);
    return show(call, bot);
  });

  calls.post(`${BOT}/reset_secret`, { ...admin, known: state.features.secrets }, (call) => {
    const bot = botOf(call);
    bot.secret = state.newToken(24);
    return show(call, bot);
  });
}

function botView(state: ChatwootState, bot: AgentBot, accessToken: unknown): Record<string, unknown> {
  return {
    ...slimBotView(bot),
    bot_config: {},
    account_id: state.account.id,
    access_token: accessToken,
    ...(state.features.secrets ? { secret: bot.secret } : {}),
    system_bot: false,
  };
}

/** An inbox shows its bot's token as the whole row, recorded. */
export function botWithTokenRow(state: ChatwootState, bot: AgentBot): Record<string, unknown> {
  const at = new Date(bot.createdAt).toISOString();
  return botView(state, bot, {
    id: bot.tokenId,
    owner_type: 'AgentBot',
    owner_id: bot.id,
    token: bot.token,
    created_at: at,
    updated_at: at,
  });
}
