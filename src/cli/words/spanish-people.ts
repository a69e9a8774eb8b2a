/** What `chatwoot/versions/versions.ts` and `chatwoot/failures/application-failure.ts` say, in Spanish. */
export const peopleInSpanish: [string, string][] = [
  [
    'a bot token can neither read conversations nor set labels; events of a conversation do not name their account',
    'un token de bot no puede leer conversaciones ni poner etiquetas; los eventos de una conversación no nombran su cuenta',
  ],
  [
    'webhooks of the inbox are not signed: give their address a long secret',
    'los webhooks del inbox no van firmados: dale a su dirección un secreto largo',
  ],
  ['a bot cannot be the assignee of a conversation', 'un bot no puede ser el asignado de una conversación'],
  [
    'the list of conversations fails for contacts verified by HMAC',
    'la lista de conversaciones falla para contactos verificados por HMAC',
  ],
  [
    'no delivery ticks, no reasons for failures, no attributes set by a bot token',
    'sin tildes de entrega, sin motivos de fallos, sin atributos puestos por un token de bot',
  ],
  ['one conversation can be neither read nor resolved', 'no se puede leer ni resolver una conversación sola'],
  [
    'no source_id on messages, and the agent’s Retry does not work',
    'sin source_id en los mensajes, y el Reintentar del agente no funciona',
  ],
  ['failed webhooks leave no trace', 'los webhooks fallados no dejan rastro'],
  [
    '4.14.0 cannot call webhooks on private addresses: upgrade to 4.14.1 or later',
    '4.14.0 no puede llamar a webhooks en direcciones privadas: actualizá a 4.14.1 o posterior',
  ],
  [
    'is too old: 300 requests a minute, greetings and surveys are not sent, private notes are not marked',
    'es muy viejo: 300 pedidos por minuto, no se envían saludos ni encuestas, las notas privadas no se distinguen',
  ],
  [
    'Set CHATWOOT_BOT_TOKEN or CHATWOOT_USER_TOKEN to the token Chatwoot shows (Settings → Bots, or Profile settings → Access token): this one is unknown there. It goes on by itself once it is right.',
    'Poné en CHATWOOT_BOT_TOKEN o CHATWOOT_USER_TOKEN el token que muestra Chatwoot (Ajustes → Bots, o Ajustes del perfil → Token de acceso): este no se conoce ahí. Una vez corregido, sigue por sí solo.',
  ],
  [
    'A proxy in front of Chatwoot takes the header api_access_token away. With nginx set: underscores_in_headers on. It goes on by itself then.',
    'Un proxy delante de Chatwoot quita la cabecera api_access_token. Con nginx poné: underscores_in_headers on. Después sigue por sí solo.',
  ],
  [
    'Connect the agent bot to the inbox (Settings → Inboxes → your API inbox → Bot configuration), and check that CHATWOOT_ACCOUNT_ID is its account.',
    'Conectá el bot con la entrada (Ajustes → Entradas → tu entrada API → Configuración del bot), y revisá que CHATWOOT_ACCOUNT_ID sea su cuenta.',
  ],
  [
    'The user of this token may not do it: an administrator’s token is needed, or one of a member of the inbox.',
    'Quien tiene este token no puede hacerlo: hace falta el de un administrador, o el de un miembro del inbox.',
  ],
  [
    'The conversation or message is not there any more, or CHATWOOT_ACCOUNT_ID is not the account of the token. Nothing is to be done where it was deleted.',
    'La conversación o el mensaje ya no está, o CHATWOOT_ACCOUNT_ID no es la cuenta del token. Si fue borrado, no hay nada que hacer.',
  ],
  [
    'Delivery ticks need Chatwoot 4.2.0 or later: upgrade it, or leave CHATWOOT_USER_TOKEN out.',
    'Los tildes de entrega necesitan Chatwoot 4.2.0 o posterior: actualizalo, o quitá CHATWOOT_USER_TOKEN.',
  ],
];
