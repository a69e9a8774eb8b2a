import { cancel, confirm, intro, isCancel, log, multiselect, note, password, select, text } from '@clack/prompts';
import type { AccountInbox, Agent } from '../../chatwoot/api/administration-shapes.ts';
import type { ConnectWords } from '../words/connect-words.ts';
import { openHush } from './hush.ts';
import { accountName, type Account } from './login.ts';
import { readPublicAddress } from './public-address.ts';

/** The operator ended it (Ctrl-C, Esc). */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** The questions of the wizard. Each throws `Cancelled` where the operator ends it. */
export interface Questions {
  url(known: string | undefined): Promise<string>;
  token(): Promise<string>;
  account(accounts: readonly Account[]): Promise<Account>;
  /** A name is that of a new one. */
  inbox(inboxes: readonly AccountInbox[], known: AccountInbox | null, name: string): Promise<AccountInbox | string>;
  members(agents: readonly Agent[]): Promise<number[]>;
  bot(): Promise<boolean>;
  /** Null: none. */
  publicUrl(known: string | undefined): Promise<string | null>;
  /** `keep`: as the settings have it; `this`: the administrator's; null: none; else a token. */
  userToken(name: string, has: boolean): Promise<'keep' | 'this' | { token: string } | null>;
  go(): Promise<boolean>;
  say(sentence: string, kind?: 'warning' | 'wrong'): void;
  show(lines: string[], title: string): void;
  cancelled(): void;
  /** Nothing more is asked: what was pasted too often does not go to the shell. */
  close(): Promise<void>;
}

export function openQuestions(words: ConnectWords): Questions {
  intro(words.intro);
  const needed = (value: string | undefined) => (value?.trim() ? undefined : words.required);
  const hush = openHush(process.stdin);
  hush.hold();
  /** Answered, with what else was typed swallowed before and behind it. */
  const answerOf = async <T>(ask: () => Promise<T>): Promise<Exclude<T, symbol>> => {
    await hush.release();
    try {
      return given(await ask());
    } finally {
      hush.hold();
    }
  };

  return {
    url: async (known) =>
      (
        await answerOf(() =>
          text({
            message: words.askUrl,
            placeholder: 'https://chatwoot.example.com',
            ...(known === undefined ? {} : { initialValue: known }),
            validate: needed,
          }),
        )
      ).trim(),
    async token() {
      log.info(words.tokenHint);
      return (await answerOf(() => password({ message: words.askToken, validate: needed }))).trim();
    },
    async account(accounts) {
      const options = accounts.map((it) => ({ value: it.id, label: accountName(it) }));
      const id = await answerOf(() => select({ message: words.askAccount, options, showInstructions: false }));
      return accounts.find((it) => it.id === id) as Account;
    },
    async inbox(inboxes, known, name) {
      const options = [...inboxes.map((it) => ({ value: it.id, label: it.name })), { value: 0, label: words.newInbox }];
      const first = known ?? inboxes.find((it) => it.name === name);
      const id =
        inboxes.length === 0
          ? 0
          : await answerOf(() =>
              select({ message: words.askInbox, options, initialValue: first?.id ?? 0, showInstructions: false }),
            );
      const chosen = inboxes.find((it) => it.id === id);
      if (chosen) return chosen;
      return (await answerOf(() => text({ message: words.askInboxName, initialValue: name, validate: needed }))).trim();
    },
    async members(agents) {
      const options = agents.map(({ id, name, email }) => ({
        value: id,
        label: name ?? String(id),
        ...(email ? { hint: email } : {}),
      }));
      const initialValues = agents.map(({ id }) => id);
      return await answerOf(() =>
        multiselect({
          message: words.askMembers,
          options,
          initialValues,
          required: true,
          showInstructions: false,
        }),
      );
    },
    async bot() {
      log.info(words.botHint);
      log.warn(words.pendingWarning);
      return await answerOf(() =>
        confirm({ message: words.askBot, initialValue: true, active: words.yes, inactive: words.no }),
      );
    },
    async publicUrl(known) {
      log.info(words.publicUrlHint);
      const answer = await answerOf(() =>
        text({
          message: words.askPublicUrl,
          ...(known === undefined ? {} : { initialValue: known }),
          validate: (value) => (!value?.trim() || readPublicAddress(value) ? undefined : words.wrongPublicUrl),
        }),
      );
      return answer.trim() || null;
    },
    async userToken(name, has) {
      log.info(words.userTokenHint);
      const choice = await answerOf(() =>
        select({
          message: words.askUserToken,
          showInstructions: false,
          options: [
            ...(has ? [{ value: 'keep', label: words.userTokenKeep }] : []),
            { value: 'other', label: words.userTokenOther },
            { value: 'this', label: words.userTokenThis(name) },
            { value: 'none', label: words.userTokenNone },
          ],
        }),
      );
      if (choice === 'keep' || choice === 'this') return choice;
      if (choice === 'none') return null;
      return { token: (await answerOf(() => password({ message: words.askOtherToken, validate: needed }))).trim() };
    },
    go: async () => await answerOf(() => confirm({ message: words.question, active: words.yes, inactive: words.no })),
    say(sentence, kind) {
      if (kind === 'wrong') log.error(sentence);
      else if (kind === 'warning') log.warn(sentence);
      else log.info(sentence);
    },
    show: (lines, title) => note(lines.join('\n'), title, { format: (line) => line }),
    cancelled: () => cancel(words.cancelled),
    close: () => hush.release(),
  };
}

function given<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new Cancelled();
  return answer as Exclude<T, symbol>;
}
