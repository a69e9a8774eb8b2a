/** What `check` says of whether the settings do what the service is for. */
export interface JobWords {
  whole: string;
  nothing: string;
  nothingFix: string;
  unregistered: string;
  unanswered: string;
  unansweredFix(key: string): string;
  dryRun: string;
}

export const jobEs: JobWords = {
  whole: 'WhatsApp se contesta, y las dos partes quedan en Chatwoot',
  nothing: 'todavía no hace nada: Chatwoot y WhatsApp están apagados',
  nothingFix: 'Ejecutá `optiatiende connect`, o poné en .env CHATWOOT_ENABLED=true, CHATWOOT_URL y CHATWOOT_INBOX_ID.',
  unregistered: 'el bot contesta por WhatsApp, pero en Chatwoot no queda nada: CHATWOOT_ENABLED está apagado',
  unanswered: 'queda en Chatwoot lo que otros programas entreguen; WhatsApp está apagado y el bot no contesta',
  unansweredFix: (key) => `Para que el bot conteste por WhatsApp poné ${key} en .env (README, «Con WhatsApp»).`,
  dryRun: 'CHATWOOT_DRY_RUN está puesto: no se publica nada en Chatwoot',
};

export const jobEn: JobWords = {
  whole: 'WhatsApp is answered, and both sides are kept in Chatwoot',
  nothing: 'it does nothing yet: Chatwoot and WhatsApp are both off',
  nothingFix: 'Run `optiatiende connect`, or put CHATWOOT_ENABLED=true, CHATWOOT_URL and CHATWOOT_INBOX_ID into .env.',
  unregistered: 'the bot answers on WhatsApp, and nothing of it is in Chatwoot: CHATWOOT_ENABLED is off',
  unanswered: 'what other programs hand in is registered; WhatsApp is off, and the bot does not answer',
  unansweredFix: (key) => `To have the bot answer on WhatsApp put ${key} into .env (README, "With WhatsApp").`,
  dryRun: 'CHATWOOT_DRY_RUN is on: nothing is posted to Chatwoot',
};
