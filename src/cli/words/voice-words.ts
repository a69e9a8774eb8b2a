import type { SttFailureKind } from '../../deliver/voice/stt-failure.ts';

/** What `check` says of the server that turns voice notes into text. */
export interface VoiceWords {
  ok(model: string): string;
  failures: Record<SttFailureKind, { detail: string; fix: string }>;
}

const laterEn = 'Try again later; look into the log of the server.';

export const voiceEn: VoiceWords = {
  ok: (model) => `${model} hears voice notes`,
  failures: {
    key: { detail: 'its server does not take the key', fix: 'Set STT_API_KEY to a key of the server in STT_BASE_URL.' },
    model: { detail: 'its server has no such model', fix: 'Set STT_MODEL to a name from the list of the server.' },
    address: {
      detail: 'nothing at that address turns speech into text by OpenAI’s protocol',
      fix: 'Set STT_BASE_URL to what stands before /audio/transcriptions; it mostly ends in /v1.',
    },
    balance: { detail: 'the account has no balance left', fix: 'Add credit, or raise the limit of the key.' },
    busy: { detail: 'its server asks us to slow down', fix: 'Try again later; raise the limits of the account.' },
    server: { detail: 'its server failed', fix: laterEn },
    malformed: { detail: 'its server answered with something that is no text', fix: laterEn },
    unreachable: {
      detail: 'its server cannot be reached',
      fix: 'See whether it runs, and whether STT_BASE_URL is right.',
    },
    timeout: { detail: 'it did not answer in time', fix: 'Raise STT_TIMEOUT, or take a quicker model.' },
    cut: { detail: 'its server broke off its answer', fix: laterEn },
    too_large: {
      detail: 'its server takes not even a second of sound',
      fix: 'Raise its limit for bodies, to 16 MB at best.',
    },
    format: {
      detail: 'its server does not take Ogg with Opus, as WhatsApp’s voice notes are',
      fix: 'Take another server, or install what it decodes with (ffmpeg).',
    },
    refused: {
      detail: 'its server refuses the request',
      fix: 'Look into the log of the server; see whether STT_LANGUAGE is one of its languages.',
    },
  },
};

const laterEs = 'Probá más tarde; mirá el registro del servidor.';

export const voiceEs: VoiceWords = {
  ok: (model) => `${model} escucha los audios`,
  failures: {
    key: {
      detail: 'su servidor no acepta la clave',
      fix: 'Poné en STT_API_KEY una clave del servidor de STT_BASE_URL.',
    },
    model: { detail: 'su servidor no tiene ese modelo', fix: 'Poné en STT_MODEL un nombre de la lista del servidor.' },
    address: {
      detail: 'en esa dirección nada pasa voz a texto con el protocolo de OpenAI',
      fix: 'Poné en STT_BASE_URL lo que va antes de /audio/transcriptions; casi siempre termina en /v1.',
    },
    balance: { detail: 'la cuenta se quedó sin saldo', fix: 'Cargá crédito, o subí el límite de la clave.' },
    busy: { detail: 'su servidor pide ir más despacio', fix: 'Probá más tarde; subí los límites de la cuenta.' },
    server: { detail: 'su servidor falló', fix: laterEs },
    malformed: { detail: 'su servidor respondió algo que no es texto', fix: laterEs },
    unreachable: {
      detail: 'no se puede llegar a su servidor',
      fix: 'Fijate si está andando, y si STT_BASE_URL es correcta.',
    },
    timeout: { detail: 'no respondió a tiempo', fix: 'Subí STT_TIMEOUT, o usá un modelo más rápido.' },
    cut: { detail: 'su servidor cortó la respuesta', fix: laterEs },
    too_large: {
      detail: 'su servidor no acepta ni un segundo de audio',
      fix: 'Subí su límite de tamaño, mejor a 16 MB.',
    },
    format: {
      detail: 'su servidor no acepta Ogg con Opus, como son los audios de WhatsApp',
      fix: 'Usá otro servidor, o instalá con qué decodificar (ffmpeg).',
    },
    refused: {
      detail: 'su servidor rechaza el pedido',
      fix: 'Mirá el registro del servidor; fijate si STT_LANGUAGE es uno de sus idiomas.',
    },
  },
};
