import { createInterface } from 'node:readline/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { readConfiguration } from '../../channels/configuration.ts';
import { systemClock } from '../../clock.ts';
import { loadEnvironment, readProcessSettings } from '../../config.ts';
import { Misconfigured } from '../../errors.ts';
import { forget } from '../../store/people/forget/forget.ts';
import { whoIs, type Known } from '../../store/people/forget/known.ts';
import type { Store } from '../../store/open.ts';
import { maskNumber, spellings } from '../../whatsapp/numbers.ts';
import { withChannel, type ChannelOption } from '../channel-option.ts';
import { openExisting } from '../database-file.ts';
import { languageOf } from '../language.ts';
import { wordsIn, type Words } from '../words/words.ts';
import { typedPhone } from '../typed-phone.ts';
import { calledBy } from './called.ts';
import { writeExport } from './write-export.ts';

interface ForgetOptions extends ChannelOption {
  yes?: true;
  endWaiting?: true;
  wait: number;
  json?: true;
}

type Environment = ReturnType<typeof loadEnvironment>;

/** `contacts export|forget`: all that is known of one person. */
export function addContacts(program: Command): void {
  const contacts = program
    .command('contacts')
    .summary('hand out all that is known of one person, or forget it')
    .description('A person’s data, on every channel or with --channel on one; also while the service runs.');
  const phone = 'a number with its country code, or a user id of WhatsApp';

  withChannel(
    contacts
      .command('export')
      .summary('write all that is known of a person, and their files, into a new folder')
      .argument('<phone>', phone)
      .option('--to <folder>', 'the folder to make; by default person-LAST4-DAY')
      .addHelpText('after', '\nExample:\n  optiatiende contacts export "+54 9 341 555-0123" --to ana'),
  ).action(
    async (text: string, options: ChannelOption & { to?: string }) =>
      await withStore(async (store, words, environment) => {
        await exportTo(store, words, await phoneFrom(text, environment, options), options);
      }),
  );

  withChannel(
    contacts
      .command('forget')
      .summary('take a person’s texts, files, names and numbers out of the database; what is counted stays')
      .argument('<phone>', phone)
      .option('--yes', 'do not ask')
      .option('--end-waiting', 'what waits for the person is ended: neither sent nor registered')
      .option('--wait <seconds>', 'how long work under way is waited for', seconds, 20)
      .option('--json', 'print for programs')
      .addHelpText('after', '\nExample:\n  optiatiende contacts forget "+54 9 341 555-0123"'),
  ).action(
    async (text: string, options: ForgetOptions) =>
      await withStore(async (store, words, environment) => {
        await forgetThem(store, words, environment, await phoneFrom(text, environment, options), options);
      }),
  );
}

async function withStore(work: (store: Store, words: Words, environment: Environment) => Promise<void>): Promise<void> {
  const environment = loadEnvironment();
  const store = await openExisting(readProcessSettings(environment).databaseUrl);
  try {
    await work(store, wordsIn(languageOf(environment)), environment);
  } finally {
    await store.close();
  }
}

const lookFor = async (store: Store, phone: string, { channel }: ChannelOption): Promise<Known[]> =>
  await whoIs(store.db, calledBy(phone), { spell: spellings, ...(channel === undefined ? {} : { channel }) });

/** The number with its country code; where the settings cannot be read, only one that has it is taken. */
async function phoneFrom(text: string, environment: Environment, { channel }: ChannelOption): Promise<string> {
  const configuration = await readConfiguration(environment).catch(() => null);
  const own = configuration?.channels.find((one) => channel === undefined || one.channel === channel);
  return await typedPhone('PHONE', text, own?.defaultCountry ?? null);
}

async function exportTo(
  store: Store,
  words: Words,
  phone: string,
  options: ChannelOption & { to?: string },
): Promise<void> {
  const known = await lookFor(store, phone, options);
  const person = maskNumber(phone);
  if (known.length === 0) {
    process.exitCode = 1;
    return console.error(words.contacts.unknown(person));
  }
  const now = new Date(systemClock.now());
  const folder = options.to ?? `person-${phone.slice(-4)}-${now.toISOString().slice(0, 10)}`;
  const files = await writeExport(store, known, folder, now);
  console.log(words.contacts.exported(folder, files));
}

async function forgetThem(
  store: Store,
  words: Words,
  environment: Environment,
  phone: string,
  options: ForgetOptions,
): Promise<void> {
  const { channel, endWaiting = false, wait, json } = options;
  const says = words.contacts;
  const known = await lookFor(store, phone, options);
  const person = maskNumber(phone).replace(/^•{3,}/, '•••');
  if (!options.yes && !(await isMeant(words, person, known))) {
    process.exitCode = 1;
    return console.error(says.notForgotten);
  }
  const done = await forget(store, {
    called: calledBy(phone),
    ...(channel === undefined ? {} : { channel }),
    spell: spellings,
    clock: systemClock,
    waitMs: wait * 1_000,
    endWaiting,
  });
  if (done.is === 'under way') {
    process.exitCode = 1;
    if (json) return console.log(JSON.stringify(done, null, 2));
    return console.error(says.underWay(done.underWay));
  }
  store.news.tell();
  if (json) return console.log(JSON.stringify(done, null, 2));
  const { people, bodies, cleaned } = done;
  if (people.length === 0 && bodies === 0) console.log(says.unknown(person));
  else console.log(says.forgotten({ people, bodies }));
  console.log(says.cleaned[cleaned]);
  console.log(says.remains(await addresses(environment, people)));
}

async function isMeant(words: Words, person: string, known: readonly Known[]): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Misconfigured(words.contacts.sayYes);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await lines.question(
      words.contacts.ask(
        person,
        known.map(({ channelId }) => channelId),
      ),
    );
    return words.contacts.yes.includes(answer.trim().toLowerCase());
  } finally {
    lines.close();
  }
}

/** Where the person stands in Chatwoot; of a channel whose settings cannot be read, the number of the conversation alone. */
async function addresses(
  environment: Environment,
  people: readonly Pick<Known, 'channelId' | 'there'>[],
): Promise<string[]> {
  const configuration = await readConfiguration(environment).catch(() => null);
  return people.flatMap(({ channelId, there }) => {
    const settings = configuration?.channels.find(({ channel }) => channel === channelId);
    const account = settings?.tokens.accountId ?? null;
    return there.flatMap(({ conversationId: id }) => {
      if (id === null) return [];
      return [
        settings && account !== null
          ? `${settings.chatwoot.url}/app/accounts/${account}/conversations/${id}`
          : `#${id}`,
      ];
    });
  });
}

function seconds(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It must be a number of seconds.');
  return Number(text);
}
