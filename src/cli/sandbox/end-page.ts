/** Ends the sandbox on SIGTERM or SIGINT: cleanly, then 0; at once on a second signal. A fault nobody caught ends it with 1. */
export function endPage(close: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(1);
    ending = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  const fail = (error: unknown) => {
    console.error(error);
    process.exit(1);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}
