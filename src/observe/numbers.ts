/** A number that `/metrics` shows: what it tells, and by what it is told apart. Never a person, a text or an id: labels have few values. */
interface Shown {
  help: string;
  labels: readonly string[];
}

/** What only grows, since the process began. */
export const counters = {
  optiatiende_webhooks_total: {
    help: 'Webhooks, by who sent them and whether they were kept (kept, refused, unavailable)',
    labels: ['source', 'outcome'],
  },
  optiatiende_messages_total: {
    help: 'Messages that came in: of customers, of agents in Chatwoot, of the business on its phone',
    labels: ['channel', 'author'],
  },
  optiatiende_sends_total: {
    help: 'Tries to send on WhatsApp: sent, again (temporary: retry, pause, doubt) or refused',
    labels: ['channel', 'outcome', 'class'],
  },
  optiatiende_deliveries_total: {
    help: 'News from WhatsApp of what was sent (sent, delivered, read, failed)',
    labels: ['channel', 'state'],
  },
  optiatiende_job_tries_total: {
    help: 'Tries of durable work, by kind: done, again or given_up',
    labels: ['channel', 'kind', 'outcome'],
  },
  optiatiende_handoffs_total: { help: 'Hand-overs to a person, by cause', labels: ['channel', 'cause'] },
  optiatiende_bot_requests_total: {
    help: 'Questions to a bot: answered, passed (it cannot answer this) or failed',
    labels: ['bot', 'outcome'],
  },
  optiatiende_chatwoot_requests_total: {
    help: 'Calls to Chatwoot, by the class of the status (2xx, 4xx, …; none: no answer)',
    labels: ['outcome'],
  },
  optiatiende_whatsapp_requests_total: {
    help: 'Calls to the provider of WhatsApp, by the class of the status (none: no answer)',
    labels: ['outcome'],
  },
  optiatiende_llm_tokens_total: { help: 'Tokens that the language model used', labels: ['direction'] },
} as const satisfies Record<string, Shown>;

/** How long something took, in seconds. */
export const durations = {
  optiatiende_webhook_seconds: { help: 'Until a webhook was answered', labels: ['source'] },
  optiatiende_turn_seconds: {
    help: 'From when a turn of the bot was due until its answer was written down',
    labels: [],
  },
  optiatiende_bot_request_seconds: { help: 'Until a bot answered', labels: ['bot'] },
  optiatiende_chatwoot_request_seconds: { help: 'Until Chatwoot answered', labels: [] },
  optiatiende_whatsapp_request_seconds: { help: 'Until the provider of WhatsApp answered', labels: [] },
} as const satisfies Record<string, Shown>;

/** How it is at the moment it is asked for. */
export const gauges = {
  optiatiende_info: {
    help: 'Always 1; the version of the service, and where its ledger is',
    labels: ['version', 'ledger'],
  },
  optiatiende_channel_state: {
    help: '1 for the state a channel is in: on, resting or parked',
    labels: ['channel', 'state'],
  },
  optiatiende_webhook_last_timestamp_seconds: { help: 'When the last webhook was kept', labels: ['source'] },
  optiatiende_jobs: { help: 'Work not yet done, by kind; counted no further than 10,000', labels: ['kind'] },
  optiatiende_oldest_job_seconds: {
    help: 'How long the oldest work of a kind has been waiting; 0: none waits',
    labels: ['kind'],
  },
  optiatiende_problems: {
    help: 'What was given up and waits for the operator; counted no further than 10,000',
    labels: [],
  },
  optiatiende_unread_events: { help: 'Webhooks kept and not yet read; counted no further than 10,000', labels: [] },
  optiatiende_unreadable_events: {
    help: 'Webhooks of which a part could not be read; counted no further than 10,000',
    labels: [],
  },
  optiatiende_people_waiting: {
    help: 'Customers who were handed over and whom nobody has answered; no further than 10,000',
    labels: [],
  },
  optiatiende_registered_gap: { help: 'Messages that the last nightly audit found missing', labels: ['channel'] },
  optiatiende_audit_timestamp_seconds: { help: 'When the last nightly audit ended', labels: ['channel'] },
  optiatiende_file_bytes: { help: "Room that customers' files take in the ledger", labels: [] },
  optiatiende_file_limit_bytes: { help: 'FILES_MAX', labels: [] },
  optiatiende_store_bytes: { help: 'Size of the ledger', labels: [] },
  optiatiende_store_writable: { help: '1 while the ledger can be written', labels: [] },
  optiatiende_backup_timestamp_seconds: { help: 'When `optiatiende db backup` last ended; 0: never', labels: [] },
  optiatiende_process_start_timestamp_seconds: { help: 'When the process began', labels: [] },
  optiatiende_process_cpu_seconds: { help: 'Processor time of the process, user and system', labels: [] },
  optiatiende_process_resident_bytes: { help: 'Resident memory of the process', labels: [] },
  optiatiende_process_heap_bytes: { help: 'Heap of JavaScript that is used', labels: [] },
} as const satisfies Record<string, Shown>;

type LabelsOf<T extends Shown> = { [label in T['labels'][number]]: string };
export type CounterName = keyof typeof counters;
export type DurationName = keyof typeof durations;
export type GaugeName = keyof typeof gauges;
export type CounterLabels<N extends CounterName> = LabelsOf<(typeof counters)[N]>;
export type DurationLabels<N extends DurationName> = LabelsOf<(typeof durations)[N]>;
export type GaugeLabels<N extends GaugeName> = LabelsOf<(typeof gauges)[N]>;
