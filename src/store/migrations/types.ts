/** `autoincrement`: ids are never used twice, so that id order stays the order in which rows came. */
export function serialKey(): string {
  return 'integer primary key autoincrement';
}

/** The type of raw bytes. */
export function binary(): string {
  return 'blob';
}
