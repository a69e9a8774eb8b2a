import type { BotCheckWords } from './bot-check-words.ts';

export const botCheckEn: BotCheckWords = {
  begins: (target) => `Trying the bot at ${target} with invented turns. Nothing goes to WhatsApp or Chatwoot.`,
  ours: (url) => `Files and actions that come later (202): ${url}. The bot must know this address if it uses them.`,
  noSecret: 'BOT_SECRET is not set: set the one that your bot has.',
  outcomes: { ok: 'ok', advice: 'advice', broken: 'BROKEN' },
  cases: {
    hello: 'a greeting',
    several: 'several messages, with a history',
    repeat: 'the same turn again',
    choice: 'a choice it never offered',
    kinds: 'pictures, places and unknown kinds',
    strange: 'strange messages and persons',
    big: 'very large (270 kB)',
    hostile: 'hostile words',
    state: 'its state, given back',
    unknown_fields: 'fields that are yet to come',
    file: 'a file',
    file_gone: 'a file that is gone',
    at_once: 'eight persons at once',
    wrong_signature: 'a wrong signature',
    no_signature: 'no signature',
    old_signature: 'a signature of an hour ago',
    no_json: 'broken bodies',
    left: 'calls that break off',
    alive: 'still there at the end',
  },
  faults: {
    unreachable: {
      what: (detail) => `nobody is at that address (${detail})`,
      fix: 'Start the bot, and look at address and port.',
    },
    died: {
      what: (detail) => `it fell over: nobody is at that address any more (${detail})`,
      fix: "Look into the bot's log: one broken call must not end it. What is left was not tried.",
    },
    broke_off: {
      what: (detail) => `broke off without an answer (${detail})`,
      fix: "Look into the bot's log: it has probably failed in the middle. It must always answer.",
    },
    redirect: {
      what: (detail) => `sends to another address (${detail})`,
      fix: 'Set BOT_URL to the final address: redirects are not followed.',
    },
    status: {
      what: (detail) => `answered ${detail}`,
      fix: "Answer 200 with the actions, or 202. With 401: is BOT_SECRET the same on both sides, and are the bytes signed as they came? With 404 look at the address, with 500 into the bot's log.",
    },
    too_slow: {
      what: (detail) => `did not answer within ${detail}`,
      fix: 'Answer before BOT_TIMEOUT, or raise it. A bot that takes its time answers 202 and gives its actions later.',
    },
    too_large: { what: (detail) => `the answer has more than ${detail}`, fix: 'Send large files by `url`.' },
    no_json: {
      what: (detail) => `the answer is no JSON (${detail})`,
      fix: 'Answer {"actions": […]} in JSON. A page is often a proxy’s, or an error of the framework.',
    },
    shape: {
      what: (detail) => `wrong actions: ${detail}`,
      fix: 'Mend these fields: the actions are in docs/BOTS.md, and as a schema in /openapi.json (BotActions).',
    },
    later_shape: {
      what: (detail) => `the actions that came later are wrong: ${detail}`,
      fix: 'Mend these fields: docs/BOTS.md, BotActions in /openapi.json. The service answers 422 with the fields.',
    },
    later_never: {
      what: () => 'said 202, and no actions came',
      fix: 'Give them to POST /api/turns/{id}/actions of this service before BOT_TIMEOUT. Tell the bot the address above.',
    },
    later_token: {
      what: () => 'gave its actions without the right API_TOKEN (401)',
      fix: 'Set the same API_TOKEN on both sides: Authorization: Bearer API_TOKEN.',
    },
    later_twice: {
      what: (detail) => `gave other actions for the same turn (${detail} times)`,
      fix: 'Only the first count: remember by `turn.id` what you have begun.',
    },
    unsigned_taken: {
      what: (detail) => `took a call that is not signed with BOT_SECRET (${detail})`,
      fix: 'Compare X-OptiAtiende-Signature with the HMAC-SHA256 of "timestamp.body", and answer 401 where it differs. Else anybody can use your bot.',
    },
    stale_taken: {
      what: (detail) => `took a call of an hour ago (${detail})`,
      fix: 'Refuse what is older than five minutes (X-OptiAtiende-Timestamp), so that nobody repeats what they overheard.',
    },
    secret_told: {
      what: () => 'its answer holds BOT_SECRET',
      fix: 'Keep the secret out of what the model or the template sees. Change it: it is out.',
    },
    threw: {
      what: (detail) => `failed: ${detail}`,
      fix: 'Catch the error and answer something, or hand the conversation to a person.',
    },
    slow: { what: (detail) => `took ${detail}`, fix: 'The customer sees “typing…” all that time.' },
    cut_titles: {
      what: (detail) => `a title is longer than WhatsApp shows: ${detail}`,
      fix: 'Buttons: up to 20 characters; rows of a list: up to 24. The rest is cut.',
    },
    no_words: {
      what: () => 'said nothing',
      fix: 'That is allowed, but leaves the customer without an answer. A bot that does not know hands over to a person.',
    },
    media_url: {
      what: () => 'sends a file by http',
      fix: 'It is fetched from the server of BOT_URL or BOT_FILES_URL only; all others must be https and public.',
    },
  },
  score: (counts, median) =>
    `Right: ${counts.ok + counts.advice} of ${counts.ok + counts.advice + counts.broken}` +
    `${counts.advice > 0 ? ` · with advice ${counts.advice}` : ''}${counts.broken > 0 ? ` · BROKEN ${counts.broken}` : ''} · ${median} ms a case`,
  good: 'The bot conforms.',
  bad: 'The bot does not conform: what is above would happen to your customers too.',
  filesRead: (n) => `Files it read: ${n}.`,
};
