import { abilitiesOf, type Abilities, type Tokens } from '../../chatwoot/versions/abilities.ts';
import { TESTED } from '../../chatwoot/versions/versions.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/** What an operator asks for, in the order to show. */
export const shownAbilities = [
  'botSender',
  'status',
  'assign',
  'labels',
  'readsConversation',
  'ticks',
  'readsMessages',
  'retryButton',
  'signedInboxWebhook',
] as const satisfies (keyof Abilities)[];

export type ShownAbility = (typeof shownAbilities)[number];

/** What can be done, and what not: for want of a token, and for want of a newer release. */
export function sortAbilities(
  version: string | null,
  tokens: Tokens,
): Record<'can' | 'token' | 'release', ShownAbility[]> {
  const now = abilitiesOf(version, tokens);
  const newest = abilitiesOf(TESTED, tokens);
  return {
    can: shownAbilities.filter((name) => now[name]),
    token: shownAbilities.filter((name) => !now[name] && !newest[name]),
    release: shownAbilities.filter((name) => !now[name] && newest[name]),
  };
}

/** What a newer release could do with these tokens, in a sentence; null where this one can do all of it. */
export function lackOf(version: string | null, tokens: Tokens, words: CheckWords): string | null {
  const { release } = sortAbilities(version, tokens);
  return release.length === 0 ? null : words.lacks(version, listed(release, words));
}

export function abilitiesLine(version: string | null, tokens: Tokens, words: CheckWords): Line {
  const { can, token, release } = sortAbilities(version, tokens);
  const said = [
    words.can(listed(can, words)),
    ...(token.length > 0 ? [words.cannotWithoutToken(listed(token, words))] : []),
    ...(release.length > 0 ? [words.lacks(version, listed(release, words))] : []),
  ];
  return { name: 'abilities', state: release.length > 0 ? 'warning' : 'ok', detail: said.join('; ') };
}

const listed = (names: readonly ShownAbility[], words: CheckWords): string =>
  names.length === 0 ? words.nothing : names.map((name) => words.abilities[name]).join(', ');
