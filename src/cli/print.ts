import { styleText } from 'node:util';

const colours = { ok: 'green', warning: 'yellow', wrong: 'red', off: 'dim' } as const;

/** A text in the colour of its meaning, where the terminal shows colours. */
export const mark = (state: keyof typeof colours, text: string): string =>
  styleText(colours[state], text, { stream: process.stdout });

/** Columns side by side, as wide as their widest cell; the last one is free. */
export function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '))
    .join('\n');
}
