import { Refused } from '../../errors.ts';

/** What came is not what was promised: too large, damaged on the way, or to be had only from a host that must not see the key. */
export class MediaFault extends Error {
  override readonly name = 'MediaFault';
  readonly fault: 'too_large' | 'damaged' | 'foreign_host';

  constructor(fault: MediaFault['fault'], message: string) {
    super(message);
    this.fault = fault;
  }
}

export const isGone = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 404 || error.status === 410);

/** Codes by which WhatsApp says that there is no such file (any more). */
export const noSuchFile = (error: unknown): boolean =>
  error instanceof Refused && (error.code === 100 || error.code === 131009);
