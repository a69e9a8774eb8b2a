import { aboutProvider, providerNames, providerVariables } from '../providers/known.ts';
import type { Environment } from './given.ts';
import { llmSettings } from './llm.ts';
import { settingEntries } from './schema.ts';

const prefixes = new RegExp(
  `^(${['CHATWOOT', 'WHATSAPP', 'BOT', 'LLM', 'STT', 'NOTIFY', ...Object.keys(providerVariables).map((name) => name.split('_')[0])].join('|')})_`,
);

/** What is allowed and yet hardly meant, one sentence each; without values, as they may be secret. */
export function environmentWarnings(environment: Environment): string[] {
  const known = settingEntries.flatMap(([name, { secret }]) => (secret ? [name, `${name}_FILE`] : [name]));
  const text = (name: string) => environment[name]?.trim().toLowerCase() ?? '';
  const warnings: string[] = [];

  for (const name of Object.keys(environment)) {
    if (!prefixes.test(name) || known.includes(name)) continue;
    const meant = known.find((candidate) => oneEditApart(name, candidate));
    if (meant) warnings.push(`${name} is no setting and was passed over; did you mean ${meant}?`);
    else if (name.endsWith('_FILE') && settingEntries.some(([candidate]) => `${candidate}_FILE` === name))
      warnings.push(`${name} was passed over: only secrets can be given as a file.`);
  }
  if (/^\d{1,9}$/.test(text('CHATWOOT_INBOX_ID')))
    warnings.push(
      'CHATWOOT_INBOX_ID is only a short number: the identifier is a longer text (Settings → Inboxes → your inbox → Configuration).',
    );
  const provider = text('PROVIDER') || '360dialog';
  for (const other of providerNames.filter((name) => name !== provider)) {
    const idle = Object.keys(aboutProvider(other).variables).filter((name) => text(name) || text(`${name}_FILE`));
    if (idle.length > 0) warnings.push(`${idle.join(', ')}: of no effect with PROVIDER=${provider}.`);
  }
  const bots = (text('BOT') || 'faq').toLowerCase().split(/[\s,]+/);
  if (text('BOT_MODULE') && !bots.includes('module')) warnings.push('BOT_MODULE has no effect without BOT=module.');
  if (text('BOT_URL') && !bots.includes('http')) warnings.push('BOT_URL has no effect without BOT=http.');
  for (const name of ['BOT_FAQ', 'BOT_SYNONYMS'])
    if (text(name) && !bots.some((bot) => bot === 'faq' || bot === 'llm'))
      warnings.push(`${name} has no effect without BOT=faq or BOT=llm.`);
  const idle = Object.keys(llmSettings).filter((name) => text(name) || text(`${name}_FILE`));
  if (idle.length > 0 && !bots.includes('llm')) warnings.push(`${idle.join(', ')}: of no effect without BOT=llm.`);
  return warnings;
}

/** One letter added, missing, other, or two neighbours swapped. */
export function oneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
