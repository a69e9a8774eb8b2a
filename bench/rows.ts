import type { CustomerWayFigures } from './customer-way.ts';
import type { HistoryFigures } from './history.ts';
import type { LedgerFigures } from './big-ledger.ts';
import type { IntakeFigures } from './intake.ts';
import type { MemoryFigures } from './memory.ts';
import type { PeopleFigures } from './people.ts';
import { fact, goal, ms, whole, type Row } from './row.ts';

/** Any call of Chatwoot's that is waited for costs 50 ms; less than a tenth of it is our own work on the job. */
const NOISE_MS = 5;

export function historyRows({ first, histories }: HistoryFigures): Row[] {
  const at = (earlier: number) => `${whole(earlier)} earlier messages`;
  const base = histories[0];
  return [
    fact('Requests to Chatwoot, first exchange of a person', `seed ${first.seed}`, String(first.ours)),
    ...histories.map(({ earlier, seed, ours }) =>
      goal(
        `Requests per later exchange, ${at(earlier)}`,
        `seed ${seed.requests.toFixed(2)}`,
        ours.requests.toFixed(2),
        '2.00',
        ours.requests === 2,
      ),
    ),
    ...histories.map(({ earlier, seed, ours }) =>
      goal(
        `Bytes received per later exchange, ${at(earlier)}`,
        `seed ${whole(seed.bytes)}`,
        whole(ours.bytes),
        'no growth',
        ours.bytes === base?.ours.bytes,
      ),
    ),
    ...histories.map(({ earlier, seed, ours }) =>
      goal(
        `Conversations after 4 exchanges, ${at(earlier)}`,
        `seed ${seed.conversations}`,
        String(ours.conversations),
        '1',
        ours.conversations === 1,
      ),
    ),
  ];
}

export function customerRows({ histories }: HistoryFigures, way: CustomerWayFigures): Row[] {
  return [
    ...histories.map(({ earlier, seed, ours }) =>
      fact(
        `The customer waits, ${whole(earlier)} earlier messages`,
        `seed ${ms(seed.waitMs)} for Chatwoot alone`,
        `${ms(ours.waitMs)} webhook to WhatsApp`,
      ),
    ),
    goal(
      `Chatwoot in the customer's way, added by one that answers in 50 ms`,
      `off: ${ms(way.off)} webhook to WhatsApp`,
      `on: ${ms(way.on)}, ${signed(way.added)}`,
      `0 ms (below ${NOISE_MS})`,
      way.added < NOISE_MS,
    ),
    goal(
      `Chatwoot in the customer's way, added by one that never answers`,
      `off: ${ms(way.off)} webhook to WhatsApp`,
      `hanging: ${ms(way.hanging)}, ${signed(way.addedHanging)}`,
      `0 ms (below ${NOISE_MS})`,
      way.addedHanging < NOISE_MS,
    ),
  ];
}

export function peopleRows({ seed, ours }: PeopleFigures): Row[] {
  return ours.map(({ concurrency, answered, registered }) =>
    fact(
      `Exchanges/s of 50 people, CHATWOOT_CONCURRENCY=${concurrency}`,
      `seed ${seed.toFixed(1)} (50 calls at once)`,
      `${answered.toFixed(1)} answered, ${registered.toFixed(1)} registered`,
    ),
  );
}

export function intakeRows(intake: IntakeFigures): Row[] {
  const rounds = intake.rounds.map((one) => `${whole(one.durable)} of ${whole(one.bare)}`).join('; ');
  return [
    goal(
      'Durable intake, webhooks/s, and its part of a bare server',
      `bare server ${whole(intake.bare)}`,
      `${whole(intake.durable)}: ${intake.ratio.toFixed(2)}`,
      '0.50',
      intake.ratio >= 0.5,
    ),
    fact('Durable intake, each round', '', rounds),
    fact('Durable intake, time to the 200', '', `median ${ms(intake.medianMs)}, p99 ${ms(intake.p99Ms)}`),
    fact(
      `Time until the ledger had read all of a round`,
      '',
      `${ms(intake.digestMs)} for ${whole(intake.longest)} webhooks`,
    ),
  ];
}

export function memoryRows({ waiting, mb, mostMb }: MemoryFigures): Row[] {
  return [
    goal(
      `Memory with ${whole(waiting)} waiting jobs`,
      '',
      `${whole(mb)} MB, at most ${whole(mostMb)} MB`,
      '< 250 MB',
      waiting === 100_000 && mostMb < 250,
    ),
  ];
}

export function ledgerRows({ messages, madeInMs, asks, prune }: LedgerFigures): Row[] {
  return [
    fact(`A ledger of ${whole(messages)} messages`, '', `made in ${(madeInMs / 1_000).toFixed(0)} s`),
    ...asks.map(({ what, ms: took }) => goal(`On it: ${what}`, '', ms(took), '≤ 5 ms', took <= 5)),
    goal(
      `On it: deleting ${whole(prune.rows)} old rows, a piece`,
      '',
      `median ${ms(prune.medianMs)}, p95 ${ms(prune.p95Ms)} of ${whole(prune.pieces)}`,
      '≤ 20 ms',
      prune.p95Ms <= 20,
    ),
  ];
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} ms`;
