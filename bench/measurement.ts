import type { Row } from './report/row.ts';

/** `tiny`: as little as runs every step once, for the test that nothing here rots. Its figures mean nothing. */
export type Size = 'whole' | 'tiny';

/** Something that `npm run bench` measures. */
export interface Measurement {
  /** What `npm run bench -- NAME` takes. */
  name: string;
  /** In a few words, for the heading of its table. */
  title: string;
  /** How the figures come about, for whoever doubts them. Markdown. */
  how: string;
  measure(size: Size): Promise<Row[]>;
}
