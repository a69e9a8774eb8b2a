import { v7 } from 'uuid';
import { z } from 'zod';
import { keepVersion, newest, versionById, versionsOf } from '../../store/file-versions.ts';
import { spentDays } from '../../store/llm-spending.ts';
import { answerOfPerson, markQuestions, questionsSince } from '../../store/questions.ts';
import { questionGroups, type QuestionGroup } from '../../turn/question-groups.ts';
import type { ConsoleChannel, ConsoleContext } from '../context.ts';
import type { Doors } from '../doors.ts';
import { NotPossible } from '../not-possible.ts';
import { entryOf } from './entry.ts';
import { EvalRuns } from './eval-runs.ts';
import { previewPassages } from './passages.ts';
import { previewFaq } from './preview.ts';
import { TryOuts } from './try-out.ts';
import {
  checkContent,
  digestOf,
  MOST_BYTES,
  readWritten,
  writeWritten,
  writtenFile,
  writtenFiles,
} from './written-files.ts';

const ofChannel = z.object({ channel: z.string().max(100) });
const ofFile = ofChannel.extend({ file: z.string().max(300) });
const content = z.string().max(MOST_BYTES);

const DAY = 24 * 3_600_000;
const QUESTIONS_DAYS = 30;
const SPENT_DAYS = 30;
const MOST_GROUPS = 50;

/** What the bot says: its files, a talk with it, what it could not answer, what it costs, and how well it answers. */
export function botDoors(doors: Doors, context: ConsoleContext): void {
  const { store, clock } = context;
  const tries = new TryOuts({ store, clock, newId: () => v7() });
  const evals = new EvalRuns({ store, clock });

  doors.look('/bot', z.object({ channel: z.string().max(100).optional() }), async ({ given }) => {
    const channel = given.channel === undefined ? context.channels()[0] : find(given.channel);
    if (!channel) throw new NotPossible(404, 'unknown', 'there is no channel');
    const { settings, name } = channel;
    const { bot } = settings;
    const since = new Date(clock.now() - SPENT_DAYS * DAY).toISOString().slice(0, 10);
    return {
      channel: name,
      channels: context.channels().map((one) => one.name),
      chain: bot.chain,
      files: (await writtenFiles(settings)).map(({ id, name: of }) => ({ id, name: of })),
      shipped: bot.chain.includes('faq') && bot.faqFile === null,
      spent: await spentDays(store.db, name, since),
      prices: { in: bot.llm.limits.priceIn, out: bot.llm.limits.priceOut },
    };
  });

  doors.look('/bot/file', ofFile, async ({ given }) => {
    const file = await writtenFile(find(given.channel).settings, given.file);
    const text = await readWritten(file);
    const versions = await versionsOf(store.db, file.path);
    return {
      ...{ id: file.id, name: file.name, content: text, digest: digestOf(text) },
      versions: versions.map(({ id, author, saved_at: at, digest }) => ({ id, author, at: Number(at), digest })),
    };
  });

  doors.look('/bot/version', ofFile.extend({ version: z.coerce.number().int() }), async ({ given }) => {
    const file = await writtenFile(find(given.channel).settings, given.file);
    const version = await versionById(store.db, file.path, given.version);
    if (!version) throw new NotPossible(404, 'unknown', 'there is no such version');
    return { content: version.content };
  });

  const previewShape = ofChannel.extend({ content, file: z.string().max(300).default('faq') });
  doors.act('/bot/preview', 'bot.preview', previewShape, async ({ given, lang, said }) => {
    const { settings } = find(given.channel);
    checkContent(given.content);
    if (given.file !== 'faq') {
      const { id, name } = await writtenFile(settings, given.file);
      return { about: `file:${id}`, answer: previewPassages(given.content, name) };
    }
    const preview = previewFaq(given.content, 'faq', settings.uiLanguage, lang);
    const fault = preview.fault === null ? null : said(preview.fault);
    return { about: 'file:faq', answer: { ...preview, fault } };
  });

  doors.act(
    '/bot/save',
    'bot.save',
    ofFile.extend({ content, base: z.string().max(64) }),
    async ({ given, session }) => {
      const { settings } = find(given.channel);
      const file = await writtenFile(settings, given.file);
      if (file.id === 'faq') {
        const { fault } = previewFaq(given.content, file.name, settings.uiLanguage, 'en');
        if (fault !== null) throw new NotPossible(422, 'faulty', fault);
      } else if (file.id === 'prompt' && given.content.trim() === '')
        throw new NotPossible(422, 'empty', 'a prompt must say something');
      const before = await readWritten(file);
      const now = clock.now();
      const kept = (text: string, author: string | null) => ({
        path: file.path,
        digest: digestOf(text),
        content: text,
        author,
        now,
      });
      // First what is there, so that there is a way back whatever happens.
      await store.write((tx) => keepVersion(tx, kept(before, null)));
      await writeWritten(file, given.content, given.base);
      await store.write((tx) => keepVersion(tx, kept(given.content, session.user)));
      // A folder is looked at by itself; the rest is read when a bot is opened.
      if (!file.id.startsWith('knowledge:'))
        for (const channel of await channelsWith(file.path)) await context.openAnew?.(channel.name);
      return { about: `file:${file.id}`, answer: { digest: digestOf(given.content) } };
    },
  );

  const tryShape = ofChannel.extend({
    talk: z.string().max(64).nullable().default(null),
    text: z.string().trim().min(1).max(4_000),
    draft: z
      .object({ file: z.string().max(300), content })
      .nullable()
      .default(null),
  });
  doors.act('/bot/try', 'bot.try', tryShape, async ({ given }) => {
    const channel = find(given.channel);
    if (given.draft !== null) checkContent(given.draft.content);
    return { about: `channel:${channel.name}`, answer: await tries.say(channel.settings, given) };
  });

  const questionsShape = ofChannel.extend({ all: z.stringbool().default(false) });
  doors.look('/bot/questions', questionsShape, async ({ given }) => {
    const rows = await questionsSince(store.db, { since: 0, channel: given.channel });
    const groups = questionGroups(rows, { since: clock.now() - QUESTIONS_DAYS * DAY, all: given.all });
    const shown = groups.slice(0, MOST_GROUPS);
    return {
      more: groups.length - shown.length,
      groups: await Promise.all(
        shown.map(async ({ counted: _, whole: __, ...group }, at) => {
          const answer = await answerTo(shown[at]!);
          return { ...group, answer, entry: entryOf(group.words, answer) };
        }),
      ),
    };
  });

  const markShape = ofChannel.extend({ id: z.int().positive(), state: z.enum(['open', 'done', 'dismissed']) });
  doors.act('/bot/questions/mark', 'question.mark', markShape, async ({ given }) => {
    const rows = await questionsSince(store.db, { since: 0, channel: given.channel });
    const group = questionGroups(rows, { since: 0, all: true }).find(({ whole }) =>
      whole.some(({ id }) => id === given.id),
    );
    if (!group) throw new NotPossible(404, 'unknown', 'there is no such question any more');
    const ids = group.whole.map(({ id }) => id);
    await store.write((tx) => markQuestions(tx, ids, given.state));
    return { about: `question:${given.id}`, detail: given.state, answer: { marked: ids.length } };
  });

  doors.look('/bot/eval', ofChannel, async ({ given, said }) => {
    const { name } = find(given.channel);
    const run = evals.of(name);
    const shown = run && {
      ...run,
      failed: run.failed === null ? null : said(run.failed),
      rows: run.rows.map((row) => ({ ...row, faults: row.faults.map(said) })),
    };
    return { cases: (await newest(store.db, casesOf(name)))?.content ?? null, run: shown };
  });

  doors.act('/bot/eval', 'bot.eval', ofChannel.extend({ cases: content }), async ({ given, session }) => {
    const { settings, name } = find(given.channel);
    checkContent(given.cases);
    const run = await evals.start(settings, given.cases);
    const kept = { path: casesOf(name), digest: digestOf(given.cases), content: given.cases, author: session.user };
    await store.write((tx) => keepVersion(tx, { ...kept, now: clock.now() }));
    return { about: `channel:${name}`, detail: `${run.of} cases`, answer: { of: run.of } };
  });

  function find(name: string): ConsoleChannel {
    const channel = context.channels().find((one) => one.name === name);
    if (!channel) throw new NotPossible(404, 'unknown', 'there is no such channel');
    return channel;
  }

  async function channelsWith(path: string): Promise<ConsoleChannel[]> {
    const all = await Promise.all(
      context.channels().map(async (one) => ({ one, files: await writtenFiles(one.settings) })),
    );
    return all.filter(({ files }) => files.some((file) => file.path === path)).map(({ one }) => one);
  }

  /** What a person of the team answered to one of them, the newest first. */
  async function answerTo({ counted }: QuestionGroup): Promise<string | null> {
    for (const row of counted
      .filter(({ became }) => became !== 'chosen')
      .slice(-5)
      .toReversed()) {
      const found = await answerOfPerson(store.db, row);
      if (found !== null && found.trim() !== '') return found;
    }
    return null;
  }
}

/** The cases of a channel's eval runs are in the ledger alone. */
const casesOf = (channel: string): string => `eval:${channel}`;
