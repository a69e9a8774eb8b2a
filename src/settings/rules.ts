import { reasonOf } from '../errors.ts';
import { isLoopback } from '../loopback.ts';
import { aboutProvider } from '../providers/known.ts';
import { shown, type Fault } from './faults.ts';
import type { Environment, Files } from './given.ts';
import type { Values } from './schema.ts';

/**
 * What must hold between settings: a set-up that cannot work is refused at the start, not found out later.
 * `values` holds only the settings that are right by themselves; the others have their fault already.
 */
export function crossFaults(values: Partial<Values>, given: Environment, files: Files): Fault[] {
  const faults: Fault[] = [];
  const fault = (variable: string, rule: string, fix: string) =>
    faults.push({ variable, value: shown(given[variable], false), rule, fix });

  if (values.CHATWOOT_ENABLED) {
    if (values.CHATWOOT_URL === null)
      fault(
        'CHATWOOT_URL',
        'needed while CHATWOOT_ENABLED is on',
        'Set the address of your Chatwoot, such as https://chatwoot.example.com, or set CHATWOOT_ENABLED=false.',
      );
    if (values.CHATWOOT_INBOX_ID === null)
      fault(
        'CHATWOOT_INBOX_ID',
        'needed while CHATWOOT_ENABLED is on',
        'Copy the identifier from Chatwoot (Settings → Inboxes → your inbox → Configuration), or set CHATWOOT_ENABLED=false.',
      );
  }
  if (values.HOST !== undefined && !isLoopback(values.HOST) && values.API_TOKEN === null)
    fault(
      'API_TOKEN',
      `needed while HOST (${values.HOST}) can be reached from other machines`,
      'Set a long random text, such as the output of `openssl rand -hex 24`, or HOST=127.0.0.1.',
    );
  const token = values.CHATWOOT_BOT_TOKEN
    ? 'CHATWOOT_BOT_TOKEN'
    : values.CHATWOOT_USER_TOKEN
      ? 'CHATWOOT_USER_TOKEN'
      : null;
  if (token !== null && values.CHATWOOT_ACCOUNT_ID === null)
    fault(
      'CHATWOOT_ACCOUNT_ID',
      `needed with ${token}`,
      'Set the number that stands behind /accounts/ in the address of your Chatwoot page.',
    );
  if (values.PROVIDER !== undefined) {
    const set = new Set(Object.keys(given).filter((name) => given[name] !== undefined));
    for (const { variable, rule, fix } of aboutProvider(values.PROVIDER).faults(values, set))
      fault(variable, rule, fix);
  }
  if (values.BOT?.includes('faq') && values.BOT_FAQ) readable('BOT_FAQ', values.BOT_FAQ);
  if (values.BOT?.includes('faq') && values.BOT_SYNONYMS && !values.BOT_SYNONYMS.includes('='))
    readable('BOT_SYNONYMS', values.BOT_SYNONYMS);
  if (values.BOT?.includes('module')) {
    if (values.BOT_MODULE === null)
      fault('BOT_MODULE', 'needed while BOT=module', 'Set the path of your bot, such as ./my-bot.ts, or set BOT=faq.');
    else if (/\.(py|rb|php|go|java|sh|pl|lua|rs|cs|kt)$/i.test(values.BOT_MODULE ?? ''))
      fault(
        'BOT_MODULE',
        'a JavaScript or TypeScript file; a program in another language answers over HTTP',
        `Start ${values.BOT_MODULE} and set BOT=http, BOT_URL to its address and BOT_SECRET (examples/http-bot.py, docs/BOTS.md).`,
      );
    else if (values.BOT_MODULE && /^\.{0,2}\//.test(values.BOT_MODULE)) readable('BOT_MODULE', values.BOT_MODULE);
  }
  if (values.BOT?.includes('http')) {
    if (values.BOT_URL === null)
      fault(
        'BOT_URL',
        'needed while BOT=http',
        'Set the address of your program, such as https://bot.example.com/turns.',
      );
    if (values.BOT_SECRET === null)
      fault(
        'BOT_SECRET',
        'needed while BOT=http',
        'Set a long random text, such as the output of `openssl rand -hex 24`.',
      );
  }
  if (values.STT_BASE_URL && values.STT_MODEL === null)
    fault(
      'STT_MODEL',
      'needed with STT_BASE_URL',
      'Set the name of the model as its server writes it, or remove both.',
    );
  if (values.STT_MODEL && values.STT_BASE_URL === null)
    fault('STT_BASE_URL', 'needed with STT_MODEL', 'Set the address of the server that hears, or remove both.');
  if (values.BOT?.includes('llm')) {
    for (const [name, fix] of [
      ['LLM_BASE_URL', 'Set the address of the model’s server, such as https://api.openai.com/v1, or BOT=faq.'],
      ['LLM_MODEL', 'Set the name of the model as its server writes it, or BOT=faq.'],
    ] as const)
      if (values[name] === null) fault(name, 'needed while BOT=llm', fix);
    if (values.LLM_BUDGET_MONEY && !values.LLM_PRICE_INPUT && !values.LLM_PRICE_OUTPUT)
      fault('LLM_PRICE_INPUT', 'needed with LLM_BUDGET_MONEY', 'Set what a million tokens cost, in and out.');
    for (const name of ['BOT_PROMPT', 'BOT_FAQ', 'BOT_TOOLS', 'BOT_MCP'] as const)
      if (values[name]) readable(name, values[name]);
    if (values.BOT_KNOWLEDGE) folder('BOT_KNOWLEDGE', values.BOT_KNOWLEDGE);
  }
  return faults;

  /** A folder is there where reading it as a file says that it is one. */
  function folder(variable: string, path: string) {
    let why = 'it is no folder';
    try {
      files.readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EISDIR') return;
      why = reasonOf(error);
    }
    fault(variable, 'the path of a folder that exists', `It could not be read: ${why}. Correct the path.`);
  }

  function readable(variable: string, path: string) {
    try {
      files.readFile(path);
    } catch (error) {
      fault(variable, 'the path of a file that exists', `It could not be read: ${reasonOf(error)}. Correct the path.`);
    }
  }
}
