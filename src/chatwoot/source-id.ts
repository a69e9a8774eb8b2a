/** Who a person is to WhatsApp: at least one of the two. */
export interface PersonIds {
  waId: string | null;
  bsuid: string | null;
}

/**
 * The key of a person in the Chatwoot inbox: the phone's digits as the original script used them, else the
 * business-scoped id with `-` for each dot (a dot in a path is a 404 in Chatwoot).
 *
 * @throws Error where both ids are missing.
 */
export function sourceIdOf({ waId, bsuid }: PersonIds): string {
  if (waId !== null && /^\d+$/.test(waId)) return waId;
  const id = (bsuid ?? waId ?? '').replaceAll('.', '-');
  if (id === '') throw new Error('a person without any id');
  return id;
}

/** The number as Chatwoot and E.164 want it (`+549…`); null where the id is no phone number. */
export function phoneOf(waId: string | null): string | null {
  return waId !== null && /^[1-9]\d{6,14}$/.test(waId) ? `+${waId}` : null;
}

/** The true business-scoped id, where there is no phone to know the person by; unique in a Chatwoot account. */
export function identifierOf({ waId, bsuid }: PersonIds): string | null {
  return phoneOf(waId) === null ? bsuid : null;
}
