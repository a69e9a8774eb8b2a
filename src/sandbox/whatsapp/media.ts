import { createHash, createHmac } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { token, type Random } from '../chance.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Of an address that `GET /{media-id}` or a webhook gave. */
const ADDRESS_LIVES_MS = 5 * MINUTE_MS;
const LIVES_MS = { uploaded: 30 * DAY_MS, received: 7 * DAY_MS };

export interface MediaFile {
  id: string;
  bytes: Uint8Array;
  /** With parameters, as told. */
  mime: string;
  name: string | null;
  /** Uploaded by the business, or sent by a person. */
  origin: keyof typeof LIVES_MS;
  at: number;
}

/** The files of one number: what people sent and what the business uploaded. */
export interface MediaStore {
  add(file: Omit<MediaFile, 'id' | 'at'>): MediaFile;
  /** Undefined where there is none, or none any more: 7 days when it was received, 30 when uploaded. */
  find(id: string): MediaFile | undefined;
  /** Whatever its age, for the page. */
  peek(id: string): MediaFile | undefined;
  remove(id: string): boolean;
  /** An address on the host of files, good for five minutes. */
  address(file: MediaFile, fromWebhook: boolean): string;
  /** The file of an address that is right and not too old. */
  open(query: Record<string, string>): MediaFile | undefined;
  /** The host in addresses. */
  host: string;
  readonly size: number;
}

export function createMediaStore(clock: Clock, random: Random): MediaStore {
  const files = new Map<string, MediaFile>();
  const key = token(random, 32);
  const hashOf = (id: string, ext: string) =>
    createHmac('sha256', key).update(`${id} ${ext}`).digest('base64url').slice(0, 43);

  function find(id: string): MediaFile | undefined {
    const file = files.get(id);
    return file && clock.now() - file.at < LIVES_MS[file.origin] ? file : undefined;
  }

  const store: MediaStore = {
    host: 'https://lookaside.fbsbx.com',
    add(facts) {
      const file = { ...facts, id: String(1_400_000_000_000_001 + files.size), at: clock.now() };
      files.set(file.id, file);
      return file;
    },
    find,
    peek: (id) => files.get(id),
    remove(id) {
      const file = find(id);
      // The place is kept, so that no number is given twice.
      if (file) files.set(id, { ...file, bytes: new Uint8Array(), at: -Infinity });
      return file !== undefined;
    },
    address({ id }, fromWebhook) {
      const ext = String(Math.floor((clock.now() + ADDRESS_LIVES_MS) / 1_000));
      const source = fromWebhook ? '&source=webhook' : '';
      return `${store.host}/whatsapp_business/attachments/?mid=${id}${source}&ext=${ext}&hash=${hashOf(id, ext)}`;
    },
    open({ mid = '', ext = '', hash = '' }) {
      if (hash !== hashOf(mid, ext) || Number(ext) * 1_000 < clock.now()) return undefined;
      return find(mid);
    },
    get size() {
      return files.size;
    },
  };
  return store;
}

/** As webhooks tell it. */
export const sha256Base64 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
/** As `GET /{media-id}` tells it. */
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
