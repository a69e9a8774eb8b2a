// As in `src/cli.ts`, before everything else.
import '../src/young-memory.ts';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadEnvironment, readSettings } from '../src/config.ts';
import { openLog } from '../src/observe/log.ts';
import { startService } from '../src/service/open.ts';

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
