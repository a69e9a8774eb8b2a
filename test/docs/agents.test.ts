import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pictures } from '../../scripts/pictures/pictures.ts';
import { handOverWords } from '../../src/deliver/tell/hand-over-words.ts';
import { reasonForAgents, undelivered } from '../../src/deliver/tell/refusal-words.ts';
import { WAITING_LABEL } from '../../src/settings/people.ts';
import { settingEntries } from '../../src/settings/schema.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const drawn = pictures();

test('the pictures are as `npm run docs` draws them, and none is left over', () => {
  for (const [path, svg] of Object.entries(drawn)) expect(read(path), `${path}: npm run docs`).toBe(svg);
  const there = readdirSync(new URL('docs/pictures', root)).filter((name) => name.endsWith('.svg'));
  expect(there.map((name) => `docs/pictures/${name}`).toSorted()).toEqual(Object.keys(drawn).toSorted());
});

test.each(['es', 'en'] as const)('the page in %s has every picture, and its numbers are explained', (language) => {
  const page = read(`docs/AGENTS.${language}.md`);
  const named = Object.keys(drawn).filter((path) => path.includes('/agents-') && path.endsWith(`-${language}.svg`));
  expect(named).toHaveLength(4);
  for (const path of named) {
    const [, after = ''] = page.split(`](${path.slice('docs/'.length)})`);
    expect(after, path).not.toBe('');
    const numbers = [...(drawn[path] ?? '').matchAll(/bold onstrong">(\d)</g)].map(([, number]) => Number(number));
    expect(numbers.length, path).toBeGreaterThan(1);
    const list = after.split(/^(?:## |!)/m)[0] ?? '';
    expect(
      [...list.matchAll(/^(\d)\. /gm)].map(([, number]) => Number(number)),
      path,
    ).toEqual(numbers.toSorted());
  }
});

test.each(['es', 'en'] as const)(
  'what the page in %s says of marks, labels and times is what the program does',
  (language) => {
    const page = read(`docs/AGENTS.${language}.md`);
    const words = handOverWords(language);
    const told = { author: 'agent', kind: 'text', text: 'x', whatsapp_state: 'failed', error: '131026: x' } as const;
    for (const said of [words.remind(15), words.backNote, words.looped, undelivered(told, language, 'wait')])
      expect(page, said).toContain(`\`${[...said][0]}`);
    expect(reasonForAgents({ ...told, kind: 'media', error: 'larger' }, language, 'wait')).toContain('100 MB');
    expect(page).toContain('100 MB');
    const standard = (name: string) => settingEntries.find(([it]) => it === name)?.[1].default;
    expect(page).toContain(`\`${String(standard('HANDOFF_LABEL'))}\``);
    expect(page).toContain(`\`${WAITING_LABEL}\``);
    const hour = language === 'es' ? 'horas' : 'hours';
    expect(page).toContain(`${String(standard('HANDOFF_QUIET_HOURS'))} ${hour}`);
    expect(page).toContain(`${String(standard('HANDOFF_GIVE_BACK'))} ${hour}`);
    expect(page).toContain(`${String(standard('HANDOFF_REMIND'))} ${language === 'es' ? 'minutos' : 'minutes'}`);
  },
);
