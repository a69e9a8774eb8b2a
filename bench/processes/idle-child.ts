import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A process that does nothing: what it is late by, every process of this machine is. Tells the longest whenever it is asked. */
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.send?.({ ready: true });
process.on('message', () => {
  process.send?.({ stallMs: delay.max / 1e6 });
  delay.reset();
});
process.on('disconnect', () => process.exit(0));
