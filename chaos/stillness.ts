import { pause } from '../src/clock.ts';
import type { ChaosOptions } from './options.ts';
import { REFUSED } from './outside/weather.ts';
import type { Finding } from './verdict/finding.ts';
import { judge, type Judged } from './verdict/judge.ts';
import { answerTo } from './verdict/truth.ts';
import type { World } from './world.ts';

const LOOK_MS = 200;

export interface Finished extends Judged {
  refused: number;
  unclearTwice: number;
}

/** All is fair: waits until all is still, has an operator do again what was given up, and judges what is there then. */
export async function finish(
  world: World,
  options: Pick<ChaosOptions, 'patienceMs'>,
  tellProgress: () => Promise<void>,
): Promise<Finished> {
  const { outside, ledger, operator, people } = world;
  await untilStill(world, options, tellProgress);
  const problems = await ledger.problems();
  for (const { text } of problems)
    people
      .find((person) => text.includes(` ${person.code}`))
      ?.late.add(text)
      .add(answerTo(text));
  const isRefused = ({ text }: (typeof problems)[number]) => text.includes(REFUSED);
  const isUnclear = ({ reason }: (typeof problems)[number]) => reason.startsWith('it is not known whether WhatsApp');
  outside.chatwoot.faults.set([]);
  if (problems.length > 0) {
    await operator.retryProblems();
    await untilStill(world, options, tellProgress);
  }
  const judged = judge(await world.truth());
  const others = problems.filter((one) => !isRefused(one) && !isUnclear(one));
  const given = others.map(({ kind, text, reason }): Finding => {
    return { kind: 'problem', channel: '', person: '', text, why: `${kind}: ${reason}` };
  });
  const gaps = await gapsOf(world);
  return {
    found: [...judged.found, ...given, ...gaps],
    unknowable: judged.unknowable,
    refused: problems.filter(isRefused).length,
    unclearTwice: problems.filter(isUnclear).length,
  };
}

/** Until nothing is to be done and nothing is missing, or nothing has moved for so long that it will not come. */
async function untilStill(
  world: World,
  { patienceMs }: Pick<ChaosOptions, 'patienceMs'>,
  tellProgress: () => Promise<void>,
): Promise<void> {
  const { ledger, outside, note } = world;
  let key = '';
  let movedAt = Date.now();
  for (let still = 0; still < 2;) {
    await pause(LOOK_MS);
    await tellProgress();
    const open = await ledger.open();
    const given = (await ledger.problems()).map(({ text }) => text);
    const lost = judge(await world.truth()).found.filter(({ kind, text }) => kind === 'lost' && !given.includes(text));
    const now = `${open} ${lost.length} ${await ledger.size()}`;
    if (now !== key) [key, movedAt] = [now, Date.now()];
    still = open === 0 && lost.length === 0 ? still + 1 : 0;
    if (Date.now() - movedAt < patienceMs) continue;
    note(`not still: ${now}`);
    break;
  }
  // Statuses that found nobody come again.
  for (const { whatsapp } of outside.numbers) await whatsapp.settled();
  await outside.chatwoot.settled();
}

/** What `audit` finds, but for the order of what an operator had done again later. */
async function gapsOf({ operator, ledger, people }: World): Promise<Finding[]> {
  const late = new Set(people.flatMap((person) => [...person.late]));
  const found: Finding[] = [];
  for (const { channel, gaps } of await operator.audit()) {
    for (const { kind, person, reason, message } of gaps) {
      const text = message === null ? '' : await ledger.textOf(message);
      if (kind === 'out_of_order' && late.has(text)) continue;
      found.push({ kind: 'gap', channel, person, text, why: `${kind}${reason === null ? '' : `: ${reason}`}` });
    }
  }
  return found;
}
