import type { Hono } from 'hono';
import type { Random } from '../chance.ts';
import type { FaultAnswers } from '../fault-door.ts';
import type { SandboxContext, SandboxEnv } from '../http.ts';
import type { WhatsAppState } from '../whatsapp/people.ts';
import type { Leaving, Webhooks } from '../whatsapp/webhooks.ts';

/** What is one provider's own in the sandbox's WhatsApp: how it is called, and how it calls. */
export interface Side {
  /** Opens the calls; made up where none was given. */
  apiKey: string;
  /** In front of `/messages` and `/media`. */
  numberAt: string[];
  /** In front of the id of a file. */
  filesAt: string;
  /** Whether an upload must tell the type beside the file. */
  wantsType: boolean;
  faultAnswers: FaultAnswers;
  /** The answer to who has no key, or a wrong one; null where it is right. */
  refuse: (c: SandboxContext) => Response | null;
  /** The answer where nothing is at the address. */
  notFound: (c: SandboxContext) => Response;
  /** The answer where there is no file of the id at the end of the address. */
  noFile: (c: SandboxContext) => Response;
  /** An error that is none of the Cloud API's. */
  fail: (c: SandboxContext, status: number, message: string) => Response;
  /** What is asked beside messages and files: webhook, health, templates. */
  routes: (app: Hono<SandboxEnv>, state: WhatsAppState, webhooks: Webhooks) => void;
  /** A webhook as it leaves: its bytes, and headers beside those that were set with the address. Null: it does not leave. */
  leaving: (body: unknown) => Leaving | null;
  /** Where the bytes of files are, on what host; `url` is the sandbox's own. */
  filesHost: (url: string) => string;
  /** The variables with which a service finds it. */
  settings: (url: string, state: WhatsAppState) => Record<string, string>;
}

export interface SideOptions {
  apiKey: string | undefined;
  random: Random;
}
