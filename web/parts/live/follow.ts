/** Whether the page hears the server. */
export type Link = 'connecting' | 'live' | 'lost';

export interface Following {
  /**
   * The stream's address. `last` is the id of the newest event heard, null before the first: the server tells everything after it.
   * Where the browser reconnects by itself it says the same in the header `Last-Event-ID`.
   */
  url: (last: string | null) => string;
  /** What to do with each kind of event; its data is JSON. */
  on: Record<string, (data: unknown) => void>;
  onLink: (link: Link) => void;
  /** Milliseconds without any event, `ping` included, after which the connection counts as dead; 45,000 where absent. */
  silence?: number;
}

/** Milliseconds until a stream that the browser has given up is opened again. */
const reopenAfter = 2_000;

/**
 * Follows a stream of server-sent events until the returned function is called, and catches up after a break. The browser reconnects by
 * itself after a cut; after an answer that is no stream (a proxy's 502, a server still starting) it gives up for good, and a connection
 * that died without a word it never notices: those two are done here.
 */
export function follow({ url, on, onLink, silence = 45_000 }: Following): () => void {
  let source: EventSource;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let watching: ReturnType<typeof setTimeout> | undefined;
  let last: string | null = null;

  const heard = () => {
    onLink('live');
    clearTimeout(watching);
    watching = setTimeout(again, silence);
  };
  const listen = (name: string, take: (data: unknown) => void) => {
    source.addEventListener(name, (event: MessageEvent<string>) => {
      heard();
      if (event.lastEventId !== '') last = event.lastEventId;
      take(JSON.parse(event.data));
    });
  };
  const open = () => {
    clearTimeout(reopening);
    reopening = undefined;
    source = new EventSource(url(last));
    source.onopen = heard;
    source.addEventListener('ping', heard);
    for (const [name, take] of Object.entries(on)) listen(name, take);
    source.onerror = () => {
      onLink('lost');
      if (source.readyState === EventSource.CLOSED) reopening ??= setTimeout(open, reopenAfter);
    };
  };
  const again = () => {
    source.close();
    onLink('lost');
    open();
  };
  // A laptop that wakes up need not wait for the next try.
  const awake = () => {
    if (document.visibilityState === 'visible' && source.readyState !== EventSource.OPEN) again();
  };

  open();
  document.addEventListener('visibilitychange', awake);
  addEventListener('online', awake);
  return () => {
    clearTimeout(reopening);
    clearTimeout(watching);
    document.removeEventListener('visibilitychange', awake);
    removeEventListener('online', awake);
    source.close();
  };
}
