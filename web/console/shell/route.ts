import { signal } from '@preact/signals';

/** Where one is: `#/messages/ID?by=human`. */
export interface Route {
  page: string;
  /** What stands behind the page; empty: nothing. */
  id: string;
  query: Record<string, string>;
}

function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [page = '', ...rest] = path.split('/');
  return { page: page || 'now', id: decoded(rest.join('/')), query: Object.fromEntries(new URLSearchParams(query)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const route = signal<Route>(read());
addEventListener('hashchange', () => (route.value = read()));

/** The address of a page; what is empty in the query is left out. */
export function to(page: string, id: string | number = '', query: Record<string, string> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const text = new URLSearchParams(given).toString();
  return `#/${page}${id === '' ? '' : `/${encodeURIComponent(id)}`}${text === '' ? '' : `?${text}`}`;
}

/** Changes filters of the page: its address is another one then, the page stays. */
export function filter(changes: Record<string, string>): void {
  const { page, id, query } = route.value;
  history.replaceState(null, '', to(page, id, { ...query, ...changes }));
  route.value = read();
}
