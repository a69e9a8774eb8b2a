import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A disk that can be filled, and given room again, under a process that is started through it. */
export interface FillableDisk {
  /** What becomes the process whose disk it is. */
  through: string[];
  /** The same, and it is full from the start. */
  throughFull: string[];
  fill(pid: number): void;
  makeRoom(pid: number): void;
  /** What operators are told. */
  reason: RegExp;
}

/** The system's own limit for the size of files, at 0: no write to any file passes. */
export const byLimit: FillableDisk = {
  through: [],
  throughFull: ['sh', '-c', 'ulimit -S -f 0 && exec "$@"', 'sh'],
  fill: (pid) => void execFileSync('prlimit', ['--pid', String(pid), '--fsize=0:']),
  makeRoom: (pid) => void execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:']),
  reason: /^the disk does not take what is written$/,
};

/** A real one, in memory, that only this process sees; null where this user may mount nothing. */
export function realDisk(folder: string): FillableDisk | null {
  mkdirSync(folder);
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const mounted = (then: string) => [
    ...['unshare', ...asRoot, '--mount', 'sh', '-c'],
    ...[`mount -t tmpfs -o size=64m none "$0" && ${then} exec "$@"`, folder],
  ];
  const through = mounted('');
  const [program = '', ...rest] = through;
  if (spawnSync(program, [...rest, 'true']).status !== 0) return null;
  const ballast = (pid: number) => join(`/proc/${pid}/root`, folder, 'ballast');
  return {
    through,
    throughFull: mounted('{ cat /dev/zero > "$0/ballast" 2> /dev/null; true; } &&'),
    fill(pid) {
      for (const size of [1 << 20, 4_096, 1])
        try {
          for (;;) writeFileSync(ballast(pid), Buffer.alloc(size), { flag: 'a' });
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
    },
    makeRoom: (pid) => rmSync(ballast(pid)),
    reason: /^the disk is full$/,
  };
}
