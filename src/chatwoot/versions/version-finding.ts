import { supportOf, TESTED } from './versions.ts';

/** One line of the connection check. `fix` is there where something can be done. */
export interface Finding {
  name: string;
  state: 'ok' | 'warn' | 'wrong';
  detail: string;
  fix?: string;
}

/** What a release means for us. A hidden version is judged by the least it can be: what it may lack is then only a "may". */
export function versionFinding(version: string | null, atLeast: boolean): Finding {
  const name = 'version';
  if (version === null) {
    return {
      name,
      state: 'warn',
      detail: 'not told (GET /api is hidden); by its answers older than 3.7.0, with which this was not tested',
      fix: 'Upgrade Chatwoot to 4.14.2 or later, or open GET /api to this machine.',
    };
  }
  const { support, lacks, newerThanTested } = supportOf(version);
  const shown = atLeast ? `${version} or later (GET /api is hidden)` : version;
  const missing = lacks.length === 0 ? '' : `; ${atLeast ? 'may lack' : 'lacks'}: ${lacks.join('; ')}`;
  if (newerThanTested) return { name, state: 'ok', detail: `${shown}, newer than tested (${TESTED})` };
  if (support === 'full') return { name, state: 'ok', detail: shown };
  const fix = 'Upgrade Chatwoot to 4.14.2 or later for all of it.';
  if (support === 'reduced') return { name, state: 'warn', detail: shown + missing, fix };
  if (support === 'untested') {
    return { name, state: 'warn', detail: `${shown}, not tested: registering and replies only${missing}`, fix };
  }
  return {
    name,
    state: 'wrong',
    detail: `${shown} is too old: 300 requests a minute, greetings and surveys are not sent, private notes are not marked`,
    fix: 'Upgrade Chatwoot to 3.7.0 or later (4.14.2 for everything).',
  };
}
