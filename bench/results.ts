/** The page that keeps a run: table, machine, and how each figure comes about. */
export function results(table: string, machine: string, at: Date, seconds: number): string {
  return `# Measured

Written by \`npm run bench\` on ${at.toISOString().slice(0, 10)}, in one run of ${seconds.toFixed(0)} s.
Machine: ${machine}.

${table}

## How each figure is measured

- **The other side** is the sandbox: real HTTP servers on loopback. Its Chatwoot takes 50 ms for each answer, and 5 ms more for each
  message embedded in a list of conversations; above 3,000 messages it answers 500 after 15 s. The 5 ms and the 15 s were recorded on a
  real Chatwoot on 2 cores. It has no capacity of its own: a real one on 2 cores takes about 14 posts a second however many call at once.
- **Seed**: the script of the integration guide, re-modelled request by request in \`bench/seed-flow.ts\`: contact, list of
  conversations, a conversation where the list shows none, two messages; 10 s for each call; a list that was not answered counts as
  "none".
- **Requests, bytes, conversations**: one exchange makes the person known, the conversation is then filled up to the number of earlier
  messages, and three more exchanges are counted by the sandbox. Bytes are those of answer bodies. All message ids have six digits, so
  that a longer number is not taken for growth. The seed receives little with 5,000 earlier messages because its list is never answered;
  each exchange then makes a new conversation.
  Cable and sweep are off here: what is asked to hear agents (at most \`SWEEP_REQUESTS_PER_MINUTE\`) belongs to no exchange.
- **The customer waits**: for the seed its whole flow, since the answer is sent after it. For ours the time from the webhook to the
  arrival of the answer at WhatsApp, with a bot that answers at once.
- **In the customer's way**: three services, with Chatwoot off, on, and taking every call without ever answering, take the same 120
  messages in turns. What Chatwoot adds to the time from webhook to WhatsApp is the median of the differences between neighbours. A single
  answer of Chatwoot waited for would show as 50 ms; what remains is our own work on the job.
- **Exchanges/s**: 50 people with 10 earlier messages, each writing again as soon as they are answered, for 4 s. The seed has as many calls
  at once as there are people. Ours answers no faster than WhatsApp allows a number (80 a second, after a burst), and registers behind
  that with as many calls at once as \`CHATWOOT_CONCURRENCY\` says; "registered" counts until the last one stands in Chatwoot.
- **Durable intake**: \`POST /webhooks/whatsapp/{secret}\`, answered once the commit is on the disk, against a server of the same
  framework (hono on @hono/node-server) that parses the same body and answers; 64 keep-alive connections with one request each
  under way, from a process of its own on raw sockets; three rounds of 1.5 s each in turns. The ratio is the median of the rounds'
  ratios. The messages come from 1,000 people and are read into the ledger meanwhile and afterwards (Chatwoot on and down, so that
  each leaves its job): "time until the ledger had read all" counts from the last answer of the longest round.
- **Memory**: resident memory of a service's process (with the question bot) 8 s after it started over a ledger with 100,000 waiting
  register jobs of 10,000 people, Chatwoot and 360dialog refusing every connection. 1 MB = 1,000,000 bytes.
- **A ledger of a million messages**: made by \`bench/ledger.ts\`: 200,000 people with their places, 1,000,000 messages, 500,000 events,
  2,000,000 finished jobs, 20,000 that wait, 2,000 problems; one person wrote 33,000 messages, and is the one who is asked about. Each
  figure is the median of 9 runs; of the deletion, the pieces of one run that deletes what is older than 30 days (about 3 %).
- **Files**: 16 customers send a file of 100 MB each at once, then an agent sends each of them one, between servers in a process of their
  own that make and count the bytes. Memory is the most the service's process ever had. A stall is the longest time in which its event
  loop did nothing else (\`monitorEventLoopDelay\`), beside that of a process that only measures itself.
- **One webhook body**: the longest stall from its arrival until all its messages stand in the ledger.

Figures of time depend on the machine and on what else it does; ratios and counts hardly do.
`;
}
