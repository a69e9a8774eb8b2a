/** Any of these means a real set-up; none of them, a first look. */
const telling =
  /^(CHANNELS|CHATWOOT_ENABLED|CHATWOOT_URL|CHATWOOT_INBOX_ID|D360_API_KEY(_FILE)?|META_TOKEN(_FILE)?|DATABASE_URL|API_TOKEN(_FILE)?)$/;
/** What the sandbox takes from a settings file too (`respected` in src/cli/sandbox.ts): setting it says nothing of a real set-up. */
const triedOut =
  /^(BOT($|_)|LLM_|STT_|UI_LANGUAGE$|LOG_LEVEL$|CHATWOOT_BOT_PREFIX$|HANDOFF_|CHATWOOT_TIMEOUT$|UNCLEAR_SEND_WAIT$|PROVIDER$)/;

/**
 * Whether `npm start` means the service: something of a real set-up is set. An `.env` that sets nothing, such as a copy of `.env.example`
 * as it is, is no set-up, and neither is one with nothing but what the sandbox tries out.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} envText the text of `.env`, empty where there is none
 */
export function isSetUp(environment, envText) {
  if (Object.entries(environment).some(([name, value]) => telling.test(name) && value?.trim())) return true;
  return settingsIn(envText).some(([name, value]) => value !== '' && !triedOut.test(name));
}

/**
 * Node 20 before 20.12 has no `parseEnv`; whether something stands behind a name needs less.
 *
 * @param {string} text
 * @returns {[string, string][]}
 */
function settingsIn(text) {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, name, rest = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const value = rest.replace(/^\s*(["'`])(.*?)\1.*$/, '$2').replace(/^\s*#.*$|\s#.*$/, '');
    return [/** @type {[string, string]} */ ([name, value.trim()])];
  });
}
