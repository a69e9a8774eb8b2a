import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What takes root, the network or minutes, by its effect on the folders. */
const instead = `
git() {
  case "$1" in
    clone) mkdir -p "$3/bin" && cp -r "$ROOT/docs" "$3" && cp "$TOP/program" "$3/bin/optiatiende.js" ;;
    rev-parse) echo 1a2b3c4 ;;
    pull) touch pulled ;;
    checkout) rm pulled ;;
    *) return 1 ;;
  esac
}
openssl() { test "$1 $2 $3" = "rand -hex 24" && printf '%048d\\n' 7; }
npm() { test -d docs; }
useradd() { mkdir -p "$TOP/var/lib/optiatiende"; }
userdel() { test "$1" = optiatiende && test ! -e "$TOP/var/lib/optiatiende"; }
install() { test "$1 $2 $3 $4" = "-m 600 -o optiatiende" && cp "$5" "$6"; }
sudo() { test "$1 $2" = "-u optiatiende" && shift 2 && "$@"; }
systemctl() {
  case "$1" in
    enable | start) test -f "$TOP/etc/systemd/system/optiatiende.service" && mkdir -p "$TOP/var/lib/optiatiende/data" && touch "$TOP/var/lib/optiatiende/data/optiatiende.db" "$TOP/runs" ;;
    stop | disable) rm -f "$TOP/runs" ;;
    daemon-reload) test ! -e "$TOP/etc/systemd/system/optiatiende.service" ;;
    *) return 1 ;;
  esac
}
journalctl() { :; }
`;

/** In place of the program: backs up what it finds in this folder, and notes what else it was asked for. */
const program = `#!/bin/sh
case "$1 $2" in
  "db backup") test ! -e "$3" && cp data/optiatiende.db "$3" ;;
  *) echo "$@" >> asked ;;
esac
`;

const blocksOf = (page: string) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```bash\n([^]*?)^\1```/gm)].map(
    ([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
const service = (page: string) => blocksOf(page).filter((code) => code.includes('systemctl enable'));

/** A machine of folders, with the settings of an operator in one of them. */
function machine() {
  const top = mkdtempSync(join(tmpdir(), 'optiatiende-service-'));
  for (const folder of ['opt', 'var/lib', 'etc/systemd/system', 'mine/bin'])
    mkdirSync(join(top, folder), { recursive: true });
  writeFileSync(join(top, 'mine/.env'), 'CHATWOOT_ENABLED=true\n');
  for (const place of ['program', 'mine/bin/optiatiende.js']) writeFileSync(join(top, place), program, { mode: 0o755 });
  return {
    read: (path: string) => readFileSync(join(top, path), 'utf8'),
    has: (path: string) => existsSync(join(top, path)),
    /** One block as root, in the folder of the settings. */
    run(block: string) {
      const here = block
        .replace(/<[^>]+>/, block.includes('git clone') ? root : '1a2b3c4')
        .replaceAll(/(?<=[\s=])(\/opt|\/var\/lib|\/etc)\//g, (path) => top + path);
      // It removes folders: each path must be one below this machine's.
      for (const [, path = ''] of here.matchAll(/(?<=[\s=])(\/[\w./-]+)/g))
        expect(path.startsWith(top) || path === root, path).toBe(true);
      return execFileSync('bash', ['--norc', '-e', '-c', instead + here], {
        cwd: join(top, 'mine'),
        encoding: 'utf8',
        stdio: 'pipe',
        env: { PATH: process.env['PATH'], ROOT: root, TOP: top },
      });
    },
    remove: () => rmSync(top, { recursive: true }),
  };
}

test.each(['README.md', 'README.es.md'])(
  '%s: the commands of the service run in order in a folder that has nothing but the settings',
  (page) => {
    const its = machine();
    try {
      expect(service(page)).toHaveLength(1);
      its.run(service(page)[0] ?? '');
      expect(its.read('var/lib/optiatiende/.env')).toBe('CHATWOOT_ENABLED=true\n');
      expect(its.has('runs')).toBe(true);
    } finally {
      its.remove();
    }
  },
);

test('docs/INSTALL.en.md: its commands run in order, from the first secret to a machine on which nothing is left', () => {
  const its = machine();
  try {
    const [secret, webhook, backup, update, back, restore, uninstall, ...more] = blocksOf('docs/INSTALL.en.md');
    expect(more).toEqual([]);
    its.run(secret ?? '');
    expect(its.read('mine/.env')).toMatch(/^CHATWOOT_ENABLED=true\nWHATSAPP_WEBHOOK_SECRET=[0-9a-f]{48}\n$/);
    its.run(webhook ?? '');
    expect(its.read('mine/asked')).toBe('webhook https://bot.example.com\n');
    its.run(service('README.md')[0] ?? '');
    its.run(backup ?? '');
    expect(its.run(update ?? '')).toBe('1a2b3c4\n');
    expect([
      its.has('runs'),
      its.has('opt/optiatiende/pulled'),
      its.has('var/lib/optiatiende/before-update.db'),
    ]).toEqual([true, true, true]);
    its.run(back ?? '');
    expect([its.has('runs'), its.has('opt/optiatiende/pulled')]).toEqual([true, false]);
    its.run(restore ?? '');
    expect([
      its.has('var/lib/optiatiende/data/newer/optiatiende.db'),
      its.has('var/lib/optiatiende/data/optiatiende.db'),
    ]).toEqual([true, true]);
    its.run(uninstall ?? '');
    for (const path of ['runs', 'opt/optiatiende', 'var/lib/optiatiende', 'etc/systemd/system/optiatiende.service'])
      expect(its.has(path), path).toBe(false);
  } finally {
    its.remove();
  }
});
