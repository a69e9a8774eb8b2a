import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program in this one's place: same terminal, signals handed on, exit code taken over.
 *
 * At a terminal the child gets a process group of its own: Ctrl-C reaches the whole group, and npm hands the signal on
 * once more, so a child in our group would be told two or three times to stop, which means "at once" to many.
 * Elsewhere it stays in ours, so that whoever kills the group leaves nothing behind.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<number>} the exit code; 128 + the signal's number where a signal ended it
 */
export function runInPlace(command, parameters, environment = process.env) {
  return new Promise((resolve, reject) => {
    const detached = process.stdin.isTTY && process.platform !== 'win32';
    const child = spawn(command, parameters, { stdio: 'inherit', env: environment, detached });
    /** @type {Partial<Record<NodeJS.Signals, number>>} */
    const lastSent = {};
    /** @param {NodeJS.Signals} signal */
    const handOn = (signal) => {
      if (Date.now() - (lastSent[signal] ?? 0) < 1000) return;
      lastSent[signal] = Date.now();
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, handOn);
    const done = () => {
      for (const signal of signals) process.off(signal, handOn);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      done();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
