import { monitorEventLoopDelay } from 'node:perf_hooks';
import '../src/young-memory.ts';

// As in `src/cli.ts` only after that: the memory would grow while these are loaded.
const { loadEnvironment, readSettings } = await import('../src/config.ts');
const { openLog } = await import('../src/observe/log.ts');
const { startService } = await import('../src/service/open.ts');

/**
 * The service as a process of its own. Tells its webhook address, then whenever it is asked its memory and the longest time since the last
 * question in which nothing else could be done.
 */
const settings = readSettings(loadEnvironment(import.meta.dirname));
const log = openLog({ level: settings.logLevel, terminal: false });
const service = await startService({ settings, log });
process.send?.({ url: service.url + service.webhookPath });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', () => {
  const stallMs = delay.max / 1e6;
  delay.reset();
  // maxRSS is in kB: https://nodejs.org/api/process.html#processresourceusage
  process.send?.({ rss: process.memoryUsage().rss, mostRss: process.resourceUsage().maxRSS * 1024, stallMs });
});
process.on('disconnect', () => {
  void service.stop().then(() => process.exit(0));
});
