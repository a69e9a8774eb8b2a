/** Idle connections let the process end (a program that uses the library); what is waited for must not end with it. */
export async function awake<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => undefined, 60_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
