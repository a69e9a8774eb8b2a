import type { FileFigures } from './files.ts';
import type { LargeBodyFigures } from './large-body.ts';
import { fact, goal, ms, whole, type Row } from './row.ts';

/** Files and bodies of the largest size, and what they hold up. */
export function fileRows(of: FileFigures): Row[] {
  const what = `${of.files} files of ${of.mb} MB at once`;
  const stall = (name: string, stallMs: number) =>
    goal(
      `${what}, ${name}: the longest stall`,
      `idle process ${ms(of.idleMs)}`,
      ms(stallMs),
      '< 50 ms above idle',
      stallMs - of.idleMs < 50,
    );
  return [
    goal(`${what}, each way: memory`, '', `at most ${whole(of.mostMb)} MB`, '< 250 MB', of.mostMb < 250),
    stall('from customers', of.inStallMs),
    stall('from agents', of.outStallMs),
    fact(`${what}: time`, '', `${of.inSeconds.toFixed(0)} s to Chatwoot, ${of.outSeconds.toFixed(0)} s to WhatsApp`),
    goal(`${what}: whole, with their length told`, '', `${2 * of.files - of.wrong}`, `${2 * of.files}`, of.wrong === 0),
  ];
}

export function largeBodyRows({ messages, mb, seconds, stallMs, idleMs }: LargeBodyFigures): Row[] {
  const what = `One webhook body of ${mb.toFixed(1)} MB with ${whole(messages)} messages`;
  return [
    goal(
      `${what}: the longest stall`,
      `idle process ${ms(idleMs)}`,
      ms(stallMs),
      '< 100 ms above idle',
      stallMs - idleMs < 100,
    ),
    fact(`${what}: read`, '', `${seconds.toFixed(1)} s`),
  ];
}
