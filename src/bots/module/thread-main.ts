import { workerData, type MessagePort } from 'node:worker_threads';
import { reasonOf } from '../../errors.ts';
import type { Bot } from '../bot.ts';
import { collectGarbage } from './collect-garbage.ts';
import { loadBot } from './load.ts';
import type { News, Order, SentTurn, Start } from './protocol.ts';
import { ThreadTurn } from './thread-turn.ts';
import { thrownOf } from './thrown.ts';

/**
 * The thread that the operator's code runs in. It only passes on; what is to be done about code that crashes, hangs or takes too much
 * memory is decided outside, where it can do no harm (`BotThread`).
 */
const { start, port } = workerData as { start: Start; port: MessagePort };
const tell = (news: News) => port.postMessage(news);
const running = new Map<number, { its: AbortController; turn: ThreadTurn }>();

collectGarbage();
try {
  const bot = await loadBot(start);
  port.on('message', (order: Order) => obey(bot, order));
  tell({ is: 'ready' });
} catch (error) {
  const { cause } = error as Error;
  tell({ is: 'unusable', why: reasonOf(error), stack: cause instanceof Error ? cause.stack : undefined });
}

function obey(bot: Bot, order: Order): void {
  switch (order.do) {
    case 'ping':
      return tell({ is: 'pong' });
    case 'answer':
      return void answer(bot, order.id, order.turn);
    case 'abort': {
      const one = running.get(order.id);
      running.delete(order.id);
      tell({ is: 'dropped', id: order.id });
      return one?.its.abort(new Error(order.why));
    }
    case 'given':
    case 'refused':
    case 'run':
      return running.get(order.id)?.turn.hear(order);
    case 'close':
      return void close(bot);
  }
}

async function answer(bot: Bot, id: number, sent: SentTurn): Promise<void> {
  const its = new AbortController();
  const turn = new ThreadTurn(id, sent, tell);
  running.set(id, { its, turn });
  // Said before its code has a chance to hold the thread.
  tell({ is: 'began', id });
  try {
    const actions = await bot.answer(turn.turn, its.signal);
    if (running.has(id)) tell({ is: 'answered', id, actions });
  } catch (error) {
    if (running.has(id)) tell({ is: 'threw', id, thrown: thrownOf(error) });
  } finally {
    running.delete(id);
  }
}

async function close(bot: Bot): Promise<void> {
  try {
    await bot.close?.();
    tell({ is: 'closed', thrown: null });
  } catch (error) {
    tell({ is: 'closed', thrown: thrownOf(error) });
  }
}
