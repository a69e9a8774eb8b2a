import type { Row } from './row.ts';
import { table } from './row.ts';

/** What one measurement gave, when and on what. */
export interface Section {
  name: string;
  title: string;
  how: string;
  rows: readonly Row[];
  /** e.g. `2026-11-29 15:45 UTC, commit 1a2b3c4, in 12 s; load of the machine before 0.1; 2 cores (…)`. */
  when: string;
}

const HEAD = `# Measured

Written by \`npm run bench\`. \`npm run bench -- NAME …\` measures some of it, and replaces only their parts. Each figure is to be compared
with what stands beside it, which was measured in the same run: those of time depend on the machine and on what else it does. 1 MB is
1,000,000 bytes.
`;

const heading = (name: string) => `## ${name}: `;

/**
 * The page with these sections in place of what they had before; the others stay as they are.
 *
 * @param names of all there are, in their order; a section of another name goes
 */
export function results(before: string, names: readonly string[], sections: readonly Section[]): string {
  const old = new Map(
    before
      .split(/^(?=## )/m)
      .slice(1)
      .map((text) => [/^## ([\w-]+)/.exec(text)?.[1] ?? '', text.trimEnd()]),
  );
  for (const { name, title, how, rows, when } of sections)
    old.set(name, `${heading(name)}${title}\n\n${table(rows)}\n\n${how.trim()}\n\n_${when}_`);
  return [HEAD.trimEnd(), ...names.flatMap((name) => old.get(name) ?? [])].join('\n\n') + '\n';
}
