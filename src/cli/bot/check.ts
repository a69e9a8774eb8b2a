import { randomBytes } from 'node:crypto';
import { checkBot, type CaseResult } from '../../bots/check/check.ts';
import { openHttpSubject } from '../../bots/check/http-subject.ts';
import { openModuleSubject } from '../../bots/check/module-subject.ts';
import { openOurSide } from '../../bots/check/our-side.ts';
import type { Subject } from '../../bots/check/subject.ts';
import { isGone } from '../../bots/check/turns.ts';
import { systemClock } from '../../clock.ts';
import { disk, loadEnvironment } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import { faultsMessage } from '../../settings/faults.ts';
import { givenValues, type Environment } from '../../settings/given.ts';
import { languageOf } from '../language.ts';
import { columns, mark } from '../print.ts';
import { botCheckEn } from '../words/bot-check-en.ts';
import { botCheckEs } from '../words/bot-check-es.ts';
import type { BotCheckWords } from '../words/bot-check-words.ts';

export interface BotCheckOptions {
  port?: number;
  timeout: number;
  json?: true;
}

/** The service's own, unless it is set. */
const PORT = 3000;
const colours = { ok: 'ok', advice: 'warning', broken: 'wrong' } as const;
const LONG_MS = 1_000_000;
/** A JPEG of one pixel would do: what is in it nobody looks at. */
const picture = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const file = (message: string) => (isGone(message) ? null : picture);

/** `bot check`. */
export async function checkOwnBot(target: string, options: BotCheckOptions): Promise<void> {
  const environment = loadEnvironment();
  const words = languageOf(environment) === 'es' ? botCheckEs : botCheckEn;
  const { subject, ours, secret } = await open(target, environment, options, words);
  const tell = (line: string) => void (options.json ? undefined : console.log(line));
  tell(mark('off', words.begins(target)));
  if (ours !== null) tell(mark('off', words.ours(ours)));
  // The thread of the developer's own code keeps no process alive.
  const awake = setInterval(() => undefined, LONG_MS);
  const results: CaseResult[] = [];
  try {
    const run = `check-${randomBytes(4).toString('hex')}`;
    for await (const result of checkBot(subject, { run, now: () => systemClock.now(), secret })) {
      results.push(result);
      tell(lineOf(result, words));
    }
  } finally {
    clearInterval(awake);
    await subject.close();
  }
  const count = (outcome: CaseResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  const counts = { ok: count('ok'), advice: count('advice'), broken: count('broken') };
  if (counts.broken > 0) process.exitCode = 1;
  if (options.json) return console.log(JSON.stringify({ target, ...counts, results }, null, 2));
  const sorted = results.map(({ took }) => took).toSorted((a, b) => a - b);
  tell(
    `\n${words.score(counts, Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0))} · ${words.filesRead(subject.seen().files)}`,
  );
  tell(counts.broken > 0 ? mark('wrong', words.bad) : mark('ok', words.good));
}

/** @throws Misconfigured where it is neither an address nor code that can be loaded, or BOT_SECRET is missing. */
async function open(
  target: string,
  environment: Environment,
  { port, timeout }: BotCheckOptions,
  words: BotCheckWords,
): Promise<{ subject: Subject; ours: string | null; secret: string | null }> {
  const [timeoutMs, now] = [timeout * 1_000, () => systemClock.now()];
  if (!/^https?:\/\//i.test(target))
    return { subject: await openModuleSubject(target, { timeoutMs, file }), ours: null, secret: null };
  const { given, faults } = givenValues(environment, disk, ({ secret: hidden }) => hidden === true);
  const wrong = faults.filter(({ variable }) => /^(BOT_SECRET|API_TOKEN)_FILE$/.test(variable));
  if (wrong.length > 0) throw new Misconfigured(faultsMessage(wrong));
  const secret = given['BOT_SECRET'] ?? '';
  if (secret === '') throw new Misconfigured(words.noSecret);
  if (!URL.canParse(target)) throw new Misconfigured(`${target} is no address.`);
  const side = { token: given['API_TOKEN'] ?? null, secret, now, file };
  const ours = await openOurSide({ ...side, port: port ?? Number(environment['PORT'] ?? PORT) }).catch(
    (error: unknown) => {
      // The service itself may be running there; a bot that answers at once needs none of it.
      if (port !== undefined) throw error;
      return openOurSide({ ...side, port: 0 });
    },
  );
  return { subject: openHttpSubject({ url: target, secret, timeoutMs, now, ours }), ours: ours.url, secret };
}

function lineOf({ name, outcome, faults, took }: CaseResult, words: BotCheckWords): string {
  const widest = Math.max(...Object.values(words.cases).map((text) => text.length));
  const label = words.outcomes[outcome].padEnd(Math.max(...Object.values(words.outcomes).map((text) => text.length)));
  const [first, ...others] = faults.map(({ kind, detail }) => ({
    ...words.faults[kind],
    told: words.faults[kind].what(detail),
  }));
  const head = columns([[label, words.cases[name].padEnd(widest), first?.told ?? `${Math.round(took)} ms`]]);
  const indent = ' '.repeat(label.length + widest + 4);
  const more = [
    ...(first ? [`${indent}→ ${first.fix}`] : []),
    ...others.flatMap(({ told, fix }) => [indent + told, `${indent}→ ${fix}`]),
  ];
  return [mark(colours[outcome], head), ...more].join('\n');
}
