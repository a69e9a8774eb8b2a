import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What takes root, the network or minutes, by its effect on the folders. */
const instead = `
git() { mkdir -p "$3" && cp -r "$ROOT/docs" "$3"; }
npm() { test -d docs; }
useradd() { mkdir -p "$TOP/var/lib/optiatiende"; }
install() { test "$1 $2 $3 $4" = "-m 600 -o optiatiende" && cp "$5" "$6"; }
systemctl() { test -f "$TOP/etc/systemd/system/optiatiende.service"; }
journalctl() { :; }
`;

test.each([
  ['README.md', 'As a service'],
  ['README.es.md', 'Como servicio'],
])('%s: the commands of "%s" run in order in a folder that has nothing but the settings', (name, title) => {
  const text = readFileSync(join(root, name), 'utf8');
  const block = new RegExp(`## ${title}\\n[^]*?\`\`\`bash\\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
  expect(block).toContain('systemctl enable');
  const top = mkdtempSync(join(tmpdir(), 'optiatiende-service-'));
  try {
    for (const folder of ['opt', 'var/lib', 'etc/systemd/system', 'mine'])
      mkdirSync(join(top, folder), { recursive: true });
    writeFileSync(join(top, 'mine/.env'), 'CHATWOOT_ENABLED=true\n');
    const here = block
      .replace(/<[^>]+>/, root)
      .replaceAll(/(?<=[\s=])(\/opt|\/var\/lib|\/etc)\//g, (folder) => `${top}${folder}`);
    execFileSync('bash', ['--norc', '-e', '-c', instead + here], {
      cwd: join(top, 'mine'),
      stdio: 'pipe',
      env: { PATH: process.env['PATH'], ROOT: root, TOP: top },
    });
    expect(readFileSync(join(top, 'var/lib/optiatiende/.env'), 'utf8')).toBe('CHATWOOT_ENABLED=true\n');
  } finally {
    rmSync(top, { recursive: true });
  }
});
