import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** 32 MB and about 100 ms a try. Whoever has the ledger tries some passwords a second, not some millions. */
const COST = 15;
const BLOCK = 8;
const BYTES = 32;

/** Shorter ones are guessed. */
export const SHORTEST = 12;
/** Nobody types more, and a body of megabytes is not to be worked on. */
export const LONGEST = 200;

/**
 * What is kept of a password: `scrypt$COST$SALT$KEY`, so that later releases may make it harder without anybody's password failing.
 *
 * @param cost for tests: as the exponent of two
 */
export async function hashPassword(password: string, cost: number = COST): Promise<string> {
  const salt = randomBytes(16);
  return ['scrypt', cost, salt.toString('base64url'), (await keyOf(password, salt, cost)).toString('base64url')].join(
    '$',
  );
}

/** Takes as long where there is no such user: the time tells nobody which names there are. */
const nobody = `scrypt$${COST}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Whether it is the password of which this was kept; null: there is no such user, and it is not. */
export async function isPassword(given: string, kept: string | null): Promise<boolean> {
  const [, cost = '', salt = '', key = ''] = (kept ?? nobody).split('$');
  const made = await keyOf(given, Buffer.from(salt, 'base64url'), Number(cost));
  const is = timingSafeEqual(made, Buffer.from(key, 'base64url'));
  return is && kept !== null;
}

/** However a keyboard puts an accent together, it is the same password. */
function keyOf(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** cost, r: BLOCK, p: 1, maxmem: 256 * BLOCK * 2 ** cost };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
