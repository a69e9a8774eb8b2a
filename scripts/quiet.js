import { spawn } from 'node:child_process';

/** A step of the set-up that did not work; the message is for people and names the next step. */
export class StepFailed extends Error {}

/**
 * Runs a program without showing what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<{ok: boolean, output: string}>} with what it printed, for the case that it failed
 */
export function quietly(command, parameters, environment = process.env) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
      // npm is a .cmd file there, which only a shell can start.
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** @param {string} output */
export const lastLines = (output) =>
  output
    .trimEnd()
    .split('\n')
    .slice(-12)
    .map((line) => `  ${line}`)
    .join('\n');
