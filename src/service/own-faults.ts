import { AsyncLocalStorage } from 'node:async_hooks';

const running = new AsyncLocalStorage<string>();

/** Everything that begins in here, timers and answers of calls too, is known to be this channel's. */
export const inChannel = <T>(name: string, work: () => T): T => running.run(name, work);

/** In whose work this runs; null where it is the whole process's. For faults that nobody caught. */
export const channelOfFault = (): string | null => running.getStore() ?? null;
