import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for temporary files. */
export interface Folder {
  path: string;
  remove(): void;
}

/** It is removed at the latest when this process ends, whatever ends it but a kill: some ledgers are large. */
export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'optiatiende-bench-'));
  const remove = () => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true });
  };
  process.on('exit', remove);
  return { path, remove };
}
