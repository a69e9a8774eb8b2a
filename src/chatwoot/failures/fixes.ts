/** The ways out, in one place: the problems list and the connection check say the same. */
export const fixes = {
  tls: 'Check the certificate of the address in CHATWOOT_URL (expired, another host name, a private authority: set NODE_EXTRA_CA_CERTS), or whether it speaks https at all.',
  unknownHost: 'Check the host name in CHATWOOT_URL and this machine’s DNS.',
  noConnection: 'Check address and port in CHATWOOT_URL, and that Chatwoot is running and can be reached from here.',
  timeout: 'Check that Chatwoot is well and can be reached from here, or raise CHATWOOT_TIMEOUT.',
  redirect:
    'A maintenance page ends by itself, and what waits goes on then. If it is none, set CHATWOOT_URL to the address Chatwoot answers at without a redirect (https, the right host name).',
  notChatwoot:
    'Check that CHATWOOT_URL is the address of Chatwoot itself, and that no login page or other program answers for /public/api/v1.',
  unknownCall:
    'Check CHATWOOT_URL: it must be the address of Chatwoot itself, without a path of its own pages. If it is right, Chatwoot is down behind its proxy, or its release is too old (3.7.0 or later is wanted).',
  inbox:
    'Set CHATWOOT_INBOX_ID to the inbox identifier: in Chatwoot, Settings → Inboxes → your API inbox → Configuration. It is not the number in the page’s address. Then retry the problems.',
  gone: 'The contact or conversation is missing in Chatwoot each time it has been made. Look in Chatwoot for an automation that deletes or merges it, then retry.',
  login:
    'Something in front of Chatwoot (a login, a firewall, an allow-list) turns us away: let this machine’s requests to /public/api/v1 through.',
  tooMany:
    'Chatwoot limits requests per address: raise RACK_ATTACK_LIMIT there, or list this machine in RACK_ATTACK_ALLOWED_IPS. It goes on by itself.',
  taken: 'Another contact in Chatwoot has this phone number or identifier already: merge the two there, then retry.',
  phone: 'Chatwoot does not take the phone number. Correct the contact in Chatwoot, then retry.',
  invalid: 'Chatwoot does not take what was sent, for the reason it names. Correct it there, then retry or drop it.',
  malformed:
    'Chatwoot could not read the request. Look whether a proxy in between changes it; if not, please report it.',
  tooLarge:
    'A proxy in front of Chatwoot refuses a request of this size: raise its limit (nginx: client_max_body_size), then retry.',
  serverFault:
    'Chatwoot’s server, or a proxy or firewall before it, fails at this one while others pass: look into its log, then retry or drop it.',
  refused: 'Look into Chatwoot’s log for the reason, then retry or drop it.',
  ours: 'Please report this with the lines of the log; the message is kept and can be retried.',
  list: 'Usually a very long history: Chatwoot sends all of it and does not finish in time. Either open a new conversation for this person (problems retry with a new conversation), or, once Chatwoot has been made faster or the old conversations were deleted there, retry.',
} as const;

/** Why an inbox with identity validation refuses us. */
export function identityFault(hasToken: boolean): string {
  return hasToken
    ? 'CHATWOOT_HMAC_TOKEN is probably wrong: copy the inbox’s HMAC token (Settings → Inboxes → your API inbox → Configuration, identity validation; not the webhook secret), then retry.'
    : 'The inbox enforces identity validation: set CHATWOOT_HMAC_TOKEN to the inbox’s HMAC token (Settings → Inboxes → your API inbox → Configuration), or switch the enforcement off there, then retry.';
}
