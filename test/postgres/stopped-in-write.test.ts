import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openStore } from '../../src/store/open.ts';
import { holders } from '../../src/store/runs.ts';
import { eventually, startOn, echoBot } from '../stack.ts';
import { sharedDatabase } from '../store/databases.ts';
import { deliver, expectAllOnceInOrder, personNumber, textWebhook } from '../traffic.ts';

/** What a write that is stopped has done before its commit, and of which statement it is known. */
const writes = [
  ['a send is about to be called', 'update "sends" set "state" = \\$1 where'],
  ['WhatsApp took a send', 'update "sends" set .*"wamid"'],
  ['Chatwoot took a message', 'update "messages" set "chatwoot_state"'],
] as const;

test.concurrent.for(writes)(
  'a process is stopped within a write (%s): another goes on, nothing is done twice, and what it had begun is not written later',
  async ([, statement], { onTestFinished }) => {
    const database = await sharedDatabase.make();
    onTestFinished(() => database.remove());
    const sandbox = await startSandbox({
      whatsapp: { redeliverMs: 100, longestRedeliverMs: 1_000, webhookTries: Infinity },
    });
    onTestFinished(() => sandbox.close());
    const store = await openStore(database.url);
    onTestFinished(() => store.close());
    const environment = {
      ...sandbox.settings,
      DATABASE_URL: database.url,
      PORT: '0',
      CHATWOOT_TIMEOUT: '1',
      UNCLEAR_SEND_WAIT: '3',
      BOT_WAIT: '0',
      BOT_PER_HOUR: '0',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    };
    const child = fork(join(import.meta.dirname, 'stopping-child.ts'), {
      env: { ...process.env, ...environment, STOPS_IN: statement },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const stopping = await new Promise<string>((resolve) => child.once('message', (url) => resolve(url as string)));
    sandbox.setWebhook(stopping);
    const isItsAll = async () =>
      [...(await holders(store.db)).values()].every((holder) => holder?.includes(`/${child.pid}/`));
    await eventually(isItsAll);
    const says = (door: string, person: number, n: number) => {
      const waId = personNumber(person);
      return deliver(() => door, textWebhook(waId, `wamid.${waId}.${n}`, `m${n}`));
    };

    await says(stopping, 0, 0);
    await eventually(() => isStopped(child));
    const other = await startOn(environment, echoBot);
    onTestFinished(() => other.stop());
    const door = other.url + other.webhookPath;
    sandbox.setWebhook(door);
    await says(door, 1, 0);
    await expectAllOnceInOrder(sandbox, 2, 1);

    child.kill('SIGCONT');
    // It begins anew, and has its share of the duties again.
    await eventually(async () =>
      [...(await holders(store.db)).values()].some((holder) => holder?.includes(`/${child.pid}/`)),
    );
    await says(door, 0, 1);
    await says(stopping, 1, 1);
    await expectAllOnceInOrder(sandbox, 2, 2);
    const problems = await store.db
      .selectFrom('jobs')
      .select(['kind', 'last_error'])
      .where('state', '=', 'problem')
      .execute();
    expect([problems, child.exitCode]).toEqual([[], null]);
  },
);

/** The system says so: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const isStopped = ({ pid }: ChildProcess) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.startsWith('T');
