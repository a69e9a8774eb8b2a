import { checkCases, type CaseName } from './cases.ts';
import { Broken, isAdvice, type CheckFault } from './fault.ts';
import type { Subject } from './subject.ts';
import { TurnMaker } from './turns.ts';

export interface CaseResult {
  name: CaseName;
  outcome: 'ok' | 'advice' | 'broken';
  /** Each kind once. */
  faults: CheckFault[];
  /** Milliseconds. */
  took: number;
}

/**
 * Puts the conformance set to a bot, one case after the other. What it answers is never kept, and a secret in it is a fault of its own.
 *
 * @param run in front of every id
 */
export async function* checkBot(
  subject: Subject,
  { run, now, secret }: { run: string; now: () => number; secret: string | null },
): AsyncGenerator<CaseResult> {
  const turns = new TurnMaker(run, now);
  const guarded: Subject = {
    ...subject,
    async ask(turn, twist) {
      const given = await subject.ask(turn, twist);
      if (secret !== null && JSON.stringify(given.actions).includes(secret))
        throw new Broken('secret_told', 'BOT_SECRET');
      return given;
    },
  };
  for (const one of checkCases) {
    if (one.only !== undefined && one.only !== subject.kind) continue;
    const before = subject.seen().twice.length;
    const began = performance.now();
    let faults: CheckFault[];
    try {
      faults = await one.run(guarded, turns);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      const { kind, detail } = error.fault;
      faults = [{ kind: kind === 'unreachable' && one.name !== 'hello' ? 'died' : kind, detail }];
    }
    const twice = subject.seen().twice.slice(before);
    if (twice.length > 0) faults = [...faults, { kind: 'later_twice', detail: String(twice.length) }];
    const outcome = faults.length === 0 ? 'ok' : faults.every(isAdvice) ? 'advice' : 'broken';
    yield { name: one.name, outcome, faults: onceEach(faults), took: performance.now() - began };
    // Nobody is there: the others would only say so again.
    if (faults.some(({ kind }) => kind === 'unreachable' || kind === 'died')) return;
  }
}

const onceEach = (faults: readonly CheckFault[]): CheckFault[] =>
  faults.filter(({ kind }, at) => faults.findIndex((one) => one.kind === kind) === at);
