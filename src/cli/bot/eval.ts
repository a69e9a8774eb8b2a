import { readFile } from 'node:fs/promises';
import { readCases, type Case } from '../../bots/eval/cases.ts';
import { examine, type Outcome, type Result } from '../../bots/eval/examine.ts';
import { loadEnvironment } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import { languageOf } from '../language.ts';
import { columns, mark } from '../print.ts';
import type { BotWords } from '../words/bot-words.ts';
import { wordsIn } from '../words/words.ts';
import { openChosen, type BotChoice } from './open.ts';

export interface EvalOptions extends BotChoice {
  min: number;
  wrong: number;
  json?: true;
}

const colours = { right: 'ok', menu: 'warning', unsure: 'warning', wrong: 'wrong' } as const;
/** Characters of a question in the table. */
const ASKED = 44;

/** `bot eval`. */
export async function evaluate(file: string, options: EvalOptions): Promise<void> {
  const environment = loadEnvironment();
  const { bot: words } = wordsIn(languageOf(environment));
  const content = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Misconfigured(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code}). Name a file of cases.`);
  });
  const cases = readCases(file, content);
  const { examined, settings, close } = await openChosen(environment, options, words);
  const results: Result[] = [];
  try {
    for (const one of cases) results.push(await examine(one, examined, settings.bot.timeoutMs));
  } finally {
    await close();
  }
  const count = (outcome: Outcome) => results.filter((one) => one.outcome === outcome).length;
  const isEnough = count('right') / results.length >= options.min;
  const isTooWrong = count('wrong') > options.wrong;
  if (!isEnough || isTooWrong) process.exitCode = 1;
  if (options.json) {
    const told = results.map(({ case: { id, line, ask }, outcome, faults, said }) => ({
      id,
      line,
      ask,
      outcome,
      faults,
      said,
    }));
    console.log(JSON.stringify({ right: count('right'), of: results.length, results: told }, null, 2));
    return;
  }
  console.log(tableOf(results, words));
  const others = (['menu', 'unsure', 'wrong'] as const)
    .map((outcome) => [outcome, count(outcome)] as const)
    .filter(([, n]) => n > 0);
  console.log(`\n${words.score(count('right'), results.length, others, median(results.map(({ took }) => took)))}`);
  if (!isEnough) console.log(mark('wrong', words.tooFew(options.min)));
  if (isTooWrong) console.log(mark('wrong', words.tooWrong(options.wrong)));
}

function tableOf(results: readonly Result[], { columns: names, outcomes }: BotWords): string {
  const rows = results.map(({ case: one, outcome, faults }) => [
    String(one.line),
    askedIn(one),
    outcomes[outcome],
    faults.join('; '),
  ]);
  const lines = columns([[names.line, names.asked, names.outcome, names.why], ...rows]).split('\n');
  return lines
    .map((line, at) => (at === 0 ? line : mark(colours[results[at - 1]!.outcome], line.trimEnd())))
    .join('\n');
}

/** The last thing said, with how many turns went before. */
function askedIn({ before, history, ask }: Case): string {
  const said = ask
    .map((act) => (typeof act === 'string' ? act : 'choose' in act ? `[${act.choose}]` : act.text))
    .join(' / ');
  const earlier = before.length + history.length;
  const text = `${earlier > 0 ? `(+${earlier}) ` : ''}${said.replace(/\s+/gu, ' ')}`;
  return text.length > ASKED ? `${text.slice(0, ASKED - 1)}…` : text;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
