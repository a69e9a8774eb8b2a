import { monitorEventLoopDelay } from 'node:perf_hooks';
import '../../src/young-memory.ts';
import type { Bot } from '../../src/bots/bot.ts';
import { shareOf, type Share } from './share-of.ts';
import { countStatements } from './statements.ts';

// As in `src/cli.ts` only after that: the memory would grow while these are loaded.
const { readConfiguration } = await import('../../src/channels/configuration.ts');
const { loadEnvironment } = await import('../../src/config.ts');
const { openLog } = await import('../../src/observe/log.ts');
const { startService } = await import('../../src/service/open.ts');

/**
 * The service as a process of its own, with the bot that the settings name, or with one that says back what it was told (`echo`, as its
 * argument). Tells its webhook address, then whenever it is asked what it has taken since the last question.
 */
/** All that is loaded for it: where it is counted, and what shows it. */
const COUNTING =
  /\/src\/(service\/metrics|observe)\/(meter|tally|exposition|metrics|ledger-numbers)\.ts$|\/@prometheus-io\//;
const echo: Bot = { answer: ({ messages }) => messages.map(({ text }) => ({ do: 'reply', text: `re: ${text}` })) };
const statements = process.argv.includes('statements') ? countStatements() : null;
const { process: settings, channels, file } = await readConfiguration(loadEnvironment(import.meta.dirname));
const service = await startService({
  settings,
  ...(file === null ? {} : { channels }),
  log: openLog({ level: settings.logLevel, terminal: false }),
  ...(process.argv.includes('echo') ? { bot: echo } : {}),
});
const counting = process.argv.includes('counting') ? await shareOf((url) => COUNTING.test(url)) : null;
process.send?.({ url: service.url + service.webhookPath });

/** What a service has taken. */
export interface Taken {
  /** Now, and the most it ever had. Bytes. */
  rss: number;
  mostRss: number;
  /** Since the last question. Milliseconds; `cpuMs` of user and system. */
  cpuMs: number;
  /** The longest time in which nothing else could be done. */
  stallMs: number;
  statements: { count: number; ms: number } | null;
  /** What part of its work was counting for `/metrics`, between `begin` and `end`. */
  counting: Share | null;
}

const delay = monitorEventLoopDelay({ resolution: 1 });
// It wakes the process a thousand times a second: only for who asks for it.
if (process.argv.includes('stalls')) delay.enable();
let cpu = process.cpuUsage();
process.on('message', (what) => void (what === 'begin' ? begin() : tell(what === 'end')));
async function begin(): Promise<void> {
  await counting?.begin();
  process.send?.({});
}
async function tell(isEnd: boolean): Promise<void> {
  const { user, system } = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  const taken: Taken = {
    rss: process.memoryUsage().rss,
    // maxRSS is in kB: https://nodejs.org/api/process.html#processresourceusage
    mostRss: process.resourceUsage().maxRSS * 1024,
    cpuMs: (user + system) / 1_000,
    stallMs: delay.max / 1e6,
    statements: statements?.() ?? null,
    counting: isEnd && counting ? await counting.end() : null,
  };
  delay.reset();
  process.send?.(taken);
}
process.on('disconnect', () => {
  void service.stop().then(() => process.exit(0));
});
