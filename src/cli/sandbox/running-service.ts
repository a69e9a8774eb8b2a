import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Misconfigured } from '../../errors.ts';
import { createChanges } from '../../sandbox/changes.ts';
import type { PageService } from '../../sandbox/page.ts';
import type { BotState, ServiceState } from '../../sandbox/travel.ts';
import type { Environment } from '../../settings/given.ts';
import type { FromService, ToService } from './service-process.ts';

export interface RunningService extends PageService {
  /** Where it listens, without a slash at its end: the same after each start. */
  readonly url: string;
  /** Ends it cleanly. */
  stop(): Promise<void>;
}

type Channels = { name: string; variables: Environment }[];
type Told = Extract<FromService, { url: string }>;

/** Milliseconds before a service that was killed is started again: long enough to be seen. */
const BACK_AFTER_MS = 1_500;

/** Runs the service in a process of its own, and starts it again when it is gone. @throws Misconfigured where it does not start at first. */
export async function runService(channels: Channels): Promise<RunningService> {
  const changes = createChanges();
  let state: ServiceState = 'starting';
  let bot: BotState = 'well';
  let stopping = false;
  let child: ChildProcess;

  const begin = async (wanted: Channels): Promise<Told> => {
    child = fork(program, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const mine = child;
    const told = await new Promise<Told>((resolve, reject) => {
      mine.once('message', (words: FromService) => {
        if ('url' in words) resolve(words);
        else reject(words.misconfigured ? new Misconfigured(words.failed) : new Error(words.failed));
      });
      mine.once('exit', (code) => reject(new Error(`the service ended with ${String(code)}`)));
      mine.send({ start: { channels: wanted }, bot } satisfies ToService);
    });
    state = 'running';
    mine.once('exit', gone);
    changes.changed();
    return told;
  };
  const gone = () => {
    if (stopping) return;
    state = 'starting';
    changes.changed();
    setTimeout(() => void again(), BACK_AFTER_MS);
  };
  const again = async () => {
    if (stopping) return;
    // Its address must stay, since the other side knows it.
    await begin(channels.map(({ name, variables }) => ({ name, variables: { ...variables, PORT: port } }))).catch(gone);
  };

  const first = await begin(channels);
  const { port } = new URL(first.url);
  return {
    url: first.url,
    get state() {
      return state;
    },
    get bot() {
      return bot;
    },
    kill() {
      if (state === 'running') child.kill('SIGKILL');
    },
    setBot(wanted) {
      bot = wanted;
      if (child.connected) child.send({ bot } satisfies ToService);
      changes.changed();
    },
    onChange: changes.onChange,
    stop() {
      stopping = true;
      return new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      });
    },
  };
}

const program = fileURLToPath(new URL(`./service-process${extname(import.meta.url)}`, import.meta.url));
