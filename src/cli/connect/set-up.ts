import { abilitiesOf } from '../../chatwoot/versions/abilities.ts';
import type { Environment } from '../../settings/given.ts';
import { lackOf } from '../check/abilities.ts';
import type { Words } from '../words/words.ts';
import { apply } from './apply.ts';
import { gather, type ConnectOptions, type Gathered } from './gather.ts';
import type { Keep } from './keep.ts';
import type { Login } from './login.ts';
import { isOurs, planOf, type Found, type Step } from './plan.ts';
import { Cancelled, type Questions } from './questions.ts';
import { changedSettings, masked, settingsOf } from './settings.ts';

export interface SetUp {
  options: ConnectOptions;
  keep: Keep;
  login: Login;
  words: Words;
  asks: Questions | null;
}

/** Looks, shows what would be done, asks, does it, writes the settings. */
export async function setUp({ options, keep, login, words, asks }: SetUp): Promise<void> {
  const { path, given } = keep;
  const says = words.connect;
  const known = await gather(options, given, login, words, asks);
  const { found, wishes, admin } = known;
  const steps = planOf(found, wishes);
  const facts = factsOf(known, given);
  const planned = changedSettings(settingsOf({ ...facts, ...thereNow(found, wishes.bot) }), given);
  const warnings = [...known.warnings, ...lacking(known, given, words)];
  if (steps.some((step) => step.do === 'connect_bot') && !asks) warnings.push(says.pendingWarning);
  const isDone = steps.length === 0 && Object.keys(planned).length === 0;

  if (!options.json) showPlan(steps, planned, warnings, path, words, asks);
  if (isDone) return options.json ? print({ ok: true, done: [], settings: {}, warnings, file: path }) : undefined;
  if (asks && !(await asks.go())) throw new Cancelled();
  if (!asks && !options.yes) {
    process.exitCode = 1;
    const plan = {
      ok: false,
      planned: steps.map((step) => says.step(step)),
      settings: hidden(planned),
      warnings,
      file: path,
    };
    return options.json ? print(plan) : console.log(`\n${says.notDone}`);
  }

  // Before anything is made: a file that cannot be written would leave tokens behind that nobody knows.
  keep.tryIt();
  const done: string[] = [];
  if (steps.length > 0 && !options.json) console.log(`\n${says.doneHead}`);
  const applied = await apply(admin, found, steps, (step) => {
    done.push(says.step(step));
    if (!options.json) console.log(`  ✓ ${says.step(step)}`);
  });
  const bot = wishes.bot ? withToken(applied.bot, found) : undefined;
  const settings = changedSettings(settingsOf({ ...facts, inbox: applied.inbox, bot }), given);
  const untold = Object.keys(settings).filter((name) => settings[name] === null);
  const values = Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  keep.write(values);
  if (untold.includes('CHATWOOT_BOT_TOKEN')) warnings.push(says.noBotToken);

  const shadows = keep.shadowed(values);
  if (shadows.length > 0) warnings.push(says.environmentWins(shadows));
  if (options.json) return print({ ok: true, done, settings: hidden(values), warnings, file: path });
  console.log(`\n${says.written(path)}`);
  if (shadows.length > 0) console.log(says.environmentWins(shadows));
  if (untold.includes('CHATWOOT_BOT_TOKEN')) console.log(says.noBotToken);
  console.log(says.next);
}

const factsOf = (known: Gathered, given: Environment) => ({
  url: known.url,
  accountId: known.account.id,
  userToken: known.userToken,
  webhookSecret: known.webhookSecret,
  given,
  signs: abilitiesOf(known.version, { accountId: true, botToken: true, userToken: false }).signedInboxWebhook,
});

/** Inbox and bot as they are before the changes. */
const thereNow = (found: Found, wantsBot: boolean) => ({
  inbox: found.inbox,
  bot: wantsBot ? withToken(isOurs(found.bot) ? found.bot : null, found) : undefined,
});

/** The list of bots tells their tokens, also where the answer about the inbox's bot does not. */
function withToken(bot: Found['bot'], found: Found): Found['bot'] {
  return bot && { ...bot, access_token: bot.access_token ?? found.bots.find(({ id }) => id === bot.id)?.access_token };
}

/** What this release and the tokens that will be set cannot do. */
function lacking({ version, wishes, userToken }: Gathered, given: Environment, words: Words): string[] {
  const user = userToken === undefined ? given['CHATWOOT_USER_TOKEN'] !== undefined : userToken !== '';
  const lack = lackOf(version, { accountId: true, botToken: wishes.bot, userToken: user }, words.check);
  return lack === null ? [] : [lack];
}

function showPlan(
  steps: readonly Step[],
  planned: Record<string, string | null>,
  warnings: readonly string[],
  path: string,
  words: Words,
  asks: Questions | null,
): void {
  const says = words.connect;
  const changes = steps.map((step) => `  ${says.step(step)}`);
  const settings = Object.entries(planned).map(
    ([name, value]) => `  ${name}=${masked(name, value, says.fromChatwoot)}`,
  );
  if (asks) for (const warning of warnings) asks.say(warning, 'warning');
  else for (const warning of warnings) console.log(`! ${warning}\n`);
  const lines = [
    ...(changes.length > 0 ? [says.planHead, ...changes] : [says.planNone]),
    '',
    ...(settings.length > 0 ? [says.fileHead(path), ...settings] : [says.fileNone(path)]),
  ];
  console.log(lines.join('\n'));
}

const hidden = (settings: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, masked(name, value, '')]));

const print = (value: object): void => console.log(JSON.stringify(value, null, 2));
