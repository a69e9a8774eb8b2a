import { resolve } from 'node:path';

export const isPostgresUrl = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

export const filePath = (url: string): string => url.replace(/^sqlite:(\/\/)?/, '');

/** What people may read of a `DATABASE_URL`: the whole path, so that whoever looks in the wrong folder sees it; never the password. */
export function placeOf(url: string): string {
  if (!isPostgresUrl(url)) return filePath(url) === ':memory:' ? ':memory:' : resolve(filePath(url));
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    const host = searchParams.get('host') ?? (hostname || 'localhost');
    return `${decodeURIComponent(pathname.slice(1))} at ${host}:${port || '5432'}`;
  } catch {
    return 'PostgreSQL';
  }
}
