import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/**
 * Whoever reads terminal, pages and documents is spoken to by "vos". These are the forms of "tú" and "usted" that mean nothing else, neither
 * in Spanish nor in the English that stands beside it.
 */
const others =
  /(?<![\p{L}`-])(?:tienes|puedes|quieres|eres|debes|necesitas|sabes|haces|dices|vienes|prefieres|encuentras|escribes|ejecutas|eliges|recibes|conoces|pones|usas|vuelves|pides|haz|hazlo|ponlo|ponla|ponle|dile|dime|vete|ejecútal[oa]|escríbel[oa]|escríbele|cámbial[oa]|cópial[oa]|revísal[oa]|ábrel[oa]|elígel[oa]|míral[oa]|pruébal[oa]|bórral[oa]|muével[oa]|contigo|usted|ejecute|hágalo|póngal[oa]|escríba(?:lo|la|le)|cópiel[oa]|revísel[oa]|elíjal[oa]|tú)(?![\p{L}])/giu;

/** Every text in Spanish that is ours: dictionaries, pages, documents. */
const files = [
  ...globSync(['src/**/*es.ts', 'src/**/*words*.ts', 'src/cli/words/*.ts', 'src/**/texts.ts'], { cwd: root }),
  ...globSync(['src/service/status-page/*.ts', 'src/notify/*.ts', 'src/console/**/*.ts'], { cwd: root }),
  ...globSync(['web/**/*.ts', 'web/**/*.tsx', 'README.es.md', 'docs/*.es.md', 'docs/**/*es.md'], { cwd: root }),
].filter((file) => !file.includes('node_modules') && !file.startsWith('web/dist'));

/** What the bots hear, or a model is told of how people speak: words of others. */
const heard = /src\/bots\/(faq\/(read|hear|search)|llm\/gate|llm\/tools)\/|test\//;

const found = (text: string): string[] => [...text.matchAll(others)].map(([word]) => word);

test('terminal, pages and documents speak by "vos" alone', () => {
  const spoken = [...new Set(files)].filter((file) => !heard.test(file));
  expect(spoken.length).toBeGreaterThan(40);
  const wrong = spoken.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        /^\s*(\/\/|\/?\*)/.test(line) ? [] : found(line).map((word) => `${file}:${at + 1} ${word}`),
      ),
  );
  expect(wrong).toEqual([]);
});

test.each(['Si quieres, haz otra', 'Usted puede', 'Cópialo en .env', 'tú lo ves', '¿Tienes un token?'])(
  'such forms are found: %s',
  (text) => expect(found(text)).not.toEqual([]),
);

test.each(['Si querés, hacé otra', 'Copialo en .env', 'vos lo ves', '¿Tenés un token?', 'tu token', 'el servicio usa'])(
  'and no others: %s',
  (text) => expect(found(text)).toEqual([]),
);
