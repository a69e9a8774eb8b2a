/** One thing wrong with the settings. */
export interface Fault {
  variable: string;
  /** As shown to people: secrets hidden, passwords in addresses too. */
  value: string;
  /** What it must be: the end of the sentence "must be …". */
  rule: string;
  fix: string;
  /** Of a file: where in it, as editors know it (`channels.yaml:12:5`). */
  at?: string;
}

/** A value as a fault may show it. */
export function shown(value: string | undefined, secret: boolean): string {
  if (value === undefined) return '(not set)';
  if (secret) return `(hidden, ${value.length} characters)`;
  const open = value.replace(/^([a-z][a-z\d+.-]*:\/\/)?[^\s/]*:.*@/i, '$1***@');
  return JSON.stringify(open.length > 120 ? `${open.slice(0, 119)}…` : open);
}

/** All faults, for the operator's terminal. */
export function faultsMessage(faults: readonly Fault[]): string {
  const count = faults.length === 1 ? 'One setting is wrong' : `${faults.length} settings are wrong`;
  const lines = faults.map(
    ({ at, variable, value, rule, fix }) =>
      `  ${at === undefined ? '' : `${at}  `}${variable} = ${value}\n    rule: ${rule}\n    fix:  ${fix}\n`,
  );
  return `${count}; with them nothing is started or changed.\n\n${lines.join('\n')}\nEvery setting: docs/SETTINGS.md`;
}
