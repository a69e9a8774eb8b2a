import { openChatwootClient } from '../chatwoot/api/client.ts';
import { reasonOf } from '../errors.ts';
import { NAMELESS } from '../intake/exchange-add.ts';
import { openRegistrar, registrarSettings, type Registrar } from './registrar.ts';

/** How long `logToChatwoot` waits for the outcome. */
const WAIT_SECONDS = 30;

const NOT_REGISTERED = 'not registered in Chatwoot';

/** The one registrar behind the guide's functions: opened at the first exchange. */
let shared: Promise<Registrar> | null = null;

/**
 * The integration guide's `log_to_chatwoot`: registers what a person said and what the bot answered, in the person's conversation.
 *
 * True once both are in Chatwoot (with CHATWOOT_DRY_RUN: once they would have been). False at once where CHATWOOT_ENABLED is off; false
 * where something is wrong, with a warning of the process that says what; false after 30 seconds without an outcome: the exchange is kept
 * all the same, and registered when Chatwoot is back. Never throws.
 *
 * @param phone a number with its country code, written in any way, or a business-scoped user id
 * @param senderName `Usuario` (the default) stands for a name that is not known; it replaces none
 */
export async function logToChatwoot(
  phone: string,
  userMessage: string,
  botResponse: string,
  senderName = NAMELESS,
): Promise<boolean> {
  try {
    if (shared === null && !(await isOn())) return false;
    const registrar = await (shared ??= openRegistrar());
    const exchange = { phone, user_message: userMessage, bot_response: botResponse, sender_name: senderName };
    const { id } = await registrar.register(exchange);
    const outcome = await registrar.wait(id, WAIT_SECONDS);
    if (outcome?.state === 'registered' || outcome?.state === 'dry_run') return true;
    warn(NOT_REGISTERED, outcome?.error ?? `exchange ${id} is not in Chatwoot yet; it is kept and will be registered`);
  } catch (error) {
    warn(NOT_REGISTERED, reasonOf(error));
    // The next call tries to open it anew.
    await shared?.catch(() => (shared = null));
  }
  return false;
}

/**
 * The integration guide's `test_chatwoot_connection`: true where Chatwoot answers for the inbox of CHATWOOT_INBOX_ID (with CHANNELS: of
 * each that has one). False at once where
 * CHATWOOT_ENABLED is off. Makes no test contact: it only reads the inbox, and leaves nothing behind. Never throws; what is wrong is a
 * warning of the process.
 */
export async function testChatwootConnection(): Promise<boolean> {
  try {
    const on = (await registrarSettings()).channels.filter(({ chatwoot }) => chatwoot.enabled);
    await Promise.all(on.map(({ chatwoot }) => openChatwootClient(chatwoot).inbox()));
    return on.length > 0;
  } catch (error) {
    warn('no connection to Chatwoot', reasonOf(error));
    return false;
  }
}

/**
 * Closes what `logToChatwoot` opened: finishes the calls that run (up to 10 s); what still waits stays on the disk. Not needed for a
 * process to end; the next `logToChatwoot` opens it again. Never throws.
 */
export async function closeRegistrar(): Promise<void> {
  const open = shared;
  shared = null;
  try {
    await (await open)?.close();
  } catch (error) {
    warn('not closed cleanly', reasonOf(error));
  }
}

const isOn = async (): Promise<boolean> =>
  (await registrarSettings()).channels.some(({ chatwoot }) => chatwoot.enabled);

function warn(what: string, reason: string): void {
  process.emitWarning(`${what}: ${reason}`, 'OptiAtiende');
}
