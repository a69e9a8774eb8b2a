import { loadEnvironment } from '../../src/config.ts';
import { startOn } from '../stack.ts';

/** The service with the bot of its settings as a process of its own, to be killed. Tells the parent its webhook address. */
const environment = loadEnvironment(import.meta.dirname) as Record<string, string>;
const service = await startOn(environment);
process.send?.(service.url + service.webhookPath);
