/** One line of the table. */
export interface Row {
  what: string;
  /** The seed's flow, or what ours is measured against. */
  against: string;
  ours: string;
  /** What is to be reached; null where a figure only informs. */
  reach: string | null;
  reached: boolean;
}

export const fact = (what: string, against: string, ours: string): Row => ({
  what,
  against,
  ours,
  reach: null,
  reached: true,
});

export const goal = (what: string, against: string, ours: string, reach: string, reached: boolean): Row => ({
  what,
  against,
  ours,
  reach,
  reached,
});

/** It could not be measured at all. */
export const failed = (what: string, error: unknown): Row => ({
  what,
  against: '',
  ours: `failed: ${(error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').replaceAll('|', '/')}`,
  reach: 'to be measured',
  reached: false,
});

/** It cannot be measured here, for a reason of the machine's. */
export const skipped = (what: string, why: string): Row => fact(what, '', `skipped: ${why}`);

/** 12,345 */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

export const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : whole(value)} ms`;

export const mb = (bytes: number): string => `${whole(bytes / 1e6)} MB`;

export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} ms`;

/** A Markdown table that also reads well as plain text. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'Compared with', 'OptiAtiende', 'Reach', ''],
    ...rows.map(({ what, against, ours, reach, reached }) => [
      what,
      against,
      ours,
      reach ?? '',
      reach === null ? '' : reached ? 'reached' : '**missed**',
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
