import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

export type Log = Logger;

/**
 * JSON lines; readable ones on a terminal. Tokens never reach it: nothing that holds one is logged, and the paths below are a second
 * fence. Phone numbers are masked by whoever logs them (`maskNumber`); texts only at trace level.
 */
export function openLog(options: { level: string; terminal: boolean }): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'apiKey',
        'token',
        'authorization',
        'pubsub_token',
        '*.apiKey',
        '*.token',
        '*.authorization',
        '*.pubsub_token',
        'headers',
      ],
      censor: '…',
    },
  };
  // Written at once: with a reader that left (`… | head`), flushing at the end would never end.
  if (!options.terminal) return pino(settings, pino.destination({ dest: 1, sync: true }));
  return pino(
    settings,
    pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss.l', ignore: 'pid,hostname', sync: true }),
  );
}

/** For tests and for the library where no log is wanted. */
export const silentLog = (): Log => pino({ level: 'silent' });
