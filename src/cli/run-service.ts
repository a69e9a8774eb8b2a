import { reasonOf, type Misconfigured } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Service } from '../service/open.ts';
import { channelOfFault } from '../service/own-faults.ts';

/** The service gives running calls 10 s; whatever holds it up longer is cut off, and read back at the next start. */
const STOP_MS = 12_000;

/**
 * A fault nobody caught: what the process holds in memory can no longer be trusted; the ledger goes on at the next start. Where it
 * happened in the work of one of several channels, that channel alone is opened anew.
 *
 * @param service null until it has started.
 */
export function endOnFaults(log: Log, service: () => Service | null = () => null): void {
  const end = (error: unknown) => {
    const channel = channelOfFault();
    const channels = service()?.channels;
    if (channel !== null && channels && channels.all.length > 1) {
      log.error({ channel, err: error }, 'an unexpected fault in one channel: it is opened anew, the others go on');
      void channels.openAnew(channel);
      return;
    }
    log.fatal({ err: error }, 'an unexpected fault ends the service; what is stored goes on at the next start');
    process.exit(1);
  };
  process.on('unhandledRejection', end);
  process.on('uncaughtException', end);
}

/**
 * Stops the service on SIGTERM or SIGINT and ends the process: 0 after a clean stop, 1 at once on a second signal.
 *
 * @param close What else to close once the service has stopped.
 */
export function endOnSignal(service: Service, log: Log, close: () => Promise<void> = () => Promise.resolve()): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) {
      log.warn({ signal }, 'second signal: ended at once');
      process.exit(1);
    }
    stopping = true;
    log.info({ signal }, 'stopping: what runs may finish, for up to 10 s (a second signal ends at once)');
    stopAndExit(service, log, { close, code: 0 });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Stops the service where a newer version has changed the tables under it, and ends the process as one that was not let start: 2. */
export function endOutdated(service: Service, log: Log, why: Misconfigured): void {
  log.fatal({ reason: why.message }, 'a newer version has changed the database: stopping, what runs may finish');
  console.error(why.message);
  stopAndExit(service, log, { code: 2 });
}

function stopAndExit(service: Service, log: Log, { close, code }: { close?: () => Promise<void>; code: number }): void {
  setTimeout(() => {
    log.warn('stopped; calls without an answer are looked up again at the next start');
    process.exit(code);
  }, STOP_MS);
  service
    .stop()
    .then(close)
    .then(
      () => {
        log.info('stopped');
        process.exit(code);
      },
      (error: unknown) => {
        log.error({ reason: reasonOf(error) }, 'the stop was not clean; what is stored goes on at the next start');
        process.exit(code || 1);
      },
    );
}
