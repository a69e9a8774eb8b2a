import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCheck } from '../../src/cli/check/run.ts';
import { wordsIn } from '../../src/cli/words/words.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'optiatiende-seen-'));
let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startSandbox({ whatsapp: { apiKey: 'theapikey0001' } })));
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** What `check` says with these settings on top of good ones; null takes one away. */
async function says(language: 'es' | 'en', changed: Record<string, string | null>): Promise<string[]> {
  const good = { ...sandbox.settings, DATABASE_URL: `sqlite:${join(folder, 'a.db')}`, CHATWOOT_TIMEOUT: '5' };
  const environment = Object.fromEntries(
    Object.entries({ ...good, ...changed }).filter((entry): entry is [string, string] => entry[1] !== null),
  );
  const lines: string[] = [];
  for await (const { detail } of runCheck(environment, wordsIn(language).check)) lines.push(detail);
  return lines;
}

/** The lines that the page has for `check`. */
const quotedFor = (language: 'es' | 'en') =>
  readFileSync(new URL(`../../docs/TROUBLESHOOTING.${language}.md`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `check`'))
    .flatMap((line) => [...(line.split('|')[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, quoted = '']) => quoted));

const asPattern = (line: string) =>
  new RegExp(
    line
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+'),
  );

test.each(['es', 'en'] as const)(
  'faults that are really made show the lines that the page has for them, in %s',
  async (language) => {
    const made = [
      await says(language, { CHATWOOT_ENABLED: 'false', D360_API_KEY: null, BOT: 'none' }),
      await says(language, { CHATWOOT_DRY_RUN: 'true', D360_API_KEY: 'anotherkey0001' }),
      await says(language, { CHATWOOT_INBOX_ID: 'wrongIdentifierOfAnInbox', CHATWOOT_CABLE: 'false' }),
      await says(language, { CHATWOOT_CABLE: 'false', SWEEP_REQUESTS_PER_MINUTE: '0' }),
    ].flat();
    expect(made.some((said) => said.endsWith(language === 'es' ? ' acepta D360_API_KEY' : ' takes D360_API_KEY'))).toBe(
      true,
    );
    const shown = quotedFor(language).filter((line) => made.some((said) => asPattern(line).test(said)));
    // Each by what it is about, so that both languages show the same.
    const about = [
      /D360_API_KEY (?:is not set|no está puesta)/,
      /360dialog (?:answered|contestó) 401/,
      /no address is set|no hay dirección puesta/,
      /BOT=none/,
      /CHATWOOT_ENABLED/,
      /CHATWOOT_DRY_RUN/,
      /CHATWOOT_INBOX_ID/,
      /CHATWOOT_USER_TOKEN (?:is not set|no está puesto)/,
      /CHATWOOT_BOT_TOKEN (?:is not set|no está puesto)/,
      /HANDOFF_ON_ASSIGN/,
      /are all off|están apagados/,
      /cannot be heard|no se pueden oír/,
    ];
    expect(about.filter((pattern) => !shown.some((line) => pattern.test(line)))).toEqual([]);
  },
);
