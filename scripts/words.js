import { readFileSync } from 'node:fs';

const en = {
  sandbox: 'No settings yet, so this is the sandbox: nothing leaves this machine.',
  noPage: 'There is no page to build (web/build.ts is missing).',
  waiting: 'Another start is setting this clone up; waiting for it…',
  packages: 'Installing packages (once, about a minute)…',
  page: 'Building the page…',
  chromium: 'Installing Chromium for the browser tests (apt-get, once)…',
  playwright: 'Fetching Chromium for the browser tests (playwright, once)…',
  noBrowser:
    'No Chromium was found: the browser tests (test/web) cannot run. Install it (`apt-get install chromium`, or ' +
    '`npx playwright-core install --with-deps chromium`), or set CHROMIUM_PATH to the program.',
  noRegistry: 'could not install: the package registry could not be reached.',
  network: 'Connect to the network (or set npm’s proxy) and try again.',
  npmFailed: 'could not install: npm ci failed.',
  correct: 'Correct what npm says and try again.',
  noNode:
    'could not install: the packages are there, but their Node 24 is not.\n' +
    'If npm is set to ignore scripts, run `npm rebuild node --ignore-scripts=false`; or install Node 24.15 or newer.',
  noPages: 'could not build the pages in web/:',
};

/** @type {typeof en} */
const es = {
  sandbox: 'Todavía no hay configuración: este es el modo de prueba, y nada sale de esta máquina.',
  noPage: 'No hay ninguna página que armar (falta web/build.ts).',
  waiting: 'Otro arranque está preparando esta carpeta; lo espero…',
  packages: 'Instalando los paquetes (una sola vez, un minuto más o menos)…',
  page: 'Armando la página…',
  chromium: 'Instalando Chromium para las pruebas en el navegador (apt-get, una sola vez)…',
  playwright: 'Bajando Chromium para las pruebas en el navegador (playwright, una sola vez)…',
  noBrowser:
    'No se encontró Chromium: las pruebas en el navegador (test/web) no pueden correr. Instalalo (`apt-get install chromium`, o ' +
    '`npx playwright-core install --with-deps chromium`), o poné CHROMIUM_PATH con el programa.',
  noRegistry: 'no se pudo instalar: no se llega al registro de paquetes.',
  network: 'Conectate a la red (o configurá el proxy de npm) y probá de nuevo.',
  npmFailed: 'no se pudo instalar: npm ci falló.',
  correct: 'Corregí lo que dice npm y probá de nuevo.',
  noNode:
    'no se pudo instalar: los paquetes están, pero su Node 24 no.\n' +
    'Si npm está puesto para no correr scripts, corré `npm rebuild node --ignore-scripts=false`; o instalá Node 24.15 o posterior.',
  noPages: 'no se pudieron armar las páginas de web/:',
};

/**
 * As `languageOf` in src/cli/language.ts, for whoever has not the packages yet.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} file what `.env` holds
 */
export function wordsFor(environment, file) {
  const { UI_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = environment;
  const inFile = /^\s*(?:export\s+)?UI_LANGUAGE\s*=\s*(.*)$/m.exec(file)?.[1];
  for (const text of [UI_LANGUAGE ?? inFile, LC_ALL || LC_MESSAGES || LANG]) {
    const found = /^\s*["']?(es|en)\b/i.exec(text?.replace('_', ' ') ?? '')?.[1]?.toLowerCase();
    if (found) return found === 'en' ? en : es;
  }
  return es;
}

/** The settings file of this folder; empty where there is none. */
export function envText() {
  try {
    return readFileSync('.env', 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
    throw error;
  }
}

/** What people read while a clone is set up, in the language of their terminal. */
export const words = () => wordsFor(process.env, envText());
