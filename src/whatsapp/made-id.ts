/** In front of ids that we made for news to which WhatsApp gives none, so that copies are known. No id of WhatsApp's begins so. */
const MADE = 'made:';

export const madeId = (...facts: (string | number)[]): string => MADE + facts.join(':');

/** An id that WhatsApp knows: it may be quoted, and marked as read. Null for one of ours. */
export const knownThere = (wamid: string | null | undefined): string | null =>
  wamid && !wamid.startsWith(MADE) ? wamid : null;
