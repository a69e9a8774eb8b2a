import { settingEntries } from './schema.ts';
import { groups, type Group, type Setting } from './setting.ts';

const introduction = `# Settings

Written by \`npm run docs\` from \`src/settings/\`. Change it there.

- Settings are variables of the environment. A file \`.env\` in the folder where the service starts is read too; the environment wins, also with an empty value.
- \`CHATWOOT_ENABLED\`, \`CHATWOOT_URL\` and \`CHATWOOT_INBOX_ID\` alone are a full Chatwoot set-up. Everything else has a default.
- Spaces around a value and one pair of quotes around it are taken off (\`docker --env-file\` leaves quotes in). An empty value is one that is not set. \`CHATWOOT_BOT_PREFIX\` keeps its spaces and may be empty.
- A secret can come from a file: \`API_TOKEN_FILE=/run/secrets/api_token\` in place of \`API_TOKEN\`. Both at once is a fault. A newline at the end of the file does not count.
- With \`CHANNELS\` each WhatsApp number has its own settings, in a file: docs/CHANNELS.md. Those that say "Of the whole service" stay variables of the environment; every other one is set in the file, under its name in small letters.
- Wrong settings are listed all at once, nothing starts, and the exit code is 2. Secrets are never shown.
- \`bin/optiatiende.js check\` tries the settings against the outside.
`;

/** `docs/SETTINGS.md`, whole. */
export function settingsPage(): string {
  return `${introduction}\n${sections((title, rows) => `## ${title}\n\n${rows.map(paragraph).join('\n')}`)}`;
}

function paragraph([name, { doc, rule, unit, secret, scope, default: standard }]: [string, Setting]): string {
  const facts = [
    ...(scope === 'process' ? ['Of the whole service.'] : []),
    ...(unit ? [`Unit: ${unit}.`] : []),
    standard === null ? 'Default: not set.' : `Default: \`${standard}\`.`,
    `Value: ${rule}.`,
    ...(secret ? [`Secret; also as \`${name}_FILE\`.`] : []),
  ];
  return `### ${name}\n\n${doc}\n\n${facts.join(' ')}\n`;
}

/** `.env.example`, whole: every setting with its default, all switched off by a \`#\`. */
export function environmentExample(): string {
  const head = '# Copy to .env and take the # off what you set. Every setting is explained in docs/SETTINGS.md.\n';
  const body = sections((title, rows) => `# ----- ${title}\n\n${rows.map(exampleLine).join('\n')}`);
  return `${head}\n${body}`;
}

function exampleLine([name, { doc, unit, secret, example, default: standard }]: [string, Setting]): string {
  // No made-up secret to copy: it would be everybody's.
  const value = secret ? '' : (standard ?? example);
  const quoted = /\s/.test(value) ? `"${value}"` : value;
  return `# ${doc}${unit ? ` In ${unit}.` : ''}\n#${name}=${quoted}\n`;
}

function sections(write: (title: string, rows: [string, Setting][]) => string): string {
  const names = Object.keys(groups) as Group[];
  return names
    .map((group) =>
      write(
        groups[group],
        settingEntries.filter(([, row]) => row.group === group),
      ),
    )
    .join('\n');
}
