import { loadEnvironment, readSettings } from '../src/config.ts';
import { openLog } from '../src/observe/log.ts';
import { startService } from '../src/service/open.ts';

/** The service as a process of its own. Tells its webhook address, then its memory whenever it is asked. */
const settings = readSettings(loadEnvironment(import.meta.dirname));
const log = openLog({ level: settings.logLevel, terminal: false });
const service = await startService({ settings, log });
process.send?.({ url: service.url + service.webhookPath });
process.on('message', () => {
  // maxRSS is in kB: https://nodejs.org/api/process.html#processresourceusage
  process.send?.({ rss: process.memoryUsage().rss, mostRss: process.resourceUsage().maxRSS * 1024 });
});
process.on('disconnect', () => {
  void service.stop().then(() => process.exit(0));
});
