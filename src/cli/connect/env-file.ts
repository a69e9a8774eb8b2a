import {
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { parseEnv } from 'node:util';
import { Misconfigured, reasonOf } from '../../errors.ts';

/** Secrets stand in it: nobody but its owner reads it. */
const MODE = 0o600;

/** The text of a settings file; empty where there is none. @throws Misconfigured where it is there and cannot be read. */
export function readEnvFile(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8').replace(/^\uFEFF/, '') : '';
  } catch (error) {
    throw new Misconfigured(`${path} could not be read: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * The text with these settings in it: each in the place of its old line, or of the line that is switched off by a `#` (as in
 * `.env.example`), else at the end. Every other line stays as it is. A `NAME_FILE` of a setting that is written now goes: both at once
 * would be a fault.
 */
export function withSettings(text: string, settings: Record<string, string>): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  for (const [name, value] of Object.entries(settings)) {
    const line = `${name}=${quoted(value)}`;
    const own = new RegExp(`^\\s*(export\\s+)?${name}(_FILE)?\\s*=`);
    const off = new RegExp(`^#\\s?${name}=`);
    const at = lines.findIndex((it) => own.test(it));
    const place = at >= 0 ? at : lines.findIndex((it) => off.test(it));
    if (place < 0) lines.push(line);
    else lines[place] = line;
    for (let i = lines.length - 1; i > place && place >= 0; i--) if (own.test(lines[i] ?? '')) lines.splice(i, 1);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** @throws Misconfigured where it cannot be written. */
export const writeEnvFile = (path: string, text: string): void => writeWhole(path, text, MODE);

/**
 * Written beside and moved into place, so that it is never half there; it keeps its owner.
 *
 * @param mode who may read it; as before where absent.
 * @throws Misconfigured where it cannot be written.
 */
export function writeWhole(path: string, text: string, mode?: number): void {
  try {
    const target = existsSync(path) ? realpathSync(path) : path;
    const before = existsSync(target) ? statSync(target) : null;
    const beside = `${target}.new`;
    const rights = mode ?? (before ? before.mode & 0o777 : 0o644);
    writeFileSync(beside, text, { mode: rights });
    chmodSync(beside, rights);
    if (before && (before.uid !== process.getuid?.() || before.gid !== process.getgid?.()))
      chownSync(beside, before.uid, before.gid);
    renameSync(beside, target);
  } catch (error) {
    throw new Misconfigured(`${path} could not be written: ${reasonOf(error)}`, { cause: error });
  }
}

const plain = /^[\w.:/~@%+,=-]*$/;

/** So that Node, shells and systemd read the same. */
function quoted(value: string): string {
  if (plain.test(value)) return value;
  const quote = ["'", '"', '`'].find((it) => !value.includes(it)) ?? "'";
  const line = quote + value + quote;
  if (parseEnv(`X=${line}`)['X'] !== value) throw new Misconfigured('a value cannot be written into a settings file');
  return line;
}
