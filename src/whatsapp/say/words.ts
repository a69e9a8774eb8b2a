import type { MediaKind } from '../types.ts';

/** The languages of what people read. */
export type Language = 'es' | 'en';

/** Every word that `describe` and `messageText` need; both languages have all of them. */
export interface Words {
  empty: string;
  media: Record<MediaKind | 'voice' | 'animated', string>;
  notFetched: Record<MediaKind, string>;
  location: string;
  contact: string;
  order: string;
  total: string;
  form: string;
  yes: string;
  no: string;
  reacted: (emoji: string, quoted: string | null) => string;
  unreacted: (quoted: string | null) => string;
  edited: (content: string) => string;
  revoked: (quoted: string | null) => string;
  unsupported: (type: string) => string;
  unknownType: string;
  unseenChange: Record<'edited' | 'revoked', string>;
  welcome: string;
  inGroup: string;
  numberChanged: (number: string | null) => string;
  userIdChanged: string;
  identityChanged: string;
  marketingStopped: string;
  marketingResumed: string;
  changed: string;
  forwarded: string;
  from: Record<'ad' | 'post' | 'product' | 'other', string>;
}

const es: Words = {
  empty: '(mensaje vacío)',
  media: {
    image: 'imagen',
    audio: 'audio',
    video: 'video',
    document: 'documento',
    sticker: 'sticker',
    voice: 'mensaje de voz',
    animated: 'sticker animado',
  },
  notFetched: {
    image: 'todavía no descargada',
    audio: 'todavía no descargado',
    video: 'todavía no descargado',
    document: 'todavía no descargado',
    sticker: 'todavía no descargado',
  },
  location: 'ubicación',
  contact: 'contacto',
  order: 'pedido',
  total: 'total',
  form: 'formulario',
  yes: 'sí',
  no: 'no',
  reacted: (emoji, quoted) => (quoted === null ? `${emoji} (reacción)` : `${emoji} a: ${quoted}`),
  unreacted: (quoted) => (quoted === null ? 'quitó su reacción' : `quitó su reacción a: ${quoted}`),
  edited: (content) => `✏️ editado: ${content}`,
  revoked: (quoted) => (quoted === null ? '🗑️ eliminó un mensaje' : `🗑️ eliminó: ${quoted}`),
  unsupported: (type) => `no compatible: ${type}`,
  unknownType: 'tipo desconocido',
  unseenChange: {
    edited: '✏️ editó un mensaje (WhatsApp no muestra cuál ni qué dice ahora)',
    revoked: '🗑️ eliminó un mensaje (WhatsApp no muestra cuál)',
  },
  welcome: '👋 abrió el chat',
  inGroup: '👥 escrito en un grupo (lo que respondas llega solo a esta persona)',
  numberChanged: (number) => (number === null ? 'ℹ️ cambió de número' : `ℹ️ cambió de número a ${number}`),
  userIdChanged: 'ℹ️ cambió su identificador de usuario',
  identityChanged: 'ℹ️ cambió su código de seguridad',
  marketingStopped: '🔕 ya no quiere recibir promociones',
  marketingResumed: '🔔 vuelve a aceptar promociones',
  changed: 'ℹ️ cambio en la cuenta',
  forwarded: '⤳ reenviado',
  from: {
    ad: '📣 desde el anuncio',
    post: '📣 desde la publicación',
    product: '🛍️ sobre el producto',
    other: '📣 desde',
  },
};

const en: Words = {
  empty: '(empty message)',
  media: {
    image: 'image',
    audio: 'audio',
    video: 'video',
    document: 'document',
    sticker: 'sticker',
    voice: 'voice message',
    animated: 'animated sticker',
  },
  notFetched: {
    image: 'not fetched yet',
    audio: 'not fetched yet',
    video: 'not fetched yet',
    document: 'not fetched yet',
    sticker: 'not fetched yet',
  },
  location: 'location',
  contact: 'contact',
  order: 'order',
  total: 'total',
  form: 'form',
  yes: 'yes',
  no: 'no',
  reacted: (emoji, quoted) => (quoted === null ? `${emoji} (reaction)` : `${emoji} on: ${quoted}`),
  unreacted: (quoted) => (quoted === null ? 'took the reaction back' : `took the reaction back from: ${quoted}`),
  edited: (content) => `✏️ edited: ${content}`,
  revoked: (quoted) => (quoted === null ? '🗑️ deleted a message' : `🗑️ deleted: ${quoted}`),
  unsupported: (type) => `unsupported: ${type}`,
  unknownType: 'unknown type',
  unseenChange: {
    edited: '✏️ edited a message (WhatsApp does not show which one, nor what it says now)',
    revoked: '🗑️ deleted a message (WhatsApp does not show which one)',
  },
  welcome: '👋 opened the chat',
  inGroup: '👥 written in a group (what you answer reaches this person alone)',
  numberChanged: (number) => (number === null ? 'ℹ️ changed number' : `ℹ️ changed number to ${number}`),
  userIdChanged: 'ℹ️ changed user id',
  identityChanged: 'ℹ️ changed security code',
  marketingStopped: '🔕 wants no more marketing messages',
  marketingResumed: '🔔 accepts marketing messages again',
  changed: 'ℹ️ change of the account',
  forwarded: '⤳ forwarded',
  from: { ad: '📣 from the ad', post: '📣 from the post', product: '🛍️ about the product', other: '📣 from' },
};

export const words: Record<Language, Words> = { es, en };
