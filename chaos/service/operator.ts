import { execFile } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** What an operator does at the command line. */
export interface Operator {
  /** Everything that was given up is tried again. */
  retryProblems(): Promise<void>;
  /** What `audit --strict` finds. */
  audit(): Promise<
    { channel: string; gaps: { kind: string; person: string; reason: string | null; message: string | null }[] }[]
  >;
}

export function openOperator(environment: Record<string, string>, folder: string): Operator {
  const run = (parameters: string[], codes: number[]) =>
    new Promise<string>((resolve, reject) => {
      const env = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...environment };
      const options = { cwd: folder, env, maxBuffer: 1 << 28 };
      execFile(process.execPath, [join(ROOT, 'src/cli.ts'), ...parameters], options, (error, out, err) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number' && codes.includes(code)) resolve(out);
        else reject(new Error(`${parameters.join(' ')} failed: ${err || error?.message}`));
      });
    });
  return {
    async retryProblems() {
      await run(['problems', 'retry', '--all'], [0]);
    },
    audit: async () =>
      JSON.parse(await run(['audit', '--since', '48h', '--strict', '--json'], [0, 1])) as Awaited<
        ReturnType<Operator['audit']>
      >,
  };
}
